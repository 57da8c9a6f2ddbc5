"""The allowed set X of an inverter on one rail line: interval arithmetic along the rail."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.geometry.intervals import (
    EMPTY,
    Interval,
    IntervalSet,
    contains,
    intersection,
    measure,
    normalized,
    without_open,
)
from designer.core.inverters.enclosure import across_range
from designer.core.inverters.obstructions import Hole, Obstructions
from designer.core.model.catalog import Mount
from designer.core.model.plan import RailRun
from designer.core.units import TOLERANCE_MM

Figures = NDArray[np.float64]

_AT_ONCE = 1_000
"""So many mounting points are weighed at once, so that a row with thousands of holes takes little memory."""


class LinePlace(Struct, frozen=True, kw_only=True, gc=False):
    """One of the ways an inverter may hang in its row: a rail line and a side of it."""

    line: int
    side: int
    across_mm: float
    rails: tuple[RailRun, ...]


class Blocked(Struct, frozen=True, gc=False):
    """Why there is no position: the thing that is least in the way, and by how many mm."""

    owner: str
    missing_mm: float


class Window(Struct, frozen=True, kw_only=True, gc=False):
    """The allowed set on one place, or what blocks it; `extended` where not all leads reach any of it.

    `room` is where an inverter hangs well but for its leads: a pin there holds with extension leads.
    """

    place: LinePlace
    allowed: IntervalSet
    blocked: Blocked | None = None
    extended: bool = False
    room: IntervalSet = EMPTY

    def room_mm(self) -> float:
        """Total length of the allowed set."""
        return measure(self.allowed)

    def holds(self, pin_mm: float) -> bool:
        """Whether an inverter may be pinned here."""
        return any(contains(part, pin_mm, tolerance=TOLERANCE_MM) for part in (self.allowed, self.room))


def window(
    place: LinePlace,
    spans: Sequence[Interval],
    row: Interval,
    mount: Mount,
    clearance_mm: float,
    inset_mm: float,
    obstructions: Obstructions,
) -> Window:
    """Mounting points where the footprint lies under one of `spans` and its clearance meets nothing.

    `row` is what the modules cover across the rail; under their edge the rail itself shelters an enclosure.
    `inset_mm` keeps enclosures of neighbouring groups apart where the module gap alone is narrower than the
    clearance.
    """
    low, high = across_range(mount, place.across_mm, place.side)
    row = sheltered(row, place.rails)
    if low < row[0] or high > row[1]:
        return Window(
            place=place, allowed=EMPTY, blocked=Blocked("module edge", max(row[0] - low, high - row[1]))
        )
    under = normalized(
        (start - mount.along_min_mm + inset_mm, end - mount.along_max_mm - inset_mm) for start, end in spans
    )
    if not under:
        need = mount.along_max_mm - mount.along_min_mm + 2 * inset_mm
        return Window(
            place=place,
            allowed=EMPTY,
            blocked=Blocked("module edge", need - max(end - start for start, end in spans)),
        )
    under = intersection(under, _on_rails(place.rails, mount))
    if not under:
        return Window(place=place, allowed=EMPTY, blocked=Blocked("rail end", 0.0))
    along = (mount.along_min_mm - clearance_mm, mount.along_max_mm + clearance_mm)
    own = frozenset(rail.id for rail in place.rails)
    strip, within = (low - clearance_mm, high + clearance_mm), (under[0][0], under[-1][1])
    holes = obstructions.holes(strip, along, within, ignoring=own)
    allowed = without_open(under, [(hole.low, hole.high) for hole in holes])
    return Window(place=place, allowed=allowed, blocked=None if allowed else _least_in_the_way(under, holes))


def sheltered(row: Interval, rails: Sequence[RailRun]) -> Interval:
    """What a row covers across, with the rail under its edge: an enclosure's part under that lies dry."""
    low = min((rail.across_mm - rail.width_mm / 2 for rail in rails), default=row[0])
    high = max((rail.across_mm + rail.width_mm / 2 for rail in rails), default=row[1])
    return (min(row[0], low), max(row[1], high))


def _on_rails(rails: Sequence[RailRun], mount: Mount) -> IntervalSet:
    """Mounting points with every screw on one rail run."""
    half = mount.screw_spacing_mm / 2
    return normalized((rail.start_mm + half, rail.end_mm - half) for rail in rails)


def _least_in_the_way(under: IntervalSet, holes: Sequence[Hole]) -> Blocked:
    """The obstruction that would have to move least to free a position."""
    spots = _spots(under, holes)
    missing = np.concatenate(
        [_most_missing(spots[start : start + _AT_ONCE], holes) for start in range(0, len(spots), _AT_ONCE)]
    )
    least = spots[missing == missing.min()]
    return min((_worst_at(x, holes) for x in least.tolist()), key=lambda one: (one.missing_mm, one.owner))


def _spots(under: IntervalSet, holes: Sequence[Hole]) -> Figures:
    """Mounting points at the ends of intervals and of the holes in them."""
    ends = np.array(under, dtype=float)
    edges = np.array([(hole.low, hole.high) for hole in holes], dtype=float).ravel()
    before = np.searchsorted(ends[:, 0], edges, side="right") - 1
    inside = (before >= 0) & (edges <= ends[before, 1])
    return np.unique(np.concatenate([ends.ravel(), edges[inside]]))


def _most_missing(spots: Figures, holes: Sequence[Hole]) -> Figures:
    """By how much the worst of the holes would have to move away from each mounting point."""
    low, high = (np.array([getattr(hole, end) for hole in holes], dtype=float) for end in ("low", "high"))
    missing = np.minimum(spots[:, None] - low, high - spots[:, None])
    worst: Figures = np.max(missing, axis=1, initial=0.0)
    return worst


def _worst_at(x: float, holes: Sequence[Hole]) -> Blocked:
    met = [
        Blocked(hole.owner, min(x - hole.low, hole.high - x)) for hole in holes if hole.low < x < hole.high
    ]
    return max(met, key=lambda blocked: (blocked.missing_mm, blocked.owner), default=Blocked("rail end", 0.0))
