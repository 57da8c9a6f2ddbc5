"""Surfaces by themselves: modules at their places, rails, and the positions that inverters may have."""

from msgspec import Struct
from shapely.geometry import MultiPolygon, Polygon

from designer.core.caching.memo import Age, Memo
from designer.core.caching.pace import Pace
from designer.core.findings import Finding
from designer.core.geometry.axes import Point
from designer.core.inverters.hanging import Hanging, HangingMemory
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.stage import hang_inverters
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.limits import MOST_SURFACES
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Settings, Surface
from designer.core.model.excerpts import (
    ground_excerpt,
    hanging_excerpt,
    racking_excerpt,
    rows_excerpt,
)
from designer.core.model.plan import PlacedModule, SurfacePlan
from designer.core.racking.stage import Racking, RackingMemory, rack_surface
from designer.core.racking.wind_areas import wind_areas


class SurfaceFound(Struct, frozen=True):
    """A surface up to the allowed positions of its inverters."""

    part: SurfacePlan
    slots: tuple[InverterSlot, ...]
    findings: tuple[Finding, ...]


class SurfaceMemory:
    """Modules, rails and allowed inverter positions, kept per surface and stage, and rows of changed ones.

    Of a surface the last answer is kept, of its rows two each. After an undo the surface asks for its rows,
    which then are those of the Design: were an older answer of the surface at hand, rows of the undone edit
    would stay instead.
    """

    def __init__(self, age: Age) -> None:
        self._usable: Memo[tuple[tuple[Point, ...], ...]] = Memo(MOST_SURFACES, versions=1, age=age)
        self._modules: Memo[tuple[PlacedModule, ...]] = Memo(MOST_SURFACES, versions=1, age=age)
        self._racking: Memo[Racking] = Memo(MOST_SURFACES, versions=1, age=age)
        self._hanging: Memo[Hanging] = Memo(MOST_SURFACES, versions=1, age=age)
        self._found: Memo[SurfaceFound] = Memo(MOST_SURFACES, versions=1, age=age)
        self._racked_rows = RackingMemory(age)
        self._hung_rows = HangingMemory(age)

    def fit(self, surfaces: int, rows: int) -> None:
        """There are so many now."""
        for memo in (self._usable, self._modules, self._racking, self._hanging, self._found):
            memo.fit(surfaces)
        self._racked_rows.fit(rows)
        self._hung_rows.rows.fit(rows)

    def surface(self, design: Design, surface: Surface, catalog: Catalog, pace: Pace) -> SurfaceFound:
        """One surface of the Design."""
        name = surface.id
        ground = ground_excerpt(design, surface)
        usable = self._usable.get(name, (ground,), lambda: _rings(surface_usable_area(ground, surface)))
        rows = rows_excerpt(design, surface)
        modules = self._modules.get(name, (rows,), lambda: place_modules(rows, surface, catalog))
        pace()
        seen = racking_excerpt(design, surface)
        racking = self._racking.get(
            name, (seen, modules), lambda: rack_surface(seen, surface, catalog, modules, self._racked_rows)
        )
        pace()
        own = hanging_excerpt(design, surface)
        rails, hardware = racking.rails, racking.hardware
        hanging = self._hanging.get(
            name,
            (own, modules, rails, hardware),
            lambda: hang_inverters(own, surface, catalog, modules, rails, hardware, self._hung_rows),
        )
        pace()
        inputs = (seen.settings, surface, usable, modules, racking, hanging)
        return self._found.get(name, inputs, lambda: _surface_found(*inputs))


def _surface_found(
    settings: Settings,
    surface: Surface,
    usable: tuple[tuple[Point, ...], ...],
    modules: tuple[PlacedModule, ...],
    racking: Racking,
    hanging: Hanging,
) -> SurfaceFound:
    part = SurfacePlan(
        surface=surface.id,
        usable=usable,
        area_m2=_area_m2(surface),
        modules=modules,
        rails=racking.rails,
        hardware=racking.hardware,
        wind=wind_areas(settings, surface),
    )
    return SurfaceFound(part, hanging.slots, (*racking.findings, *hanging.findings))


def _area_m2(surface: Surface) -> float:
    return round(Polygon(surface.outline).area / 1e6, 3)


def _rings(area: Polygon | MultiPolygon) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Outer and inner rings of an area, each without its closing point."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    rings = [ring for part in parts if not part.is_empty for ring in (part.exterior, *part.interiors)]
    return tuple(tuple((round(x, 3), round(y, 3)) for x, y in ring.coords[:-1]) for ring in rings)
