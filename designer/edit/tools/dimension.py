"""Draw a dimension: two points, then where its line stands."""

import math
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import DimensionNote
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.notes import add_dimension, measured_direction, measured_mm, offset_to
from designer.edit.figures import length_text
from designer.edit.picking.scenery import dimension_line
from designer.edit.preview import Shape, Tone
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
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.on_surface import OnSurface
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.rubber import labelled, line, rubber
from designer.edit.tools.values import length_or_none

DIRECTIONS: dict[Keyword, float | None] = {
    Keyword("Aligned", "A"): None,
    Keyword("Horizontal", "H"): 0.0,
    Keyword("Vertical", "V"): 90.0,
}

NOTHING = "There is nothing to measure in this direction; choose another point"


class First(Struct, frozen=True):
    """The first point."""

    angle_deg: float | None = None


class Second(Struct, frozen=True):
    """The second point."""

    angle_deg: float | None
    first: Point


class Offset(Struct, frozen=True):
    """Where the dimension line stands; `left` is the side the cursor was on last."""

    angle_deg: float | None
    first: Point
    second: Point
    left: bool = True


class DimensionTool(OnSurface):
    """Measures along the line between both points, across or upright."""

    spans = True

    def __init__(self) -> None:
        super().__init__()
        self._state: First | Second | Offset = First()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget all points."""
        self._state = First(self._state.angle_deg)

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for the first point."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Both points, then the place of the line."""
        state, at = self._state, event.at
        if isinstance(state, Offset):
            left = offset_to(state.first, state.second, state.angle_deg, at) >= 0.0
            self._state = state = replace(state, left=left)
        if event.gesture is not Gesture.CLICK:
            return self._shown(ctx, at)
        match state:
            case First():
                self._state = Second(state.angle_deg, at)
            case Second():
                if _measured(state.angle_deg, state.first, at) < TOLERANCE_MM:
                    return self._shown(ctx, at, message=NOTHING)
                self._state = Offset(state.angle_deg, state.first, at)
            case Offset():
                return self._drawn(ctx, state, offset_to(state.first, state.second, state.angle_deg, at))
            case _:
                assert_never(state)
        return self._shown(ctx, at)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """The direction at any time; a length for the distance of the line, on the side of the cursor."""
        state = self._state
        if name := keyword_typed(text, tuple(DIRECTIONS)):
            angle = next(angle for word, angle in DIRECTIONS.items() if word.name == name)
            return self._directed(ctx, angle)
        if not isinstance(state, Offset) or "," in text or (offset := length_or_none(text)) is None:
            return None
        return self._drawn(ctx, state, offset if state.left else -offset)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Backspace takes back a point; Enter before the first one ends."""
        if key is ToolKey.BACK:
            return self.cancel(ctx)
        return finished() if key is ToolKey.CONFIRM and isinstance(self._state, First) else None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc takes back a point, then ends."""
        state = self._state
        match state:
            case First():
                return None
            case Second():
                self._state = First(state.angle_deg)
            case Offset():
                self._state = Second(state.angle_deg, state.first)
            case _:
                assert_never(state)
        return self._shown(ctx)

    def _directed(self, ctx: ToolContext, angle_deg: float | None) -> Response:
        state = self._state
        if isinstance(state, Offset) and _measured(angle_deg, state.first, state.second) < TOLERANCE_MM:
            return self._shown(ctx, message="There is nothing to measure in this direction")
        self._state = replace(state, angle_deg=angle_deg)
        return self._shown(ctx)

    def _drawn(self, ctx: ToolContext, state: Offset, offset_mm: float) -> Response:
        note = _note(ctx.view.surface, state, offset_mm)
        return finished(checked(ctx, "Draw dimension", add_dimension(ctx.design, note)))

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        preview = self._preview(ctx, at) if at is not None else ()
        return Response(prompt=self._prompt(), preview=preview, message=message)

    def _prompt(self) -> Prompt:
        state, keywords = self._state, tuple(DIRECTIONS)
        way = next(word.name.lower() for word, angle in DIRECTIONS.items() if angle == state.angle_deg)
        match state:
            case First():
                text = f"First point to measure from ({way})"
                return Prompt(text=text, keywords=keywords, fields=Fields.NONE)
            case Second():
                return Prompt(text=f"Second point ({way})", keywords=keywords, base=state.first)
            case Offset():
                ux, uy = measured_direction(state.first, state.second, state.angle_deg)
                return Prompt(
                    text="Where the dimension line stands, or its distance",
                    keywords=keywords,
                    base=state.first,
                    fields=Fields.ALONG,
                    direction=(-uy, ux) if state.left else (uy, -ux),
                )
            case _:
                assert_never(state)

    def _preview(self, ctx: ToolContext, at: Point) -> tuple[Shape, ...]:
        state = self._state
        match state:
            case First():
                return ()
            case Second():
                return rubber(state.first, at) if math.dist(state.first, at) >= TOLERANCE_MM else ()
            case Offset():
                offset = offset_to(state.first, state.second, state.angle_deg, at)
                return dimension_preview(_note(ctx.view.surface, state, offset))
            case _:
                assert_never(state)


def dimension_preview(note: DimensionNote) -> tuple[Shape, ...]:
    """A dimension with its extension lines, as it would be."""
    start, end = dimension_line(note)
    text = length_text(measured_mm(note))
    extensions = ((note.first, start), (note.second, end))
    lines = (line(a, b, Tone.MEASURE) for a, b in extensions if math.dist(a, b) >= TOLERANCE_MM)
    return (*lines, *labelled(start, end, text, Tone.MEASURE))


def _note(surface: str, state: Offset, offset_mm: float) -> DimensionNote:
    return DimensionNote(
        id="",
        surface=surface,
        first=state.first,
        second=state.second,
        offset_mm=offset_mm,
        angle_deg=state.angle_deg,
    )


def _measured(angle_deg: float | None, first: Point, second: Point) -> float:
    return measured_mm(_note("", Offset(angle_deg, first, second), 0.0))
