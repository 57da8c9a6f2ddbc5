"""Columns aligned over rows: all modules of one orientation stand on one comb of places along the rail.

For a given comb the best rows follow exactly, as free rows do. A good phase of the comb is found by trial:
one at which a module touches the end of a free span. Those of the vertices and of the best free rows are
tried, and the best of them is moved on for as long as the rows it leads to suggest a better one. `combs` goes
on from there to the best phase of all.
"""

import math
from collections.abc import Sequence

import numpy as np

from designer.core.layout.bands import Span, differences
from designer.core.layout.free_rows import free_kind
from designer.core.layout.model import Walkways
from designer.core.layout.placing import SLACK_MM
from designer.core.layout.profile import CountProfile, Indicators, summed, where_nonnegative
from designer.core.layout.rows import PlannedRow, RowKind, best_rows
from designer.core.layout.slabs import TOUCH_MM, Floats, Ints, expand
from designer.core.layout.ways import Way
from designer.core.units import TOLERANCE_MM

_MOST_PHASES = 24
"""Phases for which rows are planned; which ones is decided by their counts on the best free rows."""


def aligned_kind(way: Way, columns: Floats) -> RowKind:
    """Rows whose modules stand on the given columns."""
    return loose_kind(way, columns, 0.0)


def loose_kind(way: Way, columns: Floats, play_mm: float) -> RowKind:
    """Rows whose modules stand on the given columns or up to `play_mm` behind them, each as it likes."""
    return RowKind(way.orientation, way.depth_mm, way.gap_mm, _column_profile(way, columns, play_mm))


def columns_in(spans: Sequence[Span], columns: Floats, way: Way) -> tuple[float, ...]:
    """The columns that lie in free spans, without runs shorter than the rule allows."""
    found: list[float] = []
    low, high = np.array(spans).reshape(-1, 2).T
    for begin, end in zip(*_standing(columns, way, low - SLACK_MM, high + SLACK_MM), strict=True):
        if end - begin >= way.rule.shortest:
            found += columns[begin:end].tolist()
    return tuple(found)


def best_columns(way: Way, walkways: Walkways) -> Floats:
    """The comb of columns that holds the most modules of one orientation, among the phases tried."""
    rows = best_rows([free_kind(way)], walkways)
    combs = _ranked(way, rows, _all_ends(way))
    planned = [(columns, best_rows([aligned_kind(way, columns)], walkways)) for columns in combs]
    columns, rows = max(planned, key=lambda plan: _modules(plan[1]), default=(np.empty(0), ()))
    while rows:
        better = _ranked(way, rows, np.empty(0))[0]
        moved = best_rows([aligned_kind(way, better)], walkways)
        if _modules(moved) <= _modules(rows):
            break
        columns, rows = better, moved
    return columns


def comb(way: Way, phase_mm: float) -> Floats:
    """Lower u of all columns over the usable area, the first of them within a pitch of its low end.

    Columns are as many for every phase, so that joints fall between the same ones.
    """
    low, high = float(way.slabs.left.min()), float(way.slabs.right.max())
    number = max(math.ceil((high - low) / way.rule.pitch_mm), 1)
    return low + (phase_mm - low) % way.rule.pitch_mm + np.array(way.rule.offsets_mm(number))


def _column_profile(way: Way, columns: Floats, play_mm: float) -> CountProfile:
    bands, size = way.bands, way.rule.module_mm
    low, high = bands.left.min(axis=2).max(axis=1), bands.right.max(axis=2).min(axis=1)
    span, column = expand(*_standing(columns, way, low - play_mm, high))
    u = columns[column][:, None, None]
    left, right = bands.left[span], bands.right[span]
    limits = [u + play_mm - left, right - u - size]
    if play_mm:
        limits.append(differences(right, left) - size)
    start, end = where_nonnegative(np.concatenate(limits, axis=1) + TOUCH_MM)
    kept = start <= end
    band = bands.band[span][kept]
    base, width = bands.low[band], bands.high[band] - bands.low[band]
    one = np.ones(len(band), dtype=np.intp)
    parts = Indicators(band, base + start[kept] * width, base + end[kept] * width, one, 0 * one)
    return CountProfile(summed(parts))


def _standing(columns: Floats, way: Way, low: Floats, high: Floats) -> tuple[Ints, Ints]:
    """Half-open index ranges of the columns between `low` and `high`."""
    begin = np.searchsorted(columns, low - TOUCH_MM)
    end = np.searchsorted(columns, high - way.rule.module_mm + TOUCH_MM, side="right")
    return begin, np.maximum(begin, end)


def _all_ends(way: Way) -> Floats:
    """Phases at which a module touches an end that does not move within its band."""
    return np.concatenate((way.bands.left[:, 0].ravel(), way.bands.right[:, 0].ravel() - way.rule.module_mm))


def _ranked(way: Way, rows: Sequence[PlannedRow], phases: Floats) -> list[Floats]:
    """Combs at `phases` and at those the rows suggest, the one with the most modules on these rows first."""
    size, pitch = way.rule.module_mm, way.rule.pitch_mm
    low, high = np.array([span for row in rows for span in way.spans_at(row.v)]).reshape(-1, 2).T
    phases = _distinct(np.concatenate((phases, low, high - size)), pitch)
    # Joints are left out of the ranking: they fall on the same columns whatever the phase.
    first = np.ceil((low - TOUCH_MM - phases[:, None]) / pitch)
    last = np.floor((high - size + TOUCH_MM - phases[:, None]) / pitch)
    modules = np.maximum(last - first + 1, 0).sum(axis=1)
    return [comb(way, float(phase)) for phase in phases[np.argsort(-modules, kind="stable")][:_MOST_PHASES]]


def _distinct(phases: Floats, pitch_mm: float) -> Floats:
    """Phases that differ by more than the tolerance of a drawing, within one pitch."""
    _, first = np.unique(np.round(phases % pitch_mm / TOLERANCE_MM), return_index=True)
    return np.asarray(phases[np.sort(first)])


def _modules(rows: Sequence[PlannedRow]) -> int:
    return sum(row.modules for row in rows)
