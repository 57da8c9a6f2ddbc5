"""Lengths of cable between places on rails, reduced to the figures that they follow from.

A hop or a feed is a value without the network behind it: where two of them are equal, so is all that is
matched to them.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import inf
from operator import itemgetter
from typing import Protocol

from msgspec import Struct

from designer.core.geometry.intervals import Interval, IntervalSet, distance
from designer.core.trunk.tracks import Foot, Stretch

EVERYWHERE: Interval = (-inf, inf)

WAY_EPS_MM = 1e-6
"""A way that is shorter by no more than this is as long."""


class Gate(Struct, frozen=True, gc=False):
    """Where cable leaves a run of a rail, and the way from there on, mm."""

    along_mm: float
    run: Interval
    onward_mm: float


class Bend(Struct, frozen=True, gc=False):
    """A way that leaves one rail and joins another: |start − leaves| + middle + |end − joins| mm long."""

    leaves_mm: float
    start_run: Interval
    middle_mm: float
    joins_mm: float
    end_run: Interval


class Hop(Protocol):
    """Shortest ways between the places of two inverters."""

    def way(self, start_mm: float, end_mm: float, least_mm: float = 0.0) -> float:
        """The way between two places, mm; inf where there is none.

        The shortest one that is no shorter than `least_mm`, which leaves no more slack than may be tied up;
        just the shortest where none is as long.
        """

    def runs(self) -> tuple[Interval, ...]:
        """Runs that hold places of both inverters: there the way is the distance along the rail."""

    def bends(self) -> tuple[Bend, ...]:
        """All other ways, those left out that are never shorter than one of these."""


def shortest(hop: Hop, first: Interval, last: Interval) -> float:
    """No way of a hop between two stretches of rail is shorter, mm; inf where there is none."""
    ways = [max(0.0, last[0] - first[1], first[0] - last[1])] if hop.runs() else []
    ways += [
        distance(bend.leaves_mm, *first) + bend.middle_mm + distance(bend.joins_mm, *last)
        for bend in hop.bends()
    ]
    return min(ways, default=inf)


class Feed(Protocol):
    """Shortest ways from the places of an inverter to a box."""

    def way(self, start_mm: float) -> float:
        """The way from one place, mm; inf where there is none."""

    def marks(self) -> tuple[float, ...]:
        """Places where the way begins to grow in both directions; it is shortest at one or at an end."""


def shortest_feed(feed: Feed, places: IntervalSet) -> float:
    """No way to the box from any of the places is shorter, mm; inf where there is none."""
    ends = [place for interval in places for place in interval]
    inside = [mark for mark in feed.marks() if any(low < mark < high for low, high in places)]
    return min(map(feed.way, (*ends, *inside)))


class StraightHop(Struct, frozen=True, gc=False):
    """Both inverters hang on the same run of a rail: cable runs along it."""

    def way(self, start_mm: float, end_mm: float, least_mm: float = 0.0) -> float:  # noqa: ARG002
        """The way between two places, mm; there is no longer one."""
        return abs(start_mm - end_mm)

    def runs(self) -> tuple[Interval, ...]:
        """Both are on the one run."""
        return (EVERYWHERE,)

    def bends(self) -> tuple[Bend, ...]:
        """No way round is shorter than the rail."""
        return ()


class LaneHop(Struct, frozen=True, dict=True):
    """Ways that leave the rails at crossings; `between` are those from crossings to crossings."""

    first: Stretch
    last: Stretch
    between: tuple[tuple[float, ...], ...]
    same_line: bool = False

    def way(self, start_mm: float, end_mm: float, least_mm: float = 0.0) -> float:
        """See `Hop`."""
        if self.same_line and self.first.run_of(start_mm) == self.last.run_of(end_mm):
            return abs(start_mm - end_mm)
        best, gates = inf, self._sole_gates or self._gates_at(start_mm, end_mm)
        for leaves, middle, joins in gates:
            way = abs(start_mm - leaves) + middle + abs(end_mm - joins)
            best = way if way < best else best
        if best >= least_mm - WAY_EPS_MM or best == inf:
            return best
        ways = (abs(start_mm - leaves) + middle + abs(end_mm - joins) for leaves, middle, joins in gates)
        return min((way for way in ways if way >= least_mm - WAY_EPS_MM), default=best)

    def _gates_at(self, start_mm: float, end_mm: float) -> Sequence[tuple[float, float, float]]:
        return self._gates.get((self.first.run_at(start_mm), self.last.run_at(end_mm)), ())

    def runs(self) -> tuple[Interval, ...]:
        """Runs of a common rail line."""
        return tuple(run for run in self.first.runs if run in self.last.runs) if self.same_line else ()

    def bends(self) -> tuple[Bend, ...]:
        """Over each pair of crossings that is not as short over others; none back to the same run."""
        return self._bends

    @cached_property
    def _bends(self) -> tuple[Bend, ...]:
        ends = self.last.gates()
        return _shortest_bends(
            (middle, leaves, joins, start_run, end_run)
            for (leaves, start_runs), row in zip(self.first.gates(), self.between, strict=True)
            for (joins, end_runs), middle in zip(ends, row, strict=True)
            if middle < inf
            for start_run in start_runs
            for end_run in end_runs
            if not (self.same_line and start_run == end_run)
        )

    @cached_property
    def _sole_gates(self) -> Sequence[tuple[float, float, float]]:
        """The gates where each end has but one run, so that no place needs to be asked for its own."""
        single = len(self.first.runs) == len(self.last.runs) == 1
        return self._gates.get((self.first.runs[0], self.last.runs[0]), ()) if single else ()

    @cached_property
    def _gates(self) -> dict[tuple[Interval, Interval], list[tuple[float, float, float]]]:
        """Figures of the bends by the runs that they join."""
        found: dict[tuple[Interval, Interval], list[tuple[float, float, float]]] = {}
        for bend in self._bends:
            figures = (bend.leaves_mm, bend.middle_mm, bend.joins_mm)
            found.setdefault((bend.start_run, bend.end_run), []).append(figures)
        return found


class SpotFeed(Struct, frozen=True, dict=True):
    """Ways to a place off the rails; `onward` are those from the crossings, `beyond_mm` what follows."""

    stretch: Stretch
    onward: tuple[float, ...]
    foot: Foot | None = None
    beyond_mm: float = 0.0

    def way(self, start_mm: float) -> float:
        """The way from one place, mm; inf where there is none."""
        best, here = inf, self.stretch.run_at(start_mm)
        for gate in self.gates:
            if gate.run == here:
                best = min(best, abs(start_mm - gate.along_mm) + gate.onward_mm)
        return best

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """The crossings, and the foot where it lies on a run of the part, with the ways from there on."""
        found = [
            Gate(along, run, onward + self.beyond_mm)
            for (along, runs), onward in zip(self.stretch.gates(), self.onward, strict=True)
            for run in runs
            if onward < inf
        ]
        run = None if self.foot is None else self.stretch.numbered(self.foot.run)
        if self.foot is not None and run is not None:
            found.append(Gate(self.foot.along_mm, run, self.foot.across_mm + self.beyond_mm))
        return tuple(found)

    def marks(self) -> tuple[float, ...]:
        """The crossings and the foot."""
        return tuple(gate.along_mm for gate in self.gates)


class PassingHop(Struct, frozen=True, dict=True):
    """Ways that pass given places between the two inverters."""

    first: SpotFeed
    last: SpotFeed

    def way(self, start_mm: float, end_mm: float, least_mm: float = 0.0) -> float:  # noqa: ARG002
        """The shortest way past the places, mm, also where that is too short; inf where there is none."""
        return self.first.way(start_mm) + self.last.way(end_mm)

    def runs(self) -> tuple[Interval, ...]:
        """The way leaves the rail in any case."""
        return ()

    def bends(self) -> tuple[Bend, ...]:
        """Over each gate of the first and each of the last."""
        return self._bends

    @cached_property
    def _bends(self) -> tuple[Bend, ...]:
        return _shortest_bends(
            (a.onward_mm + b.onward_mm, a.along_mm, b.along_mm, a.run, b.run)
            for a in self.first.gates
            for b in self.last.gates
        )


_Way = tuple[float, float, float, Interval, Interval]
"""Middle, leaves, joins, start run and end run of a bend: plain figures, as few of many are kept."""


def _shortest_bends(ways: Iterable[_Way]) -> tuple[Bend, ...]:
    """Those that are shorter somewhere than each other one."""
    kept: list[_Way] = []
    for way in sorted(ways, key=itemgetter(0)):
        if not any(_as_short(known, way) for known in kept):
            kept.append(way)
    return tuple(
        Bend(leaves, start_run, middle, joins, end_run) for middle, leaves, joins, start_run, end_run in kept
    )


def _as_short(known: _Way, way: _Way) -> bool:
    apart = abs(known[1] - way[1]) + abs(known[2] - way[2])
    return known[0] + apart <= way[0] + 1e-9 and known[3:] == way[3:]
