"""Searches for better circuits on large islands: parts of a work that others may do, each on its own."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.core.trunk.circuits import Better, Fed, Leg, fed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


class Search(Struct, frozen=True):
    """An island's inverters and circuits, and the products that all of them may have."""

    site: Site
    members: tuple[PortRange, ...]
    products: tuple[TrunkRules, ...]
    start: tuple[Fed, ...]

    def rules(self) -> list[TrunkRules]:
        """Those of the products, and those that circuits have at the start."""
        return [*self.products, *(plan.legs[0].rules for _, plan in self.start)]


class FoundCircuit(Struct, frozen=True):
    """A circuit by names: its box, the number of its rules, its legs from their far ends by inverters."""

    box: str
    rules: int
    legs: tuple[tuple[str, ...], ...]


class Found(Struct, frozen=True):
    """Circuits no worse than those that the search began with, and what no others cost less than."""

    circuits: tuple[FoundCircuit, ...]
    bound: float


def searched(search: Search, pace: Pace) -> Found:
    """What a search finds, by names: so it is the same wherever it is done."""
    from designer.core.trunk.columns.regional import improved_by_regions

    rules = search.rules()
    found = improved_by_regions(search.site.paced(pace), search.members, search.products, search.start)
    circuits = (
        FoundCircuit(box, rules.index(plan.legs[0].rules), tuple(_names(leg) for leg in plan.legs))
        for box, plan in found.circuits
    )
    return Found(tuple(circuits), found.bound)


def _names(leg: Leg) -> tuple[str, ...]:
    return tuple(one.slot.id for one in leg.ranges)


def rebuilt(search: Search, found: Found) -> Better:
    """The circuits that were found, by the site's own wiring."""
    range_of, rules = {one.slot.id: one for one in search.members}, search.rules()

    def one_of(circuit: FoundCircuit) -> Fed:
        legs = (tuple(range_of[name] for name in leg) for leg in circuit.legs)
        return circuit.box, fed(legs, circuit.box, rules[circuit.rules], search.site.wiring)

    return Better(circuits=tuple(map(one_of, found.circuits)), bound=found.bound)


def together(searches: Sequence[Search], paces: Sequence[Pace]) -> list[Better]:
    """What searches of one site find, side by side where the site has the hands for it."""
    if not searches:
        return []
    answers = searches[0].site.hands.each(searched, searches, paces)
    return [rebuilt(search, found) for search, found in zip(searches, answers, strict=True)]
