"""Where the two rails of a row lie: inside the clamp zone of every module of the row."""

import math
from collections.abc import Iterable

from msgspec import Struct

from designer.core.model.catalog import Assumptions, Catalog, Module, Zone
from designer.core.racking.rows import SeatRow


class RailPair(Struct, frozen=True, kw_only=True):
    """The two rails of a row by their middles across; `common_zone`: whether they suit all its modules."""

    lower_mm: float
    upper_mm: float
    common_zone: bool


def rail_pair(row: SeatRow, catalog: Catalog, profile_width_mm: float) -> RailPair:
    """The middle of the clamp zone that all modules of the row share, to a whole mm from the row's edge.

    Modules of one product give rails that lie symmetric in the row. CatalogError for an unknown module.
    """
    kinds = sorted({(seat.product, seat.lower_mm, seat.upper_mm, abs(seat.tilt_deg)) for seat in row.seats})
    zones = [
        (_zone(catalog, product, upper - lower, tilt, profile_width_mm), lower, upper)
        for product, lower, upper, tilt in kinds
    ]
    from_lower = _common((zone, lower - row.lower_mm) for zone, lower, _ in zones)
    from_upper = _common((zone, row.upper_mm - upper) for zone, _, upper in zones)
    return RailPair(
        lower_mm=row.lower_mm + _middle(from_lower),
        upper_mm=row.upper_mm - _middle(from_upper),
        common_zone=all(zone.min_mm <= zone.max_mm for zone in (from_lower, from_upper)),
    )


def clamp_zone(module: Module, assumptions: Assumptions, across_mm: float) -> Zone:
    """The zone along the side of length `across_mm` that the rails cross, from edge to clamp's middle.

    It is the module's own figure, else an assumed share of the side. The side is the module's long one
    where it is nearer to that in length.
    """
    crosses_long_side = abs(across_mm - module.length_mm) <= abs(across_mm - module.width_mm)
    zone = module.clamp_long if crosses_long_side else module.clamp_short
    if zone is not None:
        return zone
    low, high = assumptions.clamp_long_share if crosses_long_side else assumptions.clamp_short_share
    return Zone(low * across_mm, high * across_mm)


def _zone(catalog: Catalog, product: str, across_mm: float, tilt_deg: float, profile_width_mm: float) -> Zone:
    """The clamp zone in plan, cut off where the two rails of the row would touch in the module's middle."""
    flat = math.cos(math.radians(tilt_deg))
    zone = clamp_zone(catalog.module(product), catalog.assumptions, across_mm / flat)
    return Zone(zone.min_mm * flat, min(zone.max_mm * flat, (across_mm - profile_width_mm) / 2.0))


def _common(zones: Iterable[tuple[Zone, float]]) -> Zone:
    """What zones that begin at different distances have in common; reversed where that is nothing."""
    shifted = [Zone(zone.min_mm + shift, zone.max_mm + shift) for zone, shift in zones]
    return Zone(max(zone.min_mm for zone in shifted), min(zone.max_mm for zone in shifted))


def _middle(zone: Zone) -> float:
    """The whole millimetre at the zone's middle, or the middle itself where that would leave the zone."""
    middle = (zone.min_mm + zone.max_mm) / 2.0
    whole = float(round(middle))
    return whole if zone.min_mm <= whole <= zone.max_mm else middle
