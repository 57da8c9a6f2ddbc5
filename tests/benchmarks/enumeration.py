"""The best trunk of a small site by plain enumeration: every partition, order and box, one product."""

from functools import cache
from itertools import combinations, permutations
from math import inf

from designer.core.trunk.circuits import carries, plan_circuit
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


def least_by_enumeration(site: Site) -> float:
    """Least cost with the fewest circuits and nothing broken; inf where no plan is free of violations."""
    return least_and_circuits(site)[1]


def least_and_circuits(site: Site) -> tuple[int, float]:
    """Fewest circuits with nothing broken, and what they cost at least."""
    families = dict.fromkeys(site.family_of(one).id for one in site.ranges.values())
    found = [_family_least(site, family) for family in families]
    return sum(circuits for circuits, _ in found), sum(cost for _, cost in found)


def _family_least(site: Site, family: str) -> tuple[int, float]:
    members = [
        one
        for one in site.ranges.values()
        if site.family_of(one).id == family
        and min((site.feed_mm(one, box) for box in site.network.boxes), default=inf) < inf
    ]
    rules = site.rules(site.catalog.family(family), site.design.products.trunk, only_confirmed=True)
    return min(_least(site, members, one) for one in rules)


def _least(site: Site, members: list[PortRange], rules: TrunkRules) -> tuple[int, float]:
    @cache
    def circuit(group: frozenset[int]) -> float:
        """Least cost of one circuit of these inverters, whatever its order and box."""
        if not carries([members[i] for i in group], rules):
            return inf
        plans = (
            plan_circuit(tuple(members[i] for i in order), box, rules, site.wiring)
            for order in permutations(sorted(group))
            for box in site.network.boxes
        )
        return min((plan.cost() for plan in plans if not plan.broken()), default=inf)

    @cache
    def least(rest: frozenset[int]) -> tuple[int, float]:
        if not rest:
            return (0, 0.0)
        first, *others = sorted(rest)
        options = []
        for size in range(len(others) + 1):
            for more in combinations(others, size):
                group = frozenset((first, *more))
                cost = circuit(group)
                if cost < inf:
                    circuits, beyond = least(rest - group)
                    options.append((circuits + 1, cost + beyond))
        return min(options, default=(10**6, inf))

    return least(frozenset(range(len(members))))
