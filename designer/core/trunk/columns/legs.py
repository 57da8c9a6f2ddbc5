"""Legs of a problem that are really built, grown at given prices."""

from collections.abc import Callable, Sequence
from copy import copy
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.field import Field
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.growth import Grown, Task
from designer.core.trunk.columns.loads import shares_of
from designer.core.trunk.columns.memories import Memory, NearMemory, memory_for
from designer.core.trunk.columns.pool import Pool, pool_of
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.rests import PricedRests, Rests
from designer.core.trunk.graph import Array

_JOINED_EACH = 2
"""Pairs that get arcs at once, for each member: with fewer, legs with other such steps pay next."""

_EPS = 1e-6


class Within(NamedTuple):
    """The legs within a gap: as they have grown, and to choose from."""

    grown: Grown
    pool: Pool

    def members(self, number: int) -> tuple[int, ...]:
        """The members of a leg of the pool, by its number, from its far end on."""
        ends = self.grown.ends
        return self.grown.members_of(int(ends.layer[number]), int(ends.label[number]))

    def box(self, number: int) -> int:
        """The number of the box of a leg."""
        return int(self.grown.ends.box[number])


Pairs = Sequence[tuple[int, int]]
"""Of members, the smaller number first."""

Join = Callable[[Pairs], "Legs"]


class _Farther(NamedTuple):
    """What legs cost at least above the prices of members and loads.

    `least`, (loads, members), are those with a step without an arc into a member; `reached` are those that
    have come to a member, as far as there.
    """

    least: Array
    reached: Array


class Legs:
    """All legs of a problem."""

    def __init__(
        self, pricer: Pricer, field: Field, pace: Pace, *, by_box: bool = False, join: "Join | None" = None
    ) -> None:
        """`by_box` is whether legs of the same members that lead to other boxes are legs of their own.

        To `join` members gives legs with arcs between them as well.
        """
        self._join = join
        self._by_box = by_box and len(field.boxes) > 1
        self.problem, self.field, self.pace = pricer.problem, field, pace
        problem = self.problem
        self._shares = shares_of(problem.ranges, problem.rules)
        self._rests, self._pricer = Rests(problem, pricer.rises), pricer
        self._matters = self._pricer.rises_matter()
        self._rises = self._pricer.rises.of_steps(field.arcs.tails, field.arcs.heads)
        self._memory: Memory = memory_for(problem, field.arcs)
        self._priced: tuple[Bounded, PricedRests] | None = None
        self._farther: tuple[Bounded, _Farther] | None = None

    def forgetful(self) -> "Legs":
        """The same legs and others besides, which pass a member again once it is far behind (ng-routes).

        They are much fewer to grow: of those that end alike with the same members near by one is kept.
        """
        found = copy(self)
        found._memory = NearMemory(self.problem, self.field.arcs)  # noqa: SLF001 (its own copy)
        # a leg that no branch carries must not hide one that some branch does
        found._shares = np.zeros_like(self._shares)  # noqa: SLF001
        return found

    def wider(self, prices: Bounded, gap: float) -> "Legs | None":
        """Legs with an arc instead of the last step without one of each leg within a gap, many at once.

        None where no leg with such a step pays, or where there can be no more arcs.
        """
        if self._join is None or self._missing_far(prices).max() <= _EPS:
            return None
        found = self._join(self._far_steps(prices, gap))
        return found.forgetful() if self.forgets else found

    @property
    def forgets(self) -> bool:
        """Whether a leg may pass a member again."""
        return self._memory.forgets

    def within(self, prices: Bounded, gap: float, most_labels: int) -> Within:
        """Those that cost no more than `gap` above the prices of their members and of their load.

        Raises TooMany where that takes more labels than `most_labels`.
        """
        rests = self._rests_at(prices)
        own = prices.prices
        task = Task(self.problem, self.field, rests, own, self._rises, gap, self._matters, self._by_box)
        grown = Grown(task, self._memory, most_labels, self.pace)
        return Within(grown, pool_of(grown, task, self._shares))

    def shown(self, at: Bounded, found: Within, margin: float, groups: Groups) -> Bounded:
        """What prices show, at which the legs within a margin have been `found`: others cost more than that.

        Legs of each load cost as much more as the cheapest of them does.
        """
        prices = at.prices
        least = np.minimum(margin, self.least_far(at))
        np.minimum.at(least, found.pool.loads, found.pool.reduced)
        possible = prices.per_load > IMPOSSIBLE / 2
        per_load = np.where(possible, prices.per_load + least, IMPOSSIBLE)
        whole = int(self.problem.load.sum())
        bound = prices.bound(groups, np.where(possible, per_load, np.inf), whole)
        return Bounded(bound, replace(prices, per_load=per_load))

    def least_far(self, prices: Bounded) -> Array:
        """What legs with a step that has no arc cost at least above the prices, by load; they do not grow."""
        return np.asarray(self._far(prices).min(axis=1))

    def lost_to_far(self, prices: Bounded, circuits: int) -> float:
        """How much less prices show since legs with a step without an arc pay."""
        missing = self._missing_far(prices)
        return float(min(missing.sum(), circuits * missing.max()))

    def without_far(self, prices: Bounded, circuits: int) -> Bounded:
        """The prices, those of members that such steps lead to lowered so that no leg with one pays.

        They stay where that takes more off the bound than a leg that pays for each of the circuits.
        """
        missing = self._missing_far(prices)
        if missing.sum() >= circuits * missing.max():
            return prices
        own = prices.prices
        return Bounded(prices.bound, replace(own, duals=np.maximum(own.duals - missing, 0.0)))

    def _missing_far(self, prices: Bounded) -> Array:
        """How much legs with such a step into each member pay at most."""
        return np.asarray(np.maximum(-self._far(prices).min(axis=0), 0.0))

    def _far_steps(self, prices: Bounded, gap: float) -> Pairs:
        """The two members of each such step, those of the least legs first, as many as get arcs at once."""
        least = self._least_far_steps(prices, gap)
        least = np.where(np.tri(len(least), dtype=bool), np.inf, np.minimum(least, least.T))
        first, second = np.nonzero(least <= gap)
        order = np.argsort(least[first, second], kind="stable")[: _JOINED_EACH * len(least)]
        return list(zip(first[order].tolist(), second[order].tolist(), strict=True))

    def _least_far_steps(self, prices: Bounded, gap: float) -> Array:
        """What legs with such a step from member to member cost at least above the prices, up to a gap."""
        own, found = prices.prices, np.full(self.problem.far.shape, np.inf)
        reached = self._far_at(prices).reached
        onward = self._rests_at(prices).by_member - self.problem.fixed()  # a leg has its fixed costs once
        for load, least in enumerate(self._far(prices)):
            self.pace()
            heads = np.nonzero(least <= gap)[0]
            for so_far in range(1, load if len(heads) else 0):
                ahead = onward[load - so_far, heads] - own.per_load[load]
                found[:, heads] = np.minimum(found[:, heads], reached[so_far][:, None] + ahead)
        tolls = own.tolls()
        return found + self.problem.far - (tolls.steps if tolls else 0.0)

    def _far(self, prices: Bounded) -> Array:
        return self._far_at(prices).least

    def _far_at(self, prices: Bounded) -> _Farther:
        if self._farther is None or self._farther[0] is not prices:
            self._farther = (prices, self._priced_far(prices))
        return self._farther[1]

    def _priced_far(self, prices: Bounded) -> _Farther:
        own = prices.prices
        least = np.full((len(own.per_load), len(own.duals)), np.inf)
        if not self._pricer.any_far:
            return _Farther(least, least)
        priced = self._pricer.price(own.duals, np.zeros(len(least)), far=True, tolls=own.tolls())
        # a leg has its fixed costs once: here they are part of what comes before the step and of what follows
        farther, onward = priced.farther - self.problem.fixed(), self._rests_at(prices).by_member
        for load in range(2, len(least)):
            least[load] = (farther[1:load] + onward[load - 1 : 0 : -1]).min(axis=0) - own.per_load[load]
        return _Farther(least, self._pricer.reached(priced))

    def _rests_at(self, prices: Bounded) -> PricedRests:
        if self._priced is None or self._priced[0] is not prices:
            self._priced = (prices, self._rests.price(prices.prices))
        return self._priced[1]
