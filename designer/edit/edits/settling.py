"""Rows of a new fill moved along their rails until the rails find their attachments.

The fill knows nothing of rafters. Where a rail would reach too far beyond its last attachment, or into an
obstacle, the modules of that stretch are set where all rail ends are carried, as near to where they stood as
may be, within the usable area and off the modules around them; joints may move to another module.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from designer.core.findings import Severity
from designer.core.geometry.intervals import Interval, contains
from designer.core.layout.placement import place_modules
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.plan import PlacedModule
from designer.core.racking.figures import Figures, project_figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rows import seat_rows
from designer.core.racking.stage import rack_surface
from designer.core.racking.standing import Chain, RailLine, carried_places
from designer.core.racking.wind_limits import WindLimits
from designer.core.racking.zones import rail_pair
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.room import Room


def settled_rows(design: Design, catalog: Catalog, surface_id: str, *, carried_only: bool = False) -> Design:
    """The Design with the rows of a surface settled on their rafters; rows without a fault stay.

    A stretch of modules that holds a pinned one is not moved. Where no place lets all rails of a stretch be
    carried, it stays as it is, or with `carried_only` loses modules from its far end until there is one.
    Raises CatalogError for an unknown product.
    """
    return _Settler(design, catalog, surface_id, carried_only=carried_only).settled()


class _Stretch(Struct, frozen=True):
    """Modules of a row that lie in one free span."""

    modules: tuple[RowModule, ...]
    room: Interval


class _Settler:
    """Sets one stretch of a row after the other and keeps what leaves fewer faults."""

    def __init__(self, design: Design, catalog: Catalog, surface_id: str, *, carried_only: bool) -> None:
        self._design, self._catalog, self._carried_only = design, catalog, carried_only
        self._surface: Surface = design.surface(surface_id)
        self._mask = RoofMask(self._surface)
        self._figures: Figures = project_figures(design, catalog)
        self._wind = WindLimits(design.settings, self._surface, self._figures)

    def settled(self) -> Design:
        rows = (
            self._settle(row) if row.surface == self._surface.id and row.modules else row
            for row in self._design.rows
        )
        return replace(self._design, rows=tuple(row for row in rows if row.modules or row.removed))

    def _settle(self, row: Row) -> Row:
        faults = self._faults(row)
        if not faults:
            return row
        mine = frozenset(module.id for module in row.modules)
        room = Room.for_row(self._design, self._catalog, row, ignoring=mine)
        for stretch in _stretches(row, room):
            for candidate in self._candidates(row, stretch, room):
                if (left := self._faults(candidate)) < faults:
                    row, faults = candidate, left
                    break
        return row

    def _candidates(self, row: Row, stretch: _Stretch, room: Room) -> Iterator[Row]:
        """The row with a stretch of it where it is carried, then with ever fewer modules, down to none."""
        if any(module.pinned for module in stretch.modules):
            return
        least = 0 if self._carried_only else len(stretch.modules)
        for number in range(len(stretch.modules), least - 1, -1):
            candidate = self._carried(row, stretch, room, number)
            if candidate is not None:
                yield candidate

    def _faults(self, row: Row) -> int:
        """Errors of the racking under this row alone."""
        if not row.modules:
            return 0
        found = rack_surface(self._design, self._surface, self._catalog, self._placed(row)).findings
        return sum(finding.severity is Severity.ERROR for finding in found)

    def _placed(self, row: Row) -> tuple[PlacedModule, ...]:
        return place_modules(replace(self._design, rows=(row,)), self._surface, self._catalog)

    def _carried(self, row: Row, stretch: _Stretch, room: Room, number: int) -> Row | None:
        """The row with so many modules of a stretch where their rails are carried; None where nowhere."""
        kept, gone = stretch.modules[:number], {module.id for module in stretch.modules[number:]}
        rest = replace(row, modules=tuple(module for module in row.modules if module.id not in gone))
        if not kept:
            return rest
        near = [module.along_mm for module in kept]
        chain = Chain(
            modules=number,
            module_mm=room.along_mm,
            gap_mm=room.rule.gap_mm,
            joint_mm=room.rule.break_mm,
            per_block=room.rule.per_block,
            room=stretch.room,
        )
        overhang = self._figures.system.end_overhang_mm
        places = carried_places(chain, self._lines(row, near[0]), overhang, near)
        if places is None:
            return None
        along = {module.id: place for module, place in zip(kept, places, strict=True)}
        modules = (replace(m, along_mm=rounded(along.get(m.id, m.along_mm))) for m in rest.modules)
        return replace(row, modules=tuple(modules))

    def _lines(self, row: Row, at_mm: float) -> list[RailLine]:
        """The two rails of a row: their rafters, and the free roof around a place along them."""
        system = self._figures.system
        (seats,) = seat_rows(self._placed(row), self._surface.rail_axis)
        pair = rail_pair(seats, self._catalog, self._figures)
        lines: list[RailLine] = []
        for across in (rounded(pair.lower_mm), rounded(pair.upper_mm)):
            places = self._mask.attachment_places(
                across, system.attachment_along_mm, system.attachment_across_mm
            )
            free = self._mask.free_ground(across, system.profile_width_mm / 2.0)
            ground = next((one for one in free if contains((one,), at_mm)), (at_mm, at_mm))
            lines.append(RailLine(places, ground, self._wind.on(across)))
        return lines


def _stretches(row: Row, room: Room) -> Iterator[_Stretch]:
    """The modules of a row, in order, by the free spans that they lie in.

    A span ends a gap before the modules of the next one, where an obstacle between them is that narrow.
    """
    apart, size = room.rule.break_mm, room.along_mm
    spans = room.spans(row.across_mm)
    found = [
        tuple(m for m in row.modules if low - TOLERANCE_MM <= m.along_mm <= high - size + TOLERANCE_MM)
        for low, high in spans
    ]
    for number, ((low, high), modules) in enumerate(zip(spans, found, strict=True)):
        if not modules:
            continue
        before = max((one[-1].along_mm for one in found[:number] if one), default=None)
        after = next((one[0].along_mm for one in found[number + 1 :] if one), None)
        yield _Stretch(
            modules,
            (
                low if before is None else max(low, before + size + apart),
                high if after is None else min(high, after - apart),
            ),
        )
