"""The task: inverters to be strung to legs, with least costs of steps and end cables for any places."""

from collections.abc import Sequence
from itertools import pairwise
from math import floor

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from designer.core.trunk.graph import Array
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

Ints = NDArray[np.intp]

MIXED_LOAD = 60
"""Loads of different units are counted in so many parts of a full branch."""


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
    end cable of a state, `lows` where it begins on the rail, mm.
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
    lows: Array
    near: tuple[tuple[int, ...], ...]

    def first(self) -> Ints:
        """The first state of each member."""
        return np.searchsorted(self.member, np.arange(len(self.ranges)))

    def fixed(self) -> float:
        """What every leg costs besides its steps and its end cable."""
        return self.rules.prices.port + self.rules.prices.end_cap


class LeastCosts:
    """What legs of a problem cost at least: their steps, their end cables and their fixed costs."""

    def __init__(self, problem: Problem) -> None:
        states = len(problem.member)
        self._steps = np.full((states, states), np.inf)
        self._steps[problem.tails, problem.heads] = problem.costs
        self._feeds, self._fixed = problem.feeds, problem.fixed()
        size = len(problem.ranges)
        self._ends = np.searchsorted(problem.member, np.arange(size + 1)).tolist()

    def of(self, members: Sequence[int]) -> float:
        """That of a leg from its far end to its feed; inf where it has a step without an arc."""
        own = [slice(self._ends[member], self._ends[member + 1]) for member in members]
        reached = np.zeros(own[0].stop - own[0].start)
        for tails, heads in pairwise(own):
            reached = (reached[:, None] + self._steps[tails, heads]).min(axis=0)
        return float((reached + self._feeds[own[-1]]).min()) + self._fixed


def loads(ranges: Sequence[PortRange], rules: TrunkRules) -> tuple[Ints, int]:
    """How much of a branch each member takes, in whole parts, and how many parts there are.

    Units of one kind are counted. Shares of different ones are rounded down, which lets in all legs that a
    branch carries, and some that it does not.
    """
    limits = [rules.limit(one.slot.product) for one in ranges]
    if len(set(limits)) == 1:
        return np.ones(len(ranges), dtype=np.intp), max(limits[0].units, 1)
    return np.array([max(1, floor(min(one.share, 1.0) * MIXED_LOAD)) for one in limits]), MIXED_LOAD


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
    )
