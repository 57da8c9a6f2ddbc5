"""The export dialog: which files, where to, with progress; beside the drawing, and it can be cancelled."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from designer.core.errors import TrunklineError
from designer.export.label_sheets import bundled_label_sheets, label_sheet_for
from designer.export.layer_presets import bundled_presets
from designer.export.orders import Order
from designer.export.papers import DXF_VERSIONS, PAPERS, Work, check_papers, names_on_disk
from designer.export.sheet_templates import bundled_templates, template_for
from designer.gui.dialogs.folder_line import FolderLine
from designer.gui.dialogs.preset_choice import PresetChoice
from designer.gui.dialogs.title_fields import TitleFields
from designer.gui.exporting import Written, written
from designer.gui.forms.plain import PlainLabel
from designer.gui.forms.scrolled import Scrolled
from designer.gui.memory import big_work
from designer.gui.plan_words import why_no_papers
from designer.gui.preferences import Preferences
from designer.gui.screen_room import open_with
from designer.gui.voice import Voice
from designer.gui.workspace import PlanState, Workspace
from designer.io.output_folder import holds_something

_LAST_FILES_S = 5.0
"""So long a window that closes waits for the files of an export that are being written."""


class ExportDialog(QDialog):
    """Writes the papers of the current plan into a folder, off the window's thread.

    `title` tells what the project is called, as the name of a folder.
    """

    finished_writing = Signal(object)
    """Names written, in order."""
    _wrote = Signal(str, int)
    _ended = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        voice: Voice,
        preferences: Preferences,
        title: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._voice = voice
        self._preferences = preferences
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._written: Written | None = None
        self._target = preferences.folder
        self.destroyed.connect(self._cancelled.set)  # with its window
        self.setWindowTitle("Export")
        self.folder = FolderLine(workspace, preferences, title)
        self.boxes = {name: _paper_box(name) for name in PAPERS}
        self.version = PresetChoice("DXF version", [(name, name) for name in DXF_VERSIONS])
        presets = [(one.name, one.id) for one in bundled_presets()]
        self.layers = PresetChoice("Layer names", presets, lambda: self._own_file("Layer names"))
        templates = [("As the market has them", ""), *((one.name, one.id) for one in bundled_templates())]
        self.template = PresetChoice("Sheets", templates, lambda: self._own_file("Sheets"))
        self.paper = PresetChoice("Paper", [])
        labels = [("As the market has them", ""), *((one.name, one.id) for one in bundled_label_sheets())]
        self.labels = PresetChoice("Labels", labels, lambda: self._own_file("Labels"))
        self.skip = QSpinBox()
        self.skip.setAccessibleName("Labels used up")
        self.skip.setToolTip("Labels of the first sheet that are used up")
        self.skip.setSuffix(" used up")
        self.title_fields = TitleFields(workspace)
        self.blank_map = QCheckBox("Blank maps")
        self.blank_map.setToolTip("Installation maps without serial numbers, for labels to be stuck on")
        self.template.currentIndexChanged.connect(self._fill_papers)
        self.labels.currentIndexChanged.connect(self._limit_skip)
        self._fill_papers()
        self.said = PlainLabel("")
        self.said.setWordWrap(True)
        self._waits_for = ""
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self._limit_skip()
        self._buttons()
        self._lay_out()
        open_with(self, 580, self.sizeHint().height())
        self._wrote.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        workspace.state_changed.connect(self._refresh)
        workspace.bound_changed.connect(self._refresh)
        self._refresh()

    def _buttons(self) -> None:
        self.go = QPushButton("Export")
        self.go.setDefault(True)
        self.go.clicked.connect(self.start)
        self.show_folder = QPushButton("Open folder")
        self.show_folder.setEnabled(False)
        self.show_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))
        )
        self.stop = QPushButton("Stop improving")
        self.stop.setShortcut("Ctrl+.")  # a dialog has none of its window's shortcuts
        self.stop.clicked.connect(lambda: self._workspace.editor.run("improve-stop"))
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.close)
        self.row = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.row.addButton(self.show_folder, roles.ActionRole)
        self.row.addButton(self.stop, roles.ActionRole)
        self.row.addButton(self.close_button, roles.RejectRole)
        self.row.addButton(self.go, roles.AcceptRole)

    def _lay_out(self) -> None:
        browse = QPushButton("Browse…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(browse)
        files = QVBoxLayout()
        files.setSpacing(4)
        for box in self.boxes.values():
            files.addWidget(box)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow("Folder", place)
        form.addRow("Files", files)
        form.addRow("Sheets", _beside(self.template, self.paper))
        form.addRow("Title block", self.title_fields)
        form.addRow("DXF", _beside(self.layers, self.version))
        form.addRow("Labels", _beside(self.labels, self.skip, self.blank_map))
        form.setContentsMargins(0, 0, 0, 0)
        asked = QWidget()
        asked.setMinimumWidth(520)
        asked.setLayout(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(Scrolled(asked), 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.said)
        layout.addWidget(self.row)
        self.progress.hide()

    def _fill_papers(self) -> None:
        """The papers of the chosen template; none but the usual one of a file that is bad."""
        self.paper.clear()
        self.paper.addItem("Paper by the size of the roof", "")
        try:
            template = template_for(self.template.value(), self._workspace.design.region)
        except TrunklineError as problem:
            self._say(problem.sentence(), bad=True)
            return
        for paper in template.papers:
            self.paper.addItem(paper.name, paper.name)

    def _limit_skip(self) -> None:
        """At most as many labels are used up as leave one on the chosen sheet."""
        try:
            sheet = label_sheet_for(self.labels.value(), self._workspace.design.region)
        except TrunklineError as problem:
            self._say(problem.sentence(), bad=True)
            return
        self.skip.setMaximum(sheet.count - 1)

    def _own_file(self, title: str) -> Path | None:
        return self._voice.choose_to_open(title, self._preferences.folder, "TOML files (*.toml)")

    # What a person does

    def start(self) -> None:
        """Write the chosen files."""
        chosen = [name for name, box in self.boxes.items() if box.isChecked()]
        folder = self._folder()
        work = self._work()
        if folder is None or work is None or not chosen or not self._may_write(chosen, work, folder):
            return
        self._target = folder
        self._cancelled.clear()
        self._written = None
        self.progress.setRange(0, len(chosen))
        self.progress.setValue(0)
        self.progress.show()
        self._say(f"Writing to {folder} …")
        self._thread = threading.Thread(
            target=self._write, args=(Order(tuple(chosen), replace(work)), folder), name="export", daemon=True
        )
        self._refresh()
        self._thread.start()

    @property
    def is_writing(self) -> bool:
        """Whether files are being made or written."""
        return self._thread is not None

    def end_writing(self) -> None:
        """Cancel what is being made; files that are being written already are written to the end."""
        self._cancelled.set()
        if self._thread is not None:
            self._thread.join(_LAST_FILES_S)

    def reject(self) -> None:
        """Esc or Close: first what is being written is cancelled."""
        if self._thread is not None:
            self._cancelled.set()
            return
        super().reject()

    def _browse(self) -> None:
        chosen = self._voice.choose_folder("Export to", Path(self.folder.text()))
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _folder(self) -> Path | None:
        """The folder that was named, a short name in the one used last; None, and said, where it is none."""
        folder = self.folder.named()
        if folder is None:
            self._say("This is no folder; type one or browse for it.", bad=True)
        return folder

    def _may_write(self, names: list[str], work: Work, folder: Path) -> bool:
        if os.path.exists(folder) and not os.path.isdir(folder):  # noqa: PTH110, PTH112 - raise for long names
            self._say(f"{folder} is a file; choose a folder.", bad=True)
            return False
        try:
            check_papers(names, work)
            files = names_on_disk(names, work)
        except TrunklineError as problem:
            self._say(problem.sentence(), bad=True)
            return False
        there = [name for name in files if holds_something(folder / name)]
        return not there or self._voice.ask_to_replace(there, folder)

    def _work(self) -> Work | None:
        plan = self._workspace.plan
        if plan is None or self._workspace.state is not PlanState.CURRENT:
            return None
        return Work(
            design=self.title_fields.applied(self._workspace.design),
            plan=plan,
            catalog=self._workspace.catalog,
            date=date.today().isoformat(),
            dxf_version=self.version.value(),
            template=self.template.value(),
            paper=self.paper.value(),
            layers=self.layers.value(),
            label_sheet=self.labels.value(),
            label_skip=self.skip.value(),
            blank_map=self.blank_map.isChecked(),
        )

    # On the worker's thread

    def _write(self, order: Order, folder: Path) -> None:
        try:
            with big_work():
                self._written = written(order, folder, self._cancelled.is_set, self._tell_made)
        except TrunklineError as problem:
            self._end_with(problem.sentence())
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            self._end_with(f"{folder}: it cannot be written ({reason}); choose another folder.")
        except Exception:
            self._end_with("The export failed; the report of the fault says more.")
            raise
        else:
            self._end_with("" if self._written else "Cancelled; nothing was written.")

    def _end_with(self, failure: str) -> None:
        """Hand over to the window's thread; the dialog may be gone with its window."""
        with suppress(RuntimeError):
            self._ended.emit(failure)

    def _tell_made(self, name: str, count: int) -> None:
        with suppress(RuntimeError):
            self._wrote.emit(name, count)

    # On the window's thread again

    def _show_progress(self, name: str, number: int) -> None:
        self.progress.setValue(number)
        self._say(f"Made {name}")

    def _end(self, failure: str) -> None:
        self._thread = None
        self.progress.hide()
        if self._written is None:
            self._say(failure, bad=True)
        else:
            self._preferences.folder = self._target.parent
            count = len(self._written.files)
            told = f"{count} {'file' if count == 1 else 'files'} written to {self._target}"
            self._say("\n".join((told, *self._written.notes)))
            self.show_folder.setEnabled(True)
            self.finished_writing.emit(self._written.files)
        self._refresh()

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.said.setText(text)
        role = "error" if bad else ""
        if self.said.property("role") != role:
            self.said.setProperty("role", role)
            self.said.style().polish(self.said)

    def _refresh(self) -> None:
        busy = self._thread is not None
        state = self._workspace.state
        self.go.setEnabled(state is PlanState.CURRENT and not busy)
        self.stop.setVisible(state is PlanState.IMPROVING and not busy)
        self.close_button.setText("Cancel" if busy else "Close")
        waited, self._waits_for = self._waits_for, why_no_papers(self._workspace)
        if not busy and (self._waits_for or self.said.text() == waited):
            self._say(self._waits_for, bad=state is PlanState.FAILED)


def _paper_box(name: str) -> QCheckBox:
    box = QCheckBox(f"{PAPERS[name].description}  ({name})")
    box.setChecked(PAPERS[name].usual)
    return box


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row
