"""Transitions between the labels of legs with memory, and what they lead to at given prices."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from designer.core.trunk.columns.crowds import Tolls
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.graph import Array


class Transitions(Struct, frozen=True, eq=False):
    """Transitions into members of one load by target: sources, costs, rises, where each target begins.

    A label is a state and a number of as many bits as there are members remembered, `masks` of them to a
    state. `steps` are the numbers of the steps from member to member in a table of all; `place` is the number
    of a label among the targets, −1 where it is none. `begins` has one more: the number of transitions.
    """

    load: int
    sources: Ints
    steps: Ints
    costs: Array
    rises: Array
    begins: Ints
    targets: Ints
    place: Ints


def masks_of(problem: Problem) -> int:
    """So many memories has a state."""
    return 1 << (max(len(near) for near in problem.near) - 1)


def transitions_of(problem: Problem, rises: Rises) -> list[Transitions]:
    """All transitions of a problem, by the load of the member that they lead to.

    All products have the same but for their costs and rises, so the rest is worked out once.
    """
    name = problem.load.tobytes()
    if name not in problem.kept:
        problem.kept[name] = _patterns_of(problem)
    return [
        Transitions(
            own.load,
            own.sources,
            own.steps,
            problem.costs[own.arcs],
            rises.steps[own.arcs],
            own.begins,
            own.targets,
            own.place,
        )
        for own in problem.kept[name]
    ]


class _Pattern(NamedTuple):
    """Transitions as in `Transitions`, with the numbers of their arcs."""

    load: int
    arcs: Ints
    sources: Ints
    steps: Ints
    begins: Ints
    targets: Ints
    place: Ints


def _patterns_of(problem: Problem) -> list[_Pattern]:
    bits, size = masks_of(problem).bit_length() - 1, len(problem.ranges)
    tail_members, head_members = problem.member[problem.tails], problem.member[problem.heads]
    steps = tail_members * size + head_members
    pairs, arc_pair = np.unique(steps, return_inverse=True)
    after = masks_after(problem.near, pairs // size, pairs % size)
    found = []
    for load in sorted({int(one) for one in problem.load}):
        arcs = np.flatnonzero(problem.load[head_members] == load)
        new = after[arc_pair[arcs]].ravel()
        chosen = np.flatnonzero(new >= 0)
        targets, order = _sorted((problem.heads[arcs] << bits)[chosen >> bits] + new[chosen])
        begins = np.flatnonzero(np.diff(targets, prepend=-1))
        chosen, known = chosen[order], targets[begins]
        arcs = arcs[chosen >> bits]
        place = np.full(len(problem.member) << bits, -1, dtype=np.intp)
        place[known] = np.arange(len(known))
        found.append(
            _Pattern(
                load,
                arcs,
                (problem.tails << bits)[arcs] + (chosen & ((1 << bits) - 1)),
                steps[arcs],
                np.append(begins, len(order)),
                known,
                place,
            )
        )
    return found


def _sorted(numbers: Ints) -> tuple[Ints, Ints]:
    """Numbers in their order, and where each one was; those that are the same stay in theirs.

    Numbers that are told apart by their places are sorted faster than those that have to stay.
    """
    bits = len(numbers).bit_length()
    both = np.sort((numbers << bits) | np.arange(len(numbers)))
    return both >> bits, both & ((1 << bits) - 1)


class Steps:
    """Transitions into members of one load at given prices, from load to load.

    There may be a million of them, and most of the time of a search goes by here: figures are written over
    those of the load before, and sources that are known to be there are taken without a check.
    """

    def __init__(self, moves: Transitions, duals: Array, tolls: Tolls | None, room: Array) -> None:
        """`duals` are those of all labels; `room` is for two figures of each transition."""
        self._moves, self._duals, self._figures = moves, duals[moves.targets], room[0]
        self.load, self._costs = moves.load, moves.costs
        if tolls:
            self._costs = np.take(tolls.steps, moves.steps, out=room[1], mode="clip")
            np.subtract(moves.costs, self._costs, out=self._costs)

    def improve(self, value: Array, before: Array, per_pct_a: float) -> None:
        """Lower the values of labels to what steps from labels of less load lead to.

        A step pays `per_pct_a` for each % of voltage rise per A.
        """
        moves, figures = self._moves, self._figures
        if not len(figures):
            return
        np.take(before, moves.sources, out=figures, mode="clip")
        figures += self._costs
        if per_pct_a:
            figures += moves.rises * per_pct_a
        reached = np.minimum.reduceat(figures, moves.begins[:-1]) - self._duals
        value[moves.targets] = np.minimum(value[moves.targets], reached)


def near_table(near: Sequence[Sequence[int]]) -> Ints:
    """The members near to each one, itself first, row by row; −1 where there are fewer than elsewhere."""
    table = np.full((len(near), max(len(own) for own in near)), -1, dtype=np.intp)
    for number, own in enumerate(near):
        table[number, : len(own)] = own
    return table


def masks_after(near: Sequence[Sequence[int]], tails: Ints, heads: Ints) -> Ints:
    """The memory at each head for each one at its tail, (steps, memories); −1 where that has the head."""
    table = near_table(near)
    width = table.shape[1]
    here, there = table[tails], table[heads]
    masks = np.arange(1 << (width - 1), dtype=np.intp)
    passed = np.zeros((len(tails), len(masks)), dtype=bool)
    known = np.zeros((len(tails), len(masks)), dtype=bool)
    found = np.zeros((len(tails), len(masks)), dtype=np.intp)
    for bit in range(1, width):
        wanted = there[:, bit]
        known[:] = ((wanted == tails) & (wanted >= 0))[:, None]
        for place in range(1, width):
            same = (here[:, place] == wanted) & (wanted >= 0)
            known |= same[:, None] & ((masks >> (place - 1) & 1) > 0)[None, :]
        found |= known.astype(np.intp) << (bit - 1)
    for place in range(1, width):
        held = ((masks >> (place - 1) & 1) > 0)[None, :]
        passed |= (here[:, place] == heads)[:, None] & held
        passed |= (here[:, place] < 0)[:, None] & held
    return np.where(passed, -1, found)
