"""Rails that lie in one line across a surface, and how far each may be lengthened towards the next."""

import math
from collections.abc import Iterator

from designer.core.geometry.intervals import Interval


class Lanes:
    """The rails of a surface by their ids; between two in one line `joint_gap_mm` stays free."""

    def __init__(self, width_mm: float, joint_gap_mm: float) -> None:
        self._width_mm = width_mm
        self._joint_gap_mm = joint_gap_mm
        self._ends: dict[str, Interval] = {}
        self._across_mm: dict[str, float] = {}
        self._lanes: dict[int, list[str]] = {}

    def add(self, rail: str, across_mm: float, start_mm: float, end_mm: float) -> None:
        """Take up a rail by its middle across and its ends."""
        self._ends[rail] = (start_mm, end_mm)
        self._across_mm[rail] = across_mm
        self._lanes.setdefault(self._lane(across_mm), []).append(rail)

    def lengthen(self, rail: str, start_mm: float, end_mm: float) -> None:
        """Take note of a rail's new ends."""
        self._ends[rail] = (start_mm, end_mm)

    def room(self, rail: str) -> Interval:
        """How far down and up its axis the rail may reach before it comes too near to another one."""
        start, end = self._ends[rail]
        floor, ceiling = -math.inf, math.inf
        for other_start, other_end in self._in_line_with(rail):
            if other_end <= start:
                floor = max(floor, other_end + self._joint_gap_mm)
            elif other_start >= end:
                ceiling = min(ceiling, other_start - self._joint_gap_mm)
        return floor, ceiling

    def _in_line_with(self, rail: str) -> Iterator[Interval]:
        """Ends of the other rails whose width overlaps that of this one."""
        across = self._across_mm[rail]
        for near in range(self._lane(across) - 1, self._lane(across) + 2):
            for other in self._lanes.get(near, ()):
                if other != rail and abs(self._across_mm[other] - across) < self._width_mm:
                    yield self._ends[other]

    def _lane(self, across_mm: float) -> int:
        return math.floor(across_mm / self._width_mm)
