"""Underlays of the project beside the drawing: shown or hidden, paled, scaled, set straight, removed."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from designer.core.model.design import Design
from designer.core.model.underlay import PictureUnderlay, Underlay
from designer.edit.edits.underlays import with_opacity, with_shown, without_underlays
from designer.edit.view import SITE, surface_view
from designer.gui.forms.plain import PlainLabel
from designer.gui.refresher import Refresher
from designer.gui.screen_room import open_with
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.gui.workspace import Workspace

AnyUnderlay = Underlay | PictureUnderlay
_SEEN = 0
LEAST_PCT = 5


class UnderlayRow(Struct, frozen=True):
    """An underlay and the name of what it lies on."""

    underlay: AnyUnderlay
    lies_on: str


_COLUMNS = (
    Column[UnderlayRow](
        title="",
        text=lambda _: "",
        icon=lambda row: "visible" if row.underlay.shown else "hidden",
        ink=lambda row: "text" if row.underlay.shown else "disabled",
        sort=lambda row: not row.underlay.shown,
        tip=lambda row: "Shown; click to hide it" if row.underlay.shown else "Hidden; click to show it",
        hint="Shown on the canvas, and snapped to",
    ),
    Column[UnderlayRow](title="Underlay", text=lambda row: row.underlay.name, wide=True),
    Column[UnderlayRow](title="Lies on", text=lambda row: row.lies_on),
    Column[UnderlayRow](
        title="Opacity",
        text=lambda row: f"{100 * row.underlay.opacity:.0f} %",
        sort=lambda row: row.underlay.opacity,
        right=True,
    ),
)


class UnderlaysDialog(QDialog):
    """Every change is one step of the history."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle("Underlays")
        self.setModal(False)
        self.model = RowModel(_COLUMNS, lambda row: row.underlay.id, dim=lambda row: not row.underlay.shown)
        self.table = TableView(self.model, "Underlays", self)
        self.table.set_empty_text("No underlays yet; import a drawing or a picture")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(LEAST_PCT, 100)
        self.opacity.setAccessibleName("Opacity")
        self._lay_out()
        self.table.clicked.connect(self._clicked)
        self.table.chosen.connect(self._selected)
        self.opacity.sliderReleased.connect(self._paled)
        self.opacity.actionTriggered.connect(self._stepped)
        open_with(self, 560, 360)
        self._refresher = Refresher(self, self.refresh, workspace.design_changed, workspace.project_replaced)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing old is seen."""
        self._refresher.now()
        super().showEvent(event)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(PlainLabel("Opacity"), 0, 0)
        grid.addWidget(self.opacity, 0, 1, 1, 3)
        self.buttons: dict[str, QPushButton] = {}
        tools = (
            ("Scale…", "underlay-scale", "By two points and their distance"),
            ("Move…", "underlay-move", "From a point to where it belongs"),
            ("Straighten…", "straighten", "By the four corners of a rectangle"),
        )
        for column, (words, tool, hint) in enumerate(tools):
            self._button(words, hint, self._starting(tool))
            grid.addWidget(self.buttons[words], 1, column)
        self._button("Remove", "Remove the selected underlays", self.remove)
        grid.addWidget(self.buttons["Remove"], 1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.table, 1)
        layout.addLayout(grid)

    def _button(self, words: str, hint: str, action: Callable[[], None]) -> None:
        button = QPushButton(words)
        button.setToolTip(hint)
        button.setAutoDefault(False)
        button.clicked.connect(action)
        self.buttons[words] = button

    # What a person does

    def toggle(self, underlay_id: str) -> None:
        """Show a hidden underlay, hide a shown one."""
        shown = next(one.shown for one in _all(self._workspace.design) if one.id == underlay_id)
        name = "Hide underlay" if shown else "Show underlay"
        self._workspace.edit(name, with_shown, {underlay_id}, shown=not shown)

    def remove(self) -> None:
        """Remove the selected underlays."""
        chosen = self.table.selected_keys()
        if chosen:
            name = "Remove underlay" if len(chosen) == 1 else f"Remove {len(chosen)} underlays"
            self._workspace.edit(name, without_underlays, chosen)

    def set_opacity(self, percent: int) -> None:
        """Make the selected underlays as dense as this."""
        chosen = self.table.selected_keys()
        if chosen:
            self._workspace.edit("Pale underlay", with_opacity, chosen, percent / 100.0)

    def _starting(self, tool: str) -> Callable[[], None]:
        """Begin a tool where the selected underlay lies."""

        def start() -> None:
            chosen = self.table.selected_keys()
            there = next((one for one in _all(self._workspace.design) if one.id in chosen), None)
            if there is not None:
                self._workspace.editor.look(surface_view(there.surface) if there.surface else SITE)
            self._workspace.editor.start(tool)

        return start

    def _clicked(self, index: QModelIndex) -> None:
        key = self.model.key(index.row())
        if key and index.column() == _SEEN:
            self.toggle(key)

    def _paled(self) -> None:
        self.set_opacity(self.opacity.value())

    def _stepped(self, _: int) -> None:
        """Steps by keys and clicks beside the handle; a drag ends with a release."""
        if not self.opacity.isSliderDown():
            self.set_opacity(self.opacity.sliderPosition())

    # What is shown

    def refresh(self) -> None:
        """Show the underlays as they are now."""
        design = self._workspace.design
        names = {surface.id: surface.name for surface in design.surfaces}
        rows = [UnderlayRow(one, names.get(one.surface, "Site plan")) for one in _all(design)]
        self.model.set_rows(rows)
        self._selected(self.table.selected_keys())

    def _selected(self, ids: frozenset[str]) -> None:
        chosen = [one for one in _all(self._workspace.design) if one.id in ids]
        for widget in (self.opacity, self.buttons["Remove"]):
            widget.setEnabled(bool(chosen))
        if chosen and not self.opacity.isSliderDown():
            self.opacity.setValue(round(100 * chosen[0].opacity))


def _all(design: Design) -> tuple[AnyUnderlay, ...]:
    """Uppermost first."""
    everything: tuple[AnyUnderlay, ...] = (*design.pictures, *design.underlays)
    return tuple(reversed(everything))
