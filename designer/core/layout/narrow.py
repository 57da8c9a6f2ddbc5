"""Rows whose free spans lie closer together than two modules may: their counts depend on one another.

It happens where the tip of an obstacle just enters the strip, and at slits. There the row is filled from one
end, which is exact for equal modules, at every position between the places where its count can change.
"""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from designer.core.layout.bands import Bands, differences
from designer.core.layout.profile import Pieces, where_nonnegative
from designer.core.layout.runs import RunRule
from designer.core.layout.slabs import TOUCH_MM, Floats, expand

_ENDS = np.array((0.0, 1.0))


class NarrowBand(NamedTuple):
    """Spans of one range of positions in which some break is too narrow; lines as in Bands."""

    low: float
    high: float
    left: Floats
    right: Floats


def split_at_narrow_breaks(bands: Bands, break_mm: float) -> tuple[Bands, list[NarrowBand]]:
    """The parts of the bands in which neighbouring spans are `break_mm` apart, and the parts in which not."""
    limits = _narrow_limits(bands, break_mm)
    if not limits:
        return bands, []
    whole = np.ones(len(bands.band), dtype=np.bool_)
    wide: list[NarrowBand] = []
    narrow: list[NarrowBand] = []
    for number, ranges in limits.items():
        spans = slice(*np.searchsorted(bands.band, (number, number + 1)))
        whole[spans] = False
        band = NarrowBand(bands.low[number], bands.high[number], bands.left[spans], bands.right[spans])
        cuts = sorted({0.0, 1.0, *(share for limit in ranges for share in limit)})
        for start, end in pairwise(cuts):
            inside = any(low <= (start + end) / 2 <= high for low, high in ranges)
            (narrow if inside else wide).append(_part(band, start, end))
    kept = Bands(bands.low, bands.high, bands.band[whole], bands.left[whole], bands.right[whole])
    return _with_parts(kept, wide), narrow


def _narrow_limits(bands: Bands, break_mm: float) -> dict[int, list[tuple[float, float]]]:
    """Per band the ranges (shares of its width) in which a break is less than `break_mm` wide."""
    first = np.flatnonzero(bands.band[1:] == bands.band[:-1])
    clear = differences(bands.left[first + 1], bands.right[first])
    low, high = where_nonnegative(break_mm - TOUCH_MM - clear)
    found: dict[int, list[tuple[float, float]]] = {}
    for place in np.flatnonzero(low < high).tolist():
        found.setdefault(int(bands.band[first[place]]), []).append((float(low[place]), float(high[place])))
    return found


def _part(band: NarrowBand, start: float, end: float) -> NarrowBand:
    width = band.high - band.low
    mix = np.array(((1 - start, start), (1 - end, end))).T
    return NarrowBand(band.low + start * width, band.low + end * width, band.left @ mix, band.right @ mix)


def _with_parts(bands: Bands, parts: list[NarrowBand]) -> Bands:
    number = len(bands.low) + np.arange(len(parts))
    return Bands(
        np.append(bands.low, [part.low for part in parts]),
        np.append(bands.high, [part.high for part in parts]),
        np.append(bands.band, np.repeat(number, [len(part.left) for part in parts])),
        np.concatenate((bands.left, *(part.left for part in parts))),
        np.concatenate((bands.right, *(part.right for part in parts))),
    )


def narrow_pieces(band: NarrowBand, rule: RunRule) -> Pieces:
    """Counts of the rows in a range with narrow breaks."""
    changes = _changes(band, rule)
    cuts = np.unique(np.concatenate((changes, _ENDS))) if len(changes) else _ENDS
    middles = (cuts[1:] + cuts[:-1]) / 2
    ends = np.stack((1 - middles, middles))
    lows, highs = (band.left @ ends).max(axis=1).T.tolist(), (band.right @ ends).min(axis=1).T.tolist()
    filled = np.array([_filled(low, high, rule) for low, high in zip(lows, highs, strict=True)])
    keep = filled[:, 0] > 0
    v = band.low + cuts * (band.high - band.low)
    return Pieces(v[:-1][keep], v[1:][keep], filled[keep, 0], filled[keep, 1])


def _changes(band: NarrowBand, rule: RunRule) -> Floats:
    """Shares at which a chain of runs that stand as close as they may just fits between two ends."""
    # Chains whose first span lies beyond their last have no room at all and so no length to pass.
    room = (band.right[:, None, :, None] - band.left[None, :, None, :]).reshape(-1, 2)
    least, most = room.min(axis=1), room.max(axis=1)
    needed = _chain_lengths(rule, len(band.left), float(most.max())) - TOUCH_MM
    passed = np.searchsorted(needed, least, side="right"), np.searchsorted(needed, most)
    if (passed[0] >= passed[1]).all():
        return np.empty(0)
    line, length = expand(passed[0], np.maximum(*passed))
    return np.asarray((needed[length] - room[line, 0]) / (room[line, 1] - room[line, 0]))


def _chain_lengths(rule: RunRule, spans: int, most_mm: float) -> Floats:
    """Every length that runs over up to `spans` spans can have together; a few more do no harm."""
    lengths = np.arange(1, int(max(most_mm, 0.0) // rule.pitch_mm) + 3) * rule.pitch_mm - rule.gap_mm
    wide_gaps = spans + rule.blocks(len(lengths)) if rule.joint_gap_mm > rule.gap_mm else 1
    extra = np.arange(wide_gaps) * (rule.joint_gap_mm - rule.gap_mm)
    return np.sort((lengths[:, None] + extra).ravel())


def _filled(lows: list[float], highs: list[float], rule: RunRule) -> tuple[int, int]:
    """Modules and runs of a row with these spans, filled from the low end."""
    modules = runs = 0
    reached = -math.inf
    for low, high in zip(lows, highs, strict=True):
        begin = max(low, reached + rule.break_mm)
        fitting = rule.fitting(high - begin)
        if fitting:
            modules, runs, reached = modules + fitting, runs + 1, begin + rule.length_mm(fitting)
    return modules, runs
