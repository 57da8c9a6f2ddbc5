"""Places that a person wants the cable to pass between two neighbours of a branch."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations
from math import inf

from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from designer.core.findings import Finding, Location, warning
from designer.core.model.design import Design, Waypoint
from designer.core.model.plan import BranchPlan
from designer.core.trunk.island import Spot
from designer.core.trunk.network import Network
from designer.core.trunk.ports import PortRange
from designer.core.units import TOLERANCE_MM

MOST_SORTED = 4
"""Up to so many waypoints of one pair are passed in the shortest order, more of them as they are listed."""

_Pair = tuple[str, str]


class Passages:
    """The waypoints of a Design that cable can pass, by the pair of neighbours they lie between."""

    def __init__(self, design: Design, network: Network, ranges: Mapping[str, PortRange]) -> None:
        self._network, self._ranges = network, ranges
        self._listed: dict[_Pair, list[Waypoint]] = {}
        self._spots: dict[_Pair, tuple[Spot, ...]] = {}
        self.findings: list[Finding] = []
        outlines = {surface.id: Polygon(surface.outline).buffer(TOLERANCE_MM) for surface in design.surfaces}
        for waypoint in design.waypoints:
            if outlines[waypoint.surface].covers(ShapelyPoint(waypoint.x, waypoint.y)):
                self._listed.setdefault(_sorted(*waypoint.between), []).append(waypoint)
            else:
                self.findings.append(_warned("waypoint-off-surface", waypoint))

    def between(self, first: str, second: str) -> tuple[Spot, ...]:
        """The places to pass from one neighbour, an inverter, to the other, an inverter or a box."""
        pair = _sorted(first, second)
        if pair not in self._listed:
            return ()
        if pair not in self._spots:
            self._spots[pair] = self._passed(pair)
        spots = self._spots[pair]
        return spots if (first, second) == pair else spots[::-1]

    def touch(self, names: Iterable[str]) -> bool:
        """Whether cable of a branch, given by its inverters and box, has to pass a place."""
        return any(_sorted(*pair) in self._listed for pair in pairwise(names))

    def rest(self, branches: Sequence[BranchPlan]) -> list[Finding]:
        """Findings on waypoints whose pair are no neighbours in any branch."""
        neighbours = {
            _sorted(*pair) for branch in branches for pair in pairwise((*branch.inverters, branch.box))
        }
        return [
            _warned("waypoint-idle", waypoint)
            for pair, waypoints in self._listed.items()
            if pair not in neighbours
            for waypoint in waypoints
        ]

    def _passed(self, pair: _Pair) -> tuple[Spot, ...]:
        """The spots of a pair in order; those that no cable reaches are told and left out."""
        kept: list[Spot] = []
        for waypoint in self._listed[pair]:
            spot = self._network.spot(waypoint.surface, (waypoint.x, waypoint.y))
            if self._length(pair, (spot,)) < inf:
                kept.append(spot)
            else:
                self.findings.append(_warned("waypoint-unreachable", waypoint))
        if not 1 < len(kept) <= MOST_SORTED:
            return tuple(kept)
        return min(permutations(kept), key=lambda spots: round(self._length(pair, spots), 6))

    def _length(self, pair: _Pair, spots: tuple[Spot, ...]) -> float:
        """The way from preferred place to preferred place, or to the box, past the spots."""
        first, second = pair
        if first in self._ranges and second in self._ranges:
            a, b = self._ranges[first], self._ranges[second]
            hop = self._network.hop(a.line, a.span, b.line, b.span, spots)
            return hop.way(a.slot.preferred_mm, b.slot.preferred_mm)
        name, box, chain = (first, second, spots) if first in self._ranges else (second, first, spots[::-1])
        one = self._ranges[name]
        return self._network.feed(one.line, one.span, box, chain).way(one.slot.preferred_mm)


def _sorted(first: str, second: str) -> _Pair:
    return (first, second) if first <= second else (second, first)


def _warned(code: str, waypoint: Waypoint) -> Finding:
    at = Location(waypoint.surface, waypoint.x, waypoint.y)
    return warning(code, waypoint.id, *waypoint.between, at=at)
