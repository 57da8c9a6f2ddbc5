"""The ways that cable may take on one surface: along rails, along module edges, between rows.

Lanes are horizontal in rail coordinates: the rail that the inverters of a row hang from, and the lower
and upper edge of the row. Crossings are the module edges. Where a lane or crossing leaves the modules it
must stay on the roof and clear of obstacles.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import Point, RailAxis
from designer.core.geometry.intervals import Interval, IntervalSet, normalized
from designer.core.layout.row_view import RowView
from designer.core.model.plan import RailRun


class Lane(Struct, frozen=True, kw_only=True):
    """A line across at `v` with the crossings `us` on it; cable is sheltered within `covered`."""

    v: float
    us: tuple[float, ...]
    covered: IntervalSet
    rail_line: int | None = None
    row_id: str = ""


class RowLanes(Struct, frozen=True, kw_only=True):
    """The lanes of a row from its lower edge to its upper edge, and its module edges."""

    low: Lane
    rails: tuple[Lane, ...]
    high: Lane
    edges: tuple[float, ...]


def row_lanes(view: RowView, rails: Iterable[RailRun], lines: Iterable[int], half_gap_mm: float) -> RowLanes:
    """Lanes of one row; `lines` are the rail lines (0 lower, 1 upper) that inverters hang from."""
    edges = _edges(view)
    cover = normalized(view.spans, join_below=_closed_gap(view))
    carriers = []
    for line in sorted(set(lines)):
        runs = [rail for rail in rails if rail.line_in(view.row_id) == line]
        if runs:
            extent = normalized((rail.start_mm, rail.end_mm) for rail in runs)
            carriers.append(
                Lane(v=runs[0].across_mm, us=edges, covered=extent, rail_line=line, row_id=view.row_id)
            )
    return RowLanes(
        low=Lane(v=view.low_mm - half_gap_mm, us=edges, covered=cover),
        rails=tuple(sorted(carriers, key=lambda lane: lane.v)),
        high=Lane(v=view.high_mm + half_gap_mm, us=edges, covered=cover),
        edges=edges,
    )


def _closed_gap(view: RowView) -> float:
    """A gap up to a tenth of a module is a joint of the field, not a hole in it."""
    return min(high - low for low, high in view.spans) / 10


def _edges(view: RowView) -> tuple[float, ...]:
    """Crossings: the middle of closed gaps, both edges of open ones, the ends of the row."""
    found = [view.spans[0][0]]
    closed = _closed_gap(view)
    for left, right in zip(view.spans, view.spans[1:], strict=False):
        found += [(left[1] + right[0]) / 2] if right[0] - left[1] <= closed else [left[1], right[0]]
    return tuple(sorted({round(u, 3) for u in (*found, view.spans[-1][1])}))


class FreeGround:
    """Answers whether straight ways stay on the roof and clear of what stands in the way."""

    def __init__(self, outline: BaseGeometry, blocked: Sequence[BaseGeometry], axis: RailAxis) -> None:
        self._outline, self._axis = outline, axis
        self._blocked = [area for area in blocked if not area.is_empty]
        for area in (outline, *self._blocked):
            shapely.prepare(area)

    def holds(self, place: Point) -> bool:
        """Whether a place in rail coordinates is on the roof and clear of what stands in the way."""
        x, y = place if self._axis is RailAxis.EAVE else place[::-1]
        if not shapely.intersects_xy(self._outline, x, y):
            return False
        return not any(shapely.intersects_xy(area, x, y) for area in self._blocked)

    def allows(self, segments: NDArray[np.float64]) -> NDArray[np.bool_]:
        """One answer per segment, given as rows (u0, v0, u1, v1) of rail coordinates."""
        ends = segments.reshape(-1, 2, 2)
        lines = shapely.linestrings(ends if self._axis is RailAxis.EAVE else ends[:, :, ::-1])
        free = np.asarray(shapely.covers(self._outline, lines), dtype=np.bool_)
        for area in self._blocked:
            free &= ~shapely.intersects(area, lines)
        return free


def inside(covered: IntervalSet, span: Interval) -> bool:
    """Whether one interval of the set holds the whole span."""
    return any(low - 1e-6 <= span[0] and span[1] <= high + 1e-6 for low, high in covered)
