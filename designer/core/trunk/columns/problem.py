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


def known_leg(problem: Problem, members: Sequence[int], cost: float) -> Route:
    """A leg that exists, at the least cost of its steps and end cable; at `cost` where it has a far step."""
    own = [np.nonzero(problem.member == member)[0] for member in members]
    reached = np.zeros(len(own[0]))
    for tails, heads in pairwise(own):
        matrix = np.full((len(tails), len(heads)), np.inf)
        inside = np.isin(problem.tails, tails) & np.isin(problem.heads, heads)
        matrix[problem.tails[inside] - tails[0], problem.heads[inside] - heads[0]] = problem.costs[inside]
        reached = np.min(reached[:, None] + matrix, axis=0)
    least = float(np.min(reached + problem.feeds[own[-1]])) + problem.fixed()
    return Route(tuple(members), min(least, cost))


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
