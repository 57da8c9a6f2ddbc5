"""Whether the clamp zones in use are known to bear the loads of the project."""

from collections.abc import Iterator

from designer.core.findings import Finding, note
from designer.core.geometry.axes import module_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.racking.clamp_zones import has_classes
from designer.core.racking.figures import design_loads


def check_loads(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """`clamp-class-unknown` (note): products whose entry has no clamp zones by load for the side in use."""
    loads = design_loads(design.settings)
    if loads is None:
        return
    unknown = sorted(
        {
            product
            for product, across in _sides(design, catalog, plan)
            if not has_classes(catalog.module(product), across)
        }
    )
    for product in unknown:
        yield note("clamp-class-unknown", product, pressure_pa=loads.pressure_pa, uplift_pa=loads.uplift_pa)


def _sides(design: Design, catalog: Catalog, plan: Plan) -> set[tuple[str, float]]:
    """Modules in use, with the length of the side that the rails cross."""
    axes = {surface.id: surface.rail_axis for surface in design.surfaces}
    ways = {
        (module.product, axes[part.surface], module.orientation)
        for part in plan.surfaces
        for module in part.modules
    }
    found: set[tuple[str, float]] = set()
    for product, axis, orientation in ways:
        module = catalog.module(product)
        found.add((product, module_extent(axis, orientation, module.length_mm, module.width_mm)[1]))
    return found
