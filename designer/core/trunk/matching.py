"""Pitch, positions and skipped ports of one branch, chosen together by an exact shortest path.

A step between neighbours is m pitches of trunk cable (m − 1 ports stay vacant) or a cut-to-length link; where
the ports sit is free within their places. Planning model, section 4.
"""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop
from math import inf
from typing import NamedTuple

from msgspec import Struct

from designer.core.model.plan import StepKind
from designer.core.trunk.hops import Feed, Hop
from designer.core.trunk.labels import (
    OVER_LIMIT,
    Label,
    first_labels,
    least_way,
    link_cost,
    standard_cost,
)
from designer.core.trunk.placing import backtracked, placed
from designer.core.trunk.ports import PortRange
from designer.core.trunk.reaching import next_labels
from designer.core.trunk.rules import TrunkRules

_SAME_COST = 1e-9
"""Costs are compared up to this."""

_PLACES = 6
"""Ports are rounded to a nanometre."""


class MatchedStep(Struct, frozen=True, kw_only=True, gc=False):
    """A step of the matched branch; `distance_mm` is the way between the two ports.

    `over_limit`: it leaves more slack than the limit, or is a link shorter than a connector.
    """

    kind: StepKind
    pitches: int
    distance_mm: float
    over_limit: bool


class Match(Struct, frozen=True, kw_only=True, gc=False):
    """A matched branch from the far end to the feed: port and inverter places, steps and cost.

    `cost` is inf when an inverter or the box cannot be reached, and `OVER_LIMIT` more for each step over a
    limit.
    """

    ports: tuple[float, ...]
    alongs: tuple[float, ...]
    steps: tuple[MatchedStep, ...]
    feed_mm: float
    cost: float

    def violations(self) -> int:
        """Steps over a limit."""
        return sum(step.over_limit for step in self.steps)

    def laid_cost(self) -> float:
        """What its cable, ports and caps cost: `cost` without what keeps it from breaking limits."""
        return self.cost - OVER_LIMIT * self.violations()


IMPOSSIBLE = Match(ports=(), alongs=(), steps=(), feed_mm=inf, cost=inf)

Layers = tuple[tuple[Label, ...], ...]
"""The labels of each inverter of a leg."""


def match_branch(ranges: Sequence[PortRange], hops: Sequence[Hop], feed: Feed, rules: TrunkRules) -> Match:
    """The cheapest branch through `ranges` in their order, from the far end to the feed.

    `hops` are the ways from each range to the next.
    """
    return matched(ranges, hops, layers_of(ranges, hops, rules, ()), feed, rules)


def layers_of(ranges: Sequence[PortRange], hops: Sequence[Hop], rules: TrunkRules, known: Layers) -> Layers:
    """The labels of each inverter; `known` are the first of them."""
    layers = list(known) or [first_labels(ranges[0].places)]
    for index in range(len(layers), len(ranges)):
        layers.append(next_labels(layers[-1], ranges[index].places, hops[index - 1], rules))
    return tuple(layers)


def matched(
    ranges: Sequence[PortRange], hops: Sequence[Hop], layers: Layers, feed: Feed, rules: TrunkRules
) -> Match:
    """The cheapest branch through the layers of `ranges` to the feed."""
    end = cheapest_end(ranges[-1], layers[-1], feed, rules)
    return IMPOSSIBLE if end is None else materialised(ranges, hops, layers, feed, rules, end)


def materialised(
    ranges: Sequence[PortRange],
    hops: Sequence[Hop],
    layers: Layers,
    feed: Feed,
    rules: TrunkRules,
    end: "End",
) -> Match:
    """The branch that ends so, with places for all ports near the preferred ones."""
    path = path_to(layers, end.label)
    found = backtracked(ranges, path, end.place, rules)
    return built(ranges, hops, path, placed(ranges, hops, feed, path, found, rules), feed, rules)


def built(
    ranges: Sequence[PortRange],
    hops: Sequence[Hop],
    path: Sequence[Label],
    places: Sequence[float],
    feed: Feed,
    rules: TrunkRules,
) -> Match:
    """The branch whose steps are those of `path`, with its ports at such places."""
    ports = tuple(round(place, _PLACES) for place in places)
    steps = tuple(
        _step(label, hop.way(a, b, least_way(label.pitches, rules, over=label.over)), rules)
        for label, hop, a, b in zip(path[1:], hops, ports[:-1], ports[1:], strict=True)
    )
    feed_mm = feed.way(ports[-1])
    return Match(
        ports=ports,
        alongs=tuple(round(one.along_for(port), 3) for one, port in zip(ranges, ports, strict=True)),
        steps=steps,
        feed_mm=feed_mm,
        cost=sum(step_price(step, rules) for step in steps)
        + feed_mm * rules.prices.bulk_per_mm
        + rules.prices.port
        + rules.prices.leg,
    )


def outlined(last: PortRange, layers: Layers, feed: Feed, rules: TrunkRules) -> Match | None:
    """The cheapest branch before its ports have places: its steps, end cable and cost, no ports or ways.

    None where it has a link, whose length follows from the places, or where there is no branch.
    """
    end = cheapest_end(last, layers[-1], feed, rules)
    path = [] if end is None else path_to(layers, end.label)[1:]
    if end is None or not all(label.pitches for label in path):
        return None
    steps = tuple(
        MatchedStep(kind=StepKind.STANDARD, pitches=one.pitches, distance_mm=0.0, over_limit=one.over)
        for one in path
    )
    return Match(ports=(), alongs=(), steps=steps, feed_mm=feed.way(end.place), cost=_whole_cost(end, rules))


def least_cost(last: PortRange, labels: Sequence[Label], feed: Feed, rules: TrunkRules) -> float:
    """Cost of the cheapest branch that ends with these labels; inf where there is none."""
    end = cheapest_end(last, labels, feed, rules)
    return inf if end is None else _whole_cost(end, rules)


def _whole_cost(end: "End", rules: TrunkRules) -> float:
    """With the first port and what every leg has."""
    return end.cost + rules.prices.port + rules.prices.leg


class End(NamedTuple):
    """An end of a branch: what it costs, how far from the preferred place, number of its label, place."""

    cost: float
    shift_mm: float
    label: int
    place: float


def ends_of(last: PortRange, labels: Sequence[Label], feed: Feed, rules: TrunkRules) -> Iterator[End]:
    """The ends of a branch at places that matter, the cheapest first."""
    ends = [end for number in range(len(labels)) for end in _ends_with(number, last, labels, feed, rules)]
    heapify(ends)
    while ends:
        yield heappop(ends)


def cheapest_end(last: PortRange, labels: Sequence[Label], feed: Feed, rules: TrunkRules) -> End | None:
    """The first of the ends; labels that cost more than it without an end cable are not looked at."""
    best: End | None = None
    for number, label in enumerate(labels):
        if best is None or label.cost <= best.cost + _SAME_COST:
            own = min(_ends_with(number, last, labels, feed, rules), default=None)
            best = own if best is None or (own is not None and own < best) else best
    return best


def _ends_with(
    number: int, last: PortRange, labels: Sequence[Label], feed: Feed, rules: TrunkRules
) -> Iterator[End]:
    """The ends with a label at places that matter.

    Both the label and the feed grow in no mm by more than cable costs, so only their marks matter.
    """
    per_mm, preferred, label = rules.prices.bulk_per_mm, last.slot.preferred_mm, labels[number]
    marks = (preferred, label.low, label.high, label.first, label.last, *feed.marks())
    for mark in {min(max(mark, label.first), label.last) for mark in marks}:
        way = feed.way(mark)
        if way < inf:
            yield End(round(label.at(mark, per_mm) + per_mm * way, 9), abs(mark - preferred), number, mark)


def path_to(layers: Layers, end: int) -> list[Label]:
    """The labels that lead to the last layer's one."""
    path = []
    for layer in reversed(layers):
        path.append(layer[end])
        end = path[-1].before
    return path[::-1]


def _step(label: Label, distance_mm: float, rules: TrunkRules) -> MatchedStep:
    slack = label.pitches * rules.product.pitch_mm - rules.family.dressing_mm - distance_mm
    return MatchedStep(
        kind=StepKind.STANDARD if label.pitches else StepKind.LINK,
        pitches=label.pitches,
        distance_mm=distance_mm,
        over_limit=slack > rules.slack_limit_mm + 1e-6 if label.pitches else label.over,
    )


def step_price(step: MatchedStep, rules: TrunkRules) -> float:
    """Cost of a step, with the port of the inverter it leads to."""
    fine = OVER_LIMIT if step.over_limit else 0.0
    if step.kind is StepKind.LINK:
        return link_cost(rules) + step.distance_mm * rules.prices.bulk_per_mm + fine
    return standard_cost(step.pitches, rules) + fine
