"""The usual rule, as makers' tools and installers count: the yardstick of the trunk benchmark.

The smallest pitch not below the pitch of the inverters (the longest one where none is that long), rows
back and forth, full branches one after the other, inverters in the middle of their modules, one port per
inverter and those that a change of row needs besides, caps on them, no links. Each branch is fed at its
nearer end.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import ceil, inf
from statistics import mode

from msgspec import Struct

from designer.core.electrical.limits import FULL
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


class Usual(Struct, frozen=True):
    """What the rule makes of a site."""

    branches: int
    ports_capped: int
    cable_mm: float
    cost: float


def usual_plan(site: Site) -> Usual:
    """Branches and cost by the usual rule; inverters that no box reaches are left out."""
    found = Usual(0, 0, 0.0, 0.0)
    groups: dict[tuple[str, str], list[PortRange]] = {}
    for one in site.ranges.values():
        way, box = min((site.feed_mm(one, box), box) for box in site.network.boxes)
        if way < inf:
            groups.setdefault((site.family_of(one).id, box), []).append(one)
    for (family, box), members in sorted(groups.items()):
        everyone = [one for (other, _), ones in groups.items() if other == family for one in ones]
        rules = _product(everyone, site, family)
        for branch in _branches(_back_and_forth(members), rules):
            found = _added(found, _priced(branch, box, rules, site))
    return found


def _product(members: Sequence[PortRange], site: Site, family: str) -> TrunkRules:
    """The smallest pitch not below the usual distance of neighbours; of equals the one for most units."""
    distances = [
        round(b.slot.preferred_mm - a.slot.preferred_mm)
        for _, row in groupby(_in_rows(members), key=lambda one: (one.slot.surface, one.slot.row))
        for a, b in pairwise(list(row))
    ]
    pitch = mode(distances) if distances else 0.0
    rules = site.rules(site.catalog.family(family), site.design.products.trunk, only_confirmed=True)
    units = members[0].slot.product

    def fits(one: TrunkRules) -> tuple[bool, float, int]:
        length = one.product.pitch_mm
        return (length < pitch, length if length >= pitch else -length, -one.limit(units).units)

    return min(rules, key=fits)


def _in_rows(members: Sequence[PortRange]) -> list[PortRange]:
    return sorted(members, key=lambda one: (one.slot.surface, one.slot.row, one.slot.preferred_mm))


def _back_and_forth(members: Sequence[PortRange]) -> list[PortRange]:
    order: list[PortRange] = []
    rows = groupby(_in_rows(members), key=lambda one: (one.slot.surface, one.slot.row))
    for number, (_, row) in enumerate(rows):
        order += list(row)[:: -1 if number % 2 else 1]
    return order


def _branches(order: Sequence[PortRange], rules: TrunkRules) -> list[list[PortRange]]:
    """As full as they go; of mixed units each fills as much as where all are of its kind."""
    branches: list[list[PortRange]] = [[]]
    load = 0.0
    for one in order:
        share = 1 / max(rules.limit(one.slot.product).units, 1)
        if branches[-1] and load + share > FULL:
            branches.append([])
            load = 0.0
        branches[-1].append(one)
        load += share
    return branches


def _priced(branch: Sequence[PortRange], box: str, rules: TrunkRules, site: Site) -> Usual:
    """The cost of a branch; where it cannot go from one inverter to the next it is cut in two."""
    for index, (a, b) in enumerate(pairwise(branch), start=1):
        if site.wiring.hop(a, b).way(a.slot.preferred_mm, b.slot.preferred_mm) == inf:
            parts = [_priced(part, box, rules, site) for part in (branch[:index], branch[index:])]
            return _added(*parts)
    steps = [
        _pitches_of(site.wiring.hop(a, b).way(a.slot.preferred_mm, b.slot.preferred_mm), rules)
        for a, b in pairwise(branch)
    ]
    feed = min(site.wiring.feed(one, box).way(one.slot.preferred_mm) for one in (branch[0], branch[-1]))
    prices = rules.prices
    capped = sum(steps) - len(steps)
    cost = (1 + sum(steps)) * prices.port + capped * prices.port_cap + prices.leg
    return Usual(1, capped, sum(steps) * rules.product.pitch_mm + feed, cost + feed * prices.bulk_per_mm)


def _added(a: Usual, b: Usual) -> Usual:
    return Usual(
        a.branches + b.branches, a.ports_capped + b.ports_capped, a.cable_mm + b.cable_mm, a.cost + b.cost
    )


def _pitches_of(distance_mm: float, rules: TrunkRules) -> int:
    """Fewest pitches that cover a way with its dressing; at least one."""
    needed = ceil((distance_mm + rules.family.dressing_mm) / rules.product.pitch_mm - 1e-9)
    return max(needed, 1)
