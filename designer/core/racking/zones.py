"""Where the two rails of a row lie: inside the clamp zone of every module of the row."""

import math
from collections.abc import Iterable

from msgspec import Struct

from designer.core.model.catalog import Catalog, Zone
from designer.core.racking.clamp_zones import Loads, clamp_zone, overloaded
from designer.core.racking.figures import Figures
from designer.core.racking.rows import SeatRow


class RailPair(Struct, frozen=True, kw_only=True):
    """The two rails of a row by their middles across; `common_zone`: whether they suit all its modules.

    `overloaded` are the products that no clamp zone bears the project's loads on.
    """

    lower_mm: float
    upper_mm: float
    common_zone: bool
    overloaded: tuple[str, ...] = ()


def rail_pair(row: SeatRow, catalog: Catalog, figures: Figures) -> RailPair:
    """The middle of the clamp zone that all modules of the row share, to a whole mm from the row's edge.

    Modules of one product give rails that lie symmetric in the row. CatalogError for an unknown module.
    """
    kinds = sorted({(seat.product, seat.lower_mm, seat.upper_mm, abs(seat.tilt_deg)) for seat in row.seats})
    zones = [
        (_zone(catalog, product, (upper - lower, tilt), figures), lower, upper)
        for product, lower, upper, tilt in kinds
    ]
    from_lower = _common((zone, lower - row.lower_mm) for zone, lower, _ in zones)
    from_upper = _common((zone, row.upper_mm - upper) for zone, _, upper in zones)
    return RailPair(
        lower_mm=row.lower_mm + _middle(from_lower),
        upper_mm=row.upper_mm - _middle(from_upper),
        common_zone=all(zone.min_mm <= zone.max_mm for zone in (from_lower, from_upper)),
        overloaded=_overloaded(row, catalog, figures.loads),
    )


def _zone(catalog: Catalog, product: str, side: tuple[float, float], figures: Figures) -> Zone:
    """The clamp zone in plan, cut off where the two rails of the row would touch in the module's middle.

    `side` is the module's depth in plan with its tilt in degrees.
    """
    across_mm, flat = side[0], _flat(side[1])
    zone = clamp_zone(catalog.module(product), catalog.assumptions, across_mm / flat, figures.loads)
    widest = (across_mm - figures.system.profile_width_mm) / 2.0
    return Zone(zone.min_mm * flat, min(zone.max_mm * flat, widest))


def _overloaded(row: SeatRow, catalog: Catalog, loads: Loads | None) -> tuple[str, ...]:
    """The products of a row, in order, that no clamp zone bears the loads on."""
    if loads is None:
        return ()
    sides = {
        (seat.product, (seat.upper_mm - seat.lower_mm) / _flat(abs(seat.tilt_deg))) for seat in row.seats
    }
    return tuple(
        sorted({product for product, side in sides if overloaded(catalog.module(product), side, loads)})
    )


def _flat(tilt_deg: float) -> float:
    """What a length up a module's slope measures in plan."""
    return math.cos(math.radians(tilt_deg))


def _common(zones: Iterable[tuple[Zone, float]]) -> Zone:
    """What zones that begin at different distances have in common; reversed where that is nothing."""
    shifted = [Zone(zone.min_mm + shift, zone.max_mm + shift) for zone, shift in zones]
    return Zone(max(zone.min_mm for zone in shifted), min(zone.max_mm for zone in shifted))


def _middle(zone: Zone) -> float:
    """The whole millimetre at the zone's middle, or the middle itself where that would leave the zone."""
    middle = (zone.min_mm + zone.max_mm) / 2.0
    whole = float(round(middle))
    return whole if zone.min_mm <= whole <= zone.max_mm else middle
