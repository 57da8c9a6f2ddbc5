"""Edits that arrange whole rows: align them along their rails, space them evenly across them, slide them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.intervals import Interval
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.pins_along import with_pins_along
from designer.edit.edits.row_parts import extent_of
from designer.edit.room import Room


class RowEdge(StrEnum):
    """What of a row is aligned: its first end along the rails, its last, or its middle."""

    FIRST = "first"
    LAST = "last"
    MIDDLE = "middle"


class Fault(Struct, frozen=True):
    """A module that would not stand well, and why (without a full stop)."""

    row: str
    module: str
    reason: str


def align_rows(
    design: Design, catalog: Catalog, row_ids: Collection[str], reference: str, edge: RowEdge
) -> Design:
    """The Design with rows shifted along their rails until they are in line with the reference row.

    Modules take the places of their pinned inverters along.
    Raises DesignError where the reference is gone or on a surface whose rails run another way.
    """
    target = find_row(design, reference)
    goal = _place(design, catalog, target, edge)
    axis = design.surface(target.surface).rail_axis
    changed = {}
    for row in _rows(design, row_ids):
        if row.id == reference:
            continue
        if design.surface(row.surface).rail_axis is not axis:
            raise DesignError(f"the rails of row {row.id} run another way than those of row {reference}")
        changed[row.id] = shifted(row, goal - _place(design, catalog, row, edge))
    return _with(design, catalog, changed)


def distribute_rows(
    design: Design, catalog: Catalog, row_ids: Collection[str], gap_mm: float | None = None
) -> Design:
    """The Design with rows spaced evenly across their rails.

    Without a gap the outer rows stay and the clear distances between them become equal; with one all rows
    follow the lowest at that distance. Rows at one height count as one. Raises DesignError for too few rows,
    rows of several surfaces, or too little room.
    """
    lines = _lines(design, catalog, row_ids)
    if len(lines) < (2 if gap_mm is not None else 3):
        raise DesignError(
            "there are too few rows to space", remedy="choose three at different heights, or give a gap"
        )
    if gap_mm is None:
        gap_mm = _even_gap(lines)
    changed = {}
    low = lines[0].low_mm
    for line in lines:
        for row in line.rows:
            changed[row.id] = replace(row, across_mm=rounded(row.across_mm + low - line.low_mm))
        low += line.depth_mm + gap_mm
    return _with(design, catalog, changed)


def gaps_between(design: Design, catalog: Catalog, row_ids: Collection[str]) -> tuple[float, ...]:
    """Clear distances between rows at neighbouring heights, lowest first, mm."""
    lines = _lines(design, catalog, row_ids)
    return tuple(rounded(b.low_mm - a.low_mm - a.depth_mm) for a, b in pairwise(lines))


def shifted(row: Row, along_mm: float) -> Row:
    """The row moved along its rails, with the places of its removed modules."""

    def moved(modules: Iterable[RowModule]) -> tuple[RowModule, ...]:
        return tuple(replace(one, along_mm=rounded(one.along_mm + along_mm)) for one in modules)

    return replace(row, modules=moved(row.modules), removed=moved(row.removed))


def extent(design: Design, catalog: Catalog, row: Row) -> tuple[float, float]:
    """Size of the row's modules along the rail and across it."""
    return extent_of(design, catalog, design.surface(row.surface), row)


def ends(design: Design, catalog: Catalog, row: Row) -> Interval:
    """First and last edge of a row along its rail; of a row without modules those of its removed ones."""
    places = [module.along_mm for module in row.modules or row.removed]
    return (min(places), max(places) + extent(design, catalog, row)[0])


def find_row(design: Design, row_id: str) -> Row:
    """The row with this id. Raises DesignError where it is gone."""
    row = next((row for row in design.rows if row.id == row_id), None)
    if row is None:
        raise DesignError(f"there is no row {row_id} any more")
    return row


def new_faults(before: Design, after: Design, catalog: Catalog) -> tuple[Fault, ...]:
    """Modules that an edit moved to where they may not stand; what stood badly and has not moved is left.

    The first fault of each row.
    """
    old = {row.id: row for row in before.rows}
    found = []
    for row in after.rows:
        if row != old.get(row.id) and row.modules:
            found += list(_faults(after, catalog, row, old.get(row.id)))[:1]
    return tuple(found)


def _faults(design: Design, catalog: Catalog, row: Row, old: Row | None) -> Iterator[Fault]:
    ids = frozenset(module.id for module in row.modules)
    room = Room.for_row(design, catalog, row, ignoring=ids)
    spans = room.spans(row.across_mm)
    still = set(old.modules) if old is not None and old.across_mm == row.across_mm else set()
    end = None
    for module in row.modules:
        low, high = module.along_mm, module.along_mm + room.along_mm
        free = any(a - TOLERANCE_MM <= low and high <= b + TOLERANCE_MM for a, b in spans)
        if module not in still and not free:
            yield Fault(row.id, module.id, room.fault(low, row.across_mm))
        elif module not in still and end is not None and low < end - TOLERANCE_MM:
            yield Fault(row.id, module.id, "over its neighbour in the row")
        end = high


class _Line(Struct, frozen=True):
    """Rows at one height."""

    low_mm: float
    depth_mm: float
    rows: tuple[Row, ...]


def _lines(design: Design, catalog: Catalog, row_ids: Collection[str]) -> list[_Line]:
    rows = _rows(design, row_ids)
    if len({row.surface for row in rows}) > 1:
        raise DesignError("the rows lie on several surfaces", remedy="choose rows of one surface")
    by_height: dict[float, list[Row]] = defaultdict(list)
    for row in rows:
        by_height[rounded(row.across_mm)].append(row)
    return [
        _Line(low, max(extent(design, catalog, row)[1] for row in members), tuple(members))
        for low, members in sorted(by_height.items())
    ]


def _even_gap(lines: Sequence[_Line]) -> float:
    clear = lines[-1].low_mm - lines[0].low_mm - sum(line.depth_mm for line in lines[:-1])
    gap = clear / (len(lines) - 1)
    if gap < 0:
        raise DesignError(f"the rows have {-gap:.0f} mm too little room each", remedy="give a gap instead")
    return gap


def _place(design: Design, catalog: Catalog, row: Row, edge: RowEdge) -> float:
    first, last = ends(design, catalog, row)
    return {RowEdge.FIRST: first, RowEdge.LAST: last, RowEdge.MIDDLE: (first + last) / 2}[edge]


def _rows(design: Design, row_ids: Collection[str]) -> list[Row]:
    return [row for row in design.rows if row.id in row_ids]


def _with(design: Design, catalog: Catalog, changed: dict[str, Row]) -> Design:
    moved = replace(design, rows=tuple(changed.get(row.id, row) for row in design.rows))
    return with_pins_along(moved, design, catalog)
