"""What `trunkline plan` prints: a table of surfaces, one of branches, totals, cutting and findings."""

from collections import Counter
from collections.abc import Iterator, Sequence

from designer.branch_words import how_good
from designer.cli.nouns import number
from designer.cli.table import table
from designer.core.findings import Finding, Severity
from designer.core.model.catalog import Catalog
from designer.core.model.circuits import CircuitLoad, circuit_loads
from designer.core.model.design import Design
from designer.core.model.plan import BranchPlan, CutResult, PieceKind, Plan, StepKind, SurfacePlan
from designer.leg_words import amperes_text, units_text

SURFACE_HEADER = ("Surface", "Name", "Modules", "kWp", "Rows", "Rails m", "Inverters", "Spare inputs")
BRANCH_HEADER = (
    "Branch",
    "Box",
    "Units/limit",
    "Trunk cable",
    "Pitch m",
    "Ports used/capped",
    "Cable m",
    "Links",
    "A",
    "Rise %",
    "Phase",
)


def summary(design: Design, plan: Plan, catalog: Catalog) -> str:
    """The whole summary as text."""
    return "\n\n".join(part for part in _parts(design, plan, catalog) if part)


def _parts(design: Design, plan: Plan, catalog: Catalog) -> Iterator[str]:
    yield _title(design)
    names = {surface.id: surface.name for surface in design.surfaces}
    rows = [_surface_row(surface, names.get(surface.surface, ""), catalog) for surface in plan.surfaces]
    yield table(SURFACE_HEADER, rows)
    if plan.branches:
        loads = circuit_loads(plan.branches)
        rows = [_branch_row(branch, loads[branch.circuit], catalog) for branch in plan.branches]
        yield table(BRANCH_HEADER, rows)
    yield "\n".join(_totals(plan, catalog))
    yield "\n".join(_cutting(plan))
    yield counted(plan.findings, design.approvals)


def _title(design: Design) -> str:
    lines = (design.customer.name, *design.customer.address.splitlines())
    customer = ", ".join(part for part in lines if part)
    return f"{design.name}: {customer}" if customer else design.name


def _surface_row(surface: SurfacePlan, name: str, catalog: Catalog) -> Sequence[str]:
    rails_mm = sum(rail.end_mm - rail.start_mm for rail in surface.rails)
    return (
        surface.surface,
        name,
        str(len(surface.modules)),
        f"{_peak_w(surface, catalog) / 1000:.2f}",
        str(len({module.row_id for module in surface.modules})),
        f"{rails_mm / 1000:.1f}",
        str(len(surface.inverters)),
        str(sum(inverter.spare_inputs for inverter in surface.inverters)),
    )


def _branch_row(branch: BranchPlan, load: CircuitLoad, catalog: Catalog) -> Sequence[str]:
    used = sum(bool(drop.inverter) for drop in branch.drops)
    links = sum(step.kind is StepKind.LINK for step in branch.steps)
    return (
        branch.id,
        branch.box,
        units_text(branch, load, f"/{branch.units_limit}"),
        branch.product,
        f"{catalog.family(branch.family).product(branch.product).pitch_mm / 1000:.2f}",
        f"{used}/{len(branch.drops) - used}",
        f"{sum(piece.length_mm for piece in branch.pieces) / 1000:.1f}",
        str(links),
        amperes_text(branch, load, digits=1),
        f"{branch.rise_pct:.2f}",
        branch.phase or "-",
    )


def _totals(plan: Plan, catalog: Catalog) -> Iterator[str]:
    peak_w = sum(_peak_w(surface, catalog) for surface in plan.surfaces)
    inverters = plan.inverters
    power_va = sum(catalog.inverter(inverter.product).power_va for inverter in inverters)
    modules, branches = number(len(plan.modules), "module"), number(len(plan.circuits), "branch")
    units = number(len(inverters), "inverter")
    yield f"Total: {modules}, {peak_w / 1000:.2f} kWp, {units}, {power_va / 1000:.2f} kVA, {branches}"
    if plan.phases:
        loads = ", ".join(f"{load.phase} {load.power_va / 1000:.2f} kVA" for load in plan.phases)
        yield f"Phases: {loads}"
    if plan.branches:
        yield _trunk(plan)


def _trunk(plan: Plan) -> str:
    """Number and cost of the branches against what no plan can go below."""
    found = plan.trunk
    fed = f", {plan.fed_in_the_middle} of them fed in the middle" if plan.fed_in_the_middle else ""
    circuits = f"{number(found.circuits, 'branch')}{fed} (at least {found.least_circuits} needed)"
    return f"Trunk: {circuits}, cost {found.cost:.0f}, {how_good(found)}"


def _cutting(plan: Plan) -> Iterator[str]:
    """One line for each product that is cut: how many new lengths, and how good that is known to be."""
    new = Counter(stock.product for stock in plan.cuts.stocks if stock.new)
    shelf = Counter(stock.product for stock in plan.cuts.stocks if not stock.new)
    kinds = {stock.product: stock.kind for stock in plan.cuts.stocks}
    for result in plan.cuts.results:
        unit = "bar" if kinds.get(result.product) is PieceKind.RAIL else "reel"
        offcuts = f" and {number(shelf[result.product], 'offcut')}" if shelf[result.product] else ""
        yield f"Cut: {result.product}: {number(new[result.product], unit)}{offcuts}, {_quality(result)}"


def _quality(result: CutResult) -> str:
    if result.proven:
        return "proven least cost"
    gap_pct = 100.0 * (result.cost - result.bound) / result.bound if result.bound > 0.0 else 0.0
    return f"within {gap_pct:.1f} % of the least cost" if gap_pct else "least cost not proven"


def counted(findings: Sequence[Finding], approvals: Sequence[str]) -> str:
    """How many findings there are of each severity; approved ones are counted apart."""
    if not findings:
        return "Findings: none"
    open_ones = Counter(finding.severity for finding in findings if finding.key not in approvals)
    approved = sum(finding.key in approvals for finding in findings)
    parts = [number(open_ones[severity], severity) for severity in Severity if open_ones[severity]]
    parts += [f"{approved} approved"] if approved else []
    return f"Findings: {', '.join(parts)}; `trunkline check` lists them"


def _peak_w(surface: SurfacePlan, catalog: Catalog) -> float:
    return sum(catalog.module(module.product).power_w for module in surface.modules)
