"""Circuits of many inverters made better region by region, with one bound for all."""

from collections.abc import Sequence

from designer.core.trunk.circuits import Better, Fed, Rank, rank_of
from designer.core.trunk.columns.annealed import annealed
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.regions import regions
from designer.core.trunk.columns.search import Effort
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

MOST_IN_REGION = 36
"""Inverters of a region at most."""

PASSES = 2
"""Times that every circuit is in a region."""

EFFORT = Effort(gaps=(0.01, 0.02, 0.03), halvings=0, labels=60_000, cuts=2, columns=(400,), corrections=3)


def improved_by_regions(
    site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules], start: Sequence[Fed]
) -> Better:
    """Circuits no worse than `start`, else all with one of the products, and the bound over all of them.

    The start is annealed with every product; the cheapest plan is made better region by region.
    """
    tasks = [Task(site, members, rules) for rules in products]
    starts = [annealed(site, task.problem, task.with_product(start)) for task in tasks]
    ranks = [rank_of(plan for _, plan in one) for one in starts]
    rank = min(ranks)
    number = ranks.index(rank)
    bounds = [task.rough_bound(rank) for task in tasks]
    site.pace.tell(min(bounds))
    quiet = site.paced(site.pace.silent())
    refined = _by_regions(quiet, tasks[number], rank, starts[number])
    circuits = min(refined, tuple(start), key=lambda one: rank_of(plan for _, plan in one))
    cost = rank_of(plan for _, plan in circuits)[3]
    return Better(circuits=circuits, bound=min(*bounds, cost))


def _by_regions(site: Site, whole: Task, rank: Rank, start: Sequence[Fed]) -> tuple[Fed, ...]:
    prices = whole.prices(rank)
    circuits = {whole.numbers(plan): (box, plan) for box, plan in start}
    for _ in range(PASSES):
        excess = [whole.excess(plan, prices) for _, plan in circuits.values()]
        for region in regions(whole.problem.near, list(circuits), excess, MOST_IN_REGION):
            site.pace()
            own = {name: circuits.pop(name) for name in sorted(region) if name in circuits}
            if own:
                anew = _chosen_anew(site, list(own.values()), whole.rules)
                circuits |= {whole.numbers(plan): (box, plan) for box, plan in anew}
    return tuple(circuits.values())


def _chosen_anew(site: Site, own: Sequence[Fed], rules: TrunkRules) -> list[Fed]:
    members = sorted(
        (one for _, plan in own for leg in plan.legs for one in leg.ranges), key=lambda one: one.slot.id
    )
    return list(Task(site, members, rules, EFFORT).refined(own).circuits)
