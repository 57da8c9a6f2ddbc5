"""Cut an order of inverters into branches: fewest branches first, then least estimated cost.

Exact for the given order and estimate, by dynamic programming over the cutting points.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from math import inf

import numpy as np
from msgspec import Struct

from designer.core.electrical.limits import FULL
from designer.core.trunk.network import Array, Network
from designer.core.trunk.ordering import Order
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

TIDY_WAY_SHARE = 0.1
"""Share of the price of bulk cable that a way costs besides its pitches: shorter ways are tidier."""

TIDY_ROW_CHANGE = 1.0
"""Estimated cost of a change of row within a branch, in the catalogue's currency: tidiness only."""


class Ways:
    """Shortest ways between preferred places and to a box, shared by the estimates of all products."""

    def __init__(self, ranges: Sequence[PortRange], box: str, network: Network) -> None:
        self._ranges, self._box, self._network = ranges, box, network
        self._between: dict[tuple[int, int], float] = {}
        self._feeds: dict[int, float] = {}

    def between(self, first: int, second: int) -> float:
        """Way between the preferred places of two inverters, mm."""
        key = (first, second) if first < second else (second, first)
        if key not in self._between:
            a, b = self._ranges[key[0]], self._ranges[key[1]]
            ways = self._network.distances(a.line, _preferred(a), b.line, _preferred(b))
            self._between[key] = float(ways[0, 0])
        return self._between[key]

    def feed(self, index: int) -> float:
        """Way from an inverter's preferred place to the box, mm."""
        if index not in self._feeds:
            one = self._ranges[index]
            self._feeds[index] = float(self._network.to_box(one.line, _preferred(one), self._box)[0])
        return self._feeds[index]


class Estimate:
    """Steps and feeds between preferred positions, cached; the exact match comes later.

    Cable is estimated as when inverters and ports give way as far as they can.
    """

    def __init__(self, ranges: Sequence[PortRange], rules: TrunkRules, ways: Ways) -> None:
        self.rules, self._ways = rules, ways
        self.lines = [one.line for one in ranges]
        self.currents = [rules.current_a(one.slot.product) for one in ranges]
        limits = [rules.limit(one.slot.product).units for one in ranges]
        self.shares = [1 / limit if limit > 0 else inf for limit in limits]
        self._give = [_give(one) for one in ranges]
        factor = math.sqrt(3) if rules.family.phases == 3 else 2.0
        self._pct_per_ohm_a = rules.rise_pct(factor)

    def feed(self, index: int) -> float:
        """Way from an inverter's preferred place to the box, mm."""
        return self._ways.feed(index)

    def cable(self, first: int, second: int) -> float:
        """Trunk cable of a step, mm; inf where there is no way."""
        way = self._ways.between(first, second) - self._give[first] - self._give[second]
        pitch = self.rules.product.pitch_mm
        if way == inf:
            return inf
        return max(1, math.ceil((way + self.rules.family.dressing_mm) / pitch)) * pitch

    def step_cost(self, first: int, second: int) -> float:
        """Estimated cost of a step; ways matter even where the number of pitches is the same."""
        cable = self.cable(first, second)
        if cable == inf:
            return inf
        prices, pitches = self.rules.prices, cable / self.rules.product.pitch_mm
        change = TIDY_ROW_CHANGE if self.lines[first] != self.lines[second] else 0.0
        standard = pitches * prices.port + (pitches - 1) * prices.port_cap
        way = self._ways.between(first, second) * prices.bulk_per_mm
        linked = prices.link + prices.port + way if self.rules.family.links_allowed else inf
        return min(standard, linked) + change + TIDY_WAY_SHARE * way

    def trunk_pct(self, length_mm: float, current_a: float) -> float:
        """Voltage rise over a length of trunk, %."""
        return self._pct_per_ohm_a * length_mm * 1e-6 * self.rules.product.ohm_per_km * current_a

    def feed_pct(self, index: int, current_a: float) -> float:
        """Voltage rise over the end cable of an inverter, %."""
        return self._pct_per_ohm_a * self.feed(index) * 1e-6 * self.rules.bulk.ohm_per_km * current_a

    def rise_pct(self, members: Sequence[int]) -> float:
        """Voltage rise of a branch fed at its last member, %."""
        rise = current = 0.0
        for first, second in pairwise(members):
            current += self.currents[first]
            rise += self.trunk_pct(self.cable(first, second), current)
        return rise + self.feed_pct(members[-1], current + self.currents[members[-1]])


def _give(one: PortRange) -> float:
    """How far a port may move towards its neighbour, half of the farthest way: drift adds up."""
    low, high = one.places[0][0], one.places[-1][1]
    return max(high - one.slot.preferred_mm, one.slot.preferred_mm - low) / 2


def _preferred(one: PortRange) -> Array:
    return np.array([one.slot.preferred_mm])


class Partition(Struct, frozen=True, order=True):
    """Branches of an order: how many break a limit, how many there are, their cost, their members."""

    broken: int
    branches: int
    cost: float
    parts: tuple[Order, ...]


def partition(order: Order, estimate: Estimate) -> Partition:
    """The best way to cut `order` into branches; each part runs from its far end to its feed."""
    best: list[Partition | None] = [Partition(0, 0, 0.0, ())]
    for end in range(1, len(order) + 1):
        options = [
            _extended(before, part)
            for start, part in _parts_ending(order, end, estimate)
            if (before := best[start]) is not None
        ]
        best.append(min(options, default=None))
    final = best[-1]
    if final is None:
        raise ValueError("an order without any branch")
    return final


def _extended(before: Partition, part: Partition) -> Partition:
    return Partition(
        before.broken + part.broken,
        before.branches + part.branches,
        round(before.cost + part.cost, 6),
        (*before.parts, *part.parts),
    )


def _parts_ending(order: Order, end: int, estimate: Estimate) -> list[tuple[int, Partition]]:
    """All branches whose last member in the order stands before `end`, by their start.

    Voltage rise only grows with more members, so the search ends where even two legs are too long.
    """
    parts: list[tuple[int, Partition]] = []
    growing = _Growing(order[end - 1], estimate)
    for start in range(end - 1, -1, -1):
        if start < end - 1 and not growing.take(order[start], order[start + 1]):
            break
        part = growing.rated(order[start:end])
        parts.append((start, part))
        if part.broken:
            break
    return parts


class _Growing:
    """A branch that grows at its first member; sums are kept so that each growth costs the same."""

    def __init__(self, last: int, estimate: Estimate) -> None:
        self._estimate = estimate
        self._last = last
        self._load = estimate.shares[last]
        self._current = estimate.currents[last]
        self._steps = 0.0
        self._length = 0.0
        self._fed_last = self._fed_first = 0.0

    def take(self, first: int, second: int) -> bool:
        """Put `first` before `second`; False when the branch cannot carry or reach it."""
        estimate = self._estimate
        self._load += estimate.shares[first]
        self._steps += estimate.step_cost(first, second)
        if self._steps == inf or self._load > FULL:
            return False
        cable = estimate.cable(first, second)
        self._length += cable
        self._fed_last += estimate.trunk_pct(self._length, estimate.currents[first])
        self._fed_first += estimate.trunk_pct(cable, self._current)
        self._current += estimate.currents[first]
        return True

    def rated(self, members: Order) -> Partition:
        """The branch fed from its nearer end, or in the middle where that is too long in voltage."""
        estimate, first = self._estimate, members[0]
        price, limit = estimate.rules.prices.bulk_per_mm, estimate.rules.max_rise_pct
        feeds = (estimate.feed(self._last), estimate.feed(first))
        at_last = feeds[0] <= feeds[1]
        trunk = self._fed_last if at_last else self._fed_first
        cost = self._steps + min(feeds) * price
        too_high = trunk + estimate.feed_pct(self._last if at_last else first, self._current) > limit
        if too_high and len(members) > 1:
            too_high = any(estimate.rise_pct(leg) > limit for leg in centre_legs(members))
            cost += max(feeds) * price
        facing = members if at_last else members[::-1]
        return Partition(int(self._load > FULL) + int(too_high), 1, cost, (facing,))


def centre_legs(members: Order) -> tuple[Order, Order]:
    """The two halves of a branch, each from its far end to the middle."""
    half = (len(members) + 1) // 2
    return members[:half], members[half:][::-1]
