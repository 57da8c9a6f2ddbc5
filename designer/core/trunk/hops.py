"""Lengths of cable between places on rails, reduced to the figures that they follow from.

A hop or a feed is a value without the network behind it: where two of them are equal, so is all that is
matched to them.
"""

from math import inf
from typing import Protocol

import numpy as np
from msgspec import Struct

from designer.core.trunk.graph import Array
from designer.core.trunk.tracks import Foot, Stretch


class Hop(Protocol):
    """Shortest ways between the places of two inverters."""

    def distances(self, starts: Array, ends: Array) -> Array:
        """Ways (len(starts), len(ends)), mm; inf where there is none."""

    def way(self, start_mm: float, end_mm: float) -> float:
        """The way between two places, mm."""


class Feed(Protocol):
    """Shortest ways from the places of an inverter to a box."""

    def ways(self, starts: Array) -> Array:
        """Ways from all places, mm; inf where there is none."""

    def way(self, start_mm: float) -> float:
        """The way from one place, mm; inf where there is none."""


class StraightHop(Struct, frozen=True):
    """Both inverters hang on the same run of a rail: cable runs along it."""

    def distances(self, starts: Array, ends: Array) -> Array:
        """Ways (len(starts), len(ends)), mm."""
        return np.asarray(np.abs(starts[:, None] - ends[None, :]))

    def way(self, start_mm: float, end_mm: float) -> float:
        """The way between two places, mm."""
        return abs(start_mm - end_mm)


class LaneHop(Struct, frozen=True):
    """Ways that leave the rails at crossings; `between` are those from crossings to crossings."""

    first: Stretch
    last: Stretch
    between: tuple[tuple[float, ...], ...]
    same_line: bool = False

    def distances(self, starts: Array, ends: Array) -> Array:
        """Ways (len(starts), len(ends)), mm; inf where there is none."""
        around = self._around(starts, ends)
        if not self.same_line:
            return around
        same_run = self.first.runs_of(starts)[:, None] == self.last.runs_of(ends)[None, :]
        direct = np.where(same_run, np.abs(starts[:, None] - ends[None, :]), inf)
        return np.asarray(np.minimum(direct, around))

    def _around(self, starts: Array, ends: Array) -> Array:
        if not self.first.crossings or not self.last.crossings:
            return np.full((len(starts), len(ends)), inf)
        return _min_plus(self.first.ways(starts), np.array(self.between), self.last.ways(ends).T)

    def way(self, start_mm: float, end_mm: float) -> float:
        """The way between two places, mm; inf where there is none."""
        if self.same_line and self.first.run_of(start_mm) == self.last.run_of(end_mm):
            return abs(start_mm - end_mm)
        back = self.last.ways_from(end_mm)
        return min(
            (
                out + self.between[i][j] + rest
                for i, out in self.first.ways_from(start_mm)
                for j, rest in back
            ),
            default=inf,
        )


class SpotFeed(Struct, frozen=True):
    """Ways to a place off the rails; `onward` are those from the crossings, `beyond_mm` what follows."""

    stretch: Stretch
    onward: tuple[float, ...]
    foot: Foot | None = None
    beyond_mm: float = 0.0

    def ways(self, starts: Array) -> Array:
        """Ways from all places, mm; inf where there is none."""
        found = np.full(len(starts), inf)
        if self.onward:
            found = np.min(self.stretch.ways(starts) + np.array(self.onward), axis=1)
        if self.foot is not None:
            on_run = self.stretch.runs_of(starts) == self.foot.run
            straight = np.abs(starts - self.foot.along_mm) + self.foot.across_mm
            found = np.minimum(found, np.where(on_run, straight, inf))
        return np.asarray(found + self.beyond_mm)

    def way(self, start_mm: float) -> float:
        """The way from one place, mm; inf where there is none."""
        return float(self.ways(np.array([start_mm]))[0])


class PassingHop(Struct, frozen=True):
    """Ways that pass given places between the two inverters."""

    first: SpotFeed
    last: SpotFeed

    def distances(self, starts: Array, ends: Array) -> Array:
        """Ways (len(starts), len(ends)), mm; inf where there is none."""
        return np.asarray(self.first.ways(starts)[:, None] + self.last.ways(ends)[None, :])

    def way(self, start_mm: float, end_mm: float) -> float:
        """The way between two places, mm; inf where there is none."""
        return self.first.way(start_mm) + self.last.way(end_mm)


def _min_plus(first: Array, between: Array, last: Array) -> Array:
    """Shortest first + between + last, over all middle places, which are few."""
    return _shortest(_shortest(first, between), last)


def _shortest(first: Array, last: Array) -> Array:
    found = first[:, :1] + last[0]
    for middle in range(1, len(last)):
        np.minimum(found, first[:, middle : middle + 1] + last[middle], out=found)
    return np.asarray(found)
