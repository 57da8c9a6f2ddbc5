"""Free spans of a row strip as exact functions of the row's position.

A strip [v, v + depth] meets the same edges for all v of a *band*. There the area free over the whole height
of the strip is a list of spans, each bounded by three straight lines on either side: from the slab the strip
begins in, from the slabs it crosses whole, and from the slab it ends in. The left end is the greatest of
three, the right end the least. A line is kept as its two values at both ends of the band.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from designer.core.layout.slabs import SNAP_DIGITS, TOUCH_MM, Floats, Ints, Slabs, expand

Span = tuple[float, float]
WHOLE_LINE: tuple[Span, ...] = ((-np.inf, np.inf),)


class Bands(NamedTuple):
    """Free spans of all bands, sorted by band and along the rail."""

    low: Floats
    """(b,) least v of each band."""
    high: Floats
    """(b,) greatest v of each band."""
    band: Ints
    """(n,) band of each span."""
    left: Floats
    """(n, 3, 2) lines whose greatest is the span's left end, at the low and at the high end of the band."""
    right: Floats
    """(n, 3, 2) lines whose least is the span's right end."""


class _Sides(NamedTuple):
    """Sides of the trapezoids that the lower or the upper end of the strip passes through."""

    band: Ints
    trapezoid: Ints
    left: Floats
    """(n, 2) u at the low and at the high end of the band."""
    right: Floats


def differences(first: Floats, second: Floats) -> Floats:
    """Every line of `first` less every line of `second`: (n, a, 2) and (n, b, 2) give (n, a · b, 2)."""
    return (first[:, :, None] - second[:, None, :]).reshape(len(first), first.shape[1] * second.shape[1], 2)


def free_bands(slabs: Slabs, depth_mm: float, shortest_mm: float) -> Bands:
    """Spans at least `shortest_mm` long somewhere in their band, for every position of a strip."""
    reach = depth_mm - TOUCH_MM
    low, high = _band_limits(slabs.levels, reach)
    middle, last = (low + high) / 2, len(slabs.levels) - 2
    begin = (np.searchsorted(slabs.levels, middle, side="right") - 1).clip(0, last)
    end = (np.searchsorted(slabs.levels, middle + reach) - 1).clip(0, last)
    bottom, top = _sides(slabs, begin, low, high), _sides(slabs, end, low + reach, high + reach)
    inside = _inside_one_slab(bottom, top, begin == end)
    across = _across_slabs(slabs, (begin, end), bottom, top, shortest_mm - TOUCH_MM)
    band, left, right = (np.concatenate(pair) for pair in zip(inside, across, strict=True))
    order = np.lexsort((left.sum(axis=2).max(axis=1), band))
    return Bands(low, high, band[order], left[order], right[order])


def _band_limits(levels: Floats, reach: float) -> tuple[Floats, Floats]:
    if len(levels) < 2 or levels[-1] - levels[0] < reach:
        return np.empty(0), np.empty(0)
    changes: Floats = np.concatenate((levels, levels - reach)).round(SNAP_DIGITS + 1)
    changes = np.unique(changes.clip(levels[0], levels[-1] - reach))
    return (changes, changes) if len(changes) == 1 else (changes[:-1], changes[1:])


def _sides(slabs: Slabs, slab: Ints, v_low: Floats, v_high: Floats) -> _Sides:
    band, trapezoid = expand(slabs.first[slab], slabs.first[slab + 1])
    base = slabs.levels[slab]
    height = slabs.levels[slab + 1] - base
    share = ((np.stack((v_low, v_high), axis=1) - base[:, None]) / height[:, None]).clip(0, 1)[band]
    left, right = (
        ends[trapezoid, :1] * (1 - share) + ends[trapezoid, 1:] * share for ends in (slabs.left, slabs.right)
    )
    return _Sides(band, trapezoid, left, right)


_Spans = tuple[Ints, Floats, Floats]
"""band, left lines and right lines as in Bands."""


def _inside_one_slab(bottom: _Sides, top: _Sides, within: NDArray[np.bool_]) -> _Spans:
    """Spans of strips that begin and end in one slab: `bottom` and `top` list the same trapezoids there."""
    at_bottom, at_top = within[bottom.band], within[top.band]
    left = (bottom.left[at_bottom], top.left[at_top])
    right = (bottom.right[at_bottom], top.right[at_top])
    return bottom.band[at_bottom], np.stack((*left, left[0]), axis=1), np.stack((*right, right[0]), axis=1)


def _across_slabs(
    slabs: Slabs, ends: tuple[Ints, Ints], bottom: _Sides, top: _Sides, shortest_mm: float
) -> _Spans:
    """Spans of strips that cross at least one level: common parts of first, whole and last slabs."""
    begin, end = ends
    # The strip covers its first slab up to that slab's upper level and its last from the lower level on.
    bottom_at_level = (slabs.left[bottom.trapezoid, 1], slabs.right[bottom.trapezoid, 1])
    top_at_level = (slabs.left[top.trapezoid, 0], slabs.right[top.trapezoid, 0])
    below = _listed(bottom, bottom_at_level, len(begin), shortest_mm)
    above = _listed(top, top_at_level, len(begin), shortest_mm)
    whole = _WholeSlabs(slabs, shortest_mm)
    rows: list[tuple[int, float, float, int, int]] = []
    for number, (first, last) in enumerate(zip(begin.tolist(), end.tolist(), strict=True)):
        if first < last and below[number] and above[number]:
            middle = whole.between(first + 1, last)
            rows += [(number, *found) for found in _common(middle, below[number], above[number], shortest_mm)]
    if not rows:
        return np.empty(0, dtype=np.intp), np.empty((0, 3, 2)), np.empty((0, 3, 2))
    band, lows, highs, b, t = (np.array(column) for column in zip(*rows, strict=True))
    steady_left = np.maximum.reduce((lows, bottom_at_level[0][b], top_at_level[0][t]))
    steady_right = np.minimum.reduce((highs, bottom_at_level[1][b], top_at_level[1][t]))
    left = np.stack((np.stack((steady_left,) * 2, axis=1), bottom.left[b], top.left[t]), axis=1)
    right = np.stack((np.stack((steady_right,) * 2, axis=1), bottom.right[b], top.right[t]), axis=1)
    return band, left, right


_Listed = list[list[tuple[float, float, int]]]


def _listed(sides: _Sides, at_level: tuple[Floats, Floats], bands: int, shortest_mm: float) -> _Listed:
    """Per band the widest reach of each trapezoid in it, with its place in `sides`; short ones left out."""
    low = np.maximum(sides.left.min(axis=1), at_level[0])
    high = np.minimum(sides.right.max(axis=1), at_level[1])
    keep = np.flatnonzero(high - low >= shortest_mm)
    listed: _Listed = [[] for _ in range(bands)]
    for band, *entry in zip(
        sides.band[keep].tolist(), low[keep].tolist(), high[keep].tolist(), keep.tolist(), strict=True
    ):
        listed[band].append((entry[0], entry[1], entry[2]))
    return listed


def _common(
    middle: Sequence[Span],
    below: Sequence[tuple[float, float, int]],
    above: Sequence[tuple[float, float, int]],
    shortest_mm: float,
) -> list[tuple[float, float, int, int]]:
    """(low and high of `middle`, indices of `below` and `above`) wherever all three overlap long enough."""
    found: list[tuple[float, float, int, int]] = []
    for low, high in middle:
        for b_low, b_high, b in below:
            begin, end = max(low, b_low), min(high, b_high)
            if end - begin >= shortest_mm:
                found += [
                    (low, high, b, t)
                    for t_low, t_high, t in above
                    if min(end, t_high) - max(begin, t_low) >= shortest_mm
                ]
    return found


class _WholeSlabs:
    """Spans free over ranges of whole slabs, for ranges whose ends only move upward.

    The common part of a range is that of a lower half, known from every slab of it up to its top, and of an
    upper half that grows: so each slab is looked at twice, however many ranges there are.
    """

    def __init__(self, slabs: Slabs, shortest_mm: float) -> None:
        self._shortest_mm = shortest_mm
        low, high = slabs.left.max(axis=1), slabs.right.min(axis=1)
        spans = list(zip(low.tolist(), high.tolist(), strict=True))
        self._spans = [spans[a:b] for a, b in pairwise(slabs.first.tolist())]
        self._from: dict[int, tuple[Span, ...]] = {}
        self._middle = self._last = 0
        self._upper = WHOLE_LINE

    def between(self, first: int, last: int) -> tuple[Span, ...]:
        """Spans free over all slabs from `first` up to but without `last`."""
        if first >= self._middle:
            self._rebuild(first, last)
        for slab in range(self._last, last):
            self._upper = overlaps(self._upper, self._spans[slab], self._shortest_mm)
        self._last = last
        return overlaps(self._from[first], self._upper, self._shortest_mm)

    def _rebuild(self, first: int, last: int) -> None:
        free = WHOLE_LINE
        self._from = {last: free}
        for slab in range(last - 1, first - 1, -1):
            free = overlaps(free, self._spans[slab], self._shortest_mm)
            self._from[slab] = free
        self._middle = self._last = last
        self._upper = WHOLE_LINE


def overlaps(first: Sequence[Span], second: Sequence[Span], shortest_mm: float) -> tuple[Span, ...]:
    """Common parts of two sorted lists of spans that are at least `shortest_mm` long."""
    found = []
    i = j = 0
    while i < len(first) and j < len(second):
        (low, high), (other_low, other_high) = first[i], second[j]
        begin, end = max(low, other_low), min(high, other_high)
        if end - begin >= shortest_mm:
            found.append((begin, end))
        if high < other_high:
            i += 1
        else:
            j += 1
    return tuple(found)
