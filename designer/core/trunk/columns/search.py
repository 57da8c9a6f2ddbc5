"""The cheapest plan of up to 64 inverters, and a bound that rises until it meets it.

All legs whose reduced cost is within some gap are grown, exactly. A plan that costs less than the bound and
the gap together has no others (Baldacci, Christofides and Mingozzi 2008). So where no choice of them costs
less, the bound rises by the gap; where one does, it is the best plan there is. The gap grows until either
happens.
"""

from collections.abc import Callable
from math import inf

import numpy as np
from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.choice import chosen
from designer.core.trunk.columns.diving import dived
from designer.core.trunk.columns.field import Field
from designer.core.trunk.columns.generation import Bounded
from designer.core.trunk.columns.growth import Grown, Task, TooMany
from designer.core.trunk.columns.memories import WholeMemory
from designer.core.trunk.columns.pool import Pool, pool_of
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.rests import Rests
from designer.core.trunk.columns.sifting import sifted

_NO_LIMIT = 10**9

SAME = 0.005
"""Costs that differ by less than half a cent are the same."""


class Effort(Struct, frozen=True):
    """Counts, so that an answer does not depend on the machine."""

    gaps: tuple[float, ...] = (0.0025, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06)
    """Gaps tried, as shares of the bound."""
    halvings: int = 2
    """Gaps tried between the last one that there was room for and the next one."""
    labels: int = 200_000
    """Labels grown for a gap at most; a gap that needs more is too wide."""
    cuts: int = 6
    """Rounds of cuts."""
    columns: tuple[int, ...] = (600, 2000)
    """Legs in the integer programmes, those of the least reduced costs."""
    beam: int = 6_000
    """Labels of legs of as many members, where there is no room for all."""
    corrections: int = 8
    """Times that a plan is looked for again without legs that break a limit after all."""
    nodes: int = 10
    """Nodes of an integer programme at most."""


USUAL = Effort()


class Picked(Struct, frozen=True):
    """A leg: members from its far end to its feed, its box."""

    members: tuple[int, ...]
    box: str


class Found(Struct, frozen=True, eq=False):
    """Legs that cost less than what was known (none where there are none), and the bound."""

    legs: tuple[Picked, ...]
    bound: float


Exact = Callable[[tuple[int, ...], str], float]
"""What a leg of members into a box really costs; inf where it breaks a limit."""


class Search:
    """Looks for plans of a problem at given prices."""

    def __init__(
        self,
        problem: Problem,
        field: Field,
        prices: Bounded,
        exact: Exact,
        pace: Pace,
        effort: Effort = USUAL,
    ) -> None:
        self._problem, self._field, self._prices = problem, field, prices
        self._exact, self._effort, self._pace = exact, effort, pace
        limits = [problem.rules.limit(one.slot.product) for one in problem.ranges]
        self._shares = np.array([limit.share for limit in limits])
        self._rests = Rests(problem).price(prices.duals, prices.per_leg)
        self._best, self._bound, self._most_legs = inf, prices.bound, 0
        self._legs: tuple[Picked, ...] = ()

    def below(self, cost: float, most_legs: int) -> Found:
        """The cheapest plan of up to so many legs among those that cost less: one gap after the other."""
        self._best, self._bound, self._most_legs, self._legs = cost, self._prices.bound, most_legs, ()
        low, high = 0.0, inf
        for share in self._effort.gaps:
            if self._bound >= self._best - SAME:
                break
            self._pace.tell(self._bound)
            gap = min(share * self._prices.bound, self._best - self._prices.bound)
            if self._prices.bound + gap <= self._bound + SAME:
                continue
            try:
                self._try(gap)
                low = gap
            except TooMany:
                high = gap
                break
        if 0 < low < high < inf:
            self._between(low, high)
        if low == 0 < high < inf and self._effort.beam:
            self._beam()
        done = self._bound >= self._best - SAME
        return Found(self._legs, self._best if done else self._bound)

    def _between(self, low: float, high: float) -> None:
        """Look for the widest gap between two that there is room for."""
        for _ in range(self._effort.halvings):
            if self._bound >= self._best - SAME:
                return
            gap = (low + high) / 2
            try:
                self._try(gap)
                low = gap
            except TooMany:
                high = gap

    def _beam(self) -> None:
        """Where there is no room for all legs of any gap: a plan of good ones."""
        prices = self._prices
        gap = min(self._effort.gaps[-1] * prices.bound, self._best - prices.bound)
        task = Task(self._problem, self._field, self._rests, prices.duals, prices.per_leg, gap)
        memory = WholeMemory(self._field.arcs, len(self._problem.ranges))
        grown = Grown(task, memory, _NO_LIMIT, self._pace, self._effort.beam)
        pool = pool_of(grown, prices.duals, prices.per_leg, self._shares)
        if len(pool.number):
            self._dive(grown, pool)

    def _try(self, gap: float) -> None:
        """Choose among the legs within the gap; the bound rises to where they reach, or to the best plan."""
        prices = self._prices
        task = Task(self._problem, self._field, self._rests, prices.duals, prices.per_leg, gap)
        memory = WholeMemory(self._field.arcs, len(self._problem.ranges))
        grown = Grown(task, memory, self._effort.labels, self._pace)
        pool = pool_of(grown, prices.duals, prices.per_leg, self._shares)
        horizon = min(prices.bound + gap, self._best)
        wrong: list[int] = []
        if len(pool.number):
            wrong = self._dive(grown, pool)
            below = min(prices.bound + gap + SAME, self._best)
            sieve = sifted(
                pool.members, pool.costs, pool.reduced, self._most_legs, below, self._effort.cuts, self._pace
            )
            left = pool.of(sieve.left)
            if len(sieve.left):
                self._bound = max(self._bound, min(sieve.bound, horizon))
                left = Pool(left.members, left.costs, sieve.reduced, left.number)
                self._choose(grown, left, sieve.bound, min(horizon, self._best), wrong)
                return
        self._bound = max(self._bound, min(horizon, self._best))

    def _dive(self, grown: Grown, pool: Pool) -> list[int]:
        """Look for a good plan; numbers of the legs that turned out to break a limit."""
        wrong: list[int] = []
        for _ in range(self._effort.corrections):
            numbers = dived(pool, self._most_legs, self._best, self._pace)
            found = [] if numbers is None else self._take(grown, pool, numbers)
            if not found:
                break
            wrong += found
            pool = _without(pool, found)
        return wrong

    def _choose(self, grown: Grown, pool: Pool, bound: float, horizon: float, wrong: list[int]) -> None:
        """Choose among more and more legs, those first that cost least above the bound.

        Without the legs that broke a limit the choice shows nothing: another order of their members may do.
        """
        sure = not wrong
        pool = _without(pool, wrong)
        order = np.argsort(pool.reduced, kind="stable")
        for most in self._effort.columns:
            self._pace()
            own = pool.of(order[:most])
            whole = len(own.number) == len(pool.number)
            reach = horizon if whole else min(horizon, bound + float(own.reduced[-1]))
            if len(own.number) and (reach > self._bound + SAME or whole):
                answer = chosen(own, self._most_legs, self._effort.nodes, self._pace)
                if answer.numbers is not None and self._take(grown, own, answer.numbers):
                    return
                if not answer.settled:
                    return
                if sure:
                    self._bound = max(self._bound, min(reach, self._best))
            if whole or self._bound >= self._best - SAME:
                return

    def _take(self, grown: Grown, pool: Pool, numbers: Ints) -> list[int]:
        """Keep a plan that costs less than the best one; its legs that cost more than was thought."""
        legs = [self._picked(grown, number) for number in numbers.tolist()]
        costs = [self._exact(leg.members, leg.box) for leg in legs]
        thought = dict(zip(pool.number.tolist(), pool.costs.tolist(), strict=True))
        if sum(costs) < self._best - SAME:
            self._best, self._legs = sum(costs), tuple(legs)
        return [n for n, cost in zip(numbers.tolist(), costs, strict=True) if cost > thought[n] + SAME]

    def _picked(self, grown: Grown, number: int) -> Picked:
        ends = grown.ends
        members = grown.members_of(int(ends.layer[number]), int(ends.label[number]))
        return Picked(members, self._field.boxes[int(ends.box[number])])


def _without(pool: Pool, numbers: list[int]) -> Pool:
    return pool.of(np.nonzero(~np.isin(pool.number, numbers))[0])
