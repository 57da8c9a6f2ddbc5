"""The panels in their two stacks of tabs, on the right and below: where they stand, and which is in front."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from designer.gui.panels import BOTTOM, PANELS, RIGHT, LazyPanel, panel_maker
from designer.gui.workspace import Workspace

RIGHT_PX = 350

BOTTOM_PX = 250
"""As high as the highest panel below must be, so that the drawing stays where it is from tab to tab."""

FILL, FILLS = "fill", "fills"
"""The command that fills a surface, and the panel with the ways to do so."""

_BELOW = tuple(panel.name for panel in PANELS if panel.area == BOTTOM)


class PanelStacks(QObject):
    """All panels of a window, each in a dock that has no place before it is laid out or restored."""

    left = Signal()
    """A panel had the keys and goes behind others."""

    def __init__(self, window: QMainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._before_fill = ""
        self.panels: dict[str, LazyPanel] = {}
        self.docks: dict[str, QDockWidget] = {}
        window.setTabPosition(RIGHT, QTabWidget.TabPosition.North)
        window.setTabPosition(BOTTOM, QTabWidget.TabPosition.North)
        window.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self._put_panels()
        workspace.tool_changed.connect(self._show_ways_to_fill)

    def _put_panels(self) -> None:
        for panel in PANELS:
            dock = QDockWidget(panel.title, self._window)
            dock.setObjectName(panel.name)
            content = LazyPanel(panel_maker(panel, self._workspace))
            content.titled.connect(dock.setWindowTitle)
            content.left.connect(self.left)
            dock.visibilityChanged.connect(content.set_seen)
            if panel.at_once:
                content.make_soon()
            dock.setWidget(content)
            dock.setTitleBarWidget(QWidget(dock))  # the tab says it already
            self.panels[panel.name], self.docks[panel.name] = content, dock

    def lay_out(self) -> None:
        """The layout at first: one stack of tabs on the right and one below the canvas."""
        # a layout at work makes tab bars too many for the second stack, and they lie over the command line
        layout = self._window.layout()
        assert layout is not None
        layout.setEnabled(False)
        first: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for panel in PANELS:
            dock = self.docks[panel.name]
            if panel.area in first:
                self._window.tabifyDockWidget(first[panel.area], dock)
            else:
                first[panel.area] = dock
                self._window.addDockWidget(panel.area, dock)
        layout.setEnabled(True)
        for dock in first.values():
            dock.raise_()
        self._window.resizeDocks([first[RIGHT]], [RIGHT_PX], Qt.Orientation.Horizontal)
        self._window.resizeDocks([first[BOTTOM]], [BOTTOM_PX], Qt.Orientation.Vertical)

    def show(self, name: str) -> QWidget:
        """Bring a panel to the front; the panel itself."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        return self.panels[name].made()

    def toggle(self, name: str) -> None:
        """Bring a panel to the front; hide one that is there."""
        if self.panels[name].seen:
            self.docks[name].hide()
        else:
            self.show(name)

    def _show_ways_to_fill(self) -> None:
        """While a surface is filled the ways to do so are in front, afterwards what was there before."""
        if self._workspace.editor.command.name == FILL:
            before = next((name for name in _BELOW if self.panels[name].seen), "")
            if before and before != FILLS:
                self._before_fill = before
                self.docks[FILLS].raise_()
        elif self._before_fill:
            if self.panels[FILLS].seen:
                self.docks[self._before_fill].raise_()
            self._before_fill = ""
