"""Circuits as members in their order: values that a search exchanges, with what they really cost."""

from collections.abc import Iterator, Sequence
from math import inf

from msgspec import Struct

from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.problem import Route
from designer.core.trunk.labels import OVER_LIMIT
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.wiring import Wiring

Legs = tuple[tuple[int, ...], ...]

MOST_KNOWN = 100_000
"""Costs of so many legs are kept."""


_CLOSE = 0.85
"""Where the least voltage rise takes so much of the limit the exact one is found; else of best plans only."""


class Tour(Struct, frozen=True, gc=False):
    """A circuit: one or two legs from their far ends, the number of their box, their cost."""

    legs: Legs
    box: int
    cost: float


class Tariff:
    """What legs cost with a product, matched exactly; remembered."""

    def __init__(
        self, wiring: Wiring, members: Sequence[PortRange], rules: TrunkRules, estimates: Estimates
    ) -> None:
        self._wiring, self._members, self._rules = wiring, members, rules
        self._estimates = estimates
        self._known: dict[tuple[tuple[int, ...], int], float] = {}
        self._within: set[tuple[tuple[int, ...], int]] = set()
        """Legs that keep the limit of the voltage rise, as was asked."""

    def estimated(self, legs: Sequence[Sequence[int]]) -> tuple[float, int]:
        """What legs cost at least together, and into which box; each ends where that is cheaper."""
        if not legs:
            return 0.0, 0
        best, best_box = inf, 0
        without = sum(map(self._estimates.without_feed, legs))
        for feeds, box in sorted(self._feeds(legs)):
            if without + feeds >= best:
                break
            cost = sum(self._turned(leg, box)[0] for leg in legs)
            if cost < best:
                best, best_box = cost, box
        return best, best_box

    def _feeds(self, legs: Sequence[Sequence[int]]) -> Iterator[tuple[float, int]]:
        """What the end cables of legs cost at least together, wherever they leave, into each box."""
        own = self._estimates.feeds_of
        cheaper = [map(min, own[leg[0]], own[leg[-1]]) for leg in legs]
        yield from ((sum(feeds), box) for box, feeds in enumerate(zip(*cheaper, strict=True)))

    def least(self, legs: Sequence[Sequence[int]], box: int) -> float:
        """What the circuit of legs costs at least: more work than `estimated`, nearer to the truth."""
        return sum(self._least(tuple(self._turned(leg, box)[1]), box) for leg in legs)

    def _least(self, leg: tuple[int, ...], box: int) -> float:
        known = self._known.get((leg, box))
        return self._estimates.by_parts(leg) if known is None else known

    def tour(self, legs: Sequence[Sequence[int]], box: int) -> Tour:
        """The circuit of legs, each turned to the cheaper end."""
        own = tuple(tuple(self._turned(leg, box)[1]) for leg in legs)
        return Tour(own, box, sum(self.exact(leg, box) for leg in own))

    def exact(self, leg: tuple[int, ...], box: int) -> float:
        """What a leg costs; inf where the slack limit or the voltage rise is broken for sure."""
        name = (leg, box)
        if name not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[name] = self._cost(leg, box)
        return self._known[name]

    def holds(self, tour: Tour) -> bool:
        """Whether all legs of a circuit keep the limit of the voltage rise; others cost inf from then on."""
        over = [leg for leg in tour.legs if not self._is_within(leg, tour.box)]
        for leg in over:
            self._known[leg, tour.box] = inf
        return not over

    def _is_within(self, leg: tuple[int, ...], box: int) -> bool:
        if (leg, box) not in self._within:
            rise_pct = self._wiring.rise_pct(self._ranges(leg), self._estimates.boxes[box], self._rules)
            if rise_pct > self._estimates.rises.limit_pct:
                return False
            self._within.add((leg, box))
        return True

    def built(self) -> Iterator[Route]:
        """The legs matched so far that can be built, at what they cost: the cheapest one of each set."""
        least: dict[frozenset[int], Route] = {}
        for (leg, _), cost in self._known.items():
            members = frozenset(leg)
            if cost < inf and (members not in least or cost < least[members].cost):
                least[members] = Route(leg, cost)
        yield from least.values()

    def _cost(self, leg: tuple[int, ...], box: int) -> float:
        cost = self._wiring.least_cost(self._ranges(leg), self._estimates.boxes[box], self._rules)
        rises = self._estimates.rises
        if cost >= OVER_LIMIT:
            return inf
        may_be_high = rises.least_pct(leg) > _CLOSE * rises.limit_pct
        return inf if may_be_high and not self._is_within(leg, box) else cost

    def _ranges(self, leg: tuple[int, ...]) -> tuple[PortRange, ...]:
        return tuple(self._members[member] for member in leg)

    def _turned(self, leg: Sequence[int], box: int) -> tuple[float, Sequence[int]]:
        feeds = self._estimates.feeds[box]
        ways = [leg, leg[::-1]] if feeds[leg[-1]] <= feeds[leg[0]] else [leg[::-1], leg]
        for way in ways:
            cost = self._estimates.of_leg(way, box)
            if cost < inf:
                return cost, way
        return inf, leg
