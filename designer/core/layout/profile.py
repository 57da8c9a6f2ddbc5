"""How many modules a row holds, as an exact function of its position v.

The function is kept as pieces: closed ranges of v with one count. Where two pieces meet, the greater count
holds, for touching is allowed. Planning rows takes no more than the first position from some v on, or the
last up to some v, with at least so many modules.
"""

from typing import NamedTuple

import numpy as np

from designer.core.layout.slabs import Floats, Ints


class Pieces(NamedTuple):
    """Ranges of v and what a row at them holds; only ranges with at least one module."""

    start: Floats
    end: Floats
    modules: Ints
    runs: Ints


class CountProfile:
    """Counts of a row for every position."""

    def __init__(self, pieces: Pieces) -> None:
        order = np.lexsort((pieces.end, pieces.start))
        self.pieces = Pieces._make(column[order] for column in pieces)
        self.levels: Ints = np.unique(self.pieces.modules)
        """(k,) the counts that occur, ascending; none is 0."""
        self.highest: float = float(self.pieces.end.max(initial=-np.inf))
        """Greatest position with a module; minus infinity where there is none."""
        self._base, self._stride = self._frame()
        self._starts, self._keys = self._by_level()

    def earliest(self, v: Floats) -> Floats:
        """(k, n) first position at or above each of n heights with at least as many modules as each level.

        Infinite where there is none.
        """
        inside = (v - self._base).clip(0, self._stride / 2)
        wanted = inside + self._stride * np.arange(len(self.levels))[:, None]
        found: Floats = np.maximum(v, self._starts[np.searchsorted(self._keys, wanted)])
        return found

    def latest(self, count: int, v: float) -> float:
        """Last position at or below v with at least `count` modules, of which there must be one."""
        fitting = (self.pieces.modules >= count) & (self.pieces.start <= v)
        return min(v, float(self.pieces.end[fitting].max()))

    def tidiest(self, count: int, low: float, high: float) -> float:
        """Lowest position with the fewest runs among those in [low, high] with at least `count` modules."""
        pieces = self.pieces
        places = np.flatnonzero((pieces.modules >= count) & (pieces.end >= low) & (pieces.start <= high))
        best = places[np.argmin(pieces.runs[places])]
        return max(low, float(pieces.start[best]))

    def runs_at(self, v: float, count: int) -> float:
        """Fewest runs of a row at v with at least `count` modules; infinite where it holds fewer."""
        pieces = self.pieces
        there = (pieces.start <= v) & (v <= pieces.end) & (pieces.modules >= count)
        return float(pieces.runs[there].min()) if there.any() else np.inf

    def _frame(self) -> tuple[float, float]:
        """Least position, and a stride that keeps the levels apart in one sorted list of all."""
        if not len(self.levels):
            return 0.0, 1.0
        least = float(self.pieces.start[0])
        return least, 4 * (self.highest - least + 1)

    def _by_level(self) -> tuple[Floats, Floats]:
        """Starts of the pieces rich enough for each level, level after level, and their ends as sorted keys.

        Each level closes with a piece that starts at infinity, for heights above all others.
        """
        rich = self.pieces.modules >= self.levels[:, None]
        starts = np.where(rich, self.pieces.start, np.nan)
        keys = self.pieces.end - self._base + self._stride * np.arange(len(self.levels))[:, None]
        closing = (0.75 + np.arange(len(self.levels))[:, None]) * self._stride
        starts = np.hstack((starts, np.full_like(closing, np.inf))).ravel()
        keys = np.hstack((keys, closing)).ravel()
        used = ~np.isnan(starts)
        return starts[used], keys[used]


class Indicators(NamedTuple):
    """Closed ranges of v, each adding modules and runs to the rows of one band."""

    band: Ints
    start: Floats
    end: Floats
    modules: Ints
    runs: Ints


def summed(parts: Indicators) -> Pieces:
    """Pieces of the sum of the indicators, band by band."""
    number = len(parts.band)
    closing = np.repeat((0, 1), number)
    sign = 1 - 2 * closing
    v = np.concatenate((parts.start, parts.end))
    order = np.lexsort((closing, v, np.tile(parts.band, 2)))
    v, closing = v[order], closing[order]
    count = np.cumsum((sign * np.tile(parts.modules, 2))[order])[:-1]
    runs = np.cumsum((sign * np.tile(parts.runs, 2))[order])[:-1]
    # A range without length matters only where something ends at the very place where something else begins.
    lasting = (v[1:] > v[:-1]) | (closing[1:] > closing[:-1])
    keep = lasting & (count > 0)
    return Pieces(v[:-1][keep], v[1:][keep], count[keep], runs[keep])


def where_nonnegative(lines: Floats) -> tuple[Floats, Floats]:
    """Shares of the way from low to high end between which all lines of each row are ≥ 0.

    `lines` is (n, c, 2): values at both ends. Returns (n,) and (n,); nothing qualifies if first > second.
    """
    at_low, at_high = lines[..., 0], lines[..., 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = at_low / (at_low - at_high)
    low = np.where(at_low >= 0, 0.0, np.where(at_high >= 0, crossing, np.inf))
    high = np.where(at_high >= 0, 1.0, np.where(at_low >= 0, crossing, -np.inf))
    return low.max(axis=1), high.min(axis=1)
