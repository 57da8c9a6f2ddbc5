"""All rules over a Design and its Plan."""

from collections.abc import Iterable, Sequence
from itertools import chain

from designer.core.caching.memo import Age, Memo
from designer.core.caching.pace import Pace, unhurried
from designer.core.checks.assumed import check_assumed
from designer.core.checks.bends import check_bends
from designer.core.checks.boxes import check_boxes, check_bridges
from designer.core.checks.electrical import check_electrical
from designer.core.checks.families import check_families
from designer.core.checks.intents import check_intents
from designer.core.checks.inverters import check_hanging, check_inverters
from designer.core.checks.layout import check_layout, check_modules
from designer.core.checks.leads import check_leads, usual_gap_mm
from designer.core.checks.loads import check_loads
from designer.core.checks.results.stage import ResultMemory, check_results
from designer.core.checks.serials import check_serials
from designer.core.checks.setbacks import check_setbacks
from designer.core.checks.trunk import check_trunk, check_water
from designer.core.checks.wind import check_wind
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.excerpts import ground_excerpt
from designer.core.model.plan import Drop, Plan, SurfacePlan

_SURFACES = 1_000
"""Of so many surfaces the last findings are kept."""

Findings = tuple[Finding, ...]


class CheckMemory:
    """What was found on single surfaces before, with what it followed from."""

    def __init__(self, age: Age | None = None) -> None:
        self.modules: Memo[Findings] = Memo(_SURFACES, age=age)
        self.hanging: Memo[Findings] = Memo(_SURFACES, age=age)
        self.leads: Memo[Findings] = Memo(_SURFACES, age=age)
        self.water: Memo[Findings] = Memo(_SURFACES, age=age)
        self.results = ResultMemory(age)

    def fit(self, surfaces: int, branches: int) -> None:
        """There are so many now."""
        for memo in (self.modules, self.hanging, self.leads, self.water):
            memo.fit(surfaces)
        self.results.fit(surfaces, branches)


def check_plan(
    design: Design,
    catalog: Catalog,
    plan: Plan,
    memory: CheckMemory | None = None,
    pace: Pace = unhurried,
) -> Findings:
    """Findings of every rule, in the order of the work."""
    memory = memory or CheckMemory()
    surfaces = _Surfaces(design, catalog, memory)
    drops: dict[str, list[Drop]] = {}
    for drop in plan.drops:
        drops.setdefault(drop.surface, []).append(drop)
    rules: tuple[Iterable[Finding], ...] = (
        check_layout(design, plan),
        chain.from_iterable(map(surfaces.modules, plan.surfaces)),
        chain.from_iterable(map(surfaces.hanging, plan.surfaces)),
        check_inverters(design, catalog, plan),
        chain.from_iterable(map(surfaces.leads, plan.surfaces)),
        check_electrical(design, catalog, plan),
        check_boxes(design),
        check_bridges(design),
        check_trunk(design, catalog, plan),
        chain.from_iterable(surfaces.water(one, drops.get(one.id, ())) for one in design.surfaces),
        check_bends(catalog, plan),
        check_families(design, catalog, plan),
        check_intents(design, catalog, plan),
        check_serials(design, catalog, plan),
        check_setbacks(design, catalog, plan),
        check_wind(design, plan),
        check_loads(design, catalog, plan),
        check_assumed(catalog, plan),
        check_results(design.settings, catalog, plan, memory.results),
    )
    found: list[Finding] = []
    for rule in rules:
        found += rule
        pace()
    return tuple(found)


class _Surfaces:
    """The rules that look at one surface at a time."""

    def __init__(self, design: Design, catalog: Catalog, memory: CheckMemory) -> None:
        self._design, self._catalog, self._memory = design, catalog, memory

    def modules(self, part: SurfacePlan) -> Findings:
        ground = ground_excerpt(self._design, self._design.surface(part.surface))
        inputs = (ground, part.modules)
        return self._memory.modules.get(part.surface, inputs, lambda: tuple(check_modules(ground, part)))

    def hanging(self, part: SurfacePlan) -> Findings:
        boxes = tuple(box for box in self._design.boxes if box.surface == part.surface)
        return self._memory.hanging.get(
            part.surface, (boxes, part), lambda: tuple(check_hanging(self._catalog, boxes, part))
        )

    def leads(self, part: SurfacePlan) -> Findings:
        surface, gap = self._design.surface(part.surface), usual_gap_mm(self._design, self._catalog)
        inputs = (surface.obstacles, part.modules, part.inverters, gap)
        return self._memory.leads.get(part.surface, inputs, lambda: tuple(check_leads(surface, part, gap)))

    def water(self, surface: Surface, drops: Sequence[Drop]) -> Findings:
        return self._memory.water.get(
            surface.id, (surface, drops), lambda: tuple(check_water(self._catalog, surface, drops))
        )
