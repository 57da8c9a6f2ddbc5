"""Ways and matches of branches, by the inverters they join; what was matched before is remembered."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from designer.core.trunk.hops import Hop, SpotFeed
from designer.core.trunk.island import Route, Spot
from designer.core.trunk.labels import least_way
from designer.core.trunk.matching import Layers, Match, layers_of, least_cost, matched, outlined
from designer.core.trunk.memory import TrunkMemory
from designer.core.trunk.network import Network
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rise_limits import RiseLimits
from designer.core.trunk.rising import rise_v_of, within_rise
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.tracks import Station
from designer.core.trunk.waypoints import Passages


class Wiring:
    """The network as branches see it.

    `limits` say which voltage rise legs are matched for, where that is not always the rules' own; `passages`
    are the places that cable has to pass.
    """

    def __init__(
        self,
        network: Network,
        memory: TrunkMemory,
        limits: RiseLimits | None = None,
        passages: Passages | None = None,
    ) -> None:
        self.network = network
        self._memory, self._limits = memory, limits
        self._passages = passages
        self._layers: dict[tuple[str, str, str], tuple[TrunkRules, tuple[PortRange, ...], Layers]] = {}

    def hop(self, first: PortRange, second: PortRange) -> Hop:
        """Ways from one inverter to the next."""
        via = self._via(first.slot.id, second.slot.id)
        return self.network.hop(first.line, first.span, second.line, second.span, via)

    def feed(self, last: PortRange, box: str) -> SpotFeed:
        """Ways from an inverter to a box."""
        return self.network.feed(last.line, last.span, box, self._via(last.slot.id, box))

    def match(self, leg: tuple[PortRange, ...], box: str, rules: TrunkRules) -> Match:
        """The cheapest branch through `leg` from its far end to the box.

        Within the limit of the voltage rise, where links bring it there; with that which they need where all
        its inverters are too far for the limit.
        """
        if self._limits is not None:
            rules = self._limits.kept(leg, rules)
        hops, feed = self._hops(leg), self.feed(leg[-1], box)
        name = (rules.product.id, box, *(one.slot.id for one in leg))

        def compute() -> Match:
            found = matched(leg, hops, self._layers_of(leg, hops, rules), feed, rules)
            return within_rise(leg, hops, feed, rules, found)

        figures = tuple(one.figures for one in leg)
        return self._memory.matches.get(name, (figures, hops, feed, rules), compute)

    def least_cost(self, leg: tuple[PortRange, ...], box: str, rules: TrunkRules) -> float:
        """What the cheapest branch through `leg` costs, `OVER_LIMIT` more for each step too slack.

        It is not remembered.
        """
        layers = self._layers_of(leg, self._hops(leg), rules)
        return least_cost(leg[-1], layers[-1], self.feed(leg[-1], box), rules)

    def rise_pct(self, leg: tuple[PortRange, ...], box: str, rules: TrunkRules) -> float:
        """Voltage rise of the cheapest branch through `leg`, %; inf where there is none. Not remembered.

        Only links need to know where ports sit: without any the branch is not built.
        """
        hops, feed = self._hops(leg), self.feed(leg[-1], box)
        layers = self._layers_of(leg, hops, rules)
        match = outlined(leg[-1], layers, feed, rules)
        if match is None:
            match = matched(leg, hops, layers, feed, rules)
        return rules.rise_pct(rise_v_of(leg, match, rules))

    def _hops(self, leg: tuple[PortRange, ...]) -> tuple[Hop, ...]:
        return tuple(self.hop(before, after) for before, after in pairwise(leg))

    def _layers_of(self, leg: tuple[PortRange, ...], hops: Sequence[Hop], rules: TrunkRules) -> Layers:
        """Layers of a leg; those that the last leg from the same far end has in common are taken from it."""
        name = (rules.family.id, rules.product.id, leg[0].slot.id)
        known_rules, known_leg, known = self._layers.get(name, (rules, (), ()))
        if known_rules != rules:
            known_leg, known = (), ()
        common = takewhile(lambda pair: pair[0] is pair[1], zip(leg, known_leg, strict=False))
        count = sum(1 for _ in common)
        layers = layers_of(leg, hops, rules, known[:count])
        if len(layers) > count:
            self._layers[name] = (rules, leg, layers)
        return layers

    def routes(
        self, leg: Sequence[PortRange], match: Match, box: str, rules: TrunkRules
    ) -> tuple[Route, ...]:
        """The ways from port to port of a matched leg, and from the last one to the box."""
        stations = [Station(one.line, port) for one, port in zip(leg, match.ports, strict=True)]
        steps = [
            self._route(pair, ends, least_way(step.pitches, rules, over=step.over_limit))
            for pair, ends, step in zip(pairwise(leg), pairwise(stations), match.steps, strict=True)
        ]
        return (*steps, self._route_to_box(leg[-1].slot.id, stations[-1], box))

    def _route(
        self, pair: tuple[PortRange, PortRange], ends: tuple[Station, Station], least_mm: float
    ) -> Route:
        names, spans = (pair[0].slot.id, pair[1].slot.id), (pair[0].span, pair[1].span)
        via = self._via(*names)
        inputs = (self.network.island(ends[0].line).mark, ends, [spot.mark for spot in via], least_mm, spans)
        return self._memory.routes.get(names, inputs, lambda: self.network.route(*ends, via, least_mm, spans))

    def _route_to_box(self, name: str, start: Station, box: str) -> Route:
        via = self._via(name, box)
        spots = (*via, self.network.boxes[box])
        inputs = (self.network.island(start.line).mark, start, [spot.mark for spot in spots])
        return self._memory.routes.get(
            (name, box), inputs, lambda: self.network.route_to_box(start, box, via)
        )

    def _via(self, first: str, second: str) -> tuple[Spot, ...]:
        return self._passages.between(first, second) if self._passages is not None else ()
