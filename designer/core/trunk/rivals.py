"""Products that may be used for the inverters of a small island, searched by turns."""

from collections.abc import Container, Sequence
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from designer.core.caching.pace import Pace, unwanted
from designer.core.trunk.circuits import (
    CLEARLY,
    Better,
    Fed,
    Offered,
    Rank,
    is_dearer,
    pay_for_rise,
    ranked,
)
from designer.core.trunk.columns.problem import FEW
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

if TYPE_CHECKING:
    from designer.core.trunk.columns.groups import Groups
    from designer.core.trunk.columns.improve import Task


_TOLD_APART = 3
"""Products by what they cost at least: others are dearer by far."""


class Rivals:
    """Products for all inverters of a small island: the one that may be cheapest has its turn first.

    What it leads to is often less than others cost at least, which then need no search.
    """

    def __init__(self, site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> None:
        self._site, self._members, self._products = site, members, products
        surveyor = Surveyor(site, members)
        able = [rules for rules in products if _holds_each(site, members, rules)]
        self._few = len(members) <= FEW
        self._pace = site.pace if able else site.pace.silent()  # else bounds are those of no plan
        rivals = (_Rival(site, members, rules, surveyor) for rules in able or products)
        self._rivals = sorted(rivals, key=lambda one: one.simple)

    def improved(self, group: Sequence[Fed], offered: Offered) -> Better:
        """Circuits no worse than `group`, and what none with any of the products cost less than.

        Those annealed are offered: mostly they are nearly as good as the best, which take longer.
        """
        offers = _Offers(group, offered)
        self._hush(group)
        best = self._drafted(tuple(group), offers)
        self._hush(best)
        self._offer(best, offers)
        waiting = list(self._rivals)
        while waiting:
            rank = ranked(best)
            rival = waiting.pop(self._most_promising(waiting, best)[0])
            for other in waiting:  # what all cost at least is no more than what they do
                other.draft(best, rank[3] * (1 - CLEARLY))
            others = min((one.least(rank) for one in self._rivals if one is not rival), default=inf)
            best = rival.against(best, self._pace.at_most(min(others, rank[3])), offers)
            self._hush(best)
            for other in waiting:
                other.learn(rival)
            if waiting:
                offers(best)
            if ranked(best)[:3] < rank[:3]:  # others may have no plan of so few circuits
                for other in self._rivals:
                    other.remind(best)
        return self._with_centre_feeds(Better(circuits=best, bound=self._least(ranked(best))))

    def _hush(self, circuits: Sequence[Fed]) -> None:
        """Tell of no more bounds where they may be those of plans without centre feeds only."""
        if pay_for_rise(circuits, self._site.wiring) or self._others_may_rise(circuits):
            self._pace = self._pace.silent()

    def _with_centre_feeds(self, found: Better) -> Better:
        """Circuits fed in their middle instead, where that costs clearly less than to keep the voltage rise.

        Where a limit is broken nothing is proven: only plans that break none are bounded.
        """
        rank = ranked(found.circuits)
        if rank[0]:
            return Better(circuits=found.circuits, bound=min(one.simple for one in self._rivals))
        if rank[2] or not self._costs_more_for_rise(found.circuits):
            return found
        best, below, bounds = found.circuits, rank[3] / (1 + CLEARLY), [found.bound]
        for rival in self._rivals:
            if rival.least((0, rank[1], 1, below)) >= below:
                continue
            better = rival.fed_in_the_middle(rank[1], below)
            if better.circuits:
                best, below = better.circuits, ranked(better.circuits)[3]
            if better.bound < below:
                bounds.append(better.bound)
        return Better(circuits=best, bound=min(ranked(best)[3], *bounds))

    def _costs_more_for_rise(self, circuits: Sequence[Fed]) -> bool:
        """Whether circuits cost more since the voltage rise has a limit.

        Either their cheapest match rises too high, or that of others which cost clearly less does: of few
        inverters these are looked for.
        """
        if pay_for_rise(circuits, self._site.wiring):
            return True
        if not self._others_may_rise(circuits):
            return False
        unlimited = [replace(rules, max_rise_pct=inf) for rules in self._products]
        free = Rivals(self._site.paced(self._pace), self._members, unlimited).improved(circuits, unwanted)
        own, others = ranked(circuits), ranked(free.circuits)
        return others[1] < own[1] or others[3] < own[3] / (1 + CLEARLY)

    def _others_may_rise(self, circuits: Sequence[Fed]) -> bool:
        """Whether other circuits of few inverters may cost less and rise too high.

        Those known rise to half of the limit, or legs with their product may rise too high.
        """
        if not self._few or any(rules.max_rise_pct == inf for rules in self._products):
            return False
        legs = [leg for _, plan in circuits for leg in plan.legs]
        if any(leg.rise_pct() > leg.rules.max_rise_pct / 2 for leg in legs):
            return True
        used = [leg.rules for leg in legs]
        return any(one.rises_matter(used) for one in self._rivals)

    def _least(self, rank: Rank) -> float:
        """What is known that plans cost at least, up to a plan that is known."""
        return min(rank[3], *(one.least(rank) for one in self._rivals))

    def _drafted(self, best: tuple[Fed, ...], offered: Offered) -> tuple[Fed, ...]:
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
            good = (1 + CLEARLY) * self._least_of_fewest(best)
            best = rival.annealed(best, good, partial(self._offer, offered=offered))
            least = min(least, floor)
        return best

    def _least_of_fewest(self, best: Sequence[Fed]) -> float:
        """What plans of as few circuits as there may be, none fed in its middle, cost at least, roughly."""
        least = inf
        for number, one in enumerate(self._rivals):
            looked_at = number < _TOLD_APART  # of others what is known at once will do
            least = min(least, one.promise(best, least if looked_at else 0.0))
        return least

    def _offer(self, circuits: Sequence[Fed], offered: Offered) -> None:
        """Offer circuits, and say what any cost at least."""
        self._pace.tell(self._least(ranked(circuits)))
        offered(circuits)

    def _most_promising(self, rivals: Sequence["_Rival"], best: Sequence[Fed]) -> tuple[int, float]:
        """Number and floor of the one whose plans may cost least, as far as that is told with little work.

        Others need show no more than that they cost more, or that they cost more than the best plan.
        """
        floors = list[float]()
        for rival in rivals[:_TOLD_APART]:
            floors.append(rival.floor(best, min(floors, default=inf)))
        return floors.index(min(floors)), min(floors)


def _holds_each(site: Site, members: Sequence[PortRange], rules: TrunkRules) -> bool:
    """Whether the shortest way to a box alone keeps the voltage rise of each inverter within its limit.

    In no leg does an inverter rise less, unless trunk cable is the thicker one.
    """
    if rules.is_trunk_thicker():
        return True
    per_mm_a = rules.rise_pct_per_ohm_a() * rules.bulk.ohm_per_km
    rises = (per_mm_a * rules.current_a(one.slot.product) * site.least_feed_mm(one) for one in members)
    return all(rise <= rules.max_rise_pct for rise in rises)


class _Offers:
    """Hears of circuits, and offers those that are better than all before."""

    def __init__(self, known: Sequence[Fed], offered: Offered) -> None:
        self._rank, self._offered = ranked(known), offered

    def __call__(self, circuits: Sequence[Fed]) -> None:
        rank = ranked(circuits)
        if rank < self._rank:
            self._rank = rank
            self._offered(circuits)


class _Rival:
    """One product for all inverters of an island."""

    def __init__(
        self, site: Site, members: Sequence[PortRange], rules: TrunkRules, surveyor: Surveyor
    ) -> None:
        self._site, self._members, self.rules, self._surveyor = site, members, rules, surveyor
        self._simple = least_of(members, [site.least_feed_mm(one) for one in members], [rules])
        self.simple = self._simple.cost
        """What it costs at least, found at once."""
        self._bounds: dict[tuple[int, int], float] = {}
        self._enough: dict[tuple[int, int], float] = {}

    @cached_property
    def _task(self) -> "Task":
        from designer.core.trunk.columns.improve import Task

        return Task(self._site, self._members, self.rules, self._surveyor)

    def annealed(self, best: Sequence[Fed], good: float, offered: Offered) -> tuple[Fed, ...]:
        """Circuits no worse than the best ones known, annealed with this product.

        The first ones that are `good`, as few as there may be and at no more cost than that, are offered.
        """
        fewest = self._simple.circuits
        enough = (fewest, fewest, min(good, ranked(best)[3]))
        own = self._task.annealed(self._task.with_product(best), enough, offered)
        return min(tuple(best), own, key=ranked)

    def is_dearer(self, best: Sequence[Fed]) -> bool:
        """Whether circuits cost clearly more with this product."""
        return is_dearer(self._task.with_product(best), best)

    def may_be_cheaper(self, best: Sequence[Fed]) -> bool:
        """Whether a brief annealing with this product finds circuits that are better than the best known."""
        return ranked(self._task.annealed_briefly(self._task.with_product(best))) < ranked(best)

    def promise(self, best: Sequence[Fed], others: float) -> float:
        """What plans of as few circuits as there may be, none fed in its middle, cost at least, roughly.

        No more is found out than that they cost more than `others`, or than the best plan where that has as
        few. It is inf where this product needs more circuits than the best plan has, and what is known at
        once where the best plan breaks a limit.
        """
        rank, fewest = ranked(best), self._simple.circuits
        if rank[0] or fewest > rank[1]:
            return self.least(rank)
        return self._shown((0, fewest, 0, rank[3] if self.only_cost_counts(rank) else inf), best, others)

    def floor(self, best: Sequence[Fed], others: float) -> float:
        """What plans that rank below a known one cost at least, roughly; inf where there are none."""
        rank = ranked(best)
        return self._shown(rank, best, others) if self.only_cost_counts(rank) else self.least(rank)

    def _shown(self, rank: Rank, best: Sequence[Fed], others: float) -> float:
        enough, kind = min(rank[3], others), rank[1:3]
        if self.least(rank) < enough and self._enough.get(kind, 0.0) < enough:
            self._bounds[kind] = max(self.least(rank), self._task.floor(rank, best, enough))
            self._enough[kind] = enough
        return self.least(rank)

    def draft(self, best: Sequence[Fed], enough: float) -> None:
        """Show more of what this product costs at least, where its floor is less than `enough`."""
        rank = ranked(best)
        if self.only_cost_counts(rank) and self.floor(best, inf) < enough:
            rough = self._task.rough_prices(rank, self._task.with_product(best))
            self._bounds[rank[1:3]] = max(self.least(rank), rough.bound)

    def only_cost_counts(self, rank: Rank) -> bool:
        """Whether nothing else than less cost ranks below a plan: it breaks nothing, has fewest circuits and
        none fed in its middle.
        """
        return rank[:3] == (0, self._simple.circuits, 0)

    def least(self, rank: Rank) -> float:
        """What it costs at least, as far as that is known; inf where it cannot rank below a known plan.

        What plans of more circuits, or also fed in the middle, cost at least holds as well. Where the known
        plan breaks a limit plans of more circuits rank below it as well.
        """
        broken, circuits, any_centred, _ = rank
        if self._simple.circuits > circuits and not broken:
            return inf
        kinds = self._bounds.items()
        known = (shown for most, shown in kinds if most[0] >= circuits and most[1] >= any_centred)
        return max([self.simple, *known])

    def remind(self, best: Sequence[Fed]) -> None:
        """Show roughly what plans of as few circuits as the best one cost at least."""
        if not ranked(best)[0]:
            self._shown(ranked(best), best, inf)

    def rises_matter(self, used: Container[TrunkRules]) -> bool:
        """Whether this product is one of those that are used, and legs may rise too high with it."""
        return self.rules in used and self._task.rises_matter()

    def learn(self, other: "_Rival") -> None:
        """Take over what another product has shown to be impossible, where the same is possible with both."""
        impossible, units = other.impossible(), [one.slot.product for one in self._members]
        if not impossible or not self.rules.rises_alike(other.rules):
            return
        if all(self.rules.limit(unit) == other.rules.limit(unit) for unit in units):
            self._task.impossible |= impossible

    def impossible(self) -> "set[Groups]":
        """Groups of legs that no plan with this product keeps the limits with, as far as that is known."""
        return self._task.impossible if "_task" in vars(self) else set()

    def fed_in_the_middle(self, circuits: int, below: float) -> Better:
        """So many circuits with centre feeds that cost less than `below`; none where none are found."""
        return self._task.fed_in_the_middle(circuits, below)

    def against(self, best: Sequence[Fed], pace: Pace, offered: Offered) -> tuple[Fed, ...]:
        """The better one of a plan and the best plan with this product, whose bound is known from then on.

        The pace hears of bounds.
        """
        rank = ranked(best)
        rough = self.floor(best, inf)
        if rough == inf or (rough >= rank[3] and self.only_cost_counts(rank)):
            return tuple(best)
        found = self._task.rivalling(best, pace, offered)
        for kind, bound in ((ranked(found.circuits)[1:3], found.bound), *self._task.shown.items()):
            self._bounds[kind] = max(self._bounds.get(kind, self.simple), bound)
        return found.circuits
