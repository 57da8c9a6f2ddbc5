"""Circuits of many inverters with one product: annealed, bounded, exchanged region by region."""

from collections.abc import Sequence

from msgspec.structs import replace

from designer.core.trunk.circuits import Better, Fed, Rank, ranked
from designer.core.trunk.columns.exchange import THOROUGH, USUAL, Effort, Exchange
from designer.core.trunk.columns.fleet import Fleet
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.joining import Section
from designer.core.trunk.columns.legs import Legs, Within
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.survey import MOST_COMPLETE
from designer.core.trunk.columns.tightening import Patience
from designer.core.trunk.searches import Search

_TURNS = 3
"""Times that circuits of a section are annealed and exchanged again at most."""

_NEAR_IN_SECTIONS = 0.025
"""A share of the cost: where the bound is as near, circuits of a section are not worth more time."""

NEAR = 0.029
"""That of roofs in sections as a whole, whose prices are a little lower than those of their sections."""

PATIENCE = Patience(rounds=30, labels=60_000)
"""Of prices that settle for a whole site."""

_SETTLED = replace(PATIENCE, inertia=0.0, reach=0.02)
"""Of prices that have settled in sections: the best ones are not far from them."""


class Large:
    """The inverters of a search with one product, and the rank of what is known with others."""

    def __init__(self, search: Search, fleet: Fleet, rank: Rank) -> None:
        self._search, self._fleet, self._rank = search, fleet, rank
        self._legs = fleet.legs(search.site.pace.silent())
        self.prices: Bounded | None = None
        """Those that show the bound, where they are tight."""

    def improved(self, start: Sequence[Fed]) -> Better:
        """Circuits no worse than those with this product that it begins with; of sections with less work."""
        fleet = self._fleet
        begin = fleet.annealed_briefly(start) if self._search.is_section else fleet.annealed(start)
        rank = ranked(begin)
        prices = self.prices = self._tight(begin, rank[3])
        if rank[0] or prices.bound >= min(rank[3], self._rank[3]):
            return Better(circuits=tuple(begin), bound=prices.bound)
        return Better(circuits=self._exchanged(begin, prices), bound=prices.bound)

    def bounded(self, start: Sequence[Fed], sections: Sequence[Section]) -> Better:
        """Circuits that have been found section by section, and what none of the whole cost less than."""
        fleet = self._fleet
        begin = start if len(start) == fleet.least_circuits() else fleet.annealed_briefly(start)
        rank = ranked(begin)
        if rank[0]:
            return self.improved(start)
        enough = (1 - NEAR) * rank[3]
        prices = self._joined((*rank[:3], enough), sections)
        if prices is None or prices.bound < enough:
            prices = self._tight(begin, enough, prices)
        self.prices = prices
        return Better(circuits=tuple(begin), bound=prices.bound)

    def rivalling(
        self, start: Sequence[Fed], below: float, enough: float, known: Sequence[Section]
    ) -> Better:
        """Circuits that cost less than `below`; none where the bound shows that there are none.

        Prices of a product before it are where its own begin. More than `enough` is not shown.
        """
        rank = (*self._rank[:3], enough)
        joined = self._joined(rank, known)
        if joined is None:
            bound = self._fleet.rough_prices(self._rank, start, enough).bound
        elif joined.bound < enough:
            bound = self._settled(rank, start, joined).bound
        else:
            bound = joined.bound
        return Better(circuits=(), bound=bound) if bound >= below else self.improved(start)

    def _tight(self, circuits: Sequence[Fed], enough: float, start: Bounded | None = None) -> Bounded:
        """Prices of plans of as many circuits: those of fewer would be prices of no plan at all."""
        rank = ranked(circuits)
        broken, count, any_centred = self._rank[:3] if rank[0] else rank[:3]
        most = self._rank[3] if rank[0] else enough
        kind = (broken, count, max(any_centred, int(self._search.any_centred)), most)
        return self._settled(kind, circuits, start)

    def _settled(self, rank: Rank, circuits: Sequence[Fed], start: Bounded | None) -> Bounded:
        """Prices of exact legs; where they begin with those of sections they have nearly settled."""
        patience = _SETTLED if start else PATIENCE
        found = self._fleet.tight_prices(rank, circuits, self._legs, patience, start)
        self._renew()
        return found

    def _joined(self, rank: Rank, sections: Sequence[Section]) -> Bounded | None:
        """Prices of sections made those of the whole."""
        found = self._fleet.joined_prices(rank, self._legs, PATIENCE, sections)
        self._renew()
        return found

    def _renew(self) -> None:
        """Legs with all arcs that there are by now."""
        if self._fleet.problem is not self._legs.problem:
            self._legs = self._fleet.legs(self._search.site.pace.silent())

    def _exchanged(self, begin: Sequence[Fed], prices: Bounded) -> tuple[Fed, ...]:
        """Circuits with legs exchanged region by region.

        Those of sections, which have been annealed briefly, are annealed and exchanged in turns: each leads
        the other away from plans that it makes no better.
        """
        fleet, legs = self._fleet, self._legs
        effort = THOROUGH if len(fleet.problem.ranges) <= MOST_COMPLETE else USUAL
        found = _grown(legs, prices, effort)
        if found is None:
            return tuple(begin)
        pace = self._search.site.pace
        exchange = Exchange(fleet.problem, found, legs.field.boxes, prices, fleet.assembly, pace)
        best = self._improved_by(exchange, begin, effort)
        for attempt in range(1, _TURNS + 1 if self._search.is_section else 1):
            if ranked(best)[3] * (1 - _NEAR_IN_SECTIONS) <= prices.bound:
                break
            again = fleet.annealed_briefly(best, attempt)
            if again != best:
                best = self._improved_by(exchange, again, effort)
        return best

    def _improved_by(self, exchange: Exchange, circuits: Sequence[Fed], effort: Effort) -> tuple[Fed, ...]:
        assembly = self._fleet.assembly
        plan = exchange.improved([assembly.picked(one) for one in circuits], effort)
        return tuple(assembly.fed(circuit) for circuit in plan)


def _grown(legs: Legs, prices: Bounded, effort: Effort) -> Within | None:
    for share in effort.gaps:
        try:
            return legs.within(prices, share * prices.bound, effort.labels)
        except TooMany:
            continue
    return None
