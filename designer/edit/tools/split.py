"""Split a surface by a line through two points."""

import math
from typing import assert_never

from msgspec import Struct

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.splitting import split_outline, split_surface
from designer.edit.figures import area_text
from designer.edit.preview import Note, Path, Shape, Tone
from designer.edit.tools.base import (
    Fields,
    Gesture,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import anew, checked, finished
from designer.edit.tools.rubber import rubber


class First(Struct, frozen=True):
    """The first point of the line."""


class Second(Struct, frozen=True):
    """The second point of the line."""

    first: Point


class SplitTool(OnSurface):
    """Two points make a line, and the line makes two surfaces."""

    spans = True

    def __init__(self) -> None:
        super().__init__()
        self._state: First | Second = First()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget the first point."""
        self._state = First()

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for the first point."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Both points."""
        state = self._state
        if event.gesture is Gesture.CLICK:
            match state:
                case First():
                    self._state = Second(event.at)
                case Second():
                    return self._split(ctx, state, event.at)
                case _:
                    assert_never(state)
        return self._shown(ctx, event.at)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Backspace takes back the first point; Enter before it ends."""
        if key is ToolKey.BACK:
            return anew(self, ctx)
        return finished() if key is ToolKey.CONFIRM and isinstance(self._state, First) else None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc takes back the first point, then ends."""
        return None if isinstance(self._state, First) else anew(self, ctx)

    def _split(self, ctx: ToolContext, state: Second, second: Point) -> Response:
        surface = ctx.design.surface(ctx.view.surface)
        design = split_surface(ctx.design, ctx.catalog, surface.id, state.first, second)
        commit = checked(ctx, f"Split surface {surface.name}", design)
        message = f"The new surface is {design.surfaces[-1].name}; cable crosses to it on a bridge only"
        return finished(commit, message=message)

    def _shown(self, ctx: ToolContext, at: Point | None = None) -> Response:
        state = self._state
        if isinstance(state, First):
            return Response(prompt=Prompt(text="First point of the line to split along", fields=Fields.NONE))
        preview = _preview(ctx, state.first, at) if at is not None else ()
        return Response(prompt=Prompt(text="Second point of the line", base=state.first), preview=preview)


def _preview(ctx: ToolContext, first: Point, at: Point) -> tuple[Shape, ...]:
    """Both parts with their areas; the line alone where it does not cut."""
    if math.dist(first, at) < TOLERANCE_MM:
        return ()
    try:
        parts = split_outline(ctx.design.surface(ctx.view.surface).outline, first, at)
    except DesignError:
        return (Path(points=(first, at), tone=Tone.BAD), *rubber(first, at)[1:])
    shapes: list[Shape] = []
    for part in parts:
        (x, y), ring = part.representative_point().coords[0], part.exterior.coords[:-1]
        shapes.append(Path(points=tuple((u, v) for u, v in ring), tone=Tone.GHOST, closed=True))
        shapes.append(Note(at=(x, y), text=area_text(part.area), tone=Tone.MEASURE))
    return (*shapes, *rubber(first, at))
