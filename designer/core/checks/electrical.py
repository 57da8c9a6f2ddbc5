"""Currents, voltage rise, the DC window and the balance of phases."""

from collections.abc import Iterator

from designer.core.electrical.dc import dc_verdicts, unknown_in_the_cold
from designer.core.electrical.limits import (
    are_carried,
    device_rating_a,
    most_units,
    unit_current_a,
    units_limit,
)
from designer.core.electrical.phases import Evening, evening, imbalance_va
from designer.core.findings import Finding, Location, error, note, warning
from designer.core.model.catalog import Catalog, Region
from designer.core.model.circuits import by_circuit
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, PlacedInverter, Plan
from designer.core.told import beyond


def check_electrical(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """Findings on every circuit, branch and pair of module and inverter."""
    inverters = {inverter.id: inverter for inverter in plan.inverters}
    yield from _dc(design, catalog, plan)
    for circuit, branches in by_circuit(plan.branches).items():
        yield from _circuit_load(design, catalog, circuit, branches, inverters)
    for branch in plan.branches:
        yield from _rise(design, catalog, branch)
    yield from _phases(design, catalog, plan)


def _dc(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    inverter_of = {name: one.product for one in plan.inverters for name in one.modules}
    pairs = sorted({(m.product, inverter_of[m.id]) for m in plan.modules if m.id in inverter_of})
    for module_id, inverter_id in pairs:
        module, inverter = catalog.module(module_id), catalog.inverter(inverter_id)
        verdicts = dc_verdicts(module, inverter, design.climate)
        for verdict in verdicts:
            severe = note if verdict.code == "imp-clips" else error
            yield severe(verdict.code, module_id, inverter_id, value=verdict.value, limit=verdict.limit)
        lacking = unknown_in_the_cold(module, inverter)
        if lacking and all(verdict.code != "voc-too-high" for verdict in verdicts):
            yield warning("voc-unknown", module_id, inverter_id, figures=", ".join(lacking))


def _circuit_load(
    design: Design,
    catalog: Catalog,
    circuit: str,
    branches: list[BranchPlan],
    inverters: dict[str, PlacedInverter],
) -> Iterator[Finding]:
    """Units and current of a circuit against the maker's table and the protective device."""
    region = catalog.region(design.region)
    product = catalog.family(branches[0].family).product(branches[0].product)
    units = [catalog.inverter(inverters[name].product) for b in branches for name in b.inverters]
    limits = [units_limit(unit, product, region) for unit in units]
    allowed = [limit.within(design.settings.max_units_per_branch) for limit in limits]
    if not are_carried(allowed):
        current = sum(unit_current_a(unit, region) for unit in units)
        yield error(
            "branch-over-limit",
            circuit,
            at=_feed_place(branches[0]),
            units=len(units),
            limit=most_units(allowed),
            current_a=round(current, 2),
            allowed_a=round(device_rating_a(product, region) / region.ocpd_factor, 2),
        )
    generous = sorted(
        {unit.id for unit, limit in zip(units, limits, strict=True) if limit.units > limit.computed}
    )
    for unit_id in generous:
        limit = units_limit(catalog.inverter(unit_id), product, region)
        yield warning("limit-over-computed", circuit, unit_id, printed=limit.units, computed=limit.computed)


def _rise(design: Design, catalog: Catalog, branch: BranchPlan) -> Iterator[Finding]:
    region = catalog.region(design.region)
    own = design.settings.max_rise_pct
    limit = region.max_rise_pct if own is None else own
    if branch.rise_pct > limit:
        yield error(
            "rise-too-high",
            branch.id,
            at=_feed_place(branch),
            rise_pct=beyond(branch.rise_pct, limit, 2),
            limit_pct=limit,
        )
    elif branch.rise_pct > region.good_rise_pct:
        yield note(
            "rise-over-good-practice",
            branch.id,
            rise_pct=beyond(branch.rise_pct, region.good_rise_pct, 2),
            good_pct=region.good_rise_pct,
        )


def _feed_place(branch: BranchPlan) -> Location | None:
    """The port that a branch is fed at."""
    return (
        Location(branch.drops[-1].surface, branch.drops[-1].x, branch.drops[-1].y) if branch.drops else None
    )


def _phases(design: Design, catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    region = catalog.region(design.region)
    if region.imbalance_limit_va is None:
        return
    limit, apart = region.imbalance_limit_va, imbalance_va({one.phase: one.power_va for one in plan.phases})
    if apart <= limit:
        return
    phases, apart = [load.phase for load in plan.phases], round(apart)
    way = _evening(catalog, plan, region)
    if way is None:
        yield warning("phase-imbalance", *phases, imbalance_va=apart, limit_va=limit)
    elif way.circuits <= len(by_circuit(plan.branches)):
        yield warning(
            "phase-imbalance-of-units", *phases, imbalance_va=apart, limit_va=limit, units=way.units
        )
    else:
        yield warning(
            "phase-imbalance-of-branches",
            *phases,
            imbalance_va=apart,
            limit_va=limit,
            units=way.units,
            branches=way.circuits,
        )


def _evening(catalog: Catalog, plan: Plan, region: Region) -> Evening | None:
    """Branches of fewer units that even the phases; None where that is not known of such branches."""
    on_branches = {name for branch in plan.branches for name in branch.inverters}
    products = {one.product for one in plan.inverters if one.id in on_branches}
    if len(products) != 1 or any(one.locked for one in plan.branches) or region.imbalance_limit_va is None:
        return None
    unit = catalog.inverter(*products)
    circuits = len(by_circuit(plan.branches))
    return evening(len(on_branches), unit.power_va, circuits, region.phases, region.imbalance_limit_va)
