"""Inverters so far from every box that their voltage rise alone is over its limit.

No plan keeps the limit for them. They are planned apart from the others, which then keep it, and as if there
were no limit: so as few branches as there may be break it (planning model, section 4). What plans cost at
least is not known any more: an inverter on the way could share the cable of those that break it anyway.
"""

from collections.abc import Iterable, Sequence
from math import inf

from msgspec.structs import replace

from designer.core.trunk.circuits import Fed, fed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site
from designer.core.trunk.wiring import Wiring


def too_far(site: Site, members: Iterable[PortRange], products: Sequence[TrunkRules]) -> frozenset[str]:
    """Ids of the inverters that rise too high in any leg, whatever the product."""
    return frozenset(
        one.slot.id for one in members if all(is_too_far(site, one, rules) for rules in products)
    )


def is_too_far(site: Site, one: PortRange, rules: TrunkRules) -> bool:
    """Whether the shortest end cable to a box alone brings an inverter over the limit of the voltage rise.

    In no leg does it rise less, unless trunk cable is the thicker one.
    """
    if rules.is_trunk_thicker():
        return False
    cable_mm = site.least_feed_mm(one) + rules.family.beyond_feed_mm
    per_mm = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km * rules.current_a(one.slot.product)
    return per_mm * cable_mm > rules.max_rise_pct


def unlimited(products: Sequence[TrunkRules]) -> list[TrunkRules]:
    """The products as if the voltage rise had no limit."""
    return [replace(rules, max_rise_pct=inf) for rules in products]


def limited(circuits: Sequence[Fed], max_rise_pct: float, wiring: Wiring) -> list[Fed]:
    """The same circuits with another limit of the voltage rise."""
    found = list[Fed]()
    for box, plan in circuits:
        rules = replace(plan.legs[0].rules, max_rise_pct=max_rise_pct)
        found.append((box, fed((leg.ranges for leg in plan.legs), box, rules, wiring)))
    return found


def parted(circuits: Sequence[Fed], far: frozenset[str]) -> tuple[list[Fed], list[Fed]]:
    """Circuits of inverters that are too far, after all others.

    All are among the others where there are none of either kind, or a circuit has both.
    """
    own, others = list[Fed](), list[Fed]()
    for one in circuits:
        are_far = {member.slot.id in far for leg in one[1].legs for member in leg.ranges}
        if len(are_far) > 1:
            return list(circuits), []
        (own if are_far == {True} else others).append(one)
    return (others, own) if others else (own, [])
