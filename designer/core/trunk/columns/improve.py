"""Circuits of inverters that ways join, made better, with a bound of their cost."""

from collections.abc import Sequence
from math import ceil, inf

from designer.core.trunk.circuits import Better, CircuitPlan, Fed, Rank, plan_circuit, rank_of
from designer.core.trunk.columns.field import surveyed_field
from designer.core.trunk.columns.generation import Bounded, bounded
from designer.core.trunk.columns.memories import MOST_REMEMBERED
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import Route, known_leg
from designer.core.trunk.columns.search import SAME, USUAL, Effort, Search
from designer.core.trunk.columns.survey import survey
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

MOST_WHOLE = MOST_REMEMBERED
"""Up to so many inverters are planned all at once."""

ROUNDS = 60
"""Rounds of pricing at most."""


class Task:
    """The inverters of an island with one product: their bound, and plans better than known ones."""

    def __init__(
        self, site: Site, members: Sequence[PortRange], rules: TrunkRules, effort: Effort = USUAL
    ) -> None:
        self._site, self._members, self._rules, self._effort = site, members, rules, effort
        self._index = {one.slot.id: index for index, one in enumerate(members)}
        self.problem = survey(site, members, rules, parts_for(len(members)))
        self._pricer = Pricer(self.problem)
        self._bounds: dict[int, Bounded] = {}

    def least_legs(self) -> int:
        """So many legs are needed at least for the units."""
        return ceil(int(self.problem.load.sum()) / self.problem.capacity)

    def bound(self, most_legs: int) -> float:
        """What no plan of up to so many legs costs less than."""
        return self._bounded(most_legs, ()).bound

    def bounded_from(self, circuits: Sequence[Fed]) -> Bounded:
        """The bound of plans of up to as many legs as the circuits have."""
        legs = sum(len(plan.legs) for _, plan in circuits)
        return self._bounded(legs, self._known(circuits))

    def numbers(self, plan: CircuitPlan) -> tuple[int, ...]:
        """The members of a circuit by number, in a fixed order."""
        return tuple(sorted(self._index[one.slot.id] for leg in plan.legs for one in leg.ranges))

    def excess(self, plan: CircuitPlan, bounded: Bounded) -> float:
        """How much more a circuit costs than the bound gives for its members."""
        return plan.cost() - float(bounded.duals[list(self.numbers(plan))].sum())

    def improved(self, start: Sequence[Fed]) -> Better:
        """A plan better than `start`, or `start`, with its bound.

        Fewest circuits come first: plans of fewer circuits than those of `start` are looked for before
        cheaper ones of as many. Deterministic: counts limit it, not seconds.
        """
        rank = rank_of(plan for _, plan in start)
        found = self.below(rank, self._known(start))
        if found.circuits:
            return found
        return Better(circuits=tuple(start), bound=min(found.bound, rank[3]))

    def below(self, rank: Rank, known: Sequence[Route] = ()) -> Better:
        """A plan that ranks below a known one (no circuits where none is found), and the bound."""
        broken, most_circuits, most_legs, most_cost = rank
        for legs in range(self.least_legs(), most_circuits + 1):
            last = legs == most_legs and not broken
            found, bound = self._searched(legs, most_cost if last else inf, known if last else ())
            if found and rank_of(plan for _, plan in found) < rank:
                return Better(circuits=tuple(found), bound=bound)
            if last:
                return Better(circuits=(), bound=bound)
        return Better(circuits=(), bound=self.bound(most_legs))

    def _searched(self, legs: int, below: float, known: Sequence[Route]) -> tuple[list[Fed], float]:
        """Circuits of up to so many legs that cost less than `below`, and their bound."""
        first = self._bounded(legs, known)
        if first.bound >= below - SAME:
            return [], min(first.bound, below)
        field = surveyed_field(self._site, self.problem)
        is_last = below < inf  # a bound of fewer legs says nothing of the plans that are known
        pace = self._site.pace if is_last else self._site.pace.silent()
        search = Search(self.problem, field, first, self._cost, pace, self._effort)
        found = search.below(below, legs)
        if not found.legs:
            return [], found.bound
        circuits = [(leg.box, self._exact(leg.members, leg.box)) for leg in found.legs]
        return circuits, min(found.bound, sum(plan.cost() for _, plan in circuits))

    def _bounded(self, legs: int, known: Sequence[Route]) -> Bounded:
        if legs not in self._bounds:
            self._bounds[legs] = bounded(self._pricer, legs, known, ROUNDS, 0.5, self._site.pace)
        return self._bounds[legs]

    def _exact(self, members: tuple[int, ...], box: str) -> CircuitPlan:
        ranges = tuple(self._members[member] for member in members)
        return plan_circuit(ranges, box, self._rules, self._site.wiring)

    def _cost(self, members: tuple[int, ...], box: str) -> float:
        plan = self._exact(members, box)
        return plan.cost() if plan.rank()[:2] == (0, 1) else inf

    def _known(self, circuits: Sequence[Fed]) -> list[Route]:
        """The legs of circuits that keep the limits with the product of this task."""
        return [
            known_leg(self.problem, [self._index[r.slot.id] for r in leg.ranges], leg.match.cost)
            for _, plan in circuits
            if not plan.broken()
            for leg in plan.legs
            if leg.rules == self._rules
        ]


def parts_for(members: int) -> int:
    """Places are cut into so many parts each for the bound: the fewer inverters, the finer."""
    return 4 if members <= 20 else 3 if members <= MOST_WHOLE else 1


def product_bound(site: Site, members: Sequence[PortRange], rules: TrunkRules, legs: int) -> float:
    """What no plan of up to so many legs with another product costs less than, roughly."""
    problem = survey(site, members, rules, 1)
    if int(problem.load.sum()) > legs * problem.capacity:
        return inf
    return bounded(Pricer(problem), legs, (), ROUNDS, 0.5, site.pace).bound
