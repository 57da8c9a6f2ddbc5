"""What a drawn outline still lacks to be a surface: tilt and azimuth, asked for with defaults."""

from msgspec import Struct

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.edit.edits.surfaces import add_drawn_surface, add_traced_surface, start_attitude
from designer.edit.figures import figure
from designer.edit.tools.base import Cursor, Prompt, Response, Tool, ToolContext, Wants
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.polyline import ring_shapes
from designer.edit.tools.values import angle_or_none, bearing_or_none
from designer.edit.underlay_places import underlays_in
from designer.edit.view import BLANK, SITE, View, ViewKind, surface_view

STEEPEST_DEG = 85.0
"""A steeper face is a wall, whose place on a plan is a line."""

Outline = tuple[Point, ...]


class Tilt(Struct, frozen=True):
    """How steep the surface is."""

    outline: Outline


class Azimuth(Struct, frozen=True):
    """Which way it looks down."""

    outline: Outline
    tilt_deg: float


class SurfaceDrawing(Tool):
    """What the tools that draw a surface share: the empty frame they draw in, and the last questions."""

    needs_surface = False
    spans = True

    _state: object
    """Where the tool stands; each has states of its own besides `Tilt` and `Azimuth`."""

    def __init__(self) -> None:
        self._home: View = SITE
        self._traced = False
        """Whether an outline is drawn on the site plan, over an underlay."""

    def enter_blank(self, ctx: ToolContext) -> View:
        """Remember where to go back to, and go to an empty frame; to the site plan where that is traced."""
        self._traced = ctx.view.kind is ViewKind.SITE and bool(underlays_in(ctx.design, SITE))
        if self._traced:
            self._home = SITE
            return SITE
        if ctx.view.kind is not ViewKind.BLANK:
            self._home = ctx.view
        elif ctx.design.surfaces:
            self._home = surface_view(ctx.design.surfaces[0].id)
        return BLANK

    def is_elsewhere(self, ctx: ToolContext) -> bool:
        """Whether another view is looked at than the plan that was traced: its points mean nothing there."""
        return self._traced and ctx.view.kind is not ViewKind.SITE

    @property
    def where(self) -> str:
        """What a prompt adds while an outline is drawn on the site plan."""
        return " as seen from above" if self._traced else ""

    def given_up(self) -> Response:
        """The tool ends without a surface, where it began."""
        return finished(view=self._home)

    def question(self, ctx: ToolContext, state: Tilt | Azimuth, *, message: str = "") -> Response:
        """Ask for the tilt or the azimuth of the outline shown."""
        tilt, azimuth = _proposed(ctx)
        if isinstance(state, Tilt):
            prompt = Prompt(text="Tilt in degrees, 0 is flat", wants=Wants.VALUE, default=figure(tilt))
        else:
            text = "Azimuth: compass bearing down the slope in degrees, or N, NE, E …"
            prompt = Prompt(text=text, wants=Wants.VALUE, default=figure(azimuth))
        return Response(
            prompt=prompt, preview=ring_shapes(state.outline), cursor=Cursor.ARROW, message=message
        )

    def answer(self, ctx: ToolContext, state: Tilt | Azimuth, text: str) -> Azimuth | Response | None:
        """The next question after a typed answer, or the end; None where the text is no answer."""
        if isinstance(state, Tilt):
            tilt = angle_or_none(text)
            return None if tilt is None else self._tilted(state, tilt)
        azimuth = bearing_or_none(text)
        return None if azimuth is None else self._drawn(ctx, state, azimuth)

    def accept(self, ctx: ToolContext, state: Tilt | Azimuth) -> Azimuth | Response:
        """The next question, or the end, after the default was taken."""
        tilt, azimuth = _proposed(ctx)
        return self._tilted(state, tilt) if isinstance(state, Tilt) else self._drawn(ctx, state, azimuth)

    def after(self, ctx: ToolContext, answer: Azimuth | Response | None) -> Response | None:
        """Go on to the next question where the answer is one; else it is the tool's own."""
        if not isinstance(answer, Azimuth):
            return answer
        self._state = answer
        return self.question(ctx, answer)

    def _tilted(self, state: Tilt, tilt_deg: float) -> Azimuth:
        if not 0.0 <= tilt_deg <= STEEPEST_DEG:
            remedy = f"type one from 0 to {STEEPEST_DEG:g}"
            raise DesignError(f"a roof cannot have a tilt of {tilt_deg:g}°", remedy=remedy)
        return Azimuth(outline=state.outline, tilt_deg=tilt_deg)

    def _drawn(self, ctx: ToolContext, state: Azimuth, azimuth_deg: float) -> Response:
        add = add_traced_surface if self._traced else add_drawn_surface
        design = add(ctx.design, state.outline, tilt_deg=state.tilt_deg, azimuth_deg=azimuth_deg)
        surface = design.surfaces[-1]
        view = surface_view(surface.id)
        return finished(checked(ctx, f"Draw surface {surface.name}", design, select=frozenset(), view=view))


def _proposed(ctx: ToolContext) -> tuple[float, float]:
    tilt, azimuth = start_attitude(ctx.design)
    return min(tilt, STEEPEST_DEG), azimuth
