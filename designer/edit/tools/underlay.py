"""Tools for underlays: scale by two points and a length, move, set a photograph straight by four corners."""

import math
from typing import assert_never

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.underlay import PictureUnderlay, Quad
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.underlays import moved_underlay, scaled_by_two_points, straightened
from designer.edit.figures import length_text
from designer.edit.preview import Path, Shape, Tone
from designer.edit.tools.base import (
    Cursor,
    Fields,
    Gesture,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.polyline import growing_shapes, ring_shapes
from designer.edit.tools.rubber import rubber
from designer.edit.tools.values import positive_length
from designer.edit.underlay_places import Lain, underlay_at, underlays_in
from designer.edit.view import View, ViewKind

NONE_HERE = "There is no underlay in this view; import one, or show it again"
ONLY_PICTURES = "Only a picture can be set straight; click on a photograph or a page"


class Pointing(Struct, frozen=True):
    """The points so far."""

    points: tuple[Point, ...] = ()


class Asking(Struct, frozen=True):
    """All points are there; values are asked for."""

    points: tuple[Point, ...]
    values: tuple[float, ...] = ()


class _UnderlayTool(Tool):
    """What the three share: the underlay is the one below the first point; another view starts anew."""

    needs_surface = False
    spans = True
    wanted = 2
    """How many points."""
    prompts: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._state: Pointing | Asking = Pointing()
        self._view: View | None = None
        self._lain: Lain | None = None

    def begin(self, ctx: ToolContext) -> Response:
        """Ask for the first point."""
        self._state, self._view, self._lain = Pointing(), ctx.view, None
        return self._shown(ctx)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """The points one after the other."""
        if ctx.view != self._view or not underlays_in(ctx.design, ctx.view):
            return self.begin(ctx)
        state = self._state
        if event.gesture is not Gesture.CLICK or isinstance(state, Asking):
            return self._shown(ctx, event.at)
        if not state.points:
            self._lain = underlay_at(ctx.design, ctx.view, event.at)
            if self._lain is None or not self.suits(self._lain):
                return self._shown(ctx, event.at, message=ONLY_PICTURES)
        elif math.dist(state.points[-1], event.at) < TOLERANCE_MM:
            return self._shown(ctx, event.at, message="This is the same point")
        points = (*state.points, event.at)
        self._state = Asking(points) if len(points) == self.wanted else Pointing(points)
        return self._pointed(ctx) if len(points) == self.wanted else self._shown(ctx, event.at)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Backspace takes back the last value or point; Enter before the first one ends."""
        state = self._state
        if key is ToolKey.BACK:
            if isinstance(state, Asking) and state.values:
                self._state = replace(state, values=state.values[:-1])
            else:
                self._state = Pointing(state.points[:-1])
            return self._shown(ctx)
        return finished() if key is ToolKey.CONFIRM and not state.points else None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc drops the points, then ends."""
        return self.begin(ctx) if self._state.points else None

    # What differs

    def suits(self, lain: Lain) -> bool:  # noqa: ARG002
        """Whether the tool can work on this underlay."""
        return True

    def _pointed(self, ctx: ToolContext) -> Response:
        """All points are there."""
        return self._shown(ctx)

    def _question(self, ctx: ToolContext, state: Asking) -> Prompt:
        raise NotImplementedError

    # The same for all

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        state = self._state
        match state:
            case Pointing():
                base = state.points[-1] if state.points else None
                fields = Fields.POLAR if state.points else Fields.NONE
                text = self.prompts[len(state.points)]
                if not underlays_in(ctx.design, ctx.view):
                    text = NONE_HERE
                prompt = Prompt(text=text, base=base, fields=fields)
                return Response(prompt=prompt, preview=self._growing(state.points, at), message=message)
            case Asking():
                preview = self._growing(state.points, None)
                prompt = self._question(ctx, state)
                return Response(prompt=prompt, preview=preview, cursor=Cursor.ARROW, message=message)
            case _:
                assert_never(state)

    def _growing(self, points: tuple[Point, ...], at: Point | None) -> tuple[Shape, ...]:
        line = (Path(points=points, tone=Tone.MEASURE),) if len(points) > 1 else ()
        moving = at is not None and points and math.dist(points[-1], at) >= TOLERANCE_MM
        return (*line, *rubber(points[-1], at)) if moving and at is not None else line

    @property
    def _chosen(self) -> Lain:
        assert self._lain is not None
        return self._lain


class ScaleUnderlayTool(_UnderlayTool):
    """Two points and how far they are apart in truth."""

    prompts = ("First of two points on the underlay", "Second point, whose distance you know")

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """The true distance."""
        if not isinstance(self._state, Asking):
            return None
        length = positive_length(text, "The distance")
        return None if length is None else self._scaled(ctx, self._state, length)

    def _question(self, ctx: ToolContext, state: Asking) -> Prompt:  # noqa: ARG002
        drawn = length_text(math.dist(*state.points))
        return Prompt(text=f"True distance of the points, {drawn} now", wants=Wants.VALUE)

    def _scaled(self, ctx: ToolContext, state: Asking, length_mm: float) -> Response:
        """The same factor holds in the underlay's own frame, whatever way the view shows it."""
        lain = self._chosen
        first, second = (lain.back(point) for point in state.points)
        factor = length_mm / math.dist(*state.points)
        design = scaled_by_two_points(
            ctx.design, lain.underlay.id, first, second, factor * math.dist(first, second)
        )
        return finished(checked(ctx, f"Scale {lain.underlay.name}", design))


class MoveUnderlayTool(_UnderlayTool):
    """From a point of the underlay to where it belongs."""

    prompts = ("Point of the underlay to move", "Where this point belongs")

    def _pointed(self, ctx: ToolContext) -> Response:
        lain = self._chosen
        first, second = (lain.back(point) for point in self._state.points)
        design = moved_underlay(ctx.design, lain.underlay.id, (second[0] - first[0], second[1] - first[1]))
        return finished(checked(ctx, f"Move {lain.underlay.name}", design))

    def _question(self, ctx: ToolContext, state: Asking) -> Prompt:
        raise NotImplementedError  # it ends with its second point


class StraightenTool(_UnderlayTool):
    """Four corners of a rectangle on a photograph, and its width and height in truth."""

    wanted = 4
    prompts = (
        "Lower left corner of a rectangle on the picture",
        "Lower right corner",
        "Upper right corner",
        "Upper left corner",
    )

    def suits(self, lain: Lain) -> bool:
        """Lines are straight already."""
        return isinstance(lain.underlay, PictureUnderlay)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """Width, then height."""
        state = self._state
        if not isinstance(state, Asking):
            return None
        length = positive_length(text, "The size")
        if length is None:
            return None
        if state.values:
            return self._straightened(ctx, state, state.values[0], length)
        self._state = replace(state, values=(length,))
        return self._shown(ctx)

    def _question(self, ctx: ToolContext, state: Asking) -> Prompt:  # noqa: ARG002
        text = "True height of the rectangle" if state.values else "True width of the rectangle"
        return Prompt(text=text, wants=Wants.VALUE)

    def _growing(self, points: tuple[Point, ...], at: Point | None) -> tuple[Shape, ...]:
        if len(points) == self.wanted:
            return ring_shapes(points, Tone.MEASURE)
        return growing_shapes(points, at) if points else ()

    def _straightened(self, ctx: ToolContext, state: Asking, width_mm: float, height_mm: float) -> Response:
        """A picture that is set straight lies in the plane of the view from then on."""
        picture = self._chosen.underlay
        assert isinstance(picture, PictureUnderlay)
        surface = ctx.view.surface if ctx.view.kind is ViewKind.SURFACE else ""
        places = _quad(self._chosen, picture)
        laid = replace(picture, surface=surface, places=places)
        pictures = tuple(laid if one.id == picture.id else one for one in ctx.design.pictures)
        design = straightened(
            replace(ctx.design, pictures=pictures), picture.id, state.points, width_mm, height_mm
        )
        return finished(checked(ctx, f"Straighten {picture.name}", design))


def _quad(lain: Lain, picture: PictureUnderlay) -> Quad:
    """The places of a picture in the view."""
    first, second, third, fourth = ((x, y) for x, y in lain.put(np.array(picture.places)).tolist())
    return (first, second, third, fourth)
