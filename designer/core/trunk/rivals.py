"""Products that may be used for the inverters of a small island, searched by turns."""

from collections.abc import Sequence
from functools import partial
from math import inf

from designer.core.trunk.circuits import (
    CLEARLY,
    Better,
    Fed,
    Offered,
    Rank,
    ranked,
)
from designer.core.trunk.columns.problem import FEW
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rise_limits import is_too_far
from designer.core.trunk.rival import Rival
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site
from designer.core.trunk.telling import Telling

_IN_VAIN = 2
"""So many attempts to anneal longer find nothing better one after the other before no other follows."""

_SHOWN_SOON = 0.0025
"""Share of the cost that prices mostly show soon above a floor."""

_TOLD_APART = 3
"""Products by what they cost at least: others are dearer by far."""


class Rivals:
    """Products for all inverters of a small island: the one that may be cheapest has its turn first.

    What it leads to is often less than others cost at least, which then need no search.
    """

    def __init__(self, site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> None:
        self._site, self._members, self._products = site, members, products
        surveyor = Surveyor(site, members)
        feeds = [(one, site.least_feed_mm(one)) for one in members]
        able = [rules for rules in products if not any(is_too_far(*own, rules) for own in feeds)]
        self._few = len(members) <= FEW
        self._telling = Telling(site.pace if able else site.pace.silent())  # else bounds are those of no plan
        rivals = (Rival(site, members, rules, surveyor) for rules in able or products)
        self._rivals = sorted(rivals, key=lambda one: one.simple)

    def drafted(self, group: Sequence[Fed], offered: Offered) -> tuple[Fed, ...]:
        """Circuits no worse than `group`, annealed; they are offered.

        Mostly they are nearly as good as the best, which take longer.
        """
        offers = _Offers(group, self._offering(offered))
        self._stand_beside(group)
        best = self._annealed_with_each(tuple(group), offers)
        self._offer(best, offers)
        return best

    def improved(self, drafted: tuple[Fed, ...], offered: Offered) -> Better:
        """Circuits no worse than those drafted, and what none with any of the products cost less than."""
        best, offers = drafted, _Offers(drafted, self._offering(offered))
        waiting = list(self._rivals)
        self._stand_beside(best)
        while waiting:
            rank = ranked(best)
            rival = waiting.pop(self._most_promising(waiting, best)[0])
            for other in waiting:  # what all cost at least is no more than what they do
                other.draft(best, rank[3] * (1 - CLEARLY))
            others = min((one.least(rank) for one in self._rivals if one is not rival), default=inf)
            best = rival.against(best, self._telling.pace.at_most(min(others, rank[3])), offers)
            self._stand_beside(best)
            for other in waiting:
                other.learn(rival)
            offers(best)
            self._tighten_with_centre_feeds(best)
            if ranked(best)[:3] < rank[:3]:  # others may have no plan of so few circuits
                for other in self._rivals:
                    other.remind(best)
        best = self._annealed_longer(best, offers)
        return self._with_centre_feeds(Better(circuits=best, bound=self._least(ranked(best))))

    def _annealed_longer(self, best: tuple[Fed, ...], offered: Offered) -> tuple[Fed, ...]:
        """Circuits no worse, with any product that may be clearly cheaper than they are.

        Where a search ends so far from its bound, its linear programme has led it nowhere.
        """
        attempt = vain = 0
        while vain < _IN_VAIN and (hopeful := self._hopeful(ranked(best))):
            attempt += 1
            before = ranked(best)
            for rival in hopeful:
                best = rival.annealed_longer(best, attempt)
            vain = 0 if ranked(best) < before else vain + 1
            offered(best)
        return best

    def _hopeful(self, rank: Rank) -> list[Rival]:
        """Products that may be clearly cheaper; none for few inverters, or where circuits break a limit."""
        if rank[0] or self._few:
            return []
        return [one for one in self._rivals if one.least(rank) < rank[3] * (1 - CLEARLY)]

    def _offering(self, offered: Offered) -> Offered:
        """Offers circuits once what was told of a bound holds beside them."""

        def offer(circuits: Sequence[Fed]) -> None:
            self._telling.take(circuits)
            offered(circuits)

        return offer

    def _stand_beside(self, circuits: Sequence[Fed]) -> None:
        """These are at hand: tell what holds beside them, with what plans with centre feeds cost at least."""
        broken, _, any_centred, cost = ranked(circuits)
        least = inf
        if not broken and not any_centred:
            least = self._least_with_centre_feeds(circuits)
        self._telling.beside(circuits, least if least < cost / (1 + CLEARLY) else inf)

    def _least_with_centre_feeds(self, circuits: Sequence[Fed]) -> float:
        """What plans of as many circuits, any of them fed in its middle, cost at least, roughly.

        No more is found out than that they do not cost clearly less.
        """
        _, number, _, cost = ranked(circuits)
        least = cost / (1 + CLEARLY)
        for rival in self._rivals:
            least = min(least, rival.promise_with_centre_feeds(number, least, circuits))
        return least

    def _tighten_with_centre_feeds(self, circuits: Sequence[Fed]) -> None:
        """Show more of what plans with centre feeds cost at least, before they are looked for."""
        rank = ranked(circuits)
        if rank[0] or rank[2]:
            return
        centred = (0, rank[1], 1, rank[3] / (1 + CLEARLY))
        for rival in self._rivals:
            if rival.least(centred) < centred[3]:
                rival.tighten_with_centre_feeds(rank[1], centred[3])
        self._stand_beside(circuits)
        self._telling.pace.tell(self._least(rank))

    def _with_centre_feeds(self, found: Better) -> Better:
        """Circuits fed in their middle instead, where these cost clearly less: a feed more is some work.

        So they count that much more in the bound of others.
        """
        rank = ranked(found.circuits)
        if rank[0]:
            return Better(circuits=found.circuits, bound=min(one.simple for one in self._rivals))
        if rank[2]:
            return found
        best, below, least = found.circuits, rank[3] / (1 + CLEARLY), inf
        centred = (0, rank[1], 1, below)
        for rival in self._rivals:
            if rival.least(centred) >= below:
                continue
            others = min((one.least(centred) for one in self._rivals if one is not rival), default=inf)
            pace = self._telling.with_centre_feeds(others, found.bound)
            better = rival.fed_in_the_middle(rank[1], below, pace)
            if better.circuits:
                best, below = better.circuits, ranked(better.circuits)[3]
            if better.bound < below:
                least = min(least, better.bound)
        *_, any_centred, cost = ranked(best)
        least *= 1 if any_centred else 1 + CLEARLY
        without = max(found.bound, self._least(rank))
        return Better(circuits=best, bound=min(cost, without, least))

    def _least(self, rank: Rank) -> float:
        """What is known that plans cost at least, up to a plan that is known."""
        return min(rank[3], *(one.least(rank) for one in self._rivals))

    def _annealed_with_each(self, best: tuple[Fed, ...], offered: Offered) -> tuple[Fed, ...]:
        """A plan to begin with, annealed with each product that may be cheaper than what is known by then.

        The less it costs, the sooner products show that they cost more. One that is near what all cost at
        least is offered as soon as it is found.
        """
        waiting, least = list(self._rivals), inf
        while waiting:
            number, floor = self._most_promising(waiting, best)
            rival = waiting.pop(number)
            if rival.least(ranked(best)) == inf:
                continue  # it needs more circuits
            if rival.only_cost_counts(ranked(best)):
                if floor >= ranked(best)[3]:
                    break
                if floor > (1 + CLEARLY) * least and rival.is_dearer(best) and not rival.may_be_cheaper(best):
                    continue
            elif rival.cannot_take_its_place(best, floor):
                continue
            own = self._annealed_with(rival, best, partial(self._offer, offered=offered))
            best = min(best, own, key=ranked)
            least = min(least, floor)
        return best

    def _annealed_with(self, rival: Rival, best: tuple[Fed, ...], offered: Offered) -> tuple[Fed, ...]:
        """Circuits with one product, annealed once more where they cost much more than all do at least.

        Where that much is missing, or little and prices do not show it. These are needed later anyway.
        """
        good = (1 + CLEARLY) * self._least_of_fewest(best)
        near = min(good, (1 + CLEARLY) * self._telling.most)
        own = rival.annealed(best, near, offered)
        if rival.ended_dear(own, good) and not self._is_soon_near(own, good):
            own = rival.annealed_anew(own, near, offered)
        return own

    def _is_soon_near(self, circuits: Sequence[Fed], good: float) -> bool:
        """Whether they cost little more than `good` ones, and prices show that this is near what all cost."""
        rank = ranked(circuits)
        if rank[3] > (1 + _SHOWN_SOON) * good:
            return False
        for one in self._rivals:
            one.draft(circuits, rank[3] / (1 + CLEARLY))
        return rank[3] <= (1 + CLEARLY) * self._least(rank)

    def _least_of_fewest(self, best: Sequence[Fed]) -> float:
        """What plans of as few circuits as there may be, none fed in its middle, cost at least, roughly."""
        least = inf
        for number, one in enumerate(self._rivals):
            looked_at = number < _TOLD_APART  # of others what is known at once will do
            least = min(least, one.promise(best, least if looked_at else 0.0))
        return least

    def _offer(self, circuits: Sequence[Fed], offered: Offered) -> None:
        """Offer circuits, and say what any cost at least beside them."""
        offered(circuits)
        self._stand_beside(circuits)
        self._telling.pace.tell(self._least(ranked(circuits)))

    def _most_promising(self, rivals: Sequence[Rival], best: Sequence[Fed]) -> tuple[int, float]:
        """Number and floor of the one whose plans may cost least, as far as that is told with little work.

        Others need show no more than that they cost more, or that they cost more than the best plan, clearly
        more where that has centre feeds. Where it has those, or more circuits than may be needed, plans
        without count.
        """
        floors = list[float]()
        for rival in rivals[:_TOLD_APART]:
            floors.append(rival.promise(best, min(floors, default=inf)))
        return floors.index(min(floors)), min(floors)


class _Offers:
    """Hears of circuits, and offers those that are better than all before."""

    def __init__(self, known: Sequence[Fed], offered: Offered) -> None:
        self._rank, self._offered = ranked(known), offered

    def __call__(self, circuits: Sequence[Fed]) -> None:
        rank = ranked(circuits)
        if rank < self._rank:
            self._rank = rank
            self._offered(circuits)
