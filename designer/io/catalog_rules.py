"""What must hold between the fields of one catalogue entry.

Every rule raises CatalogError that names the field as its place, where it is one field's fault.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from designer.core.errors import CatalogError
from designer.core.model.catalog import Inverter, Mount, Region, Zone
from designer.core.model.provenance import Provenance, Source
from designer.core.model.rail_system import RailSystem
from designer.core.model.trunk_family import BulkCable, Part, TrunkFamily, TrunkProduct
from designer.core.units import TOLERANCE_MM

_PHASES = (1, 3)

LEAST_PITCH_MM = 100.0
"""Connectors are about as long; a smaller pitch is one in metres, and is planned with hundreds of ports."""


def _fault(what: str) -> CatalogError:
    return CatalogError(what, remedy="correct the values")


def _zone_rule(zone: Zone) -> None:
    if zone.min_mm > zone.max_mm:
        raise _fault("min_mm is larger than max_mm")


def _mount_rule(mount: Mount) -> None:
    if mount.along_min_mm >= mount.along_max_mm or mount.across_min_mm >= mount.across_max_mm:
        raise _fault("the footprint is empty: a minimum is not below its maximum")


def _rail_rule(rail: RailSystem) -> None:
    """Overhangs longer than a bar are a slip of the unit, and would make rails without end."""
    if not rail.stock:
        raise _fault("stock is empty")
    longest = max(bar.length_mm for bar in rail.stock)
    for field in ("end_overhang_mm", "outside_attachment_overhang_mm"):
        if getattr(rail, field) >= longest:
            raise _fault(f"{field} is not below the longest bar")
    if rail.shared is not None and 2.0 * rail.shared.bearing_mm >= rail.profile_width_mm:
        what = "bearing_mm is not below half of profile_width_mm: no gap is left between two rows"
        raise _fault(f"shared: {what}")


def _none_empty(*fields: str) -> Callable[[Any], None]:
    """A rule: none of these fields is empty."""

    def rule(value: Any) -> None:
        for field in fields:
            if not getattr(value, field):
                raise _fault(f"{field} is empty")

    return rule


def _refuse_phases(phases: int) -> None:
    if phases not in _PHASES:
        raise CatalogError(f"it is {phases} but must be 1 or 3", where="phases", remedy="correct the figure")


def _inverter_rule(inverter: Inverter) -> None:
    """Of two limits for the same branch only the first would ever count."""
    _none_empty("families")(inverter)
    _refuse_phases(inverter.phases)
    _refuse_small_footprint(inverter)
    limits = Counter((limit.conductor, limit.voltage_v, limit.region) for limit in inverter.branch_limits)
    for (conductor, voltage, region), count in limits.items():
        if count > 1:
            market = f" in '{region}'" if region else ""
            what = f"{count} limits are given for '{conductor}' at {voltage:g} V{market}"
            raise CatalogError(what, where="branch_limits", remedy="keep the one that holds")


def _refuse_small_footprint(inverter: Inverter) -> None:
    """Clearances are kept from the footprint: it holds the enclosure, whichever side lies along the rail."""
    mount, sides = inverter.mount, (inverter.width_mm, inverter.depth_mm)
    footprint = (mount.along_max_mm - mount.along_min_mm, mount.across_max_mm - mount.across_min_mm)
    pairs = zip(sorted(sides), sorted(footprint), strict=True)
    if any(taken < side - TOLERANCE_MM for side, taken in pairs):
        takes, has = (" x ".join(f"{one:.10g}" for one in pair) for pair in (footprint, sides))
        what = f"the footprint is {takes} mm, but the enclosure {has} mm"
        raise CatalogError(what, where="mount", remedy="correct its minima and maxima, width_mm or depth_mm")


def _product_rule(product: TrunkProduct) -> None:
    """A pitch is more than a connector, and a reel holds at least the pitches between its ports."""
    if product.pitch_mm < LEAST_PITCH_MM:
        what = f"it is {product.pitch_mm:.10g} mm, which no trunk cable has"
        raise CatalogError(what, where="pitch_mm", remedy="check its unit: lengths are in mm")
    if product.reel_length_mm is None:
        return
    least = (product.ports_per_reel - 1) * product.pitch_mm
    if product.reel_length_mm < least - TOLERANCE_MM:
        what = f"it is {product.reel_length_mm:.10g}, but {product.ports_per_reel} ports take {least:.10g} mm"
        remedy = "correct it, pitch_mm or ports_per_reel, or leave it out"
        raise CatalogError(what, where="reel_length_mm", remedy=remedy)


def _family_rule(family: TrunkFamily) -> None:
    """Its cables and parts are told apart by their ids, and end cables have the conductor of their trunk."""
    _none_empty("products", "bulk")(family)
    _refuse_phases(family.phases)
    members: list[TrunkProduct | BulkCable | Part] = [*family.products, *family.bulk, *family.parts]
    ids = Counter(one.id for one in members)
    for name, count in ids.items():
        if count > 1:
            what = f"the id '{name}' stands {count} times among its products, bulk cables and parts"
            raise CatalogError(what, remedy="give each an id of its own")
    bulk = {cable.conductor: cable for cable in family.bulk}
    for product in family.products:
        if product.conductor not in bulk:
            raise CatalogError(
                f"no bulk cable has the conductor '{product.conductor}', only {_quoted(bulk)}",
                where=f"products: '{product.id}': conductor",
                remedy="write it alike in both, or add a [[family.bulk]] for its end cables and links",
            )
        _refuse_weak_connectors(family, product)


def _refuse_weak_connectors(family: TrunkFamily, product: TrunkProduct) -> None:
    """The protective device lets through what all that lies behind it has to carry."""
    most_a = family.connector_current_a
    if most_a is not None and most_a < product.ocpd_a:
        what = (
            f"it is {product.ocpd_a:g}, but the family's connectors carry {most_a:g} A (connector_current_a)"
        )
        where = f"products: '{product.id}': ocpd_a"
        raise CatalogError(what, where=where, remedy="give the lower rating, or correct the figure")


def _quoted(names: Mapping[str, object]) -> str:
    return ", ".join(f"'{name}'" for name in names)


RULES: Mapping[type, Callable[[Any], None]] = {
    Zone: _zone_rule,
    Mount: _mount_rule,
    Provenance: _none_empty("source"),
    Source: _none_empty("text"),
    Inverter: _inverter_rule,
    TrunkProduct: _product_rule,
    TrunkFamily: _family_rule,
    RailSystem: _rail_rule,
    Region: _none_empty("phases"),
}
"""The rule of each kind of entry or table that has one."""
