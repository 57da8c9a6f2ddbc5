"""Pens, brushes and text colours of the picture: by layer and branch, from the theme."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from designer.drawing.layers import LayerName
from designer.drawing.model import Role
from designer.gui.canvas.batches import Batch, Label
from designer.gui.theme import Theme
from designer.gui.theme.contrast import mixed

_L = LayerName


class Stroke(Struct, frozen=True):
    """Width in pixels, dashes in widths of the pen (empty = solid), and how far the line stands back.

    Lines are mixed with the background instead of being translucent: those take ten times as long to paint.
    """

    width_px: float = 1.0
    dash: tuple[float, ...] = ()
    back: float = 0.0


STROKES: Mapping[str, Stroke] = {
    _L.ROOF: Stroke(2.0),
    _L.OBSTACLE: Stroke(1.5),
    _L.HATCH: Stroke(1.0, back=0.45),
    _L.SETBACK: Stroke(1.0, (6.0, 4.0)),
    _L.WIND: Stroke(1.0, (8.0, 3.0, 1.5, 3.0)),
    _L.WATER: Stroke(1.5, (8.0, 3.0, 1.5, 3.0)),
    _L.MODULE: Stroke(1.0, back=0.25),
    _L.RAIL: Stroke(1.0, back=0.2),
    _L.INVERTER: Stroke(1.3),
    _L.CLEARANCE: Stroke(1.0, (3.0, 2.0)),
    _L.TRUNK: Stroke(2.0),
    _L.LINK: Stroke(2.0),
    _L.END_CABLE: Stroke(2.0),
    _L.DC: Stroke(1.0, back=0.4),
    _L.BOX: Stroke(1.5),
    _L.DIMS: Stroke(1.0, back=0.2),
}
"""Layers that are not listed have thin solid lines."""

STALE_OPACITY = 0.35
"""How what belongs to an older plan is painted."""

_FINE = Stroke()


def screen_pen(painter: QPainter, colour: str, width_px: float, dash: Sequence[float] = ()) -> QPen:
    """A pen whose width is of the screen, whatever the zoom. It is not to be changed.

    Qt counts such widths in dots of the device, of which a sharp screen has several to a pixel.
    """
    return _pen(colour, width_px * painter.device().devicePixelRatio(), tuple(dash))


@lru_cache(maxsize=512)
def _pen(colour: str, width_dots: float, dash: tuple[float, ...]) -> QPen:
    """Pens are few, and asked for some hundred times a painting, which making them would be a third of."""
    pen = QPen(QColor(colour), width_dots)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern(dash)
    return pen


def pen_of(painter: QPainter, theme: Theme, batch: Batch) -> QPen:
    """The pen of a batch."""
    if not batch.outlined:
        return QPen(Qt.PenStyle.NoPen)
    stroke = STROKES.get(batch.layer, _FINE)
    ink = theme.branch(batch.branch - 1) if batch.branch else None
    colour = ink.colour if ink else theme.layers[batch.layer]
    dash = ink.dash if ink and batch.role is Role.CABLE else stroke.dash
    return screen_pen(painter, mixed(colour, theme.canvas_background, stroke.back), stroke.width_px, dash)


def brush_of(theme: Theme, batch: Batch) -> QBrush:
    """The brush of a batch; none for lines."""
    if not batch.filled:
        return QBrush(Qt.BrushStyle.NoBrush)
    return QBrush(_area_colour(theme, batch))


def label_colour(theme: Theme, label: Label) -> QColor:
    """Names of small things stand back behind those of the roof and what is written by hand."""
    if label.layer != LayerName.TEXT:
        return QColor(theme.layers[label.layer])
    if label.subject in (Role.MODULE, Role.RAIL, Role.PIECE, Role.ROOF):
        return QColor(theme.muted)
    return QColor(theme.layers[LayerName.TEXT])


def _area_colour(theme: Theme, batch: Batch) -> QColor:
    match batch.role:
        case Role.MODULE:
            return QColor(theme.module_fill)
        case Role.OBSTACLE:
            return QColor(theme.obstacle_fill)
        case Role.INVERTER:
            return QColor(theme.inverter_fill)
        case Role.ROOF:
            return _faint(theme.text, 0.025)
        case _:
            ink = theme.branch(batch.branch - 1).colour if batch.branch else theme.layers[batch.layer]
            return _faint(ink, 0.3)


def _faint(colour: str, opacity: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(opacity)
    return faint
