"""Buttons in a row above a list; those that find no room are in a menu at the end of the row."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

_LEAST_REST = 20
"""Pixels for what takes the rest of the row."""

_APART = 10
"""Pixels before it."""


class ButtonBar(QWidget):
    """A row that is as narrow as one likes: its last buttons go behind a button with a menu."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside: list[QWidget] = []
        self._staying: list[QWidget] = []
        self.more = QToolButton()
        self.more.setText("More")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.more.setMenu(menu)
        self.more.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 10, 4)
        self._row.setSpacing(spacing)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(self.more)

    def add(self, widget: QWidget, *, stays: bool = False) -> None:
        """One more button, or a choice, after the others; one that `stays` is always in the row."""
        self._row.insertWidget(self._row.indexOf(self.more), widget)
        (self._staying if stays else self._inside).append(widget)

    def add_rest(self, widget: QWidget) -> None:
        """What takes the room that the buttons leave."""
        self._row.addSpacing(_APART)
        self._row.addWidget(widget, 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its buttons, as narrow as those that stay and the one with the menu."""
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        least = sum(widget.sizeHint().width() + gap for widget in (*self._staying, self.more))
        sides = margins.left() + margins.right() + _LEAST_REST
        return QSize(least + sides, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Other texts or another font need other room."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        gap = self._row.spacing()
        room = self._row.contentsRect().width() - _LEAST_REST - _APART
        room -= sum(widget.sizeHint().width() + gap for widget in self._staying)
        widths = [widget.sizeHint().width() + gap for widget in self._inside]
        shown = len(widths)
        if sum(widths) > room:
            room -= self.more.sizeHint().width() + gap
            while shown and sum(widths[:shown]) > room:
                shown -= 1
        for place, widget in enumerate(self._inside):
            if widget.isHidden() is (place < shown):
                widget.setVisible(place < shown)
        if self.more.isHidden() is (shown < len(widths)):
            self.more.setVisible(shown < len(widths))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for widget in self._inside:
            if widget.isHidden():
                _offer(menu, widget)


def _offer(menu: QMenu, widget: QWidget) -> None:
    """The same in a menu."""
    if isinstance(widget, QComboBox):
        choices = menu.addMenu(widget.accessibleName())
        for place in range(widget.count()):
            choice = choices.addAction(widget.itemText(place))
            choice.setCheckable(True)
            choice.setChecked(place == widget.currentIndex())
            choice.triggered.connect(lambda _=False, to=place: widget.setCurrentIndex(to))
        return
    assert isinstance(widget, QAbstractButton)
    action = menu.addAction(widget.icon(), widget.text() or widget.accessibleName())
    action.setEnabled(widget.isEnabled())
    action.setCheckable(widget.isCheckable())
    action.setChecked(widget.isChecked())
    if isinstance(widget, QPushButton) and widget.menu() is not None:
        action.setMenu(widget.menu())
    else:
        action.triggered.connect(lambda _=False: widget.click())
