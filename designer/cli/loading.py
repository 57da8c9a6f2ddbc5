"""From a project file to its plan, as every command over a project does it."""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from designer.cli.patience import Patience
from designer.core.errors import TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, TrunkSearch
from designer.core.model.plan import Plan
from designer.core.model.validate import check_products
from designer.core.planning import Planner, never
from designer.core.trunk.why import BranchWhy
from designer.io.catalogs import load_catalog
from designer.io.crew import Crew
from designer.io.project import load_project


class Planned(Struct, frozen=True):
    """A Design, the catalogue it was planned with, and its Plan."""

    design: Design
    catalog: Catalog
    plan: Plan


def planned(file: Path, *, search: TrunkSearch | None = None) -> Planned:
    """Read, check and plan a project file. Raises TrunklineError, naming the file, when it cannot be used.

    With a `search`, cheaper branches are looked for as it says, whatever the project says.
    """
    design = load_project(file)
    if search is not None:
        design = replace(design, settings=replace(design.settings, trunk_search=search))
    catalog = load_catalog()
    try:
        check_products(design, catalog)
        is_searched = design.settings.trunk_search is not TrunkSearch.FIRST
        cancelled = Patience().is_over if is_searched else never
        plan = Planner(catalog, Crew()).plan(design, cancelled=cancelled)
        return Planned(design, catalog, plan)
    except TrunklineError as error:
        raise error.within(str(file)) from error


def explained(file: Path, branches: Collection[str]) -> tuple[BranchWhy, ...]:
    """Why branches of a project file are as they are, see `Planner.explain`. Raises as `planned` does."""
    design = load_project(file)
    catalog = load_catalog()
    try:
        check_products(design, catalog)
        return Planner(catalog).explain(design, branches)
    except TrunklineError as error:
        raise error.within(str(file)) from error
