"""How wide the columns of a table are: as their cells need, within the room that there is."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from designer.gui.tables.column import Column
from designer.gui.tables.model import Index, RowModel

_SAMPLE = 80
"""Columns are made as wide as the widest of so many rows; more would cost time on long lists."""

_NARROWEST = 60
_PADDING, _ICON_ROOM, _SIGN_WIDTH, _SORT_ROOM = 20, 22, 28, 10


class ColumnWidths(QObject):
    """Sets the widths whenever other rows come or the table gets another size.

    The wide column takes what is left; where that is too little, columns of texts give room. Once a person
    has dragged a width, all stay as they are.
    """

    def __init__(self, view: QTableView, model: RowModel[Any]) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._natural: list[int] = []
        self._own = self._setting = False
        self._set_up()
        model.rows_replaced.connect(self.measure)
        view.horizontalHeader().sectionResized.connect(self._resized)
        self.measure()

    def _set_up(self) -> None:
        for number, column in enumerate(self._model.columns):
            if not column.title:
                self._view.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                self._view.horizontalHeader().resizeSection(number, _SIGN_WIDTH)

    def measure(self) -> None:
        """Find out what the cells need now."""
        if not self._own:
            self._natural = [self._needed_by(number) for number in range(len(self._model.columns))]
            self.apply()

    def needed(self, index: Index) -> int:
        """How wide the cell at an index needs its column to be."""
        column = self._model.columns[index.column()]
        return (
            self._view.fontMetrics().horizontalAdvance(str(index.data() or ""))
            + _icon_room(column)
            + _PADDING
            - 4
        )

    def _needed_by(self, number: int) -> int:
        column = self._model.columns[number]
        if not column.title:
            return _SIGN_WIDTH
        metrics = self._view.fontMetrics()
        texts = (*self._model.sample(number, _SAMPLE), column.room_for)
        bold = QFont(self._view.font())
        bold.setBold(True)
        footer = QFontMetrics(bold).horizontalAdvance(self._model.footer(number))
        widest = max([footer, *(metrics.horizontalAdvance(text) for text in texts)]) + _icon_room(column)
        title = self._view.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + _SORT_ROOM
        return min(max(widest, title) + _PADDING, column.most_px)

    def apply(self) -> None:
        """Give the columns the room that there is."""
        if self._own or not self._natural:
            return
        columns, widths = self._model.columns, list(self._natural)
        wide = sum(min(widths[number], one.least_px) for number, one in enumerate(columns) if one.wide)
        others = [number for number, column in enumerate(columns) if not column.wide]
        lacking = wide + sum(widths[number] for number in others) - self._view.viewport().width()
        firm = [one.right or bool(one.room_for) or not one.title for one in columns]
        texts = [number for number in others if not firm[number]]
        _shrink(widths, texts, lacking)
        left = self._view.viewport().width() - sum(widths[number] for number in others)
        self._setting = True
        for number in others:
            self._view.horizontalHeader().resizeSection(number, widths[number])
        for number, column in enumerate(columns):
            if column.wide:
                self._give(number, left, min(widths[number], column.least_px))
        self._setting = False

    def _give(self, number: int, left: int, least: int) -> None:
        """What is left to the wide column; Qt would not make it smaller where nothing is left."""
        header = self._view.horizontalHeader()
        if left >= least:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(number, least)

    def _resized(self, number: int, _before: int, _after: int) -> None:
        """A width dragged by a person is kept."""
        dragged = bool(QApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if dragged and not self._setting and not self._model.columns[number].wide:
            self._own = True


def _shrink(widths: list[int], numbers: list[int], by: int) -> None:
    """Take room from the widest of these columns, time and again, none below the narrowest."""
    step = 6
    while by > 0 and numbers:
        widest = max(numbers, key=lambda number: widths[number])
        if widths[widest] <= _NARROWEST:
            return
        widths[widest] -= step
        by -= step


def _icon_room(column: Column[Any]) -> int:
    return _ICON_ROOM if column.icon or column.swatch else 0
