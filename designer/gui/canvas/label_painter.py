"""Paint the texts of a picture: the ones that are seen and large enough to be read."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Role
from designer.gui.canvas.batches import Label, Labels
from designer.gui.canvas.inks import STALE_OPACITY, label_colour
from designer.gui.canvas.lod import LEAST_TEXT_PX
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

CAPITALS_SHARE = 0.73
"""Height of capitals by the size of the font, of the usual sans serif faces."""

GREATEST_TEXT_PX = 400
"""Larger letters would fill the screen and cost their time."""

CLEARED = frozenset({Role.ROOF, Role.DIMENSION, Role.LABEL, Role.WAYPOINT})
"""What is named beside it, across whatever lies there: its texts stand on a cleared ground."""

_CLEARED_OPACITY = 0.8
_BEYOND_PX = 300.0
"""Texts whose place is this far off the screen may still reach into it."""


def paint_labels(
    painter: QPainter,
    labels: Labels,
    viewport: Viewport,
    theme: Theme,
    hidden_layers: frozenset[LayerName] = frozenset(),
    *,
    stale: bool = False,
) -> None:
    """Paint the texts, each upright in its own direction."""
    fonts: dict[int, QFont] = {}
    ground = QColor(theme.canvas_background)
    ground.setAlphaF(_CLEARED_OPACITY)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, on=True)
    for number in seen_labels(labels, viewport):
        label = labels.records[number]
        if not hidden_layers.isdisjoint((label.layer, label.subject_layer)):
            continue
        size = font_px(float(labels.height_mm[number]), viewport.mm_per_px)
        x, y = labels.at[number].tolist()
        painter.setFont(fonts.setdefault(size, _font(painter, size)))
        if not _has_room(painter, label, viewport.mm_per_px):
            continue
        painter.setPen(label_colour(theme, label))
        painter.setOpacity(STALE_OPACITY if stale and label.planned else 1.0)
        _paint(painter, label, viewport.to_px((x, y)), ground if label.subject in CLEARED else None)
    painter.restore()


def seen_labels(labels: Labels, viewport: Viewport) -> Iterator[int]:
    """Numbers of the texts that are near the screen and large enough."""
    x0, y0, x1, y1 = viewport.seen()
    beyond = _BEYOND_PX * viewport.mm_per_px
    x, y = labels.at[:, 0], labels.at[:, 1]
    near = (x > x0 - beyond) & (x < x1 + beyond) & (y > y0 - beyond) & (y < y1 + beyond)
    large = labels.height_mm >= LEAST_TEXT_PX * viewport.mm_per_px
    yield from np.flatnonzero(near & large).tolist()


def font_px(height_mm: float, mm_per_px: float) -> int:
    """Size of the font whose capitals have a height."""
    return min(max(round(height_mm / mm_per_px / CAPITALS_SHARE), 1), GREATEST_TEXT_PX)


def _has_room(painter: QPainter, label: Label, mm_per_px: float) -> bool:
    width = QFontMetricsF(painter.font()).horizontalAdvance(label.text)
    return not label.room_mm or width * mm_per_px <= label.room_mm


def _font(painter: QPainter, size_px: int) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(size_px)
    return font


def _paint(painter: QPainter, label: Label, at: QPointF, ground: QColor | None) -> None:
    """The text at a pixel, turned about it."""
    metrics = QFontMetricsF(painter.font())
    painter.save()
    painter.translate(at)
    if label.rotation_deg:
        painter.rotate(-label.rotation_deg)
    start = _start(metrics, label)
    if ground is not None:
        height = metrics.capHeight()
        room = QRectF(start.x(), start.y() - height, metrics.horizontalAdvance(label.text), height)
        painter.fillRect(room.adjusted(-2.0, -2.0, 2.0, 2.0), ground)
    painter.drawText(start, label.text)
    painter.restore()


def _start(metrics: QFontMetricsF, label: Label) -> QPointF:
    """From the place of a text to where its baseline begins."""
    capitals = metrics.capHeight()
    width = metrics.horizontalAdvance(label.text)
    match label.align:
        case Align.LEFT:
            return QPointF(0.0, 0.0)
        case Align.RIGHT:
            return QPointF(-width, 0.0)
        case Align.CENTER:
            return QPointF(-width / 2.0, 0.0)
        case Align.MIDDLE:
            return QPointF(-width / 2.0, capitals / 2.0)
        case Align.TOP_LEFT:
            return QPointF(0.0, capitals)
