"""Rows that share rails moved together along them until the rails find their attachments.

Their columns stay one above the other, as a clamp between two rows holds a module of each: all rows that hang
together are moved by one length, within what every row has of free room.
"""

import math
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from designer.core.geometry.intervals import Interval
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
"""So many shifts of rows that hang together are tried, the shortest first."""


def settled_together(design: Design, catalog: Catalog, surface_id: str) -> Design:
    """The Design with rows that share rails on a surface moved so that the fewest errors are left.

    Rows without a fault stay, and so do rows that hang together with a pinned module.
    Raises CatalogError for an unknown product.
    """
    settler = _Settler(design, catalog, surface_id)
    for group in settler.groups():
        design = settler.settled(design, group)
    return design


class _Settler:
    def __init__(self, design: Design, catalog: Catalog, surface_id: str) -> None:
        self._catalog, self._surface = catalog, design.surface(surface_id)
        self._figures, self._mask = project_figures(design, catalog), RoofMask(self._surface)
        self._wind = WindLimits(design.settings, self._surface, self._figures)
        self._trial = Trial(catalog, self._figures, self._mask, self._wind, RailLayout.SHARED)
        placed = place_modules(design, self._surface, catalog)
        self._rows = seat_rows(placed, self._surface.rail_axis)

    def groups(self) -> tuple[RowGroup, ...]:
        return row_groups(self._rows, RailLayout.SHARED, self._figures)

    def settled(self, design: Design, group: RowGroup) -> Design:
        names = {row.id for row in group.rows}
        rows = tuple(row for row in design.rows if row.id in names)
        room = self._room(design, rows)
        least = self._errors(design, rows)
        best = 0.0
        for shift in self._shifts(group, room):
            if not least:
                break
            errors = self._errors(design, _moved(rows, shift))
            if errors < least:
                least, best = errors, shift
        moved = {row.id: row for row in _moved(rows, best)} if best else {}
        return replace(design, rows=tuple(moved.get(row.id, row) for row in design.rows))

    def _errors(self, design: Design, rows: Sequence[Row]) -> int:
        return self._trial.errors(place_modules(replace(design, rows=rows), self._surface, self._catalog))

    def _room(self, design: Design, rows: Sequence[Row]) -> Interval:
        """How far all rows may be moved down and up their rails."""
        modules = [module for row in rows for module in row.modules]
        if any(module.pinned for module in modules):
            return (0.0, 0.0)
        mine = frozenset(module.id for module in modules)
        low, high = -math.inf, math.inf
        for row in rows:
            room = Room.for_row(design, self._catalog, row, ignoring=mine)
            spans = room.spans(row.across_mm)
            for module in row.modules:
                span = _span_of(spans, module.along_mm, module.along_mm + room.along_mm)
                low = max(low, span[0] - module.along_mm)
                high = min(high, span[1] - room.along_mm - module.along_mm)
        return (min(low, 0.0), max(high, 0.0))

    def _shifts(self, group: RowGroup, room: Interval) -> list[float]:
        """Shifts at which an end of a rail comes to lie over an attachment or a cantilever from it."""
        found = {rounded(shift) for shift in self._turns(group) if room[0] <= shift <= room[1]}
        return sorted(found, key=lambda shift: (abs(shift), shift))[:MOST_TRIES]

    def _turns(self, group: RowGroup) -> Iterator[float]:
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


def _moved(rows: Sequence[Row], by_mm: float) -> tuple[Row, ...]:
    return tuple(
        replace(
            row,
            modules=tuple(replace(one, along_mm=rounded(one.along_mm + by_mm)) for one in row.modules),
        )
        for row in rows
    )


def _span_of(spans: Sequence[Interval], start: float, end: float) -> Interval:
    """The free span that a module lies in; only its own place where it lies in none."""
    within = (s for s in spans if s[0] - TOLERANCE_MM <= start and end <= s[1] + TOLERANCE_MM)
    return next(within, (start, end))
