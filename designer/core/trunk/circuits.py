"""The branches of one box: choose order, partition and product, then match each branch exactly."""

from collections.abc import Sequence
from math import inf

from msgspec import Struct

from designer.core.electrical.rise import CableSegment, rise_v
from designer.core.model.plan import StepKind
from designer.core.trunk.matching import Match, match_branch
from designer.core.trunk.network import Network
from designer.core.trunk.ordering import orders
from designer.core.trunk.partition import Estimate, Partition, Ways, centre_legs, partition
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules


class Leg(Struct, frozen=True, kw_only=True):
    """A matched run of inverters from its end cap to the box."""

    ranges: tuple[PortRange, ...]
    match: Match
    rules: TrunkRules

    def rise_v(self) -> float:
        """Voltage rise from the box to the far end, V."""
        return rise_v(self._segments(), self.rules.family.phases)

    def rise_pct(self) -> float:
        """The same in per cent of the mains voltage."""
        return self.rules.rise_pct(self.rise_v())

    def current_a(self) -> float:
        """Current at the feed."""
        return sum(self.rules.current_a(one.slot.product) for one in self.ranges)

    def _segments(self) -> list[CableSegment]:
        segments, current = [], 0.0
        product, bulk = self.rules.product, self.rules.bulk
        for one, step in zip(self.ranges, self.match.steps, strict=False):
            current += self.rules.current_a(one.slot.product)
            if step.kind is StepKind.STANDARD:
                segments.append(CableSegment(step.pitches * product.pitch_mm, product.ohm_per_km, current))
            else:
                length = step.distance_mm + self.rules.family.dressing_mm
                segments.append(CableSegment(length, bulk.ohm_per_km, current))
        segments.append(CableSegment(self.match.feed_mm, bulk.ohm_per_km, self.current_a()))
        return segments


class CircuitPlan(Struct, frozen=True, kw_only=True):
    """One circuit: one leg fed at its end, or two legs fed in the middle."""

    legs: tuple[Leg, ...]

    def cost(self) -> float:
        """Cost of all legs; inf when one cannot be built."""
        return sum(leg.match.cost for leg in self.legs)

    def broken(self) -> int:
        """Violations: steps over the slack limit, voltage rise over its limit, ways that do not exist."""
        return sum(
            leg.match.violations()
            + (leg.match.cost < inf and leg.rise_pct() > leg.rules.max_rise_pct)
            + (leg.match.cost == inf)
            for leg in self.legs
        )

    def rank(self) -> tuple[int, int, float]:
        """Smaller is better: violations, legs, cost."""
        return (self.broken(), len(self.legs), self.cost())


class BoxPlan(Struct, frozen=True, kw_only=True):
    """All circuits of a box with one product."""

    circuits: tuple[CircuitPlan, ...]

    def rank(self) -> tuple[int, int, float]:
        """Smaller is better: violations, circuits, cost."""
        return (
            sum(circuit.broken() for circuit in self.circuits),
            len(self.circuits),
            round(sum(circuit.cost() for circuit in self.circuits), 6),
        )


class BoxTask:
    """The inverters of one box, ready to be planned with any product."""

    def __init__(self, ranges: Sequence[PortRange], box: str, network: Network) -> None:
        self._ranges, self._box, self._network = tuple(ranges), box, network
        self._ways = Ways(ranges, box, network)
        self._orders = orders(ranges, self._ways.feed)

    def outlook(self, rules: TrunkRules) -> tuple[int, int, float]:
        """Violations, branches and cost to be expected of a product, from one order only."""
        found = partition(self._orders[0], Estimate(self._ranges, rules, self._ways))
        return (found.broken, found.branches, found.cost)

    def plan(self, rules: TrunkRules) -> BoxPlan:
        """Branches of all inverters with one trunk product."""
        estimate = Estimate(self._ranges, rules, self._ways)
        best: Partition = min(partition(order, estimate) for order in self._orders)
        return BoxPlan(
            circuits=tuple(
                plan_circuit(tuple(self._ranges[i] for i in part), self._box, rules, self._network)
                for part in best.parts
            )
        )


def plan_circuit(
    members: tuple[PortRange, ...], box: str, rules: TrunkRules, network: Network, *, fixed: bool = False
) -> CircuitPlan:
    """The best way to feed these inverters in this order.

    Fed at the last member; if that breaks a limit also from the other end and in the middle (two legs,
    two end caps). `fixed` keeps direction and feed as they are (a locked branch).
    """
    best = _fed((members,), box, rules, network)
    if fixed or not best.broken():
        return best
    options = [best, _fed((members[::-1],), box, rules, network)]
    if len(members) > 1:
        options.append(_fed(_halves(members), box, rules, network))
    return min(options, key=CircuitPlan.rank)


def _halves(members: tuple[PortRange, ...]) -> tuple[tuple[PortRange, ...], ...]:
    numbers = centre_legs(tuple(range(len(members))))
    return tuple(tuple(members[i] for i in leg) for leg in numbers)


def _fed(
    legs: tuple[tuple[PortRange, ...], ...], box: str, rules: TrunkRules, network: Network
) -> CircuitPlan:
    return CircuitPlan(
        legs=tuple(Leg(ranges=leg, match=match_branch(leg, box, rules, network), rules=rules) for leg in legs)
    )
