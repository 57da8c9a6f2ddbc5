"""Rows of a new fill moved along their rails until the rails find their attachments.

The fill knows nothing of rafters. Where a rail would reach too far beyond its last attachment, or into an
obstacle, the modules of that stretch are set where all rail ends are carried, as near to where they stood as
may be, within the usable area and off the modules around them; joints may move to another module.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from designer.core.geometry.intervals import Interval, contains
from designer.core.layout.placement import place_modules
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule, Surface
from designer.core.model.plan import PlacedModule
from designer.core.model.rail_choice import rail_layout
from designer.core.model.rail_layout import RailLayout
from designer.core.racking.figures import Figures, project_figures
from designer.core.racking.mask import RoofMask
from designer.core.racking.rows import seat_rows
from designer.core.racking.standing import Chain, RailLine, carried_places
from designer.core.racking.trial import Trial
from designer.core.racking.wind_limits import WindLimits
from designer.core.racking.zones import rail_pair
from designer.core.units import TOLERANCE_MM, rounded
from designer.edit.edits.settling_shared import settled_together
from designer.edit.room import Room


def settled_rows(design: Design, catalog: Catalog, surface_id: str, *, carried_only: bool = False) -> Design:
    """The Design with the rows of a surface settled on their rafters; rows without a fault stay.

    A stretch of modules that holds a pinned one is not moved. Where no place lets all rails of a stretch be
    carried, it stays as it is, or with `carried_only` loses modules from its far end until there is one.
    Rows that share rails are moved together and lose none.
    Raises CatalogError for an unknown product.
    """
    system = catalog.rail(design.products.rail)
    if rail_layout(design.settings, design.surface(surface_id), system) is RailLayout.SHARED:
        return settled_together(design, catalog, surface_id)
    return _Settler(design, catalog, surface_id, carried_only=carried_only).settled()


_NO_FAULTS = (0, 0)


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
        self._trial = Trial(catalog, self._figures, self._mask, self._wind)
        self._rows = {row.id: row for row in design.rows_on(surface_id) if row.modules}
        self._heights = self._row_heights()

    def settled(self) -> Design:
        for row in tuple(self._rows.values()):
            if (after := self._settle(row)) is not row:
                self._rows[row.id] = after
                rows = (after if one.id == row.id else one for one in self._design.rows)
                self._design = replace(self._design, rows=tuple(rows))
        kept = (row for row in self._design.rows if row.modules or row.removed)
        return replace(self._design, rows=tuple(kept))

    def _row_heights(self) -> NDArray[np.float64]:
        """What each row covers across the rails: its lower and its upper edge."""
        placed = place_modules(self._design, self._surface, self._catalog)
        found = {row.id: (row.lower_mm, row.upper_mm) for row in seat_rows(placed, self._surface.rail_axis)}
        return np.array([found[row] for row in self._rows]).reshape(-1, 2)

    def _settle(self, row: Row) -> Row:
        if self._faults(row) == _NO_FAULTS:
            return row
        mine = frozenset(module.id for module in row.modules)
        room = Room.for_row(self._design, self._catalog, row, ignoring=mine)
        for stretch in _stretches(row, room):
            row = self._better(row, stretch, room)
        return row

    def _better(self, row: Row, stretch: _Stretch, room: Room) -> Row:
        """The row with a stretch of it set, or cut short, so that the fewest faults are left."""
        faults = self._faults(row)
        least = self._faults(_without(row, stretch.modules)) if self._carried_only else _NO_FAULTS
        for candidate in self._candidates(row, stretch, room):
            if faults <= least:
                break
            if (left := self._faults(candidate)) < faults:
                row, faults = candidate, left
        return row

    def _candidates(self, row: Row, stretch: _Stretch, room: Room) -> Iterator[Row]:
        """The row with a stretch of it where it is carried, then with ever fewer modules, down to none.

        Rails of the longest blocks may be lengthened beyond the longest run: shorter ones are tried as well.
        """
        if any(module.pinned for module in stretch.modules):
            return
        fewest, longest = 0 if self._carried_only else len(stretch.modules), room.rule.per_block
        for number in range(len(stretch.modules), fewest - 1, -1):
            for per_block in (longest, longest - 1.0) if 1.0 < longest <= number else (longest,):
                candidate = self._carried(row, stretch, room, number, per_block)
                if candidate is not None:
                    yield candidate

    def _faults(self, row: Row) -> tuple[int, int]:
        """Errors under this row and those in line with it, whose rails it may meet; and under it alone.

        A row that stands better by itself is kept where the others are no worse off: they have their turn.
        """
        others = self._in_line_with(row)
        together = self._trial.errors(self._placed(row, *others))
        return together, self._trial.errors(self._placed(row)) if others else together

    def _in_line_with(self, row: Row) -> list[Row]:
        """The other rows that are as high on the surface as this one."""
        names, heights = tuple(self._rows), self._heights
        low, high = heights[names.index(row.id)]
        met = np.flatnonzero((heights[:, 0] < high) & (heights[:, 1] > low))
        return [self._rows[names[number]] for number in met.tolist() if names[number] != row.id]

    def _placed(self, *rows: Row) -> tuple[PlacedModule, ...]:
        return place_modules(replace(self._design, rows=rows), self._surface, self._catalog)

    def _carried(self, row: Row, stretch: _Stretch, room: Room, number: int, per_block: float) -> Row | None:
        """The row with so many modules of a stretch where their rails are carried; None where nowhere."""
        kept = stretch.modules[:number]
        rest = _without(row, stretch.modules[number:])
        if not kept:
            return rest
        near = [module.along_mm for module in kept]
        chain = Chain(
            modules=number,
            module_mm=room.along_mm,
            gap_mm=room.rule.gap_mm,
            joint_mm=room.rule.break_mm,
            per_block=per_block,
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


def _without(row: Row, gone: Iterable[RowModule]) -> Row:
    """The row without some of its modules."""
    ids = {module.id for module in gone}
    return replace(row, modules=tuple(module for module in row.modules if module.id not in ids))


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
