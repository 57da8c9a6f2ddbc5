"""Counts of rows whose modules may stand anywhere in their free spans."""

from typing import NamedTuple

import numpy as np

from designer.core.layout.bands import Bands, differences
from designer.core.layout.narrow import narrow_pieces, split_at_narrow_breaks
from designer.core.layout.profile import CountProfile, Indicators, Pieces, summed, where_nonnegative
from designer.core.layout.rows import RowKind
from designer.core.layout.runs import RunRule
from designer.core.layout.slabs import TOUCH_MM, Floats, Ints
from designer.core.layout.ways import Way


class RunRanges(NamedTuple):
    """Where a run of so many modules fits a span: one entry for each span and number that it can hold."""

    span: Ints
    modules: Ints
    low: Floats
    """Least v."""
    high: Floats
    """Greatest v."""


def run_ranges(bands: Bands, rule: RunRule) -> RunRanges:
    """For every span the positions at which the shortest run fits, and one module more, and so on."""
    room = differences(bands.right, bands.left)
    longest = room.max(axis=2).min(axis=1)
    lengths = rule.lengths_mm(float(longest.max(initial=0.0)))
    most = np.searchsorted(lengths - TOUCH_MM, longest, side="right")
    tries = np.maximum(most - rule.shortest + 1, 0)
    span = np.repeat(np.arange(len(tries)), tries)
    modules = np.arange(len(span)) - np.repeat(np.cumsum(tries) - tries, tries) + rule.shortest
    low, high = where_nonnegative(room[span] - (lengths[modules - 1] - TOUCH_MM)[:, None, None])
    kept = low <= high
    span, modules = span[kept], modules[kept]
    base = bands.low[bands.band[span]]
    width = bands.high[bands.band[span]] - base
    return RunRanges(span, modules, base + low[kept] * width, base + high[kept] * width)


def free_kind(way: Way) -> RowKind:
    """Rows that hold the most modules at every position."""
    wide, narrow = split_at_narrow_breaks(way.bands, way.rule.break_mm)
    found = [summed(_indicators(wide, way.rule)), *(narrow_pieces(part, way.rule) for part in narrow)]
    pieces = Pieces._make(np.concatenate(column) for column in zip(*found, strict=True))
    return RowKind(way.orientation, way.depth_mm, way.gap_mm, CountProfile(pieces))


def _indicators(bands: Bands, rule: RunRule) -> Indicators:
    """Spans far enough apart to be filled each for itself: a first run, then single modules more."""
    ranges = run_ranges(bands, rule)
    first = ranges.modules == rule.shortest
    count = np.where(first, rule.shortest, 1)
    return Indicators(bands.band[ranges.span], ranges.low, ranges.high, count, first.astype(np.intp))
