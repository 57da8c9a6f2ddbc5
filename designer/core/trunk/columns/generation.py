"""Legs found one after the other by their prices, and the bound that follows (column generation)."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.crowds import Crowds, no_crowds
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.master import Master
from designer.core.trunk.columns.prices import Bounded, Prices, no_prices
from designer.core.trunk.columns.pricing import Priced, Pricer
from designer.core.trunk.columns.problem import Ints, Problem, Route

RISE_PRICES = (0.0, 60.0)
"""Prices of a per cent of voltage rise that legs are priced at where the rise matters."""

MOST_WITHOUT_SHARES = 64
"""Of so few inverters prices begin with those of the programme: they lie at a corner of the best ones, where
few legs cost nothing more. On larger sites they are worth nothing."""

_CUTS = 12
"""Times that crowds are looked for."""

_MOST_CROWDED = 64
"""Of so few inverters crowds are looked for: with more, prices do not settle in the rounds that there are."""

_CLOSE = 1e-4
"""Share of the cost that bound and linear programme may differ by."""


class Inertia:
    """Share of the best prices in those tried next: greater while the newest ones are worth less.

    With few legs the programme's prices leap. A fixed share of a half left sites with long end cables without
    a bound worth the name after 120 rounds (generated-199: 1,115, now 4,188).
    """

    def __init__(self) -> None:
        self.share = 0.5

    def learn(self, *, is_better: bool) -> None:
        """After prices that showed a better bound, or did not."""
        if is_better:
            self.share = max(0.3, self.share - 0.2)
        else:
            self.share = min(0.98, (1 + self.share) / 2)


class Generation:
    """Legs that are generated for groups of them, and the best bound so far."""

    def __init__(
        self, load: Ints, groups: Groups, known: Sequence[Route], centre: Prices | None, crowds: Crowds
    ) -> None:
        """`centre` is where prices begin; None: where the programme over the legs that are known has them."""
        self._groups, self._whole = groups, int(load.sum())
        self._master = Master(load, groups)
        self._master.add(known)
        if len(crowds):
            self._master.enter(crowds)
        self._relaxed = self._master.solve()
        self._centre = centre or self._relaxed.prices
        self._bound = -np.inf
        self._best = no_prices(len(load), groups.bars(self._whole))
        self._lifted = self._best.per_load

    def bounded(self) -> Bounded:
        """The best bound so far."""
        return Bounded(self._bound, replace(self._best, per_load=self._lifted))

    def best(self) -> Prices:
        """The prices that show it."""
        return self._best

    def crowds(self) -> Crowds:
        """Those that are known."""
        return self._master.crowds

    def elementary(self) -> list[Route]:
        """The legs so far that pass no member twice."""
        return [route for route in self._master.routes if len(set(route.members)) == len(route.members)]

    def run(self, pricer: Pricer, rounds: int, enough: float, pace: Pace) -> None:
        """Generate legs for up to so many rounds or until the bound is enough, between old and new prices.

        For any prices π ≥ 0 of members let r be the least cost of legs of each load without the prices of
        their members. No plan costs less than Σ π and the least sum of r over legs that carry all members in
        so many circuits: each leg of it is one of the routes. The best bound is kept; inf shows that there is
        no plan. Where the rise matters, legs are priced at several prices of it; for each end the best of
        them counts.
        """
        inertia = Inertia()
        share, cuts = inertia.share, _CUTS if len(self._best.duals) <= _MOST_CROWDED else 0
        for number in range(rounds):
            pace()
            prices = self._centre if number == 0 else self._best.towards(self._relaxed.prices, share)
            priced = _priced(pricer, prices)
            is_better = self._bind(priced, prices)
            if number:
                inertia.learn(is_better=is_better)
            if self._bound >= enough:
                return
            is_settled = self._bound >= self._relaxed.cost * (1 - _CLOSE)
            if not is_settled and self._add(pricer, priced, prices):
                share = inertia.share
            elif is_settled or share <= 0:
                if not cuts or not self._master.cut():
                    return
                cuts, share = cuts - 1, inertia.share
            else:
                share = 0.0
                continue
            self._relaxed = self._master.solve()

    def _bind(self, priced: Sequence[Priced], prices: Prices) -> bool:
        """Keep what the prices show, where it is the best bound; whether it is."""
        least = prices.per_load + np.max([one.ends for one in priced], axis=0).min(axis=1)
        bound = prices.bound(self._groups, least, self._whole)
        if bound <= self._bound:
            return False
        self._bound, self._best = bound, prices
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
    rates, tolls = RISE_PRICES if pricer.rises_matter() else RISE_PRICES[:1], prices.tolls()
    return [
        pricer.price(prices.duals, prices.per_load, far=pricer.any_far, per_rise=rate, tolls=tolls)
        for rate in rates
    ]


def bounded(
    pricers: Sequence[Pricer],
    groups: Groups,
    known: Sequence[Route],
    rounds: int,
    pace: Pace,
    enough: float = np.inf,
) -> Bounded:
    """The bound of the last pricer, or one that is enough.

    Pricers before it, quicker ones, find legs and prices that it begins with.
    """
    is_large = len(pricers[0].problem.ranges) > MOST_WITHOUT_SHARES
    load = pricers[0].problem.load
    found, centre = list(known), shares(pricers[0].problem, groups, known) if is_large else None
    crowds = no_crowds(len(load))
    for pricer in pricers[:-1]:
        draft = Generation(load, groups, found, centre, crowds)
        draft.run(pricer, rounds, enough, pace)
        found, centre, crowds = draft.elementary(), draft.best() if is_large else None, draft.crowds()
    last = Generation(load, groups, found, centre, crowds)
    last.run(pricers[-1], rounds, enough, pace)
    return last.bounded()


def shares(problem: Problem, groups: Groups, known: Iterable[Route]) -> Prices:
    """Prices to begin with: what members share of the legs that are known, or of a full one of their own.

    Those of the linear programme over few legs are worth nothing: some members pay for all.
    """
    states = np.full(len(problem.member), np.inf)
    np.minimum.at(states, problem.heads, problem.costs)
    full = states + (problem.feeds + problem.fixed()) * (problem.load / problem.capacity)[problem.member]
    least = np.minimum.reduceat(full, problem.first())
    duals = np.where(np.isfinite(least), least, 0.0)
    for route in known:
        members = list(route.members)
        duals[members] = route.cost * problem.load[members] / problem.load[members].sum()
    return replace(no_prices(len(duals), groups.bars(int(problem.load.sum()))), duals=duals)
