"""A picture of a window together with the menus, lists and tips that lie over it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

_OVER = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def popups() -> list[QWidget]:
    """Menus, lists of combo boxes and tool tips that are open."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible() and widget.windowType() in _OVER
    ]


def compose(window: QWidget) -> QPixmap:
    """The window with everything over it; larger than the window where a menu reaches out of it."""
    over = popups()
    own = _frame(window)
    whole = own
    for widget in over:
        whole = whole.united(_frame(widget))
    ratio = window.devicePixelRatioF()
    picture = QPixmap(whole.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor("#808080"))
    with QPainter(picture) as painter:
        for widget in (window, *over):
            painter.drawPixmap(_frame(widget).topLeft() - whole.topLeft(), widget.grab())
    return picture


def _frame(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())
