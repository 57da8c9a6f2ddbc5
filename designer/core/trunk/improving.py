"""The whole answer after the first one: circuits of a family made better, with the bound of their cost."""

from collections.abc import Sequence
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from designer.core.caching.pace import Pace, SharedBounds, unwanted
from designer.core.model.design import TrunkSearch
from designer.core.trunk.circuits import Better, Fed, Offered, Rank, ranked
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.searches import Search, together
from designer.core.trunk.site import Site

if TYPE_CHECKING:
    from designer.core.trunk.columns.improve import Task


_MORE = 0.01
"""A product that costs more by this share than another one at least is not the first to be looked at."""

_TOLD_APART = 3
"""Products by what they cost at least: others are dearer by far."""


def better(
    site: Site, circuits: Sequence[Fed], products: Sequence[TrunkRules], offered: Offered = unwanted
) -> Better:
    """Circuits of one family no worse than those given; good ones are `offered` before the best are found.

    Each island is improved by itself, with one product for all of it, the one of the first answer unless
    another is cheaper: reels are bought whole. Circuits that no way joins stay as they are.
    """
    found = [one for one in circuits if not _is_built(one)]
    islands = [_Island(site, group, products) for group in by_islands(site, circuits)]
    bounds = SharedBounds(site.pace, [island.simple_bound() for island in islands])
    _search_together(islands, bounds)
    for number, island in enumerate(islands):
        later = [one for other in islands[number + 1 :] for one in other.group]
        improved = island.improved(bounds.pace_of(number), partial(_offer, offered, tuple(found), later))
        found += improved.circuits
        bounds.settle(number, improved.bound)
    return Better(circuits=tuple(found), bound=bounds.whole())


def _offer(offered: Offered, before: Sequence[Fed], later: Sequence[Fed], own: Sequence[Fed]) -> None:
    offered([*before, *own, *later])


def by_islands(site: Site, circuits: Sequence[Fed]) -> list[list[Fed]]:
    """The circuits that can be built, those of each island together."""
    groups: dict[int, list[Fed]] = {}
    for box, plan in filter(_is_built, circuits):
        groups.setdefault(id(site.network.island(plan.legs[0].ranges[0].line)), []).append((box, plan))
    return list(groups.values())


def members_of(group: Sequence[Fed]) -> list[PortRange]:
    """The inverters of circuits, by their ids."""
    return sorted(
        (one for _, plan in group for leg in plan.legs for one in leg.ranges), key=lambda one: one.slot.id
    )


def is_searched(site: Site, members: Sequence[PortRange]) -> bool:
    """Whether branches better than the first ones are looked for: else the first answer is the last."""
    from designer.core.trunk.columns.improve import MOST_WHOLE

    search = site.design.settings.trunk_search
    if search is TrunkSearch.USUAL:
        return len(members) <= MOST_WHOLE
    return search is TrunkSearch.THOROUGH


def _is_built(one: Fed) -> bool:
    return one[1].cost() < inf


class _Island:
    """Circuits that ways join, to be improved with one of the products."""

    def __init__(self, site: Site, group: Sequence[Fed], products: Sequence[TrunkRules]) -> None:
        self._site, self.group, self._products = site, group, products
        self._members = members_of(group)

    def simple_bound(self) -> float:
        """What its circuits cost at least, found with little work."""
        return _simple_bound(self._site, self._members, self._products)

    def search(self) -> Search | None:
        """Its search, where others may do that: it is large, and not known yet."""
        from designer.core.trunk.columns.improve import MOST_WHOLE

        if len(self._members) <= MOST_WHOLE or not is_searched(self._site, self._members):
            return None
        known = self._site.memory.improved.known(self._members[0].slot.id, self._inputs())
        return self._search() if known is None else None

    def keep(self, found: Better) -> None:
        """Remember what its search has found."""
        self._site.memory.improved.get(self._members[0].slot.id, self._inputs(), lambda: found)

    def improved(self, pace: Pace, offered: Offered) -> Better:
        """Remembered by all that it follows from: the island, its boxes, the inverters' places, the start."""
        site = self._site.paced(pace)
        return site.memory.improved.get(
            self._members[0].slot.id, self._inputs(), lambda: self._improved(site, offered)
        )

    def _inputs(self) -> tuple[object, ...]:
        site, group = self._site, self.group
        start = tuple(
            (box, tuple(tuple(one.slot.id for one in leg.ranges) for leg in plan.legs)) for box, plan in group
        )
        rules = tuple(plan.legs[0].rules for _, plan in group)
        search = site.design.settings.trunk_search
        figures = (tuple(one.figures for one in self._members), start, tuple(self._products), rules, search)
        island = site.network.island(self._members[0].line)
        boxes = {box: spot.mark for box, spot in site.network.boxes_on(island).items()}
        return (island.mark, boxes, figures)

    def _search(self) -> Search:
        """With the first answer's product first."""
        rules = _usual_product(self.group)
        order = (rules, *(other for other in self._products if other != rules))
        return Search(self._site, tuple(self._members), order, tuple(self.group))

    def _improved(self, site: Site, offered: Offered) -> Better:
        from designer.core.trunk.columns.improve import MOST_WHOLE

        members, group, products = self._members, self.group, self._products
        if not is_searched(site, members):
            return Better(circuits=tuple(group), bound=self.simple_bound())
        if len(members) > MOST_WHOLE:
            return together([self._search()], [site.pace])[0]
        rules = _usual_product(group)
        order = (rules, *(other for other in products if other != rules))
        return _Rivals(site, members, order).improved(group, offered)


def _search_together(islands: Sequence[_Island], bounds: SharedBounds) -> None:
    """Search the large islands side by side, where there are several."""
    searches = [(number, search) for number, island in enumerate(islands) if (search := island.search())]
    if len(searches) < 2:
        return
    paces = [bounds.pace_of(number) for number, _ in searches]
    for (number, _), found in zip(searches, together([search for _, search in searches], paces), strict=True):
        islands[number].keep(found)


class _Rivals:
    """Products for all inverters of a small island: the one that may be cheapest has its turn first.

    What it leads to is often less than others cost at least, which then need no search.
    """

    def __init__(self, site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> None:
        self._site = site
        rivals = (_Rival(site, members, rules) for rules in products)
        self._rivals = sorted(rivals, key=lambda one: one.simple)

    def improved(self, group: Sequence[Fed], offered: Offered) -> Better:
        """Circuits no worse than `group`, and what none with any of the products cost less than.

        Those annealed are offered: mostly they are nearly as good as the best, which take longer.
        """
        best, bounds = self._drafted(tuple(group)), list[float]()
        if best != tuple(group):
            offered(best)
        waiting = list(self._rivals)
        while waiting:
            rank = ranked(best)
            rival = waiting.pop(self._most_promising(waiting, best)[0])
            others = min([*bounds, *(one.least(rank) for one in waiting)], default=inf)
            found = rival.against(best, others, offered)
            if ranked(found.circuits)[:3] < rank[:3]:
                bounds.clear()  # those before it have no plan of so few circuits and legs
            if waiting and ranked(found.circuits) < rank:
                offered(found.circuits)
            best, bounds = found.circuits, [*bounds, found.bound]
        return Better(circuits=best, bound=min(*bounds, ranked(best)[3]))

    def _drafted(self, best: tuple[Fed, ...]) -> tuple[Fed, ...]:
        """A plan to begin with, annealed with each product that may be cheaper than what is known by then.

        The less it costs, the sooner products show that they cost more.
        """
        waiting = list(self._rivals)
        while waiting:
            number, floor = self._most_promising(waiting, best)
            if floor >= ranked(best)[3]:
                break
            best = waiting.pop(number).annealed(best)
        rank = ranked(best)
        self._site.pace.tell(min(rank[3], *(one.least(rank) for one in self._rivals)))
        return best

    def _most_promising(self, rivals: Sequence["_Rival"], best: Sequence[Fed]) -> tuple[int, float]:
        """Number and floor of the one whose plans may cost least, as far as that is told with little work.

        Others need show no more than that they cost more, or that they cost more than the best plan.
        """
        floors = list[float]()
        for rival in rivals[:_TOLD_APART]:
            floors.append(rival.floor(best, min(floors, default=inf)))
        return floors.index(min(floors)), min(floors)


class _Rival:
    """One product for all inverters of an island."""

    def __init__(self, site: Site, members: Sequence[PortRange], rules: TrunkRules) -> None:
        self._site, self._members, self._rules = site, members, rules
        self._simple = least_of(members, [site.least_feed_mm(one) for one in members], [rules])
        self.simple = self._simple.cost
        """What it costs at least, found at once."""
        self._bounds: dict[tuple[int, int], float] = {}
        self._enough: dict[tuple[int, int], float] = {}

    @cached_property
    def _task(self) -> "Task":
        from designer.core.trunk.columns.improve import Task

        return Task(self._site, self._members, self._rules)

    def annealed(self, best: Sequence[Fed]) -> tuple[Fed, ...]:
        """Circuits no worse than the best ones known, annealed with this product."""
        own = self._task.annealed(self._task.with_product(best))
        return min(tuple(best), own, key=ranked)

    def floor(self, best: Sequence[Fed], others: float) -> float:
        """What it costs at least, roughly; inf where it cannot rank below a known plan.

        No more is found out than that it costs more than `others`, or than the best plan.
        """
        rank = ranked(best)
        if not self._only_cost_counts(rank) or self.least(rank) >= rank[3]:
            return self.least(rank)
        enough, legs = min(rank[3], others * (1 + _MORE)), rank[1:3]
        if self.least(rank) < enough and self._enough.get(legs, 0.0) < enough:
            self._bounds[legs] = max(self.least(rank), self._task.floor(best, enough))
            self._enough[legs] = enough
        return self.least(rank)

    def _only_cost_counts(self, rank: Rank) -> bool:
        """Whether nothing else than less cost ranks below a plan: it breaks nothing and has fewest legs."""
        return rank[:3] == (0, self._simple.circuits, self._simple.circuits)

    def least(self, rank: Rank) -> float:
        """What it costs at least, as far as that is known; inf where it cannot rank below a known plan."""
        if self._simple.circuits > rank[1]:
            return inf
        return self._bounds.get(rank[1:3], self.simple)

    def against(self, best: Sequence[Fed], others: float, offered: Offered) -> Better:
        """The better one of a plan and the best plan with this product, and this product's bound.

        All with other products cost at least `others`.
        """
        rank = ranked(best)
        rough = self.floor(best, inf)
        if rough == inf or (rough >= rank[3] and self._only_cost_counts(rank)):
            return Better(circuits=tuple(best), bound=rough)
        found = self._task.rivalling(best, self._site.pace.at_most(min(others, rank[3])), offered)
        return replace(found, bound=max(rough, found.bound)) if found.circuits == tuple(best) else found


def _usual_product(group: Sequence[Fed]) -> TrunkRules:
    """The product of most circuits: those that broke a limit may have another one."""
    rules = [plan.legs[0].rules for _, plan in group]
    return max(rules, key=rules.count)


def _simple_bound(site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> float:
    return least_of(members, [site.least_feed_mm(one) for one in members], products).cost
