"""How many bars of each bin may suffice: all choices below a cost, less those that covers rule out.

The cost of a packing depends on nothing but these numbers. Every pricing of column generation shows a cover:
whatever pieces are worth, bars must be able to hold the worth of all of them. Few covers leave few choices.
"""

from collections.abc import Iterable, Sequence
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

    Of equally cheap ones those with the fewest of the cheapest bars come first, as they have fewer bars.
    Bins that cost nothing are always used up, so choices are rows of figures for the paid ones alone.
    """

    def __init__(self, bins: Sequence[Bin], paid: Sequence[int], choices: Whole) -> None:
        """`paid` are the numbers of the bins that the columns of the choices stand for."""
        self._paid = list(paid)
        self._free = _whole([0 if entry.cost else entry.count or 0 for entry in bins])
        self._costs = _whole([bins[index].cost for index in self._paid])
        order = np.lexsort((*choices.T[::-1], choices @ self._costs))
        self._choices = choices[order]

    def cheapest(self) -> tuple[int, ...] | None:
        """The choice to look at next; None where all are ruled out."""
        if not len(self._choices):
            return None
        bars = self._free.copy()
        bars[self._paid] = self._choices[0]
        return tuple(bars.tolist())

    def least_cost(self) -> int | None:
        """What the cheapest one costs; None where all are ruled out."""
        return int(self._choices[0] @ self._costs) if len(self._choices) else None

    def keep(self, covers: Iterable[Cover]) -> None:
        """Rule out what is not enough for one of the covers."""
        for cover in covers:
            worths, need = _for_paid(cover, self._paid, self._free)
            self._choices = self._choices[self._choices @ worths >= need]

    def drop_cheapest(self) -> None:
        """Rule out the cheapest choice, which turned out not to suffice."""
        self._choices = self._choices[1:]


def counts_below(problem: Problem, covers: Sequence[Cover], cost: int, limit: int) -> Counts | None:
    """All choices that cost less than `cost` and are enough for the covers; None if more than `limit`.

    The cheapest paid bin is left out of the grid at first: the covers say how many of its bars are needed.
    """
    bins = problem.bins
    paid = sorted((index for index, entry in enumerate(bins) if entry.cost), key=lambda i: (bins[i].cost, i))
    most = [_most(bins[index], cost) for index in paid]
    if not paid or prod(bars + 1 for bars in most[1:]) > limit:
        return None
    grid = _grid(most[1:])
    left = cost - 1 - grid @ _whole([bins[index].cost for index in paid[1:]])
    grid, left = grid[left >= 0], left[left >= 0]
    free = _whole([0 if entry.cost else entry.count or 0 for entry in bins])
    low = _needed(grid, [_for_paid(cover, paid, free) for cover in covers])
    times = np.maximum(np.minimum(most[0], left // bins[paid[0]].cost) - low + 1, 0)
    if times.sum() > limit:
        return None
    return Counts(bins, paid, _with_each(grid, low, times))


def _most(entry: Bin, cost: int) -> int:
    """How many bars there are that cost less."""
    payable = (cost - 1) // entry.cost
    return payable if entry.count is None else min(entry.count, payable)


def _grid(most: Sequence[int]) -> Whole:
    """All choices of up to so many bars, in rows."""
    sizes = [bars + 1 for bars in most]
    return np.indices(sizes, dtype=np.int64).reshape(len(sizes), prod(sizes)).T


def _for_paid(cover: Cover, paid: Sequence[int], free: Whole) -> tuple[Whole, int]:
    """The worths of the paid bins, and what the free bars leave of the need."""
    worths = _whole(cover.worths)
    return worths[list(paid)], cover.need - int(worths @ free)


def _needed(grid: Whole, covers: Iterable[tuple[Whole, int]]) -> Whole:
    """How many bars of the first bin are needed beside those of the others in each row."""
    low: Whole = np.zeros(len(grid), dtype=np.int64)
    for worths, need in covers:
        lacking = need - grid @ worths[1:]
        needed = -(-lacking // worths[0]) if worths[0] else np.where(lacking > 0, _LARGEST_NEED, 0)
        np.maximum(low, needed, out=low)
    return low


def _with_each(grid: Whole, low: Whole, times: Whole) -> Whole:
    """Each row so many times, with ever more bars of the first bin put before it."""
    before = np.repeat(np.cumsum(times) - times, times)
    bars = np.repeat(low, times) + np.arange(len(before)) - before
    return np.column_stack([bars, np.repeat(grid, times, axis=0)])


def _whole(values: Sequence[int]) -> Whole:
    return np.array(values, dtype=np.int64)
