"""The inverters of an island with one product: circuits by annealing, and prices of their legs."""

from collections.abc import Sequence
from math import inf

from designer.core.caching.pace import Pace, unwanted
from designer.core.trunk.circuits import Fed, Offered, Rank, ranked
from designer.core.trunk.columns.annealed import (
    BRIEF_ROUNDS_EACH,
    LONG_ROUNDS_EACH,
    MANY_ROUNDS_EACH,
    ROUNDS_EACH,
    Annealed,
    annealed,
)
from designer.core.trunk.columns.annealing import NONE_ENOUGH, Enough
from designer.core.trunk.columns.assembly import Assembly
from designer.core.trunk.columns.bounding import Bounding
from designer.core.trunk.columns.generation import CLOSE
from designer.core.trunk.columns.groups import Groups, groups_of
from designer.core.trunk.columns.joining import Section, joined
from designer.core.trunk.columns.legs import Legs, Pairs
from designer.core.trunk.columns.loads import loads
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import FEW, Problem, Route, are_short
from designer.core.trunk.columns.redrafting import redrafted
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.columns.tightening import Patience, tightened
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_circuits
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

MOST_WHOLE = MOST_REMEMBERED
"""Up to so many inverters are planned all at once."""

_BEGUN = 0.02
"""Share of the cost that prices to begin with may be from their best: those of exact legs settle sooner."""


class Fleet:
    """Inverters with one product."""

    def __init__(
        self,
        site: Site,
        members: Sequence[PortRange],
        rules: TrunkRules,
        surveyor: Surveyor | None = None,
    ) -> None:
        """A `surveyor` of the same members knows their ways, if others have asked for them."""
        self._site, self._members, self.rules = site, members, rules
        self.assembly = Assembly(site, members, rules)
        self._load, self._capacity = loads(members, rules)
        self._surveyor = surveyor or Surveyor(site, members)
        self._bounding = Bounding(site, members, rules, self._surveyor)
        self._pace = site.pace.silent()  # until what is found counts
        self._annealed: tuple[Fed, ...] = ()
        self._attempts = 0
        """Annealings behind the first one."""
        self._built: tuple[Route, ...] = ()
        """Legs that were built on the way, at what they cost."""

    @property
    def problem(self) -> Problem:
        """With the places of inverters cut into parts."""
        return self._bounding.problem

    def rises_matter(self) -> bool:
        """Whether legs may rise too high."""
        return self._bounding.rises_matter()

    def least_circuits(self) -> int:
        """So many circuits are needed at least for the units."""
        return least_circuits(self._members, [self.rules])

    def rough_prices(self, rank: Rank, known: Sequence[Fed], enough: float = inf) -> Bounded:
        """Prices that show what no plan of as many circuits costs less than, roughly.

        What is known is where they begin. They are good enough once they show that none ranks below.
        """
        return self._bounded(self._groups(*rank[1:3]), self._known(known), min(enough, rank[3]), self._pace)

    def tight_prices(
        self, rank: Rank, known: Sequence[Fed], legs: Legs, patience: Patience, start: Bounded | None = None
    ) -> Bounded:
        """Prices that show what legs really cost; they begin with rough ones where no others are known."""
        start = start or self._bounded(
            self._groups(*rank[1:3]), self._known(known), rank[3], self._pace, _BEGUN
        )
        exact = [*self._exact(known), *self._built]
        return tightened(legs, self._groups(*rank[1:3]), start, exact, rank[3], patience)

    def joined_prices(
        self, rank: Rank, legs: Legs, patience: Patience, sections: Sequence[Section]
    ) -> Bounded | None:
        """Those of sections, made prices of the whole; None where there are none, or no room to tell.

        They are good enough once they show that none ranks below.
        """
        return joined(sections, self._groups(*rank[1:3]), legs, patience, rank[3]) if sections else None

    def with_product(self, circuits: Sequence[Fed]) -> list[Fed]:
        """The same circuits with this product, cut anew where it carries fewer units."""
        return redrafted(circuits, self.rules, self._site.wiring)

    def legs(self, pace: Pace, *, by_box: bool = False) -> Legs:
        """All legs, to be grown at given prices; to each box, or to the cheapest one alone."""
        field = self._surveyor.field(self.problem)

        def join(pairs: Pairs) -> Legs:
            self._join(pairs)
            return self.legs(pace, by_box=by_box)

        return Legs(self._bounding.pricer, field, pace, by_box=by_box, join=join)

    def _join(self, pairs: Pairs) -> None:
        """Arcs between the members of such pairs as well from now on."""
        self._surveyor.join(pairs)
        self._bounding = Bounding(self._site, self._members, self.rules, self._surveyor)

    def _groups(self, circuits: int, any_centred: int) -> Groups:
        """Those of so many circuits, with a leg each or up to two."""
        legs = min(circuits * (1 + any_centred), max(circuits, len(self._members)))
        return groups_of(self._load, circuits, legs, self._capacity)

    def annealed(
        self, start: Sequence[Fed], enough: Enough = NONE_ENOUGH, offered: Offered = unwanted
    ) -> tuple[Fed, ...]:
        """Circuits no worse than `start`, found by annealing; as they are where some break a limit.

        Briefly where legs are short: growing them exactly finds the best plan sooner. Longest where there are
        many inverters and long circuits: too many of their legs are as good to grow them all. What has been
        found so once is not annealed again. The first circuits that are `enough` are offered.
        """
        if len(self._members) <= FEW or tuple(start) == self._annealed:
            return tuple(start)
        rounds = self._rounds_each(len(start))
        return self._kept(
            annealed(self._site, self.problem, start, rounds=rounds, enough=enough, offered=offered)
        )

    def annealed_anew(
        self, start: Sequence[Fed], enough: Enough = NONE_ENOUGH, offered: Offered = unwanted
    ) -> tuple[Fed, ...]:
        """Circuits no worse than `start`: another attempt mostly ends elsewhere."""
        if len(self._members) <= FEW:
            return tuple(start)
        self._attempts += 1
        return self._kept(
            annealed(self._site, self.problem, start, self._attempts, enough=enough, offered=offered)
        )

    def _kept(self, found: Annealed) -> tuple[Fed, ...]:
        if not ranked(found.circuits)[0]:
            self._annealed, self._built = found.circuits, (*self._built, *found.legs)
        return found.circuits

    def _rounds_each(self, circuits: int) -> int:
        few, many = (BRIEF_ROUNDS_EACH, ROUNDS_EACH), (MANY_ROUNDS_EACH, LONG_ROUNDS_EACH)
        short, long = many if len(self._members) > MOST_WHOLE else few
        return short if are_short(len(self._members), circuits) else long

    def of_fewest(self, circuits: Sequence[Fed]) -> tuple[Fed, ...]:
        """Circuits with this product, as few as there may be or as chains lead to, whatever they cost."""
        return annealed(self._site, self.problem, circuits, rounds=0).circuits

    def legs_are_short(self, circuits: Sequence[Fed]) -> bool:
        """Whether all that legs may cost is found out soon: each circuit has a few inverters."""
        return self._are_short(len(circuits))

    def _are_short(self, legs: int) -> bool:
        members = len(self._members)
        return members <= MOST_WHOLE and are_short(members, legs)

    def annealed_briefly(self, start: Sequence[Fed], attempt: int = 0) -> tuple[Fed, ...]:
        """Circuits no worse than `start`: those that a third of the work finds, others with each attempt."""
        if len(self._members) <= FEW:
            return tuple(start)
        found = annealed(self._site, self.problem, start, attempt, rounds=BRIEF_ROUNDS_EACH)
        self._built = (*self._built, *found.legs)
        return found.circuits

    def annealed_longer(self, start: Sequence[Fed], attempt: int) -> tuple[Fed, ...]:
        """Circuits no worse than `start`: several times the usual work, others with each attempt."""
        return annealed(self._site, self.problem, start, attempt, rounds=LONG_ROUNDS_EACH).circuits

    def _bounded(
        self, groups: Groups, known: Sequence[Route], enough: float, pace: Pace, close: float = CLOSE
    ) -> Bounded:
        return self._bounding.bounded(groups, [*known, *self._built], enough, pace, close)

    def _exact(self, circuits: Sequence[Fed]) -> list[Route]:
        """The legs of circuits that keep the limits, at what they cost."""
        legs = [leg for _, plan in circuits if not plan.broken() for leg in plan.legs]
        return [Route(self.assembly.order(leg), leg.match.cost) for leg in legs if leg.rules == self.rules]

    def _known(self, circuits: Sequence[Fed]) -> list[Route]:
        """The legs of circuits that keep the limits with the product of this task, at the least cost."""
        least = self._bounding.least
        return [Route(leg.members, min(least.of(leg.members), leg.cost)) for leg in self._exact(circuits)]
