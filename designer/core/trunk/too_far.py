"""Inverters so far from every box that their voltage rise alone is over its limit.

No plan keeps the limit for them. They are planned apart from the others, which then keep it, and with the
limit that the farthest of them needs: so none rises higher than it must (planning model, section 4). What
plans cost at least is not known any more: an inverter on the way could share the cable of those that break
the limit.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from designer.core.model.trunk_family import TrunkFamily
from designer.core.trunk.circuits import Fed, fed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site
from designer.core.trunk.wiring import Wiring

_SPARE = 1 + 1e-9
"""The farthest inverter keeps its own limit, whatever is rounded on the way."""


def too_far(site: Site, members: Iterable[PortRange], family: TrunkFamily) -> frozenset[str]:
    """Ids of the inverters that rise too high in any leg, whatever the product, named by a list or not."""
    products = site.rules(family, site.design.products.trunk)
    return frozenset(
        one.slot.id for one in members if all(is_too_far(site, one, rules) for rules in products)
    )


def is_too_far(site: Site, one: PortRange, rules: TrunkRules) -> bool:
    """Whether the shortest end cable to a box alone brings an inverter over the limit of the voltage rise.

    In no leg does it rise less, unless trunk cable is the thicker one.
    """
    return not rules.is_trunk_thicker() and _alone_pct(site, one, rules) > rules.max_rise_pct


def _alone_pct(site: Site, one: PortRange, rules: TrunkRules) -> float:
    cable_mm = site.least_feed_mm(one) + rules.family.beyond_feed_mm
    per_mm = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km * rules.current_a(one.slot.product)
    return per_mm * cable_mm


def needed_pct(site: Site, members: Iterable[PortRange], products: Sequence[TrunkRules]) -> float:
    """The least limit of the voltage rise that each inverter alone keeps with one of the products, %."""
    return _SPARE * max(min(_alone_pct(site, one, rules) for rules in products) for one in members)


def with_limit(products: Sequence[TrunkRules], max_rise_pct: float) -> list[TrunkRules]:
    """The products with another limit of the voltage rise."""
    return [replace(rules, max_rise_pct=max_rise_pct) for rules in products]


def limited(circuits: Sequence[Fed], max_rise_pct: float, wiring: Wiring) -> list[Fed]:
    """The same circuits with another limit of the voltage rise."""
    found = list[Fed]()
    for box, plan in circuits:
        (rules,) = with_limit([plan.legs[0].rules], max_rise_pct)
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
