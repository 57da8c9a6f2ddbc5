"""Legs found one after the other by their prices, and the bound that follows (column generation)."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.master import Master
from designer.core.trunk.columns.priced import Priced
from designer.core.trunk.columns.prices import Bounded, Prices, no_prices
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import Ints, Problem, Route
from designer.core.trunk.columns.reach import Reach

_CUTS = 12
"""Times that crowds are looked for."""

_MOST_CROWDED = 64
"""Of so few inverters: with more, prices do not settle in the rounds that there are."""

CLOSE = 1e-4
"""Share of the cost that bound and linear programme may differ by."""

_NEAR = 0.03
"""Share of the cost that they may differ by for crowds to be looked for: by then it is clear who matters."""

_ROUNDS_BETWEEN = 4
"""Rounds until crowds are looked for again, at least, where the programme has not settled."""

_REACH = 0.06
"""At first."""


class Generation:
    """Legs that are generated for groups of them, and the best bound so far."""

    def __init__(self, load: Ints, groups: Groups, start: "Draft", pace: Pace) -> None:
        """The pace is told of bounds."""
        self._groups, self._whole, self._pace = groups, int(load.sum()), pace
        self._master = Master(load, groups)
        self._master.add(start.routes)
        if len(start.prices.crowds):
            self._master.enter(start.prices.crowds)
        self._relaxed = self._master.solve()
        self._centre = start.prices
        self._cuts = _CUTS if len(load) <= _MOST_CROWDED else 0
        self._bound, self._of_rise = -np.inf, 0.0
        self._best = no_prices(len(load), groups.bars())
        self._lifted = self._best.per_load

    def bounded(self) -> Bounded:
        """The best bound so far."""
        return Bounded(self._bound, replace(self._best, per_load=self._lifted))

    def draft(self) -> "Draft":
        """What is known by now."""
        best, routes = self._best, tuple(self.elementary())
        return Draft(self.bounded(), best, routes, self._of_rise)

    def elementary(self) -> list[Route]:
        """The legs so far that pass no member twice."""
        return [route for route in self._master.routes if len(set(route.members)) == len(route.members)]

    def run(self, pricer: Pricer, rounds: int, enough: float, close: float) -> None:
        """Generate legs for up to so many rounds or until the bound is enough, near to the best prices.

        For any prices π ≥ 0 of members let r be the least cost of legs of each load without the prices of
        their members. No plan costs less than Σ π and the least sum of r over legs that carry all members in
        so many circuits: each leg of it is one of the routes. The best bound is kept; inf shows that there is
        no plan. Where the rise matters, legs are priced at several prices of it; for each end the best of
        them counts.
        """
        reach, since = Reach(_REACH), 1
        priced, _ = self._looked_at(pricer, self._centre)
        if self._bound >= enough:
            return
        if not self._add(pricer, priced, self._centre):
            reach.widen()
        self._solve(reach)
        for _ in range(rounds - 1):
            prices = self._relaxed.prices
            priced, is_better = self._looked_at(pricer, prices)
            if self._bound >= enough:
                return
            reach.learn(is_better=is_better)
            since += 1
            if not self._is_within(close) and self._add(pricer, priced, prices):
                self._solve(reach)
                if since >= _ROUNDS_BETWEEN and not self._relaxed.held and self._is_within(_NEAR):
                    since = 0
                    if self._cut():
                        self._solve(reach)
            elif self._relaxed.held:
                reach.widen()
                self._solve(reach)
            elif self._cut():
                since = 0
                self._solve(reach)
            else:
                return

    def _looked_at(self, pricer: Pricer, prices: Prices) -> tuple[list[Priced], bool]:
        """Legs at such prices, and whether these show the best bound so far."""
        self._pace()
        priced = _priced(pricer, prices)
        return priced, self._bind(priced, prices)

    def _solve(self, reach: Reach) -> None:
        """The programme with prices near to the best ones."""
        self._relaxed = self._master.near(self._best.duals, reach.apart(self._best))

    def _is_within(self, share: float) -> bool:
        """Whether bound and linear programme differ by no more than a share of the cost."""
        return self._bound >= self._relaxed.cost * (1 - share)

    def _cut(self) -> bool:
        """Have crowds entered that the programme enters too seldom; whether there are any."""
        if not self._cuts or not self._master.cut():
            return False
        self._cuts -= 1
        return True

    def _bind(self, priced: Sequence[Priced], prices: Prices) -> bool:
        """Keep what the prices show, where it is the best bound; whether it is."""
        least = prices.per_load + np.max([one.ends for one in priced], axis=0).min(axis=1)
        bound = prices.bound(self._groups, least, self._whole)
        if bound <= self._bound:
            return False
        free = prices.bound(self._groups, prices.per_load + priced[0].ends.min(axis=1), self._whole)
        self._of_rise = bound - free if bound < np.inf else 0.0
        self._bound, self._best = bound, prices
        self._pace.tell(bound)
        self._lifted = np.where(np.isfinite(least), least, IMPOSSIBLE)
        return True

    def _add(self, pricer: Pricer, priced: Sequence[Priced], prices: Prices) -> int:
        """Add the legs that pay; the number of new ones."""
        duals = prices.duals
        most = max(40, len(duals) // 2)
        paying = [pricer.routes(one, duals, most) for one in priced]
        allowed = ([one for one in routes if pricer.rises.allowed(one.members)] for routes in paying)
        fresh = sum(self._master.add(routes) for routes in allowed) or self._master.add(paying[0])
        if not fresh and pricer.any_far:
            near = pricer.price(duals, prices.per_load, far=False, tolls=prices.tolls())
            fresh = self._master.add(pricer.routes(near, duals, most))
        return fresh


def _priced(pricer: Pricer, prices: Prices) -> list[Priced]:
    rates = pricer.rise_prices if pricer.rises_matter() else pricer.rise_prices[:1]
    tolls = prices.tolls()
    return [
        pricer.price(prices.duals, prices.per_load, far=pricer.any_far, per_rise=rate, tolls=tolls)
        for rate in rates
    ]


class Draft(Struct, frozen=True, eq=False):
    """What is known of a task by now: the bound, the prices that show it, legs that pass no member twice.

    `of_rise` is what of the bound is known since the voltage rise has a price.
    """

    bounded: Bounded
    prices: Prices
    routes: tuple[Route, ...]
    of_rise: float = 0.0


def undrafted(problem: Problem, groups: Groups, known: Sequence[Route]) -> Draft:
    """Legs that are known, and prices to begin with."""
    prices = begun(problem, groups, known)
    return Draft(Bounded(-np.inf, prices), prices, tuple(known))


def drafted(
    pricers: Sequence[Pricer],
    groups: Groups,
    start: Draft,
    rounds: int,
    pace: Pace,
    enough: float = np.inf,
    close: float = CLOSE,
) -> Draft:
    """What the last pricer shows, or one that shows enough; as `close` to the linear programme as asked for.

    Each begins with the legs and prices of the one before it, a quicker one, the first with those of `start`.
    The pace is told of the last one's bounds only: a quicker one may not know of all steps.
    """
    for number, pricer in enumerate(pricers, start=1):
        own = pace if number == len(pricers) else pace.silent()
        found = Generation(pricer.problem.load, groups, start, own)
        found.run(pricer, rounds, enough, close)
        start = found.draft()
    return start


def begun(problem: Problem, groups: Groups, known: Iterable[Route]) -> Prices:
    """Prices to begin with: for each unit the same, what legs that are known cost, else full ones.

    They show more than what each member shares of its leg. Those of the programme over few legs are worth
    nothing: some members pay for all.
    """
    states = np.full(len(problem.member), np.inf)
    np.minimum.at(states, problem.heads, problem.costs)
    full = states + (problem.feeds + problem.fixed()) * (problem.load / problem.capacity)[problem.member]
    least = np.minimum.reduceat(full, problem.first())
    costs = np.where(np.isfinite(least), least, 0.0)
    for route in known:
        members = list(route.members)
        costs[members] = route.cost * problem.load[members] / problem.load[members].sum()
    whole = problem.load.sum()
    prices = no_prices(len(costs), groups.bars())
    return replace(prices, duals=problem.load * (costs.sum() / whole))
