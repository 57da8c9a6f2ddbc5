"""What circuits of an island with one product cost at least: roughly first, then nearer to the truth."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import inf

from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.generation import CLOSE, Draft, drafted, undrafted
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import FEW, LeastCosts, Problem, Route, are_short, sparse
from designer.core.trunk.columns.survey import MOST_COMPLETE, Surveyor
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

_DRAFT = (18, 6)
"""Legs to begin with have steps to so many inverters from each one, and remember so many, where there is no
floor to begin with."""

_ROUGH = 1e-3
"""Share of the cost that a floor may differ by from that of the linear programme."""

_RISING = 0.002
"""Share of a bound that the voltage rise makes where it limits legs."""

_ROUNDS = 60
"""Rounds of pricing at most."""


class Bounding:
    """Bounds of the inverters of an island with one product, by the groups of their legs."""

    def __init__(
        self,
        site: Site,
        members: Sequence[PortRange],
        rules: TrunkRules,
        surveyor: Surveyor,
    ) -> None:
        """The `surveyor` is one of the same members."""
        self._site, self._members, self._rules = site, members, rules
        self._surveyor = surveyor
        self._floors: dict[Groups, Draft] = {}
        self._bounds: dict[Groups, Bounded] = {}

    @cached_property
    def problem(self) -> Problem:
        """With the places of inverters cut into parts."""
        return self._surveyor.problem(self._rules, parts_for(len(self._members)))

    @cached_property
    def pricer(self) -> Pricer:
        """Of the problem."""
        return Pricer(self.problem)

    @cached_property
    def least(self) -> LeastCosts:
        """Of legs of the problem."""
        return LeastCosts(self.problem)

    @cached_property
    def _whole(self) -> Pricer:
        """Of the problem with the places of each inverter in one."""
        return Pricer(self._surveyor.problem(self._rules, 1))

    def rises_matter(self) -> bool:
        """Whether legs may rise too high."""
        return self.pricer.rises_matter()

    def floor(self, groups: Groups, orders: Sequence[tuple[int, ...]], enough: float) -> float:
        """What no plan of such groups costs less than, found with less work.

        Prices begin with legs of members in such orders. More than `enough` is not shown. What is found is
        where the bound begins.
        """
        start = self._floors.get(groups) or self._begun(groups, orders)
        found = drafted([self._whole], groups, start, _ROUNDS, self._site.pace.silent(), enough, _ROUGH)
        self._floors[groups] = found
        return found.bounded.bound

    def _begun(self, groups: Groups, orders: Sequence[tuple[int, ...]]) -> Draft:
        """Where a floor begins: of pairs of few inverters with prices and legs of another floor, if any.

        Not that of legs without pairs: to grow these exactly takes longer from prices of pairs.
        """
        known = _routes(LeastCosts(self._whole.problem), orders)
        start = undrafted(self._whole.problem, groups, known)
        if not self._floors or not groups.paired() or len(self._members) > MOST_REMEMBERED:
            return start
        *_, other = self._floors.values()
        prices = replace(other.prices, per_load=start.prices.per_load)  # which loads are barred is their own
        return replace(start, prices=prices, routes=(*start.routes, *other.routes))

    def bounded(
        self, groups: Groups, known: Sequence[Route], enough: float, pace: Pace, close: float = CLOSE
    ) -> Bounded:
        """What no plan of such groups costs less than, with the prices that show it; `enough` will do.

        It begins with the floor, and with legs that are known. What has been found is not looked for again.
        It may be as `close` to the linear programme, also where more is asked for later.
        """
        if groups not in self._bounds:
            found = self._drafted(groups, known, enough, pace, close)
            self._bounds[groups] = self._steeply(found, groups, enough, pace).bounded
        return self._bounds[groups]

    def _steeply(self, found: Draft, groups: Groups, enough: float, pace: Pace) -> Draft:
        """What is shown where the voltage rise costs more, if it is what limits legs.

        With centre feeds it hardly shows more than exact legs do, and short ones are grown sooner.
        """
        bound, few = found.bounded.bound, len(self._members) <= MOST_REMEMBERED
        is_of_rise = few and found.of_rise > _RISING * bound
        if bound >= enough or groups.paired() or not is_of_rise or self._are_short(groups):
            return found
        within = (one.members for one in found.routes if self.pricer.rises.allowed(one.members))
        begun = replace(found, routes=tuple(_routes(self.least, within)))  # those of a floor cost less
        steep = drafted([self.pricer.steep()], groups, begun, _ROUNDS, pace, enough)
        return max(found, steep, key=lambda one: one.bounded.bound)

    def _are_short(self, groups: Groups) -> bool:
        """Whether legs are short, and inverters neither few nor many."""
        members = len(self._members)
        return FEW < members <= MOST_REMEMBERED and are_short(members, groups.legs)

    def _drafted(
        self, groups: Groups, known: Sequence[Route], enough: float, pace: Pace, close: float
    ) -> Draft:
        """What the parts of places show more than a floor; of short legs the floor itself.

        What short legs really cost is shown sooner by growing them exactly.
        """
        if enough < inf and self._are_short(groups):
            self.floor(groups, [route.members for route in known], enough)  # it may have been enough for less
            return self._floors[groups]
        floor = self._floors.get(groups)
        if floor is None:
            pricers = [Pricer(sparse(self.problem, *_DRAFT)), self.pricer]
            return drafted(
                pricers, groups, undrafted(self.problem, groups, known), _ROUNDS, pace, enough, close
            )
        legs = [*known, *_routes(self.least, (route.members for route in floor.routes))]
        return drafted([self.pricer], groups, replace(floor, routes=tuple(legs)), _ROUNDS, pace, enough)


def parts_for(members: int) -> int:
    """Places are cut into so many parts each for the bound: the fewer inverters, the finer."""
    limits = ((20, 4), (MOST_REMEMBERED, 3), (MOST_COMPLETE, 2))
    return next((parts for most, parts in limits if members <= most), 1)


def _routes(least: LeastCosts, orders: Iterable[tuple[int, ...]]) -> list[Route]:
    """The legs of members in such orders, at their least costs; none that have a step without an arc."""
    return [route for members in orders if (route := Route(members, least.of(members))).cost < inf]
