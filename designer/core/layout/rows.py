"""Which rows at which positions: a dynamic programme over what is reached, not over offsets.

Let reach(r, m) be the least height below which r rows with m modules can lie. It follows exactly from
reach(r − 1, ·): put one more row with k modules at the first position, a row gap above what is reached, where
k fit. Positions are continuous; no grid is involved. Of those that hold the most modules the fewest rows are
taken.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from designer.core.geometry.axes import Orientation
from designer.core.layout.model import Walkways
from designer.core.layout.profile import CountProfile
from designer.core.layout.slabs import Floats, Ints


class RowKind(NamedTuple):
    """A way a row may be built: its size across the rail and its counts, named by its orientation."""

    orientation: Orientation
    depth_mm: float
    gap_mm: float
    """Least clear gap above it."""
    profile: CountProfile


class PlannedRow(NamedTuple):
    """A row of `kind` at position v that holds that many `modules`, with a `gap_mm` above it."""

    kind: RowKind
    v: float
    modules: int
    gap_mm: float

    @property
    def free_from(self) -> float:
        """Where the next row may begin."""
        return self.v + self.kind.depth_mm + self.gap_mm


class _Reach(NamedTuple):
    """Heights worth reaching with a number of rows: more modules always reach higher.

    One entry for each total number of modules: the height with the gap above the top row, and of that row its
    kind, its modules, its position, and the entry of the reach before that it stands on.
    """

    total: Ints
    height: Floats
    kind: Ints
    modules: Ints
    v: Floats
    before: Ints


_NONE = np.zeros(1, dtype=np.intp)
_NO_ROW = _Reach(_NONE, np.array([-np.inf]), _NONE, _NONE, np.zeros(1), _NONE)


def best_rows(
    kinds: Sequence[RowKind], walkways: Walkways, wanted: int | None = None
) -> tuple[PlannedRow, ...]:
    """Fewest rows with the most modules, or with at least `wanted` where so many fit; lowest row first."""
    reaches = [_NO_ROW]
    kinds = [kind for kind in kinds if len(kind.profile.levels)]
    highest = max((kind.profile.highest for kind in kinds), default=-np.inf)
    while (wanted is None or reaches[-1].total[-1] < wanted) and kinds:
        if reaches[-1].height[0] > highest:
            break
        gaps = [walkways.gap_mm(kind.gap_mm, len(reaches)) for kind in kinds]
        reaches.append(_one_row_more(reaches[-1], kinds, gaps))
    most = [int(reach.total[-1]) for reach in reaches]
    rows = most.index(max(most))
    return _tidied(_traced(reaches[: rows + 1], kinds, walkways))


def _one_row_more(reach: _Reach, kinds: Sequence[RowKind], gaps: Sequence[float]) -> _Reach:
    """What is reached with one more row on top of each entry, and the gap of its kind above it."""
    found = [
        _topped(reach, number, kind, gap) for number, (kind, gap) in enumerate(zip(kinds, gaps, strict=True))
    ]
    return _worthwhile(_Reach._make(np.concatenate(column) for column in zip(*found, strict=True)))


def _topped(reach: _Reach, number: int, kind: RowKind, gap_mm: float) -> _Reach:
    """Every entry with every count of one kind of row on top, wherever there is room."""
    v = kind.profile.earliest(reach.height)
    level, before = np.nonzero(np.isfinite(v))
    count, place = kind.profile.levels[level], v[level, before]
    kinds = np.full(len(level), number, dtype=np.intp)
    return _Reach(reach.total[before] + count, place + kind.depth_mm + gap_mm, kinds, count, place, before)


def _worthwhile(reach: _Reach) -> _Reach:
    """The entries that no other one with at least as many modules undercuts."""
    order = np.lexsort((-reach.height, reach.total))
    above = np.minimum.accumulate(reach.height[order][::-1])[::-1]
    better = np.append(above[1:], np.inf)
    kept = order[reach.height[order] < better]
    return _Reach._make(column[kept] for column in reach)


def _traced(
    reaches: Sequence[_Reach], kinds: Sequence[RowKind], walkways: Walkways
) -> tuple[PlannedRow, ...]:
    """The rows that lead to the most modules of the last reach, lowest first."""
    entry = -1
    rows: list[PlannedRow] = []
    for number, reach in reversed(list(enumerate(reaches))[1:]):
        kind = kinds[reach.kind[entry]]
        gap_mm = walkways.gap_mm(kind.gap_mm, number)
        rows.append(PlannedRow(kind, float(reach.v[entry]), int(reach.modules[entry]), gap_mm))
        entry = int(reach.before[entry])
    return tuple(reversed(rows))


def _tidied(rows: tuple[PlannedRow, ...]) -> tuple[PlannedRow, ...]:
    """The same rows where they have the fewest runs, low, and side by side where that costs nothing."""
    placed: list[PlannedRow] = []
    free_from = -np.inf
    for row, limit in zip(rows, _latest(rows), strict=True):
        v = row.kind.profile.tidiest(row.modules, free_from, limit)
        placed.append(row._replace(v=v))
        free_from = placed[-1].free_from
    return _closed_up(placed)


def _latest(rows: Sequence[PlannedRow]) -> list[float]:
    """Last position of each row that leaves room for those above it."""
    found: list[float] = []
    limit = np.inf
    for row in reversed(rows):
        v = row.kind.profile.latest(row.modules, limit - row.kind.depth_mm - row.gap_mm)
        found.append(v)
        limit = v
    return found[::-1]


def _closed_up(rows: list[PlannedRow]) -> tuple[PlannedRow, ...]:
    """Blocks of touching rows moved up to the block above where that costs no module and no run."""
    above: list[PlannedRow] = []
    while rows:
        block = [rows.pop()]
        while rows and _clearance(rows[-1], block[0]) <= 0:
            block.insert(0, rows.pop())
        shift = _clearance(block[-1], above[0]) if above else 0.0
        moved = [row._replace(v=row.v + shift) for row in block]
        unharmed = all(_as_good(old, new) for old, new in zip(block, moved, strict=True))
        above[:0] = moved if unharmed else block
    return tuple(above)


def _clearance(lower: PlannedRow, upper: PlannedRow) -> float:
    """What is free between two rows beyond the gap they need."""
    return upper.v - lower.free_from


def _as_good(old: PlannedRow, new: PlannedRow) -> bool:
    profile = new.kind.profile
    return profile.runs_at(new.v, new.modules) <= profile.runs_at(old.v, old.modules)
