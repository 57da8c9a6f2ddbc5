"""Inverters so far from every box that their voltage rise alone is over its limit.

No plan keeps the limit for them. They are planned apart from the others, which then keep it, and with the
limit that the farthest of them needs: so none rises higher than it must (planning model, section 4). What
plans cost at least is not known any more: an inverter on the way could share the cable of those that break
the limit.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from designer.core.trunk.circuits import Fed, fed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site
from designer.core.trunk.wiring import Wiring


def too_far(site: Site, members: Iterable[PortRange], products: Sequence[TrunkRules]) -> frozenset[str]:
    """Ids of the inverters that rise too high in any leg, whatever the product, named by a list or not."""
    needed = site.rise_limits.needed(products[0])
    return frozenset(one.slot.id for one in members if one.slot.id in needed)


def needed_pct(site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> float:
    """The limit of the voltage rise that inverters of an island that are too far are planned for, %."""
    return site.rise_limits.needed(products[0])[members[0].slot.id]


def with_limit(products: Sequence[TrunkRules], max_rise_pct: float) -> list[TrunkRules]:
    """The products with another limit of the voltage rise."""
    return [replace(rules, max_rise_pct=max_rise_pct) for rules in products]


def limited(circuits: Sequence[Fed], max_rise_pct: float, wiring: Wiring) -> list[Fed]:
    """The same circuits with another limit of the voltage rise.

    Those that are too far for it keep the legs that they had with the limit that they need.
    """
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
