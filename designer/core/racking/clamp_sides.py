"""Along which sides the modules of a plan are clamped."""

from msgspec import Struct

from designer.core.geometry.axes import module_extent
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.model.rail_choice import rail_layout
from designer.core.model.rail_layout import RailLayout


class ClampSide(Struct, frozen=True, order=True):
    """A side of a product that clamps stand on, by its length.

    `along_rail`: whether a rail lies along under it; else rails cross it.
    """

    product: str
    side_mm: float
    along_rail: bool


def clamp_sides(design: Design, catalog: Catalog, plan: Plan) -> tuple[ClampSide, ...]:
    """The sides in use, in order. CatalogError for an unknown product."""
    system = catalog.rail(design.products.rail)
    surfaces = {surface.id: surface for surface in design.surfaces}
    layouts = {name: rail_layout(design.settings, one, system) for name, one in surfaces.items()}
    ways = {
        (module.product, part.surface, module.orientation, module.tilt_deg == 0.0)
        for part in plan.surfaces
        for module in part.modules
    }
    found: set[ClampSide] = set()
    for product, surface, orientation, flat in ways:
        module, axis = catalog.module(product), surfaces[surface].rail_axis
        along, across = module_extent(axis, orientation, module.length_mm, module.width_mm)
        shared = flat and layouts[surface] is RailLayout.SHARED
        found.add(ClampSide(product, along if shared else across, shared))
    return tuple(sorted(found))
