"""The most valuable pieces for one bar: a bounded knapsack, by dynamic programming over the bar's length.

Very fine lengths are put on a coarser grid. With widths rounded down everything that fits the bar fits the
grid, so values are never too small; with widths rounded up every pattern of the grid fits the bar.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from designer.core.cutting.packing import Pattern

Whole = NDArray[np.int64]

Chunk = tuple[int, int, int]
"""Several equal pieces that are taken together: (kind, how many, width of them all on the grid)."""


class Knapsack:
    """Bars of up to `capacity` on a grid of at most `cells` cells, with limits per kind of piece."""

    def __init__(
        self,
        widths: Sequence[int],
        limits: Sequence[int],
        capacity: int,
        cells: int,
        *,
        round_up: bool = False,
    ) -> None:
        """At most `limits[i]` pieces of `widths[i]` go into a bar."""
        self.step = max(1, -(-capacity // cells))
        self.size = capacity // self.step
        grid = [-(-width // self.step) if round_up else width // self.step for width in widths]
        counts = [min(limit, capacity // width) for limit, width in zip(limits, widths, strict=True)]
        self.chunks = [chunk for chunk in _chunks(grid, counts) if chunk[2] <= self.size]

    def solve(self, values: Sequence[int], turn: int = 0) -> "Filling":
        """Best fillings for whole, non-negative values per kind; `turn` varies which one of equal ones."""
        cut = turn % len(self.chunks) if self.chunks else 0
        chunks = [chunk for chunk in self.chunks[cut:] + self.chunks[:cut] if values[chunk[0]] > 0]
        best: Whole = np.zeros(self.size + 1, dtype=np.int64)
        taken = np.zeros((len(chunks), self.size + 1), dtype=np.bool_)
        for row, (kind, count, width) in enumerate(chunks):
            gained = best[: self.size + 1 - width] + count * values[kind]
            np.greater(gained, best[width:], out=taken[row, width:])
            np.maximum(best[width:], gained, out=best[width:])
        return Filling(best, chunks, taken, self.step)


class Filling:
    """Answer of a knapsack: a value for every capacity and the patterns that reach it."""

    def __init__(self, best: Whole, chunks: Sequence[Chunk], taken: NDArray[np.bool_], step: int) -> None:
        self._best, self._chunks, self._taken, self._step = best, chunks, taken, step

    @property
    def values(self) -> Whole:
        """The best value for every cell of the grid."""
        return self._best

    def value(self, capacity: int) -> int:
        """The best value for a bar of this capacity on the grid."""
        return int(self._best[capacity // self._step])

    def patterns(self, capacity: int, variants: int) -> list[Pattern]:
        """The best pattern, and the best ones out of ever fewer kinds of pieces."""
        rows = len(self._chunks)
        ends = sorted({rows - rows * part // variants for part in range(variants)}, reverse=True)
        return [self._pattern(capacity // self._step, end) for end in ends if end]

    def _pattern(self, cell: int, end: int) -> Pattern:
        counts: dict[int, int] = {}
        while len(rows := np.flatnonzero(self._taken[:end, cell])):
            end = int(rows[-1])
            kind, count, width = self._chunks[end]
            counts[kind] = counts.get(kind, 0) + count
            cell -= width
        return tuple(sorted(counts.items()))


def suffix_values(
    widths: Sequence[int], limits: Sequence[int], values: Sequence[int], capacity: int, cells: int
) -> tuple[Whole, int]:
    """Best values out of the kinds k, k + 1, … for every capacity: array (kinds + 1, size + 1), grid step."""
    knapsack = Knapsack(widths, limits, capacity, cells)
    table: Whole = np.zeros((len(widths) + 1, knapsack.size + 1), dtype=np.int64)
    chunks, end = knapsack.chunks, len(knapsack.chunks)
    for kind in range(len(widths) - 1, -1, -1):
        start = bisect_left(chunks, (kind,))
        row = table[kind]
        row[:] = table[kind + 1]
        for _, count, width in chunks[start:end]:
            np.maximum(row[width:], row[: len(row) - width] + count * values[kind], out=row[width:])
        end = start
    return table, knapsack.step


def _chunks(grid: Sequence[int], counts: Sequence[int]) -> list[Chunk]:
    """Bounded pieces as single choices, in batches of 1, 2, 4, …"""
    chunks: list[Chunk] = []
    for kind, (width, count) in enumerate(zip(grid, counts, strict=True)):
        taken = 0
        while taken < count:
            batch = min(taken + 1, count - taken)
            chunks.append((kind, batch, batch * width))
            taken += batch
    return chunks
