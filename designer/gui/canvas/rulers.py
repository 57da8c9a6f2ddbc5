"""Rulers along the top and the left of the canvas, with a mark where the cursor is."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from designer.gui.canvas.steps import Steps, length_text, places, steps_at
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

THICKNESS_PX = 22.0
_LABEL_PX = 80.0
_FONT_PX = 10
_MAJOR_TICK_PX, _MINOR_TICK_PX = 9.0, 4.0
_MARK_PX = 5.0


def paint_rulers(painter: QPainter, viewport: Viewport, theme: Theme, cursor: QPointF | None) -> None:
    """Both rulers over the edge of the canvas; the corner names their unit."""
    steps = steps_at(viewport.mm_per_px, _LABEL_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    font = QFont(painter.font())
    font.setPixelSize(_FONT_PX)
    painter.setFont(font)
    _paint_top(painter, viewport, theme, steps)
    _paint_left(painter, viewport, theme, steps)
    _paint_corner(painter, theme, "m" if steps.in_metres else "mm")
    if cursor is not None:
        _paint_marks(painter, theme, cursor)
    painter.restore()


def _paint_top(painter: QPainter, viewport: Viewport, theme: Theme, steps: Steps) -> None:
    painter.fillRect(QRectF(0.0, 0.0, viewport.width_px, THICKNESS_PX), QColor(theme.ruler_background))
    every = round(steps.major_mm / steps.minor_mm)
    x0, _, x1, _ = viewport.seen()
    ticks = []
    painter.setPen(QColor(theme.ruler_text))
    for number in places(x0 - steps.major_mm, x1, steps.minor_mm):
        x = round(viewport.to_px((number * steps.minor_mm, 0.0)).x()) + 0.5
        major = number % every == 0
        ticks.append(QLineF(x, THICKNESS_PX - (_MAJOR_TICK_PX if major else _MINOR_TICK_PX), x, THICKNESS_PX))
        if major and x + 3.0 > THICKNESS_PX:
            text = length_text(number * steps.minor_mm, metres=steps.in_metres)
            painter.drawText(QPointF(x + 3.0, _FONT_PX + 2.0), text)
    painter.setPen(QPen(QColor(theme.axis), 1.0))
    painter.drawLines([*ticks, QLineF(0.0, THICKNESS_PX, viewport.width_px, THICKNESS_PX)])


def _paint_left(painter: QPainter, viewport: Viewport, theme: Theme, steps: Steps) -> None:
    painter.fillRect(QRectF(0.0, 0.0, THICKNESS_PX, viewport.height_px), QColor(theme.ruler_background))
    every = round(steps.major_mm / steps.minor_mm)
    _, y0, _, y1 = viewport.seen()
    ticks = []
    painter.setPen(QColor(theme.ruler_text))
    for number in places(y0 - steps.major_mm, y1, steps.minor_mm):
        y = round(viewport.to_px((0.0, number * steps.minor_mm)).y()) + 0.5
        major = number % every == 0
        ticks.append(QLineF(THICKNESS_PX - (_MAJOR_TICK_PX if major else _MINOR_TICK_PX), y, THICKNESS_PX, y))
        text = length_text(number * steps.minor_mm, metres=steps.in_metres) if major else ""
        if text and y - 3.0 - painter.fontMetrics().horizontalAdvance(text) > THICKNESS_PX:
            _paint_upright(painter, QPointF(_FONT_PX + 2.0, y - 3.0), text)
    painter.setPen(QPen(QColor(theme.axis), 1.0))
    painter.drawLines([*ticks, QLineF(THICKNESS_PX, 0.0, THICKNESS_PX, viewport.height_px)])


def _paint_upright(painter: QPainter, at: QPointF, text: str) -> None:
    painter.save()
    painter.translate(at)
    painter.rotate(-90.0)
    painter.drawText(QPointF(0.0, 0.0), text)
    painter.restore()


def _paint_corner(painter: QPainter, theme: Theme, unit: str) -> None:
    corner = QRectF(0.0, 0.0, THICKNESS_PX, THICKNESS_PX)
    painter.fillRect(corner, QColor(theme.ruler_background))
    painter.setPen(QPen(QColor(theme.axis), 1.0))
    edge = THICKNESS_PX
    painter.drawLines([QLineF(0.0, edge, edge, edge), QLineF(edge, 0.0, edge, edge)])
    painter.setPen(QColor(theme.ruler_text))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, unit)


def _paint_marks(painter: QPainter, theme: Theme, cursor: QPointF) -> None:
    """A triangle on each ruler, its tip where the cursor is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    edge, half = THICKNESS_PX, _MARK_PX
    if cursor.x() > edge:
        tip = QPointF(cursor.x(), edge)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-half, -half), tip + QPointF(half, -half)]))
    if cursor.y() > edge:
        tip = QPointF(edge, cursor.y())
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-half, -half), tip + QPointF(-half, half)]))
