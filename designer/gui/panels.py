"""The panels around the canvas as one table, each made when it is first shown."""

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from designer.gui.workspace import Workspace

RIGHT, BOTTOM = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


class Panel(Struct, frozen=True, kw_only=True):
    """A panel: where it stands and the ``module:Class`` below `designer.gui` that makes it."""

    name: str
    title: str
    area: Qt.DockWidgetArea
    made_by: str
    at_once: bool = False
    """Made also while it is behind others, as its title tells something."""


PANELS = (
    Panel(name="properties", title="Properties", area=RIGHT, made_by="docks.properties:PropertiesDock"),
    Panel(name="layers", title="Layers", area=RIGHT, made_by="docks.layers:LayersDock"),
    Panel(name="catalog", title="Catalogue", area=RIGHT, made_by="docks.catalog:CatalogDock"),
    Panel(name="surfaces", title="Surfaces", area=RIGHT, made_by="docks.surfaces:SurfacesDock"),
    Panel(
        name="findings",
        title="Findings",
        area=BOTTOM,
        made_by="docks.findings:FindingsDock",
        at_once=True,
    ),
    Panel(name="branches", title="Branches", area=BOTTOM, made_by="docks.branches:BranchesDock"),
    Panel(name="branch-strip", title="Branch strip", area=BOTTOM, made_by="plots.branch_strip:BranchStrip"),
    Panel(name="fills", title="Ways to fill", area=BOTTOM, made_by="plots.fills:FillsPanel"),
    Panel(name="cut-plan", title="Cut plan", area=BOTTOM, made_by="plots.cut_plan:CutPlan"),
    Panel(name="cut-list", title="Cut list", area=BOTTOM, made_by="docks.cut_list:CutListDock"),
    Panel(name="parts", title="Parts", area=BOTTOM, made_by="docks.parts:PartsDock"),
    Panel(name="serials", title="Serial numbers", area=BOTTOM, made_by="docks.serials:SerialsDock"),
)


class LazyPanel(QWidget):
    """A place that makes its panel when first seen, so that the window opens fast.

    To Qt docks behind other tabs are visible: it only moves them out of sight. So the dock tells what is
    seen, and a panel behind another one is hidden, by which panels know that they need not follow.
    """

    titled = Signal(str)
    """The panel has a title of its own, which may change: findings with their number."""
    left = Signal()
    """The panel had the keys and goes behind others: else Qt gives them to whatever field comes next."""

    def __init__(self, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[], QWidget] | None = make
        self._seen = False
        self.content: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def seen(self) -> bool:
        """Whether the panel is at the front of its tabs."""
        return self._seen

    def set_seen(self, seen: bool) -> None:
        """The panel came to the front of its tabs, or went behind."""
        self._seen = seen
        if self.content is not None:
            if not seen and self._has_keys(self.content):
                self.left.emit()
            self.content.setVisible(seen)
        elif seen:
            QTimer.singleShot(0, self, self._make_seen)

    @staticmethod
    def _has_keys(content: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is content or content.isAncestorOf(focused))

    def make_soon(self) -> None:
        """Make the panel from the event loop, once the window itself stands."""
        QTimer.singleShot(0, self, self._make_unseen)

    def _make_seen(self) -> None:
        """Docks are shown for a moment before they become tabs; only what is still seen is made."""
        if self._seen:
            self.made()

    def _make_unseen(self) -> None:
        self.made()

    def made(self) -> QWidget:
        """The panel itself."""
        if self.content is None:
            assert self._make is not None
            self.content, self._make = self._make(), None
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.content)
            self.content.setVisible(self._seen)
            self._take_title(self.content)
        return self.content

    def _take_title(self, content: QWidget) -> None:
        changes = getattr(content, "title_changed", None)
        if changes is not None:
            changes.connect(self.titled)
            self.titled.emit(getattr(content, "title", ""))


def panel_maker(panel: Panel, workspace: Workspace) -> Callable[[], QWidget]:
    """A function that makes a panel."""

    def make() -> QWidget:
        module, name = panel.made_by.split(":")
        made: QWidget = getattr(import_module(f"designer.gui.{module}"), name)(workspace)
        return made

    return make
