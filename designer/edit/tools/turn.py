"""Turn the selection about a point, or mirror it across a line."""

import math
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.moving import new_ids
from designer.edit.edits.row_parts import row_and_module_ids
from designer.edit.edits.turning import direction_deg, mirrored, turned
from designer.edit.figures import angle_text, direction_text
from designer.edit.ghosts import Ground, ghosts
from designer.edit.naming import things_named
from designer.edit.preview import Note, Shape, Tone
from designer.edit.tools.base import (
    Cursor,
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
from designer.edit.tools.gathering import SelectionTool
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.rubber import line
from designer.edit.tools.values import angle_or_none
from designer.edit.view import View

YES, NO = Keyword("Yes", "Y"), Keyword("No", "N")


class First(Struct, frozen=True):
    """The centre of the turn, or the first point of the mirror line."""


class Second(Struct, frozen=True, kw_only=True):
    """The angle, or the second point of the mirror line."""

    first: Point
    view: View
    ids: frozenset[str]
    ground: Ground


class Source(Struct, frozen=True, kw_only=True):
    """Whether the source of a mirror image goes."""

    line: Second
    second: Point


class _TwoPointTool(SelectionTool):
    """What turning and mirroring share: a first point, then a second one."""

    def __init__(self) -> None:
        super().__init__()
        self._state: First | Second | Source = First()

    def start(self, ctx: ToolContext) -> Response:
        """Ask for the first point."""
        self._state = First()
        return self._shown(ctx)

    def on_key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Backspace takes back the first point."""
        if key is ToolKey.BACK and not isinstance(self._state, First):
            return self.start(ctx)
        if key is ToolKey.CONFIRM:
            return self._shown(ctx, message="Click the point, or type it")
        return None

    def on_cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back to the first point, then ends."""
        return None if isinstance(self._state, First) else self.start(ctx)

    def on_pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """Both points."""
        state = self._current(ctx)
        if event.gesture is not Gesture.CLICK:
            return self._shown(ctx, event.at)
        match state:
            case First():
                self._state = self._taken(ctx, event.at)
            case Second() if math.dist(state.first, event.at) < TOLERANCE_MM:
                return self._shown(ctx, message="Both points are the same; give another one")
            case Second():
                return self._second_given(ctx, state, event.at)
            case Source():
                pass
            case _:
                assert_never(state)
        return self._shown(ctx, event.at)

    def _current(self, ctx: ToolContext) -> First | Second | Source:
        """The state; points of another view mean nothing here."""
        state = self._state.line if isinstance(self._state, Source) else self._state
        if isinstance(state, Second) and state.view != ctx.view:
            self._state = First()
        return self._state

    def _taken(self, ctx: ToolContext, first: Point) -> Second:
        ids = self.chosen(ctx)
        return Second(first=first, view=ctx.view, ids=ids, ground=Ground(ctx.design, ctx.catalog, ids))

    def _second_given(self, ctx: ToolContext, state: Second, second: Point) -> Response:
        raise NotImplementedError

    def _preview(self, ctx: ToolContext, state: Second, at: Point) -> tuple[Shape, ...]:
        raise NotImplementedError

    def _prompt(self) -> Prompt:
        raise NotImplementedError

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        state = self._current(ctx)
        preview: tuple[Shape, ...] = ()
        if isinstance(state, Second) and at is not None and math.dist(state.first, at) >= TOLERANCE_MM:
            preview = self._preview(ctx, state, at)
        elif isinstance(state, Source):
            preview = self._preview(ctx, state.line, state.second)
        return Response(prompt=self._prompt(), preview=preview, cursor=Cursor.CROSS, message=message)


class RotateTool(_TwoPointTool):
    """Turns the selection about a point, by an angle that is shown or typed."""

    verb = "turn"

    def on_text(self, ctx: ToolContext, text: str) -> Response | None:
        """A typed angle, counter-clockwise in degrees."""
        state = self._current(ctx)
        is_point = "," in text
        angle = angle_or_none(text) if isinstance(state, Second) and not is_point else None
        if angle is None or not isinstance(state, Second):
            return None
        return self._turned(ctx, state, angle)

    def _second_given(self, ctx: ToolContext, state: Second, second: Point) -> Response:
        return self._turned(ctx, state, direction_deg(state.first, second))

    def _turned(self, ctx: ToolContext, state: Second, angle_deg: float) -> Response:
        design = self._edit(ctx, state, angle_deg)
        name = f"Turn {things_named(ctx.design, state.ids)} by {angle_text(angle_deg)}"
        return finished(checked(ctx, name, design, select=state.ids))

    def _edit(self, ctx: ToolContext, state: Second, angle_deg: float) -> Design:
        return turned(ctx.design, ctx.catalog, state.ids, state.first, angle_deg, state.view)

    def _preview(self, ctx: ToolContext, state: Second, at: Point) -> tuple[Shape, ...]:
        """The things turned; modules, which know quarter turns only, as the nearest one leaves them."""
        angle = direction_deg(state.first, at)
        note = Note(at=at, text=direction_text(angle), tone=Tone.RUBBER, echo=True)
        hand = (line(state.first, at), note)
        modules = row_and_module_ids(ctx.design)
        shown = 90.0 * round(angle / 90.0) if state.ids & modules else angle
        design = self._edit(ctx, state, shown)
        return (*ghosts(design, ctx.catalog, state.view, state.ids, state.ground), *hand)

    def _prompt(self) -> Prompt:
        if isinstance(self._state, Second):
            text = "Angle, counter-clockwise in degrees, or a point"
            return Prompt(text=text, base=self._state.first, fields=Fields.NONE)  # a bare number is no length
        return Prompt(text="Point to turn about", fields=Fields.NONE)


class MirrorTool(_TwoPointTool):
    """Mirrors the selection across a line through two points; the source stays or goes."""

    verb = "mirror"

    def on_text(self, ctx: ToolContext, text: str) -> Response | None:
        """Whether the source goes."""
        answer = keyword_typed(text, (YES, NO))
        if not isinstance(self._state, Source) or not answer:
            return None
        return self._mirrored(ctx, self._state, keep=answer == NO.name)

    def on_key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter keeps the source."""
        if key is ToolKey.CONFIRM and isinstance(self._state, Source):
            return self._mirrored(ctx, self._state, keep=True)
        return super().on_key(ctx, key)

    def on_cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back by one question."""
        if isinstance(self._state, Source):
            self._state = self._state.line
            return self._shown(ctx)
        return super().on_cancel(ctx)

    def _second_given(self, ctx: ToolContext, state: Second, second: Point) -> Response:
        self._edit(ctx, state, second, keep=True)  # says now what cannot be mirrored
        self._state = Source(line=state, second=second)
        return self._shown(ctx)

    def _mirrored(self, ctx: ToolContext, state: Source, *, keep: bool) -> Response:
        ids = state.line.ids
        design = self._edit(ctx, state.line, state.second, keep=keep)
        select = new_ids(ctx.design, design) or ids
        name = f"Mirror {things_named(ctx.design, ids)}"
        return finished(checked(ctx, name, design, select=select))

    def _edit(self, ctx: ToolContext, state: Second, second: Point, *, keep: bool) -> Design:
        axis = (state.first, second)
        return mirrored(ctx.design, ctx.catalog, state.ids, axis, state.view, keep=keep)

    def _preview(self, ctx: ToolContext, state: Second, at: Point) -> tuple[Shape, ...]:
        """The image; modules only where the line runs along x or y."""
        axis = line(state.first, at)
        modules = row_and_module_ids(ctx.design)
        slanted = round(direction_deg(state.first, at), 2) % 90.0 != 0.0
        ids = state.ids - modules if slanted else state.ids
        if not ids:
            return (axis,)
        design = self._edit(ctx, replace(state, ids=ids), at, keep=False)
        return (*ghosts(design, ctx.catalog, state.view, ids, state.ground), axis)

    def _prompt(self) -> Prompt:
        match self._state:
            case First():
                return Prompt(text="First point of the mirror line", fields=Fields.NONE)
            case Second(first=first):
                return Prompt(text="Second point of the mirror line", base=first)
            case Source():
                return Prompt(
                    text="Delete the source?", wants=Wants.VALUE, keywords=(YES, NO), default=NO.name
                )
            case _:
                assert_never(self._state)
