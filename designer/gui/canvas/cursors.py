"""Shapes of the mouse cursor over the canvas."""

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from designer.edit.tools.base import Cursor
from designer.gui.theme import Theme

_SHAPES = {
    Cursor.ARROW: Qt.CursorShape.ArrowCursor,
    Cursor.MOVE: Qt.CursorShape.SizeAllCursor,
    Cursor.RESIZE_ALONG: Qt.CursorShape.SizeHorCursor,
    Cursor.FORBIDDEN: Qt.CursorShape.ForbiddenCursor,
    Cursor.HAND: Qt.CursorShape.PointingHandCursor,
}

_SIZE_PX = 31
_GAP_PX = 3.0


def cursor_of(shape: Cursor, theme: Theme, ratio: float) -> QCursor:
    """The cursor of a shape; the cross is drawn in the colours of the theme."""
    known = _SHAPES.get(shape)
    return QCursor(known) if known is not None else _cross(theme, ratio)


def _cross(theme: Theme, ratio: float) -> QCursor:
    """A fine cross that is open in the middle, with a light edge that keeps it visible on everything."""
    pixmap = QPixmap(round(_SIZE_PX * ratio), round(_SIZE_PX * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    for colour, width in ((theme.canvas_background, 3.0), (theme.text, 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLines(_cross_lines())
    painter.end()
    hot = _SIZE_PX // 2
    return QCursor(pixmap, hot, hot)


def _cross_lines() -> list[QLineF]:
    middle, end = _SIZE_PX / 2.0, _SIZE_PX - 1.0
    near, far = middle - _GAP_PX, middle + _GAP_PX
    return [
        QLineF(1.0, middle, near, middle),
        QLineF(far, middle, end, middle),
        QLineF(middle, 1.0, middle, near),
        QLineF(middle, far, middle, end),
    ]
