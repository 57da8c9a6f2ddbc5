"""Trunks measured: inverters, branches, cable, cost, bound and time, against the usual rule and enumeration.

    python -m tests.benchmarks.bench_trunk [ROOFS.geojson] [--sites 200] [--buildings 200] [--list]
        [--seed 4] [--most 60]

Sites are the bundled examples, seeded ones, and the buildings of a GeoJSON file where one is given; those of
more than `--most` inverters are left out. `--list` prints a line per site, else a line per group. Costs are
catalogue prices; seconds are processor time: of the first answer, until a plan was at hand that costs no more
than a per cent above what was proven by then, and of the whole plan. Sites of up to `--enumerate` inverters
are also solved by plain enumeration.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from math import inf
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.model.catalog import Catalog
from designer.core.model.design import TrunkSearch
from designer.core.model.excerpts import trunk_excerpt
from designer.core.model.plan import PieceKind, Plan, StepKind
from designer.core.planning import Planner
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.site import Site as TrunkSite
from designer.io.catalogs import bundled_catalog
from tests.benchmarks.enumeration import least_by_enumeration
from tests.benchmarks.trunk_sites import SEED, Site, buildings_in, examples, generated
from tests.benchmarks.usual_rule import usual_plan

HEADS = ("site", "inv.", "branches", "least", "cable m", "capped", "links", "cost", "bound", "gap %",
         "usual", "saved %", "best", "fast s", "1 % s", "plan s")  # fmt: skip


NEAR = 0.01
"""Share of what is proven that a plan may cost more for it to be near."""


class Measured(Struct, frozen=True, kw_only=True):
    """One site, or the sums of many."""

    name: str
    inverters: int = 0
    circuits: int = 0
    least: int = 0
    cable_m: float = 0.0
    capped: int = 0
    links: int = 0
    cost: float = 0.0
    bound: float = 0.0
    usual: float = 0.0
    usual_circuits: int = 0
    enumerated: float | None = None
    fast_s: float = 0.0
    near_s: float = 0.0
    plan_s: float = 0.0
    slack: bool = False
    worse: int = 0

    def gap_pct(self) -> float:
        return 100 * (self.cost - self.bound) / self.bound if self.bound else 0.0

    def saved_pct(self) -> float:
        return 100 * (self.usual - self.cost) / self.usual if self.usual else 0.0


class Watch:
    """When a plan is at hand that is near what is proven."""

    def __init__(self, cost: float) -> None:
        self.began, self.near_s = time.process_time(), inf
        self._cost, self._told, self._own = cost, 0.0, 0.0

    def hear(self, bound: float) -> None:
        """Of what is proven beside the plan at hand."""
        self._told = bound
        self._look()

    def take(self, plan: Plan) -> None:
        """A plan with its own bound."""
        self._cost, self._own = plan.trunk.cost, plan.trunk.bound
        self._look()

    def _look(self) -> None:
        if self.near_s == inf and self._cost <= max(self._told, self._own) * (1 + NEAR):
            self.near_s = time.process_time() - self.began


def measured(site: Site, catalog: Catalog, most_enumerated: int, most: int | None = None) -> Measured | None:
    """One site; None where no inverter reaches a box, or there are more than `most`."""
    settings = replace(site.design.settings, trunk_search=TrunkSearch.THOROUGH)
    site = Site(site.name, replace(site.design, settings=settings))
    begin = time.process_time()
    first = Planner(catalog).plan(site.design, hasty=True)
    if most is not None and len(first.inverters) > most:
        return None
    watch = Watch(first.trunk.cost)
    plan = Planner(catalog).plan(site.design, told=watch.hear, offered=lambda make: watch.take(make()))
    watch.take(plan)
    end = time.process_time()
    if not plan.branches:
        return None
    trunk_site = _surveyed(site, catalog)
    usual = usual_plan(trunk_site)
    pieces = [piece for piece in plan.pieces if piece.kind is not PieceKind.RAIL]
    steps = [step for branch in plan.branches for step in branch.steps]
    small = len(plan.inverters) <= most_enumerated
    return Measured(
        name=site.name,
        inverters=len(plan.inverters),
        circuits=plan.trunk.circuits,
        least=plan.trunk.least_circuits,
        cable_m=sum(piece.length_mm for piece in pieces) / 1000,
        capped=sum(step.pitches - 1 for step in steps if step.kind is StepKind.STANDARD),
        links=sum(step.kind is StepKind.LINK for step in steps),
        cost=plan.trunk.cost,
        bound=plan.trunk.bound,
        usual=usual.cost,
        usual_circuits=usual.branches,
        enumerated=least_by_enumeration(trunk_site) if small else None,
        fast_s=watch.began - begin,
        near_s=watch.near_s,
        plan_s=end - watch.began,
        worse=int(plan.trunk.cost > usual.cost + 0.01),
    )


def _surveyed(site: Site, catalog: Catalog) -> TrunkSite:
    """The site as the trunk engine sees it."""
    planner = Planner(catalog)
    found = [planner._surfaces.surface(site.design, s, catalog, unhurried) for s in site.design.surfaces]
    slots = tuple(slot for one in found for slot in one.slots)
    parts = tuple(one.part for one in found)
    return TrunkSite(trunk_excerpt(site.design), catalog, parts, slots, TrunkMemory(), unhurried)


def total(name: str, rows: Sequence[Measured]) -> Measured:
    """Sums over sites."""
    known = [row for row in rows if row.enumerated is not None]
    return Measured(
        name=f"{name} ({len(rows)})",
        enumerated=sum(row.cost <= row.enumerated + 0.01 for row in known) / len(known) if known else None,
        **{
            field: sum(getattr(row, field) for row in rows)
            for field in ("inverters", "circuits", "least", "cable_m", "capped", "links", "cost", "bound",
                          "usual", "usual_circuits", "fast_s", "near_s", "plan_s", "worse")
        },
    )  # fmt: skip


def cells(row: Measured) -> tuple[str, ...]:
    """A line of the table."""
    return (
        row.name,
        str(row.inverters),
        f"{row.circuits}",
        str(row.least),
        f"{row.cable_m:.0f}",
        str(row.capped),
        str(row.links),
        f"{row.cost:.0f}",
        f"{row.bound:.0f}",
        f"{row.gap_pct():.2f}",
        f"{row.usual:.0f}",
        f"{row.saved_pct():.1f}",
        "" if row.enumerated is None else f"{row.enumerated:.2f}",
        f"{row.fast_s:.2f}",
        f"{row.near_s:.2f}",
        f"{row.plan_s:.2f}",
    )


def report(title: str, rows: Iterable[Measured], *, listed: bool) -> list[Measured]:
    """Print the lines of a group and its sums."""
    kept = []
    for row in rows:
        kept.append(row)
        if listed:
            _write(cells(row))
    if kept:
        _write(cells(total(title, kept)))
        gaps = sorted(row.gap_pct() for row in kept)
        proven = sum(gap < 0.005 for gap in gaps)
        worse = [row.name for row in kept if row.worse]
        sys.stdout.write(
            f"    gap: median {gaps[len(gaps) // 2]:.2f} %, worst {gaps[-1]:.2f} %, proven {proven}; "
            f"circuits above the least: {sum(row.circuits > row.least for row in kept)} sites; "
            f"plan s: worst {max(row.plan_s for row in kept):.2f}; "
            f"within 1 % in 2 s: {sum(row.near_s <= 2 for row in kept)}; "
            f"costlier than the usual rule: {worse or 'none'}\n"
        )
    return kept


def _write(row: Sequence[str]) -> None:
    sys.stdout.write(row[0].ljust(20) + "".join(cell.rjust(9) for cell in row[1:]) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("roofs", type=Path, nargs="?")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--buildings", type=int, default=200)
    parser.add_argument("--enumerate", type=int, default=7)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--most", type=int)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    catalog = bundled_catalog()
    _write(HEADS)
    groups = [("examples", examples()), ("generated", generated(asked.sites, catalog, asked.seed))]
    if asked.roofs is not None:
        groups.append(("buildings", buildings_in(asked.roofs, catalog, asked.buildings)))
    for title, found in groups:
        known = (measured(one, catalog, asked.enumerate, asked.most) for one in found)
        rows = (row for row in known if row is not None)
        report(title, rows, listed=asked.list or title == "examples")


if __name__ == "__main__":
    main()
