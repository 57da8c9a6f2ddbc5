"""What a fill would give: modules, power, rails, inverters and inputs that stay free."""

from itertools import combinations

from msgspec import Struct

from designer.core.findings import Severity
from designer.core.inverters.pairing import ModuleGroup, group_modules
from designer.core.inverters.stage import hang_inverters
from designer.core.layout.placement import place_modules
from designer.core.layout.row_view import row_views
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import PlacedModule
from designer.core.racking.stage import Racking, rack_surface


class Outlook(Struct, frozen=True, kw_only=True):
    """Figures of one surface; power in W at standard test conditions."""

    modules: int
    power_w: float
    inverters: int
    spare_inputs: int
    rail_mm: float
    """Length of all rails together."""
    rail_errors: int
    """Findings of the racking that make the rails unsound."""


def outlook(design: Design, catalog: Catalog, surface_id: str) -> Outlook:
    """Figures of a surface as it is laid out. Raises CatalogError for an unknown product."""
    surface = design.surface(surface_id)
    placed = place_modules(design, surface, catalog)
    racking = rack_surface(design, surface, catalog, placed)
    inverters, inputs = _inverters(design, catalog, surface_id, placed, racking)
    return Outlook(
        modules=len(placed),
        power_w=sum(catalog.module(module.product).power_w for module in placed),
        inverters=inverters,
        spare_inputs=inputs - len(placed),
        rail_mm=sum(rail.end_mm - rail.start_mm for rail in racking.rails),
        rail_errors=sum(finding.severity is Severity.ERROR for finding in racking.findings),
    )


def _inverters(
    design: Design, catalog: Catalog, surface_id: str, placed: tuple[PlacedModule, ...], racking: Racking
) -> tuple[int, int]:
    """Number of inverters and of their inputs.

    Only where leftovers of rows could share an inverter do leads have to be looked at.
    """
    inputs = {
        row.id: catalog.inverter(row.inverter or design.products.inverter).inputs
        for row in design.rows_on(surface_id)
    }
    surface = design.surface(surface_id)
    by_hand = [pairing.modules for pairing in design.pairings]
    views = row_views(placed, surface.rail_axis)
    groups = group_modules(views, lambda row_id: inputs[row_id], by_hand, lambda _home, _guest: False)
    if not _may_join(groups):
        return len(groups), sum(group.inputs for group in groups)
    hanging = hang_inverters(design, surface, catalog, placed, racking.rails, racking.hardware)
    served = {module.id for slot in hanging.slots for module in slot.modules}
    rest = [group for group in groups if not served & {module.id for module in group.modules}]
    slots = [slot.product.inputs for slot in hanging.slots] + [group.inputs for group in rest]
    return len(slots), sum(slots)


def _may_join(groups: tuple[ModuleGroup, ...]) -> bool:
    partial = [group for group in groups if len(group.modules) < group.inputs]
    return any(
        len(one.modules) + len(other.modules) <= max(one.inputs, other.inputs)
        for one, other in combinations(partial, 2)
    )
