"""Where a branch is split: between two neighbours that are pointed at, and how its parts show."""

from itertools import pairwise

from designer.core.geometry.axes import Point
from designer.edit.edits.branches import circuit_of, circuits, split
from designer.edit.preview import Path, Shape, Tone
from designer.edit.tools.base import Commit, ToolContext
from designer.edit.tools.branch_chain import inverters_by_id, points_of
from designer.edit.tools.words import require

_REACH_PX = 40.0


def split_at(ctx: ToolContext, at: Point) -> Commit:
    """The step that splits a branch at the gap pointed at; refused in words where there is none."""
    found = _gap(ctx, at)
    require(found is not None, "Click between two inverters of a branch")
    assert found is not None
    circuit = circuit_of(ctx.design, ctx.plan, found[0])
    assert circuit is not None
    return Commit(name=f"Split branch {circuit.id}", design=split(ctx.design, ctx.plan, circuit, found[1]))


def gap_shapes(ctx: ToolContext, at: Point) -> tuple[Shape, ...]:
    """Both parts of the branch that would be split here."""
    found = _gap(ctx, at)
    circuit = circuit_of(ctx.design, ctx.plan, found[0]) if found is not None else None
    if found is None or circuit is None:
        return ()
    parts = (circuit.inverters[: found[1]], circuit.inverters[found[1] :])
    shown = [points_of(ctx, part) for part in parts]
    return tuple(Path(points=points, tone=Tone.GUIDE) for points in shown if len(points) > 1)


def _gap(ctx: ToolContext, at: Point) -> tuple[str, int] | None:
    """The branch of which two neighbours lie left and right of a point, and how many come before the gap."""
    best: tuple[float, str, int] | None = None
    known = inverters_by_id(ctx)
    for circuit in circuits(ctx.design, ctx.plan):
        members = [name for name in circuit.inverters if name in known]
        for before, after in pairwise(members):
            ends = points_of(ctx, (before, after))
            if len(ends) == 2:
                found = (_distance(at, *ends), circuit.id, circuit.inverters.index(after))
                best = min(best, found) if best else found
    reach_mm = max(ctx.reach_mm, _REACH_PX * ctx.mm_per_px)
    return best[1:] if best is not None and best[0] <= reach_mm else None


def _distance(at: Point, start: Point, end: Point) -> float:
    """Distance of a point from a straight line between two points."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((at[0] - start[0]) * dx + (at[1] - start[1]) * dy) / ((dx * dx + dy * dy) or 1.0)
    share = min(max(along, 0.0), 1.0)
    away_x, away_y = at[0] - start[0] - share * dx, at[1] - start[1] - share * dy
    return float((away_x**2 + away_y**2) ** 0.5)
