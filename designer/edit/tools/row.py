"""Drag out a row of modules along the rails; it stops by itself at setbacks, obstacles and full inverters."""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, Point, RailAxis, to_uv, to_xy
from designer.core.model.design import Design
from designer.edit.edits.rows import add_modules
from designer.edit.figures import counted, kilowatts
from designer.edit.preview import Boxes, Note, Path, Shape, Tone
from designer.edit.room import Room
from designer.edit.row_drag import Draft, Stop, drag, drag_number, number_in, settled
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    ToolContext,
    ToolKey,
)
from designer.edit.tools.on_surface import OnSurface, last_orientation, surface_of
from designer.edit.tools.values import length_or_none
from designer.edit.tools.words import (
    keyword_of,
    sentence_case,
    whole_number,
)

PORTRAIT = Keyword("Portrait", "P")
LANDSCAPE = Keyword("Landscape", "L")
WHOLE = Keyword("Whole inverters", "W")

_STOPS = {
    Stop.CURSOR: "",
    Stop.AREA: "stops at the end of the usable area",
    Stop.MODULE: "stops at the next module",
    Stop.INVERTER: "stops at the last full inverter",
}


class Aiming(Struct, frozen=True):
    """Looking for the corner where the row starts."""


class Dragging(Struct, frozen=True):
    """The corner is chosen; modules appear up to the cursor. An `exact` corner stays where it was typed."""

    press: Point
    cursor: Point
    exact: bool = False


State = Aiming | Dragging


class RowTool(OnSurface):
    """Row after row: a corner, then along the rails by dragging, a second click, a count or a length."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = Aiming()
        self.orientation = Orientation.PORTRAIT
        self.whole = True
        self._room: tuple[Design, Room] | None = None

    def reset(self, ctx: ToolContext) -> None:
        """Aim anew, with the orientation used last on this surface."""
        self.state, self._room = Aiming(), None
        self.orientation = last_orientation(ctx.design, _surface(ctx))

    def rest(self, ctx: ToolContext) -> Response:
        """The prompt alone."""
        return Response(prompt=self._prompt(ctx))

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """A click or the begin of a drag sets the corner, the next click or the drag's end the row."""
        match self.state:
            case Aiming():
                if event.gesture in (Gesture.CLICK, Gesture.DRAG_START):
                    self.state = Dragging(event.at, event.at, event.exact)
                    return self._show(ctx, self.state)
                return self._aim(ctx, event.at)
            case Dragging():
                self.state = replace(self.state, cursor=event.at)
                if event.gesture in (Gesture.CLICK, Gesture.DRAG_END):
                    return self._place(ctx, self.state, self._draft(ctx, self.state), event.gesture)
                return self._show(ctx, self.state)
            case _:
                assert_never(self.state)

    def typed(self, ctx: ToolContext, text: str) -> Response | None:
        """Keywords at any time; a count or a length once the corner is chosen."""
        keyword = keyword_of(text, (PORTRAIT, LANDSCAPE, WHOLE))
        if keyword is not None:
            self._choose(keyword)
            return self._again(ctx)
        if not isinstance(self.state, Dragging):
            return None
        number = self._typed_number(ctx, text)
        return None if number is None else self._place_number(ctx, self.state, number)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter places the row shown, and ends the tool while aiming; Backspace gives the corner up."""
        if not isinstance(self.state, Dragging):
            return super().pressed(ctx, key)
        match key:
            case ToolKey.CONFIRM:
                return self._place(ctx, self.state, self._draft(ctx, self.state))
            case ToolKey.BACK:
                return self.cancel(ctx)
            case ToolKey.DELETE:
                return None
            case _:
                assert_never(key)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Give the corner up, else end."""
        if isinstance(self.state, Aiming):
            return None
        self.state = Aiming()
        return self.rest(ctx)

    # Placing

    def _place(
        self, ctx: ToolContext, state: Dragging, draft: Draft, gesture: Gesture = Gesture.CLICK
    ) -> Response:
        if not draft.along_mm:
            self.state = Aiming() if gesture is Gesture.DRAG_END else state
            message = f"No module fits here: {self._fault(ctx, state)}"
            return replace(self._again(ctx), message=message)
        self.state = Aiming()
        added = add_modules(ctx.design, draft.modules(self._space(ctx)))
        joined = any(row.id == added.row for row in ctx.design.rows)
        modules = counted(len(added.ids), "module")
        name = f"Add {modules} to row {added.row}" if joined else f"Add row of {modules}"
        return Response(prompt=self._prompt(ctx), commit=Commit(name=name, design=added.design))

    def _place_number(self, ctx: ToolContext, state: Dragging, number: int) -> Response:
        draft = self._counted(ctx, state, number)
        if draft.room_for < number:
            room = counted(draft.room_for, "module")
            return replace(self._show(ctx, state), message=f"There is room for {room} only in this direction")
        return self._place(ctx, state, draft)

    def _typed_number(self, ctx: ToolContext, text: str) -> int | None:
        """A bare number below a module's length is a count, all else a length that modules are to fill."""
        room = self._space(ctx)
        number = whole_number(text)
        if number is not None and number < room.along_mm:
            return number or None
        length = None if _is_point(text) else length_or_none(text)
        return None if length is None or length < 0 else number_in(room, length)

    def _choose(self, keyword: Keyword) -> None:
        self._room = None
        if keyword == WHOLE:
            self.whole = not self.whole
        else:
            self.orientation = Orientation.PORTRAIT if keyword == PORTRAIT else Orientation.LANDSCAPE

    # Geometry

    def _space(self, ctx: ToolContext) -> Room:
        if self._room is None or self._room[0] is not ctx.design:
            self._room = (ctx.design, Room(ctx.design, ctx.catalog, _surface(ctx), self.orientation))
        return self._room[1]

    def _start(self, ctx: ToolContext, state: Dragging) -> tuple[Point, bool]:
        """The corner in rail coordinates, settled, and whether the row runs towards smaller u."""
        room = self._space(ctx)
        press = to_uv(room.axis, *state.press)
        leftward = to_uv(room.axis, *state.cursor)[0] < press[0]
        reach_mm = 0.0 if state.exact else ctx.reach_mm
        return settled(room, press, reach_mm, leftward=leftward), leftward

    def _draft(self, ctx: ToolContext, state: Dragging) -> Draft:
        room = self._space(ctx)
        start, leftward = self._start(ctx, state)
        to_u = to_uv(room.axis, *state.cursor)[0]
        to_u = min(to_u, start[0] - 1e-6) if leftward else max(to_u, start[0])
        return drag(room, start, to_u, inputs=self._inputs(ctx, start[1]) if self.whole else 1)

    def _counted(self, ctx: ToolContext, state: Dragging, number: int) -> Draft:
        start, leftward = self._start(ctx, state)
        return drag_number(self._space(ctx), start, number, leftward=leftward)

    def _inputs(self, ctx: ToolContext, v: float) -> int:
        """Inputs of the inverter that serves the row: the project's, unless the row has its own."""
        room = self._space(ctx)
        rows = ctx.design.rows_on(room.surface_id)
        own = next((row.inverter for row in rows if room.in_line(row, v) and row.inverter), None)
        return ctx.catalog.inverter(own or ctx.design.products.inverter).inputs

    def _first(self, ctx: ToolContext, state: Dragging) -> Point:
        """Lower edges (u, v) of the module at the corner."""
        (u, v), leftward = self._start(ctx, state)
        return (u - self._space(ctx).along_mm if leftward else u, v)

    def _fault(self, ctx: ToolContext, state: Dragging) -> str:
        return self._space(ctx).fault(*self._first(ctx, state)) or "no room in this direction"

    # What is shown

    def _prompt(self, ctx: ToolContext) -> Prompt:
        turn = LANDSCAPE if self.orientation is Orientation.PORTRAIT else PORTRAIT
        match self.state:
            case Aiming():
                only = ", whole inverters" if self.whole else ""
                text = f"Corner where the row starts ({self.orientation}{only})"
                return Prompt(text=text, keywords=(turn, WHOLE))
            case Dragging():
                room = self._space(ctx)
                start, leftward = self._start(ctx, self.state)
                along = to_xy(room.axis, -1.0 if leftward else 1.0, 0.0)
                return Prompt(
                    text="End of the row, or a number of modules, or a length",
                    keywords=(turn, WHOLE),
                    base=to_xy(room.axis, *start),
                    fields=Fields.ALONG,
                    direction=along,
                    own_numbers=True,
                )
            case _:
                assert_never(self.state)

    def _aim(self, ctx: ToolContext, at: Point) -> Response:
        room = self._space(ctx)
        u, v = settled(room, to_uv(room.axis, *at), ctx.reach_mm)
        fault = room.fault(u, v)
        shapes: list[Shape] = [Boxes(rects=(room.rect(u, v),), tone=Tone.BAD if fault else Tone.GHOST)]
        if fault:
            shapes.append(Note(at=at, text=sentence_case(fault), tone=Tone.BAD))
        return Response(prompt=self._prompt(ctx), preview=tuple(shapes))

    def _show(self, ctx: ToolContext, state: Dragging) -> Response:
        room, draft = self._space(ctx), self._draft(ctx, state)
        if draft.along_mm:
            rects, tone, text = draft.rects(room), Tone.GHOST, self._figures(ctx, draft)
        else:
            rects, tone = (room.rect(*self._first(ctx, state)),), Tone.BAD
            text = sentence_case(self._fault(ctx, state))
        shapes = (
            _line(room.axis, draft, state),
            Boxes(rects=rects, tone=tone),
            Note(at=state.cursor, text=text, tone=Tone.MEASURE if draft.along_mm else Tone.BAD),
        )
        return Response(prompt=self._prompt(ctx), preview=shapes, cursor=Cursor.RESIZE_ALONG)

    def _figures(self, ctx: ToolContext, draft: Draft) -> str:
        number = len(draft.along_mm)
        power = ctx.catalog.module(ctx.design.products.module).power_w * number
        parts = [counted(number, "module"), kilowatts(power), _STOPS[draft.stop]]
        return " · ".join(part for part in parts if part)

    def _again(self, ctx: ToolContext) -> Response:
        return self._show(ctx, self.state) if isinstance(self.state, Dragging) else self.rest(ctx)


def _surface(ctx: ToolContext) -> str:
    return surface_of(ctx) or ""


def _line(axis: RailAxis, draft: Draft, state: Dragging) -> Path:
    """The line along the rails on which the row stands."""
    ends = (to_uv(axis, *state.press)[0], to_uv(axis, *state.cursor)[0])
    points = tuple(to_xy(axis, u, draft.across_mm) for u in ends)
    return Path(points=points, tone=Tone.RUBBER)


def _is_point(text: str) -> bool:
    """Whether a text is ``x,y`` rather than a length: a decimal comma comes with a unit."""
    return "," in text and text.strip()[-1:].isdigit()
