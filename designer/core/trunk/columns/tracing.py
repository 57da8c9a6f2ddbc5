"""Legs behind the values of labels: traced back from their feeds, all of them at once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from designer.core.trunk.columns.crowds import Tolls
from designer.core.trunk.columns.priced import SAME_VALUE, Priced
from designer.core.trunk.columns.problem import Ints, Problem, Route
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.rows import rows_of
from designer.core.trunk.columns.transitions import Transitions, masks_of
from designer.core.trunk.graph import Array


class _Legs(NamedTuple):
    """Legs that are traced: their numbers, labels, and loads up to there."""

    number: Ints
    label: Ints
    load: Ints


class Tracing:
    """Traces the legs of a problem back at given prices; `duals` are those of its members."""

    def __init__(
        self, problem: Problem, rises: Rises, transitions: Sequence[Transitions], priced: Priced, duals: Array
    ) -> None:
        self._problem, self._rises, self._transitions = problem, rises, transitions
        self._priced, self._duals, self._masks = priced, duals, masks_of(problem)

    def routes(self, states: Ints) -> list[Route]:
        """The best leg that ends in each of the states; none where it takes a step that has no arc."""
        legs = self._ending(states)
        costs = self._priced.values[legs.load, legs.label] + self._problem.feeds[states]
        members: list[list[int]] = [[] for _ in states]
        begun: list[int] = []
        while len(legs.number):
            member = self._member(legs)
            for number, one in zip(legs.number.tolist(), member.tolist(), strict=True):
                members[number].append(one)
            costs[legs.number] += self._duals[member]
            first = legs.load == self._problem.load[member]
            begun += legs.number[first].tolist()
            legs, paid = self._before(_Legs(*(figures[~first] for figures in legs)))
            costs[legs.number] -= paid
        routes = [(tuple(members[number][::-1]), float(costs[number])) for number in sorted(begun)]
        return [Route(own, cost + _toll(own, self._priced.tolls)) for own, cost in routes]

    def _ending(self, states: Ints) -> _Legs:
        """The best labels of states, and their loads."""
        load = np.argmin(self._priced.ends[:, states], axis=0)
        labels = states[:, None] * self._masks + np.arange(self._masks)
        best = np.argmin(self._priced.values[load[:, None], labels], axis=1)
        return _Legs(np.arange(len(states)), states * self._masks + best, load)

    def _member(self, legs: _Legs) -> Ints:
        return self._problem.member[legs.label // self._masks]

    def _before(self, legs: _Legs) -> tuple[_Legs, Array]:
        """The labels before those of legs, and what their steps pay for voltage rise; none without an arc."""
        member = self._member(legs)
        own = self._problem.load[member]
        value = self._priced.values[legs.load, legs.label] + self._duals[member]
        parts: list[tuple[_Legs, Array]] = []
        for moves in self._transitions:
            chosen = np.nonzero((own == moves.load) & (moves.place[legs.label] >= 0))[0]
            if len(chosen):
                load = legs.load[chosen] - own[chosen]
                label, paid, reached = self._cheapest(moves, legs.label[chosen], load)
                good = reached <= value[chosen] + SAME_VALUE
                parts.append((_Legs(legs.number[chosen][good], label[good], load[good]), paid[good]))
        if not parts:
            return _Legs(*(np.zeros(0, dtype=np.intp) for _ in legs)), np.zeros(0)
        joined = (np.concatenate(figures) for figures in zip(*(part for part, _ in parts), strict=True))
        return _Legs(*joined), np.concatenate([paid for _, paid in parts])

    def _cheapest(self, moves: Transitions, label: Ints, load: Ints) -> tuple[Ints, Array, Array]:
        """For each label the cheapest one of so much load before it, what that step pays and leads to."""
        priced = self._priced
        rows, begins = rows_of(moves.begins, moves.place[label])
        counts = np.diff(begins)
        per_pct_a = priced.per_rise * self._rises.per_load_a * load
        paid = moves.rises[rows] * np.repeat(per_pct_a, counts)
        reached = priced.values[np.repeat(load, counts), moves.sources[rows]] + moves.costs[rows] + paid
        if priced.tolls:
            reached -= np.take(priced.tolls.steps, moves.steps[rows])
        least = np.minimum.reduceat(reached, begins[:-1])
        cheapest = np.flatnonzero(reached == np.repeat(least, counts))
        at = cheapest[np.searchsorted(cheapest, begins[:-1])]
        return moves.sources[rows[at]], paid[at], least


def _toll(members: tuple[int, ...], tolls: Tolls | None) -> float:
    return tolls.of(members) if tolls else 0.0
