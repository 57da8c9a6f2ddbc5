"""All predicates over a finished plan; what was found on unchanged surfaces and branches is kept."""

from collections.abc import Iterator
from functools import partial

from designer.core.caching.memo import Age, Memo
from designer.core.checks.results.cables import check_branch, check_dealing
from designer.core.checks.results.saw import check_saw
from designer.core.checks.results.surfaces import check_surface
from designer.core.findings import Finding
from designer.core.model.catalog import Catalog
from designer.core.model.design import Settings
from designer.core.model.plan import BranchPlan, PlacedInverter, Plan, SurfacePlan

_SURFACES, _BRANCHES = 1_000, 4_000


class ResultMemory:
    """What was found on single surfaces and branches before."""

    def __init__(self, age: Age | None = None) -> None:
        self.surfaces: Memo[tuple[Finding, ...]] = Memo(_SURFACES, age=age)
        self.branches: Memo[tuple[Finding, ...]] = Memo(_BRANCHES, age=age)

    def fit(self, surfaces: int, branches: int) -> None:
        """There are so many now."""
        self.surfaces.fit(surfaces)
        self.branches.fit(branches)


def check_results(
    settings: Settings, catalog: Catalog, plan: Plan, memory: ResultMemory
) -> Iterator[Finding]:
    """Errors on what the engines must never answer; `plan` carries the findings of the stages before."""
    for part in plan.surfaces:
        yield from memory.surfaces.get(
            part.surface, (settings.clearance_mm, part), partial(_on_surface, settings, catalog, part)
        )
    inverters = {inverter.id: inverter for inverter in plan.inverters}
    yield from check_dealing(plan, inverters)
    for branch in plan.branches:
        units = tuple(inverters[name] for name in branch.inverters if name in inverters)
        yield from memory.branches.get(
            branch.id, (branch, units), partial(_on_branch, catalog, branch, units)
        )
    yield from check_saw(catalog, plan)


def _on_surface(settings: Settings, catalog: Catalog, part: SurfacePlan) -> tuple[Finding, ...]:
    return tuple(check_surface(settings, catalog, part))


def _on_branch(
    catalog: Catalog, branch: BranchPlan, units: tuple[PlacedInverter, ...]
) -> tuple[Finding, ...]:
    return tuple(check_branch(catalog, branch, units))
