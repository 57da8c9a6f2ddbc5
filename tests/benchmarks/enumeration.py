"""The best trunk of a small site by plain enumeration: every partition, order, feed and box, one product."""

from collections.abc import Callable
from functools import cache
from itertools import combinations, permutations
from math import inf

from designer.core.trunk.circuits import CLEARLY, carries, fed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


def least_by_enumeration(site: Site) -> float:
    """Least cost with the fewest circuits and nothing broken; inf where no plan is free of violations.

    Plans with circuits that are fed in their middle have to cost clearly less.
    """
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
    legs = [_leg_costs(site, members, one) for one in rules]
    boxes = list(site.network.boxes)
    at_end = min(_least(members, boxes, *one) for one in zip(rules, legs, strict=True))
    inside = min(_least(members, boxes, *one, inside=True) for one in zip(rules, legs, strict=True))
    return inside if (inside[0], inside[1] * (1 + CLEARLY)) < at_end else at_end


LegCosts = Callable[[frozenset[int], str], float]
"""Least cost of one leg through some inverters to a box, whatever its order."""


def _leg_costs(site: Site, members: list[PortRange], rules: TrunkRules) -> LegCosts:
    @cache
    def leg(group: frozenset[int], box: str) -> float:
        """No leg costs less because the voltage rise has a limit: orders that cost too much are not built."""
        orders = [tuple(members[i] for i in order) for order in permutations(sorted(group))]
        cheapest = sorted((site.wiring.least_cost(order, box, rules), n) for n, order in enumerate(orders))
        least = inf
        for cost, number in cheapest:
            if cost >= least:
                break
            plan = fed((orders[number],), box, rules, site.wiring)
            least = min(least, inf if plan.broken() else plan.cost())
        return least

    return leg


def _least(
    members: list[PortRange], boxes: list[str], rules: TrunkRules, leg: LegCosts, *, inside: bool = False
) -> tuple[int, float]:
    """Of one product; circuits are fed at an end or, where asked for, `inside` as well."""

    @cache
    def circuit(group: frozenset[int]) -> float:
        """Least cost of one circuit of these inverters, whatever its legs and box."""
        if not carries([members[i] for i in group], rules):
            return inf
        sizes = range(1, len(group) // 2 + 1) if inside else ()
        halves = [frozenset(one) for size in sizes for one in combinations(sorted(group), size)]
        return min(
            min(leg(group, box), *(leg(one, box) + leg(group - one, box) for one in halves), inf)
            for box in boxes
        )

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
