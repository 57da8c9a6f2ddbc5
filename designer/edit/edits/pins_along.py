"""Pins of inverters go along with the modules that gave these their names, wherever an edit puts those."""

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Pin
from designer.core.model.excerpts import inverter_id
from designer.core.units import rounded
from designer.edit.edits.row_parts import extent_of


class _Seat(Struct, frozen=True):
    """Where a module, or one that was taken out, begins along its rail, and how far it reaches, mm."""

    along_mm: float
    size_mm: float


def with_pins_along(
    design: Design, before: Design, catalog: Catalog, turned: Collection[str] = frozenset()
) -> Design:
    """The Design in which pins have kept their places on modules that moved, or have another size now.

    `before` is the Design before that. Modules whose ids are in `turned` lie the other way round along their
    rails, as in a mirror.
    """
    if not design.pins:
        return design
    then, now = _seats(before, catalog), _seats(design, catalog)
    ends = {inverter_id(name) for name in turned}
    pins = (
        replace(pin, along_mm=_followed(pin, then[pin.inverter], now[pin.inverter], pin.inverter in ends))
        if pin.inverter in then and pin.inverter in now
        else pin
        for pin in design.pins
    )
    return replace(design, pins=tuple(pins))


def _seats(design: Design, catalog: Catalog) -> dict[str, _Seat]:
    """The modules that the pinned inverters may have their names from, by these."""
    pinned = {pin.inverter for pin in design.pins}
    surfaces = {surface.id: surface for surface in design.surfaces}
    found = {}
    for row in design.rows:
        for module in (*row.modules, *row.removed):
            if (name := inverter_id(module.id)) in pinned:
                size, _ = extent_of(design, catalog, surfaces[row.surface], row)
                found[name] = _Seat(module.along_mm, size)
    return found


def _followed(pin: Pin, then: _Seat, now: _Seat, is_turned: bool) -> float:
    into = pin.along_mm - then.along_mm
    if now.size_mm != then.size_mm:
        into *= now.size_mm / then.size_mm
    return rounded(now.along_mm + (now.size_mm - into if is_turned else into))
