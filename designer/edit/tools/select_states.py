"""What selecting can be in the middle of, and how each of it shows."""

from collections.abc import Collection

from msgspec import Struct

from designer.core.errors import TrunklineError
from designer.core.geometry.axes import Point
from designer.core.model.design import Design
from designer.core.model.validate import check_design
from designer.edit.edits.moving import moved
from designer.edit.edits.rows import module_rects, row_of
from designer.edit.ghosts import Ground, ghosts
from designer.edit.handles import Handle, drag_notes, dragged, handles_of
from designer.edit.picking.model import Hit, Kind
from designer.edit.picking.objects import outlines_of
from designer.edit.preview import Boxes, Grip, Note, Path, Shape, Tone
from designer.edit.room import Room
from designer.edit.row_drag import settled_module
from designer.edit.tools.base import Pointer, ToolContext
from designer.edit.tools.on_surface import surface_of
from designer.edit.tools.rubber import rubber
from designer.edit.tools.sliding import Slide
from designer.edit.view import View, ViewKind


class Resting(Struct, frozen=True):
    """Nothing is going on."""


class Framing(Struct, frozen=True):
    """A window is being drawn."""

    start: Point
    end: Point


class Anchor(Struct, frozen=True):
    """The module that was taken hold of: it settles beside others, and all that moves goes with it."""

    corner: Point
    room: Room


class Moving(Struct, frozen=True, kw_only=True):
    """Things follow the cursor.

    `base` is where they were taken hold of, `bad` how many modules stood where none may already before.
    """

    ids: frozenset[str]
    base: Point
    view: View
    by: Point = (0.0, 0.0)
    ground: Ground
    bad: int = 0
    anchor: Anchor | None = None


class Handling(Struct, frozen=True):
    """A handle follows the cursor."""

    handle: Handle
    to: Point


class Sliding(Struct, frozen=True):
    """An inverter follows the cursor along its rail."""

    slide: Slide
    along_mm: float


State = Resting | Framing | Moving | Handling | Sliding


def moving_from(ctx: ToolContext, ids: frozenset[str], hit: Hit, at: Point) -> Moving:
    """Things taken hold of at a point; at a corner of what is meant, where one is near."""
    ground = Ground(ctx.design, ctx.catalog, ids)
    now = ghosts(ctx.design, ctx.catalog, ctx.view, ids, ground)
    return Moving(
        ids=ids,
        base=_corner_near(ctx, hit.id, at),
        view=ctx.view,
        ground=ground,
        bad=count_bad(now),
        anchor=_anchor(ctx, ids, hit),
    )


def moved_by(ctx: ToolContext, state: Moving, event: Pointer) -> Point:
    """How far things go with the cursor here; what is typed or caught by a snap does not settle."""
    by = (event.at[0] - state.base[0], event.at[1] - state.base[1])
    if state.anchor is None or event.exact or event.snap is not None:
        return by
    room, (x, y) = state.anchor.room, state.anchor.corner
    u, v = room.to_uv((x + by[0], y + by[1]))
    place = room.to_xy(settled_module(room, (u, v), ctx.reach_mm))
    return (place[0] - x, place[1] - y)


def moving_shapes(ctx: ToolContext, state: Moving) -> tuple[Shape, ...]:
    """The things at their new places, and the way they have come."""
    shown = ghosts(_moved(ctx, state), ctx.catalog, ctx.view, state.ids, state.ground)
    return (*shown, *rubber(state.base, moved_to(state)))


def moved_to(state: Moving) -> Point:
    """Where what was taken hold of has come to."""
    return (state.base[0] + state.by[0], state.base[1] + state.by[1])


def moved_design(ctx: ToolContext, state: Moving) -> tuple[Design, str]:
    """The Design after the move, and why it must not be, where it would put modules where none may stand."""
    design = _moved(ctx, state)
    shown = ghosts(design, ctx.catalog, ctx.view, state.ids, state.ground)
    return design, _why_bad(ctx, design, state) if count_bad(shown) > state.bad else ""


def handling_shapes(ctx: ToolContext, state: Handling) -> tuple[Shape, ...]:
    """The thing as it would be with its live lengths, or what is wrong with it."""
    handle = state.handle
    surface = surface_of(ctx) or ""
    try:
        after = dragged(ctx.design, ctx.catalog, surface, handle, state.to)
        check_design(after, ctx.catalog)
    except TrunklineError as problem:
        return (
            Note(at=state.to, text=problem.what, tone=Tone.BAD),
            Grip(at=state.to, hot=True),
        )
    shown = _handled(ctx, after, handle)
    return (*shown, *drag_notes(after, ctx.catalog, handle), Grip(at=state.to, hot=True))


def grips(ctx: ToolContext, hot: Handle | None = None) -> tuple[Shape, ...]:
    """The handles of the selection."""
    return tuple(Grip(at=one.at, hot=one == hot) for one in handles(ctx))


def handles(ctx: ToolContext) -> tuple[Handle, ...]:
    """The handles of the selection; there are none in the site view."""
    surface = surface_of(ctx)
    if surface is None or not ctx.selection:
        return ()
    return handles_of(ctx.design, ctx.catalog, surface, ctx.selection)


def outlined(ctx: ToolContext, name: str) -> tuple[Shape, ...]:
    """The outline of a thing under the cursor."""
    rings = outlines_of(ctx.design, ctx.plan, ctx.catalog, ctx.view, (name,))
    return tuple(Path(points=ring, tone=Tone.GUIDE) for ring in rings if len(ring) > 1)


def count_bad(shown: Collection[Shape]) -> int:
    """How many things of a preview are where they may not be."""
    found = [one for one in shown if isinstance(one, Boxes | Path) and one.tone is Tone.BAD]
    return sum(len(one.rects) if isinstance(one, Boxes) else 1 for one in found)


def _moved(ctx: ToolContext, state: Moving) -> Design:
    return moved(ctx.design, ctx.catalog, state.ids, state.by, ctx.view)


def _why_bad(ctx: ToolContext, after: Design, state: Moving) -> str:
    """The first module that would not stand well, in words."""
    for row in after.rows:
        meant = [one for one in row.modules if one.id in state.ids or row.id in state.ids]
        if not meant:
            continue
        gone = _modules_of(ctx.design, state.ids)
        room = Room.for_row(ctx.design, ctx.catalog, row, ignoring=gone)
        for module in meant:
            if fault := room.fault(module.along_mm, row.across_mm):
                return f"Not moved: module {module.id} would be {fault}"
    return "Not moved: there is no room"


def _modules_of(design: Design, ids: frozenset[str]) -> frozenset[str]:
    """Modules named, or whose row is."""
    rows = [row for row in design.rows if row.id in ids]
    return ids | frozenset(module.id for row in rows for module in row.modules)


def _anchor(ctx: ToolContext, ids: frozenset[str], hit: Hit) -> Anchor | None:
    surface, row = surface_of(ctx), row_of(ctx.design, hit.id)
    if hit.kind is not Kind.MODULE or surface is None or row is None or row.surface != surface:
        return None
    rect = module_rects(ctx.design, ctx.catalog, surface).get(hit.id)
    if rect is None:
        return None
    gone = _modules_of(ctx.design, ids)
    room = Room.for_row(ctx.design, ctx.catalog, row, ignoring=gone)
    return Anchor((rect[0], rect[1]), room)


def _corner_near(ctx: ToolContext, name: str, at: Point) -> Point:
    """The corner of a thing that is within reach of a point, else the point."""
    corners = [
        point
        for ring in outlines_of(ctx.design, ctx.plan, ctx.catalog, ctx.view, (name,))
        for point in ring
        if max(abs(point[0] - at[0]), abs(point[1] - at[1])) <= ctx.reach_mm
    ]
    return min(corners, key=lambda p: (p[0] - at[0]) ** 2 + (p[1] - at[1]) ** 2, default=at)


def _handled(ctx: ToolContext, after: Design, handle: Handle) -> tuple[Shape, ...]:
    """The thing whose handle is dragged, as it would be."""
    if any(surface.id == handle.id for surface in after.surfaces):
        outline = after.surface(handle.id).outline
        return (Path(points=outline, tone=Tone.GHOST, closed=True),)
    return ghosts(after, ctx.catalog, ctx.view, (handle.id,))


def is_site(ctx: ToolContext) -> bool:
    """Whether the site plan is looked at."""
    return ctx.view.kind is ViewKind.SITE
