"""The voltage rise that a leg has at least, wherever its ports sit."""

import itertools
from collections.abc import Sequence
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from designer.core.trunk.columns.problem import Problem
from designer.core.trunk.graph import Array


class Rises:
    """Least voltage rises of the steps and end cables of a problem, % per A; without links if asked for."""

    def __init__(self, problem: Problem, *, links: bool = True) -> None:
        rules = problem.rules
        factor = sqrt(3) if rules.family.phases == 3 else 2.0
        per_ohm_a = rules.rise_pct(factor) * 1e-6
        per_mm = rules.prices.bulk_per_mm
        self.limit_pct = rules.max_rise_pct
        self.currents = np.array([rules.current_a(one.slot.product) for one in problem.ranges])
        self.per_load_a = float(np.min(self.currents / problem.load)) if len(problem.load) else 0.0
        ways = problem.feeds / per_mm if per_mm else np.zeros(len(problem.feeds))
        self.feeds: Array = per_ohm_a * rules.bulk.ohm_per_km * ways
        needed = problem.ways + rules.family.dressing_mm
        pitches = np.maximum(np.ceil(needed / rules.product.pitch_mm - 1e-9), 1.0)
        ohms = pitches * rules.product.pitch_mm * rules.product.ohm_per_km
        if links and rules.family.links_allowed:
            ohms = np.minimum(ohms, needed * rules.bulk.ohm_per_km)
        self.steps: Array = per_ohm_a * ohms
        self._problem = problem
        self._shortest = float(np.min(self.steps, initial=np.inf))
        self._of_feed = [np.inf] * len(problem.ranges)
        for member, rise in zip(problem.member.tolist(), self.feeds.tolist(), strict=True):
            self._of_feed[member] = min(rise, self._of_feed[member])
        self._of_step: dict[tuple[int, int], float] = {}
        tails, heads = problem.member[problem.tails].tolist(), problem.member[problem.heads].tolist()
        for i, j, rise in zip(tails, heads, self.steps.tolist(), strict=True):
            self._of_step[i, j] = min(rise, self._of_step.get((i, j), np.inf))
        self._amperes = self.currents.tolist()

    @cached_property
    def ends(self) -> NDArray[np.bool_]:
        """Whether legs of each load, from 0 on, may end in each state: (loads, states).

        The least rise of any walk with that load counts, steps without an arc as the least of all steps.
        """
        problem = self._problem
        loads = problem.load[problem.member]
        far = bool(np.isfinite(problem.far).any())
        least = np.full((problem.capacity + 1, len(loads)), np.inf)
        for load in range(1, problem.capacity + 1):
            least[load, loads == load] = 0.0
            for own in range(1, load):
                before, per_pct = load - own, self.per_load_a * (load - own)
                chosen = np.nonzero(loads[problem.heads] == own)[0]
                reached = least[before, problem.tails[chosen]] + per_pct * self.steps[chosen]
                np.minimum.at(least[load], problem.heads[chosen], reached)
                if far:
                    anywhere = float(least[before].min()) + per_pct * self._shortest
                    least[load, loads == own] = np.minimum(least[load, loads == own], anywhere)
        at_feed = self.per_load_a * np.arange(problem.capacity + 1)[:, None] * self.feeds
        return np.asarray(least + at_feed <= self.limit_pct + 1e-9)

    def least_pct(self, members: Sequence[int]) -> float:
        """Rise of a leg from its far end to its feed, % of the mains voltage."""
        current = rise = 0.0
        for before, after in itertools.pairwise(members):
            current += self._amperes[before]
            rise += current * self._of_step.get((before, after), self._shortest)
        at_feed = current + float(self._amperes[members[-1]])
        return float(rise + at_feed * self._of_feed[members[-1]])

    def allowed(self, members: Sequence[int]) -> bool:
        """Whether the rise of a leg may be within its limit."""
        return self.least_pct(members) <= self.limit_pct + 1e-9
