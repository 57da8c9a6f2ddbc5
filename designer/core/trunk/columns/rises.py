"""The voltage rise that a leg has at least, wherever its ports sit."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from designer.core.trunk.columns.problem import Ints, Problem, least_step_costs
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import link_cost
from designer.core.trunk.rules import TrunkRules


class Rises:
    """Least voltage rises of the steps and end cables of a problem, % per A.

    If `cheapest`, of steps as they cost least: links that cost more than standard steps do not count.
    `beyond` are those of steps from member to member without an arc, inf where there is no such step.
    """

    def __init__(self, problem: Problem, *, cheapest: bool = False) -> None:
        rules = problem.rules
        per_ohm_a = rules.rise_pct_per_ohm_a()
        self.limit_pct = rules.max_rise_pct
        self.currents = np.array([rules.current_a(one.slot.product) for one in problem.ranges])
        self.per_load_a = least_per_load(self.currents, problem.load)
        self.most_per_load_a = float(np.max(self.currents / problem.load, initial=0.0))
        """Current that flows at most for each part of a branch that members take, A."""
        feeds_mm = problem.feed_ways + rules.family.beyond_feed_mm
        self.feeds: Array = per_ohm_a * rules.bulk.ohm_per_km * feeds_mm
        self.steps: Array = per_ohm_a * _least_ohms(problem.ways, rules, cheapest=cheapest)
        self.beyond: Array = per_ohm_a * _least_ohms(problem.beyond, rules, cheapest=cheapest)
        self._problem = problem
        steps, feeds = self._by_members(np.full((len(self.currents), len(self.currents)), np.inf))
        steps[steps == np.inf] = np.min(self.steps, initial=np.inf)
        self._least_steps = steps
        # asked for hundreds of thousands of times, one by one
        self._of_feed: list[float] = feeds.tolist()
        self._amperes = self.currents.tolist()

    @cached_property
    def _of_step(self) -> list[list[float]]:
        """Least rises of the steps from each member; on large sites they take much room, so not before."""
        found: list[list[float]] = self._least_steps.tolist()
        return found

    @cached_property
    def ends(self) -> NDArray[np.bool_]:
        """Whether legs of each load, from 0 on, may end in each state: (loads, states).

        The least rise of any walk with that load counts.
        """
        problem = self._problem
        loads = problem.load[problem.member]
        far, first = bool(np.isfinite(problem.far).any()), problem.first()
        least = np.full((problem.capacity + 1, len(loads)), np.inf)
        for load in range(1, problem.capacity + 1):
            least[load, loads == load] = 0.0
            for own in range(1, load):
                before, per_pct = load - own, self.per_load_a * (load - own)
                chosen = np.nonzero(loads[problem.heads] == own)[0]
                reached = least[before, problem.tails[chosen]] + per_pct * self.steps[chosen]
                np.minimum.at(least[load], problem.heads[chosen], reached)
                heads = loads == own
                if far and heads.any():
                    members = np.minimum.reduceat(least[before], first)
                    anywhere = (members[:, None] + per_pct * self.beyond).min(axis=0)[problem.member[heads]]
                    least[load, heads] = np.minimum(least[load, heads], anywhere)
        flowing = self.per_load_a * np.arange(1, problem.capacity + 1)[:, None]
        at_feed = np.vstack([np.zeros(len(loads)), flowing * self.feeds])  # some cannot be fed: no 0 · inf
        return np.asarray(least + at_feed <= self.limit_pct + 1e-9)

    @cached_property
    def onward(self) -> Array:
        """Least rises that are to come, %, by load so far, load of the whole leg and last member.

        That member's own load is part of both; inf where the leg cannot end with that load.
        """
        own, size = self._problem.load, self._problem.capacity + 1
        steps, feeds = self._by_members(self.beyond)
        least = np.full((size, size, len(own)), np.inf)
        for whole in range(1, size):
            least[whole, whole] = self.per_load_a * whole * feeds
            for load in range(whole - 1, 0, -1):
                after = np.minimum(load + own, whole)
                reached = np.where(load + own <= whole, least[after, whole, np.arange(len(own))], np.inf)
                per_pct = self.per_load_a * load
                least[load, whole] = (per_pct * steps + reached).min(axis=1)
        return least

    def _by_members(self, beyond: Array) -> tuple[Array, Array]:
        """Least rises of the steps between members and of end cables, % per A; `beyond` without an arc."""
        problem = self._problem
        member = problem.member
        steps, feeds = beyond.copy(), np.full(len(problem.ranges), np.inf)
        np.minimum.at(steps, (member[problem.tails], member[problem.heads]), self.steps)
        np.minimum.at(feeds, member, self.feeds)
        return steps, feeds

    def of_steps(self, tails: Ints, heads: Ints) -> Array:
        """Least rises of steps from member to member, % per A."""
        return np.asarray(self._least_steps[tails, heads])

    def of_feed(self, member: int) -> float:
        """Least rise of the end cable of a member, % per A."""
        return self._of_feed[member]

    def least_pct(self, members: Sequence[int]) -> float:
        """Rise of a leg from its far end to its feed, % of the mains voltage."""
        steps, amperes = self._of_step, self._amperes
        current = rise = 0.0
        before = members[0]
        for after in members[1:]:
            current += amperes[before]
            rise += current * steps[before][after]
            before = after
        at_feed = current + float(amperes[before])
        return float(rise + at_feed * self._of_feed[before])

    def allowed(self, members: Sequence[int]) -> bool:
        """Whether the rise of a leg may be within its limit."""
        return self.least_pct(members) <= self.limit_pct + 1e-9


def least_per_load(amperes: Array, load: Ints) -> float:
    """Current that flows at least for each part of a branch that members take, A."""
    return float(np.min(amperes / load)) if len(load) else 0.0


def _least_ohms(ways: Array, rules: TrunkRules, *, cheapest: bool) -> Array:
    """Resistance of the cable that steps over ways take at least, mm · ohm/km."""
    needed = ways + rules.family.dressing_mm
    pitches = np.maximum(np.ceil(needed / rules.product.pitch_mm - 1e-9), 1.0)
    ohms: Array = pitches * rules.product.pitch_mm * rules.product.ohm_per_km
    if rules.family.links_allowed:
        links = needed * rules.bulk.ohm_per_km
        if cheapest:
            known = np.where(np.isfinite(ways), ways, 0.0)  # no way costs nothing, and rises as if endless
            cost = link_cost(rules) + known * rules.prices.bulk_per_mm
            links = np.where(cost <= least_step_costs(ways, rules), links, np.inf)
        ohms = np.minimum(ohms, links)
    return ohms
