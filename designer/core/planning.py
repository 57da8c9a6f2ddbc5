"""The pipeline: from a Design to its Plan, stage by stage.

modules at their places → rails → inverters on the rails → trunk → phases → cuts → parts → findings.
docs/adding-a-stage.md says how a stage is added.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import MultiPolygon, Polygon

from designer.core.bom.parts import count_parts
from designer.core.bom.stock import Saw, StockMemory, cut_everything
from designer.core.caching.hands import Hands, own_hands
from designer.core.caching.memo import Age, Memo
from designer.core.caching.pace import Pace, PlanningCancelled, Told, never, unheard
from designer.core.checks.stage import CheckMemory, check_plan
from designer.core.electrical.phases import Circuit, assign_phases, on_phase, phase_powers
from designer.core.findings import Finding
from designer.core.geometry.axes import Point
from designer.core.inverters.hanging import Hanging, HangingMemory
from designer.core.inverters.slots import InverterSlot
from designer.core.inverters.stage import hang_inverters
from designer.core.layout.placement import place_modules
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.catalog import Catalog
from designer.core.model.circuits import by_circuit
from designer.core.model.design import Design, Settings, Surface
from designer.core.model.excerpts import (
    ground_excerpt,
    hanging_excerpt,
    racking_excerpt,
    rows_excerpt,
    trunk_excerpt,
)
from designer.core.model.plan import (
    BranchPlan,
    PhaseLoad,
    PlacedInverter,
    PlacedModule,
    Plan,
    SurfacePlan,
)
from designer.core.natural import natural
from designer.core.racking.stage import Racking, RackingMemory, rack_surface
from designer.core.racking.wind_areas import wind_areas
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.site import site_of
from designer.core.trunk.stage import TrunkResult, plan_trunk
from designer.core.trunk.why import BranchWhy, explain_circuit

__all__ = ["Planner", "PlanningCancelled", "derive", "never"]

MOST_SURFACES = 1000
"""Of so many surfaces the last plans are kept."""


def derive(design: Design, catalog: Catalog) -> Plan:
    """The Plan of a Design: a pure function, the same for the same input.

    What cannot be planned is a finding, and the rest is planned all the same. Raises CatalogError for a
    product that the catalogue does not hold; the Design must satisfy `check_design`.
    """
    return Planner(catalog).plan(design)


class Planner:
    """Plans Designs one after the other and keeps what an edit does not reach.

    `plan(design)` equals `derive(design, catalog)`, whatever was planned before. What is kept is bounded, so
    memory stays flat over any number of edits. One thread at a time may use a planner.
    """

    def __init__(self, catalog: Catalog, hands: Hands = own_hands) -> None:
        """`hands` do what falls into parts; whose they are changes the time of a plan, never the plan."""
        self._catalog, self._hands = catalog, hands
        age = Age()
        self._surfaces = _SurfaceMemory(age)
        self._memory = TrunkMemory(age)
        self._trunks: Memo[TrunkResult] = Memo(2)
        self._parts: Memo[SurfacePlan] = Memo(MOST_SURFACES, age=age)
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
    ) -> Plan:
        """The Plan of `design`; `PlanningCancelled` once `cancelled()` says True, which is asked often.

        Where it is `hasty`, branches and cuts are first answers, which come at once; making them better and
        saying how good they are may take seconds. Branches that were made better for the same inputs stay so;
        those of the plan `before` the edit are taken where they are no worse than others made at once.
        `told` hears what branches cost at least, again and again while better ones are looked for.
        """
        pace = Pace(cancelled, told)
        catalog = self._catalog
        self._make_room(design)
        found = [self._surfaces.surface(design, surface, catalog, pace) for surface in design.surfaces]
        slots = tuple(slot for one in found for slot in one.slots)
        trunk = self._trunk(design, tuple(one.part for one in found), slots, pace, hasty=hasty, before=before)
        pace()
        plan = Plan(surfaces=self._complete(found, trunk))
        branches, phases = _phased(design, catalog, plan.inverters, trunk.branches)
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
        self._fit(design, len(slots), len(branches))
        return replace(plan, findings=_unique(findings))

    def explain(
        self, design: Design, branches: Collection[str] = (), *, cancelled: Callable[[], bool] = never
    ) -> tuple[BranchWhy, ...]:
        """Why branches are as they are: those with these ids, of whole circuits; all of them without ids.

        Ids may be those of branches, circuits or inverters. What was planned before is not planned anew.
        """
        pace = Pace(cancelled)
        found = [self._surfaces.surface(design, surface, self._catalog, pace) for surface in design.surfaces]
        parts = tuple(one.part for one in found)
        slots = tuple(slot for one in found for slot in one.slots)
        planned = self._trunk(design, parts, slots, pace, hasty=False).branches
        if not planned:
            return ()
        site = site_of(trunk_excerpt(design), self._catalog, parts, slots, self._memory, pace)
        legs: dict[str, list[BranchPlan]] = {}
        for branch in planned:
            legs.setdefault(branch.circuit, []).append(branch)
        asked = frozenset(branches)
        return tuple(
            explain_circuit(site, own) for own in legs.values() if not asked or _is_asked(own, asked)
        )

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

    def _complete(self, found: Sequence["_SurfaceFound"], trunk: TrunkResult) -> tuple[SurfacePlan, ...]:
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
    ) -> TrunkResult:
        excerpt = trunk_excerpt(design)
        inputs = (excerpt, parts, slots)
        known = self._trunks.known("whole", inputs)
        if known is not None:
            return known
        site = site_of(excerpt, self._catalog, parts, slots, self._memory, pace, self._hands)
        if hasty and before is not None:
            return plan_trunk(site, hasty=True, before=before)
        return self._trunks.get("hasty" if hasty else "whole", inputs, lambda: plan_trunk(site, hasty=hasty))


def _is_asked(legs: Iterable[BranchPlan], asked: frozenset[str]) -> bool:
    names = {name for leg in legs for name in (leg.id, leg.circuit, *leg.inverters)}
    return not names.isdisjoint(asked)


class _SurfaceFound(Struct, frozen=True):
    """A surface up to the allowed positions of its inverters."""

    part: SurfacePlan
    slots: tuple[InverterSlot, ...]
    findings: tuple[Finding, ...]


class _SurfaceMemory:
    """Modules, rails and allowed inverter positions, kept per surface and stage, and rows of changed ones."""

    def __init__(self, age: Age) -> None:
        self._usable: Memo[tuple[tuple[Point, ...], ...]] = Memo(MOST_SURFACES, age=age)
        self._modules: Memo[tuple[PlacedModule, ...]] = Memo(MOST_SURFACES, age=age)
        self._racking: Memo[Racking] = Memo(MOST_SURFACES, age=age)
        self._hanging: Memo[Hanging] = Memo(MOST_SURFACES, age=age)
        self._found: Memo[_SurfaceFound] = Memo(MOST_SURFACES, age=age)
        self._racked_rows = RackingMemory(age)
        self._hung_rows = HangingMemory(age)

    def fit(self, surfaces: int, rows: int) -> None:
        """There are so many now."""
        for memo in (self._usable, self._modules, self._racking, self._hanging, self._found):
            memo.fit(surfaces)
        self._racked_rows.fit(rows)
        self._hung_rows.rows.fit(rows)

    def surface(self, design: Design, surface: Surface, catalog: Catalog, pace: Pace) -> _SurfaceFound:
        """One surface of the Design."""
        name = surface.id
        ground = ground_excerpt(design, surface)
        usable = self._usable.get(name, (ground,), lambda: _rings(surface_usable_area(ground, surface)))
        rows = rows_excerpt(design, surface)
        modules = self._modules.get(name, (rows,), lambda: place_modules(rows, surface, catalog))
        pace()
        seen = racking_excerpt(design, surface)
        racking = self._racking.get(
            name, (seen, modules), lambda: rack_surface(seen, surface, catalog, modules, self._racked_rows)
        )
        pace()
        own = hanging_excerpt(design, surface)
        rails, hardware = racking.rails, racking.hardware
        hanging = self._hanging.get(
            name,
            (own, modules, rails, hardware),
            lambda: hang_inverters(own, surface, catalog, modules, rails, hardware, self._hung_rows),
        )
        pace()
        inputs = (seen.settings, surface, usable, modules, racking, hanging)
        return self._found.get(name, inputs, lambda: _surface_found(*inputs))


def _surface_found(
    settings: Settings,
    surface: Surface,
    usable: tuple[tuple[Point, ...], ...],
    modules: tuple[PlacedModule, ...],
    racking: Racking,
    hanging: Hanging,
) -> _SurfaceFound:
    part = SurfacePlan(
        surface=surface.id,
        usable=usable,
        area_m2=_area_m2(surface),
        modules=modules,
        rails=racking.rails,
        hardware=racking.hardware,
        wind=wind_areas(settings, surface),
    )
    return _SurfaceFound(part, hanging.slots, (*racking.findings, *hanging.findings))


def _area_m2(surface: Surface) -> float:
    return round(Polygon(surface.outline).area / 1e6, 3)


def _rings(area: Polygon | MultiPolygon) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Outer and inner rings of an area, each without its closing point."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    rings = [ring for part in parts if not part.is_empty for ring in (part.exterior, *part.interiors)]
    return tuple(tuple((round(x, 3), round(y, 3)) for x, y in ring.coords[:-1]) for ring in rings)


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
) -> tuple[tuple[BranchPlan, ...], tuple[PhaseLoad, ...]]:
    """Branches with their phase, and the load of each phase."""
    region = catalog.region(design.region)
    products = {inverter.id: catalog.inverter(inverter.product) for inverter in inverters}
    circuits = []
    for name, legs in by_circuit(branches).items():
        units = [products[unit] for leg in legs for unit in leg.inverters]
        power = sum(unit.power_va for unit in units)
        circuits.append(Circuit(name, power, any(unit.phases == 3 for unit in units)))
    assigned = assign_phases(circuits, region.phases, region.imbalance_limit_va)
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
