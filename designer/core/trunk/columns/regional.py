"""Circuits of many inverters made better with one product after the other, and one bound for all of them."""

from collections.abc import Sequence
from math import inf

import numpy as np

from designer.core.trunk.circuits import Better, Rank, ranked
from designer.core.trunk.columns.fleet import Fleet
from designer.core.trunk.columns.groups import IMPOSSIBLE
from designer.core.trunk.columns.joining import Section
from designer.core.trunk.columns.large import NEAR, Large
from designer.core.trunk.columns.loads import loads
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.survey import NEIGHBOURS, Surveyor
from designer.core.trunk.graph import Array
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.searches import Search, SectionPrices

_WORTH = 0.02
"""Another product is searched where it may be cheaper by this share: all the work is done once more."""

_FEW_NEIGHBOURS = 28
"""An inverter of a section, or of a roof in sections, has arcs to at least so many others at first."""


def surveyor_of(search: Search, *, is_cut: bool) -> Surveyor:
    """Of the inverters of a search: of a section, or of a roof in sections, if it `is_cut`."""
    return Surveyor(search.site, search.members, _FEW_NEIGHBOURS if is_cut else NEIGHBOURS)


def improved_by_regions(
    search: Search, surveyor: Surveyor | None = None
) -> tuple[Better, SectionPrices | None]:
    """Circuits no worse than the start, else all with one of the products; the bound over all of them.

    Of a section the prices that show the bound are told. A `surveyor` may know the ways already.
    """
    is_cut = search.is_section or bool(search.sections)
    turns = _Turns(search, surveyor or surveyor_of(search, is_cut=is_cut))
    return turns.improved(), turns.prices if search.is_section else None


class _Turns:
    """Products that have their turn by what they cost at least, the least first, and what is known by then.

    Those that promise to save little beside the best circuits so far are bounded only.
    """

    def __init__(self, search: Search, surveyor: Surveyor) -> None:
        self._search, self._best, self._simple = search, search.start, _simple(search)
        self._surveyor = surveyor
        surveyor.join(pairs_of(search.sections, search.members))
        self._shown: list[float] = []
        """What products cost at least that have had their turn."""
        self.prices: SectionPrices | None = None
        """Those of the first one."""

    def improved(self) -> Better:
        """The best circuits, and what none cost less than with any of the products."""
        search, bounds = self._search, list(self._simple)
        for number in sorted(range(len(bounds)), key=bounds.__getitem__):
            rules, rank = search.products[number], ranked(self._best)
            if not _fits(search.members, rules, rank[1]):
                bounds[number] = inf
            elif rank[0] or bounds[number] < rank[3]:
                bounds[number] = self._turn(rules, rank)
            search.site.pace.tell(min(bounds))
        rank = ranked(self._best)
        bound = min(*(self._simple if rank[0] else bounds), rank[3])
        return Better(circuits=self._best, bound=bound)

    def _turn(self, rules: TrunkRules, rank: Rank) -> float:
        """What circuits with a product cost at least; better ones are kept."""
        search = self._search
        fleet = Fleet(search.site, search.members, rules, self._surveyor)
        large = Large(search, fleet, rank)
        start = min(fleet.with_product(search.start), fleet.with_product(self._best), key=ranked)
        if self._shown:
            first = [self.prices] if search.sections and self.prices else []
            found = large.rivalling(start, *self._worth(rank), _numbered(first, search.members, rules))
        else:
            sections = _numbered(search.sections, search.members, rules)
            found = large.bounded(start, sections) if sections else large.improved(start)
            self.prices = self._named(large.prices, rules) if large.prices else None
        self._shown.append(found.bound)
        self._best = min(self._best, found.circuits, key=ranked) if found.circuits else self._best
        return found.bound

    def _named(self, found: Bounded, rules: TrunkRules) -> SectionPrices:
        names, prices = [one.slot.id for one in self._search.members], found.prices
        per_inverter = dict(zip(names, prices.duals.tolist(), strict=True))
        joined = tuple((names[one], names[other]) for one, other in self._surveyor.joined)
        return SectionPrices(rules, per_inverter, tuple(prices.per_load.tolist()), joined)

    def _worth(self, rank: Rank) -> tuple[float, float]:
        """Below what another product is worth a search, and what is enough to know of it.

        Less than what others cost at least would be the bound of all. Of a roof in sections no more is shown
        than that the bound is near enough: its prices take long to settle.
        """
        others = min(self._shown)
        if self._search.sections:
            below = min((1 - NEAR) * rank[3], others)
            return below, below
        below = inf if rank[0] else (1 - _WORTH) * rank[3]
        return below, max(below, others)


def pairs_of(sections: Sequence[SectionPrices], members: Sequence[PortRange]) -> list[tuple[int, int]]:
    """Members that have arcs in sections though they are far from each other, by their numbers."""
    number = {one.slot.id: at for at, one in enumerate(members)}
    return [(number[one], number[other]) for section in sections for one, other in section.joined]


def most_promising(search: Search) -> TrunkRules:
    """The product that has its turn first."""
    simple, circuits = _simple(search), ranked(search.start)[1]
    able = [number for number, rules in enumerate(search.products) if _fits(search.members, rules, circuits)]
    return search.products[min(able or range(len(simple)), key=simple.__getitem__)]


def _simple(search: Search) -> list[float]:
    """What all inverters cost at least with each of the products, found at once."""
    feeds = [search.site.least_feed_mm(one) for one in search.members]
    return [least_of(search.members, feeds, [rules]).cost for rules in search.products]


def _fits(members: Sequence[PortRange], rules: TrunkRules, circuits: int) -> bool:
    load, capacity = loads(members, rules)
    return int(load.sum()) <= circuits * capacity


def _numbered(
    sections: Sequence[SectionPrices], members: Sequence[PortRange], rules: TrunkRules
) -> list[Section]:
    """Sections by the numbers of their members; none where their product has other limits or other loads."""
    number = {one.slot.id: at for at, one in enumerate(members)}
    load, capacity = loads(members, rules)
    units = {one.slot.product.id: one.slot.product for one in members}.values()
    if any(rules.limit(unit) != section.rules.limit(unit) for section in sections for unit in units):
        return []
    found: list[Section] = []
    for section in sections:
        inside = np.array([number[name] for name in section.per_inverter], dtype=np.intp)
        duals = np.array(list(section.per_inverter.values()))
        own, _ = loads([members[at] for at in inside], rules)
        per_load = _by_load(section, own, load[inside], capacity)
        if per_load is None:
            return []
        found.append(Section(inside, duals, per_load))
    return found


def _by_load(section: SectionPrices, own: Ints, load: Ints, capacity: int) -> Array | None:
    """Prices of legs by the loads of the whole; None where those of the section are no such part of these.

    Where a section has units of one kind it counts these.
    """
    prices, times = np.array(section.per_load), int(load[0] // own[0])
    if not (own * times == load).all():
        return None
    found = np.full(capacity + 1, IMPOSSIBLE)
    counts = np.arange(min(len(prices) - 1, capacity // times) + 1)
    found[counts * times] = prices[counts]
    return found
