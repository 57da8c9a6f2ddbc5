"""Least costs by inverter in plain lists: what a circuit costs at least, seen at once."""

from collections.abc import Sequence
from math import inf

import numpy as np

from designer.core.trunk.columns.problem import LeastCosts, Problem
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.graph import Array
from designer.core.trunk.hops import shortest_feed
from designer.core.trunk.placing import priced
from designer.core.trunk.site import Site

AROUND = 40
"""Of so many inverters, the nearest ones, each one knows which they are."""

CLOSE = 12
"""So many of these are close: a member that is put back may join their circuits."""


class Estimates:
    """Costs of steps between members, of end cables to each box, members around each one, voltage rises.

    `feeds` are the costs of end cables by box, `feeds_of` the same by member, `nearest` the least of each
    member. Those `around` a member begin with the nearest, and the first of them are `close`.
    """

    def __init__(self, site: Site, problem: Problem) -> None:
        size = len(problem.ranges)
        steps = np.full((size, size), inf)
        tails, heads = problem.member[problem.tails], problem.member[problem.heads]
        np.minimum.at(steps, (tails, heads), problem.costs)
        self.steps: list[list[float]] = steps.tolist()
        self.boxes = site.boxes_for(problem.ranges)
        self.feeds = [_feeds(site, problem, box) for box in self.boxes]
        self.feeds_of = [list(own) for own in zip(*self.feeds, strict=True)]
        self.nearest = [min(own) for own in self.feeds_of]
        self.fixed = problem.fixed()
        self._least = LeastCosts(problem)
        self.around = _around(steps)
        self.close = [own[:CLOSE] for own in self.around]
        limits = [problem.rules.limit(one.slot.product) for one in problem.ranges]
        self.shares = [limit.filling for limit in limits]
        self.rises = Rises(problem, cheapest=True)

    def load(self, legs: Sequence[Sequence[int]]) -> float:
        """What legs carry together, as a share of a branch."""
        shares = self.shares
        return sum(shares[member] for leg in legs for member in leg)

    def without_feed(self, leg: Sequence[int]) -> float:
        """What a leg costs at least but for its end cable, whichever end that leaves it from."""
        cost, before = self.fixed, leg[0]
        for member in leg[1:]:
            cost += self.steps[before][member]
            before = member
        return cost

    def of_leg(self, leg: Sequence[int], box: int) -> float:
        """What a leg costs at least from its far end into a box; inf where it rises too high."""
        cost = self.without_feed(leg) + self.feeds[box][leg[-1]]
        return cost if cost < inf and self.rises.allowed(leg) else inf

    def by_parts(self, leg: Sequence[int]) -> float:
        """What a leg costs at least into any box; nearer to the truth than what its members cost each."""
        return self._least.of(leg)


def _feeds(site: Site, problem: Problem, box: str) -> list[float]:
    """The least price of an end cable of each member."""
    per_mm = problem.rules.prices.bulk_per_mm
    ways = (shortest_feed(site.wiring.feed(one, box), one.places) for one in problem.ranges)
    return [priced(way, per_mm) for way in ways]


def _around(steps: Array) -> list[list[int]]:
    order = np.argsort(steps, axis=1, kind="stable")[:, :AROUND]
    return [[one for one in row if steps[number, one] < inf] for number, row in enumerate(order.tolist())]
