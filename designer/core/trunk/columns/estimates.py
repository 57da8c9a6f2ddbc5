"""Least costs by inverter in plain lists: what a circuit costs at least, seen at once."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import add

import numpy as np

from designer.core.trunk.columns.problem import Problem
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.graph import Array
from designer.core.trunk.site import Site

AROUND = 40
"""Of so many inverters, the nearest ones, each one knows which they are."""


class Estimates:
    """Costs of steps between members, of end cables to each box, members around each one, voltage rises."""

    def __init__(self, site: Site, problem: Problem) -> None:
        size = len(problem.ranges)
        steps = np.full((size, size), inf)
        tails, heads = problem.member[problem.tails], problem.member[problem.heads]
        np.minimum.at(steps, (tails, heads), problem.costs)
        self.steps: list[list[float]] = steps.tolist()
        self.boxes = site.boxes_for(problem.ranges)
        self.feeds = [_feeds(site, problem, box) for box in self.boxes]
        self.fixed = problem.fixed()
        self._parts = _Parts(problem)
        self.around = _around(steps)
        limits = [problem.rules.limit(one.slot.product) for one in problem.ranges]
        self.shares = [limit.share for limit in limits]
        self.rises = Rises(problem, links=False)

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
        return self.fixed + self._parts.of(leg)


class _Parts:
    """Least costs from part to part of the members' places: a leg leaves each from where it came to."""

    def __init__(self, problem: Problem) -> None:
        states = len(problem.member)
        costs = np.full((states, states), inf)
        costs[problem.heads, problem.tails] = problem.costs
        ends = np.searchsorted(problem.member, np.arange(len(problem.ranges) + 1)).tolist()
        parts = [slice(*pair) for pair in pairwise(ends)]
        self._begins = [[0.0] * (part.stop - part.start) for part in parts]
        self._into = [[costs[own, before].tolist() for own in parts] for before in parts]
        self._feeds: list[list[float]] = [problem.feeds[part].tolist() for part in parts]

    def of(self, leg: Sequence[int]) -> float:
        """What the steps and the end cable of a leg cost at least."""
        before = leg[0]
        reached = self._begins[before]
        for member in leg[1:]:
            reached = [min(map(add, reached, into)) for into in self._into[before][member]]
            before = member
        return float(min(map(add, reached, self._feeds[before])))


def _feeds(site: Site, problem: Problem, box: str) -> list[float]:
    """The least price of an end cable of each member."""
    prices = []
    for one in problem.ranges:
        feed = site.wiring.feed(one, box)
        ends = [place for low, high in one.places for place in (low, high)]
        inside = [mark for mark in feed.marks() if any(low < mark < high for low, high in one.places)]
        prices.append(min(feed.way(place) for place in (*ends, *inside)) * problem.rules.prices.bulk_per_mm)
    return prices


def _around(steps: Array) -> list[list[int]]:
    order = np.argsort(steps, axis=1, kind="stable")[:, :AROUND]
    return [[one for one in row if steps[number, one] < inf] for number, row in enumerate(order.tolist())]
