"""Draw the rafters of a surface: where one lies, and how far it is to the next."""

from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point, to_uv, to_xy
from designer.core.model.design import Rafters, Surface
from designer.core.model.validate import MIN_RAFTER_SPACING_MM
from designer.core.units import rounded
from designer.edit.figures import length_text
from designer.edit.preview import Note, Shape, Tone
from designer.edit.properties.edits.surfaces import set_rafter_fields
from designer.edit.rafters import rafter_lines, rafter_places
from designer.edit.tools.base import Fields, Gesture, Pointer, Prompt, Response, ToolContext, ToolKey
from designer.edit.tools.on_surface import OnSurface, surface_of
from designer.edit.tools.outcome import anew, checked, finished
from designer.edit.tools.rubber import labelled, line
from designer.edit.tools.values import length_or_none

MOST_SHOWN = 300
"""More lines than a roof has rafters say nothing."""


class First(Struct, frozen=True):
    """Nothing pointed at yet."""


class Next(Struct, frozen=True):
    """A rafter runs through this point."""

    point: Point


class RafterTool(OnSurface):
    """A point on a rafter gives the offset, a point on the next one or a typed length the spacing."""

    spans = True

    def __init__(self) -> None:
        super().__init__()
        self._state: First | Next = First()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget the first rafter."""
        self._state = First()

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for the first rafter; the rafters as they are."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """A rafter, then the next one."""
        if event.gesture is Gesture.CLICK:
            if isinstance(self._state, Next):
                return self._spaced(ctx, self._state, event.at)
            self._state = Next(event.at)
        return self._shown(ctx, event.at)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """The distance of a rafter from the frame's origin."""
        value = length_or_none(text) if isinstance(self._state, First) else None
        if value is None:
            return None
        surface = _surface(ctx)
        lowest = min(to_uv(surface.rail_axis, x, y)[1] for x, y in surface.outline)
        self._state = Next(to_xy(surface.rail_axis, value, lowest))
        return self._shown(ctx)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter keeps the spacing; Backspace takes back the first rafter."""
        if key is ToolKey.BACK:
            return anew(self, ctx)
        if key is not ToolKey.CONFIRM:
            return None
        if isinstance(self._state, First):
            return finished()
        return self._drawn(ctx, _through(_surface(ctx), self._state.point))

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc takes back the first rafter, then ends."""
        begun = isinstance(self._state, Next) and surface_of(ctx) is not None
        return anew(self, ctx) if begun else None

    def _spaced(self, ctx: ToolContext, state: Next, at: Point) -> Response:
        rafters = _spaced(_surface(ctx), state.point, at)
        if rafters is None:
            least = length_text(MIN_RAFTER_SPACING_MM)
            return self._shown(ctx, at, message=f"Rafters stand {least} apart or more; choose another point")
        return self._drawn(ctx, rafters)

    def _drawn(self, ctx: ToolContext, rafters: Rafters) -> Response:
        surface = _surface(ctx)
        design = set_rafter_fields(
            ctx.design, (surface.id,), offset_mm=rafters.offset_mm, spacing_mm=rafters.spacing_mm
        )
        return finished(checked(ctx, f"Draw rafters of {surface.name}", design))

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        surface, state = _surface(ctx), self._state
        shown = _first_shapes(surface, at) if isinstance(state, First) else _next_shapes(surface, state, at)
        return Response(prompt=self._prompt(surface), preview=shown, message=message)

    def _prompt(self, surface: Surface) -> Prompt:
        if isinstance(self._state, First):
            text = "Point on a rafter, or its distance from the surface's origin"
            return Prompt(text=text, fields=Fields.NONE)
        kept = length_text(surface.rafters.spacing_mm)
        return Prompt(
            text=f"Point on the next rafter, or the spacing; Enter keeps {kept}",
            base=self._state.point,
            fields=Fields.ALONG,
            direction=to_xy(surface.rail_axis, 1.0, 0.0),
        )


def _surface(ctx: ToolContext) -> Surface:
    return ctx.design.surface(ctx.view.surface)


def _along(surface: Surface, point: Point) -> float:
    return to_uv(surface.rail_axis, *point)[0]


def _through(surface: Surface, point: Point) -> Rafters:
    """The surface's rafters moved until one runs through a point."""
    return _offset(surface.rafters, _along(surface, point))


def _spaced(surface: Surface, first: Point, second: Point) -> Rafters | None:
    """The rafters of which two neighbours run through these points; None where they are too near."""
    start, end = _along(surface, first), _along(surface, second)
    spacing = rounded(abs(end - start))
    if spacing < MIN_RAFTER_SPACING_MM:
        return None
    return _offset(replace(surface.rafters, spacing_mm=spacing), start)


def _offset(rafters: Rafters, along_mm: float) -> Rafters:
    """The rafters with one at this place; the offset is that of the first one past the frame's origin."""
    offset = rounded(along_mm % rafters.spacing_mm)
    return replace(rafters, offset_mm=offset if offset < rafters.spacing_mm else 0.0)


def _first_shapes(surface: Surface, at: Point | None) -> tuple[Shape, ...]:
    """The rafters with one under the cursor, and its distance from the frame's origin."""
    if at is None:
        return _lines(surface, surface.rafters, None)
    note = Note(at=at, text=length_text(_along(surface, at)), tone=Tone.MEASURE)
    return (*_lines(surface, _through(surface, at), at), note)


def _next_shapes(surface: Surface, state: Next, at: Point | None) -> tuple[Shape, ...]:
    """The rafters with the first one and the next one under the cursor, and how far they are apart."""
    rafters = None if at is None else _spaced(surface, state.point, at)
    if at is None or rafters is None:
        return _lines(surface, _through(surface, state.point), state.point)
    end = to_xy(surface.rail_axis, _along(surface, at), to_uv(surface.rail_axis, *state.point)[1])
    way = labelled(state.point, end, length_text(rafters.spacing_mm), echo=True)
    return (*_lines(surface, rafters, state.point), *way)


def _lines(surface: Surface, rafters: Rafters, through: Point | None) -> tuple[Shape, ...]:
    """All rafters as they would be, and the one pointed at."""
    places = islice(rafter_places(surface, rafters), MOST_SHOWN)
    ghosts = [line(*part, Tone.GHOST) for place in places for part in rafter_lines(surface, place)]
    if through is None:
        return tuple(ghosts)
    meant = (line(*part, Tone.GOOD) for part in rafter_lines(surface, _along(surface, through)))
    return (*ghosts, *meant)
