"""Circuits: legs of matched inverters, fed at an end or in the middle."""

from collections.abc import Callable, Iterable, Sequence
from math import inf

from msgspec import Struct

from designer.core.electrical.limits import are_carried
from designer.core.model.design import FeedPolicy
from designer.core.trunk.hops import shortest_feed
from designer.core.trunk.matching import Match
from designer.core.trunk.partition import centre_legs
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rising import rise_v_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.wiring import Wiring


class Leg(Struct, frozen=True, kw_only=True, gc=False):
    """A matched run of inverters from its end cap to the box."""

    ranges: tuple[PortRange, ...]
    match: Match
    rules: TrunkRules

    def rise_v(self) -> float:
        """Voltage rise from the box to the far end, V."""
        return rise_v_of(self.ranges, self.match, self.rules)

    def rise_pct(self) -> float:
        """The same in per cent of the mains voltage."""
        return self.rules.rise_pct(self.rise_v())

    def current_a(self) -> float:
        """Current at the feed."""
        return sum(self.rules.current_a(one.slot.product) for one in self.ranges)

    def price(self) -> float:
        """What it costs in the catalogue's currency."""
        return self.rules.in_currency(self.match.laid_cost())


class CircuitPlan(Struct, frozen=True, kw_only=True, gc=False):
    """One circuit: one leg fed at its end, or two legs fed in the middle."""

    legs: tuple[Leg, ...]

    def cost(self) -> float:
        """Cost of all legs, for comparing (`Match.cost`); inf when one cannot be built."""
        return sum(leg.match.cost for leg in self.legs)

    def price(self) -> float:
        """What they cost in the catalogue's currency."""
        return sum(leg.price() for leg in self.legs)

    def broken(self) -> int:
        """Violations: steps over a limit, voltage rise over its limit, ways that do not exist."""
        return sum(
            leg.match.violations()
            + (leg.match.cost < inf and leg.rise_pct() > leg.rules.max_rise_pct)
            + (leg.match.cost == inf)
            for leg in self.legs
        )

    def rank(self) -> tuple[int, float]:
        """Smaller is better: violations, and the cost; a second leg has to cost clearly less."""
        return (self.broken(), self.cost() + (CLEARLY * self._laid() if len(self.legs) > 1 else 0.0))

    def _laid(self) -> float:
        """What it costs without what keeps it from breaking limits."""
        return sum(leg.match.laid_cost() for leg in self.legs)


Rank = tuple[int, int, int, float]
"""Of circuits together, smaller is better: violations, circuits, 1 where any is fed in its middle, cost."""


def rank_of(circuits: Iterable[CircuitPlan]) -> Rank:
    """The rank of circuits."""
    known = list(circuits)
    return (
        sum(one.broken() for one in known),
        len(known),
        int(any(len(one.legs) > 1 for one in known)),
        round(sum(one.cost() for one in known), 6),
    )


def preference(circuits: Iterable[CircuitPlan]) -> tuple[int, int, float]:
    """How good circuits are all in all, smaller is better: violations, circuits, and their cost.

    Those of which any is fed in its middle have to cost clearly less.
    """
    known = list(circuits)
    broken, count, any_centred, cost = rank_of(known)
    laid = sum(leg.match.laid_cost() for one in known for leg in one.legs) if any_centred else 0.0
    return (broken, count, cost + CLEARLY * laid)


Fed = tuple[str, CircuitPlan]
"""A circuit and its box."""


class Better(Struct, frozen=True, kw_only=True):
    """Circuits with their boxes, and what no plan that ranks before them costs less than."""

    circuits: tuple[Fed, ...]
    bound: float


class SiteCircuit(Struct, frozen=True, kw_only=True, gc=False):
    """A planned circuit with its id and the box that it is fed into."""

    id: str
    box: str
    plan: CircuitPlan
    locked: bool = False


class BoxPlan(Struct, frozen=True, kw_only=True, gc=False):
    """All circuits of a box with one product."""

    circuits: tuple[CircuitPlan, ...]

    def rank(self) -> tuple[int, int, float]:
        """Smaller is better: violations, circuits, cost."""
        return (
            sum(circuit.broken() for circuit in self.circuits),
            len(self.circuits),
            round(sum(circuit.cost() for circuit in self.circuits), 6),
        )


def plan_circuit(members: tuple[PortRange, ...], box: str, rules: TrunkRules, wiring: Wiring) -> CircuitPlan:
    """The best way to feed these inverters in this order.

    Fed at the last member; if that breaks a limit also from the other end and in the middle (two legs,
    two end caps). In the middle as well where the voltage rise is kept by links that cost clearly more: a
    search looks for other reasons.
    """
    best = fed((members,), box, rules, wiring)
    if not best.broken():
        if len(members) == 1 or not pay_for_rise([(box, best)], wiring):
            return best
        return min(best, fed(halves(members), box, rules, wiring), key=CircuitPlan.rank)
    options = [best, fed((members[::-1],), box, rules, wiring)]
    if len(members) > 1:
        options.append(fed(halves(members), box, rules, wiring))
    return min(options, key=CircuitPlan.rank)


def plan_in_order(members: tuple[PortRange, ...], box: str, rules: TrunkRules, wiring: Wiring) -> CircuitPlan:
    """The best way to feed these inverters in this order at the last of them, or anywhere inside.

    Inside only where a limit asks for it, or where that costs clearly less.
    """
    at_end = fed((members,), box, rules, wiring)
    if len(members) == 1 or _inside_is_no_better(at_end, box, rules, wiring):
        return at_end
    return min(at_end, fed_inside(members, box, rules, wiring), key=CircuitPlan.rank)


def plan_locked(
    members: tuple[PortRange, ...],
    box: str,
    rules: TrunkRules,
    wiring: Wiring,
    feed: FeedPolicy,
    first_leg: int | None = None,
) -> CircuitPlan:
    """A locked branch in its own order: fed at its last member, in its middle if asked, inside if needed.

    In its middle it is fed after so many members of its `first_leg`, after half of them where that is not
    said; where all are on one leg at the end of that.
    """
    if feed is FeedPolicy.MIDDLE and len(members) > 1:
        legs = halves(members)
        if first_leg is not None:
            legs = tuple(filter(None, (members[:first_leg], members[first_leg:][::-1])))
        return fed(legs, box, rules, wiring)
    at_end = fed((members,), box, rules, wiring)
    if feed is not FeedPolicy.AUTO or len(members) == 1 or not at_end.broken():
        return at_end
    return min(at_end, fed_inside(members, box, rules, wiring), key=CircuitPlan.rank)


def _inside_is_no_better(at_end: CircuitPlan, box: str, rules: TrunkRules, wiring: Wiring) -> bool:
    """Whether two legs cost as much by their ports and their shortest end cables alone."""
    members = at_end.legs[0].ranges
    feeds = sorted(shortest_feed(wiring.feed(one, box), one.places) for one in members)[:2]
    prices = rules.prices
    least = len(members) * prices.port + 2 * prices.leg + sum(feeds) * prices.bulk_per_mm
    return not at_end.broken() and at_end.cost() <= (1 + CLEARLY) * least


def halves(members: tuple[PortRange, ...]) -> tuple[tuple[PortRange, ...], ...]:
    """The two legs of inverters that are fed in the middle, each from its far end."""
    numbers = centre_legs(tuple(range(len(members))))
    return tuple(tuple(members[i] for i in leg) for leg in numbers)


def end_to_end(legs: Sequence[tuple[PortRange, ...]]) -> tuple[PortRange, ...]:
    """The inverters of a circuit in a row; a second leg runs towards the middle from the other end."""
    first, *second = legs
    return (*first, *(second[0][::-1] if second else ()))


def fed_inside(members: tuple[PortRange, ...], box: str, rules: TrunkRules, wiring: Wiring) -> CircuitPlan:
    """The best circuit of two or more inverters in this order that is fed between two of them."""
    places = range(1, len(members))
    return min(
        (fed((members[:at], members[at:][::-1]), box, rules, wiring) for at in places), key=CircuitPlan.rank
    )


def fed(legs: Iterable[tuple[PortRange, ...]], box: str, rules: TrunkRules, wiring: Wiring) -> CircuitPlan:
    """The circuit with exactly these legs, each from its far end to the box."""
    return CircuitPlan(
        legs=tuple(Leg(ranges=leg, match=wiring.match(leg, box, rules), rules=rules) for leg in legs)
    )


def carries(members: Iterable[PortRange], rules: TrunkRules) -> bool:
    """Whether one circuit of this product may carry all the units."""
    return are_carried(rules.limit(one.slot.product) for one in members)


def able_to_carry(products: Sequence[TrunkRules], members: Iterable[PortRange]) -> list[TrunkRules]:
    """Products that carry each of the inverters where it has a circuit to itself; all where none does.

    With any other one a circuit is overloaded however few inverters it has.
    """
    of_each_kind = {one.slot.product.id: one for one in members}.values()
    found = [rules for rules in products if all(carries((one,), rules) for one in of_each_kind)]
    return found or list(products)


def suitability(plan: CircuitPlan) -> tuple[bool, int, bool, float]:
    """How a cable suits a circuit of its own, smaller is better: it carries all units, breaks least, is named
    by a list of a maker or dealer, and is cheapest.
    """
    members = [one for leg in plan.legs for one in leg.ranges]
    rules = plan.legs[0].rules
    broken, cost = plan.rank()
    return (not carries(members, rules), broken, not rules.product.confirmed, cost)


def ranked(circuits: Iterable[Fed]) -> Rank:
    """The rank of circuits with their boxes."""
    return rank_of(plan for _, plan in circuits)


def members_of(circuits: Iterable[Fed]) -> tuple[PortRange, ...]:
    """The inverters of circuits, by their ids."""
    members = (one for _, plan in circuits for leg in plan.legs for one in leg.ranges)
    return tuple(sorted(members, key=lambda one: one.slot.id))


SAME = 0.005
"""Costs that differ by less than half a cent are the same."""

CLEARLY = 0.01
"""A share of the cost that is more than a search usually finds."""


def is_dearer(circuits: Iterable[Fed], others: Iterable[Fed]) -> bool:
    """Whether circuits cost clearly more than others."""
    return ranked(circuits)[3] > (1 + CLEARLY) * ranked(others)[3]


def pay_for_rise(circuits: Iterable[Fed], wiring: Wiring) -> bool:
    """Whether some of the legs would cost less if the voltage rise had no limit."""
    return any(
        wiring.least_cost(leg.ranges, box, leg.rules) < leg.match.cost - SAME and not leg.match.violations()
        for box, plan in circuits
        for leg in plan.legs
    )


Offered = Callable[[Sequence[Fed]], None]
"""Hears of circuits that are better than those before, while others are looked for."""
