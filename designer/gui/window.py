"""The main window: it puts the parts together and says what the window's own actions do."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from designer.edit.commands import SELECT
from designer.gui.actions import Actions
from designer.gui.autosave import Autosave
from designer.gui.canvas.picture import Picture, PictureMaker
from designer.gui.canvas.screen import screen_mm
from designer.gui.canvas.widget import CanvasWidget
from designer.gui.clipboard import copy_selection, paste
from designer.gui.command_line import CommandLine
from designer.gui.context_menu import ask_for_menu, show_context_menu
from designer.gui.dialogs.about import AboutPage
from designer.gui.dialogs.export import ExportDialog
from designer.gui.dialogs.pages import ShortcutPage
from designer.gui.documents import Documents
from designer.gui.faults import Faults
from designer.gui.importing import Importer
from designer.gui.key_round import focus_next, is_in_front
from designer.gui.live import LivePlanner
from designer.gui.menus import add_aids, add_panels, fill_menus
from designer.gui.panel_stacks import PanelStacks
from designer.gui.preferences import Preferences
from designer.gui.product_bar import ProductBar, SurfaceSwitcher
from designer.gui.recovery import Recovery
from designer.gui.screen_room import open_with
from designer.gui.serial_files import SerialFiles
from designer.gui.status_bar import StatusBar
from designer.gui.tool_palette import ToolPalette
from designer.gui.voice import Voice
from designer.gui.workspace import Workspace
from designer.io.endings import IMPORTED_SUFFIXES
from designer.io.project import SUFFIX

LAYOUT_VERSION = 3
"""Saved layouts of another version are left alone; a panel more or less makes it another version."""

ZOOM_STEP = 1.25

W = TypeVar("W", bound=QWidget)


class MainWindow(QMainWindow):
    """One project in one window."""

    closed = Signal()
    """The window is gone for good; what was taken over of the process is given back."""

    def __init__(self, workspace: Workspace, preferences: Preferences, voice: Voice | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.preferences = preferences
        self.voice = voice or Voice(self)
        self.faults = Faults(lambda: workspace.design, self._tell_fault, self)
        self.documents = Documents(workspace, self.voice, preferences, self)
        self.importer = Importer(workspace, self.voice, preferences, self.documents, self)
        self.documents.import_asked.connect(self.importer.take)
        self.autosave = Autosave(workspace, self.documents, self)
        self.recovery = Recovery(workspace, self.documents, self.autosave, self.voice, self)
        self.commands = Actions(workspace, self)
        self.canvas = CanvasWidget(workspace)
        self.setAcceptDrops(True)
        self.setCentralWidget(self.canvas)
        self._put_bars()
        self.stacks = PanelStacks(self, workspace)
        self.stacks.left.connect(self.canvas.setFocus)
        self._bind_actions()
        fill_menus(self.menuBar(), self.commands, self.documents, preferences)
        add_aids(self.menuBar(), workspace)
        add_panels(self.menuBar(), self.stacks)
        self._pictures = PictureMaker()
        self.live = LivePlanner(workspace, self._pictures, self)
        self.canvas.resized.connect(self._size_texts)
        self.live.pictured.connect(self._show_picture)
        self.live.crashed.connect(self.faults.report)
        self.commands.carry_out("improve-stop", self.live.stop_improving)
        self.documents.file_changed.connect(self._show_title)
        self._show_title()
        self._restore_layout()
        self.live.ask()
        self.canvas.setFocus()

    # Parts

    def _put_bars(self) -> None:
        self.switcher = SurfaceSwitcher(self.workspace)
        self.products = ProductBar(self.workspace)
        self.switcher.activated.connect(self.canvas.setFocus)
        self.products.modules_asked.connect(self._choose_module)
        self.command_line = CommandLine(self.workspace)
        self.status = StatusBar(self.workspace, self.commands)
        self.status.follow_tips_in(self)
        self.canvas.cursor_moved.connect(self._show_cursor)
        self.canvas.typed.connect(self.command_line.start_with)
        self.canvas.recalled.connect(self.command_line.recall)
        self.command_line.left.connect(self.canvas.setFocus)
        self.workspace.tool_changed.connect(self._keys_to_tool)
        self._put_main_bar()
        self._put_bar("tools", "Tools", Qt.ToolBarArea.LeftToolBarArea, ToolPalette(self.commands))
        self._put_bar("command-line", "Command line", Qt.ToolBarArea.BottomToolBarArea, self.command_line)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.status, 1)

    def _put_main_bar(self) -> None:
        bar = QToolBar("Main", self)
        bar.setObjectName("main-bar")
        bar.setMovable(False)
        for name in ("new", "open", "save", "", "undo", "redo", "", "zoom-extents", "site-view", ""):
            bar.addAction(self.commands[name]) if name else bar.addSeparator()
        bar.addWidget(self.switcher)
        bar.addSeparator()
        bar.addWidget(self.products)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        for name in ("settings", "export"):
            bar.addAction(self.commands[name])
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)

    def _put_bar(self, name: str, title: str, area: Qt.ToolBarArea, content: QWidget) -> None:
        bar = QToolBar(title, self)
        bar.setObjectName(name)
        bar.setMovable(False)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(content)
        self.addToolBar(area, bar)
        # a bar asked for its margins when it had no name yet by which the stylesheet knows it
        bar.ensurePolished()
        QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))

    # Actions

    def _bind_actions(self) -> None:
        documents, canvas = self.documents, self.canvas
        serials = SerialFiles(self.workspace, self.voice, self.preferences)
        bound: dict[str, Callable[[], object]] = {
            "new": documents.new,
            "open": documents.open,
            "save": documents.save,
            "save-as": documents.save_as,
            "import": self.importer.ask,
            "underlays": self.show_underlays,
            "serials-import": serials.import_list,
            "serials-export": serials.export_list,
            "serials-photo": serials.read_photo,
            "export": self.show_export,
            "quit": self.close,
            "clip-copy": partial(copy_selection, self.workspace),
            "clip-paste": partial(paste, self.workspace),
            "zoom-extents": canvas.navigator.zoom_extents,
            "zoom-in": partial(canvas.navigator.zoom_by, ZOOM_STEP),
            "zoom-out": partial(canvas.navigator.zoom_by, 1 / ZOOM_STEP),
            "zoom-selection": self._zoom_to_selection,
            "next-panel": self._keys_to_next_panel,
            "settings": self.show_settings,
            "shortcuts": self.show_shortcuts,
            "about": self.show_about,
        }
        for name, action in bound.items():
            self.commands.carry_out(name, action)
        self.workspace.show_asked.connect(self._show_things)
        canvas.context_asked.connect(self.show_context_menu)
        canvas.context_keyed.connect(self._show_context_menu_by_key)

    def show_context_menu(self, at: QPoint) -> QMenu:
        """What can be done with what is under the cursor, or selected."""
        return show_context_menu(self.workspace, self.commands, at, self.canvas)

    def _show_context_menu_by_key(self, at: QPoint) -> None:
        """The mouse may rest anywhere then: a selection is what is meant."""
        picks = not self.workspace.selection
        show_context_menu(self.workspace, self.commands, at, self.canvas, picks=picks)

    def show_export(self) -> ExportDialog:
        """The export dialog, beside the drawing."""
        documents = self.documents
        return self._shown(
            ExportDialog(self.workspace, self.voice, self.preferences, lambda: documents.file_name, self)
        )

    def show_settings(self) -> QWidget:
        """The project's settings, beside the drawing."""
        from designer.gui.dialogs.settings import SettingsDialog

        return self._shown(SettingsDialog(self.workspace, self))

    def show_underlays(self) -> QWidget:
        """What lies below the drawing."""
        from designer.gui.dialogs.underlays import UnderlaysDialog

        return self._shown(UnderlaysDialog(self.workspace, self))

    def show_shortcuts(self) -> QWidget:
        """All commands and shortcuts."""
        return self._shown(ShortcutPage(self))

    def show_about(self) -> QWidget:
        """Version and licences."""
        return self._shown(AboutPage(self))

    @staticmethod
    def _shown(dialog: W) -> W:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog

    def _choose_module(self) -> None:
        panel = self.stacks.show("catalog")
        show = getattr(panel, "show_kind", None)
        if show is not None:
            show("modules")

    def _show_picture(self, picture: object, _view: object) -> None:
        assert isinstance(picture, Picture)
        self.canvas.set_picture(picture)

    def _size_texts(self) -> None:
        """Texts that can be read when the whole is seen, also on a small canvas."""
        screen = screen_mm(self.canvas.drawing_area())
        if screen != self._pictures.screen_mm:
            self._pictures.screen_mm = screen
            self.live.redraw()

    def _show_cursor(self, point: object) -> None:
        self.status.show_place((point[0], point[1]) if isinstance(point, tuple) else None)

    def _keys_to_tool(self) -> None:
        """What is typed after a tool was chosen is for the tool, wherever the keys went before."""
        if self.workspace.editor.command.name != SELECT:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keys_to_next_panel(self) -> None:
        panels = (dock.widget() for dock in self.stacks.docks.values())
        focus_next((self.canvas, *(panel for panel in panels if is_in_front(panel)), self.command_line))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc that no panel had a use for goes back to the drawing; Shift+F10 is the menu key."""
        if event.key() == Qt.Key.Key_Escape:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            ask_for_menu(self.focusWidget() or self.canvas)
        else:
            super().keyPressEvent(event)

    def _zoom_to_selection(self) -> None:
        if self.workspace.selection:
            self.canvas.navigator.zoom_to_ids(self.workspace.selection)
        else:
            self.workspace.said.emit("Nothing is selected; select what to zoom to first")

    def _show_things(self, ids: object) -> None:
        assert isinstance(ids, frozenset)
        self.canvas.navigator.zoom_to_ids(ids)

    # Title, layout, leaving

    def _tell_fault(self, details: str, kept: Path | None, log: Path | None) -> None:
        """After a fault what was done is kept aside at once: the next one may end the program."""
        if self.documents.changed:
            self.autosave.now()
        self.voice.report(details, kept, log)

    def _show_title(self) -> None:
        read_only = " (read-only)" * self.documents.read_only
        self.setWindowTitle(f"{self.documents.title}[*]{read_only} – Trunkline")
        self.setWindowModified(self.documents.changed)
        self.setWindowFilePath(str(self.documents.file or ""))

    def _restore_layout(self) -> None:
        if not self.restoreGeometry(self.preferences.layout("geometry")):
            open_with(self, 1440, 900)
        # docks that have a place already leave stray tab bars behind, hence either or
        if not self.restoreState(self.preferences.layout("docks"), LAYOUT_VERSION):
            self.stacks.lay_out()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for changes and exports, keep the layout, end the planner."""
        exports = [one for one in self.findChildren(ExportDialog) if one.is_writing]
        if (exports and not self.voice.ask_to_end_export()) or not self.documents.may_leave():
            event.ignore()
            return
        for export in exports:
            export.end_writing()
        self.preferences.keep_layout("geometry", self.saveGeometry())
        self.preferences.keep_layout("docks", self.saveState(LAYOUT_VERSION))
        self.live.stop()
        self.autosave.clear()
        self.documents.close()
        event.accept()
        self.closed.emit()

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take one file that can be opened."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open it, or add its roofs."""
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            # whoever the file was dragged from waits for the end of this event, and questions may be asked
            QTimer.singleShot(0, self, partial(self.documents.take_in, file))


def _dropped(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    usable = [file for file in files if file.suffix.lower() in (SUFFIX, *IMPORTED_SUFFIXES)]
    return usable[0] if len(usable) == 1 else None
