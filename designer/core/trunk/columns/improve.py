"""Circuits of inverters that ways join, made better, with a bound of their cost."""

from collections.abc import Callable, Sequence
from math import inf

from msgspec.structs import replace

from designer.core.caching.pace import Pace, unwanted
from designer.core.trunk.circuits import (
    CLEARLY,
    SAME,
    Better,
    Fed,
    Offered,
    Rank,
    is_dearer,
    ranked,
)
from designer.core.trunk.columns.fleet import Fleet
from designer.core.trunk.columns.groups import Groups, none_below
from designer.core.trunk.columns.legs import Legs
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import FEW
from designer.core.trunk.columns.search import OF_FEW, USUAL, Effort, Picked, Search
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.columns.tightening import tightened
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

ATTEMPTS = 4
"""More annealings at most where circuits cost much more than the bound."""


class Task(Fleet):
    """The inverters of an island with one product: their bound, and plans better than known ones."""

    def __init__(
        self,
        site: Site,
        members: Sequence[PortRange],
        rules: TrunkRules,
        surveyor: Surveyor | None = None,
        effort: Effort | None = None,
    ) -> None:
        """A `surveyor` of the same members knows their ways, if others have asked for them."""
        super().__init__(site, members, rules, surveyor)
        self._effort = effort or (OF_FEW if len(members) <= FEW else USUAL)
        self._tight: dict[Groups, Bounded] = {}
        """Prices that are tight already where the search begins."""
        self._offered: Offered = unwanted
        self._none_below: dict[Groups, tuple[float, float]] = {}
        """Costs below which no plans of such groups were found, and what they cost at least."""
        self.impossible: set[Groups] = set()
        """Groups that no plan keeps the limits with."""
        self.shown: dict[tuple[int, int], float] = {}
        """What plans of up to so many circuits, 1 where any is fed in its middle, cost at least."""

    def floor(self, rank: Rank, best: Sequence[Fed], enough: float) -> float:
        """What no plan of so many circuits costs less than, found with less work.

        Prices begin with the legs of the best plan. More than `enough` is not shown.
        """
        circuits, any_centred = rank[1:3]
        if int(self._load.sum()) > circuits * self._capacity:
            return inf
        orders = [order for _, plan in best for order in self.assembly.orders(plan)]
        carried = [one for one in orders if int(self._load[list(one)].sum()) <= self._capacity]
        return self._bounding.floor(self._groups(circuits, any_centred), carried, enough)

    def drafted_prices(self, rank: Rank, best: Sequence[Fed], enough: float, pace: Pace) -> Bounded:
        """Prices that show what no plan of as many circuits as the best one costs less than.

        Rough ones, or tight ones where they do not show `enough` and that plan costs clearly more with this
        product.
        """
        groups, draft = self._groups(*rank[1:3]), self.with_product(best)
        if groups in self._tight:
            return self._tight[groups]
        rough = self._bounded(groups, self._known(draft), rank[3], pace)
        if rough.bound >= enough or self._annealed or not is_dearer(draft, best):
            return rough
        self._tight[groups] = tightened(self.legs(pace), groups, rough, self._exact(draft), rank[3])
        return self._tight[groups]

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
            shown = self.drafted_prices(rank, best, rank[3], pace).bound
            if shown >= rank[3]:
                return Better(circuits=tuple(best), bound=shown)
        start = min(self._annealed or self.annealed(draft), tuple(draft), key=ranked)
        if ranked(start) < rank:
            offered(start)
        if self._is_least(ranked(start)):
            start = self._annealed_again(start)
        circuits = min(start, tuple(best), key=ranked)
        if ranked(circuits) < rank:
            offered(circuits)
        found = self.below(ranked(circuits), start)
        return found if found.circuits else Better(circuits=circuits, bound=found.bound)

    def _annealed_again(self, start: tuple[Fed, ...]) -> tuple[Fed, ...]:
        """Circuits that cost little more than their bound: else more attempts are worth the time.

        Where one finds nothing better the next ones hardly do.
        """
        if self.legs_are_short(start):
            return start
        for _ in range(ATTEMPTS):
            rank = ranked(start)
            bound = self._bounded(self._groups(*rank[1:3]), self._known(start), rank[3], self._pace).bound
            if bound >= rank[3] * (1 - CLEARLY):
                break
            start = self.annealed_anew(start)
            if ranked(start) >= rank:
                break
        return start

    def _is_least(self, rank: Rank) -> bool:
        """Whether no plan has fewer circuits, breaks fewer limits or alone does without a centre feed."""
        return rank[:3] == (0, self.least_circuits(), 0)

    def below(self, rank: Rank, start: Sequence[Fed] = ()) -> Better:
        """A plan that ranks below a known one (no circuits where none is found), and the bound.

        Prices begin with the legs of `start`.
        """
        broken, circuits, any_centred, cost = rank
        for fewer in range(self.least_circuits(), circuits + bool(broken)):
            better = self._fewest(fewer)
            if better.circuits and ranked(better.circuits) < rank:
                return self._finished(better)
        if broken:
            return self._unbroken(rank)
        if any_centred:
            return self._below_centred(rank, start)
        return self._searched(self._groups(circuits, 0), cost, start, is_last=True)

    def _fewest(self, circuits: int) -> Better:
        """The cheapest plan of so few circuits, with centre feeds only where these cost clearly less.

        Plans without are among those with centre feeds, and where the voltage rise matters all of these are
        found sooner: their legs are shorter.
        """
        without, centred = self._groups(circuits, 0), self._groups(circuits, 1)
        if not self.rises_matter():
            found = self._looked_for(without, inf)
            return found if found.circuits else self._looked_for(centred, inf)
        found = self._looked_for(centred, inf)
        if centred in self.impossible:
            self.impossible.add(without)
            return found
        if not found.circuits:
            return self._looked_for(without, inf)
        _, fewer, any_centred, cost = ranked(found.circuits)
        if fewer < circuits or not any_centred:
            return found
        better = self._looked_for(without, (1 + CLEARLY) * cost)
        return better if better.circuits else found

    def _below_centred(self, rank: Rank, start: Sequence[Fed]) -> Better:
        """A plan that ranks below one with centre feeds: hardly dearer without them, or cheaper.

        What plans cost at least with centre feeds, those without cost as well: mostly it shows that there is
        neither.
        """
        _, circuits, _, cost = rank
        most, centred = (1 + CLEARLY) * cost, self._groups(circuits, 1)
        tight = self._tight[centred] = self._tightly(centred, start, most, self._pace)
        if tight.bound >= most - SAME:
            self.shown[circuits, 1] = max(tight.bound, self.shown.get((circuits, 1), 0.0))
            return Better(circuits=(), bound=cost)
        without = self._looked_for(self._groups(circuits, 0), most)
        if without.circuits:
            return self._finished(without)
        return self._searched(centred, cost, start, is_last=True)

    def tight_with_centre_feeds(self, circuits: int, below: float) -> float:
        """What so many circuits with centre feeds cost at least, by prices that their search begins with."""
        groups = self._groups(circuits, 1)
        self._tight[groups] = self._tightly(groups, (), below, self._pace.silent())
        return self._tight[groups].bound

    def fed_in_the_middle(self, circuits: int, below: float, pace: Pace) -> Better:
        """So many circuits with centre feeds that cost less than `below`; none where none are found.

        The pace hears of bounds.
        """
        self._pace, self._offered = pace, unwanted
        return self._searched(self._groups(circuits, 1), below, is_last=True)

    def _unbroken(self, rank: Rank) -> Better:
        """A plan of more circuits that breaks no limit, where one of as many as are known always does."""
        _, circuits, any_centred, _ = rank
        if self._each_holds_alone():
            for more in range(circuits + 1, len(self._members) + 1):
                better = self._fewest(more)
                if better.circuits:
                    return self._finished(better)
        return self._looked_for(self._groups(circuits, any_centred), inf)

    def _looked_for(self, groups: Groups, below: float) -> Better:
        """Circuits of such groups that cost less; none at once where none were found before."""
        if groups in self.impossible:
            return Better(circuits=(), bound=below)
        most, bound = self._none_below.get(groups, (0.0, 0.0))
        if below <= most:
            return Better(circuits=(), bound=min(bound, below))
        found = self._searched(groups, below)
        kind = (groups.circuits, int(groups.legs > groups.circuits))
        self.shown[kind] = max(found.bound, self.shown.get(kind, 0.0))
        if not found.circuits:
            self._none_below[groups] = below, found.bound
        return found

    def _each_holds_alone(self) -> bool:
        """Whether a leg of its own keeps all limits, for each inverter."""
        boxes = self._site.boxes_for(self._members)
        return all(
            min(self.assembly.cost((one,), box) for box in boxes) < inf for one in range(len(self._members))
        )

    def _finished(self, better: Better) -> Better:
        """A plan of fewer circuits, or without centre feeds, made as cheap and of as few as can be."""
        cost = ranked(better.circuits)[3]
        self._offered(better.circuits)
        if better.bound >= cost - SAME:
            self._pace.tell(min(better.bound, cost))
            return better
        further = self.below(ranked(better.circuits), better.circuits)
        return further if further.circuits else replace(better, bound=max(better.bound, further.bound))

    def _searched(
        self, groups: Groups, below: float, start: Sequence[Fed] = (), *, is_last: bool = False
    ) -> Better:
        """Circuits that cost less than `below` (none where none are found), and their bound.

        What is found on the way is told of the `last` groups: a bound of others says nothing of known plans.
        """
        pace = self._pace if is_last else self._pace.silent()
        tight = self._tightly(groups, start, below, pace)
        if tight.bound >= none_below(below - SAME):
            return self._none(groups, tight.bound, below)
        heard = self._offering(groups) if is_last else unwanted
        effort = self._effort.narrowly() if self._are_short(groups.legs) else self._effort
        found = Search(self._legs_of(groups, pace), tight, groups, self.assembly, effort, heard).below(below)
        circuits = self._circuits(found.legs, groups)
        bound = min([found.bound, *([sum(plan.cost() for _, plan in circuits)] if circuits else [])])
        return Better(circuits=tuple(circuits), bound=bound)

    def _tightly(self, groups: Groups, start: Sequence[Fed], below: float, pace: Pace) -> Bounded:
        """Prices that show what legs really cost, or rough ones where these show that no plan costs less.

        Those that were kept, whatever cost they were to show.
        """
        kept = self._tight.pop(groups, None)
        if kept is not None:
            return kept
        rough = self._bounded(groups, self._known(start), below, pace)
        if rough.bound >= none_below(below - SAME):
            return rough
        known = [*self._exact(start), *self._built]
        return tightened(self._legs_of(groups, pace), groups, rough, known, below)

    def _legs_of(self, groups: Groups, pace: Pace) -> Legs:
        """Legs to be grown for such groups; two of a circuit lead to the same box."""
        return self.legs(pace, by_box=groups.paired())

    def _none(self, groups: Groups, bound: float, below: float) -> Better:
        """No circuits of such groups that cost less, as is proven."""
        if below == inf:
            self.impossible.add(groups)
        return Better(circuits=(), bound=min(bound, below))

    def _offering(self, groups: Groups) -> Callable[[Sequence[Picked]], None]:
        """Offers the circuits that legs make, where somebody listens."""
        if self._offered is unwanted:
            return unwanted
        return lambda legs: self._offered(self._circuits(legs, groups))

    def _circuits(self, legs: Sequence[Picked], groups: Groups) -> list[Fed]:
        """The circuits that legs make."""
        return [self.assembly.fed(own) for own in self.assembly.grouped(legs, groups)]
