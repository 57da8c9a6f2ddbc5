"""What lies over the picture and changes with every move of the mouse: previews, guides, grips, outlines."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from designer.edit.preview import Boxes, Grip, Note, Path, Shape, Tone
from designer.edit.snapping.model import Guide
from designer.gui.canvas.highlights import Outlines
from designer.gui.canvas.inks import screen_pen
from designer.gui.canvas.pills import paint_pills
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

MANY_ELEMENTS = 1000
"""Outlines of so many points are painted without smoothing, which would take too long to follow the mouse."""

GRIP_PX = 4.0
"""Half the side of a grip."""


class ToneStyle(Struct, frozen=True):
    """Width in pixels, dashes in widths of the pen, and how opaque a filled area is."""

    width_px: float
    fill_opacity: float
    dash: tuple[float, ...] = ()


TONES: Mapping[Tone, ToneStyle] = {
    Tone.RUBBER: ToneStyle(1.4, 0.08),
    Tone.GHOST: ToneStyle(1.2, 0.2),
    Tone.GOOD: ToneStyle(1.4, 0.25),
    Tone.BAD: ToneStyle(1.6, 0.25),
    Tone.GUIDE: ToneStyle(1.0, 0.08, (4.0, 4.0)),
    Tone.MEASURE: ToneStyle(1.4, 0.08),
    Tone.WINDOW: ToneStyle(1.2, 0.12),
    Tone.CROSSING: ToneStyle(1.2, 0.12, (5.0, 3.0)),
}


def paint_shapes(
    painter: QPainter,
    shapes: Iterable[Shape],
    viewport: Viewport,
    theme: Theme,
    boxes_at_cursor: QRectF | None = None,
) -> None:
    """The preview of a tool: areas and lines in its order, then grips, then notes on top.

    What the boxes at the cursor say is not written twice.
    """
    grips: list[Grip] = []
    notes: list[Note] = []
    painter.save()
    painter.setTransform(viewport.transform(), combine=True)
    for shape in shapes:
        match shape:
            case Path():
                _paint_path(painter, shape, theme)
            case Boxes():
                _paint_boxes(painter, shape, theme)
            case Grip():
                grips.append(shape)
            case Note() if not (shape.echo and boxes_at_cursor is not None):
                notes.append(shape)
    painter.restore()
    _paint_grips(painter, grips, viewport, theme)
    paint_pills(painter, notes, viewport, theme, boxes_at_cursor)


def paint_guides(painter: QPainter, guides: Iterable[Guide], viewport: Viewport, theme: Theme) -> None:
    """Helping lines, dashed."""
    lines = [QLineF(viewport.to_px(guide.start), viewport.to_px(guide.end)) for guide in guides]
    if lines:
        style = TONES[Tone.GUIDE]
        painter.setPen(screen_pen(painter, theme.tones[Tone.GUIDE], style.width_px, style.dash))
        painter.drawLines(lines)


def paint_outlines(
    painter: QPainter,
    outlines: Outlines,
    viewport: Viewport,
    colour: str,
    *,
    width_px: float,
    filled: float,
) -> None:
    """Outlines of things in a colour; `filled` is how opaque the area of rings is."""
    if outlines.rings.isEmpty() and outlines.lines.isEmpty():
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setTransform(viewport.transform(), combine=True)
    painter.setPen(screen_pen(painter, colour, width_px))
    painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
    painter.drawPath(outlines.lines)
    painter.setBrush(_faint(colour, filled))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, outlines.rings.elementCount() < MANY_ELEMENTS)
    painter.drawPath(outlines.rings)
    painter.restore()


def _paint_path(painter: QPainter, shape: Path, theme: Theme) -> None:
    style = TONES[shape.tone]
    colour = theme.tones[shape.tone]
    if shape.branch is not None:
        ink = theme.branch(shape.branch - 1)
        colour, style = ink.colour, ToneStyle(2.5, style.fill_opacity, ink.dash)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(screen_pen(painter, colour, style.width_px, style.dash))
    painter.setBrush(_faint(colour, style.fill_opacity) if shape.filled else QBrush(Qt.BrushStyle.NoBrush))
    points = QPolygonF([QPointF(*point) for point in shape.points])
    painter.drawPolygon(points) if shape.closed else painter.drawPolyline(points)


def _paint_boxes(painter: QPainter, shape: Boxes, theme: Theme) -> None:
    style = TONES[shape.tone]
    colour = theme.tones[shape.tone]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(screen_pen(painter, colour, style.width_px, style.dash))
    painter.setBrush(_faint(colour, style.fill_opacity) if shape.filled else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawRects([QRectF(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in shape.rects])


def _paint_grips(painter: QPainter, grips: list[Grip], viewport: Viewport, theme: Theme) -> None:
    painter.save()  # whose colour would fill what is painted as a mere line after them
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for grip in grips:
        at = viewport.to_px(grip.at).toPoint()
        painter.setPen(QPen(QColor(theme.selected), 1.0))
        painter.setBrush(QColor(theme.error if grip.hot else theme.canvas_background))
        painter.drawRect(QRectF(at.x() - GRIP_PX, at.y() - GRIP_PX, 2 * GRIP_PX, 2 * GRIP_PX))
    painter.restore()


def _faint(colour: str, opacity: float) -> QBrush:
    faint = QColor(colour)
    faint.setAlphaF(opacity)
    return QBrush(faint)
