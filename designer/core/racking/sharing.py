"""Which rows share a rail, and where it lies: across the middle of the gap between their edges.

Rows share the rail between them where they lie over it, or so near along it that the ends of two rails in
one line would meet, and where their gap is too narrow for two rails. Every other edge of a row has a rail of
its own. On both the modules lie with so much of their edge as the system's `bearing_mm` asks; then of n rows
one above the other n + 1 rails carry all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from designer.core.geometry.intervals import intersection, measure, normalized
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.figures import Figures
from designer.core.racking.rows import SeatRow
from designer.core.units import TOLERANCE_MM, rounded


class RowGroup(Struct, frozen=True, kw_only=True, gc=False):
    """Rows that are racked together; the rows of a `shared` one are joined by rails that they share."""

    id: str
    rows: tuple[SeatRow, ...]
    shared: bool


class SharedLine(Struct, frozen=True, kw_only=True, gc=False):
    """A rail line by its middle across, and the rows that lie on it from below and from above."""

    across_mm: float
    below: tuple[SeatRow, ...]
    above: tuple[SeatRow, ...]


def row_groups(rows: Sequence[SeatRow], layout: RailLayout, figures: Figures) -> tuple[RowGroup, ...]:
    """The rows by what is racked together, in the order of their first rows. Tilted rows share no rail."""
    if layout is RailLayout.PAIRS:
        return tuple(_alone(row) for row in rows)
    flat = [row for row in rows if _lies_flat(row)]
    joined = {members[0].id: members for members in _joined(flat, _couples(flat, figures))}
    groups: list[RowGroup] = []
    for row in rows:
        if not _lies_flat(row):
            groups.append(_alone(row))
        elif row.id in joined:
            groups.append(RowGroup(id=row.id, rows=joined[row.id], shared=True))
    return tuple(groups)


def shared_lines(rows: Sequence[SeatRow], figures: Figures) -> tuple[SharedLine, ...]:
    """The rail lines under rows that share rails, the lowest first."""
    couples = _couples(rows, figures)
    edges = [(row, side) for row in rows for side in (_LOWER, _UPPER)]
    ends = [(2 * below + 1, 2 * above) for below, above in couples]
    lines = (_line(members, figures) for members in _parts(edges, ends))
    return tuple(sorted(lines, key=lambda line: line.across_mm))


T = TypeVar("T")

_LOWER, _UPPER = 0, 1


def _alone(row: SeatRow) -> RowGroup:
    return RowGroup(id=row.id, rows=(row,), shared=False)


def _lies_flat(row: SeatRow) -> bool:
    return all(seat.tilt_deg == 0.0 for seat in row.seats)


def _couples(rows: Sequence[SeatRow], figures: Figures) -> list[tuple[int, int]]:
    """Places of rows one above the other between which two rails find no room."""
    order = sorted(range(len(rows)), key=lambda number: rows[number].lower_mm)
    lowers = [rows[number].lower_mm for number in order]
    room_mm, overlap_mm = figures.room_for_two_mm, figures.system.profile_width_mm
    found: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        first = bisect_left(lowers, row.upper_mm - overlap_mm)
        last = bisect_left(lowers, row.upper_mm + room_mm - TOLERANCE_MM)
        above = (other for other in order[first:last] if other != number)
        reach_mm = figures.least_break_mm / 2.0 - TOLERANCE_MM
        found += [(number, other) for other in above if _meet(row, rows[other], reach_mm)]
    return found


def _meet(first: SeatRow, second: SeatRow, reach_mm: float) -> bool:
    """Whether modules of both rows lie so near along the rail that two rails in one line find no room."""
    spans = (
        normalized((seat.start_mm - reach_mm, seat.end_mm + reach_mm) for seat in row.seats)
        for row in (first, second)
    )
    return measure(intersection(*spans)) > 0.0


def _joined(rows: Sequence[SeatRow], couples: Iterable[tuple[int, int]]) -> Iterator[tuple[SeatRow, ...]]:
    return (tuple(members) for members in _parts(rows, couples))


def _parts(things: Sequence[T], joins: Iterable[tuple[int, int]]) -> Iterator[list[T]]:
    """Things that hang together by `joins`, given by their places, in the order of their first ones."""
    roots = list(range(len(things)))

    def root(number: int) -> int:
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    for first, second in joins:
        low, high = sorted((root(first), root(second)))
        roots[high] = low
    parts: dict[int, list[T]] = {}
    for number, thing in enumerate(things):
        parts.setdefault(root(number), []).append(thing)
    yield from parts.values()


def _line(edges: Sequence[tuple[SeatRow, int]], figures: Figures) -> SharedLine:
    below = tuple(row for row, side in edges if side == _UPPER)
    above = tuple(row for row, side in edges if side == _LOWER)
    return SharedLine(across_mm=rounded(_across_mm(below, above, figures)), below=below, above=above)


def _across_mm(below: Sequence[SeatRow], above: Sequence[SeatRow], figures: Figures) -> float:
    """The gap's middle; beside a row alone so that its modules lie on the rail as far as they must."""
    reach_mm = figures.system.profile_width_mm / 2.0 - figures.bearing_mm
    if not above:
        return max(row.upper_mm for row in below) + reach_mm
    if not below:
        return min(row.lower_mm for row in above) - reach_mm
    return (max(row.upper_mm for row in below) + min(row.lower_mm for row in above)) / 2.0
