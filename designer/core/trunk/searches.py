"""Searches for better circuits on large islands: parts of a work that others may do, each on its own."""

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.circuits import Better, Fed, Leg, fed, members_of, ranked
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.site import Site


class SectionPrices(Struct, frozen=True):
    """What inverters pay with a product, by their ids, and legs by load from 0 on: none of theirs costs less.

    A search of these inverters has ended with them.
    """

    rules: TrunkRules
    per_inverter: dict[str, float]
    per_load: tuple[float, ...]
    joined: tuple[tuple[str, str], ...] = ()
    """Inverters far from each other that have arcs: else legs with a step between them would cost less."""


class Search(Struct, frozen=True):
    """An island's inverters and circuits, and the products that all of them may have.

    It may be a section of a larger island. Where its own `sections` have been searched these are their
    prices, and the start is what was found.
    """

    site: Site
    members: tuple[PortRange, ...]
    products: tuple[TrunkRules, ...]
    start: tuple[Fed, ...]
    is_section: bool = False
    any_centred: bool = False
    """Whether circuits of the larger island are fed in their middle: prices have to hold for such ones."""
    sections: tuple[SectionPrices, ...] = ()

    def rules(self) -> list[TrunkRules]:
        """Those of the products, and those that circuits have at the start."""
        return [*self.products, *(plan.legs[0].rules for _, plan in self.start)]


class FoundCircuit(Struct, frozen=True):
    """A circuit by names: its box, the number of its rules, its legs from their far ends by inverters."""

    box: str
    rules: int
    legs: tuple[tuple[str, ...], ...]


class Found(Struct, frozen=True):
    """Circuits no worse than those that the search began with, and what no others cost less than.

    `prices` are those that show it, where any have been found.
    """

    circuits: tuple[FoundCircuit, ...]
    bound: float
    prices: SectionPrices | None = None


def searched(search: Search, pace: Pace) -> Found:
    """What a search finds, by names: so it is the same wherever it is done."""
    from designer.core.trunk.columns.regional import improved_by_regions

    rules = search.rules()
    found, prices = improved_by_regions(replace(search, site=search.site.paced(pace)))
    circuits = (
        FoundCircuit(box, rules.index(plan.legs[0].rules), tuple(_names(leg) for leg in plan.legs))
        for box, plan in found.circuits
    )
    return Found(tuple(circuits), found.bound, prices)


def _names(leg: Leg) -> tuple[str, ...]:
    return tuple(one.slot.id for one in leg.ranges)


def rebuilt(search: Search, found: Found) -> Better:
    """The circuits that were found, by the site's own wiring."""
    range_of, rules = {one.slot.id: one for one in search.members}, search.rules()

    def one_of(circuit: FoundCircuit) -> Fed:
        legs = (tuple(range_of[name] for name in leg) for leg in circuit.legs)
        return circuit.box, fed(legs, circuit.box, rules[circuit.rules], search.site.wiring)

    return Better(circuits=tuple(map(one_of, found.circuits)), bound=found.bound)


def in_sections(search: Search) -> list[Search]:
    """The searches of its sections with the product that may be cheapest; none where it is searched as one.

    So it is where it is not large, and where with that product circuits would break a limit or be more.
    """
    from designer.core.trunk.columns.redrafting import redrafted
    from designer.core.trunk.columns.regional import most_promising
    from designer.core.trunk.sections import MOST_TOGETHER, sections_of

    if len(search.members) <= MOST_TOGETHER:
        return []
    rules = most_promising(search)
    parts = [
        replace(
            search,
            members=members_of(own),
            products=(rules,),
            start=tuple(redrafted(own, rules, search.site.wiring)),
            is_section=True,
            any_centred=bool(ranked(search.start)[2]),
        )
        for own in sections_of(search.start, rules)
    ]
    start = [one for part in parts for one in part.start]
    are_more, are_broken = len(start) > len(search.start), any(plan.broken() for _, plan in start)
    return [] if are_more or are_broken else parts


def together(searches: Sequence[Search], paces: Sequence[Pace]) -> list[Better]:
    """What searches of one site find, side by side where the site has the hands for it.

    Large ones are done section by section first.
    """
    from designer.core.trunk.columns.sectioned import searched_alone

    parts = [in_sections(search) for search in searches]
    if len(searches) == 1 and parts[0]:
        return [searched_alone(searches[0], parts[0], paces[0])]
    silent = [pace.silent() for pace, own in zip(paces, parts, strict=True) for _ in own]
    found = iter(_each([part for own in parts for part in own], silent))
    wholes = [
        begun_with(search, own, list(islice(found, len(own)))) if own else search
        for search, own in zip(searches, parts, strict=True)
    ]
    return [rebuilt(search, answer) for search, answer in zip(wholes, _each(wholes, paces), strict=True)]


def _each(searches: Sequence[Search], paces: Sequence[Pace]) -> list[Found]:
    return searches[0].site.hands.each(searched, searches, paces) if searches else []


def begun_with(search: Search, sections: Sequence[Search], found: Sequence[Found]) -> Search:
    """The search that begins with what those of its sections have found."""
    joined = [one for part, own in zip(sections, found, strict=True) for one in rebuilt(part, own).circuits]
    start = min(joined, search.start, key=ranked)
    known = tuple(own.prices for own in found if own.prices is not None)
    return replace(search, start=tuple(start), sections=known if len(known) == len(found) else ())
