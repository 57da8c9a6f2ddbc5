"""Which products go together, for those who choose one of them."""

from designer.core.errors import CatalogError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.trunk_family import TrunkFamily


def fits(design: Design, catalog: Catalog) -> bool:
    """Whether the project's inverter plugs into the project's trunk family."""
    return any(family.id == design.products.family for family in fitting_families(design, catalog))


def fitting_families(design: Design, catalog: Catalog) -> tuple[TrunkFamily, ...]:
    """The trunk families that the project's inverter plugs into, in the inverter's order."""
    try:
        inverter = catalog.inverter(design.products.inverter)
        return tuple(catalog.family(family) for family in inverter.families)
    except CatalogError:
        return ()
