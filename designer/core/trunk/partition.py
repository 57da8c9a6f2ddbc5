"""Cut an order of inverters into branches: fewest branches first, then least estimated cost.

Exact for the given order and estimate, by dynamic programming over the cutting points.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from msgspec import Struct

from designer.core.electrical.limits import FULL
from designer.core.trunk.boxes import BoxWays
from designer.core.trunk.ordering import Order
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

TIDY_WAY_SHARE = 0.1
"""Share of the price of bulk cable that a way costs besides its pitches: shorter ways are tidier."""

TIDY_ROW_CHANGE = 1.0
"""Estimated cost of a change of row within a branch, in the catalogue's currency: tidiness only."""


class Estimate:
    """Steps and feeds between preferred positions for one product; the exact match comes later.

    Cable is estimated as when inverters and ports give way as far as they can. `trunk_pct` and `feed_pct` are
    the voltage rise per mm and A of trunk and of end cable, in per cent.
    """

    def __init__(self, ways: BoxWays, rules: TrunkRules) -> None:
        self.rules, self._ways = rules, ways
        self.feeds, self.beyond_mm = ways.feeds, rules.family.beyond_feed_mm
        self.lines = [one.line for one in ways.ranges]
        self.currents = [rules.current_a(one.slot.product) for one in ways.ranges]
        self.shares = [rules.limit(one.slot.product).share for one in ways.ranges]
        self.most_of_any_kind = rules.most_of_any_kind()
        self._give = [_give(one) for one in ways.ranges]
        per_ohm_a = rules.rise_pct_per_ohm_a()
        self.trunk_pct, self.feed_pct = (
            per_ohm_a * rules.product.ohm_per_km,
            per_ohm_a * rules.bulk.ohm_per_km,
        )
        self._steps: dict[tuple[int, int], tuple[float, float]] = {}

    def step(self, first: int, second: int) -> tuple[float, float]:
        """Trunk cable of a step in mm and its estimated cost; inf where there is no way.

        Ways matter to the cost even where the number of pitches is the same.
        """
        key = (first, second)
        if key not in self._steps:
            self._steps[key] = self._new_step(first, second)
        return self._steps[key]

    def _new_step(self, first: int, second: int) -> tuple[float, float]:
        between = self._ways.between[(first, second) if first < second else (second, first)]
        if between == inf:
            return inf, inf
        prices, pitch, family = self.rules.prices, self.rules.product.pitch_mm, self.rules.family
        way = between - self._give[first] - self._give[second]
        cable = max(1, math.ceil((way + family.dressing_mm) / pitch)) * pitch
        pitches = cable / pitch
        change = TIDY_ROW_CHANGE if self.lines[first] != self.lines[second] else 0.0
        standard = pitches * prices.port + (pitches - 1) * prices.port_cap
        bulk = between * prices.bulk_per_mm
        linked = prices.link + prices.port + bulk if family.links_allowed else inf
        return cable, min(standard, linked) + change + TIDY_WAY_SHARE * bulk

    def rise_pct(self, members: Sequence[int]) -> float:
        """Voltage rise of a branch fed at its last member, %."""
        rise = current = 0.0
        for first, second in pairwise(members):
            current += self.currents[first]
            rise += self.step(first, second)[0] * current
        at_feed = (self.feeds[members[-1]] + self.beyond_mm) * (current + self.currents[members[-1]])
        return self.trunk_pct * rise + self.feed_pct * at_feed


def _give(one: PortRange) -> float:
    """How far a port may move towards its neighbour, half of the farthest way: drift adds up."""
    low, high = one.places[0][0], one.places[-1][1]
    return max(high - one.slot.preferred_mm, one.slot.preferred_mm - low) / 2


class Partition(Struct, frozen=True, order=True, gc=False):
    """Branches of an order: how many break a limit, how many there are, their cost, their members."""

    broken: int
    branches: int
    cost: float
    parts: tuple[Order, ...]


_NONE = Partition(0, 0, 0.0, ())


def partition(order: Order, estimate: Estimate) -> Partition:
    """The best way to cut `order` into branches; each part runs from its far end to its feed."""
    steps = [estimate.step(first, second) for first, second in pairwise(order)]
    best: list[Partition | None] = [_NONE]
    for end in range(1, len(order) + 1):
        chosen: Partition | None = None
        for start, broken, cost, at_last in reversed(_parts_ending(order, end, steps, estimate)):
            before = best[start]
            if before is None:
                continue
            rough = (before.broken + broken, before.branches + 1)
            if chosen is not None and rough > (chosen.broken, chosen.branches):
                continue
            rank = (*rough, round(before.cost + cost, 6))
            if chosen is None or rank <= (chosen.broken, chosen.branches, chosen.cost):
                part = order[start:end] if at_last else order[start:end][::-1]
                option = Partition(*rank, (*before.parts, part))
                chosen = option if chosen is None else min(chosen, option)
        best.append(chosen)
    final = best[-1]
    if final is None:
        raise ValueError("an order without any branch")
    return final


def _parts_ending(
    order: Order, end: int, steps: Sequence[tuple[float, float]], estimate: Estimate
) -> list[tuple[int, int, float, bool]]:
    """All branches whose last member in the order stands before `end`, the shortest first.

    `steps` are those from each member of the order to the next. Each branch is given by its start, the limits
    it breaks, its cost, and whether it is fed at its last member, which is when that is the nearer one.
    Voltage rise only grows with more members, so the search ends where even two legs are too long.
    """
    shares, currents, feeds = estimate.shares, estimate.currents, estimate.feeds
    price, limit = estimate.rules.prices.bulk_per_mm, estimate.rules.max_rise_pct
    trunk_pct, feed_pct, beyond = estimate.trunk_pct, estimate.feed_pct, estimate.beyond_mm
    last = first = order[end - 1]
    at_end, load, current = feeds[last], shares[last], currents[last]
    stepped = length = fed_last = fed_first = 0.0
    parts: list[tuple[int, int, float, bool]] = []
    for start in range(end - 1, -1, -1):
        if start < end - 1:
            first = order[start]
            cable, cost = steps[start]
            load += shares[first]
            stepped += cost
            if stepped == inf or load > FULL or end - start > estimate.most_of_any_kind:
                break
            length += cable
            fed_last += length * currents[first]
            fed_first += cable * current
            current += currents[first]
        at_start, broken = feeds[first], int(load > FULL or end - start > estimate.most_of_any_kind)
        at_last = at_end <= at_start
        near, trunk = (at_end, fed_last) if at_last else (at_start, fed_first)
        cost = stepped + near * price
        if trunk_pct * trunk + feed_pct * (near + beyond) * current > limit:
            too_high = True
            if start < end - 1:
                part = order[start:end] if at_last else order[start:end][::-1]
                too_high = any(estimate.rise_pct(leg) > limit for leg in centre_legs(part))
                cost += max(at_end, at_start) * price
            broken += too_high
        parts.append((start, broken, cost, at_last))
        if broken:
            break
    return parts


def centre_legs(members: Order) -> tuple[Order, Order]:
    """The two halves of a branch, each from its far end to the middle."""
    half = (len(members) + 1) // 2
    return members[:half], members[half:][::-1]
