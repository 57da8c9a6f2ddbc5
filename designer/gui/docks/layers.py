"""The layers of the drawing: which are seen, and which cannot be picked."""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from designer.drawing.layers import CANVAS_LAYERS, LAYERS, Layer, LayerName
from designer.gui.refresher import RefreshedPanel
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.view import TableView
from designer.gui.theme import current_theme, theme_notifier
from designer.gui.workspace import Workspace

_SEEN, _LOCKED = 0, 1
_ALL = frozenset(LayerName)
_IN_CAD = frozenset(layer.name for layer in LAYERS)


class LayerRow(Struct, frozen=True):
    """A layer as it stands now."""

    layer: Layer
    hidden: bool
    locked: bool


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tip(layer: Layer) -> str:
    where = f"{layer.name} in the DXF file" if layer.name in _IN_CAD else "not in the DXF file"
    return f"{_sentence_case(layer.holds)}; {where}"


_COLUMNS = (
    Column[LayerRow](
        title="",
        text=lambda _: "",
        icon=lambda row: "hidden" if row.hidden else "visible",
        ink=lambda row: "disabled" if row.hidden else "text",
        sort=lambda row: row.hidden,
        tip=lambda row: "Hidden; click to show it" if row.hidden else "Shown; click to hide it",
        hint="Shown on the canvas; the exported drawing has all layers",
    ),
    Column[LayerRow](
        title="",
        text=lambda _: "",
        icon=lambda row: "lock" if row.locked else "unlock",
        ink=lambda row: "text" if row.locked else "disabled",
        sort=lambda row: not row.locked,
        tip=lambda row: "Locked; click to unlock it" if row.locked else "Not locked; click to lock it",
        hint="Things on a locked layer cannot be picked",
    ),
    Column[LayerRow](
        title="Layer",
        text=lambda row: _sentence_case(row.layer.holds),
        swatch=lambda row: current_theme().layers[row.layer.name],
        tip=lambda row: _tip(row.layer),
        wide=True,
    ),
    Column[LayerRow](
        title="In CAD",
        text=lambda row: row.layer.name if row.layer.name in _IN_CAD else "",
        hint="Name of the layer in the DXF file",
    ),
)


class LayersDock(RefreshedPanel):
    """Shows and hides layers on the canvas, and locks them against picking."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.model = RowModel(_COLUMNS, lambda row: row.layer.name, dim=lambda row: row.hidden)
        self.view = _LayerView(self.model, "Layers", self)
        self.view.clicked.connect(self._clicked)
        self.view.toggled.connect(self._toggle_selected)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view)
        layout.addLayout(self._buttons())
        theme_notifier().theme_changed.connect(self.view.viewport().update)
        self.follow(self.refresh, workspace.layers_changed)

    def _buttons(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(6)
        for text, tip, action in (
            ("All", "Show all layers", self.show_all),
            ("None", "Hide all layers", self.show_none),
            ("Only these", "Hide all layers but the selected ones", self.show_only_selected),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(action)
            bar.addWidget(button)
        bar.addStretch(1)
        return bar

    def refresh(self) -> None:
        """Show the layers as they stand now."""
        hidden, locked = self._workspace.hidden_layers, self._workspace.locked_layers
        rows = [LayerRow(layer, layer.name in hidden, layer.name in locked) for layer in CANVAS_LAYERS]
        self.model.set_rows(rows)

    # What a person does

    def show_all(self) -> None:
        """Show every layer."""
        self._workspace.set_hidden_layers(())

    def show_none(self) -> None:
        """Hide every layer."""
        self._workspace.set_hidden_layers(_ALL)

    def show_only_selected(self) -> None:
        """Hide all layers but the selected ones; nothing without a selection."""
        if chosen := self._selected():
            self._workspace.set_hidden_layers(_ALL - chosen)

    def toggle_seen(self, layers: Iterable[LayerName]) -> None:
        """Hide layers; show them where all of them are hidden."""
        self._workspace.set_hidden_layers(_toggled(self._workspace.hidden_layers, layers))

    def toggle_locked(self, layers: Iterable[LayerName]) -> None:
        """Lock layers; unlock them where all of them are locked."""
        self._workspace.set_locked_layers(_toggled(self._workspace.locked_layers, layers))

    def _selected(self) -> frozenset[LayerName]:
        return frozenset(LayerName(key) for key in self.view.selected_keys())

    def _toggle_selected(self) -> None:
        self.toggle_seen(self._selected())

    def _clicked(self, index: QModelIndex) -> None:
        key = self.model.key(index.row())
        if not key:
            return
        if index.column() == _SEEN:
            self.toggle_seen([LayerName(key)])
        elif index.column() == _LOCKED:
            self.toggle_locked([LayerName(key)])

    def _menu(self, place: QPoint) -> None:
        chosen = self._selected()
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show or hide", lambda: self.toggle_seen(chosen))
        menu.addAction("Lock or unlock", lambda: self.toggle_locked(chosen))
        menu.addSeparator()
        menu.addAction("Only these", self.show_only_selected)
        menu.addAction("Show all", self.show_all)
        menu.popup(self.view.viewport().mapToGlobal(place))


def _toggled(now: frozenset[LayerName], layers: Iterable[LayerName]) -> frozenset[LayerName]:
    """`now` with the layers added; without them where it has them all."""
    wanted = frozenset(layers)
    return now - wanted if wanted <= now else now | wanted


class _LayerView(TableView[LayerRow]):
    """Two narrow columns of signs; Space hides and shows."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space hides the selected layers or shows them again."""
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)
