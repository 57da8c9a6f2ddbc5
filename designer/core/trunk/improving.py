"""The whole answer after the first one: circuits of a family made better, with the bound of their cost."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from math import inf

from designer.core.caching.pace import Pace, SharedBounds, unwanted
from designer.core.model.design import TrunkSearch
from designer.core.trunk.circuits import Better, Fed, Offered, able_to_carry, members_of, ranked
from designer.core.trunk.columns.problem import FEW
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rivals import Rivals
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.searches import Search, together
from designer.core.trunk.site import Site
from designer.core.trunk.too_far import limited, needed_pct, parted, too_far, with_limit

_DRAFTED_TOGETHER = 128
"""Islands of so many inverters together have good circuits each before any has its best: all that is known of
each meanwhile takes some memory."""


def better(
    site: Site, circuits: Sequence[Fed], products: Sequence[TrunkRules], offered: Offered = unwanted
) -> Better:
    """Circuits of one family no worse than those given; good ones are `offered` before the best are found.

    Each island is improved by itself, with one product for all of it, the one of the first answer unless
    another is cheaper: reels are bought whole. Circuits that no way joins stay as they are. Islands whose
    best circuits are known, or found at once as they have few inverters, come first; of the others each has
    good circuits before any has its best.
    """
    found = [one for one in circuits if not _is_built(one)]
    islands = [
        island for group in by_islands(site, circuits) for island in _islands_of(site, group, products)
    ]
    bounds = SharedBounds(site.pace, [island.simple_bound() for island in islands])
    standing = [tuple(island.group) for island in islands]

    def offer(number: int, own: Sequence[Fed]) -> None:
        standing[number] = tuple(own)
        offered([*found, *chain.from_iterable(standing)])

    def improve(number: int) -> None:
        improved = islands[number].improved(bounds.pace_of(number), partial(offer, number))
        standing[number] = improved.circuits
        bounds.settle(number, improved.bound)

    _search_together(islands, bounds)
    at_once, later = list[int](), list[int]()
    for number, island in enumerate(islands):
        (at_once if island.takes_no_time() else later).append(number)
    for number in at_once:
        improve(number)
    if sum(islands[number].size() for number in later) <= _DRAFTED_TOGETHER:
        for number in later:
            islands[number].draft(bounds.pace_of(number), partial(offer, number))
    for number in later:
        improve(number)
    return Better(circuits=(*found, *chain.from_iterable(standing)), bound=bounds.whole())


def by_islands(site: Site, circuits: Sequence[Fed]) -> list[list[Fed]]:
    """The circuits that can be built, those of each island together."""
    built = filter(_is_built, circuits)
    return site.network.by_islands(built, lambda circuit: circuit[1].legs[0].ranges[0].line)


def is_searched(site: Site, members: Sequence[PortRange]) -> bool:
    """Whether branches better than the first ones are looked for: else the first answer is the last."""
    from designer.core.trunk.columns.fleet import MOST_WHOLE

    search = site.design.settings.trunk_search
    if search is TrunkSearch.USUAL:
        return len(members) <= MOST_WHOLE
    return search is TrunkSearch.THOROUGH


def _is_built(one: Fed) -> bool:
    return one[1].cost() < inf


def _islands_of(site: Site, group: Sequence[Fed], products: Sequence[TrunkRules]) -> "list[_Island]":
    """One, or two where some of its inverters are too far for the voltage rise."""
    far, members = frozenset[str](), members_of(group)
    products = able_to_carry(products, members)
    if ranked(group)[0]:
        far = too_far(site, members, products)
    others, own = parted(group, far)
    bound = _simple_bound(site, members, products)
    if len(far) == len(members):
        return [_TooFar(site, group, products, bound)]
    if not own:
        return [_Island(site, group, products)]
    return [_Part(site, others, products, bound), _TooFar(site, own, products, 0.0)]


class _Island:
    """Circuits that ways join, to be improved with one of the products."""

    def __init__(self, site: Site, group: Sequence[Fed], products: Sequence[TrunkRules]) -> None:
        self._site, self.group, self._products = site, group, products
        self._members = members_of(group)
        self._drafted: tuple[Rivals, tuple[Fed, ...]] | None = None
        """What is known of it since good circuits were found."""

    def size(self) -> int:
        """How many inverters it has."""
        return len(self._members)

    def simple_bound(self) -> float:
        """What its circuits cost at least, found with little work."""
        return _simple_bound(self._site, self._members, self._products)

    def search(self) -> Search | None:
        """Its search, where others may do that: it is large, and not known yet."""
        from designer.core.trunk.columns.fleet import MOST_WHOLE

        if len(self._members) <= MOST_WHOLE or not is_searched(self._site, self._members):
            return None
        return self._search() if self._known() is None else None

    def heard(self, pace: Pace) -> Pace:
        """How its search says what is proven of it."""
        return pace

    def keep(self, found: Better) -> None:
        """Remember what its search has found."""
        self._site.memory.improved.get(self._members[0].slot.id, self._inputs(), lambda: found)

    def takes_no_time(self) -> bool:
        """Whether its best circuits are known, or found at once."""
        return len(self._members) <= FEW or self._known() is not None

    def draft(self, pace: Pace, offered: Offered) -> None:
        """Find good circuits, and roughly what any cost at least; they are not remembered."""
        if self._is_searched_whole():
            self._drafted = self._drafted_on(self._site.paced(self.heard(pace)), offered)

    def improved(self, pace: Pace, offered: Offered) -> Better:
        """Remembered by all that it follows from: the island, its boxes, the inverters' places, the start."""
        site = self._site.paced(self.heard(pace))
        return site.memory.improved.get(
            self._members[0].slot.id, self._inputs(), lambda: self._improved(site, offered)
        )

    def _known(self) -> Better | None:
        return self._site.memory.improved.known(self._members[0].slot.id, self._inputs())

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
        return Search(self._site, self._members, self._in_order(), tuple(self.group))

    def _in_order(self) -> tuple[TrunkRules, ...]:
        """The products, that of the first answer first."""
        rules = _usual_product(self.group)
        return (rules, *(other for other in self._products if other != rules))

    def _improved(self, site: Site, offered: Offered) -> Better:
        if not is_searched(site, self._members):
            # it is remembered by its members: of a part it is not the bound of the whole
            own = _simple_bound(site, self._members, self._products)
            return Better(circuits=tuple(self.group), bound=own)
        if not self._is_searched_whole():
            return together([self._search()], [site.pace])[0]
        rivals, drafted = self._drafted or self._drafted_on(site, offered)
        self._drafted = None
        return rivals.improved(drafted, offered)

    def _is_searched_whole(self) -> bool:
        """Whether it is searched at once, as small as it is."""
        from designer.core.trunk.columns.fleet import MOST_WHOLE

        return len(self._members) <= MOST_WHOLE and is_searched(self._site, self._members)

    def _drafted_on(self, site: Site, offered: Offered) -> tuple[Rivals, tuple[Fed, ...]]:
        """Its products, and good circuits with one of them."""
        rivals = Rivals(site, self._members, self._in_order())
        return rivals, rivals.drafted(self.group, offered)


class _Part(_Island):
    """A part of the circuits that ways join: those that keep the voltage rise, or those too far for it.

    What they cost at least is not known: some could share the cable of the others.
    """

    def __init__(
        self, site: Site, group: Sequence[Fed], products: Sequence[TrunkRules], bound: float
    ) -> None:
        super().__init__(site, group, products)
        self._bound = bound

    def simple_bound(self) -> float:
        """Its share of what all of them cost at least."""
        return self._bound

    def improved(self, pace: Pace, offered: Offered) -> Better:
        """Better circuits, with the bound that is known at once."""
        return Better(circuits=super().improved(pace, offered).circuits, bound=self._bound)

    def heard(self, pace: Pace) -> Pace:
        """It tells nothing: its own bound is none of the whole."""
        return pace.silent()


class _TooFar(_Part):
    """The circuits that are too far for the voltage rise, improved with the limit that they need."""

    def __init__(
        self, site: Site, group: Sequence[Fed], products: Sequence[TrunkRules], bound: float
    ) -> None:
        least_pct = needed_pct(site, members_of(group), products)
        super().__init__(site, limited(group, least_pct, site.wiring), with_limit(products, least_pct), bound)
        self._limit_pct = products[0].max_rise_pct

    def draft(self, pace: Pace, offered: Offered) -> None:
        """Good circuits, with the limit that they break."""
        super().draft(pace, lambda own: offered(self._limited(own)))

    def improved(self, pace: Pace, offered: Offered) -> Better:
        """Better circuits, with the limit that they break."""
        found = super().improved(pace, lambda own: offered(self._limited(own)))
        return Better(circuits=tuple(self._limited(found.circuits)), bound=found.bound)

    def _limited(self, circuits: Sequence[Fed]) -> list[Fed]:
        return limited(circuits, self._limit_pct, self._site.wiring)


def _search_together(islands: Sequence[_Island], bounds: SharedBounds) -> None:
    """Search the large islands side by side, where there are several."""
    searches = [(number, search) for number, island in enumerate(islands) if (search := island.search())]
    if len(searches) < 2:
        return
    paces = [islands[number].heard(bounds.pace_of(number)) for number, _ in searches]
    for (number, _), found in zip(searches, together([search for _, search in searches], paces), strict=True):
        islands[number].keep(found)


def _usual_product(group: Sequence[Fed]) -> TrunkRules:
    """The product of most circuits: those that broke a limit may have another one."""
    rules = [plan.legs[0].rules for _, plan in group]
    return max(rules, key=rules.count)


def _simple_bound(site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules]) -> float:
    return least_of(members, [site.least_feed_mm(one) for one in members], products).cost
