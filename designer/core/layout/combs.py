"""The best phases of the combs of all orientations together: branch and bound, to the end or to a limit.

Over a range of phases no comb holds more than modules that may each choose their own place in the range. That
is a bound as quick to have as a count. Ranges are halved, the most promising first, until no bound is above
what is known. What is left out are phases nearer to each other than `RESOLUTION_MM`.
"""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from designer.core.layout.columns import aligned_kind, best_columns, comb, loose_kind
from designer.core.layout.model import Walkways
from designer.core.layout.rows import best_rows
from designer.core.layout.slabs import Floats
from designer.core.layout.ways import Way

RESOLUTION_MM = 0.05
"""Narrower ranges of phases are not halved."""

MOST_RANGES = 2000
"""So many ranges are looked into: enough for a proof on all but a few large roofs with both orientations."""

_Ranges = tuple[tuple[float, float], ...]
"""For each way a range of phases, counted from the low end of the usable area, mm."""


class _Open(NamedTuple):
    """A range that may hold more than is known; the heap takes the highest bound first, then the oldest."""

    below: int
    """Bound, negative."""
    number: int
    ranges: _Ranges


def best_combs(ways: Sequence[Way], walkways: Walkways) -> tuple[Floats, ...]:
    """For each way the comb of columns with which rows of all of them hold the most modules."""
    return _Search(ways, walkways).best()


class _Search:
    def __init__(self, ways: Sequence[Way], walkways: Walkways) -> None:
        self._ways, self._walkways = ways, walkways
        self._combs = tuple(best_columns(way, walkways) for way in ways)
        self._most = self._count(self._combs)
        self._open: list[_Open] = []

    def best(self) -> tuple[Floats, ...]:
        number = 0
        self._add(number, tuple((0.0, way.rule.pitch_mm) for way in self._ways))
        while self._open and number < MOST_RANGES:
            widest = heapq.heappop(self._open)
            if -widest.below <= self._most:
                break
            for half in _halved(widest.ranges):
                number += 1
                self._add(number, half)
        return self._combs

    def _add(self, number: int, ranges: _Ranges) -> None:
        """Look at the middle of a range, and keep it where it may hold more."""
        bound = self._bound(ranges)
        if bound <= self._most:
            return
        combs = tuple(
            self._comb(way, (low + high) / 2) for way, (low, high) in zip(self._ways, ranges, strict=True)
        )
        count = self._count(combs)
        if count > self._most:
            self._combs, self._most = combs, count
        if bound > self._most and max(high - low for low, high in ranges) >= RESOLUTION_MM:
            heapq.heappush(self._open, _Open(-bound, number, ranges))

    def _bound(self, ranges: _Ranges) -> int:
        kinds = [
            loose_kind(way, self._comb(way, low), high - low)
            for way, (low, high) in zip(self._ways, ranges, strict=True)
        ]
        return sum(row.modules for row in best_rows(kinds, self._walkways))

    def _count(self, combs: Sequence[Floats]) -> int:
        kinds = [aligned_kind(way, columns) for way, columns in zip(self._ways, combs, strict=True)]
        return sum(row.modules for row in best_rows(kinds, self._walkways))

    @staticmethod
    def _comb(way: Way, phase_mm: float) -> Floats:
        return comb(way, float(way.slabs.left.min()) + phase_mm)


def _halved(ranges: _Ranges) -> tuple[_Ranges, _Ranges]:
    """The ranges with the widest of them halved."""
    widest = max(range(len(ranges)), key=lambda place: ranges[place][1] - ranges[place][0])
    low, high = ranges[widest]
    middle = (low + high) / 2
    before, behind = ranges[:widest], ranges[widest + 1 :]
    return (*before, (low, middle), *behind), (*before, (middle, high), *behind)
