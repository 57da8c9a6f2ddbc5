"""The view of a table: one look and one behaviour for all lists of the window."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from designer.gui.forms.empty import paint_empty
from designer.gui.forms.plain import plain_tip
from designer.gui.tables.copying import tab_separated
from designer.gui.tables.model import Index, RowModel
from designer.gui.tables.widths import ColumnWidths

R = TypeVar("R")

_TINT_ALPHA = 46
_NARROWEST = 28
_ROW_LEAST, _ROW_PADDING = 22, 7


class TableView(QTableView, Generic[R]):
    """Rows of a `RowModel`, selected and hovered by their keys.

    `chosen` comes only when the person selects, not when the selection is set from outside.
    """

    chosen = Signal(frozenset)
    hovered = Signal(str)
    opened = Signal(str)
    """A row was double-clicked or confirmed with Enter."""

    def __init__(self, model: RowModel[R], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._lit: frozenset[str] = frozenset()
        self._wanted: frozenset[str] = frozenset()
        self._empty_text = ""
        self._quiet = False
        self._under = ""
        self._cursor: QPoint | None = None
        self.setAccessibleName(name)
        self._set_up()
        self.setModel(model)
        self._set_up_header()
        self._widths = ColumnWidths(self, model)
        model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._open)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(_RowDelegate(self))
        self.setMinimumSize(80, 60)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(_ROW_LEAST)
        rows.setDefaultSectionSize(max(_ROW_LEAST, self.fontMetrics().height() + _ROW_PADDING))

    # From outside

    @property
    def rows(self) -> RowModel[R]:
        """The model."""
        return self._rows

    def show_selected(self, keys: Iterable[str]) -> None:
        """Select the rows with these keys, and bring the first one into sight."""
        self._wanted = frozenset(keys)
        if self.selected_keys() != self._wanted:
            self._select_wanted(scroll=True)

    def enter(self) -> None:
        """Take the keys, on a row: the one selected, else the first."""
        self.setFocus()
        if not self.selected_keys() and self._rows.shown_count:
            self.selectRow(0)

    def show_lit(self, keys: Iterable[str]) -> None:
        """Tint the rows with these keys."""
        lit = frozenset(keys)
        if lit != self._lit:
            self._lit = lit
            self.viewport().update()

    def selected_keys(self) -> frozenset[str]:
        """Keys of the selected rows."""
        return frozenset(self._rows.key(index.row()) for index in self.selectionModel().selectedRows())

    def current_key(self) -> str:
        """Key of the row with the keyboard; empty where there is none."""
        index = self.currentIndex()
        return self._rows.key(index.row()) if index.isValid() else ""

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle of a table without rows."""
        if text != self._empty_text:
            self._empty_text = text
            self.viewport().update()

    def is_lit(self, index: Index) -> bool:
        """Whether the row is tinted."""
        return self._rows.key(index.row()) in self._lit

    def copy(self) -> None:
        """The selected rows, else all, to the clipboard with tabs between their cells."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._rows.row(place) for place in chosen)
        rows = [row for row in found if row is not None] or self._rows.shown_rows()
        QGuiApplication.clipboard().setText(tab_separated(self._rows.columns, rows))

    # Selection

    def _select_wanted(self, *, scroll: bool) -> None:
        """Select what is wanted from outside without telling it back."""
        places = sorted(place for key in self._wanted if (place := self._rows.place_of(key)) >= 0)
        selection = QItemSelection()
        for place in places:
            index = self._rows.index(place, 0)
            selection.select(index, index)
        flag = QItemSelectionModel.SelectionFlag
        self._quiet = True
        self.selectionModel().select(selection, flag.ClearAndSelect | flag.Rows)
        self._quiet = False
        if places and scroll:
            self.scrollTo(self._rows.index(places[0], 0))

    def _restore(self) -> None:
        """After a reset the same rows are selected as before."""
        if self._wanted:
            self._select_wanted(scroll=False)

    def _selected(self, *_changes: Any) -> None:
        if self._quiet:
            return
        self._wanted = self.selected_keys()
        self.chosen.emit(self._wanted)

    def _open(self, index: QModelIndex) -> None:
        if key := self._rows.key(index.row()):
            self.opened.emit(key)

    # Events

    def event(self, event: QEvent) -> bool:
        """Copying is the table's own while it has the keyboard, not the window's."""
        own = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if own and event.matches(QKeySequence.StandardKey.Copy):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, and open with Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another size: other widths."""
        super().resizeEvent(event)
        self._widths.apply()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell which row is under the cursor."""
        super().mouseMoveEvent(event)
        self._cursor = event.position().toPoint()
        self._hover(self._key_at(self._cursor))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """No row is under the cursor any more."""
        super().leaveEvent(event)
        self._cursor = None
        self._hover("")

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """The mouse lies still, but over another row."""
        super().scrollContentsBy(dx, dy)
        if self._cursor is not None:
            self._hover(self._key_at(self._cursor))

    def _key_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        return self._rows.key(index.row()) if index.isValid() else ""

    def _hover(self, key: str) -> None:
        if key != self._under:
            self._under = key
            self.viewport().update()
            self.hovered.emit(key)

    def is_under_cursor(self, index: Index) -> bool:
        """Whether the cursor is over the row."""
        return bool(self._under) and self._rows.key(index.row()) == self._under

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The whole text as tool tip where a cell is cut off."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self._tip(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(tip), self.viewport())
            return True
        if event.type() is QEvent.Type.Leave:
            self._cursor = None  # on a header or a scroll bar: no row comes below the mouse
        return super().viewportEvent(event)

    def _tip(self, place: QPoint) -> str:
        index = self.indexAt(place)
        if not index.isValid():
            return ""
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        text = str(index.data() or "")
        cut_off = self._widths.needed(index) > self.columnWidth(index.column())
        return str(own or (text if cut_off else ""))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say in the middle why there are no rows."""
        super().paintEvent(event)
        if self._empty_text and not self._rows.rowCount():
            paint_empty(self, self._empty_text)


class QuietDelegate(QStyledItemDelegate):
    """Paints cells without a frame around the one with the keyboard: the selection shows where it is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """No frame; and the icon of an opened branch is no other than that of a closed one."""
        super().initStyleOption(option, index)
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Open)

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The line to type in is as high as the row."""
        super().updateEditorGeometry(editor, option, index)
        place = editor.geometry()
        editor.setGeometry(place.x(), option.rect.y(), place.width(), option.rect.height())


class _RowDelegate(QuietDelegate):
    """Paints cells; tints rows that are lit up and dims those that the model says."""

    def __init__(self, view: TableView[Any]) -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """All of the row under the cursor is lit; dim rows have the text of disabled ones."""
        super().initStyleOption(option, index)
        if self._view.is_under_cursor(index):
            option.state |= QStyle.StateFlag.State_MouseOver
        if self._view.rows.is_dim(index.row()):
            palette = QPalette(option.palette)
            colour = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
            palette.setColor(QPalette.ColorRole.Text, colour)
            option.palette = palette

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Tint, then the cell."""
        if self._view.is_lit(index):
            tint = QColor(self._view.palette().color(QPalette.ColorRole.Accent))
            tint.setAlpha(_TINT_ALPHA)
            painter.fillRect(option.rect, tint)
        super().paint(painter, option, index)
