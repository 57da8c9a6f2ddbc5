"""Paint a picture: what is seen, large enough, and not hidden."""

from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtGui import QPainter

from designer.core.geometry.axes import Rect
from designer.drawing.layers import LayerName
from designer.gui.canvas.batches import Batch, Picture
from designer.gui.canvas.inks import STALE_OPACITY, brush_of, pen_of
from designer.gui.canvas.label_painter import paint_labels
from designer.gui.canvas.lod import Level, shown
from designer.gui.canvas.strokes import Chunk
from designer.gui.canvas.transform import Viewport
from designer.gui.theme import Theme

LEAST_SIZE_PX = 6.5
"""What a batch with a size of its own must measure on the screen to be painted."""


class Painting(Struct, frozen=True, kw_only=True):
    """How a picture is painted. With `stale`, what belongs to the plan is older than the Design."""

    theme: Theme
    viewport: Viewport
    hidden_layers: frozenset[LayerName] = frozenset()
    stale: bool = False


def paint_picture(painter: QPainter, picture: Picture, how: Painting) -> None:
    """Paint lines and areas from below to above, then the texts."""
    seen = how.viewport.seen()
    painter.save()
    painter.setTransform(how.viewport.transform(), combine=True)
    for batch in shown_batches(picture, how):
        _paint_batch(painter, batch, seen, how)
    painter.restore()
    paint_labels(painter, picture.labels, how.viewport, how.theme, how.hidden_layers, stale=how.stale)


def shown_batches(picture: Picture, how: Painting) -> Iterator[Batch]:
    """The batches that are large enough on the screen, and whose layer is not hidden."""
    scale = how.viewport.mm_per_px
    for batch in picture.batches:
        if batch.layer in how.hidden_layers:
            continue
        if (
            Level(batch.size_mm, LEAST_SIZE_PX).shown_at(scale)
            if batch.size_mm
            else shown(batch.layer, scale)
        ):
            yield batch


def _paint_batch(painter: QPainter, batch: Batch, seen: Rect, how: Painting) -> None:
    painter.setPen(pen_of(painter, how.theme, batch))
    painter.setBrush(brush_of(how.theme, batch))
    painter.setOpacity(STALE_OPACITY if how.stale and batch.planned else 1.0)
    for chunk in batch.chunks:
        if _meets(chunk.bounds, seen):
            _paint_chunk(painter, chunk, filled=batch.filled)


def _paint_chunk(painter: QPainter, chunk: Chunk, *, filled: bool) -> None:
    """Level lines are left unsmoothed: they are crisp, and ten times as fast."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not chunk.level)
    if filled and chunk.rects is not None:
        painter.drawRects(chunk.rects)
    else:
        painter.drawPath(chunk.path)


def _meets(bounds: Rect, seen: Rect) -> bool:
    return bounds[0] <= seen[2] and bounds[2] >= seen[0] and bounds[1] <= seen[3] and bounds[3] >= seen[1]
