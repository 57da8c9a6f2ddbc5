"""The limit of the voltage rise that a leg is matched for: the project's, or what its inverters need.

No plan keeps the project's limit for inverters whose end cable alone breaks it. Their legs are matched for
the limit that the farthest of them on their island needs, wherever they are: while branches are searched, for
locked ones, for reasons and past waypoints. So they are the same legs everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from designer.core.trunk.network import Network
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import SiteRules, TrunkRules

_SPARE = 1 + 1e-9
"""The farthest inverter keeps its own limit, whatever is rounded on the way."""

Feeds = Mapping[str, Mapping[str, float]]
"""The shortest way of each inverter to each box that it can be fed into, mm."""


class RiseLimits:
    """The inverters of a site that are too far for the voltage rise, and the limits that they need."""

    def __init__(
        self, rules: SiteRules, network: Network, ranges: Mapping[str, PortRange], feeds: Feeds
    ) -> None:
        self._rules, self._network, self._ranges, self._feeds = rules, network, ranges, feeds
        self._needed: dict[str, dict[str, float]] = {}

    def kept(self, leg: Sequence[PortRange], rules: TrunkRules) -> TrunkRules:
        """The rules with the limit that a leg is matched for."""
        needed = self._needed_pct(leg, rules)
        return rules if needed is None else replace(rules, max_rise_pct=max(needed, rules.max_rise_pct))

    def _needed_pct(self, leg: Sequence[PortRange], rules: TrunkRules) -> float | None:
        """What a leg needs of which all inverters are too far; None of any other leg."""
        found = self.needed(rules)  # mostly empty: legs are matched too often to look at each inverter
        if not found or not is_too_far(leg[-1], self._feed_mm(leg[-1]), rules):
            return None
        if not all(one.slot.id in found for one in leg):
            return None
        return found[leg[0].slot.id]

    def needed(self, rules: TrunkRules) -> Mapping[str, float]:
        """The limit that each inverter of the family that is too far with any cable is planned for, %.

        It is the least that the farthest of its island keeps with a cable that a list names.
        """
        family = rules.family.id
        if family not in self._needed:
            self._needed[family] = self._found(rules)
        return self._needed[family]

    def _found(self, rules: TrunkRules) -> dict[str, float]:
        family = rules.family
        products, named = self._rules.asked(family), self._rules.asked(family, only_confirmed=True)
        members = [one for one in self._ranges.values() if self._feeds[one.slot.id]]
        far = (
            one
            for one in members
            if self._rules.family_of(one.slot.product).id == family.id
            and self._is_far_with_all(one, products)
        )
        found: dict[str, float] = {}
        for island in self._network.by_islands(far, lambda one: one.line):
            most = max(self._least_pct(one, named) for one in island)
            found |= {one.slot.id: _SPARE * most for one in island}
        return found

    def _is_far_with_all(self, one: PortRange, products: Iterable[TrunkRules]) -> bool:
        return all(is_too_far(one, self._feed_mm(one), rules) for rules in products)

    def _least_pct(self, one: PortRange, products: Iterable[TrunkRules]) -> float:
        return min(_alone_pct(one, self._feed_mm(one), rules) for rules in products)

    def _feed_mm(self, one: PortRange) -> float:
        return min(self._feeds[one.slot.id].values(), default=0.0)


def is_too_far(one: PortRange, feed_mm: float, rules: TrunkRules) -> bool:
    """Whether the shortest end cable to a box alone brings an inverter over the limit of the voltage rise.

    In no leg does it rise less, unless trunk cable is the thicker one.
    """
    return not rules.is_trunk_thicker() and _alone_pct(one, feed_mm, rules) > rules.max_rise_pct


def _alone_pct(one: PortRange, feed_mm: float, rules: TrunkRules) -> float:
    cable_mm = feed_mm + rules.family.beyond_feed_mm
    per_mm = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km * rules.current_a(one.slot.product)
    return per_mm * cable_mm
