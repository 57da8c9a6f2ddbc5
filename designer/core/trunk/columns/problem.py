"""The task: inverters to be strung to legs, with least costs of steps and end cables for any places."""

from collections.abc import Sequence
from itertools import pairwise
from operator import add
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from designer.core.trunk.graph import Array
from designer.core.trunk.labels import link_cost
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

Ints = NDArray[np.intp]

FEW = 12
"""So few inverters are planned exactly at once: none are annealed."""

LONG_LEGS = 9.0
"""Members of a long leg in the mean."""


def are_short(members: int, legs: int) -> bool:
    """Whether so many legs of so many members together are short in the mean."""
    return members < LONG_LEGS * legs


class Route(Struct, frozen=True):
    """Members of a leg from its far end to its feed, and its least cost."""

    members: tuple[int, ...]
    cost: float


class Problem(Struct, frozen=True, eq=False, kw_only=True):
    """Members, and states: parts of the places of a member, numbered member by member.

    `load` is what each member takes of `capacity`. Arcs lead from state to state towards the feed, with least
    costs and ways. A step from member to member without an arc has a way of `beyond` mm at least and costs
    `far` at least: (members, members), inf where there is an arc or no way. `near` are the members around
    each one, itself first. `begins` is what a leg pays to begin in a state, `feeds` the least price of the
    end cable of a state, `feed_ways` its least way, mm, and `lows` where the state begins on the rail, mm.
    What is worked out from states, arcs and members around alone is `kept` for all problems that have the
    same.
    """

    ranges: tuple[PortRange, ...]
    rules: TrunkRules
    load: Ints
    capacity: int
    member: Ints
    tails: Ints
    heads: Ints
    costs: Array
    ways: Array
    far: Array
    beyond: Array
    begins: Array
    feeds: Array
    feed_ways: Array
    lows: Array
    near: tuple[tuple[int, ...], ...]
    kept: dict[bytes, Any] = {}

    def first(self) -> Ints:
        """The first state of each member."""
        return np.searchsorted(self.member, np.arange(len(self.ranges)))

    def fixed(self) -> float:
        """What every leg costs besides its steps and its end cable."""
        return self.rules.prices.port + self.rules.prices.leg


class LeastCosts:
    """What legs of a problem cost at least: their steps, their end cables and their fixed costs.

    A leg leaves each member from the part of its places that it came to. What is asked for again and again
    is kept in plain lists: members have few parts.
    """

    def __init__(self, problem: Problem) -> None:
        states = len(problem.member)
        self._into = np.full((states, states), np.inf)
        self._into[problem.heads, problem.tails] = problem.costs
        ends = np.searchsorted(problem.member, np.arange(len(problem.ranges) + 1)).tolist()
        self._parts = [slice(*pair) for pair in pairwise(ends)]
        self._feeds: list[list[float]] = [problem.feeds[part].tolist() for part in self._parts]
        self._steps: dict[tuple[int, int], list[list[float]]] = {}
        self._fixed = problem.fixed()

    def of(self, members: Sequence[int]) -> float:
        """That of a leg from its far end to its feed; inf where it has a step without an arc."""
        before = members[0]
        reached = [0.0] * len(self._feeds[before])
        for member in members[1:]:
            reached = [min(map(add, reached, into)) for into in self._step(before, member)]
            before = member
        return float(min(map(add, reached, self._feeds[before]))) + self._fixed

    def _step(self, before: int, member: int) -> list[list[float]]:
        """Costs into each part of a member from each part of the one before."""
        found = self._steps.get((before, member))
        if found is None:
            found = self._into[self._parts[member], self._parts[before]].tolist()
            self._steps[before, member] = found
        return found


def least_step_costs(ways: Array, rules: TrunkRules) -> Array:
    """The least that steps of at least these ways cost, slack limit left aside; inf where there is no way."""
    known = np.isfinite(ways)
    flat = np.where(known, ways, 0.0)
    pitches = np.maximum(np.ceil((flat + rules.family.dressing_mm) / rules.product.pitch_mm - 1e-9), 1.0)
    standard = pitches * rules.prices.port + (pitches - 1) * rules.prices.port_cap
    linked = link_cost(rules) + flat * rules.prices.bulk_per_mm
    return np.asarray(np.where(known, np.minimum(standard, linked), np.inf))


def sparse(problem: Problem, most: int, remembered: int) -> Problem:
    """A quicker task: steps to so many members from each one, the cheapest, and fewer members remembered."""
    size = len(problem.ranges)
    tails, heads = problem.member[problem.tails], problem.member[problem.heads]
    least = np.full((size, size), np.inf)
    np.minimum.at(least, (tails, heads), problem.costs)
    order = np.argsort(least, axis=1, kind="stable")
    near = np.zeros((size, size), dtype=bool)
    near[np.arange(size)[:, None], order[:, :most]] = True
    near |= near.T
    kept = near[tails, heads]
    return replace(
        problem,
        tails=problem.tails[kept],
        heads=problem.heads[kept],
        costs=problem.costs[kept],
        ways=problem.ways[kept],
        far=np.full_like(problem.far, np.inf),
        near=tuple(one[:remembered] for one in problem.near),
        kept={},
    )
