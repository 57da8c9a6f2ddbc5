"""Every pattern that a better packing could use, found by what the dual bound leaves to spend.

A packing that costs at most the target can only use bars whose slack is within target − bound. Where that is
little, few patterns remain, and an integer programme over them alone decides the matter for good.
"""

from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.cutting.generation import DualBound
from designer.core.cutting.knapsack import suffix_values
from designer.core.cutting.packing import Bar, Pattern
from designer.core.cutting.problem import Problem

_TABLE_CELLS = 1 << 22

Whole = NDArray[np.int64]


def useful_bars(problem: Problem, bound: DualBound, target: int, limit: int) -> list[Bar] | None:
    """All bars with a maximal pattern that a packing of cost ≤ `target` may use; None if more than `limit`.

    A pattern is maximal when no piece that is wanted can be added; pieces too many are left out later.
    """
    spare = target * bound.scale - bound.scaled
    bars: list[Bar] = []
    capacity = max(entry.capacity for entry in problem.bins)
    cells = _TABLE_CELLS // (len(problem.widths) + 1)
    table, step = suffix_values(problem.widths, problem.demands, bound.values, capacity, cells)
    for index, entry in enumerate(problem.bins):
        if entry.count == 0:
            continue
        floor = max(0, entry.cost * bound.scale + bound.rents[index] - spare)
        search = _Search(problem, bound.values, table, step, limit)
        patterns = search.patterns(entry.capacity, floor)
        if patterns is None or len(bars) + len(patterns) > limit:
            return None
        bars.extend((index, pattern) for pattern in patterns)
    return bars


class _Level(Struct):
    """Partial patterns after one kind: where each came from and how many of the kind it took."""

    parent: Whole
    count: Whole


class _Search:
    """Breadth first over the kinds, all partial patterns of a level at once."""

    def __init__(
        self, problem: Problem, values: tuple[int, ...], table: Whole, step: int, limit: int
    ) -> None:
        self._problem, self._values, self._table, self._step, self._limit = (
            problem,
            values,
            table,
            step,
            limit,
        )

    def patterns(self, capacity: int, floor: int) -> list[Pattern] | None:
        """Maximal patterns worth at least `floor`; None where there are too many."""
        room = np.array([capacity], dtype=np.int64)
        worth = np.zeros(1, dtype=np.int64)
        lowest = np.full(1, capacity + 1, dtype=np.int64)
        levels: list[_Level] = []
        for kind, width in enumerate(self._problem.widths):
            parent, count, room, worth, lowest = self._extended(kind, width, room, worth, lowest, floor)
            levels.append(_Level(parent, count))
            if len(room) > self._limit:
                return None
        return _traced(levels, np.flatnonzero(room < lowest))

    def _extended(
        self, kind: int, width: int, room: Whole, worth: Whole, lowest: Whole, floor: int
    ) -> tuple[Whole, Whole, Whole, Whole, Whole]:
        most = np.minimum(room // width, self._problem.demands[kind])
        parents: list[Whole] = []
        counts: list[Whole] = []
        for count in range(int(most.max(initial=0)) + 1):
            able = np.flatnonzero(most >= count)
            rest = room[able] - count * width
            best = worth[able] + count * self._values[kind] + self._table[kind + 1][rest // self._step]
            kept = able[best >= floor]
            parents.append(kept)
            counts.append(np.full(len(kept), count, dtype=np.int64))
        parent, taken = np.concatenate(parents), np.concatenate(counts)
        left = room[parent] - taken * width
        skipped = np.where(taken < self._problem.demands[kind], width, lowest[parent])
        value = worth[parent] + taken * self._values[kind]
        return parent, taken, left, value, np.minimum(skipped, lowest[parent])


def _traced(levels: list[_Level], ends: Whole) -> list[Pattern]:
    """The patterns that end at the given entries of the last level."""
    columns: list[Whole] = []
    for level in reversed(levels):
        columns.append(level.count[ends])
        ends = level.parent[ends]
    table = np.stack(columns[::-1], axis=1) if columns else np.zeros((0, 0), dtype=np.int64)
    rows, kinds = np.nonzero(table)
    pairs = list(zip(kinds.tolist(), table[rows, kinds].tolist(), strict=True))
    ends_of = np.flatnonzero(np.diff(rows, append=-1)) + 1
    return [tuple(pairs[first:last]) for first, last in pairwise((0, *ends_of.tolist()))]
