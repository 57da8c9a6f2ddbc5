"""Products that do not go together: inverter, trunk family and region, and trunk not confirmed."""

from collections.abc import Iterator, Sequence
from math import isclose

from designer.core.electrical.phases import all_conductors
from designer.core.findings import Finding, error, note, warning
from designer.core.model.catalog import Catalog, Inverter, Region
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, PlacedInverter, Plan, StepKind
from designer.core.model.trunk_family import PartPer, TrunkFamily


def check_families(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Findings on the products in use."""
    conductors = all_conductors(catalog.region(design.region).phases).split("-")
    for name in sorted({inverter.product for inverter in plan.inverters}):
        if catalog.inverter(name).phases > len(conductors):
            yield error("mains-without-phases", name, design.region, conductors=" and ".join(conductors))
        yield from _mains(catalog.inverter(name), catalog.region(design.region))
        families = catalog.inverter(name).families
        if design.products.family not in families:
            # one that a person chose for some rows alone has its own trunk on purpose
            severe = warning if name == design.products.inverter else note
            yield severe("family-not-for-inverter", name, design.products.family, plugs=", ".join(families))
    for family_id in sorted({branch.family for branch in plan.branches}):
        family = catalog.family(family_id)
        used = sorted({branch.product for branch in plan.branches if branch.family == family_id})
        yield from _products(design, family, used)
        own = [branch for branch in plan.branches if branch.family == family_id]
        yield from _connectors(family, own)
        yield from _closures(family, own)
        plugged = {name for branch in own for name in branch.inverters}
        yield from _supplies(family, [one for one in plan.inverters if one.id in plugged])


def _mains(inverter: Inverter, region: Region) -> Iterator[Finding]:
    """A maker's table that leaves out these mains: other units of the series may be the ones for them."""
    voltage = region.line_voltage_v if inverter.phases == 3 else region.voltage_v
    printed = sorted({limit.voltage_v for limit in inverter.branch_limits})
    if printed and not any(isclose(one, voltage) for one in printed):
        volts = ", ".join(f"{one:g} V" for one in printed)
        yield warning("mains-not-in-table", inverter.id, region.id, voltage_v=voltage, printed=volts)


def _connectors(family: TrunkFamily, branches: Sequence[BranchPlan]) -> Iterator[Finding]:
    """Cable that cannot be opened takes connectors where something joins it, which have to be bought."""
    joints = {PartPer.FEED: "end cables"}
    if any(step.kind is StepKind.LINK for branch in branches for step in branch.steps):
        joints[PartPer.LINK] = "links"
    listed = {part.per for part in family.parts}
    unknown = [what for per, what in joints.items() if per not in listed]
    if unknown and not family.field_wired:
        yield warning("connector-unknown", family.id, what=" and ".join(unknown))


def _closures(family: TrunkFamily, branches: Sequence[BranchPlan]) -> Iterator[Finding]:
    """Far ends and vacant ports are live until something closes them, which has to be bought."""
    openings = {PartPer.BRANCH_END: "far ends"}
    if any(not drop.inverter for branch in branches for drop in branch.drops):
        openings[PartPer.VACANT_PORT] = "vacant ports"
    listed = {part.per for part in family.parts}
    missing = [what for per, what in openings.items() if per not in listed]
    if missing:
        yield warning("closure-unknown", family.id, what=" and ".join(missing))


def _supplies(family: TrunkFamily, inverters: Sequence[PlacedInverter]) -> Iterator[Finding]:
    """What DC leads and unused inputs take has to be bought, though a family may have no such part."""
    needed = {
        PartPer.EXTENSION: sum(lead.extensions for one in inverters for lead in one.leads),
        PartPer.UNUSED_INPUT: sum(one.spare_inputs for one in inverters),
    }
    listed = {part.per for part in family.parts}
    missing = [f"{_SUPPLIES[per]}: {count}" for per, count in needed.items() if count and per not in listed]
    if missing:
        yield warning("supply-unknown", family.id, what="; ".join(missing))


_SUPPLIES = {
    PartPer.EXTENSION: "DC extension leads per pole",
    PartPer.UNUSED_INPUT: "unused inputs to be capped",
}
"""What is lacking, in words before its number."""


def _products(design: Design, family: TrunkFamily, used: list[str]) -> Iterator[Finding]:
    for name in used:
        product = family.product(name)
        if product.regions and design.region not in product.regions:
            yield error("product-not-in-region", name, design.region, regions=", ".join(product.regions))
        if not product.confirmed:
            yield warning("product-unconfirmed", name, source=product.provenance.source)
