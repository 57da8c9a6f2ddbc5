"""Where the modules of a row may stand so that the ends of its rails are carried.

A rail end is carried where an attachment stands within the cantilever of it, or where the rail may be
lengthened past an attachment outside the modules. Both are unions of intervals of the place of the outer
module, one for each rafter. So are the places of a whole block: what suits all four ends of its two rails.

Blocks are set one after the other. The first ones end as early as they can, in all numbers of modules that a
block may have: an earlier end takes no place away from those behind it, so nothing is lost by that.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from designer.core.geometry.intervals import (
    EMPTY,
    Interval,
    IntervalSet,
    intersection,
    nearest,
    normalized,
)
from designer.core.racking.attachments import SupportLimits, ZoneLimits
from designer.core.units import TOLERANCE_MM

NEAR_MM = 2_000.0
"""Blocks mostly find a place within so much of the first one they may have."""
FARTHER = 4.0
"""How much farther to look each time."""
_REMEMBERED = 32
"""Rows of a hall are alike: what suits one suits the next, and the next way to fill."""


class RailLine(Struct, frozen=True):
    """A rail's line across a row: where attachments may stand, how far free roof goes on, and its limits."""

    places: tuple[float, ...]
    ground: Interval
    limits: SupportLimits

    def near(self, low: float, high: float) -> Sequence[float]:
        """The places from one to another, both included."""
        return self.places[bisect_left(self.places, low) : bisect_right(self.places, high)]

    def reach_before(self, place: float) -> float:
        """How far before an attachment a rail may begin."""
        return self._reach((place - zone.end_mm, zone) for zone in self.limits.zones if zone.start_mm < place)

    def reach_behind(self, place: float) -> float:
        """How far behind an attachment a rail may end."""
        return self._reach((zone.start_mm - place, zone) for zone in self.limits.zones if zone.end_mm > place)

    def _reach(self, zones: Iterable[tuple[float, ZoneLimits]]) -> float:
        """The cantilever; up to a zone's near end, or into it by no more than the zone allows."""
        reach = self.limits.cantilever_mm
        for away, zone in zones:
            reach = min(reach, max(away, zone.cantilever_mm))
        return reach


class Chain(Struct, frozen=True, kw_only=True):
    """Modules side by side and where they may lie: their number and size, gaps, most between two joints."""

    modules: int
    module_mm: float
    gap_mm: float
    joint_mm: float
    """Clear gap between modules at a joint."""
    per_block: float
    room: Interval

    def length_mm(self, modules: int) -> float:
        """Outer length of a block."""
        return modules * (self.module_mm + self.gap_mm) - self.gap_mm


class _Block(Struct, frozen=True):
    start: float
    modules: int


def carried_places(
    chain: Chain, lines: Sequence[RailLine], overhang_mm: float, near: Sequence[float]
) -> tuple[float, ...] | None:
    """Lower edges of the modules of a chain so that all its rail ends are carried; None where none are.

    `overhang_mm` is what a rail stands past its outer module; `near` are the places that the modules have
    now, which the blocks keep as near to as they may.
    """
    blocks = _earliest(chain, tuple(lines), overhang_mm)
    return None if blocks is None else _Standing(chain, lines, overhang_mm).places(blocks, near)


@lru_cache(_REMEMBERED)
def _earliest(chain: Chain, lines: tuple[RailLine, ...], overhang_mm: float) -> tuple[_Block, ...] | None:
    """See `_Standing.earliest`."""
    return _Standing(chain, lines, overhang_mm).earliest()


class _Standing:
    def __init__(self, chain: Chain, lines: Sequence[RailLine], overhang_mm: float) -> None:
        self._chain, self._lines, self._overhang = chain, lines, overhang_mm
        self._most = int(min(chain.per_block, chain.modules))

    def places(self, blocks: Sequence[_Block], near: Sequence[float]) -> tuple[float, ...]:
        """Lower edges of the modules of blocks as near to `near` as they may be."""
        settled = self._settled(blocks, near)
        pitch = self._chain.module_mm + self._chain.gap_mm
        return tuple(block.start + number * pitch for block in settled for number in range(block.modules))

    def earliest(self) -> tuple[_Block, ...] | None:
        """Blocks that end as early as they can, the fewest that do."""
        chain = self._chain
        reached: list[tuple[int, float, list[_Block]] | None] = [(0, -math.inf, [])]
        for total in range(1, chain.modules + 1):
            options = [
                found
                for size in range(1, min(self._most, total) + 1)
                if (before := reached[total - size]) is not None
                and (found := self._with_block(before, size, last=total == chain.modules)) is not None
            ]
            reached.append(min(options, key=lambda option: (option[1], option[0]), default=None))
        best = reached[-1]
        return None if best is None else tuple(best[2])

    def _with_block(
        self, before: tuple[int, float, list[_Block]], size: int, *, last: bool
    ) -> tuple[int, float, list[_Block]] | None:
        count, end, blocks = before
        low = end + self._chain.joint_mm if blocks else self._chain.room[0]
        start = self._earliest_start(size, low, first=not blocks, last=last, floor=end)
        if start is None:
            return None
        return count + 1, start + self._chain.length_mm(size), [*blocks, _Block(start, size)]

    def _earliest_start(
        self, size: int, low: float, *, first: bool, last: bool, floor: float
    ) -> float | None:
        """The first place from `low` on for a block, looked for near `low` before it is farther away."""
        end, window = self._chain.room[1], NEAR_MM
        while True:
            high = min(end, low + self._chain.length_mm(size) + window)
            starts = self._starts(size, low, high, first=first, last=last, floor=floor)
            if starts:
                return starts[0][0]
            if high >= end:
                return None
            window *= FARTHER

    def _settled(self, blocks: Sequence[_Block], near: Sequence[float]) -> list[_Block]:
        """The same blocks, from the last one on as near to where their modules are as they may be."""
        settled: list[_Block] = []
        high, left = self._chain.room[1], len(near)
        for number in range(len(blocks) - 1, -1, -1):
            block, is_last = blocks[number], number == len(blocks) - 1
            left -= block.modules
            floor = -math.inf
            if number:
                before = blocks[number - 1]
                floor = before.start + self._chain.length_mm(before.modules)
            starts = self._starts(
                block.modules, block.start, high, first=not number, last=is_last, floor=floor
            )
            start = nearest(starts, near[left]) if starts else block.start
            settled.insert(0, _Block(start, block.modules))
            high = start - self._chain.joint_mm
        return settled

    def _starts(
        self, size: int, low: float, high: float, *, first: bool, last: bool, floor: float
    ) -> IntervalSet:
        """Places of a block's first module from `low` on that let it end at `high` and be carried.

        `floor` is where the modules before it end. Only the outer blocks are lengthened over free roof; an
        inner one keeps off its neighbour.
        """
        length = self._chain.length_mm(size)
        found: IntervalSet = ((low, high - length),) if low <= high - length + TOLERANCE_MM else EMPTY
        found = normalized((a, max(a, b)) for a, b in found)
        for line in self._lines:
            if not found:
                break
            low, high = found[0][0], found[-1][1]
            beyond = line.ground[0] if first else floor + self._overhang + self._between_rails()
            found = intersection(found, normalized(self._left(line, beyond, (low, high))))
            ceiling = line.ground[1] if last else -math.inf
            right = self._right(line, ceiling, (low + length, high + length))
            found = intersection(found, normalized((a - length, b - length) for a, b in right))
        return found

    def _between_rails(self) -> float:
        """The gap between rail ends at a joint."""
        return max(0.0, self._chain.joint_mm - 2.0 * self._overhang)

    def _left(self, line: RailLine, floor: float, within: Interval) -> Iterator[Interval]:
        """Where a block may begin `within` by the left ends of a rail that must not begin before `floor`."""
        over, limits = self._overhang, line.limits
        for place in line.near(within[0] - over - limits.span_mm, within[1] - over + limits.cantilever_mm):
            outside = limits.span_mm if place - limits.least_overhang_mm >= floor - TOLERANCE_MM else 0.0
            yield place + over - line.reach_before(place), place + over + outside

    def _right(self, line: RailLine, ceiling: float, within: Interval) -> Iterator[Interval]:
        """Where a block may end `within` by the right ends of a rail that must not go on past `ceiling`."""
        over, limits = self._overhang, line.limits
        for place in line.near(within[0] + over - limits.cantilever_mm, within[1] + over + limits.span_mm):
            outside = limits.span_mm if place + limits.least_overhang_mm <= ceiling + TOLERANCE_MM else 0.0
            yield place - over - outside, place - over + line.reach_behind(place)
