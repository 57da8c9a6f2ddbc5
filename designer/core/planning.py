"""The pipeline: from a Design to its Plan, stage by stage.

modules at their places → rails → inverters on the rails → trunk → phases → cuts → parts → findings.
docs/adding-a-stage.md says how a stage is added.
"""

from collections.abc import Iterable

from msgspec.structs import replace
from shapely.geometry import MultiPolygon, Polygon

from designer.core.bom.parts import count_parts
from designer.core.bom.stock import cut_everything
from designer.core.checks.stage import check_plan
from designer.core.electrical.phases import Circuit, assign_phases, phase_powers
from designer.core.findings import Finding
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.stage import hang_inverters
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import (
    BranchPlan,
    PhaseLoad,
    PlacedInverter,
    PlacedModule,
    Plan,
    SurfacePlan,
)
from designer.core.racking.stage import rack_surface
from designer.core.trunk.stage import plan_trunk


def derive(design: Design, catalog: Catalog) -> Plan:
    """The Plan of a Design: a pure function, the same for the same input.

    What cannot be planned is a finding, and the rest is planned all the same. Raises CatalogError for a
    product that the catalogue does not hold; the Design must satisfy `check_design`.
    """
    surfaces, slots, findings = _surfaces(design, catalog)
    trunk = plan_trunk(design, catalog, surfaces, slots)
    plan = Plan(surfaces=tuple(_with_inverters(part, trunk.inverters) for part in surfaces))
    branches, phases = _phased(design, catalog, plan.inverters, trunk.branches)
    cutting = cut_everything(design, catalog, plan.rails, branches)
    plan = replace(plan, branches=branches, trunk=trunk.quality, phases=phases, cuts=cutting.cuts)
    plan = replace(plan, bom=count_parts(design, catalog, plan))
    found = (*findings, *trunk.findings, *cutting.findings, *check_plan(design, catalog, plan))
    return replace(plan, findings=_unique(found))


def _surfaces(
    design: Design, catalog: Catalog
) -> tuple[list[SurfacePlan], list[InverterSlot], list[Finding]]:
    """Modules, rails and allowed inverter positions of every surface."""
    parts: list[SurfacePlan] = []
    slots: list[InverterSlot] = []
    findings: list[Finding] = []
    for surface in design.surfaces:
        modules = place_modules(design, surface, catalog)
        racking = rack_surface(design, surface, catalog, modules)
        hanging = hang_inverters(design, surface, catalog, modules, racking.rails, racking.hardware)
        parts.append(
            SurfacePlan(
                surface=surface.id,
                usable=_rings(surface_usable_area(design, surface)),
                area_m2=_area_m2(surface),
                modules=modules,
                rails=racking.rails,
                hardware=racking.hardware,
            )
        )
        slots += hanging.slots
        findings += [*racking.findings, *hanging.findings]
    return parts, slots, findings


def _area_m2(surface: Surface) -> float:
    return round(Polygon(surface.outline).area / 1e6, 3)


def _rings(area: Polygon | MultiPolygon) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Outer and inner rings of an area, each without its closing point."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    rings = [ring for part in parts if not part.is_empty for ring in (part.exterior, *part.interiors)]
    return tuple(tuple((round(x, 3), round(y, 3)) for x, y in ring.coords[:-1]) for ring in rings)


def _with_inverters(part: SurfacePlan, inverters: Iterable[PlacedInverter]) -> SurfacePlan:
    """The surface with its inverters, and its modules told which input they are on."""
    own = tuple(inverter for inverter in inverters if inverter.surface == part.surface)
    ports = {
        name: (inverter.id, port) for inverter in own for port, name in enumerate(inverter.modules, start=1)
    }
    return replace(
        part,
        inverters=own,
        modules=tuple(_connected(module, *ports.get(module.id, ("", 0))) for module in part.modules),
    )


def _connected(module: PlacedModule, inverter: str, port: int) -> PlacedModule:
    return replace(module, inverter=inverter, port=port)


def _phased(
    design: Design,
    catalog: Catalog,
    inverters: Iterable[PlacedInverter],
    branches: tuple[BranchPlan, ...],
) -> tuple[tuple[BranchPlan, ...], tuple[PhaseLoad, ...]]:
    """Branches with their phase, and the load of each phase."""
    region = catalog.region(design.region)
    products = {inverter.id: catalog.inverter(inverter.product) for inverter in inverters}
    circuits = []
    for name in dict.fromkeys(branch.circuit for branch in branches):
        legs = [branch for branch in branches if branch.circuit == name]
        units = [products[unit] for leg in legs for unit in leg.inverters]
        power = sum(unit.power_va for unit in units)
        circuits.append(Circuit(name, power, any(unit.phases == 3 for unit in units)))
    assigned = assign_phases(circuits, region.phases)
    loads = phase_powers(circuits, assigned, region.phases)
    named = tuple(replace(branch, phase=assigned[branch.circuit]) for branch in branches)
    return named, tuple(
        PhaseLoad(
            phase=phase,
            power_va=round(power, 3),
            branches=tuple(branch.id for branch in named if phase in branch.phase),
        )
        for phase, power in loads.items()
    )


def _unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, each finding once."""
    order = {"error": 0, "warning": 1, "note": 2}
    kept = {(finding.key, finding.location): finding for finding in findings}
    return tuple(sorted(kept.values(), key=lambda finding: (order[finding.severity], finding.key)))
