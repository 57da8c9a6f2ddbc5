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

_PLACES = 6
"""Ports are rounded to a nanometre."""


class MatchedStep(Struct, frozen=True, kw_only=True, gc=False):
    """A step of the matched branch; `distance_mm` is the way between the two ports."""

    kind: StepKind
    pitches: int
    distance_mm: float
    over_limit: bool


class Match(Struct, frozen=True, kw_only=True, gc=False):
    """A matched branch from the far end to the feed: port and inverter places, steps and cost.

    `cost` is inf when an inverter or the box cannot be reached.
    """

    ports: tuple[float, ...]
    alongs: tuple[float, ...]
    steps: tuple[MatchedStep, ...]
    feed_mm: float
    cost: float

    def violations(self) -> int:
        """Steps over the slack limit."""
        return sum(step.over_limit for step in self.steps)


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
    end = next(ends_of(ranges[-1], layers[-1], feed, rules), None)
    return IMPOSSIBLE if end is None else materialised(ranges, hops, layers, feed, rules, end)


def materialised(
    ranges: Sequence[PortRange],
    hops: Sequence[Hop],
    layers: Layers,
    feed: Feed,
    rules: TrunkRules,
    end: "End",
) -> Match:
    """The branch that ends so, with places for all ports."""
    path = _path(layers, end.label)
    found = backtracked(ranges, path, end.place, rules)
    ports = tuple(round(p, _PLACES) for p in placed(ranges, hops, feed, path, found, rules))
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
        + rules.prices.end_cap,
    )


def least_cost(last: PortRange, labels: Sequence[Label], feed: Feed, rules: TrunkRules) -> float:
    """Cost of the cheapest branch that ends with these labels; inf where there is none."""
    end = next(ends_of(last, labels, feed, rules), None)
    return inf if end is None else end.cost + rules.prices.port + rules.prices.end_cap


class End(NamedTuple):
    """An end of a branch: what it costs, how far from the preferred place, number of its label, place."""

    cost: float
    shift_mm: float
    label: int
    place: float


def ends_of(last: PortRange, labels: Sequence[Label], feed: Feed, rules: TrunkRules) -> Iterator[End]:
    """The ends of a branch at places that matter, the cheapest first.

    Both the label and the feed grow in no mm by more than cable costs, so only their marks matter.
    """
    per_mm, preferred, gates = rules.prices.bulk_per_mm, last.slot.preferred_mm, feed.marks()
    options = [
        (number, min(max(mark, label.first), label.last))
        for number, label in enumerate(labels)
        for mark in (preferred, label.low, label.high, label.first, label.last, *gates)
    ]
    ends = [
        End(round(labels[number].at(mark, per_mm) + per_mm * way, 9), abs(mark - preferred), number, mark)
        for number, mark in options
        if (way := feed.way(mark)) < inf
    ]
    heapify(ends)
    while ends:
        yield heappop(ends)


def _path(layers: Layers, end: int) -> list[Label]:
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
        over_limit=bool(label.pitches) and slack > rules.slack_limit_mm + 1e-6,
    )


def step_price(step: MatchedStep, rules: TrunkRules) -> float:
    """Cost of a step, with the port of the inverter it leads to."""
    if step.kind is StepKind.LINK:
        return link_cost(rules) + step.distance_mm * rules.prices.bulk_per_mm
    return standard_cost(step.pitches, rules) + (OVER_LIMIT if step.over_limit else 0.0)
