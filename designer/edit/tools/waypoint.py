"""Lead a cable past a place: click the cable, then the place; drag a waypoint to move it."""

from typing import assert_never

from msgspec import Struct
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from designer.core.geometry.axes import Point
from designer.edit.edits.removing import remove_things
from designer.edit.edits.waypoints import (
    CableStep,
    add_waypoint,
    move_waypoint,
    nearest_step,
    nearest_waypoint,
    whole_step,
)
from designer.edit.preview import Grip, Note, Path, Shape, Tone
from designer.edit.tools.base import (
    Commit,
    Cursor,
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
from designer.edit.tools.rubber import line

NO_PLAN = "The cable is not planned yet; wait a moment and click again"
NO_CABLE = "There is no cable here; click on a branch or on a waypoint"
OFF = "This is off the surface; click inside its outline"


class Picking(Struct, frozen=True):
    """A cable or a waypoint is looked for."""


class Placing(Struct, frozen=True):
    """A new waypoint is on its way."""

    step: CableStep
    grabbed: Point


class Carrying(Struct, frozen=True):
    """A waypoint is being moved."""

    waypoint: str
    start: Point


class WaypointTool(OnSurface):
    """Sets and moves waypoints until Enter."""

    def __init__(self) -> None:
        super().__init__()
        self._state: Picking | Placing | Carrying = Picking()

    def reset(self, ctx: ToolContext) -> None:  # noqa: ARG002
        """Forget all points."""
        self._state = Picking()

    def rest(self, ctx: ToolContext) -> Response:
        """Ask for a cable."""
        return self._shown(ctx)

    def point(self, ctx: ToolContext, event: Pointer) -> Response:
        """Click or drag: first what is meant, then where it goes."""
        state = self._state
        match state:
            case Picking() if event.gesture in (Gesture.CLICK, Gesture.DRAG_START):
                return self._picked(ctx, event)
            case Picking():
                return self._shown(ctx, event.raw)
            case Placing() | Carrying() if event.gesture in (Gesture.CLICK, Gesture.DRAG_END):
                return self._placed(ctx, state, event.at)
            case Placing() | Carrying():
                return self._shown(ctx, event.at)
            case _:
                assert_never(state)

    def pressed(self, ctx: ToolContext, key: ToolKey) -> Response | None:
        """Enter ends; Delete removes the waypoint in hand; Backspace lets go of what is in hand."""
        state = self._state
        if key is ToolKey.CONFIRM and isinstance(state, Picking):
            return finished()
        if key is ToolKey.BACK and not isinstance(state, Picking):
            return anew(self, ctx)
        if key is ToolKey.DELETE and isinstance(state, Carrying):
            removal = remove_things(ctx.design, ctx.plan, {state.waypoint})
            return self._committed(checked(ctx, "Delete waypoint", removal.design))
        return None

    def cancel(self, ctx: ToolContext) -> Response | None:
        """Esc lets go of what is in hand, then ends."""
        return None if isinstance(self._state, Picking) else anew(self, ctx)

    def _picked(self, ctx: ToolContext, event: Pointer) -> Response:
        surface, at = ctx.view.surface, event.raw
        waypoint = nearest_waypoint(ctx.design.waypoints, surface, at, ctx.reach_mm)
        if waypoint is not None:
            self._state = Carrying(waypoint.id, (waypoint.x, waypoint.y))
            return self._shown(ctx, at)
        if ctx.plan is None:
            return self._shown(ctx, message=NO_PLAN)
        step = nearest_step(ctx.plan, surface, at, ctx.reach_mm)
        if step is None:
            return self._shown(ctx, message=NO_CABLE)
        self._state = Placing(step, at)
        return self._shown(ctx, at)

    def _placed(self, ctx: ToolContext, state: Placing | Carrying, at: Point) -> Response:
        surface = ctx.design.surface(ctx.view.surface)
        if not Polygon(surface.outline).covers(ShapelyPoint(at)):
            return self._shown(ctx, at, message=OFF)
        if isinstance(state, Placing):
            design = add_waypoint(ctx.design, state.step.between, surface.id, at)
            return self._committed(checked(ctx, "Set waypoint", design))
        return self._committed(checked(ctx, "Move waypoint", move_waypoint(ctx.design, state.waypoint, at)))

    def _committed(self, commit: Commit) -> Response:
        self._state = Picking()
        return Response(prompt=self._prompt(), commit=commit)

    def _shown(self, ctx: ToolContext, at: Point | None = None, *, message: str = "") -> Response:
        state = self._state
        cursor = Cursor.CROSS if isinstance(state, Picking) else Cursor.MOVE
        hidden = frozenset((state.waypoint,)) if isinstance(state, Carrying) else frozenset[str]()
        return Response(
            prompt=self._prompt(),
            preview=self._preview(ctx, at) if at is not None else (),
            cursor=cursor,
            hidden=hidden,
            message=message,
        )

    def _prompt(self) -> Prompt:
        state = self._state
        match state:
            case Picking():
                text = "Click the cable to lead, or a waypoint to move; Enter to end"
                return Prompt(text=text, fields=Fields.NONE, snaps=False)
            case Placing():
                first, second = state.step.between
                text = f"Place that the cable from {first} to {second} shall pass"
                return Prompt(text=text, base=state.grabbed)
            case Carrying():
                return Prompt(text="New place of the waypoint, Delete to remove it", base=state.start)
            case _:
                assert_never(state)

    def _preview(self, ctx: ToolContext, at: Point) -> tuple[Shape, ...]:
        state = self._state
        match state:
            case Picking():
                return _hovered(ctx, at)
            case Placing():
                first, last = _ends(ctx, state.step)
                return (line(first, at), line(at, last), Grip(at=at, hot=True))
            case Carrying():
                return (line(state.start, at), Grip(at=at, hot=True))
            case _:
                assert_never(state)


def _hovered(ctx: ToolContext, at: Point) -> tuple[Shape, ...]:
    """What a click here would take hold of."""
    waypoint = nearest_waypoint(ctx.design.waypoints, ctx.view.surface, at, ctx.reach_mm)
    if waypoint is not None:
        return (Grip(at=(waypoint.x, waypoint.y), hot=True),)
    if ctx.plan is None:
        return ()
    step = nearest_step(ctx.plan, ctx.view.surface, at, ctx.reach_mm)
    if step is None:
        return ()
    parts = (Path(points=part, tone=Tone.GOOD) for part in whole_step(ctx.plan, step))
    return (*parts, Note(at=at, text=" – ".join(step.between), tone=Tone.GOOD))


def _ends(ctx: ToolContext, step: CableStep) -> tuple[Point, Point]:
    """Where the way between both neighbours begins and ends on this surface."""
    plan = ctx.plan
    known = plan is not None and any(branch.id == step.branch for branch in plan.branches)
    parts = whole_step(plan, step) if plan is not None and known else ()
    return (parts[0][0], parts[-1][-1]) if parts else (step.points[0], step.points[-1])
