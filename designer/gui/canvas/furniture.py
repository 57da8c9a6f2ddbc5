"""What stands in the corners of the canvas: the scale bar and the north arrow."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from designer.core.model.design import Design
from designer.edit.view import View, ViewKind
from designer.gui.canvas.steps import METRE_MM, length_text, round_below
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

_LONGEST_BAR_PX = 150.0
_MARGIN_PX = 18.0
_FONT_PX = 11
_ARROW_PX = 17.0
_TICK_PX = 5.0
_TEXT_ABOVE_PX = 8.0
_HALO_PX = 2.0
"""The scale is read also where the drawing lies below it."""


def paint_scale_bar(painter: QPainter, viewport: Viewport, theme: Theme, left_px: float) -> None:
    """A bar of a round length at the lower left, `left_px` of which is taken by the ruler."""
    length_mm = round_below(_LONGEST_BAR_PX * viewport.mm_per_px)
    long = length_mm / viewport.mm_per_px
    x, y = left_px + _MARGIN_PX + 0.5, viewport.height_px - _MARGIN_PX + 0.5
    painter.save()
    painter.setFont(_font(painter))
    text = bar_text(length_mm)
    at = QPointF(round(x + (long - painter.fontMetrics().horizontalAdvance(text)) / 2.0), y - _TEXT_ABOVE_PX)
    _paint_halo(painter, _scale_bar(x, y, long), at, text, QColor(theme.canvas_background))
    painter.setPen(QPen(QColor(theme.muted), 1.5))
    painter.drawPath(_scale_bar(x, y, long))
    painter.drawText(at, text)
    painter.restore()


def _scale_bar(x: float, y: float, long: float) -> QPainterPath:
    path = QPainterPath(QPointF(x, y - _TICK_PX))
    for corner in (QPointF(x, y), QPointF(x + long, y), QPointF(x + long, y - _TICK_PX)):
        path.lineTo(corner)
    return path


def _paint_halo(painter: QPainter, bar: QPainterPath, at: QPointF, text: str, ground: QColor) -> None:
    """The ground about bar and text, no further than they need it: roof lines beside them stay."""
    letters = QPainterPath()
    letters.addText(at, painter.font(), text)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    join = Qt.PenJoinStyle.RoundJoin
    pen = QPen(ground, 1.5 + 2.0 * _HALO_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, join)
    painter.strokePath(bar, pen)
    painter.strokePath(
        letters, QPen(ground, 2.0 * _HALO_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, join)
    )
    painter.restore()


def bar_text(length_mm: float) -> str:
    """A round length with its unit."""
    metres = length_mm >= METRE_MM
    return f"{length_text(length_mm, metres=metres)} {'m' if metres else 'mm'}"


def north_deg(design: Design, view: View) -> float | None:
    """Where north lies in a view, degrees clockwise from up; None where nobody can say."""
    if view.kind is ViewKind.SITE:
        return 0.0
    bearings = [surface.x_bearing_deg for surface in design.surfaces if surface.id == view.surface]
    if view.kind is ViewKind.BLANK or not bearings:
        return None
    return (90.0 - bearings[0]) % 360.0


def paint_north_arrow(painter: QPainter, viewport: Viewport, theme: Theme, turn_deg: float) -> None:
    """An arrow in a ring at the upper right; the letter stands upright at its tip."""
    room = _ARROW_PX + 14.0
    middle = QPointF(viewport.width_px - _MARGIN_PX - room + 6.0, _MARGIN_PX + 22.0 + room - 8.0)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setFont(_font(painter))
    painter.translate(middle)
    painter.setPen(QPen(QColor(theme.axis), 1.0))
    painter.setBrush(QColor(theme.canvas_background))
    painter.drawEllipse(QPointF(0.0, 0.0), _ARROW_PX, _ARROW_PX)
    painter.save()
    painter.rotate(turn_deg)
    _paint_needle(painter, theme)
    painter.restore()
    turn = math.radians(turn_deg)
    away = _ARROW_PX + 8.0
    at = QPointF(away * math.sin(turn), -away * math.cos(turn))
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(at.x() - 8.0, at.y() - 8.0, 16.0, 16.0), Qt.AlignmentFlag.AlignCenter, "N")
    painter.restore()


def _paint_needle(painter: QPainter, theme: Theme) -> None:
    """The half that points north is dark, the other one light."""
    long, half = _ARROW_PX - 3.0, 4.5
    painter.setPen(QPen(QColor(theme.text), 1.0))
    for tip, colour in ((-long, theme.text), (long, theme.canvas_background)):
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(0.0, tip), QPointF(half, 0.0), QPointF(-half, 0.0)]))


def _font(painter: QPainter) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(_FONT_PX)
    return font
