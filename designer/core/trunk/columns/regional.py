"""Circuits of many inverters made better region by region, with one bound for all."""

from collections.abc import Sequence
from math import inf

from designer.core.trunk.circuits import Better, Fed, Rank, ranked
from designer.core.trunk.columns.exchange import THOROUGH, USUAL, Effort, Exchange
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.legs import Legs, Within
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import loads
from designer.core.trunk.columns.survey import MOST_COMPLETE, Surveyor
from designer.core.trunk.columns.tightening import Patience
from designer.core.trunk.ports import PortRange
from designer.core.trunk.quality import least_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site

_WORTH = 0.02
"""Another product is searched where it may be cheaper by this share: all the work is done once more."""

PATIENCE = Patience(rounds=30, labels=60_000)
"""Of prices that settle for a whole site."""


def improved_by_regions(
    site: Site, members: Sequence[PortRange], products: Sequence[TrunkRules], start: Sequence[Fed]
) -> Better:
    """Circuits no worse than `start`, else all with one of the products, and the bound over all of them.

    Products have their turn by their simple bounds, the least first; those that cannot be cheaper than what
    is known by then are bounded only.
    """
    feeds = [site.least_feed_mm(one) for one in members]
    simple = [least_of(members, feeds, [rules]).cost for rules in products]
    surveyor = Surveyor(site, members)
    best, bounds, worth, shown = tuple(start), list(simple), 0.0, inf
    for number in sorted(range(len(products)), key=simple.__getitem__):
        rules, rank = products[number], ranked(best)
        if not _fits(members, rules, rank[1]):
            bounds[number] = inf
        elif rank[0] or simple[number] < rank[3]:
            own = _Product(site, Task(site, members, rules, surveyor), rank, worth).improved(
                [start, best], shown
            )
            bounds[number], worth, shown = own.bound, _WORTH, min(shown, own.bound)
            best = min(best, own.circuits, key=ranked) if own.circuits else best
        site.pace.tell(min(bounds))
    rank = ranked(best)
    return Better(circuits=best, bound=min(*(simple if rank[0] else bounds), rank[3]))


def _fits(members: Sequence[PortRange], rules: TrunkRules, circuits: int) -> bool:
    load, capacity = loads(members, rules)
    return int(load.sum()) <= circuits * capacity


class _Product:
    """All inverters of an island with one product, and the rank of what is known with others."""

    def __init__(self, site: Site, task: Task, rank: Rank, worth: float) -> None:
        """`worth` is the share of what is known that it has to promise to save."""
        self._site, self._task, self._rank = site, task, rank
        self._is_rival, self._below = worth > 0, inf if rank[0] else (1 - worth) * rank[3]

    def improved(self, starts: Sequence[Sequence[Fed]], shown: float) -> Better:
        """Circuits that begin with the best of some; none where the bound shows that no better ones are.

        Those with products before it cost at least what is `shown`: a lower bound would be that of all.
        """
        start = min((self._task.with_product(one) for one in starts), key=ranked)
        if self._is_rival:
            rough = self._task.rough_prices(self._rank, start, max(self._below, shown)).bound
            if rough >= self._below:
                return Better(circuits=(), bound=rough)
        begin = self._task.annealed(start)
        rank = ranked(begin)
        legs = self._task.legs(self._site.pace.silent())
        # prices of plans of fewer circuits than its own would be those of no plan at all
        prices = self._task.tight_prices(self._rank if rank[0] else rank, begin, legs, PATIENCE)
        if rank[0] or prices.bound >= min(rank[3], self._rank[3]):
            return Better(circuits=begin, bound=prices.bound)
        return Better(circuits=self._exchanged(begin, legs, prices), bound=prices.bound)

    def _exchanged(self, begin: Sequence[Fed], legs: Legs, prices: Bounded) -> tuple[Fed, ...]:
        task = self._task
        effort = THOROUGH if len(task.problem.ranges) <= MOST_COMPLETE else USUAL
        found = _grown(legs, prices, effort)
        if found is None:
            return tuple(begin)
        exchange = Exchange(task.problem, found, legs.field.boxes, prices, task.assembly, self._site.pace)
        plan = exchange.improved([task.assembly.picked(one) for one in begin], effort)
        return tuple(task.assembly.fed(circuit) for circuit in plan)


def _grown(legs: Legs, prices: Bounded, effort: Effort) -> Within | None:
    for share in effort.gaps:
        try:
            return legs.within(prices, share * prices.bound, effort.labels)
        except TooMany:
            continue
    return None
