"""The pipeline: from a Design to its Plan, stage by stage.

modules at their places → rails → inverters on the rails → trunk → phases → cuts → parts → findings.
docs/adding-a-stage.md says how a stage is added.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from designer.core.bom.parts import count_parts
from designer.core.bom.stock import Saw, StockMemory, cut_everything
from designer.core.caching.hands import Hands, own_hands
from designer.core.caching.memo import Age, Memo
from designer.core.caching.pace import Pace, PlanningCancelled, Told, never, unheard, unwanted
from designer.core.checks.stage import CheckMemory, check_plan
from designer.core.electrical.phases import Circuit, assign_phases, on_phase, phase_powers
from designer.core.findings import Finding
from designer.core.inverters.slots import InverterSlot
from designer.core.limits import MOST_SURFACES
from designer.core.model.catalog import Catalog
from designer.core.model.circuits import by_circuit
from designer.core.model.design import Design
from designer.core.model.excerpts import trunk_excerpt
from designer.core.model.plan import (
    BranchPlan,
    PhaseLoad,
    PlacedInverter,
    PlacedModule,
    Plan,
    SurfacePlan,
)
from designer.core.natural import natural
from designer.core.planned_surfaces import SurfaceFound, SurfaceMemory
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.site import site_of
from designer.core.trunk.stage import TrunkResult, plan_trunk
from designer.core.trunk.why import BranchWhy, explain_circuit, inverters_fixed

__all__ = ["Planner", "PlanningCancelled", "derive", "never"]

Making = Callable[[], Plan]
"""Makes a plan that is nearly there."""

_KEPT = 8
"""So many plans that were kept before the best was found are remembered."""


def derive(design: Design, catalog: Catalog) -> Plan:
    """The Plan of a Design: a pure function, the same for the same input.

    What cannot be planned is a finding, and the rest is planned all the same. Raises CatalogError for a
    product that the catalogue does not hold; the Design must satisfy `check_design`.
    """
    return Planner(catalog).plan(design)


class Planner:
    """Plans Designs one after the other and keeps what an edit does not reach.

    `plan(design)` equals `derive(design, catalog)`, whatever was planned before, unless it was told to `keep`
    branches. What is kept is bounded, so memory stays flat over any number of edits. One thread at a time may
    use a planner.
    """

    def __init__(self, catalog: Catalog, hands: Hands = own_hands) -> None:
        """`hands` do what falls into parts; whose they are changes the time of a plan, never the plan."""
        self._catalog, self._hands = catalog, hands
        age = Age()
        self._surfaces = SurfaceMemory(age)
        self._memory = TrunkMemory(age)
        self._trunks: Memo[TrunkResult] = Memo(2)
        self._making: Design | None = None
        self._made: list[tuple[tuple[BranchPlan, ...], TrunkResult]] = []
        self._kept: Memo[TrunkResult] = Memo(1, _KEPT)
        self._parts: Memo[SurfacePlan] = Memo(MOST_SURFACES, age=age)
        self._dealt: Memo[Mapping[str, str]] = Memo(1)
        self._stock = StockMemory()
        self._checks = CheckMemory(age)

    def plan(
        self,
        design: Design,
        *,
        cancelled: Callable[[], bool] = never,
        hasty: bool = False,
        before: Plan | None = None,
        told: Told = unheard,
        offered: Callable[[Making], None] = unwanted,
    ) -> Plan:
        """The Plan of `design`; `PlanningCancelled` once `cancelled()` says True, which is asked often.

        Where it is `hasty`, branches and cuts are first answers, which come at once; making them better and
        saying how good they are may take seconds. Branches that were made better for the same inputs stay so;
        those of the plan `before` the edit are taken where they are no worse than others made at once.
        `told` hears what branches count for at least beside those offered last, again and again while better
        ones are looked for; beside ones with centre feeds that may be less than before. A plan with good
        branches may be `offered` meanwhile; it is made where that is asked for.
        """
        pace = Pace(cancelled, told)
        self._make_room(design)
        found = [self._surfaces.surface(design, surface, self._catalog, pace) for surface in design.surfaces]
        slots = tuple(slot for one in found for slot in one.slots)

        def made(trunk: TrunkResult) -> Plan:
            plan = self._planned(design, found, trunk, pace, hasty=True)
            self._made.append((plan.branches, trunk))
            return plan

        def offer(make: Callable[[], TrunkResult]) -> None:
            offered(lambda: made(make()))

        if hasty or design is not self._making:
            self._made.clear()
        self._making = design
        parts = tuple(one.part for one in found)
        trunk = self._trunk(design, parts, slots, pace, hasty=hasty, before=before, offered=offer)
        pace()
        plan = made(trunk) if hasty else self._planned(design, found, trunk, pace, hasty=False)
        self._fit(design, len(slots), len(plan.branches))
        return plan

    def _planned(
        self,
        design: Design,
        found: Sequence[SurfaceFound],
        trunk: TrunkResult,
        pace: Pace,
        *,
        hasty: bool,
    ) -> Plan:
        """The Plan of surfaces and branches: cuts, parts and findings."""
        catalog = self._catalog
        plan = Plan(surfaces=self._complete(found, trunk))
        branches, phases = _phased(design, catalog, plan.inverters, trunk.branches, self._dealt)
        saw = Saw(self._stock, pace, hasty=hasty)
        cutting = cut_everything(design, catalog, plan.rails, branches, saw)
        pace()
        plan = replace(plan, branches=branches, trunk=trunk.quality, phases=phases, cuts=cutting.cuts)
        plan = replace(plan, bom=count_parts(design, catalog, plan))
        pace()
        findings = [finding for one in found for finding in one.findings]
        findings += [*trunk.findings, *cutting.findings]
        found_so_far = replace(plan, findings=tuple(findings))
        findings += check_plan(design, catalog, found_so_far, self._checks, pace)
        return replace(plan, findings=_unique(findings))

    def keep(self, design: Design, plan: Plan) -> None:
        """Plan Designs with the branches of this plan wherever nothing that these follow from is another.

        It is a first answer for `design` or one that was offered since; better ones are looked for no more.
        """
        trunk = next((one for branches, one in self._made if branches is plan.branches), None)
        if trunk is not None:
            own = replace(trunk, quality=plan.trunk)
            self._kept.get("kept", self._trunk_inputs(design), lambda: own)

    def keeps(self, design: Design) -> bool:
        """Whether a Design is planned with branches that were kept."""
        return len(self._kept) > 0 and self._kept.known("kept", self._trunk_inputs(design)) is not None

    def forget_kept(self) -> None:
        """Look for the best branches everywhere again."""
        self._kept = Memo(1, _KEPT)

    def explain(
        self, design: Design, branches: Collection[str] = (), *, cancelled: Callable[[], bool] = never
    ) -> tuple[BranchWhy, ...]:
        """Why branches are as they are: those with these ids, of whole circuits; all of them without ids.

        Ids may be those of branches, circuits or inverters. What was planned or kept before is not planned
        anew.
        """
        pace = Pace(cancelled)
        parts, slots = self._hanging(design, pace)
        trunk = self._trunk(design, parts, slots, pace, hasty=False)
        planned = trunk.branches
        if not planned:
            return ()
        site = site_of(trunk_excerpt(design), self._catalog, parts, slots, self._memory, pace)
        legs: dict[str, list[BranchPlan]] = {}
        for branch in planned:
            legs.setdefault(branch.circuit, []).append(branch)
        asked = frozenset(branches)
        fixed = inverters_fixed(site, planned)
        return tuple(
            replace(explain_circuit(site, own, fixed), gap_pct=trunk.quality.gap_pct)
            for own in legs.values()
            if not asked or _is_asked(own, asked)
        )

    def _hanging(
        self, design: Design, pace: Pace
    ) -> tuple[tuple[SurfacePlan, ...], tuple[InverterSlot, ...]]:
        """The surfaces up to their inverters, and where these may hang."""
        found = [self._surfaces.surface(design, surface, self._catalog, pace) for surface in design.surfaces]
        return tuple(one.part for one in found), tuple(slot for one in found for slot in one.slots)

    def _trunk_inputs(self, design: Design) -> tuple[object, ...]:
        """What the branches of a Design follow from."""
        return (trunk_excerpt(design), *self._hanging(design, Pace(never)))

    def _make_room(self, design: Design) -> None:
        """After a small site a large one is remembered whole at once, not as it is edited piece by piece."""
        most = sum(len(row.modules) for row in design.rows)
        self._fit(design, most, most)

    def _fit(self, design: Design, inverters: int, branches: int) -> None:
        """Of what is no longer there keep no more than there is."""
        surfaces = len(design.surfaces)
        self._surfaces.fit(surfaces, len(design.rows))
        self._memory.fit(len(design.boxes), inverters, branches)
        self._parts.fit(surfaces)
        self._checks.fit(surfaces, branches)

    def _complete(self, found: Sequence[SurfaceFound], trunk: TrunkResult) -> tuple[SurfacePlan, ...]:
        """The surfaces with their inverters at their final places."""
        hung: dict[str, list[PlacedInverter]] = {}
        for inverter in trunk.inverters:
            hung.setdefault(inverter.surface, []).append(inverter)
        parts = [(one.part, tuple(hung.get(one.part.surface, ()))) for one in found]
        return tuple(
            self._parts.get(part.surface, (part, own), partial(_with_inverters, part, own))
            for part, own in parts
        )

    def _trunk(
        self,
        design: Design,
        parts: tuple[SurfacePlan, ...],
        slots: tuple[InverterSlot, ...],
        pace: Pace,
        *,
        hasty: bool,
        before: Plan | None = None,
        offered: Callable[[Callable[[], TrunkResult]], None] = unwanted,
    ) -> TrunkResult:
        excerpt = trunk_excerpt(design)
        inputs = (excerpt, parts, slots)
        known = self._kept.known("kept", inputs) or self._trunks.known("whole", inputs)
        if known is not None:
            return known
        site = site_of(excerpt, self._catalog, parts, slots, self._memory, pace, self._hands)
        if hasty and before is not None:
            return plan_trunk(site, hasty=True, before=before)
        name = "hasty" if hasty else "whole"
        return self._trunks.get(name, inputs, lambda: plan_trunk(site, hasty=hasty, offered=offered))


def _is_asked(legs: Iterable[BranchPlan], asked: frozenset[str]) -> bool:
    names = {name for leg in legs for name in (leg.id, leg.circuit, *leg.inverters)}
    return not names.isdisjoint(asked)


def _with_inverters(part: SurfacePlan, own: tuple[PlacedInverter, ...]) -> SurfacePlan:
    """The surface with its inverters, and its modules told which input they are on."""
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
    memo: Memo[Mapping[str, str]],
) -> tuple[tuple[BranchPlan, ...], tuple[PhaseLoad, ...]]:
    """Branches with their phase, and the load of each phase; what it takes to deal them out is remembered."""
    region = catalog.region(design.region)
    products = {inverter.id: catalog.inverter(inverter.product) for inverter in inverters}
    circuits = []
    for name, legs in by_circuit(branches).items():
        units = [products[unit] for leg in legs for unit in leg.inverters]
        power = sum(unit.power_va for unit in units)
        circuits.append(Circuit(name, power, any(unit.phases == 3 for unit in units)))
    inputs = (tuple(circuits), region.phases, region.imbalance_limit_va)
    assigned = memo.get("", inputs, lambda: assign_phases(*inputs))
    loads = phase_powers(circuits, assigned, region.phases)
    named = tuple(replace(branch, phase=assigned[branch.circuit]) for branch in branches)
    return named, tuple(
        PhaseLoad(
            phase=phase,
            power_va=round(power, 3),
            branches=tuple(branch.id for branch in named if on_phase(branch.phase, phase)),
        )
        for phase, power in loads.items()
    )


def _unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, each finding once, those of one kind by their names: M4 before M10."""
    order = {"error": 0, "warning": 1, "note": 2}
    kept = {(finding.key, finding.location): finding for finding in findings}
    return tuple(sorted(kept.values(), key=lambda one: (order[one.severity], natural(one.key), one.key)))
