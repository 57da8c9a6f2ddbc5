"""How many bars of each bin may suffice: all choices below a cost, less those that covers rule out.

The cost of a packing depends on nothing but these numbers. Every pricing of column generation shows a cover:
whatever pieces are worth, bars must be able to hold the worth of all of them. Few covers leave few choices.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.cutting.problem import Bin, Problem

Whole = NDArray[np.int64]

_LARGEST_NEED = 1 << 40
"""Covers are scaled down to this, so that sums over a million bars stay within 64 bits."""


class Cover(Struct, frozen=True):
    """Every packing that leaves nothing out has  Σ worths_j · bars of bin j ≥ need."""

    worths: tuple[int, ...]
    need: int


def cover_of(worths: Sequence[int], need: int) -> Cover:
    """The cover in figures of at most 2⁴⁰: worths are rounded up, which keeps it true."""
    step = max(1, -(-need // _LARGEST_NEED))
    return Cover(tuple(-(-worth // step) for worth in worths), -(-need // step))


class Counts:
    """Choices of bars per bin that cost less than a packing that is known, the cheapest first.

    Bins that cost nothing are always used up.
    """

    def __init__(self, choices: Whole, costs: Whole) -> None:
        order = np.lexsort((*choices.T[::-1], choices @ costs))
        self._choices, self._costs = choices[order], costs

    def cheapest(self) -> tuple[int, ...] | None:
        """The choice to look at next; None where all are ruled out."""
        return tuple(self._choices[0].tolist()) if len(self._choices) else None

    def least_cost(self) -> int | None:
        """What the cheapest one costs; None where all are ruled out."""
        return int(self._choices[0] @ self._costs) if len(self._choices) else None

    def keep(self, covers: Iterable[Cover]) -> None:
        """Rule out what is not enough for one of the covers."""
        for cover in covers:
            self._choices = self._choices[self._choices @ _whole(cover.worths) >= cover.need]

    def drop_cheapest(self) -> None:
        """Rule out the cheapest choice, which turned out not to suffice."""
        self._choices = self._choices[1:]


def counts_below(problem: Problem, covers: Sequence[Cover], cost: int, limit: int) -> Counts | None:
    """All choices that cost less than `cost` and are enough for the covers; None if more than `limit`.

    The cheapest bin is left out of the grid at first: the covers say how many of its bars are needed.
    """
    costs = _whole([entry.cost for entry in problem.bins])
    paid = [int(index) for index in np.argsort(costs, kind="stable") if costs[index]]
    most = {index: _most(problem.bins[index], cost) for index in paid}
    if not paid or prod(bars + 1 for bars in list(most.values())[1:]) > limit:
        return None
    bars = _grid(problem.bins, {index: most[index] for index in paid[1:]})
    last = paid[0]
    low = _needed(bars, last, covers)
    high = np.minimum(most[last], (cost - 1 - bars @ costs) // costs[last])
    if np.maximum(high - low + 1, 0).sum() > limit:
        return None
    return Counts(_with_each(bars, last, low, high), costs)


def _most(entry: Bin, cost: int) -> int:
    """How many bars there are that cost less."""
    payable = (cost - 1) // entry.cost
    return payable if entry.count is None else min(entry.count, payable)


def _grid(entries: Sequence[Bin], most: Mapping[int, int]) -> Whole:
    """All choices of up to so many bars of some bins, each with all free bars, in rows."""
    sizes = [bars + 1 for bars in most.values()]
    grid: Whole = np.zeros((prod(sizes), len(entries)), dtype=np.int64)
    for index, entry in enumerate(entries):
        grid[:, index] = 0 if entry.cost else entry.count or 0
    for index, column in zip(most, np.indices(sizes, dtype=np.int64), strict=True):
        grid[:, index] = column.ravel()
    return grid


def _needed(bars: Whole, index: int, covers: Iterable[Cover]) -> Whole:
    """How many bars of one bin are needed beside the others."""
    low: Whole = np.zeros(len(bars), dtype=np.int64)
    for cover in covers:
        lacking = cover.need - bars @ _whole(cover.worths)
        worth = cover.worths[index]
        needed = -(-lacking // worth) if worth else np.where(lacking > 0, _LARGEST_NEED, 0)
        np.maximum(low, needed, out=low)
    return low


def _with_each(bars: Whole, index: int, low: Whole, high: Whole) -> Whole:
    """Each row once for every number of bars of one bin from `low` to `high`."""
    times = np.maximum(high - low + 1, 0)
    rows = np.repeat(bars, times, axis=0)
    first = np.repeat(np.cumsum(times) - times, times)
    rows[:, index] = np.repeat(low, times) + np.arange(len(rows)) - first
    return rows


def _whole(values: Sequence[int]) -> Whole:
    return np.array(values, dtype=np.int64)
