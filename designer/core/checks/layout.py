"""Modules on the roof: inside the usable area, apart from each other, all with an inverter."""

from collections.abc import Iterator

import shapely
from shapely.geometry import MultiPolygon, Polygon

from designer.core.findings import Finding, Location, error, warning
from designer.core.geometry.axes import grown, rect_polygons
from designer.core.geometry.meetings import meetings
from designer.core.layout.surface_area import surface_usable_area
from designer.core.limits import MOST_OVERLAPS
from designer.core.model.design import Design, Surface
from designer.core.model.plan import PlacedModule, Plan, SurfacePlan
from designer.core.units import TOLERANCE_MM


def check_layout(design: Design, plan: Plan) -> Iterator[Finding]:
    """A finding where there are no modules at all."""
    if not plan.modules:
        yield warning("no-modules", *(surface.id for surface in design.surfaces))


def check_modules(ground: Design, part: SurfacePlan) -> Iterator[Finding]:
    """Findings on the modules of one surface, by geometry alone; `ground` is its excerpt of the Design."""
    surface = ground.surface(part.surface)
    yield from _outside(surface, part, surface_usable_area(ground, surface))
    yield from _overlaps(part)


def _outside(surface: Surface, part: SurfacePlan, usable: Polygon | MultiPolygon) -> Iterator[Finding]:
    if not part.modules:
        return
    boxes = rect_polygons(module.rect for module in part.modules)
    room = usable.buffer(TOLERANCE_MM)
    shapely.prepare(room)
    for module, box, inside in zip(part.modules, boxes, shapely.covers(room, boxes), strict=True):
        if not inside:
            missing = shapely.difference(box, room).area
            yield error(
                "module-outside", module.id, at=_middle(surface.id, module), area_cm2=round(missing / 100, 1)
            )


def _overlaps(part: SurfacePlan) -> Iterator[Finding]:
    if len(part.modules) < 2:
        return
    shrunk = rect_polygons(grown(module.rect, -TOLERANCE_MM) for module in part.modules)
    tree = shapely.STRtree(shrunk)
    for i, j in meetings(tree, shrunk, len(shrunk) + MOST_OVERLAPS, "intersects"):
        if i < j:
            one, other = part.modules[i], part.modules[j]
            yield error("modules-overlap", one.id, other.id, at=_middle(part.surface, one))


def _middle(surface: str, module: PlacedModule) -> Location:
    x0, y0, x1, y1 = module.rect
    return Location(surface, (x0 + x1) / 2, (y0 + y1) / 2)
