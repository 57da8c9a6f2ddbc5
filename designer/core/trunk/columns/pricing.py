"""The legs that pay most at given prices of the members: a shortest path with memory.

A leg grows from its far end to its feed. Its label is the state of the last member, the load, and which
members near to that one it has passed (an ng-route: Baldacci, Mingozzi and Roberti 2011); it may pass a
member twice only by way of others that have forgotten it. All legs that can be built are among these routes.
"""

from copy import copy
from itertools import pairwise

import numpy as np

from designer.core.trunk.columns.crowds import Tolls
from designer.core.trunk.columns.groups import IMPOSSIBLE
from designer.core.trunk.columns.priced import SAME_VALUE, Priced
from designer.core.trunk.columns.problem import Problem, Route
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.tracing import Tracing
from designer.core.trunk.columns.transitions import Steps, masks_of, transitions_of
from designer.core.trunk.graph import Array

RISE_PRICES = (0.0, 60.0)
"""Prices of a per cent of voltage rise that legs are priced at where the rise matters: none is the first."""

_STEEP_RISE_PRICES = (0.0, 100.0, 200.0, 400.0, 800.0, 1600.0, 3200.0)
"""Those where it is what limits legs. On 27 units far from their box (measured building 11) they bound plans
without centre feeds by 1,872 instead of 1,744."""


class Pricer:
    """Prices the legs of a problem again and again."""

    rise_prices: tuple[float, ...] = RISE_PRICES

    def __init__(self, problem: Problem) -> None:
        self.problem, self.rises = problem, Rises(problem)
        self.any_far = bool(np.isfinite(problem.far).any())
        self._first = problem.first()
        self._masks = masks_of(problem)
        self._moves = transitions_of(problem, self.rises)
        self._room = [np.empty((2, len(moves.sources))) for moves in self._moves]

    def steep(self) -> "Pricer":
        """The same with higher prices of the voltage rise, and more of them."""
        found = copy(self)
        found.rise_prices = _STEEP_RISE_PRICES
        return found

    def rises_matter(self) -> bool:
        """Whether a full leg with the longest end cable, or steps of twice the usual, rises too high.

        It has the units of most current: of several kinds some may take more room by number than by current.
        """
        most_a = self.rises.most_per_load_a * self.problem.capacity
        usual = float(np.median(self.rises.steps)) if len(self.rises.steps) else 0.0
        count = self.problem.capacity / max(1, int(self.problem.load.min()))
        feeds = float(np.max(self.rises.feeds, initial=0.0, where=np.isfinite(self.rises.feeds)))
        return most_a * (feeds + usual * count / 2) > self.rises.limit_pct

    def price(
        self,
        duals: Array,
        per_load: Array,
        *,
        far: bool,
        per_rise: float = 0.0,
        tolls: Tolls | None = None,
    ) -> Priced:
        """Values of all labels at prices of the members and of legs; `far` steps without an arc included.

        Legs are paid `tolls`, where there are any.

        Legs that rise too high wherever their ports sit do not end.

        Where a per cent of voltage rise has a price, a leg pays for what it has and is paid for the limit:
        what keeps the limit never costs more by that.
        """
        problem, masks = self.problem, self._masks
        own = duals[problem.member]
        loads = problem.load[problem.member]
        size = len(own) * masks
        values = np.full((problem.capacity + 1, size), np.inf)
        farther = np.full((problem.capacity + 1, len(problem.ranges)), np.inf)
        ends = np.full((problem.capacity + 1, len(own)), np.inf)
        label_duals = np.repeat(own, masks)
        starting = problem.begins - (tolls.starts[problem.member] if tolls else 0.0)
        every = [
            Steps(moves, label_duals, tolls, room)
            for moves, room in zip(self._moves, self._room, strict=True)
        ]
        for load in range(1, problem.capacity + 1):
            value = values[load]
            starts = np.nonzero(loads == load)[0]
            value[starts * masks] = problem.fixed() - own[starts] + starting[starts]
            for steps in every:
                before = load - steps.load
                if before < 1:
                    continue
                steps.improve(value, values[before], per_rise * self.rises.per_load_a * before)
                if far:
                    states = np.nonzero(loads == steps.load)[0]
                    heads = states * masks
                    reached = farther[before][problem.member[states]]
                    value[heads] = np.minimum(value[heads], reached - label_duals[heads])
            by_state = value.reshape(-1, masks).min(axis=1)
            if far and load < problem.capacity:
                members = np.minimum.reduceat(by_state, self._first)
                beyond = members[:, None] + self._far(load, per_rise)
                farther[load] = (beyond - tolls.steps if tolls else beyond).min(axis=0)
            if per_load[load] <= IMPOSSIBLE / 2:
                continue
            ends[load] = np.where(self.rises.ends[load], by_state + problem.feeds - per_load[load], np.inf)
            if per_rise:
                at_feed = self.rises.feeds * (self.rises.per_load_a * load)
                ends[load] += per_rise * (at_feed - self.rises.limit_pct)
        return Priced(values, ends, farther, per_rise, tolls)

    def reached(self, priced: Priced) -> Array:
        """The least values of the labels of each member: (loads, members)."""
        by_state = priced.values.reshape(len(priced.values), -1, self._masks).min(axis=2)
        return np.minimum.reduceat(by_state, self._first, axis=1)

    def _far(self, load: int, per_rise: float) -> Array:
        """What a step without an arc from member to member costs at least after so much load."""
        if not per_rise:
            return self.problem.far
        return self.problem.far + self.rises.beyond * (per_rise * self.rises.per_load_a * load)

    def routes(self, priced: Priced, duals: Array, most: int) -> list[Route]:
        """The best leg that ends at each member, the best first; only those that pay."""
        problem, ends = self.problem, priced.ends
        best = ends.min(axis=0)
        found: list[tuple[float, int]] = []
        for begin, end in pairwise([*self._first.tolist(), len(best)]):
            state = begin + int(np.argmin(best[begin:end]))
            if best[state] < -SAME_VALUE:
                found.append((float(best[state]), state))
        states = [state for _, state in sorted(found)[:most]]
        tracing = Tracing(problem, self.rises, self._moves, priced, duals)
        return tracing.routes(np.array(states, dtype=np.intp))
