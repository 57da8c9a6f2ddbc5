"""Legs as numbers of their members, made into circuits and judged by what they really cost."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import inf

from designer.core.trunk.circuits import CircuitPlan, Fed, Leg, fed
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.pairing import Sized, paired
from designer.core.trunk.columns.search import Picked
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


class Assembly:
    """The inverters of an island by number, and a product for their legs; the judge of a search."""

    def __init__(self, site: Site, members: Sequence[PortRange], rules: TrunkRules) -> None:
        self._site, self._members, self._rules = site, members, rules
        self._index = {one.slot.id: index for index, one in enumerate(members)}

    def order(self, leg: Leg) -> tuple[int, ...]:
        """The members of a leg by number, from its far end on."""
        return tuple(self._index[one.slot.id] for one in leg.ranges)

    def orders(self, plan: CircuitPlan) -> list[tuple[int, ...]]:
        """The legs of a circuit, and where there are two these joined to one, turned as they please."""
        legs = [self.order(leg) for leg in plan.legs]
        if len(legs) != 2:
            return legs
        one, other = legs
        return [*legs, *((*a, *b) for a in (one, one[::-1]) for b in (other, other[::-1]))]

    def fed(self, legs: Sequence[Picked]) -> Fed:
        """The circuit of legs that are led to one box."""
        ranges = tuple(self._ranges(leg.members) for leg in legs)
        return legs[0].box, fed(ranges, legs[0].box, self._rules, self._site.wiring)

    def picked(self, circuit: Fed) -> tuple[Picked, ...]:
        """The legs of a circuit."""
        box, plan = circuit
        return tuple(Picked(self.order(leg), box) for leg in plan.legs)

    def grouped(self, legs: Sequence[Picked], groups: Groups) -> list[tuple[Picked, ...]]:
        """The legs of each circuit that they make, as few circuits as there may be."""
        numbers = paired(self._sized(legs), fewest=groups.paired())
        return [tuple(legs[number] for number in own) for own in numbers]

    def fits(self, legs: Sequence[Picked], groups: Groups) -> bool:
        """Whether legs make circuits, as few as there may be."""
        return len(self.grouped(legs, groups)) <= groups.circuits

    def cost(self, members: tuple[int, ...], box: str) -> float:
        """What a leg of members into a box costs; inf where it breaks a limit."""
        plan = fed((self._ranges(members),), box, self._rules, self._site.wiring)
        return inf if plan.broken() else plan.cost()

    def reordered(self, leg: Picked, enough: float) -> Picked:
        """A leg of the same members that costs no more than enough, or the cheapest order looked at.

        A leg may cost more than it grew with, where ways off the shortest ones matter (decision 13): another
        order with a part of the members turned often does not.
        """
        best, least = leg, self.cost(leg.members, leg.box)
        turns = combinations(range(len(leg.members) + 1), 2)
        while least > enough and (turn := next(turns, None)) is not None:
            begin, end = turn
            members = leg.members
            turned = (*members[:begin], *members[begin:end][::-1], *members[end:])
            cost = self.cost(turned, leg.box)
            if cost < least:
                best, least = Picked(turned, leg.box), cost
        return best

    def _sized(self, legs: Sequence[Picked]) -> list[Sized]:
        limit, most = self._rules.limit, self._rules.most_of_any_kind()
        return [
            Sized(
                number,
                leg.box,
                sum(limit(one.slot.product).share for one in self._ranges(leg.members)),
                len(leg.members) / most,
            )
            for number, leg in enumerate(legs)
        ]

    def _ranges(self, members: Iterable[int]) -> tuple[PortRange, ...]:
        return tuple(self._members[member] for member in members)
