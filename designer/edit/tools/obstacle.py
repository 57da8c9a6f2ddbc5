"""Draw what modules keep clear of: as a rectangle, a polygon or a circle, with its kind."""

import math
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Obstacle, ObstacleKind
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.obstacles import CLEARANCE_MM, circle_outline, clear_ring, lies_on
from designer.edit.edits.roof import add_obstacle
from designer.edit.figures import length_text
from designer.edit.preview import Path, Shape, Tone
from designer.edit.tools.base import (
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.keywords import CLOSE, UNDO, keyword_typed
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.polyline import (
    Points,
    closes,
    fault_of_next,
    fault_of_ring,
    growing_shapes,
    ring_shapes,
)
from designer.edit.tools.rubber import labelled, rectangle_shapes
from designer.edit.tools.surface import corners_between, is_slim
from designer.edit.tools.values import positive_length

KINDS = {
    Keyword("Chimney", "C"): ObstacleKind.CHIMNEY,
    Keyword("Window", "W"): ObstacleKind.WINDOW,
    Keyword("Dormer", "D"): ObstacleKind.DORMER,
    Keyword("Vent", "V"): ObstacleKind.VENT,
    Keyword("Other", "O"): ObstacleKind.OTHER,
}
DIAMETER, RADIUS = Keyword("Diameter", "D"), Keyword("Radius", "R")

OUTSIDE = "It would reach outside the surface; keep it inside the outline"


class Drawing(Struct, frozen=True):
    """What is drawn of which kind; without points the kind may still be chosen."""

    kind: ObstacleKind
    points: Points = ()
    by_diameter: bool = False


class _ObstacleTool(OnSurface):
    """What all three share: the kind, the points so far, and the end."""

    spans = True
    kind = ObstacleKind.OTHER
    first = ""
    """What is asked for first."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Drawing(self.kind)

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget all points."""
        self._state = Drawing(self._state.kind)

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for the first point; the kind may be typed instead."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """The points."""
        if event.gesture is Gesture.CLICK:
            if self._state.points:
                return self._next(ctx, event.at)
            self._state = replace(self._state, points=(event.at,))
        return self._shown(ctx, event.at)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """The kind, before the first point."""
        if self._state.points:
            return None
        name = keyword_typed(text, tuple(KINDS))
        if not name:
            return None
        kind = next(kind for word, kind in KINDS.items() if word.name == name)
        self._state = replace(self._state, kind=kind)
        return self._shown(ctx)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Backspace takes back a point; Enter before the first one ends."""
        if key is ToolKey.BACK and self._state.points:
            self._state = replace(self._state, points=self._state.points[:-1])
            return self._shown(ctx)
        return finished() if key is ToolKey.CONFIRM and not self._state.points else None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc drops the points, then ends."""
        if not self._state.points:
            return None
        self._state = replace(self._state, points=())
        return self._shown(ctx)

    # What differs

    def _next(self, ctx: ToolContext, at: Point) -> Response:
        raise NotImplementedError

    def _asking(self) -> Prompt:
        """The prompt after the first point."""
        raise NotImplementedError

    def _preview(self, ctx: ToolContext, at: Point | None) -> tuple[Shape, ...]:
        raise NotImplementedError

    # The same for all

    def _clearance_mm(self, ctx: ToolContext) -> float:
        stored = CLEARANCE_MM[self._state.kind]
        return ctx.design.settings.obstacle_clearance_mm if stored is None else stored

    def _finished(self, ctx: ToolContext, outline: Points) -> Response:
        surface = ctx.design.surface(ctx.view.surface)
        if not lies_on(surface, outline):
            return self._shown(ctx, message=OUTSIDE)
        kind = self._state.kind
        obstacle = Obstacle(id="", kind=kind, outline=outline, clearance_mm=CLEARANCE_MM[kind])
        design = add_obstacle(ctx.design, surface.id, obstacle)
        return finished(checked(ctx, f"Draw {_noun(kind)}", design))

    def _tone(self, ctx: ToolContext, outline: Points) -> Tone:
        surface = ctx.design.surface(ctx.view.surface)
        return Tone.GHOST if lies_on(surface, outline) else Tone.BAD

    def _clear(self, ctx: ToolContext, outline: Points) -> Path:
        """The line that modules keep outside of."""
        return Path(points=clear_ring(outline, self._clearance_mm(ctx)), tone=Tone.GUIDE, closed=True)

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        if self._state.points:
            prompt = self._asking()
        else:
            keeps = length_text(self._clearance_mm(ctx))
            text = f"{self.first} of the {_noun(self._state.kind)} (keeps {keeps} clear)"
            prompt = Prompt(text=text, keywords=tuple(KINDS), fields=Fields.NONE)
        preview = self._preview(ctx, at) if self._state.points else ()
        return Response(prompt=prompt, preview=preview, message=message)


class ObstacleRectangleTool(_ObstacleTool):
    """A rectangle by two corners or by its width and height."""

    kind = ObstacleKind.CHIMNEY
    first = "First corner"

    def _next(self, ctx: ToolContext, at: Point) -> Response:
        if is_slim(self._state.points[0], at):
            return self._shown(ctx, message="A rectangle needs a width and a height")
        return self._finished(ctx, corners_between(self._state.points[0], at))

    def _asking(self) -> Prompt:
        text = "Opposite corner, or width and height"
        return Prompt(text=text, base=self._state.points[0], fields=Fields.SIZE)

    def _preview(self, ctx: ToolContext, at: Point | None) -> tuple[Shape, ...]:
        if at is None or is_slim(self._state.points[0], at):
            return ()
        corners = corners_between(self._state.points[0], at)
        return (*rectangle_shapes(corners, self._tone(ctx, corners)), self._clear(ctx, corners))


class ObstaclePolygonTool(_ObstacleTool):
    """A polygon corner by corner."""

    kind = ObstacleKind.DORMER
    first = "First corner"

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """The next corner; on the first one, or by a double click, the polygon is closed."""
        if event.gesture is Gesture.DOUBLE_CLICK and self._state.points:
            return self._closed(ctx)
        return super().point(ctx, event)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Close and Undo between the corners."""
        if not self._state.points:
            return super().typed(ctx, text)
        match keyword_typed(text, self._asking().keywords):
            case CLOSE.name:
                return self._closed(ctx)
            case UNDO.name:
                return self.pressed(ctx, ToolKey.BACK)
            case _:
                return None

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter closes."""
        if key is ToolKey.CONFIRM and self._state.points:
            return self._closed(ctx)
        return super().pressed(ctx, key)

    def _next(self, ctx: ToolContext, at: Point) -> Response:
        points = self._state.points
        if closes(points, at, ctx.reach_mm):
            return self._closed(ctx)
        if fault := fault_of_next(points, at):
            return self._shown(ctx, at, message=fault)
        self._state = replace(self._state, points=(*points, at))
        return self._shown(ctx, at)

    def _closed(self, ctx: ToolContext) -> Response:
        if fault := fault_of_ring(self._state.points):
            return self._shown(ctx, message=fault)
        return self._finished(ctx, self._state.points)

    def _asking(self) -> Prompt:
        points = self._state.points
        keywords = (CLOSE, UNDO) if len(points) > 2 else (UNDO,)
        return Prompt(text="Next corner: a length, x,y or @dx,dy", keywords=keywords, base=points[-1])

    def _preview(self, ctx: ToolContext, at: Point | None) -> tuple[Shape, ...]:
        points = self._state.points
        if at is not None and closes(points, at, ctx.reach_mm) and not fault_of_ring(points):
            return (*ring_shapes(points, self._tone(ctx, points)), self._clear(ctx, points))
        return growing_shapes(points, at, bad=at is not None and bool(fault_of_next(points, at)))


class ObstacleCircleTool(_ObstacleTool):
    """A circle by its centre and its radius or diameter, stored as a polygon about it."""

    kind = ObstacleKind.VENT
    first = "Centre"

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Diameter instead of radius, and back; or its length, which needs no direction."""
        if not self._state.points:
            return super().typed(ctx, text)
        name = keyword_typed(text, self._asking().keywords)
        if not name:
            length = None if "," in text else positive_length(text, self._asking().text)
            x, y = self._state.points[0]
            return None if length is None else self._next(ctx, (x + length, y))
        self._state = replace(self._state, by_diameter=name == DIAMETER.name)
        return self._shown(ctx)

    def _next(self, ctx: ToolContext, at: Point) -> Response:
        radius = self._radius(at)
        if radius < TOLERANCE_MM:
            return self._shown(ctx, message="A circle needs a radius; click farther out or type it")
        return self._finished(ctx, circle_outline(self._state.points[0], radius))

    def _radius(self, at: Point) -> float:
        way = math.dist(self._state.points[0], at)
        return way / 2.0 if self._state.by_diameter else way

    def _asking(self) -> Prompt:
        by_diameter = self._state.by_diameter
        text = "Diameter" if by_diameter else "Radius"
        keywords = (RADIUS,) if by_diameter else (DIAMETER,)
        return Prompt(text=text, keywords=keywords, base=self._state.points[0])

    def _preview(self, ctx: ToolContext, at: Point | None) -> tuple[Shape, ...]:
        if at is None or self._radius(at) < TOLERANCE_MM:
            return ()
        centre, radius = self._state.points[0], self._radius(at)
        outline = circle_outline(centre, radius)
        ring = Path(points=outline, tone=self._tone(ctx, outline), closed=True, filled=True)
        label = f"Ø {length_text(2.0 * radius)}" if self._state.by_diameter else f"R {length_text(radius)}"
        return (ring, self._clear(ctx, outline), *labelled(centre, at, label, echo=True))


def _noun(kind: ObstacleKind) -> str:
    match kind:
        case ObstacleKind.OTHER:
            return "obstacle"
        case ObstacleKind.CHIMNEY | ObstacleKind.WINDOW | ObstacleKind.DORMER | ObstacleKind.VENT:
            return kind.value
        case _:
            assert_never(kind)
