"""The marks of object snaps: each kind has a shape of its own."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from designer.edit.snapping.model import SnapKind
from designer.gui.theme import Theme

R = 6.5
"""Half the size of a mark, px."""


def _lines(*lines: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for points in lines:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    return path


def _square() -> QPainterPath:
    return _lines(((-R, -R), (R, -R), (R, R), (-R, R), (-R, -R)))


def _triangle() -> QPainterPath:
    return _lines(((-R, R), (R, R), (0.0, -R), (-R, R)))


def _cross() -> QPainterPath:
    return _lines(((-R, -R), (R, R)), ((-R, R), (R, -R)))


def _circle() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-R, -R, 2 * R, 2 * R))
    return path


def _module_corner() -> QPainterPath:
    """A square with the angle of a module's corner in it."""
    return _lines(((-R, -R), (R, -R), (R, R), (-R, R), (-R, -R)), ((-R, 0.0), (0.0, 0.0), (0.0, R)))


def _perpendicular() -> QPainterPath:
    return _lines(((-R, -R), (-R, R), (R, R)), ((-R, 0.0), (0.0, 0.0), (0.0, R)))


def _rail() -> QPainterPath:
    """Two lines side by side and a stroke across: a point on a rail."""
    return _lines(((-R, -2.5), (R, -2.5)), ((-R, 2.5), (R, 2.5)), ((0.0, -R), (0.0, R)))


def _rafter() -> QPainterPath:
    """Two upright lines and a stroke across: a point on a rafter."""
    return _lines(((-2.5, -R), (-2.5, R)), ((2.5, -R), (2.5, R)), ((-R, 0.0), (R, 0.0)))


def _hourglass() -> QPainterPath:
    return _lines(((-R, -R), (R, -R), (-R, R), (R, R), (-R, -R)))


def _plus() -> QPainterPath:
    return _lines(((-R, 0.0), (R, 0.0)), ((0.0, -R), (0.0, R)))


MARKS: Mapping[SnapKind, Callable[[], QPainterPath]] = {
    SnapKind.ENDPOINT: _square,
    SnapKind.MIDPOINT: _triangle,
    SnapKind.INTERSECTION: _cross,
    SnapKind.CENTRE: _circle,
    SnapKind.MODULE_CORNER: _module_corner,
    SnapKind.PERPENDICULAR: _perpendicular,
    SnapKind.RAIL: _rail,
    SnapKind.RAFTER: _rafter,
    SnapKind.NEAREST: _hourglass,
    SnapKind.GRID: _plus,
}

_NAME_PX = 10


def snap_name(kind: SnapKind) -> str:
    """What a kind of snap is called."""
    return kind.value.replace("-", " ").capitalize()


def paint_snap_mark(painter: QPainter, kind: SnapKind, at: QPointF, theme: Theme) -> None:
    """The mark at a pixel, and its name to the upper left, where nothing else stands."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.translate(at)
    mark = MARKS[kind]()
    painter.strokePath(mark, QPen(QColor(theme.canvas_background), 4.0))
    painter.strokePath(mark, QPen(QColor(theme.warning), 1.8))
    font = QFont(painter.font())
    font.setPixelSize(_NAME_PX)
    painter.setFont(font)
    painter.setPen(QColor(theme.warning))
    width = painter.fontMetrics().horizontalAdvance(snap_name(kind))
    painter.drawText(QPointF(-R - 4.0 - width, -R - 3.0), snap_name(kind))
    painter.restore()
