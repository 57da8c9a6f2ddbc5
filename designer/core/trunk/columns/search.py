"""The cheapest plan of up to 64 inverters, and a bound that rises until it meets it.

All legs whose reduced cost is within some gap are grown, exactly. A plan that costs less than the bound and
the gap together has no others (Baldacci, Christofides and Mingozzi 2008). So where no choice of them costs
less, the bound rises by the gap; where one does, it is the best plan there is. The gap grows until either
happens.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from math import inf, log
from typing import Protocol

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import unwanted
from designer.core.trunk.circuits import SAME
from designer.core.trunk.columns.choice import Chosen, chosen
from designer.core.trunk.columns.diving import dived
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.legs import Legs, Within
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.sifting import sifted


class Effort(Struct, frozen=True):
    """Counts, so that an answer does not depend on the machine."""

    gaps: tuple[float, ...] = (0.0025, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.09, 0.14, 0.2, 0.35, 0.6, 1.0)
    """Gaps tried, as shares of the bound."""
    close: float = 0.005
    """A share of the cost: where the bound is as close no more gaps are tried between."""
    near: float = 0.0002
    """A share of the cost: where the bound is as close little more is tried."""
    halvings: int = 2
    """Gaps tried between the last one that there was room for and the next one."""
    labels: int = 200_000
    """Labels grown for a gap at most; a gap that needs more is too wide."""
    few_labels: int = 40_000
    """Labels that take little time to grow."""
    cuts: int = 15
    """Rounds of cuts."""
    columns: tuple[int, ...] = (600, 2000)
    """Legs in the integer programmes, those of the least reduced costs."""
    corrections: int = 8
    """Times that a plan is looked for again without legs that break a limit after all."""
    nodes: int = 50
    """Nodes of an integer programme at most."""

    def narrowly(self) -> "Effort":
        """The same with a gap before all others: it mostly holds a plan that is nearly the best."""
        return replace(self, gaps=(_NARROW, *self.gaps))


_NARROW = 0.001

_HARDLY_MORE = 1.5
"""Times as many legs as are chosen among first: so few are all chosen among at once."""

USUAL = Effort()

OF_FEW = replace(USUAL, labels=1_000_000)
"""The effort for few inverters, whose plans are to be proven: on long legs most sets of them matter. Twelve
on a branch, with a link in each five ports, are proven in 18 s and were not in 17."""


class Picked(Struct, frozen=True):
    """A leg: members from its far end to its feed, its box."""

    members: tuple[int, ...]
    box: str


Offered = Callable[[Sequence[Picked]], None]
"""Hears of the legs of a plan that is better than those before it."""


class Found(Struct, frozen=True, eq=False):
    """Legs that cost less than what was known (none where there are none), and the bound."""

    legs: tuple[Picked, ...]
    bound: float


class Judge(Protocol):
    """Says what legs are worth."""

    def cost(self, members: tuple[int, ...], box: str) -> float:
        """What a leg of members into a box really costs; inf where it breaks a limit."""

    def reordered(self, leg: Picked, enough: float) -> Picked:
        """A leg of the same members that costs no more than enough, or the cheapest order looked at."""

    def fits(self, legs: Sequence[Picked], groups: Groups) -> bool:
        """Whether legs make circuits."""

    def grouped(self, legs: Sequence[Picked], groups: Groups) -> list[tuple[Picked, ...]]:
        """The legs of each circuit that they make."""


class Taken(Struct, frozen=True):
    """What legs cost that were chosen together, and the numbers of those that cost more than was thought."""

    cost: float
    wrong: tuple[int, ...]


class Search:
    """Looks for plans of a problem at given prices."""

    def __init__(
        self,
        legs: Legs,
        prices: Bounded,
        groups: Groups,
        judge: Judge,
        effort: Effort = USUAL,
        offered: Offered = unwanted,
    ) -> None:
        """Good plans are `offered` before the best one is found."""
        self._source, self._prices, self._judge, self._effort = legs, prices, judge, effort
        self._pace, self._crowds = legs.pace, prices.prices.priced_crowds()
        self._best, self._bound, self._groups = inf, prices.bound, groups
        self._legs: tuple[Picked, ...] = ()
        self._offered = offered

    def below(self, cost: float) -> Found:
        """The cheapest plan among those that cost less: one gap after the other."""
        self._best, self._bound, self._legs = cost, self._prices.bound, ()
        low, high = self._widen()
        if 0 < low < high < inf:
            self._between(low, high)
        return Found(self._legs, self._best if self._is_done() else self._bound)

    def _is_done(self) -> bool:
        return self._bound >= self._best - SAME

    def _widen(self) -> tuple[float, float]:
        """Look within wider and wider gaps; the last one there was room for, and the first there was not."""
        low, high, grown = 0.0, inf, 0
        for share in self._effort.gaps:
            if self._is_done():
                break
            self._pace.tell(self._bound)
            gap = min(share * self._prices.bound, self._best - self._prices.bound)
            if gap <= low:
                continue
            if self._prices.bound + gap <= self._bound + SAME:
                low = gap
                continue
            try:
                labels = self._try(gap)
            except TooMany:
                high = gap
                break
            self._leap(low, gap, grown, labels)
            low, grown = gap, labels
        return low, high

    def _leap(self, low: float, gap: float, before: int, labels: int) -> None:
        """Look within all that is left at once, where few labels are to be expected of that.

        Their number grows by the same factor with each step of the gap, or nearly.
        """
        whole = self._best - self._prices.bound
        if self._is_done() or not before or whole <= gap:
            return
        labels = max(labels, before + 1)
        growth = log(labels / before) / (gap - low)
        if growth * (whole - gap) < log(self._effort.few_labels / labels):
            with suppress(TooMany):
                self._try(whole)

    def _between(self, low: float, high: float) -> None:
        """Look for the widest gap between two that there is room for."""
        for _ in range(self._effort.halvings):
            if self._bound >= self._best * (1 - self._effort.close):
                return
            gap = (low + high) / 2
            try:
                self._try(gap)
                low = gap
            except TooMany:
                high = gap

    def _try(self, gap: float) -> int:
        """Choose among the legs within the gap; the bound rises to where they reach, or to the best plan.

        The number of labels that were grown.
        """
        prices = self._prices
        found = self._source.within(prices, gap, self._room())
        pool = found.pool
        horizon = min(prices.bound + gap, self._best)
        wrong: list[int] = []
        if len(pool.number):
            wrong = self._dive(found)
            below = min(prices.bound + gap + SAME, self._best)
            sieve = sifted(pool, self._groups, below, self._effort.cuts, self._pace, self._crowds)
            left = pool.of(sieve.left)
            if len(sieve.left):
                self._bound = max(self._bound, min(sieve.bound, horizon))
                left = replace(left, reduced=sieve.reduced)
                self._choose(found, left, sieve.bound, min(horizon, self._best), wrong)
                return found.grown.labels
        self._bound = max(self._bound, min(horizon, self._best))
        return found.grown.labels

    def _room(self) -> int:
        """Labels at most; few where next to nothing is left to be shown."""
        is_near = self._bound >= self._best * (1 - self._effort.near)
        return self._effort.labels // 4 if is_near else self._effort.labels

    def _dive(self, found: Within) -> list[int]:
        """Look for a good plan; numbers of the legs that turned out to break a limit."""
        wrong: list[int] = []
        pool = found.pool
        for _ in range(self._effort.corrections):
            numbers = dived(pool, self._groups, self._best, self._pace)
            if numbers is None:
                break
            taken = self._take(found, pool, numbers)
            if not taken.wrong:
                break
            wrong += taken.wrong
            pool = _without(pool, taken.wrong)
        return wrong

    def _choose(self, found: Within, pool: Pool, bound: float, horizon: float, wrong: list[int]) -> None:
        """Choose among more and more legs, those first that cost least above the bound.

        No plan costs less than the choice that takes legs for what they are thought to cost, also where some
        of them break a limit after all; what is chosen without these may be a plan.
        """
        order = np.argsort(pool.reduced, kind="stable")
        for most in self._effort.columns:
            self._pace()
            own = pool.of(order[:most] if len(order) > _HARDLY_MORE * most else order)
            whole = len(own.number) == len(pool.number)
            reach = horizon if whole else min(horizon, bound + float(own.reduced[-1]))
            if len(own.number) and (reach > self._bound + SAME or whole):
                answer = self._chosen(own)
                thought = _thought(own, answer)
                if answer.settled:
                    self._bound = max(self._bound, min(reach, thought, self._best))
                if thought < self._best - SAME:
                    self._correct(found, own, answer, wrong)
                if not answer.settled:
                    return
            if whole or self._bound >= self._best - SAME:
                self._bound = min(self._bound, self._best)
                return

    def _chosen(self, pool: Pool) -> Chosen:
        return chosen(pool, self._groups, self._effort.nodes, self._pace, self._crowds, self._best)

    def _correct(self, found: Within, pool: Pool, answer: Chosen, wrong: list[int]) -> None:
        """Take what was chosen; where legs break a limit look for a plan without them."""
        for _ in range(self._effort.corrections):
            if answer.numbers is None or _thought(pool, answer) >= self._best - SAME:
                return
            taken = self._take(found, pool, answer.numbers)
            if not taken.wrong:
                return
            wrong += taken.wrong
            answer = self._chosen(_without(pool, wrong))

    def _take(self, found: Within, pool: Pool, numbers: Ints) -> Taken:
        """Keep a plan that costs less than the best one."""
        thought = dict(zip(pool.number.tolist(), pool.costs.tolist(), strict=True))
        legs = [
            self._judge.reordered(self._picked(found, number), thought[number] + SAME)
            for number in numbers.tolist()
        ]
        costs = [self._judge.cost(leg.members, leg.box) for leg in legs]
        if sum(costs) < self._best - SAME and self._judge.fits(legs, self._groups):
            self._best, self._legs = sum(costs), tuple(legs)
            self._offered(self._legs)
        wrong = (n for n, cost in zip(numbers.tolist(), costs, strict=True) if cost > thought[n] + SAME)
        return Taken(sum(costs), tuple(wrong))

    def _picked(self, found: Within, number: int) -> Picked:
        return Picked(found.members(number), self._source.field.boxes[found.box(number)])


def _thought(pool: Pool, answer: Chosen) -> float:
    """What chosen legs are thought to cost together; inf where none are."""
    if answer.numbers is None:
        return inf
    return float(pool.costs[np.isin(pool.number, answer.numbers)].sum())


def _without(pool: Pool, numbers: Sequence[int]) -> Pool:
    return pool.of(np.nonzero(~np.isin(pool.number, list(numbers)))[0])
