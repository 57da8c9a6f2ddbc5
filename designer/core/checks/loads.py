"""Whether the clamp zones in use are known, and known to bear the loads of the project."""

from collections.abc import Iterator

from designer.core.findings import Finding, note, warning
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.racking.clamp_sides import ClampSide, clamp_sides
from designer.core.racking.clamp_zones import has_classes, has_edge_classes, lists_edge
from designer.core.racking.figures import design_loads


def check_loads(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """What the entries of modules do not say of their clamps.

    `shared-zone-unlisted` (warning): no zone for the rails along their edges that rows share.
    `clamp-class-unknown` (note): no zones by load for the side in use, of a project with loads.
    """
    sides = clamp_sides(design, catalog, plan)
    for side in sides:
        if side.along_rail and not lists_edge(catalog.module(side.product), side.side_mm):
            yield warning("shared-zone-unlisted", side.product, at=None, side_mm=side.side_mm)
    loads = design_loads(design.settings)
    if loads is None:
        return
    unknown = sorted({side.product for side in sides if not _has_classes(catalog, side)})
    for product in unknown:
        yield note("clamp-class-unknown", product, pressure_pa=loads.pressure_pa, uplift_pa=loads.uplift_pa)


def _has_classes(catalog: Catalog, side: ClampSide) -> bool:
    has = has_edge_classes if side.along_rail else has_classes
    return has(catalog.module(side.product), side.side_mm)
