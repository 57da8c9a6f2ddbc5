"""What tools share when a person points at things: what is hit, frames drawn, rows and modules meant."""

from collections.abc import Collection

from designer.core.geometry.axes import Point, Rect
from designer.edit.edits.rows import row_of
from designer.edit.picking.model import Hit, Kind
from designer.edit.preview import Path, Tone
from designer.edit.tools.base import ToolContext


def hit_at(ctx: ToolContext, point: Point, kinds: Collection[Kind]) -> Hit | None:
    """The thing of one of these kinds that is meant by a point; None where there is none."""
    hits = ctx.picker.at(point, ctx.reach_mm)
    return next((hit for hit in hits if hit.kind in kinds), None)


def row_at(ctx: ToolContext, point: Point) -> str | None:
    """The row whose module is pointed at."""
    hit = hit_at(ctx, point, (Kind.MODULE,))
    row = row_of(ctx.design, hit.id) if hit is not None else None
    return row.id if row is not None else None


def rows_selected(ctx: ToolContext) -> tuple[str, ...]:
    """Rows that are selected or of which a module is, in the Design's order."""
    return tuple(
        row.id
        for row in ctx.design.rows
        if row.id in ctx.selection or any(module.id in ctx.selection for module in row.modules)
    )


def frame(start: Point, end: Point) -> Rect:
    """The rectangle between two points."""
    (x0, y0), (x1, y1) = start, end
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def is_crossing(start: Point, end: Point) -> bool:
    """Whether a frame drawn from `start` to `end` takes what it touches: it was drawn from right to left."""
    return end[0] < start[0]


def framed(ctx: ToolContext, start: Point, end: Point) -> frozenset[str]:
    """Ids of the things that a frame takes."""
    return ctx.picker.within(frame(start, end), crossing=is_crossing(start, end))


def frame_shape(start: Point, end: Point) -> Path:
    """The frame as it is drawn while the mouse moves."""
    x0, y0, x1, y1 = frame(start, end)
    tone = Tone.CROSSING if is_crossing(start, end) else Tone.WINDOW
    return Path(points=((x0, y0), (x1, y0), (x1, y1), (x0, y1)), tone=tone, closed=True, filled=True)
