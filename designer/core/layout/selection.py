"""Leave modules out until the wanted number remains, so that what remains is tidy.

Modules go from the ends of runs, those with the least contact to others first: orphans, then corners, and so
by and by whole rows or columns. The rest stays in one piece.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from designer.core.geometry.axes import Orientation
from designer.core.layout.model import FilledRow
from designer.core.units import TOLERANCE_MM, rounded


class Tidiness(NamedTuple):
    """What a selection needs to know to judge contact: sizes, the gaps of neighbours, the shortest run."""

    extents: Mapping[Orientation, tuple[float, float]]
    """Size of a module along the rail and of its row across it, mm."""
    gap_mm: float
    row_gaps: Mapping[Orientation, float]
    """The gap above a row, mm; walkways part rows."""
    shortest: int

    def top(self, row: FilledRow) -> float:
        """Upper v of a row."""
        return row.across_mm + self.extents[row.orientation][1]

    def touch(self, row: FilledRow, other: FilledRow) -> bool:
        """Whether one of two rows lies right above the other."""
        lower, upper = sorted((row, other), key=lambda one: one.across_mm)
        clear = upper.across_mm - self.top(lower)
        return -TOLERANCE_MM <= clear <= self.row_gaps[lower.orientation] + TOLERANCE_MM

    def runs(self, row: FilledRow) -> list[tuple[float, ...]]:
        """The modules of a row as runs of direct neighbours."""
        pitch = self.extents[row.orientation][0] + self.gap_mm + TOLERANCE_MM
        runs: list[tuple[float, ...]] = []
        for u in row.along_mm:
            if runs and u - runs[-1][-1] <= pitch:
                runs[-1] += (u,)
            else:
                runs.append((u,))
        return runs


class _Removal(NamedTuple):
    contact: float
    row: int
    modules: tuple[float, ...]


def trimmed(rows: Sequence[FilledRow], number: int, tidiness: Tidiness) -> tuple[FilledRow, ...]:
    """`number` of the modules of `rows`, or all where there are no more."""
    left = list(rows)
    excess = sum(len(row.along_mm) for row in left) - number
    while excess > 0:
        removal = min(_removals(left, excess, tidiness), key=lambda found: (found.contact, -found.row))
        row = left[removal.row]
        kept = tuple(u for u in row.along_mm if u not in removal.modules)
        left[removal.row] = FilledRow(row.across_mm, row.orientation, kept)
        excess -= len(removal.modules)
    return tuple(row for row in left if row.along_mm)


def _removals(rows: Sequence[FilledRow], excess: int, tidiness: Tidiness) -> list[_Removal]:
    """What may go next: a module at an end, or a whole run that is as short as runs may be."""
    found: list[_Removal] = []
    splitting: list[_Removal] = []
    for number, row in enumerate(rows):
        for run in tidiness.runs(row):
            ends = [
                _Removal(_contact(rows, number, u, tidiness) + (len(run) > 1), number, (u,))
                for u in (run[-1], run[0])
            ]
            if len(run) > tidiness.shortest:
                found += ends
            elif len(run) <= excess:
                contact = sum(_contact(rows, number, u, tidiness) for u in run) / len(run)
                found.append(_Removal(rounded(contact), number, run))
            else:
                splitting += ends
    return found or splitting


def _contact(rows: Sequence[FilledRow], number: int, u: float, tidiness: Tidiness) -> float:
    """Share of a module's sides that lie along modules of the rows next to it: 0 to 2."""
    row = rows[number]
    end = u + tidiness.extents[row.orientation][0]
    shared = sum(_overlap(other, u, end, tidiness) for other in rows if tidiness.touch(row, other))
    return rounded(shared / (end - u))


def _overlap(row: FilledRow, low: float, high: float, tidiness: Tidiness) -> float:
    """Length that the modules of a row cover between two places along the rail."""
    size = tidiness.extents[row.orientation][0]
    first = bisect_left(row.along_mm, low - size)
    last = bisect_left(row.along_mm, high)
    return sum(max(min(high, u + size) - max(low, u), 0.0) for u in row.along_mm[first:last])
