"""What all work on the trunk of a site asks for: places of ports, ways, boxes, and rules of products."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import inf
from typing import Any

import numpy as np

from designer.core.caching.hands import Hands, own_hands
from designer.core.caching.pace import Pace, unhurried
from designer.core.inverters.slots import InverterSlot
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import SurfacePlan
from designer.core.model.trunk_family import TrunkFamily, TrunkProduct
from designer.core.trunk.ground import Layer
from designer.core.trunk.island import build_islands
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.network import Network
from designer.core.trunk.ports import PortRange, port_range
from designer.core.trunk.rise_limits import RiseLimits
from designer.core.trunk.rules import SiteRules, TrunkRules
from designer.core.trunk.water import wet_areas
from designer.core.trunk.wiring import Wiring


def site_of(
    design: Design,
    catalog: Catalog,
    surfaces: Sequence[SurfacePlan],
    slots: Sequence[InverterSlot],
    memory: TrunkMemory,
    pace: Pace,
    hands: Hands = own_hands,
) -> "Site":
    """The site of a Design; the last ones are remembered with the ways that were found on them."""

    def another() -> Site:
        memory.age.change()
        return Site(design, catalog, surfaces, slots, memory, pace)

    own = memory.sites.get("", (design, tuple(surfaces), tuple(slots)), another).paced(pace)
    own.hands = hands
    return own


class Site:
    """A site with its inverters' port places and the ways among them and to the boxes.

    `mark` stands for it where what follows from it is remembered.
    """

    def __init__(
        self,
        design: Design,
        catalog: Catalog,
        surfaces: Sequence[SurfacePlan],
        slots: Sequence[InverterSlot],
        memory: TrunkMemory,
        pace: Pace,
    ) -> None:
        self.design, self.catalog, self.memory, self.pace = design, catalog, memory, pace
        self.hands: Hands = own_hands
        lines = dict.fromkeys((slot.surface, (slot.row_id, slot.line)) for slot in slots)
        rail = catalog.rail(design.products.rail)
        own_gap = design.settings.row_gap_mm
        half_gap = (rail.row_gap_mm if own_gap is None else own_gap) / 2
        layers = [
            Layer(
                surface=design.surface(part.surface),
                modules=part.modules,
                rails=part.rails,
                lines=tuple(line for surface, line in lines if surface == part.surface),
            )
            for part in surfaces
        ]
        islands = build_islands(layers, design.bridges, half_gap, memory.islands, pace)
        self.network = Network(islands, design.boxes)
        pace()
        distance = catalog.assumptions.water_distance_mm
        self.wet = {surface.id: wet_areas(surface, distance) for surface in design.surfaces}
        self.ground = {one.id: (one.outline, one.edges, one.water_lines) for one in design.surfaces}
        """What wet areas follow from, for what is remembered."""
        self.ranges = self._port_ranges(slots)
        self._feeds = _nearest_feeds(self.network, self.ranges)
        self._rules = SiteRules(design, catalog)
        self.rise_limits = RiseLimits(self._rules, self.network, self.ranges, self._feeds)
        self.wiring = Wiring(self.network, memory, self.rise_limits)
        self.mark = object()

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: all but what is remembered, the pace and the hands of this one."""
        left_out = ("memory", "pace", "hands", "wiring", "mark")
        return {name: value for name, value in vars(self).items() if name not in left_out}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.memory, self.pace, self.hands = TrunkMemory(), unhurried, own_hands
        self.wiring = Wiring(self.network, self.memory, self.rise_limits)
        self.mark = object()

    def paced(self, pace: Pace) -> "Site":
        """The same site for work that another pace stops."""
        own = Site.__new__(Site)  # copy() would leave out what does not go to other processes
        vars(own).update(vars(self), pace=pace)
        return own

    def fed_into(self, box: str, members: Iterable[PortRange]) -> "Site":
        """The same site for work on these inverters where no other box is near."""
        own = self.paced(self.pace)
        ways = ((one.slot.id, self.feed_mm(one, box)) for one in members)
        vars(own).update(_feeds={name: {box: way} if way < inf else {} for name, way in ways})
        return own

    def feeds_mm(self, one: PortRange) -> Mapping[str, float]:
        """The shortest way from any of an inverter's places to each box that it can be fed into, mm."""
        return self._feeds[one.slot.id]

    def feed_mm(self, one: PortRange, box: str) -> float:
        """The shortest way to a box from any of an inverter's places; inf where there is none."""
        return self._feeds[one.slot.id].get(box, inf)

    def least_feed_mm(self, one: PortRange) -> float:
        """The shortest way to any box from any of an inverter's places; inf where there is none."""
        return min(self.feeds_mm(one).values(), default=inf)

    def boxes_for(self, members: Iterable[PortRange]) -> tuple[str, ...]:
        """The boxes that some of the inverters can be fed into."""
        reached = {box for one in members for box in self.feeds_mm(one)}
        return tuple(box for box in self.network.boxes if box in reached)

    def nearest_box(self, one: PortRange) -> str | None:
        """The nearest box that an inverter can be fed into."""
        ways = self.feeds_mm(one)
        return min(ways, key=lambda box: (ways[box], box), default=None)

    def family_of(self, one: PortRange) -> TrunkFamily:
        """The project's family where the inverter plugs into it, else the inverter's own."""
        return self._rules.family_of(one.slot.product)

    def rules(
        self, family: TrunkFamily, product: str | None, *, only_confirmed: bool = False
    ) -> list[TrunkRules]:
        """Rules of the products in question: the chosen one, or all that are sold in the region."""
        return self._rules.named(family, product, only_confirmed=only_confirmed)

    def rules_of(self, family: TrunkFamily, product: TrunkProduct) -> TrunkRules:
        """Rules of one product."""
        return self._rules.of(family, product)

    def _port_ranges(self, slots: Iterable[InverterSlot]) -> dict[str, PortRange]:
        found = {}
        for slot in slots:
            reach, wet = self._reach(slot), self.wet[slot.surface]
            found[slot.id] = self.memory.ranges.get(
                slot.id, (slot, reach, self.ground[slot.surface]), partial(port_range, slot, reach, wet)
            )
        self.pace()
        return found

    def _reach(self, slot: InverterSlot) -> float:
        """How far the AC lead lets the port sit from the inverter."""
        own = slot.product.ac_lead_mm
        return self.catalog.assumptions.inverter_ac_lead_mm if own is None else own


def _nearest_feeds(network: Network, ranges: Mapping[str, PortRange]) -> dict[str, dict[str, float]]:
    """The shortest way from any of each inverter's places to each box it reaches, by inverter and box, mm.

    Each island is looked at by itself, so that the boxes of others cost neither time nor memory. Cable is led
    along rails: an inverter beyond its rail reaches no box, and no other inverter either.
    """
    on_rail = (one for one in ranges.values() if one.is_on_rail)
    islands = network.by_islands(on_rail, lambda one: one.line)
    found = {name: ways for members in islands for name, ways in _feeds_on(network, members)}
    return {name: found.get(name, {}) for name in ranges}


def _feeds_on(network: Network, members: Sequence[PortRange]) -> Iterator[tuple[str, dict[str, float]]]:
    """Inverters of one island with their ways: shortest from an end of the places or from a crossing."""
    spots = [[(one.line, mark) for mark in _marks(network, one)] for one in members]
    first = np.cumsum([0, *map(len, spots)])[:-1]
    ways = network.feeds_mm([spot for own in spots for spot in own])
    table = [np.minimum.reduceat(own, first).tolist() for own in ways.values()]
    for number, one in enumerate(members):
        own = {box: column[number] for box, column in zip(ways, table, strict=True)}
        yield one.slot.id, {box: way for box, way in own.items() if way < inf}


def _marks(network: Network, one: PortRange) -> list[float]:
    crossings = network.island(one.line).stretch(one.line, one.span)[0].crossings
    inside = [u for u in crossings if any(low < u < high for low, high in one.places)]
    return [end for place in one.places for end in place] + inside
