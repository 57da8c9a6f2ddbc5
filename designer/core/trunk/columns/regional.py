"""Circuits of many inverters made better region by region, with one bound for all."""

from collections.abc import Sequence

from designer.core.trunk.circuits import Better, Fed, rank_of
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

EFFORT = Effort(
    gaps=(0.01, 0.02, 0.03), halvings=0, beam=0, labels=60_000, cuts=2, columns=(400,), corrections=3
)


def improved_by_regions(
    site: Site, members: Sequence[PortRange], rules: TrunkRules, start: Sequence[Fed]
) -> Better:
    """Circuits no worse than `start`, with the same product, and the bound of all."""
    whole = Task(site, members, rules)
    bounded = whole.bounded_from(start)
    site.pace.tell(bounded.bound)
    quiet = site.paced(site.pace.silent())
    circuits = {whole.numbers(plan): (box, plan) for box, plan in start}
    for _ in range(PASSES):
        excess = [whole.excess(plan, bounded) for _, plan in circuits.values()]
        for region in regions(whole.problem.near, list(circuits), excess, MOST_IN_REGION):
            site.pace()
            own = {name: circuits.pop(name) for name in sorted(region) if name in circuits}
            if own:
                anew = _chosen_anew(quiet, list(own.values()), rules)
                circuits |= {whole.numbers(plan): (box, plan) for box, plan in anew}
    cost = rank_of(plan for _, plan in circuits.values())[3]
    return Better(circuits=tuple(circuits.values()), bound=min(bounded.bound, cost))


def _chosen_anew(site: Site, own: Sequence[Fed], rules: TrunkRules) -> list[Fed]:
    members = sorted(
        (one for _, plan in own for leg in plan.legs for one in leg.ranges), key=lambda one: one.slot.id
    )
    return list(Task(site, members, rules, EFFORT).improved(own).circuits)
