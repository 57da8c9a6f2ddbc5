"""A stroke across inverters: how it begins, grows and goes back, how it shows, and the branch it makes."""

import math

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Box, BranchLock, Design
from designer.edit.edits.branches import new_lock, of_these, put_lock
from designer.edit.figures import counted
from designer.edit.picking.model import Kind
from designer.edit.preview import Path, Shape, Tone
from designer.edit.tools.base import Commit, ToolContext
from designer.edit.tools.branch_chain import box_for, inverter_at, inverters_by_id, points_of, shapes_of
from designer.edit.tools.pointing import hit_at
from designer.edit.tools.words import require

_MOST_SAMPLES = 64
"""A fast stroke of the mouse is looked at in steps of the reach, in so many at most."""


class Stroke(Struct, frozen=True, kw_only=True):
    """Inverters in the order of the stroke.

    `lock` is the locked branch that goes on growing, with `at_far_end` where it does so away from its feed.
    `backwards` strokes began at a box, so their feed comes first.
    """

    chain: tuple[str, ...]
    cursor: Point
    box: str = ""
    lock: str = ""
    at_far_end: bool = False
    backwards: bool = False

    @property
    def in_order(self) -> tuple[str, ...]:
        """From the far end to the feed."""
        return self.chain[::-1] if self.backwards or self.at_far_end else self.chain


def begun(ctx: ToolContext, at: Point) -> Stroke | None:
    """The stroke that a press begins, at a box or an inverter; None beside both."""
    box, inverter = hit_at(ctx, at, (Kind.BOX,)), inverter_at(ctx, at)
    if box is not None:
        return Stroke(chain=(), cursor=at, box=box.id, backwards=True)
    return None if inverter is None else _grown(ctx, inverter, at)


def led_on(ctx: ToolContext, stroke: Stroke, at: Point) -> Stroke:
    """The stroke led on to a point, with all inverters that it touches on its way."""
    for place in _samples(stroke.cursor, at, ctx.reach_mm):
        inverter = inverter_at(ctx, place)
        if inverter is not None:
            stroke = _brushed(stroke, inverter)
    return replace(stroke, cursor=at)


def toggled(stroke: Stroke, inverter: str, at: Point) -> Stroke:
    """A click takes an inverter; on the last one it gives it back."""
    stroke = replace(stroke, cursor=at)
    if inverter not in stroke.chain:
        return replace(stroke, chain=(*stroke.chain, inverter))
    return shorter(stroke) if stroke.chain[-1] == inverter else stroke


def shorter(stroke: Stroke) -> Stroke:
    """The stroke without its last inverter."""
    return replace(stroke, chain=stroke.chain[:-1])


def stroke_shapes(ctx: ToolContext, stroke: Stroke) -> tuple[Shape, ...]:
    """The branch, and from where it grows a rubber line to the cursor."""
    chain = stroke.in_order
    ends = points_of(ctx, stroke.chain[-1:])
    rubber = tuple(Path(points=(end, stroke.cursor), tone=Tone.RUBBER) for end in ends)
    return (*shapes_of(ctx, chain, _box(ctx, stroke, chain), stroke.cursor), *rubber)


def branch_made(ctx: ToolContext, stroke: Stroke) -> Commit | None:
    """The step that locks what was touched as a branch; None where no inverter was."""
    chain = tuple(name for name in stroke.in_order if name in inverters_by_id(ctx))
    if not chain:
        return None
    box = _box(ctx, stroke, chain)
    require(box, "There is no box that the branch could lead to", "place a junction box first")
    assert box is not None
    design = _locked(ctx, stroke, chain, box.id)
    lock = next(one for one in design.locks if chain[0] in one.inverters)
    what = "Extend" if stroke.lock else "Make"
    name = f"{what} branch {lock.id} of {counted(len(chain), 'inverter')}"
    return Commit(name=name, design=design, select=frozenset((lock.id,)))


def _locked(ctx: ToolContext, stroke: Stroke, chain: tuple[str, ...], box: str) -> Design:
    old = next((one for one in ctx.design.locks if one.id == stroke.lock), None)
    if old is not None:
        kept = _with_absent(ctx, chain, old.inverters, stroke.at_far_end)
        return put_lock(ctx.design, replace(of_these(old, kept), box=box))
    return new_lock(ctx.design, ctx.plan, BranchLock(id="", inverters=chain, box=box))


def _with_absent(
    ctx: ToolContext, chain: tuple[str, ...], held: tuple[str, ...], at_far_end: bool
) -> tuple[str, ...]:
    """The chain with what its lock holds that is not on the roof: modules that were taken out may come back.

    Each has the neighbour it had, on the side away from the end that was led on.
    """
    whole, before = list(chain[::-1] if at_far_end else chain), ""
    for name in held[::-1] if at_far_end else held:
        if name not in inverters_by_id(ctx):
            whole.insert(whole.index(before) + 1 if before else 0, name)
        if name in whole:
            before = name
    return tuple(whole[::-1] if at_far_end else whole)


def _grown(ctx: ToolContext, inverter: str, at: Point) -> Stroke:
    """A new stroke; from an end of a locked branch, as far as that is on the roof, that one goes on."""
    known = inverters_by_id(ctx)
    for lock in ctx.design.locks:
        chain = tuple(name for name in lock.inverters if name in known)
        if chain[-1:] == (inverter,):
            return Stroke(chain=chain, cursor=at, lock=lock.id)
        if chain[:1] == (inverter,):
            return Stroke(chain=chain[::-1], cursor=at, lock=lock.id, at_far_end=True)
    return Stroke(chain=(inverter,), cursor=at)


def _brushed(stroke: Stroke, inverter: str) -> Stroke:
    """One more inverter at the end; back on the one before the last, the last one is let go."""
    if inverter not in stroke.chain:
        return replace(stroke, chain=(*stroke.chain, inverter))
    return shorter(stroke) if stroke.chain[-2:-1] == (inverter,) else stroke


def _samples(start: Point, end: Point, step_mm: float) -> list[Point]:
    steps = min(max(math.ceil(math.dist(start, end) / max(step_mm, 1.0)), 1), _MOST_SAMPLES)
    return [
        (start[0] + (end[0] - start[0]) * k / steps, start[1] + (end[1] - start[1]) * k / steps)
        for k in range(1, steps + 1)
    ]


def _box(ctx: ToolContext, stroke: Stroke, chain: tuple[str, ...]) -> Box | None:
    """The box of the stroke, else of the branch that it makes longer, else the nearest one."""
    of_lock = next((lock.box for lock in ctx.design.locks if lock.id == stroke.lock), "")
    return box_for(ctx, chain, stroke.box or of_lock)
