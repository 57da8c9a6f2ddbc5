"""Draw a bridge: a way for cable from one surface to another."""

from typing import assert_never

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.model.design import Bridge, Design
from designer.edit.edits.bridges import SLACK_MM, bridge_cable_mm, places_at, plan_distance_mm
from designer.edit.edits.framing import in_plan
from designer.edit.edits.roof import add_bridge
from designer.edit.figures import figure, length_text
from designer.edit.preview import Grip, Shape
from designer.edit.tools.base import (
    Cursor,
    Fields,
    Gesture,
    Keyword,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.keywords import keyword_typed
from designer.edit.tools.outcome import checked, finished
from designer.edit.tools.rubber import line, rubber
from designer.edit.tools.values import positive_length
from designer.edit.view import SITE, View, ViewKind, surface_view

End = tuple[str, Point]
"""A surface and a place on it."""

FEW = "A bridge joins two surfaces; draw another surface first"
OFF = "There is no surface here; click inside an outline"


class First(Struct, frozen=True):
    """Where the cable leaves the first surface."""


class Second(Struct, frozen=True):
    """Where it arrives on another one."""

    first: End


class Length(Struct, frozen=True):
    """How much cable lies on the bridge."""

    first: End
    second: End


class BridgeTool(Tool):
    """A place on one surface, a place on another, and the length of cable between them."""

    needs_surface = False

    def __init__(self) -> None:
        self._state: First | Second | Length = First()
        self._home: View = SITE

    def begin(self, ctx: ToolContext) -> Response:
        """Ask for the first place."""
        if len(ctx.design.surfaces) < 2:
            return finished(message=FEW)
        self._home = ctx.view
        return self._shown(ctx)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """Both places."""
        state = self._current(ctx)
        if event.gesture is not Gesture.CLICK or isinstance(state, Length):
            return self._shown(ctx, event.at)
        places = places_at(ctx.design, ctx.view, event.at)
        if not places:
            return self._shown(ctx, event.at, message=OFF)
        match state:
            case First():
                self._state = Second(places[0])
                return self._shown(ctx, view=SITE)
            case Second():
                return self._arrived(ctx, state, places, event.at)
            case _:
                assert_never(state)

    def text(self, ctx: ToolContext, text: str) -> Response | None:
        """The other surface by its name, or the length of cable."""
        state = self._current(ctx)
        match state:
            case First():
                return None
            case Second():
                name = keyword_typed(text, self._others(ctx.design, state))
                chosen = next((one for one in ctx.design.surfaces if one.name == name), None)
                return self._shown(ctx, view=surface_view(chosen.id)) if chosen else None
            case Length():
                length = positive_length(text, "The length of a cable")
                return None if length is None else self._built(ctx, state, length)
            case _:
                assert_never(state)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter accepts the length; Backspace goes back by one place."""
        state = self._current(ctx)
        if key is ToolKey.BACK and not isinstance(state, First):
            return self.cancel(ctx)
        if key is not ToolKey.CONFIRM:
            return None
        if isinstance(state, Length):
            return self._built(ctx, state, bridge_cable_mm(ctx.design, state.first, state.second))
        return finished(view=self._home) if isinstance(state, First) else None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc goes back by one place, then ends where the tool began."""
        state = self._current(ctx)
        match state:
            case First():
                return None
            case Second():
                self._state = First()
                return self._shown(ctx, view=self._home)
            case Length():
                self._state = Second(state.first)
                return self._shown(ctx, view=SITE)
            case _:
                assert_never(state)

    def _current(self, ctx: ToolContext) -> First | Second | Length:
        """The state; ends on a surface that an undo took away are forgotten."""
        known = {surface.id for surface in ctx.design.surfaces}
        match self._state:
            case Length(first=first, second=second) if not {first[0], second[0]} <= known:
                self._state = First()
            case Second(first=first) if first[0] not in known:
                self._state = First()
            case _:
                pass
        return self._state

    def _arrived(self, ctx: ToolContext, state: Second, places: tuple[End, ...], at: Point) -> Response:
        others = [place for place in places if place[0] != state.first[0]]
        if not others:
            return self._shown(ctx, at, message="This is the first surface again; click on another one")
        self._state = Length(state.first, others[0])
        return self._shown(ctx, view=SITE)

    def _built(self, ctx: ToolContext, state: Length, length_mm: float) -> Response:
        bridge = Bridge(
            id="",
            from_surface=state.first[0],
            from_point=state.first[1],
            to_surface=state.second[0],
            to_point=state.second[1],
            length_mm=length_mm,
        )
        design = add_bridge(ctx.design, bridge)
        select = frozenset((design.bridges[-1].id,))
        names = " to ".join(ctx.design.surface(name).name for name, _ in (state.first, state.second))
        return finished(checked(ctx, f"Draw bridge {names}", design, select=select, view=self._home))

    def _shown(
        self, ctx: ToolContext, at: Point | None = None, *, message: str = "", view: View | None = None
    ) -> Response:
        prompt, preview = self._prompt(ctx, view or ctx.view), self._preview(ctx, at, view or ctx.view)
        cursor = Cursor.ARROW if isinstance(self._state, Length) else Cursor.CROSS
        return Response(prompt=prompt, preview=preview, cursor=cursor, message=message, view=view)

    def _prompt(self, ctx: ToolContext, view: View) -> Prompt:
        state = self._state
        match state:
            case First():
                return Prompt(text="Where the cable leaves a surface", fields=Fields.NONE)
            case Second():
                on_plan = view.kind is ViewKind.SITE
                base = in_plan(ctx.design.surface(state.first[0]), (state.first[1],))[0] if on_plan else None
                return Prompt(
                    text="Where it arrives on another surface: click there, or choose the surface to look at",
                    keywords=self._others(ctx.design, state),
                    base=base,
                    fields=Fields.POLAR if on_plan else Fields.NONE,
                )
            case Length():
                apart = length_text(plan_distance_mm(ctx.design, state.first, state.second))
                slack = length_text(SLACK_MM)
                return Prompt(
                    text=f"Length of cable on the bridge ({apart} on the plan and {slack} slack)",
                    wants=Wants.VALUE,
                    default=figure(bridge_cable_mm(ctx.design, state.first, state.second)),
                )
            case _:
                assert_never(state)

    def _others(self, design: Design, state: Second) -> tuple[Keyword, ...]:
        return tuple(Keyword(one.name, one.id) for one in design.surfaces if one.id != state.first[0])

    def _preview(self, ctx: ToolContext, at: Point | None, view: View) -> tuple[Shape, ...]:
        """The ends on the site plan, and the way between them."""
        state = self._state
        if isinstance(state, First) or view.kind is not ViewKind.SITE:
            return ()
        (start,) = in_plan(ctx.design.surface(state.first[0]), (state.first[1],))
        if isinstance(state, Length):
            (end,) = in_plan(ctx.design.surface(state.second[0]), (state.second[1],))
            return (line(start, end), Grip(at=start), Grip(at=end))
        return (Grip(at=start), *(rubber(start, at) if at is not None else ()))
