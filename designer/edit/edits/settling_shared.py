"""Rows that share rails moved along them until the rails find their attachments.

Their columns stay one above the other, as a clamp between two rows holds a module of each: what lies between
two joints of all rows is moved by one length, within the free room of every row, and joints stay as wide as
they must be. Every length is tried for all parts at once, which tells how many errors each part would have
there; the lengths that leave the fewest together are chosen part by part.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.findings import Finding, Severity
from designer.core.geometry.axes import to_uv
from designer.core.geometry.intervals import Interval, normalized
from designer.core.layout.placement import place_modules
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.figures import project_figures
from designer.core.racking.groups import racked_group
from designer.core.racking.mask import RoofMask
from designer.core.racking.rows import seat_rows
from designer.core.racking.sharing import RowGroup, row_groups
from designer.core.racking.trial import Trial
from designer.core.racking.tributary import loaded
from designer.core.racking.wind_limits import WindLimits
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.room import Room

MOST_TRIES = 60
"""So many lengths that rows may be moved by are tried, the shortest first."""


BEYOND_SHIFTS = frozenset(
    {"clamp-load-exceeded", "shared-bearing-short", "shared-support-short", "shared-clamps-apart"}
)
"""Errors that no way of moving rows along their rails mends."""


class _Part(Struct, frozen=True):
    """What lies between two joints of all rows: from where to where, and how far it may be moved."""

    ends: Interval
    room: Interval


def settled_together(design: Design, catalog: Catalog, surface_id: str) -> Design:
    """The Design with rows that share rails on a surface moved so that the fewest errors are left.

    Rows without a fault stay, and so does what holds a pinned module.
    Raises CatalogError for an unknown product.
    """
    settler = _Settler(design, catalog, surface_id)
    for group in settler.groups():
        design = settler.settled(design, group)
    return design


class _Settler:
    def __init__(self, design: Design, catalog: Catalog, surface_id: str) -> None:
        self._catalog, self._surface = catalog, design.surface(surface_id)
        self._axis = self._surface.rail_axis
        self._figures, self._mask = project_figures(design, catalog), RoofMask(self._surface)
        self._wind = WindLimits(design.settings, self._surface, self._figures)
        self._trial = Trial(catalog, self._figures, self._mask, self._wind, RailLayout.SHARED)
        self._rows = seat_rows(place_modules(design, self._surface, catalog), self._axis)

    def groups(self) -> tuple[RowGroup, ...]:
        return row_groups(self._rows, RailLayout.SHARED, self._figures)

    def settled(self, design: Design, group: RowGroup) -> Design:
        names = {row.id for row in group.rows}
        rows = tuple(row for row in design.rows if row.id in names)
        errors = self._errors(design, rows)
        if not errors:
            return design
        parts = self._parts(design, group, rows)
        shifts = _fewest_errors(parts, self._tried(design, group, rows, parts), self._figures.least_break_mm)
        moved = _moved(rows, parts, shifts)
        if len(self._errors(design, moved)) >= len(errors):
            return design
        after = {row.id: row for row in moved}
        return replace(design, rows=tuple(after.get(row.id, row) for row in design.rows))

    def _errors(self, design: Design, rows: Sequence[Row]) -> list[Finding]:
        placed = place_modules(replace(design, rows=rows), self._surface, self._catalog)
        errors = (one for one in self._trial.findings(placed) if one.severity is Severity.ERROR)
        return [one for one in errors if one.code not in BEYOND_SHIFTS]

    def _parts(self, design: Design, group: RowGroup, rows: Sequence[Row]) -> list[_Part]:
        """What the rails of the group carry, from joint to joint."""
        racked = racked_group(group, self._catalog, self._figures, self._mask)
        ends = normalized((rail.block.first_mm, rail.block.last_mm) for rail in racked.rails)
        mine = frozenset(module.id for row in rows for module in row.modules)
        rooms = [(row, Room.for_row(design, self._catalog, row, ignoring=mine)) for row in rows]
        return [_Part(part, _room_of(part, rooms)) for part in ends]

    def _tried(
        self, design: Design, group: RowGroup, rows: Sequence[Row], parts: Sequence[_Part]
    ) -> dict[float, list[int]]:
        """Shifts of all rows with the errors that each part would have."""
        found = {0.0, *(rounded(shift) for shift in self._turns(group))}
        nearest = sorted(found, key=lambda shift: (abs(shift), shift))[:MOST_TRIES]
        tried: dict[float, list[int]] = {}
        for shift in nearest:
            counts = [0] * len(parts)
            for one in self._errors(design, _moved(rows, parts, [shift] * len(parts))):
                if one.location is not None:
                    along, _ = to_uv(self._axis, one.location.x, one.location.y)
                    counts[_nearest_part(parts, along - shift)] += 1
            tried[shift] = counts
        return tried

    def _turns(self, group: RowGroup) -> Iterator[float]:
        """Shifts at which an end of a rail comes to lie over an attachment or a cantilever from it."""
        system, pitch = self._figures.system, self._surface.rafters.spacing_mm
        for rail in racked_group(group, self._catalog, self._figures, self._mask).rails:
            limits = loaded(self._wind.on(rail.across_mm), rail.heavy, self._figures)
            reaches = {0.0, limits.cantilever_mm, *(zone.cantilever_mm for zone in limits.zones)}
            places = self._mask.attachment_places(
                rail.across_mm, system.attachment_along_mm, system.attachment_across_mm
            )
            for end, way in ((rail.block.start_mm, 1.0), (rail.block.end_mm, -1.0)):
                near = (place for place in places if abs(place - end) <= 2.0 * pitch)
                yield from (place - way * reach - end for place in near for reach in reaches)


def _room_of(part: Interval, rooms: Iterable[tuple[Row, Room]]) -> Interval:
    """How far the modules of all rows in a part may be moved down and up their rails."""
    low, high = -math.inf, math.inf
    for row, room in rooms:
        spans = room.spans(row.across_mm)
        for module in row.modules:
            start, end = module.along_mm, module.along_mm + room.along_mm
            if not _lies_in(start, end, part):
                continue
            if module.pinned:
                return (0.0, 0.0)
            span = _span_of(spans, start, end)
            low, high = max(low, span[0] - start), min(high, span[1] - end)
    return (min(low, 0.0), max(high, 0.0))


def _lies_in(start: float, end: float, part: Interval) -> bool:
    return part[0] - TOLERANCE_MM <= start and end <= part[1] + TOLERANCE_MM


def _span_of(spans: Sequence[Interval], start: float, end: float) -> Interval:
    """The free span that a module lies in; only its own place where it lies in none."""
    return next((span for span in spans if _lies_in(start, end, span)), (start, end))


def _nearest_part(parts: Sequence[_Part], along_mm: float) -> int:
    def away(number: int) -> float:
        low, high = parts[number].ends
        return max(low - along_mm, along_mm - high, 0.0)

    return min(range(len(parts)), key=away)


def _fewest_errors(parts: Sequence[_Part], tried: dict[float, list[int]], least_gap_mm: float) -> list[float]:
    """A shift for each part, so that joints stay wide enough: the fewest errors, then the shortest way."""
    chains: list[tuple[int, float, list[float]]] = [(0, 0.0, [])]
    for number, part in enumerate(parts):
        gap = part.ends[0] - parts[number - 1].ends[1] if number else math.inf
        slack = max(0.0, gap - least_gap_mm)
        longer: list[tuple[int, float, list[float]]] = []
        for shift, errors in tried.items():
            if not part.room[0] <= shift <= part.room[1]:
                continue
            before = [chain for chain in chains if not chain[2] or chain[2][-1] <= shift + slack]
            if before:
                count, way, shifts = min(before, key=lambda chain: chain[:2])
                longer.append((count + errors[number], way + abs(shift), [*shifts, shift]))
        chains = longer or [(0, 0.0, [0.0] * (number + 1))]
    return min(chains, key=lambda chain: chain[:2])[2]


def _moved(rows: Sequence[Row], parts: Sequence[_Part], shifts: Sequence[float]) -> tuple[Row, ...]:
    """The rows with each part moved by its shift."""
    return tuple(
        replace(
            row,
            modules=tuple(
                replace(one, along_mm=rounded(one.along_mm + shifts[_nearest_part(parts, one.along_mm)]))
                for one in row.modules
            ),
        )
        for row in rows
    )
