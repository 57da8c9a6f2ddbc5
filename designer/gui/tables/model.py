"""A table model over a tuple of values: filter and sort work on plain lists, cells are read when painted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from designer.gui.icons import icon
from designer.gui.tables.column import Column

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows of any value, each with a key that stays; a footer of totals may stand below them.

    `search` gives the text in which the words of the filter are looked for, `dim` says which rows are
    painted like disabled ones.
    """

    rows_replaced = Signal()
    """Other rows have come, not only another filter or order."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], str],
        *,
        search: Callable[[R], str] | None = None,
        dim: Callable[[R], bool] | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key, self._search, self._dim = key, search, dim
        self._rows: Sequence[R] = ()
        self._keys: list[str] = []
        self._texts: list[str] | None = None
        self._shown: list[int] = []
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._footer: Sequence[str] = ()
        self._places: dict[str, int] | None = None

    # What is shown

    def set_rows(self, rows: Sequence[R], footer: Sequence[str] = ()) -> None:
        """Show other rows; where the same things stand in the same order, only their cells are repainted."""
        keys = [self._key(row) for row in rows]
        others = keys != self._keys
        before = [self._keys[number] for number in self._shown], bool(self._footer)
        self._rows, self._keys, self._texts = rows, keys, None
        shown = self._arranged()
        if ([keys[number] for number in shown], bool(footer)) == before:
            self._shown, self._footer, self._places = shown, footer, None
            self._repaint()
        else:
            self._reset(shown, footer)
        if others:
            self.rows_replaced.emit()

    def set_filter(self, text: str) -> None:
        """Show only rows in whose search text every word stands, in any case."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self._words = words
            self._reset(self._arranged(), self._footer)

    def set_keep(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows of which `keep` says so."""
        self._keep = keep
        self._reset(self._arranged(), self._footer)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1 = the order the rows came in."""
        self._sorted_by = (column, order) if column >= 0 else None
        self._reset(self._arranged(), self._footer)

    def _reset(self, shown: list[int], footer: Sequence[str]) -> None:
        self.beginResetModel()
        self._shown, self._footer, self._places = shown, footer, None
        self.endResetModel()

    def _repaint(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])

    def _arranged(self) -> list[int]:
        """Numbers of the rows that are shown, in their order."""
        shown = self._found()
        if self._keep is not None:
            keep = self._keep
            shown = [number for number in shown if keep(self._rows[number])]
        if self._sorted_by is not None:
            column, order = self._sorted_by
            value = self.columns[column].sort or self.columns[column].text
            values = {number: value(self._rows[number]) for number in shown}
            shown.sort(key=values.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        return shown

    def _found(self) -> list[int]:
        if not self._words or self._search is None:
            return list(range(len(self._rows)))
        if self._texts is None:
            search = self._search
            self._texts = [search(row).casefold() for row in self._rows]
        shown = [number for number, text in enumerate(self._texts) if self._words[0] in text]
        for word in self._words[1:]:
            shown = [number for number in shown if word in self._texts[number]]
        return shown

    # Rows by place and key

    @property
    def shown_count(self) -> int:
        """How many rows are shown, the footer not counted."""
        return len(self._shown)

    @property
    def total_count(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def row(self, place: int) -> R | None:
        """The row at a place; None for the footer."""
        return self._rows[self._shown[place]] if 0 <= place < len(self._shown) else None

    def key(self, place: int) -> str:
        """The key of the row at a place; empty for the footer."""
        return self._keys[self._shown[place]] if 0 <= place < len(self._shown) else ""

    def shown_rows(self) -> Iterable[R]:
        """All rows that are shown, in order."""
        return (self._rows[number] for number in self._shown)

    def sample(self, column: int, count: int) -> list[str]:
        """Texts of about so many cells of a column, evenly taken from all rows, shown or not."""
        read = self.columns[column].text
        return [read(row) for row in self._rows[:: max(1, len(self._rows) // count)]]

    def footer(self, column: int) -> str:
        """The text below a column; empty where there is none."""
        return self._footer[column] if self._footer else ""

    def place_of(self, key: str) -> int:
        """Where the row with this key stands; −1 where it is not shown."""
        return self._by_key().get(key, -1)

    def _by_key(self) -> Mapping[str, int]:
        if self._places is None:
            self._places = {self._keys[number]: place for place, number in enumerate(self._shown)}
        return self._places

    def is_dim(self, place: int) -> bool:
        """Whether the row is painted like a disabled one."""
        row = self.row(place)
        return row is not None and self._dim is not None and self._dim(row)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Rows and the footer."""
        return 0 if parent.isValid() else len(self._shown) + bool(self._footer)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected, the footer cannot."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsSelectable if index.row() < len(self._shown) else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell."""
        column = self.columns[index.column()]
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        row = self.row(index.row())
        return self._footer_data(index.column(), role) if row is None else self._row_data(column, row, role)

    def _row_data(self, column: Column[R], row: R, role: int) -> Any:
        match role:
            case _Role.DisplayRole:
                return column.text(row)
            case _Role.ToolTipRole:
                return column.tip(row) if column.tip else None
            case _Role.DecorationRole:
                return _decoration(column, row)
        return None

    def _footer_data(self, column: int, role: int) -> Any:
        if role == _Role.DisplayRole:
            return self._footer[column]
        if role == _Role.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Titles of the columns, aligned like their cells."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case _Role.DisplayRole:
                return column.title
            case _Role.ToolTipRole:
                return column.hint or None
            case _Role.TextAlignmentRole:
                return _RIGHT if column.right else _LEFT
        return None


def _decoration(column: Column[R], row: R) -> Any:
    """What stands before the text: an icon, a colour, or nothing."""
    if column.swatch is not None:
        return QColor(column.swatch(row))
    name = column.icon(row) if column.icon else ""
    if not name:
        return None
    return icon(name, column.ink(row)) if column.ink else icon(name)
