"""Fields that are chosen: one of a few, one of many with a search, and yes or no."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from designer.edit.properties.field import Choice, Option
from designer.gui.forms.lines import VARIES
from designer.gui.forms.plain import plain_tip
from designer.gui.tables.column import Column
from designer.gui.tables.model import RowModel
from designer.gui.tables.search import SearchField
from designer.gui.tables.view import TableView

_POPUP_SIZE = (380, 320)
_TEXT_LEFT, _ARROW_ROOM = 9, 22
_ROW_MARGIN = 8


class _QuietBox(QComboBox):
    """A combo box that shows as much of its text as fits, and that the wheel does not change by accident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dim = False

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll the form, not the value."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the frame and as much of the text as fits."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.rect().adjusted(_TEXT_LEFT, 0, -_ARROW_ROOM, 0)
        whole = self.currentText() or self.placeholderText()
        text = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self._ink()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        self._explain(whole if text != whole else "")

    def _ink(self) -> QPalette.ColorRole:
        """What stands for a value that is left out is dimmer than a value."""
        dim = self._dim or not self.currentText()
        return QPalette.ColorRole.PlaceholderText if dim else QPalette.ColorRole.Text

    def _explain(self, whole: str) -> None:
        """The tool tip: the text where it is cut off, and the hint of the property."""
        parts = (whole, str(self.property("hint") or ""))
        tip = plain_tip("\n".join(part for part in parts if part))
        if tip != self.toolTip():
            self.setToolTip(tip)


class ChoiceBox(_QuietBox):
    """One of a few; with `none` the first choice leaves the value out."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[str, str]] = []
        self.activated.connect(self._activated)

    def offer(self, choices: Sequence[Option], none: str = "") -> None:
        """The values that may be chosen; `none` is what a person reads for leaving it out."""
        offered = [("", none)] if none else []
        offered += [(choice.value, choice.label) for choice in choices]
        if offered != self._offered:
            self._offered = offered
            self.clear()
            for value, label in offered:
                self.addItem(label, value)

    def show_value(self, value: str | None, *, varies: bool = False) -> None:
        """Show a value; it is none of the offered ones where a product is gone."""
        place = -1 if varies else self.findData(value or "")
        self._dim = not varies and not value
        self.setPlaceholderText(VARIES if varies else str(value or ""))
        self.setCurrentIndex(place)
        self.update()

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list, as wide as its texts: what tells two choices apart may stand anywhere in them."""
        view = self.view()
        frame = view.width() - view.viewport().width()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + frame + _ROW_MARGIN))
        super().showPopup()

    def _activated(self, place: int) -> None:
        self.entered.emit(self.itemData(place) or None)


class ProductBox(_QuietBox):
    """One of many: opens a list that is searched by typing. The choices are asked for when it opens."""

    entered = Signal(object)

    def __init__(self, choices: Callable[[], Sequence[Option]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._none = ""
        self._value: str | None = None
        self.popup: ProductPopup | None = None

    def show_value(self, value: str | None, label: str, none: str = "", *, varies: bool = False) -> None:
        """Show a value by its label; `none` is what a person reads for leaving it out."""
        self._value, self._none = value, none
        self._dim = varies or not value
        self.clear()
        self.addItem(VARIES if varies else label or none)
        self.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Any letter opens the list and is searched for."""
        opens = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4)
        if opens or event.text().isalnum():
            self.showPopup()
            if self.popup is not None and not opens:
                self.popup.search.setText(event.text())
            return
        super().keyPressEvent(event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list."""
        choices = list(self._choices())
        if self._none:
            choices.insert(0, Choice("", self._none))
        popup = ProductPopup(choices, self._value or "", self.window())
        popup.picked.connect(self._picked)
        self.popup = popup
        popup.open_below(self)

    def _picked(self, value: str) -> None:
        self.entered.emit(value or None)


class ProductPopup(QFrame):
    """A search field over a list of choices."""

    picked = Signal(str)

    def __init__(self, choices: Sequence[Option], current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("product-popup")
        self.search = SearchField("Search", self)
        columns = [Column[Option](title="Product", text=lambda choice: choice.label, wide=True)]
        self._model = RowModel(
            columns, lambda choice: choice.value, search=lambda choice: f"{choice.label} {choice.search}"
        )
        self._model.set_rows(choices)
        self.view = TableView(self._model, "Products", self)
        self.view.horizontalHeader().hide()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.show_selected({current})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.view)
        self.search.textChanged.connect(self._filter)
        self.search.down.connect(self.view.enter)
        self.search.returnPressed.connect(self._take_first)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        self.view.opened.connect(self._take_key)

    def open_below(self, field: QWidget) -> None:
        """Open under a field, as wide as it or wider, within the screen."""
        width, height = max(field.width(), _POPUP_SIZE[0]), _POPUP_SIZE[1]
        corner = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - width))
        y = corner.y()
        if y + height > screen.bottom():
            y = max(screen.top(), field.mapToGlobal(QPoint(0, -height - 2)).y())
        self.setGeometry(x, y, width, height)
        self.show()
        self.search.setFocus()

    def _filter(self, text: str) -> None:
        self._model.set_filter(text)

    def _take_first(self) -> None:
        self._take(0)

    def _take(self, place: int) -> None:
        choice = self._model.row(place)
        if choice is not None:
            self._take_key(choice.value)

    def _take_key(self, value: str) -> None:
        self.picked.emit(value)
        self.close()


class FlagBox(QCheckBox):
    """Yes or no; neither where it varies."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("flag")
        self.clicked.connect(self._clicked)

    def show_value(self, value: bool, *, varies: bool = False) -> None:
        """Show a value."""
        self.setTristate(varies)
        state = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        self.setCheckState(Qt.CheckState.PartiallyChecked if varies else state)
        self.setText(VARIES if varies else "")

    def _clicked(self) -> None:
        self.setTristate(False)
        self.entered.emit(self.checkState() is not Qt.CheckState.Unchecked)
