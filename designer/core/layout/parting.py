"""Rows that do not keep their gap set farther apart, where the gap between them must not be a little wider.

Rows that share a rail lie just as far apart as it leaves them, or far enough for a rail each. Where an
obstacle leaves a gap between the two, the rows above it are moved up, if that costs no module and no run.
Rows lie as low as they can, so there is nothing to be gained by moving those below.
"""

from collections.abc import Sequence

from designer.core.layout.rows import PlannedRow
from designer.core.layout.slabs import TOUCH_MM


def parted(rows: Sequence[PlannedRow], apart_mm: float) -> tuple[PlannedRow, ...]:
    """The rows, lowest first; gaps wider than asked for become at least `apart_mm` where that can be."""
    placed = list(rows)
    for number in range(1, len(placed)):
        lack = _lack_mm(placed[number - 1], placed[number], apart_mm)
        if lack > 0.0:
            placed[number:] = _moved_up(placed[number:], lack, apart_mm) or placed[number:]
    return tuple(placed)


def _lack_mm(lower: PlannedRow, upper: PlannedRow, apart_mm: float) -> float:
    """How much the gap between two rows is too narrow, if it is wider than it has to be; else 0."""
    spare = upper.v - lower.free_from
    return max(0.0, apart_mm - lower.gap_mm - spare) if spare > TOUCH_MM else 0.0


def _moved_up(rows: Sequence[PlannedRow], by_mm: float, apart_mm: float) -> list[PlannedRow] | None:
    """The rows from the first on, with as many moved as must be; None where one holds less there."""
    moved: list[PlannedRow] = []
    for row in rows:
        if moved and row.v - moved[-1].free_from >= max(0.0, apart_mm - moved[-1].gap_mm):
            break
        there = row._replace(v=row.v + by_mm)
        if there.kind.profile.runs_at(there.v, there.modules) > row.kind.profile.runs_at(row.v, row.modules):
            return None
        moved.append(there)
    return [*moved, *rows[len(moved) :]]
