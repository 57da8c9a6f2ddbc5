"""Circuits of inverters that ways join, made better, with a bound of their cost."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from math import inf

from msgspec.structs import replace

from designer.core.caching.pace import Pace, unwanted
from designer.core.trunk.circuits import (
    CLEARLY,
    Better,
    CircuitPlan,
    Fed,
    Leg,
    Offered,
    Rank,
    fed,
    is_dearer,
    ranked,
)
from designer.core.trunk.columns.annealed import BRIEF_ROUNDS_EACH, annealed
from designer.core.trunk.columns.annealing import NONE_ENOUGH, Enough
from designer.core.trunk.columns.bounding import Bounding
from designer.core.trunk.columns.field import surveyed_field
from designer.core.trunk.columns.groups import Groups, fewest, groups_of
from designer.core.trunk.columns.legs import Legs
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.pairing import Sized, paired
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import FEW, LONG_LEGS, Problem, Route, loads
from designer.core.trunk.columns.redrafting import redrafted
from designer.core.trunk.columns.search import SAME, USUAL, Effort, Picked, Search
from designer.core.trunk.columns.tightening import Patience, tightened
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

MOST_WHOLE = MOST_REMEMBERED
"""Up to so many inverters are planned all at once."""

ATTEMPTS = 4
"""More annealings at most where circuits cost much more than the bound."""

_IMPOSSIBLE = 5e4
"""A bound that only plans which leave out inverters have: there is none."""


class Task:
    """The inverters of an island with one product: their bound, and plans better than known ones."""

    def __init__(
        self, site: Site, members: Sequence[PortRange], rules: TrunkRules, effort: Effort = USUAL
    ) -> None:
        self._site, self._members, self.rules, self._effort = site, members, rules, effort
        self._index = {one.slot.id: index for index, one in enumerate(members)}
        self._load, self._capacity = loads(members, rules)
        self._bounding = Bounding(site, members, rules)
        self._tight: dict[Groups, Bounded] = {}
        """Prices that are tight already where the search begins."""
        self._pace = site.pace.silent()  # until what is found counts
        self._offered: Offered = unwanted
        self._annealed: tuple[Fed, ...] = ()
        self._built: tuple[Route, ...] = ()

    @property
    def problem(self) -> Problem:
        """With the places of inverters cut into parts."""
        return self._bounding.problem

    def floor(self, rank: Rank, best: Sequence[Fed], enough: float) -> float:
        """What no plan of so many circuits and legs costs less than, found with less work.

        Prices begin with the legs of the best plan. More than `enough` is not shown.
        """
        circuits, legs = rank[1:3]
        if int(self._load.sum()) > circuits * self._capacity:
            return inf
        orders = [order for _, plan in best for order in self._orders(plan)]
        carried = [one for one in orders if int(self._load[list(one)].sum()) <= self._capacity]
        return self._bounding.floor(self._groups(circuits, legs), carried, enough)

    def least_circuits(self) -> int:
        """So many circuits are needed at least for the units."""
        return fewest(int(self._load.sum()), self._capacity)

    def rough_prices(self, rank: Rank, known: Sequence[Fed], enough: float = inf) -> Bounded:
        """Prices that show what no plan of as many circuits and legs costs less than, roughly.

        What is known is where they begin. They are good enough once they show that none ranks below.
        """
        return self._bounded(self._groups(*rank[1:3]), self._known(known), min(enough, rank[3]), self._pace)

    def tight_prices(self, rank: Rank, known: Sequence[Fed], legs: Legs, patience: Patience) -> Bounded:
        """Prices that show what legs really cost."""
        start = self.rough_prices(rank, known)
        exact = [*self._exact(known), *self._built]
        return tightened(legs, self._groups(*rank[1:3]), start, exact, rank[3], patience)

    def with_product(self, circuits: Sequence[Fed]) -> list[Fed]:
        """The same circuits with the product of this task, cut anew where it carries fewer units."""
        return redrafted(circuits, self.rules, self._site.wiring)

    def legs(self, pace: Pace) -> Legs:
        """All legs, to be grown at given prices."""
        return Legs(self.problem, surveyed_field(self._site, self.problem), pace)

    def _groups(self, circuits: int, legs: int) -> Groups:
        return groups_of(self._load, circuits, legs, self._capacity)

    def numbers(self, plan: CircuitPlan) -> tuple[int, ...]:
        """The members of a circuit by number, in a fixed order."""
        return tuple(sorted(self._index[one.slot.id] for leg in plan.legs for one in leg.ranges))

    def rivalling(self, best: Sequence[Fed], pace: Pace, offered: Offered = unwanted) -> Better:
        """A plan better than one with any product, or that one; the bound of this product.

        The pace hears of bounds, and good plans are `offered` while the best is looked for. Fewest circuits
        come first: plans of fewer than those of `best` are looked for before cheaper ones of as many.
        Deterministic: counts limit it, not seconds.
        """
        self._pace, self._offered = pace, offered
        draft = self.with_product(best)
        rank = ranked(best)
        if self._is_least(rank):
            shown = self.rough_prices(rank, draft)
            if shown.bound < rank[3] and not self._annealed and is_dearer(draft, best):
                groups = self._groups(*rank[1:3])
                # at their least costs its legs guide the prices, whatever it really costs with this product
                shown = tightened(self.legs(pace), groups, shown, self._known(draft), rank[3])
                self._tight[groups] = shown
            if shown.bound >= rank[3]:
                return Better(circuits=tuple(best), bound=shown.bound)
        start = min(self._annealed or self.annealed(draft), tuple(draft), key=ranked)
        if self._is_least(ranked(start)):
            start = self._annealed_again(start)
        circuits = min(start, tuple(best), key=ranked)
        if ranked(circuits) < rank:
            offered(circuits)
        found = self.below(ranked(circuits), self._known(start))
        return found if found.circuits else Better(circuits=circuits, bound=found.bound)

    def _annealed_again(self, start: tuple[Fed, ...]) -> tuple[Fed, ...]:
        """Circuits that cost little more than their bound: else more attempts are worth the time."""
        rank = ranked(start)
        # the best plan of short legs is found sooner by growing them exactly
        for attempt in range(1, ATTEMPTS + 1 if len(self._members) >= LONG_LEGS * rank[2] else 1):
            rank = ranked(start)
            bound = self._bounded(self._groups(*rank[1:3]), self._known(start), rank[3], self._pace).bound
            if bound >= rank[3] * (1 - CLEARLY):
                break
            found = annealed(self._site, self.problem, start, attempt)
            start = self._annealed = found.circuits
            self._built = (*self._built, *found.legs)
        return start

    def _is_least(self, rank: Rank) -> bool:
        """Whether no plan has fewer circuits or legs, and none that breaks fewer limits."""
        return rank[:3] == (0, self.least_circuits(), self.least_circuits())

    def annealed(
        self, start: Sequence[Fed], enough: Enough = NONE_ENOUGH, offered: Offered = unwanted
    ) -> tuple[Fed, ...]:
        """Circuits no worse than `start`, found by annealing; as they are where some break a limit.

        What has been found so once is not annealed again. The first circuits that are `enough` are offered.
        """
        if len(self._members) <= FEW or tuple(start) == self._annealed:
            return tuple(start)
        found = annealed(self._site, self.problem, start, enough=enough, offered=offered)
        if not ranked(found.circuits)[0]:
            self._annealed, self._built = found.circuits, (*self._built, *found.legs)
        return found.circuits

    def annealed_briefly(self, start: Sequence[Fed]) -> tuple[Fed, ...]:
        """Circuits no worse than `start`: those that a third of the work finds."""
        if len(self._members) <= FEW:
            return tuple(start)
        found = annealed(self._site, self.problem, start, rounds=BRIEF_ROUNDS_EACH)
        self._built = (*self._built, *found.legs)
        return found.circuits

    def below(self, rank: Rank, known: Sequence[Route] = ()) -> Better:
        """A plan that ranks below a known one (no circuits where none is found), and the bound."""
        broken, circuits, legs, cost = rank
        for groups in self._fewer(circuits, legs, any_broken=broken > 0):
            better = self._searched(groups, inf, ())
            if better.circuits and ranked(better.circuits) < rank:
                return self._finished(better)
        return self._searched(self._groups(circuits, legs), cost if not broken else inf, known)

    def _fewer(self, circuits: int, legs: int, *, any_broken: bool) -> Iterator[Groups]:
        """Fewer circuits, with second legs if need be; then as many, without any, with one less or all."""
        for fewer in range(self.least_circuits(), circuits):
            yield self._groups(fewer, fewer)
            yield self._groups(fewer, 2 * fewer)
        if legs > circuits:
            yield self._groups(circuits, circuits)
        if legs - 1 > circuits and not any_broken:
            yield self._groups(circuits, legs - 1)
        if any_broken and legs < 2 * circuits:
            yield self._groups(circuits, 2 * circuits)

    def _finished(self, better: Better) -> Better:
        """A plan of fewer circuits or legs than before, made as cheap and as few as can be."""
        further = self.below(ranked(better.circuits), self._known(better.circuits))
        return further if further.circuits else replace(better, bound=max(better.bound, further.bound))

    def _searched(self, groups: Groups, below: float, known: Sequence[Route]) -> Better:
        """Circuits that cost less than `below` (none where none are found), and their bound."""
        is_last = below < inf  # a bound of fewer circuits says nothing of the plans that are known
        pace = self._pace if is_last else self._pace.silent()
        first = self._bounded(groups, known, below, pace)
        if first.bound >= min(below - SAME, _IMPOSSIBLE):
            return Better(circuits=(), bound=min(first.bound, below))
        legs = self.legs(pace)
        tight = self._tight.pop(groups, None)
        if tight is None:
            tight = tightened(legs, groups, first, [*known, *self._built], below)
        if tight.bound >= below - SAME:
            return Better(circuits=(), bound=min(tight.bound, below))
        heard = self._offering(groups) if is_last else unwanted
        found = Search(legs, tight, groups, self, self._effort, heard).below(below)
        circuits = self._circuits(found.legs, groups)
        bound = min([found.bound, *([sum(plan.cost() for _, plan in circuits)] if circuits else [])])
        return Better(circuits=tuple(circuits), bound=bound)

    def _offering(self, groups: Groups) -> Callable[[Sequence[Picked]], None]:
        """Offers the circuits that legs make, where somebody listens."""
        if self._offered is unwanted:
            return unwanted
        return lambda legs: self._offered(self._circuits(legs, groups))

    def _circuits(self, legs: Sequence[Picked], groups: Groups) -> list[Fed]:
        """The circuits that legs make."""
        return [self.fed(own) for own in self.grouped(legs, groups)]

    def fed(self, legs: Sequence[Picked]) -> Fed:
        """The circuit of legs that are led to one box."""
        ranges = tuple(self._ranges(leg.members) for leg in legs)
        return legs[0].box, fed(ranges, legs[0].box, self.rules, self._site.wiring)

    def picked(self, circuit: Fed) -> tuple[Picked, ...]:
        """The legs of a circuit."""
        box, plan = circuit
        return tuple(Picked(self._order(leg), box) for leg in plan.legs)

    def grouped(self, legs: Sequence[Picked], groups: Groups) -> list[tuple[Picked, ...]]:
        """The legs of each circuit that they make, as few circuits as there may be."""
        numbers = paired(self._sized(legs), fewest=groups.paired())
        return [tuple(legs[number] for number in own) for own in numbers]

    def fits(self, legs: Sequence[Picked], groups: Groups) -> bool:
        """Whether legs make circuits, as few as there may be."""
        return len(self.grouped(legs, groups)) <= groups.circuits

    def _sized(self, legs: Sequence[Picked]) -> list[Sized]:
        limit = self.rules.limit
        return [
            Sized(number, leg.box, sum(limit(one.slot.product).share for one in self._ranges(leg.members)))
            for number, leg in enumerate(legs)
        ]

    def _bounded(self, groups: Groups, known: Sequence[Route], enough: float, pace: Pace) -> Bounded:
        return self._bounding.bounded(groups, [*known, *self._built], enough, pace)

    def _exact(self, circuits: Sequence[Fed]) -> list[Route]:
        """The legs of circuits that keep the limits, at what they cost."""
        legs = [leg for _, plan in circuits if not plan.broken() for leg in plan.legs]
        return [Route(self._order(leg), leg.match.cost) for leg in legs if leg.rules == self.rules]

    def _order(self, leg: Leg) -> tuple[int, ...]:
        return tuple(self._index[one.slot.id] for one in leg.ranges)

    def _orders(self, plan: CircuitPlan) -> list[tuple[int, ...]]:
        """The legs of a circuit, and where there are two these joined to one, turned as they please."""
        legs = [self._order(leg) for leg in plan.legs]
        if len(legs) != 2:
            return legs
        one, other = legs
        return [*legs, *((*a, *b) for a in (one, one[::-1]) for b in (other, other[::-1]))]

    def _ranges(self, members: Iterable[int]) -> tuple[PortRange, ...]:
        return tuple(self._members[member] for member in members)

    def cost(self, members: tuple[int, ...], box: str) -> float:
        """What a leg of members into a box costs; inf where it breaks a limit."""
        plan = fed((self._ranges(members),), box, self.rules, self._site.wiring)
        return inf if plan.broken() else plan.cost()

    def reordered(self, leg: Picked, enough: float) -> Picked:
        """A leg of the same members that costs no more than enough, or the cheapest order looked at.

        A growing leg may have links that keep the voltage rise within its limit, which the cheapest match has
        not: where that breaks the limit, another order with a part of the members turned often does not.
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

    def _known(self, circuits: Sequence[Fed]) -> list[Route]:
        """The legs of circuits that keep the limits with the product of this task."""
        legs = [leg for _, plan in circuits if not plan.broken() for leg in plan.legs]
        orders = [(self._order(leg), leg.match.cost) for leg in legs if leg.rules == self.rules]
        return [Route(order, min(self._bounding.least.of(order), cost)) for order, cost in orders]
