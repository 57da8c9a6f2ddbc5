"""Where the modules of a row at a known position stand."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from designer.core.layout.bands import WHOLE_LINE, Span, overlaps
from designer.core.layout.runs import RunRule
from designer.core.layout.slabs import TOUCH_MM, Floats, Slabs

SLACK_MM = 4 * TOUCH_MM
"""Rounding on the way from counts to places is forgiven up to this."""


class Run(NamedTuple):
    """A run of modules and the range in which its low end may stand, mm."""

    low: float
    high: float
    modules: int


def free_spans(slabs: Slabs, v: float, depth_mm: float, shortest_mm: float) -> tuple[Span, ...]:
    """Spans free over the whole height of the strip [v, v + depth], at least `shortest_mm` long."""
    heights = np.array((v, v + depth_mm - TOUCH_MM))
    begin = max(int(np.searchsorted(slabs.levels, heights[0], side="right")) - 1, 0)
    end = min(int(np.searchsorted(slabs.levels, heights[1])), len(slabs.levels) - 1)
    free = WHOLE_LINE
    for spans in _spans_by_slab(slabs, begin, end, heights):
        free = overlaps(free, spans, shortest_mm - SLACK_MM)
    return free


def _spans_by_slab(slabs: Slabs, begin: int, end: int, heights: Floats) -> list[list[Span]]:
    """Per slab the spans free over the part of it between the two heights."""
    base, count = slabs.levels[begin:end], np.diff(slabs.first[begin : end + 1])
    share = ((heights - base[:, None]) / np.diff(slabs.levels[begin : end + 1])[:, None]).clip(0, 1)
    share = np.repeat(share, count, axis=0)
    here = slice(slabs.first[begin], slabs.first[end])
    left, right = (
        ends[here, :1] * (1 - share) + ends[here, 1:] * share for ends in (slabs.left, slabs.right)
    )
    spans = list(zip(left.max(axis=1).tolist(), right.min(axis=1).tolist(), strict=True))
    starts = (slabs.first[begin : end + 1] - slabs.first[begin]).tolist()
    return [spans[a:b] for a, b in pairwise(starts)]


def runs_in(spans: Sequence[Span], rule: RunRule) -> list[Run]:
    """The runs of a row that has the most modules in its free spans."""
    runs: list[Run] = []
    reached = -math.inf
    for low, high in spans:
        begin = max(low, reached + rule.break_mm)
        modules = rule.fitting(high - begin + SLACK_MM)
        if modules:
            reached = begin + rule.length_mm(modules)
            runs.append(Run(begin, max(begin, high - rule.length_mm(modules)), modules))
    limit = math.inf
    for place in range(len(runs) - 1, -1, -1):
        low, high, modules = runs[place]
        high = max(low, min(high, limit - rule.length_mm(modules)))
        runs[place] = Run(low, high, modules)
        limit = high - rule.break_mm
    return runs


def stand(runs: Sequence[Run], rule: RunRule, column_mm: float | None = None) -> tuple[float, ...]:
    """Lower u of every module; a run lines up with the column at `column_mm` if it can, or is centred."""
    places: list[float] = []
    reached = -math.inf
    for low, high, modules in runs:
        least = max(low, reached + rule.break_mm)
        begin = _begin(least, max(least, high), column_mm, rule.pitch_mm)
        places += [begin + offset for offset in rule.offsets_mm(modules)]
        reached = begin + rule.length_mm(modules)
    return tuple(places)


def common_column(rows: Sequence[Sequence[Run]], rule: RunRule) -> float | None:
    """A place that lets runs with the most modules line up; the middle of the longest if that will do."""
    runs = [run for row in rows for run in row]
    if not runs:
        return None
    longest = max(rows, key=lambda row: sum(run.modules for run in row))
    low, high, modules = np.array(runs).T
    places = np.concatenate((stand(longest, rule)[:1], low, high))
    first = places[:, None] + np.ceil((low - TOUCH_MM - places[:, None]) / rule.pitch_mm) * rule.pitch_mm
    lined_up = ((first <= high + TOUCH_MM) * modules).sum(axis=1)
    return float(places[np.argmax(lined_up)])


def _begin(low: float, high: float, column_mm: float | None, pitch_mm: float) -> float:
    if column_mm is not None:
        in_line = column_mm + math.ceil((low - TOUCH_MM - column_mm) / pitch_mm) * pitch_mm
        if in_line <= high + TOUCH_MM:
            return min(max(in_line, low), high)
    return (low + high) / 2
