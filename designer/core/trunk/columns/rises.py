"""The voltage rise that a leg has at least, wherever its ports sit."""

import itertools
from collections.abc import Sequence
from math import sqrt

import numpy as np

from designer.core.trunk.columns.problem import Problem
from designer.core.trunk.graph import Array


class Rises:
    """Least voltage rises of the steps and end cables of a problem, % per A."""

    def __init__(self, problem: Problem) -> None:
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
        if rules.family.links_allowed:
            ohms = np.minimum(ohms, needed * rules.bulk.ohm_per_km)
        self.steps: Array = per_ohm_a * ohms
        self._of_feed = [np.inf] * len(problem.ranges)
        for member, rise in zip(problem.member.tolist(), self.feeds.tolist(), strict=True):
            self._of_feed[member] = min(rise, self._of_feed[member])
        self._of_step: dict[tuple[int, int], float] = {}
        tails, heads = problem.member[problem.tails].tolist(), problem.member[problem.heads].tolist()
        for i, j, rise in zip(tails, heads, self.steps.tolist(), strict=True):
            self._of_step[i, j] = min(rise, self._of_step.get((i, j), np.inf))
        self._amperes = self.currents.tolist()

    def least_pct(self, members: Sequence[int]) -> float:
        """Rise of a leg from its far end to its feed, % of the mains voltage."""
        current = rise = 0.0
        for before, after in itertools.pairwise(members):
            current += self._amperes[before]
            rise += current * self._of_step[before, after]
        at_feed = current + float(self._amperes[members[-1]])
        return float(rise + at_feed * self._of_feed[members[-1]])

    def allowed(self, members: Sequence[int]) -> bool:
        """Whether the rise of a leg may be within its limit."""
        return self.least_pct(members) <= self.limit_pct + 1e-9
