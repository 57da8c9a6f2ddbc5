"""From the modules of a row to its blocks: modules that share one stretch of rail, and their clamps.

Two neighbours share a mid clamp where the gap between them is no wider than the mid gap. Over a wider gap
each gets its end clamp, and the rail runs on if two rail ends and a joint would not fit; else it is broken.
"""

from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from msgspec import Struct

from designer.core.geometry.intervals import Interval
from designer.core.model.plan import HardwareKind
from designer.core.racking.figures import Figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rows import Seat, SeatRow
from designer.core.units import TOLERANCE_MM


class Clamp(Struct, frozen=True, kw_only=True, gc=False):
    """A clamp by the ends of its outline along the rail, and `across` where that is not about its middle."""

    kind: HardwareKind
    start_mm: float
    end_mm: float
    across: Interval | None = None


class TightGap(Struct, frozen=True, kw_only=True, gc=False):
    """A gap too wide for a mid clamp and too narrow for two end clamps, between two modules."""

    before: str
    after: str
    start_mm: float
    end_mm: float


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """Modules over one stretch of rail; `start_mm` and `end_mm` are the rail's ends by their overhang."""

    seats: tuple[Seat, ...]
    start_mm: float
    end_mm: float
    clamps: tuple[Clamp, ...]
    tight_gaps: tuple[TightGap, ...] = ()

    @property
    def first_mm(self) -> float:
        """Where the first module begins."""
        return min(seat.start_mm for seat in self.seats)

    @property
    def last_mm(self) -> float:
        """Where the last module ends."""
        return max(seat.end_mm for seat in self.seats)


class _Gap(Enum):
    SHARED = auto()
    RUNS_ON = auto()
    BROKEN = auto()


def blocks_of(row: SeatRow, figures: Figures, mask: RoofMask) -> tuple[Block, ...]:
    """The blocks of a row along the rail."""
    gaps = [_gap(row, before, after, figures, mask) for before, after in pairwise(row.seats)]
    cuts = [index + 1 for index, gap in enumerate(gaps) if gap is _Gap.BROKEN]
    bounds = [0, *cuts, len(row.seats)]
    return tuple(
        _block(row.seats, low, high, gaps[low : high - 1], figures) for low, high in pairwise(bounds)
    )


def _gap(row: SeatRow, before: Seat, after: Seat, figures: Figures, mask: RoofMask) -> _Gap:
    gap_mm = after.start_mm - before.end_mm
    if gap_mm < figures.mid_gap_mm + 2.0 * TOLERANCE_MM:  # either edge may be off by its rounding
        return _Gap.SHARED
    if gap_mm > figures.least_break_mm - 2.0 * TOLERANCE_MM:
        return _Gap.BROKEN
    between = (before.end_mm, row.lower_mm, after.start_mm, row.upper_mm)
    return _Gap.BROKEN if mask.obstacles_in(between) else _Gap.RUNS_ON


def _block(seats: Sequence[Seat], low: int, high: int, gaps: Sequence[_Gap], figures: Figures) -> Block:
    mine = tuple(seats[low:high])
    before = seats[low - 1].end_mm if low else None
    after = seats[high].start_mm if high < len(seats) else None
    return Block(
        seats=mine,
        start_mm=mine[0].start_mm - overhang_mm(figures, before, mine[0].start_mm),
        end_mm=mine[-1].end_mm + overhang_mm(figures, mine[-1].end_mm, after),
        clamps=_clamps(mine, gaps, figures),
        tight_gaps=_tight_gaps(mine, gaps, figures),
    )


def overhang_mm(figures: Figures, low: float | None, high: float | None) -> float:
    """The system's end overhang, or what a gap to a neighbour leaves of it beside the joint."""
    overhang = figures.system.end_overhang_mm
    if low is None or high is None:
        return overhang
    return min(overhang, max(0.0, (high - low - figures.system.joint_gap_mm) / 2.0))


def _clamps(seats: Sequence[Seat], gaps: Sequence[_Gap], figures: Figures) -> tuple[Clamp, ...]:
    overlap, outer = figures.system.clamp_overlap_mm, figures.system.end_clamp_outer_mm
    clamps = [_clamp(HardwareKind.END_CLAMP, seats[0].start_mm - outer, seats[0].start_mm + overlap)]
    for (before, after), gap in zip(pairwise(seats), gaps, strict=True):
        low, high = before.end_mm, after.start_mm
        if gap is _Gap.SHARED:
            clamps.append(_clamp(HardwareKind.MID_CLAMP, low - overlap, max(low, high) + overlap))
        else:
            clamps.append(_clamp(HardwareKind.END_CLAMP, low - overlap, low + outer))
            clamps.append(_clamp(HardwareKind.END_CLAMP, high - outer, high + overlap))
    clamps.append(_clamp(HardwareKind.END_CLAMP, seats[-1].end_mm - overlap, seats[-1].end_mm + outer))
    return tuple(clamps)


def _clamp(kind: HardwareKind, start_mm: float, end_mm: float) -> Clamp:
    return Clamp(kind=kind, start_mm=start_mm, end_mm=end_mm)


def _tight_gaps(seats: Sequence[Seat], gaps: Sequence[_Gap], figures: Figures) -> tuple[TightGap, ...]:
    room_mm = 2.0 * figures.system.end_clamp_outer_mm - TOLERANCE_MM
    return tuple(
        TightGap(before=before.module, after=after.module, start_mm=before.end_mm, end_mm=after.start_mm)
        for (before, after), gap in zip(pairwise(seats), gaps, strict=True)
        if gap is _Gap.RUNS_ON and after.start_mm - before.end_mm < room_mm
    )
