"""Measure lengths, angles and areas; nothing is kept."""

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.geometry.rings import signed_area_mm2
from designer.core.units import TOLERANCE_MM
from designer.edit.figures import angle_text, area_text, direction_text, length_text
from designer.edit.preview import Note, Path, Shape, Tone
from designer.edit.tools.base import (
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.keywords import UNDO, keyword_typed
from designer.edit.tools.outcome import finished
from designer.edit.tools.polyline import SAME, Points, closes, fault_of_ring, length_notes
from designer.edit.tools.rubber import rubber
from designer.edit.view import View, ViewKind

AREA = Keyword("Area", "A")


class Chain(Struct, frozen=True):
    """The points measured between; `closed` once the area is asked for."""

    points: Points = ()
    closed: bool = False


class MeasureTool(Tool):
    """A chain of points: each length, the angle between them, their sum, and the area when closed."""

    needs_surface = False
    spans = True

    def __init__(self) -> None:
        self._state = Chain()
        self._view: View | None = None

    def begin(self, ctx: ToolContext) -> Response:
        """Ask for the first point."""
        self._state = Chain()
        self._view = ctx.view
        return self._shown(ctx)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The next point; on the first one the chain is closed. Another view has other points."""
        if ctx.view != self._view:
            self.begin(ctx)
        if event.gesture is not Gesture.CLICK:
            return self._shown(ctx, event.at)
        if self._state.closed:
            self._state = Chain()
        points = self._state.points
        if closes(points, event.at, ctx.reach_mm):
            return self._closed(ctx)
        if points and math.dist(points[-1], event.at) < TOLERANCE_MM:
            return self._shown(ctx, event.at, message=SAME)
        self._state = Chain((*points, event.at))
        return self._shown(ctx, event.at, message=measured(self._state.points))

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Area and Undo."""
        match keyword_typed(text, self._prompt(ctx).keywords):
            case AREA.name:
                return self._closed(ctx)
            case UNDO.name:
                return self.key(ctx, ToolKey.BACK)
            case _:
                return None

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter begins anew, then ends; Backspace takes back a point."""
        points = self._state.points
        if key is ToolKey.BACK and points:
            self._state = Chain(points if self._state.closed else points[:-1])
            return self._shown(ctx)
        if key is not ToolKey.CONFIRM:
            return None
        return self.begin(ctx) if points else finished()

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc drops the chain, then ends."""
        return self.begin(ctx) if self._state.points else None

    def _closed(self, ctx: ToolContext) -> Response:
        if fault := fault_of_ring(self._state.points):
            return self._shown(ctx, message=fault)
        self._state = replace(self._state, closed=True)
        points = self._state.points
        around = sum(math.dist(a, b) for a, b in pairwise((*points, points[0])))
        message = f"Area {area_text(abs(signed_area_mm2(points)))}, outline {length_text(around)}"
        return self._shown(ctx, message=message)

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        return Response(prompt=self._prompt(ctx), preview=self._preview(ctx, at), message=message)

    def _prompt(self, ctx: ToolContext) -> Prompt:
        points = self._state.points
        where = " on the plan" if ctx.view.kind is ViewKind.SITE else ""
        if not points or self._state.closed:
            return Prompt(text=f"First point to measure from{where}", fields=Fields.NONE)
        keywords = (AREA, UNDO) if len(points) > 2 else (UNDO,)
        return Prompt(text=f"Next point to measure to{where}", keywords=keywords, base=points[-1])

    def _preview(self, ctx: ToolContext, at: Point | None) -> tuple[Shape, ...]:
        points = self._state.points
        if self._state.closed:
            return _closed_shapes(points)
        shapes: list[Shape] = [Path(points=points, tone=Tone.MEASURE)] if len(points) > 1 else []
        shapes += length_notes(points)
        if at is not None and closes(points, at, ctx.reach_mm) and not fault_of_ring(points):
            return _closed_shapes(points)
        if at is not None and points and math.dist(points[-1], at) >= TOLERANCE_MM:
            shapes += rubber(points[-1], at)
            shapes += _corner_note((*points, at))
        return tuple(shapes)


def measured(points: Sequence[Point]) -> str:
    """What a chain measures, in a sentence; empty for a single point."""
    if len(points) < 2:
        return ""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    (x0, y0), (x1, y1) = points[-2:]
    parts = [f"Length {length_text(lengths[-1])}", f"Δx {length_text(x1 - x0)}", f"Δy {length_text(y1 - y0)}"]
    if len(points) > 2:
        parts.append(f"corner {angle_text(corner_deg(*points[-3:]))}")
        parts.append(f"sum {length_text(sum(lengths))}")
    else:
        parts.append(f"angle {direction_text(math.degrees(math.atan2(y1 - y0, x1 - x0)))}")
    return ", ".join(parts)


def corner_deg(before: Point, at: Point, after: Point) -> float:
    """The angle between both ways from a corner, 0 to 180 degrees."""
    first = math.atan2(before[1] - at[1], before[0] - at[0])
    second = math.atan2(after[1] - at[1], after[0] - at[0])
    angle = math.degrees(abs(first - second))
    return min(angle, 360.0 - angle)


def _corner_note(points: Points) -> list[Shape]:
    if len(points) < 3:
        return []
    return [Note(at=points[-2], text=angle_text(corner_deg(*points[-3:])), tone=Tone.MEASURE)]


def _closed_shapes(points: Points) -> tuple[Shape, ...]:
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    area = Note(at=(x, y), text=area_text(abs(signed_area_mm2(points))), tone=Tone.MEASURE)
    ring = Path(points=points, tone=Tone.MEASURE, closed=True, filled=True)
    return (ring, *length_notes((*points, points[0])), area)
