"""The resting tool: pick, frame, move what is selected, drag its handles, slide inverters."""

from typing import assert_never

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.edit.edits.moving import movable
from designer.edit.edits.rows import row_of
from designer.edit.handles import Handle, drag_name, dragged, selected_after
from designer.edit.naming import things_named
from designer.edit.picking.model import Hit, Kind
from designer.edit.tools.base import (
    Commit,
    Cursor,
    Fields,
    Gesture,
    Modifier,
    Pointer,
    Prompt,
    Response,
    Tool,
    ToolContext,
    ToolKey,
    Wants,
)
from designer.edit.tools.on_surface import surface_of
from designer.edit.tools.outcome import checked
from designer.edit.tools.pointing import frame_shape, framed
from designer.edit.tools.select_states import (
    Framing,
    Handling,
    Moving,
    Resting,
    Sliding,
    State,
    grips,
    handles,
    handling_shapes,
    is_site,
    moved_by,
    moved_design,
    moved_to,
    moving_from,
    moving_shapes,
    outlined,
)
from designer.edit.tools.sliding import (
    along_at,
    grip,
    is_allowed,
    is_gripable,
    nearest_allowed,
    pinned_at,
    reason,
    shapes,
)
from designer.edit.view import surface_view

GROUND_KINDS = (Kind.SURFACE, Kind.EDGE)
"""What lies below everything else: dragging from it draws a window."""

LIGHT_KINDS = (Kind.BOX, Kind.WAYPOINT, Kind.DIMENSION, Kind.TEXT)
"""Small single things that may be dragged without being selected first."""

_FIXED = (Kind.BRANCH, Kind.RAIL, Kind.REMOVED)
"""Picked, but never moved."""


class SelectTool(Tool):
    """What is at work when no command is."""

    needs_surface = False

    def __init__(self) -> None:
        self.state: State = Resting()

    def begin(self, ctx: ToolContext) -> Response:
        """Show the handles of the selection."""
        self.state = Resting()
        return self._rest(ctx)

    def pointer(self, ctx: ToolContext, event: Pointer) -> Response:
        """Hover, click, or whatever is being dragged."""
        if isinstance(self.state, Moving) and self.state.view != ctx.view:
            self.state = Resting()
        match self.state:
            case Resting():
                return self._resting(ctx, event)
            case Framing(start=start):
                self.state = Framing(start, event.raw)
                return self._ending(ctx, event) or self._framing(ctx, self.state)
            case Moving():
                by = moved_by(ctx, self.state, event)
                self.state = replace(self.state, by=by)
                return self._ending(ctx, event) or self._moving(ctx, self.state)
            case Handling(handle=handle):
                self.state = Handling(handle, event.at)
                return self._ending(ctx, event) or self._handling(ctx, self.state)
            case Sliding(slide=slide):
                self.state = Sliding(slide, along_at(slide, event.raw))
                return self._ending(ctx, event) or self._sliding(ctx, self.state)
            case _:
                assert_never(self.state)

    def key(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """While dragging Enter lets go and all else puts back; at rest keys are the editor's."""
        if isinstance(self.state, Resting):
            return None
        return self._end(ctx, frozenset()) if key is ToolKey.CONFIRM else self.cancel(ctx)

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Put back what is being dragged."""
        if isinstance(self.state, Resting):
            return None
        self.state = Resting()
        return self._rest(ctx)

    # Resting

    def _resting(self, ctx: ToolContext, event: Pointer) -> Response:
        match event.gesture:
            case Gesture.CLICK:
                return self._clicked(ctx, event)
            case Gesture.DOUBLE_CLICK:
                return self._double(ctx, event.raw)
            case Gesture.DRAG_START:
                return self._taken(ctx, event.raw)
            case Gesture.MOVE | Gesture.DRAG | Gesture.DRAG_END:
                return self._hovering(ctx, event.raw)
            case _:
                assert_never(event.gesture)

    def _clicked(self, ctx: ToolContext, event: Pointer) -> Response:
        """A click picks one thing, with Ctrl one more, with Shift one less; on nothing it clears."""
        hit = _meant(ctx, event.raw)
        picked = frozenset() if hit is None else frozenset((hit.id,))
        return self._selected(ctx, _combined(ctx, picked, event.modifiers))

    def _double(self, ctx: ToolContext, at: Point) -> Response:
        """All modules of a row; on the site plan the surface itself."""
        hit = _meant(ctx, at)
        if hit is not None and hit.kind is Kind.SURFACE and is_site(ctx):
            return replace(self._rest(ctx), view=surface_view(hit.id))
        row = row_of(ctx.design, hit.id) if hit is not None and hit.kind is Kind.MODULE else None
        if row is None:
            return self._rest(ctx)
        return self._selected(ctx, ctx.selection | {module.id for module in row.modules})

    def _taken(self, ctx: ToolContext, at: Point) -> Response:
        """What a press takes hold of: a handle, an inverter, what is selected, else a window begins."""
        handle = _handle_at(ctx, at)
        if handle is not None:
            self.state = Handling(handle, at)
            return self._handling(ctx, self.state)
        inverter = _inverter_at(ctx, at)
        if inverter is not None:
            slide = grip(ctx, inverter, at)
            self.state = Sliding(slide, slide.inverter.along_mm)
            return self._sliding(ctx, self.state)
        hits = ctx.picker.at(at, ctx.reach_mm)
        held = next((hit for hit in hits if _may_take(ctx, hit)), None)
        if held is None:
            self.state = Framing(at, at)
            return self._framing(ctx, self.state)
        return self._take(ctx, held, at)

    def _take(self, ctx: ToolContext, held: Hit, at: Point) -> Response:
        """Move the whole selection by one of its things, or a single thing that is not selected yet."""
        chosen = ctx.selection if held.id in ctx.selection else frozenset((held.id,))
        self.state = moving_from(ctx, movable(ctx.design, chosen, ctx.view), held, at)
        return replace(self._moving(ctx, self.state), select=chosen)

    def _hovering(self, ctx: ToolContext, at: Point) -> Response:
        hot = _handle_at(ctx, at)
        if hot is not None:
            return replace(self._rest(ctx, hot), cursor=Cursor.MOVE)
        hit = _meant(ctx, at)
        response = self._rest(ctx)
        if hit is None:
            return response
        inverter = _inverter_at(ctx, at)
        slides = inverter is not None and is_gripable(ctx, inverter)
        moves = _may_take(ctx, hit)
        cursor = Cursor.RESIZE_ALONG if slides else Cursor.MOVE if moves else Cursor.ARROW
        return replace(response, preview=(*outlined(ctx, hit.id), *response.preview), cursor=cursor)

    # The end of a drag

    def _ending(self, ctx: ToolContext, event: Pointer) -> Response | None:
        """The answer to the release, or to a point typed meanwhile; None while the drag goes on."""
        if event.gesture not in (Gesture.DRAG_END, Gesture.CLICK):
            return None
        return self._end(ctx, event.modifiers)

    def _end(self, ctx: ToolContext, held: frozenset[Modifier]) -> Response:
        state, self.state = self.state, Resting()
        match state:
            case Framing(start=start, end=end):
                return self._selected(ctx, _combined(ctx, framed(ctx, start, end), held))
            case Moving():
                return self._put_down(ctx, state)
            case Handling(handle=handle, to=to):
                design = dragged(ctx.design, ctx.catalog, surface_of(ctx) or "", handle, to)
                commit = checked(ctx, drag_name(handle, ctx.design, design), design)
                return self._after(ctx, commit, selected_after(design, handle, ctx.selection))
            case Sliding():
                return self._pinned(ctx, state)
            case Resting():
                return self._rest(ctx)
            case _:
                assert_never(state)

    def _put_down(self, ctx: ToolContext, state: Moving) -> Response:
        design, why_not = moved_design(ctx, state)
        if why_not:
            return replace(self._rest(ctx), message=f"{why_not}")
        commit = checked(ctx, f"Move {things_named(ctx.design, state.ids)}", design)
        return self._after(ctx, commit, ctx.selection)

    def _pinned(self, ctx: ToolContext, state: Sliding) -> Response:
        slide, message = state.slide, ""
        good = is_allowed(ctx, slide, state.along_mm)
        if not good:
            place = nearest_allowed(slide, state.along_mm)
            why = reason(ctx, slide, state.along_mm)
            message = f"{why}; {slide.inverter.id} hangs at {place:.0f} mm, the nearest place"
        commit = pinned_at(ctx, slide, state.along_mm, good=good)
        chosen = frozenset((slide.inverter.id,))
        return replace(self._after(ctx, commit, chosen), message=message)

    def _after(self, ctx: ToolContext, commit: Commit, chosen: frozenset[str]) -> Response:
        """At rest, with the handles where the step has put them."""
        after = replace(ctx, design=commit.design, selection=chosen)
        return replace(self._rest(after), commit=commit, select=chosen)

    # What is shown

    def _rest(self, ctx: ToolContext, hot: Handle | None = None) -> Response:
        text = "Click or drag a window to select" if not ctx.selection else "Drag the selection or a grip"
        prompt = Prompt(text=text, wants=Wants.NOTHING, fields=Fields.NONE, snaps=False)
        return Response(prompt=prompt, preview=grips(ctx, hot), cursor=Cursor.ARROW)

    def _selected(self, ctx: ToolContext, ids: frozenset[str]) -> Response:
        return replace(self._rest(replace(ctx, selection=ids)), select=ids)

    @staticmethod
    def _framing(ctx: ToolContext, state: Framing) -> Response:
        prompt = Prompt(text="Other corner of the window", fields=Fields.NONE, snaps=False)
        shown = (*grips(ctx), frame_shape(state.start, state.end))
        return Response(prompt=prompt, preview=shown)

    @staticmethod
    def _moving(ctx: ToolContext, state: Moving) -> Response:
        prompt = Prompt(text="Let go where it shall be, or type a length", base=state.base)
        return Response(
            prompt=prompt,
            preview=moving_shapes(ctx, state),
            cursor=Cursor.MOVE,
            hidden=state.ids,
            settled=moved_to(state),
        )

    @staticmethod
    def _handling(ctx: ToolContext, state: Handling) -> Response:
        text = f"New place of the {state.handle.kind.value} {state.handle.id}"
        prompt = Prompt(text=text, base=state.handle.at)
        return Response(
            prompt=prompt,
            preview=handling_shapes(ctx, state),
            cursor=Cursor.MOVE,
            hidden=frozenset((state.handle.id,)) - {surface_of(ctx)},
        )

    @staticmethod
    def _sliding(ctx: ToolContext, state: Sliding) -> Response:
        name = state.slide.inverter.id
        prompt = Prompt(text=f"Let inverter {name} go where it shall hang", snaps=False)
        good = is_allowed(ctx, state.slide, state.along_mm)
        return Response(
            prompt=prompt,
            preview=shapes(ctx, state.slide, state.along_mm, good=good),
            cursor=Cursor.RESIZE_ALONG if good else Cursor.FORBIDDEN,
            hidden=frozenset((name,)),
        )


def _meant(ctx: ToolContext, at: Point) -> Hit | None:
    """What a click means. On a surface its ground counts as nothing; its edge stands for it."""
    hits = ctx.picker.at(at, ctx.reach_mm)
    return next((hit for hit in hits if is_site(ctx) or hit.kind is not Kind.SURFACE), None)


def _inverter_at(ctx: ToolContext, at: Point) -> str | None:
    """The inverter that a press slides: the first thing there but for cables and rails over it."""
    hits = ctx.picker.at(at, ctx.reach_mm) if surface_of(ctx) is not None else ()
    first = next((hit for hit in hits if hit.kind not in _FIXED), None)
    return first.id if first is not None and first.kind is Kind.INVERTER else None


def _may_take(ctx: ToolContext, hit: Hit) -> bool:
    """Whether a press on a thing moves it."""
    if hit.kind in _FIXED or (hit.kind in GROUND_KINDS and not is_site(ctx)):
        return False
    known = hit.id in ctx.selection or hit.kind in LIGHT_KINDS
    return known and bool(movable(ctx.design, (hit.id,), ctx.view))


def _handle_at(ctx: ToolContext, at: Point) -> Handle | None:
    """The handle within reach, the nearest one."""

    def away(handle: Handle) -> float:
        return max(abs(handle.at[0] - at[0]), abs(handle.at[1] - at[1]))

    near = [one for one in handles(ctx) if away(one) <= ctx.reach_mm]
    return min(near, key=away, default=None)


def _combined(ctx: ToolContext, ids: frozenset[str], held: frozenset[Modifier]) -> frozenset[str]:
    if Modifier.SHIFT in held:
        return ctx.selection - ids
    return ctx.selection | ids if Modifier.CTRL in held else ids
