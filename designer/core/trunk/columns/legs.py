"""Legs of a problem that are really built, grown at given prices."""

from copy import copy
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.field import Field
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.growth import Grown, Task
from designer.core.trunk.columns.memories import Memory, NearMemory, memory_for
from designer.core.trunk.columns.pool import Pool, pool_of
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.rests import PricedRests, Rests
from designer.core.trunk.graph import Array


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


class Legs:
    """All legs of a problem."""

    def __init__(self, pricer: Pricer, field: Field, pace: Pace, *, by_box: bool = False) -> None:
        """`by_box` is whether legs of the same members that lead to other boxes are legs of their own."""
        self._by_box = by_box and len(field.boxes) > 1
        self.problem, self.field, self.pace = pricer.problem, field, pace
        problem = self.problem
        limits = [problem.rules.limit(one.slot.product) for one in problem.ranges]
        self._shares = np.array([limit.share for limit in limits])
        self._rests, self._pricer = Rests(problem, pricer.rises), pricer
        self._matters = self._pricer.rises_matter()
        self._rises = self._pricer.rises.of_steps(field.arcs.tails, field.arcs.heads)
        self._memory: Memory = memory_for(problem, field.arcs)
        self._priced: tuple[Bounded, PricedRests] | None = None
        self._farther: tuple[Bounded, Array] | None = None

    def forgetful(self) -> "Legs":
        """The same legs and others besides, which pass a member again once it is far behind (ng-routes).

        They are much fewer to grow: of those that end alike with the same members near by one is kept.
        """
        found = copy(self)
        found._memory = NearMemory(self.problem, self.field.arcs)  # noqa: SLF001 (its own copy)
        # a leg that no branch carries must not hide one that some branch does
        found._shares = np.zeros(len(self._shares))  # noqa: SLF001
        return found

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

    def without_far(self, prices: Bounded, circuits: int) -> Bounded:
        """The prices, those of members that such steps lead to lowered so that no leg with one pays.

        They stay where that takes more off the bound than a leg that pays for each of the circuits.
        """
        missing = np.maximum(-self._far(prices).min(axis=0), 0.0)
        if missing.sum() >= circuits * missing.max():
            return prices
        own = prices.prices
        return Bounded(prices.bound, replace(own, duals=np.maximum(own.duals - missing, 0.0)))

    def _far(self, prices: Bounded) -> Array:
        """What legs with such a step into each member cost at least above the prices: (loads, members)."""
        if self._farther is None or self._farther[0] is not prices:
            self._farther = (prices, self._priced_far(prices))
        return self._farther[1]

    def _priced_far(self, prices: Bounded) -> Array:
        own = prices.prices
        least = np.full((len(own.per_load), len(own.duals)), np.inf)
        if not self._pricer.any_far:
            return least
        priced = self._pricer.price(own.duals, np.zeros(len(least)), far=True, tolls=own.tolls())
        # a leg has its fixed costs once: here they are part of what comes before the step and of what follows
        reached, onward = priced.farther - self.problem.fixed(), self._rests_at(prices).by_member
        for load in range(2, len(least)):
            least[load] = (reached[1:load] + onward[load - 1 : 0 : -1]).min(axis=0) - own.per_load[load]
        return least

    def _rests_at(self, prices: Bounded) -> PricedRests:
        if self._priced is None or self._priced[0] is not prices:
            self._priced = (prices, self._rests.price(prices.prices))
        return self._priced[1]
