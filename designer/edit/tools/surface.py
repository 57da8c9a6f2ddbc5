"""Draw a roof surface: edge by edge with typed lengths, or as a rectangle, or the face opposite another."""

from typing import assert_never

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.model.design import Surface
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.surfaces import add_opposite
from designer.edit.preview import Shape, Tone
from designer.edit.tools.attitude import Azimuth, SurfaceDrawing, Tilt
from designer.edit.tools.base import (
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.keywords import CLOSE, UNDO, keyword_typed
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.polyline import (
    Points,
    closes,
    fault_of_next,
    fault_of_ring,
    growing_shapes,
    ring_shapes,
)
from designer.edit.tools.rubber import rectangle_shapes
from designer.edit.view import View, surface_view

OPPOSITE = Keyword("Opposite", "O")


class Drawing(Struct, frozen=True):
    """The outline grows; the last point is the base of the next edge."""

    points: Points = ()


class Opposite(Struct, frozen=True):
    """Which surface the new one lies opposite to."""


class SurfaceTool(SurfaceDrawing):
    """Draws an outline edge by edge, then asks for tilt and azimuth."""

    def __init__(self) -> None:
        super().__init__()
        self._state: Drawing | Opposite | Tilt | Azimuth = Drawing()

    def begin(self, ctx: ToolContext) -> Response:
        """Go to an empty frame and ask for the first corner."""
        view = self.enter_blank(ctx)
        self._state = Drawing()
        return self._shown(ctx, view=view)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The next corner; on the first one the outline is closed."""
        if self.is_elsewhere(ctx):
            return self.begin(ctx)
        state = self._state
        if not isinstance(state, Drawing):
            return self._shown(ctx)
        closing = closes(state.points, event.at, ctx.reach_mm)
        match event.gesture:
            case Gesture.CLICK if closing:
                return self._closed(ctx, state)
            case Gesture.CLICK:
                if fault := fault_of_next(state.points, event.at):
                    return self._shown(ctx, event.at, message=fault)
                self._state = Drawing((*state.points, event.at))
            case Gesture.DOUBLE_CLICK:
                return self._closed(ctx, state)
            case _:
                pass
        return self._shown(ctx, event.at)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Keywords while drawing, values afterwards."""
        state = self._state
        match state:
            case Drawing():
                return self._keyword(ctx, state, keyword_typed(text, self._prompt(ctx).keywords))
            case Opposite():
                chosen = keyword_typed(text, _surface_keywords(ctx.design.surfaces))
                return self._opposite(ctx, chosen) if chosen else None
            case Tilt() | Azimuth():
                return self.after(ctx, self.answer(ctx, state, text))
            case _:
                assert_never(state)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter closes, or accepts the default; Backspace takes back the last corner."""
        state = self._state
        match state:
            case Drawing() if key is ToolKey.BACK:
                return self._taken_back(ctx, state)
            case _ if key is not ToolKey.CONFIRM:
                return None
            case Drawing():
                return self._closed(ctx, state) if state.points else self.given_up()
            case Opposite():
                return self._opposite(ctx, self._proposed(ctx).name)
            case Tilt() | Azimuth():
                return self.after(ctx, self.accept(ctx, state))
            case _:
                assert_never(state)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back by one question, drops the outline, then ends."""
        state = self._state
        match state:
            case Drawing(points=()):
                return self.given_up()
            case Drawing() | Opposite():
                self._state = Drawing()
            case Tilt():
                self._state = Drawing(state.outline)
            case Azimuth():
                self._state = Tilt(state.outline)
            case _:
                assert_never(state)
        return self._shown(ctx)

    # Steps

    def _keyword(self, ctx: ToolContext, state: Drawing, keyword: str) -> Response | None:
        match keyword:
            case CLOSE.name:
                return self._closed(ctx, state)
            case UNDO.name:
                return self._taken_back(ctx, state)
            case OPPOSITE.name:
                if len(ctx.design.surfaces) == 1:
                    return self._opposite(ctx, ctx.design.surfaces[0].name)
                self._state = Opposite()
                return self._shown(ctx)
            case _:
                return None

    def _taken_back(self, ctx: ToolContext, state: Drawing) -> Response:
        self._state = Drawing(state.points[:-1])
        return self._shown(ctx, message="" if state.points else "There is no corner to take back")

    def _closed(self, ctx: ToolContext, state: Drawing) -> Response:
        if fault := fault_of_ring(state.points):
            return self._shown(ctx, message=fault)
        self._state = Tilt(state.points)
        return self._shown(ctx)

    def _opposite(self, ctx: ToolContext, name: str) -> Response:
        source = next(one for one in ctx.design.surfaces if one.name == name)
        design = add_opposite(ctx.design, source.id)
        added = design.surfaces[-1]
        view = surface_view(added.id)
        commit = checked(ctx, f"Draw opposite surface {added.name}", design, select=frozenset(), view=view)
        bridge = design.bridges[-1]
        message = f"Cable may cross the ridge on bridge {bridge.id}, {bridge.length_mm:.0f} mm"
        return finished(commit, message=message)

    def _proposed(self, ctx: ToolContext) -> Surface:
        """The surface that was looked at, else the last one."""
        looked_at = [one for one in ctx.design.surfaces if one.id == self._home.surface]
        return (looked_at or list(ctx.design.surfaces))[-1]

    # Answers

    def _shown(
        self, ctx: ToolContext, at: Point | None = None, *, message: str = "", view: View | None = None
    ) -> Response:
        state = self._state
        if isinstance(state, Tilt | Azimuth):
            return self.question(ctx, state, message=message)
        preview = _drawing(ctx, state.points, at) if isinstance(state, Drawing) else ()
        return Response(prompt=self._prompt(ctx), preview=preview, message=message, view=view)

    def _prompt(self, ctx: ToolContext) -> Prompt:
        if isinstance(self._state, Opposite):
            return Prompt(
                text="Opposite which surface",
                wants=Wants.VALUE,
                keywords=_surface_keywords(ctx.design.surfaces),
                default=self._proposed(ctx).name,
            )
        points = self._state.points if isinstance(self._state, Drawing) else ()
        if not points:
            options = (OPPOSITE,) if ctx.design.surfaces else ()
            text = f"First corner of the surface{self.where}, x,y"
            return Prompt(text=text, keywords=options, fields=Fields.NONE)
        keywords = (CLOSE, UNDO) if len(points) > 2 else (UNDO,)
        return Prompt(text="Next corner: a length, x,y or @dx,dy", keywords=keywords, base=points[-1])


class Corner(Struct, frozen=True):
    """The first corner of a rectangle."""


class Across(Struct, frozen=True):
    """The corner across from the first one."""

    first: Point


class RectangleTool(SurfaceDrawing):
    """Draws a rectangle by two corners or by its width and height, then asks for tilt and azimuth."""

    def __init__(self) -> None:
        super().__init__()
        self._state: Corner | Across | Tilt | Azimuth = Corner()

    def begin(self, ctx: ToolContext) -> Response:
        """Go to an empty frame and ask for the first corner."""
        view = self.enter_blank(ctx)
        self._state = Corner()
        return self._shown(ctx, view=view)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """Both corners."""
        if self.is_elsewhere(ctx):
            return self.begin(ctx)
        state = self._state
        if event.gesture is Gesture.CLICK:
            match state:
                case Corner():
                    self._state = Across(event.at)
                case Across():
                    if is_slim(state.first, event.at):
                        return self._shown(ctx, event.at, message="A rectangle needs a width and a height")
                    self._state = Tilt(corners_between(state.first, event.at))
                case Tilt() | Azimuth():
                    pass
                case _:
                    assert_never(state)
        return self._shown(ctx, event.at)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Tilt and azimuth."""
        state = self._state
        return self.after(ctx, self.answer(ctx, state, text)) if isinstance(state, Tilt | Azimuth) else None

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter accepts the default; Backspace takes back the first corner."""
        state = self._state
        if isinstance(state, Tilt | Azimuth) and key is ToolKey.CONFIRM:
            return self.after(ctx, self.accept(ctx, state))
        if isinstance(state, Corner) and key is ToolKey.CONFIRM:
            return self.given_up()
        if isinstance(state, Across) and key is ToolKey.BACK:
            self._state = Corner()
        return self._shown(ctx)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back by one question, then ends."""
        state = self._state
        match state:
            case Corner():
                return self.given_up()
            case Across() | Tilt():
                self._state = Corner()
            case Azimuth():
                self._state = Tilt(state.outline)
            case _:
                assert_never(state)
        return self._shown(ctx)

    def _shown(
        self, ctx: ToolContext, at: Point | None = None, *, message: str = "", view: View | None = None
    ) -> Response:
        state = self._state
        if isinstance(state, Tilt | Azimuth):
            return self.question(ctx, state, message=message)
        if isinstance(state, Corner):
            prompt = Prompt(text=f"First corner of the rectangle{self.where}, x,y", fields=Fields.NONE)
            return Response(prompt=prompt, message=message, view=view)
        prompt = Prompt(text="Opposite corner, or width and height", base=state.first, fields=Fields.SIZE)
        preview: tuple[Shape, ...] = ()
        if at is not None and not is_slim(state.first, at):
            preview = rectangle_shapes(corners_between(state.first, at), Tone.GHOST)
        return Response(prompt=prompt, preview=preview, message=message, view=view)


def corners_between(first: Point, second: Point) -> Points:
    """The rectangle between two corners, counter-clockwise from its lower left."""
    (x0, x1), (y0, y1) = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def is_slim(first: Point, second: Point) -> bool:
    """Whether two corners span no rectangle."""
    return min(abs(second[0] - first[0]), abs(second[1] - first[1])) < TOLERANCE_MM


def _drawing(ctx: ToolContext, points: Points, at: Point | None) -> tuple[Shape, ...]:
    if at is not None and closes(points, at, ctx.reach_mm):
        tone = Tone.BAD if fault_of_ring(points) else Tone.GOOD
        return ring_shapes(points, tone)
    return growing_shapes(points, at, bad=at is not None and bool(fault_of_next(points, at)))


def _surface_keywords(surfaces: tuple[Surface, ...]) -> tuple[Keyword, ...]:
    return tuple(Keyword(surface.name, surface.id) for surface in surfaces)
