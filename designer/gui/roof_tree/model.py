"""The model of the roof tree: a flat list of nodes, indexes point into it by number."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from designer.gui.forms.plain import plain_tip
from designer.gui.icons import icon
from designer.gui.roof_tree.nodes import Node, NodeKind

Index = QModelIndex | QPersistentModelIndex

TITLES = ("Name", "Modules", "kWp")
_ROOT = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NO_PARENT = -1


class _Entry(Struct):
    """A node in the list: its parent's number, its place below it, its children's numbers."""

    node: Node
    parent: int
    place: int
    children: list[int]


class RoofModel(QAbstractItemModel):
    """Surfaces and what is on them; names of surfaces can be typed in place."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[_Entry] = []
        self._tops: list[int] = []
        self._numbers: dict[str, int] = {}
        self.renamed: Callable[[Node, str], bool] = lambda _node, _name: False
        """Takes a node and its new name; says whether it was taken over."""

    def set_nodes(self, nodes: Sequence[Node]) -> bool:
        """Show other nodes. True when the tree has another shape, so that open branches were closed."""
        before = [(entry.node.key, entry.parent) for entry in self._entries]
        entries: list[_Entry] = []
        tops = [_add(entries, node, _NO_PARENT, place) for place, node in enumerate(nodes)]
        if [(entry.node.key, entry.parent) for entry in entries] == before:
            self._entries = entries
            self._repaint()
            return False
        self.beginResetModel()
        self._entries, self._tops = entries, tops
        self._numbers = {entry.node.key: number for number, entry in enumerate(entries)}
        self.endResetModel()
        return True

    def _repaint(self) -> None:
        for number, entry in enumerate(self._entries):
            index = self.createIndex(entry.place, 0, number)
            self.dataChanged.emit(index, index.siblingAtColumn(len(TITLES) - 1), [])

    def node(self, index: Index) -> Node | None:
        """The node at an index; None for an invalid one."""
        return self._entries[index.internalId()].node if index.isValid() else None

    def nodes(self) -> Iterator[tuple[QModelIndex, Node]]:
        """All nodes with their indexes, parents before children."""
        for number, entry in enumerate(self._entries):
            yield self.createIndex(entry.place, 0, number), entry.node

    def index_of(self, key: str) -> QModelIndex:
        """The index of a node by its key; invalid where there is none."""
        number = self._numbers.get(key)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._entries[number].place, 0, number)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """The index of a child."""
        numbers = self._children(parent)
        if 0 <= row < len(numbers) and 0 <= column < len(TITLES):
            return self.createIndex(row, column, numbers[row])
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The index of the parent."""
        number = self._entries[index.internalId()].parent if index.isValid() else _NO_PARENT
        if number == _NO_PARENT:
            return QModelIndex()
        return self.createIndex(self._entries[number].place, 0, number)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many children there are."""
        return 0 if parent.isValid() and parent.column() else len(self._children(parent))

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: ARG002, N802 - Qt's name
        """Name, modules, power."""
        return len(TITLES)

    def _children(self, parent: Index) -> list[int]:
        return self._entries[parent.internalId()].children if parent.isValid() else self._tops

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names of surfaces can be typed."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        named = node.key == node.surface and node.kind is NodeKind.SURFACE and index.column() == 0
        return flags | Qt.ItemFlag.ItemIsEditable if named else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        node = self.node(index)
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return _text(node, index.column())
            case Qt.ItemDataRole.DecorationRole:
                return icon(node.kind.value) if index.column() == 0 else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{node.name}: {node.note}" if node.note else node.name)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """A name was typed."""
        node = self.node(index)
        return role == Qt.ItemDataRole.EditRole and node is not None and self.renamed(node, str(value))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


def _add(entries: list[_Entry], node: Node, parent: int, place: int) -> int:
    """Put a node and all below it into the list; its number."""
    number = len(entries)
    entry = _Entry(node, parent, place, [])
    entries.append(entry)
    entry.children = [_add(entries, child, number, below) for below, child in enumerate(node.children)]
    return number


def _text(node: Node, column: int) -> str:
    if column == 0:
        return node.name
    if column == 1:
        return str(node.modules) if node.modules else ""
    return f"{node.peak_w / 1000:.2f}" if node.peak_w else ""
