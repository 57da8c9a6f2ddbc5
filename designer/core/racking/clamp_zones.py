"""Where a module may be clamped, by the loads that it has to bear there."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from designer.core.model.catalog import Assumptions, ClampClass, Module, Zone


class Loads(Struct, frozen=True, kw_only=True):
    """Design loads on the modules of a project, Pa (N per m² of module): pressure and uplift."""

    pressure_pa: float
    uplift_pa: float


def clamp_zone(
    module: Module, assumptions: Assumptions, across_mm: float, loads: Loads | None = None
) -> Zone:
    """The zone along the side of length `across_mm` that the rails cross, from edge to clamp's middle.

    With `loads` it is the widest of the classes in the module's manual that bear them. Without loads, or
    without such a class, it is the module's own figure, else an assumed share of the side. The side is the
    module's long one where it is nearer to that in length.
    """
    long_side = _is_long_side(module, across_mm)
    bearing = [zone for one, zone in _classes(module, long_side) if loads and _bears(one, loads)]
    if bearing:
        return _widest(bearing)
    zone = module.clamp_long if long_side else module.clamp_short
    if zone is not None:
        return zone
    low, high = assumptions.clamp_long_share if long_side else assumptions.clamp_short_share
    return Zone(low * across_mm, high * across_mm)


def edge_zone(module: Module, assumptions: Assumptions, along_mm: float, loads: Loads | None = None) -> Zone:
    """The zone along a side of length `along_mm` that lies on a rail, from its corner to the clamp's middle.

    With `loads` it is the widest of the classes in the module's manual that bear them, else the module's own
    figure. Where the entry has none for clamps over a rail along the side, the zone of clamps over rails that
    cross it is taken, else an assumed share of the side.
    """
    long_side = _is_long_side(module, along_mm)
    bearing = [zone for one, zone in _edge_classes(module, long_side) if loads and _bears(one, loads)]
    own = module.edge_long if long_side else module.edge_short
    if bearing:
        return _widest(bearing)
    return own or clamp_zone(module, assumptions, along_mm, loads)


def lists_edge(module: Module, along_mm: float) -> bool:
    """Whether the module's entry has a zone for clamps over a rail along this side."""
    long_side = _is_long_side(module, along_mm)
    own = module.edge_long if long_side else module.edge_short
    return own is not None or any(_edge_classes(module, long_side))


def has_edge_classes(module: Module, along_mm: float) -> bool:
    """Whether the module's entry has zones by load for clamps over a rail along this side."""
    return any(_edge_classes(module, _is_long_side(module, along_mm)))


def edge_overloaded(module: Module, along_mm: float, loads: Loads) -> bool:
    """Whether the entry has such zones by load, and none of them bears the loads."""
    classes = list(_edge_classes(module, _is_long_side(module, along_mm)))
    return bool(classes) and not any(_bears(one, loads) for one, _ in classes)


def has_classes(module: Module, across_mm: float) -> bool:
    """Whether the module's entry has zones by load along this side."""
    return any(_classes(module, _is_long_side(module, across_mm)))


def overloaded(module: Module, across_mm: float, loads: Loads) -> bool:
    """Whether the entry has zones by load along this side, and none of them bears the loads."""
    classes = list(_classes(module, _is_long_side(module, across_mm)))
    return bool(classes) and not any(_bears(one, loads) for one, _ in classes)


def _is_long_side(module: Module, across_mm: float) -> bool:
    return abs(across_mm - module.length_mm) <= abs(across_mm - module.width_mm)


def _edge_classes(module: Module, long_side: bool) -> Iterator[tuple[ClampClass, Zone]]:
    """The classes that have a zone for clamps over a rail along one of the sides."""
    for one in module.clamp_classes:
        zone = one.edge_long if long_side else one.edge_short
        if zone is not None:
            yield one, zone


def _classes(module: Module, long_side: bool) -> Iterator[tuple[ClampClass, Zone]]:
    """The classes that have a zone along one of the sides."""
    for one in module.clamp_classes:
        zone = one.long if long_side else one.short
        if zone is not None:
            yield one, zone


def _widest(zones: Iterable[Zone]) -> Zone:
    return max(zones, key=lambda zone: (zone.max_mm - zone.min_mm, -zone.min_mm))


def _bears(one: ClampClass, loads: Loads) -> bool:
    return loads.pressure_pa <= one.pressure_pa and loads.uplift_pa <= one.uplift_pa
