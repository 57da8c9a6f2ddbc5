"""The bound raised from least costs of routes to what legs really cost: exact legs priced again and again.

Least costs let a leg use another place of the same inverter for each of its two steps, and pass an inverter
twice. So at the prices that they end with no leg that can be built pays, and nearly all cost some more. The
prices rise until some do not: legs are grown exactly as far as they may pay, those that do go into the linear
programme, and its prices are tried next.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups, none_below
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.legs import Legs, Within
from designer.core.trunk.columns.master import Master, Relaxed
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.pool import Members
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import Ints, Route, are_short
from designer.core.trunk.columns.reach import Reach

_CLOSE = 1e-4
"""Share of the cost that bound and linear programme may differ by."""

_MARGIN = 0.001
"""Legs are grown as long as they may cost no more than this share of the bound too much; with more than 64
members than the share of 64, as a leg is a smaller part of the whole."""

_FIRST = (0.0025, _MARGIN)
"""Such shares that the first legs are grown within: the widest that there is room for."""

_ADDED = 80
"""Legs that go into the linear programme at once, besides those of each member."""

_MOST_ADDED = 1_000

_WIDER = 5
"""Times that legs get more arcs at most."""

_WIDER_BY = 20
"""Steps get one where legs cost up to so many margins too much: those that pay next are among them."""

_FEW_LABELS = 8_000
"""Legs of so many take no longer to grow than those that pay well, and then all in the next round."""

_EPS = 1e-6


class Patience(Struct, frozen=True):
    """Counts that limit it."""

    rounds: int = 30
    labels: int = 60_000
    """For 64 members or fewer, the more the more there are."""
    too_many: int = 5
    """Times that there are more labels than there is room for."""
    too_many_at_once: int = 2
    """Such times before any legs have grown within it: then none ever do."""
    inertia: float = 0.85
    """Share of the best prices in those tried next, greater where too many legs pay."""
    reach: float = 0.5
    """Of prices at first."""

    def room(self, members: int) -> int:
        """Labels that there is room for."""
        return self.labels * max(1, members // MOST_REMEMBERED)


USUAL = Patience()


class Tightening:
    """Prices that rise, and the best bound that they show."""

    def __init__(self, legs: Legs, groups: Groups, start: Bounded, known: Iterable[Route]) -> None:
        self._legs, self._groups = legs, groups
        self._members = len(legs.problem.ranges)
        self._part = min(1.0, MOST_REMEMBERED / self._members)
        self.best = start
        self.has_grown = False
        """Whether there was ever room for the legs that may pay."""
        self._labels = 0
        """Of the legs that have grown last."""
        self._missing = np.inf
        """How much too much all legs paid in the last round that they have all grown in."""
        self._wider = 0
        """Times that legs got more arcs: each time far steps cost more than that."""
        self._master = Master(legs.problem.load, groups, once=not legs.forgets)
        self._master.add(known)
        if len(start.prices.crowds):
            self._master.enter(start.prices.crowds)

    def run(self, enough: float, patience: Patience = USUAL) -> Bounded:
        """The best bound after up to so many rounds, or as soon as it is no less than `enough`.

        Where no cost is enough, as soon as it shows that there is no plan.
        """
        self._begin(patience)
        is_any_known, enough = enough < np.inf, none_below(enough)
        reach, inertia, too_many = Reach(patience.reach), patience.inertia, 0
        for _ in range(patience.rounds):
            if self.best.bound >= enough:
                break
            best = self.best.prices
            relaxed = self._master.near(best.duals, reach.apart(best))
            most = patience.too_many if self.has_grown else patience.too_many_at_once
            is_settled = self.best.bound >= relaxed.cost * (1 - _CLOSE)
            if (is_settled and not relaxed.held) or too_many >= most:
                break
            if is_settled or (relaxed.held and not is_any_known and not too_many):
                reach.widen()
            if is_settled:
                continue
            margin = _MARGIN * self._part * self.best.bound
            between = self._between(relaxed, inertia)
            if self._legs.lost_to_far(between, self._groups.circuits) > self._missing:
                self._widen(between, margin)
            prices = self._legs.without_far(between, self._groups.circuits)
            try:
                found = self._grown(prices, margin, patience.room(self._members), is_near=inertia > 0)
            except TooMany:
                inertia, too_many = (1 + inertia) / 2, too_many + 1
                continue
            if not self._add(found, max(_ADDED, self._members)) and inertia <= 0:
                if not relaxed.held:
                    break
                reach.widen()
            inertia = max(0.0, inertia - 0.1)
        return self.best

    def _widen(self, at: Bounded, margin: float) -> None:
        """Give steps without an arc one, those of legs that pay and of those that pay next."""
        if self._wider < _WIDER:
            self._wider += 1
            self._legs = self._legs.wider(at, _WIDER_BY * margin) or self._legs

    def _begin(self, patience: Patience) -> None:
        """Grow legs at the first prices, as many as there is room for."""
        prices = self.best
        for share in _FIRST:
            gap = share * self._part * prices.bound
            try:
                found = self._legs.within(prices, gap, patience.room(self._members))
            except TooMany:
                continue
            self._bind(prices, found, gap)
            self._add(found, len(found.pool.number))
            return

    def _grown(self, at: Bounded, margin: float, room: int, *, is_near: bool) -> Within:
        """The legs within the margin, and what prices show with them kept; of some only those that pay well.

        Prices that are still near to the best ones mostly show no better bound.
        """
        paying = self._paying_well(at, margin, room) if is_near else None
        if paying is not None:
            return paying
        found = self._legs.within(at, margin, room)
        self._bind(at, found, margin)
        self._missing = -float(found.pool.reduced.clip(max=0.0).sum())
        return found

    def _paying_well(self, at: Bounded, margin: float, room: int) -> Within | None:
        """Legs that pay so much that prices hardly show a better bound; None where there are none.

        Where each circuit has such a leg they show none: the others need not grow. Where all take few labels,
        or where little would be saved, none are looked for.
        """
        prices, whole = at.prices, int(self._legs.problem.load.sum())
        possible = prices.per_load > IMPOSSIBLE / 2
        bound = prices.bound(self._groups, np.where(possible, prices.per_load, np.inf), whole)
        enough = (bound - self.best.bound) / self._groups.legs
        if self._labels <= _FEW_LABELS or enough <= margin:
            return None
        found = self._legs.within(at, -enough, room)
        return found if len(found.pool.number) else None

    def _between(self, relaxed: Relaxed, inertia: float) -> Bounded:
        """Prices between the best ones and those of the programme."""
        best = self.best.prices
        mixed = best.towards(relaxed.prices, inertia)
        possible = best.per_load > IMPOSSIBLE / 2
        per_load = np.where(possible, mixed.per_load, IMPOSSIBLE)
        return Bounded(self.best.bound, replace(mixed, per_load=per_load))

    def _bind(self, at: Bounded, found: Within, margin: float) -> None:
        """Keep what prices show, where it is the best bound: legs left out cost more than the margin."""
        self.has_grown, self._labels = True, found.grown.labels
        shown = self._legs.shown(at, found, margin, self._groups)
        if shown.bound > self.best.bound:
            self.best = shown
            self._legs.pace.tell(shown.bound)

    def _add(self, found: Within, most: int) -> int:
        """Add the legs that cost least at the prices, and those at each member; the number of new ones."""
        pool = found.pool
        order = np.argsort(pool.reduced, kind="stable")[:_MOST_ADDED]
        paying = order if most >= len(order) else order[pool.reduced[order] < -_EPS]
        chosen = list(dict.fromkeys([*paying[:most].tolist(), *_first_of_each(pool.members, paying)]))
        return self._master.add(
            Route(found.members(int(pool.number[leg])), float(pool.costs[leg])) for leg in chosen
        )


def _first_of_each(members: Members, order: Ints) -> list[int]:
    """For each member the first leg in the order that passes it."""
    inside = members[order]
    return [int(order[np.argmax(column)]) for column in inside.T if column.any()] if len(order) else []


def tightened(
    legs: Legs,
    groups: Groups,
    start: Bounded,
    known: Sequence[Route],
    enough: float,
    patience: Patience = USUAL,
) -> Bounded:
    """Prices and bound of exact legs: first those that forget, which are quickly found, then all.

    `known` are legs at what they really cost. Where no legs that forget have room no others have. Of many
    members, and of short legs where a plan is known, those that forget are enough: others take several times
    as long and show next to nothing more.
    """
    forgetful = Tightening(legs.forgetful(), groups, start, known)
    loose = forgetful.run(enough, patience)
    members = len(legs.problem.ranges)
    is_enough = members > MOST_REMEMBERED or (enough < np.inf and are_short(members, groups.legs))
    if loose.bound >= enough or not forgetful.has_grown or is_enough:
        return loose
    return Tightening(legs, groups, loose, known).run(enough, patience)
