"""The whole answer after the first one: circuits of a family made better, with the bound of their cost."""

from collections.abc import Sequence
from math import inf

from msgspec.structs import replace

from designer.core.caching.pace import Pace, SharedBounds
from designer.core.model.design import TrunkSearch
from designer.core.trunk.circuits import Better, Fed, Rank, rank_of
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.searches import Search, together
from designer.core.trunk.site import Site


def better(site: Site, circuits: Sequence[Fed], products: Sequence[TrunkRules]) -> Better:
    """Circuits of one family no worse than those given.

    Each island is improved by itself, with one product for all of it, the one of the first answer unless
    another is cheaper: reels are bought whole. Circuits that no way joins stay as they are.
    """
    found = [one for one in circuits if not _is_built(one)]
    islands = [_Island(site, group, products) for group in by_islands(site, circuits)]
    bounds = SharedBounds(site.pace, [island.simple_bound() for island in islands])
    _search_together(islands, bounds)
    for number, island in enumerate(islands):
        improved = island.improved(bounds.pace_of(number))
        found += improved.circuits
        bounds.settle(number, improved.bound)
    return Better(circuits=tuple(found), bound=bounds.whole())


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
        self._site, self._group, self._products = site, group, products
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

    def improved(self, pace: Pace) -> Better:
        """Remembered by all that it follows from: the island, its boxes, the inverters' places, the start."""
        site = self._site.paced(pace)
        return site.memory.improved.get(
            self._members[0].slot.id, self._inputs(), lambda: self._improved(site)
        )

    def _inputs(self) -> tuple[object, ...]:
        site, group = self._site, self._group
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
        rules = _usual_product(self._group)
        order = (rules, *(other for other in self._products if other != rules))
        return Search(self._site, tuple(self._members), order, tuple(self._group))

    def _improved(self, site: Site) -> Better:
        from designer.core.trunk.columns.improve import MOST_WHOLE

        members, group, products = self._members, self._group, self._products
        if not is_searched(site, members):
            return Better(circuits=tuple(group), bound=self.simple_bound())
        if len(members) > MOST_WHOLE:
            return together([self._search()], [site.pace])[0]
        rules = _usual_product(group)
        order = (rules, *(other for other in products if other != rules))
        return _Rivals(site, members, order).improved(group)


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
        self._rivals = [_Rival(site, members, rules) for rules in products]

    def improved(self, group: Sequence[Fed]) -> Better:
        """Circuits no worse than `group`, and what none with any of the products cost less than."""
        best, bounds = tuple(group), list[float]()
        waiting = sorted(self._rivals, key=lambda one: one.simple)
        while waiting:
            rank = rank_of(plan for _, plan in best)
            first = [one.floor(rank) for one in waiting[:3]]  # others are dearer by far
            rival = waiting.pop(first.index(min(first)))
            others = min([*bounds, *(one.least(rank) for one in waiting)], default=inf)
            found = rival.against(best, self._site.paced(self._site.pace.at_most(others)))
            if rank_of(plan for _, plan in found.circuits)[:3] < rank[:3]:
                bounds.clear()  # those before it have no plan of so few circuits and legs
            best, bounds = found.circuits, [*bounds, found.bound]
        return Better(circuits=best, bound=min(*bounds, rank_of(plan for _, plan in best)[3]))


class _Rival:
    """One product for all inverters of an island."""

    def __init__(self, site: Site, members: Sequence[PortRange], rules: TrunkRules) -> None:
        self._site, self._members, self._rules = site, members, rules
        self._simple = least_of(members, [site.least_feed_mm(one) for one in members], [rules])
        self.simple = self._simple.cost
        """What it costs at least, found at once."""
        self._bounds: dict[tuple[int, int], float] = {}

    def floor(self, rank: Rank) -> float:
        """What it costs at least, roughly; inf where it cannot rank below a known plan."""
        from designer.core.trunk.columns.improve import product_bound

        if self._simple.circuits > rank[1]:
            return inf
        if not self._only_cost_counts(rank):
            return self.simple
        if self.simple >= rank[3]:
            return inf
        if rank[1:3] not in self._bounds:
            self._bounds[rank[1:3]] = product_bound(self._site, self._members, self._rules, rank)
        return self._bounds[rank[1:3]]

    def _only_cost_counts(self, rank: Rank) -> bool:
        """Whether nothing else than less cost ranks below a plan: it breaks nothing and has fewest legs."""
        return rank[:3] == (0, self._simple.circuits, self._simple.circuits)

    def least(self, rank: Rank) -> float:
        """What it costs at least, as far as that is known by now."""
        return self._bounds.get(rank[1:3], self.simple)

    def against(self, best: Sequence[Fed], site: Site) -> Better:
        """The better one of a plan and the best plan with this product, and this product's bound."""
        from designer.core.trunk.columns.improve import Task

        rank = rank_of(plan for _, plan in best)
        rough = self.floor(rank)
        if rough == inf or (rough >= rank[3] and self._only_cost_counts(rank)):
            return Better(circuits=tuple(best), bound=rough)
        found = Task(site, self._members, self._rules).rivalling(best)
        return replace(found, bound=max(rough, found.bound)) if found.circuits == tuple(best) else found


def _usual_product(group: Sequence[Fed]) -> TrunkRules:
    """The product of most circuits: those that broke a limit may have another one."""
    rules = [plan.legs[0].rules for _, plan in group]
    return max(rules, key=rules.count)


def _simple_bound(site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> float:
    return least_of(members, [site.least_feed_mm(one) for one in members], products).cost
