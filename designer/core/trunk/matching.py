"""Pitch, positions and skipped ports of one branch, chosen together by a shortest path.

States are port places of each inverter; a step between neighbours is m pitches of trunk cable
(m − 1 ports stay vacant) or a cut-to-length link. Planning model, section 4.
"""

import math
from collections.abc import Sequence
from math import inf

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.model.plan import StepKind
from designer.core.trunk.graph import Array
from designer.core.trunk.hops import Feed, Hop
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

SHIFT_WEIGHT = 1e-4
"""Cost of moving an inverter 1 mm off its preferred place: only breaks ties between equal cables."""

REACH_WEIGHT = 5e-5
"""Cost of 1 mm between an inverter and its port: only breaks ties."""

OVER_LIMIT = 1e6
"""Cost of a step that breaks the slack limit: taken only where nothing else is possible."""

_TIGHT_FROM = 12
"""From this many best states of a layer exactly tight successors are added to the next grid."""


class MatchedStep(Struct, frozen=True, kw_only=True):
    """A step of the matched branch; `distance_mm` is the way between the two ports."""

    kind: StepKind
    pitches: int
    distance_mm: float
    over_limit: bool


class Match(Struct, frozen=True, kw_only=True):
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


class Layer(Struct, kw_only=True):
    """Candidates of one inverter with the least cost to reach them."""

    ports: Array
    cost: Array
    back: NDArray[np.intp]
    distance: Array


def match_branch(
    ranges: Sequence[PortRange], hops: Sequence[Hop], end_feed: Feed, rules: TrunkRules
) -> Match:
    """The cheapest branch through `ranges` in their order, from the far end to the feed.

    `hops` are the ways from each range to the next.
    """
    layers = layers_of(ranges, hops, rules, ())
    return matched(ranges, layers, end_feed, rules)


def layers_of(
    ranges: Sequence[PortRange], hops: Sequence[Hop], rules: TrunkRules, known: Sequence[Layer]
) -> tuple[Layer, ...]:
    """The candidates of each inverter with the least cost to reach them; `known` are the first of them."""
    layers = list(known) or [_first_layer(ranges[0])]
    for index in range(len(layers), len(ranges)):
        before, after = ranges[index - 1], ranges[index]
        layers.append(_next_layer(layers[-1], before, after, hops[index - 1], rules))
    return tuple(layers)


def matched(ranges: Sequence[PortRange], layers: Sequence[Layer], end_feed: Feed, rules: TrunkRules) -> Match:
    """The cheapest branch through the layers of `ranges` to the feed."""
    last = layers[-1]
    feed = end_feed.ways(last.ports)
    total = last.cost + feed * rules.prices.bulk_per_mm
    end = int(np.argmin(total))
    if not np.isfinite(total[end]):
        return Match(ports=(), alongs=(), steps=(), feed_mm=inf, cost=inf)
    return _unrolled(ranges, layers, end, float(feed[end]), float(total[end]), rules)


def _first_layer(first: PortRange) -> Layer:
    ports = first.grid
    return Layer(
        ports=ports,
        cost=_grid_cost(first),
        back=np.zeros(len(ports), dtype=np.intp),
        distance=np.zeros(len(ports)),
    )


def _grid_cost(one: PortRange) -> Array:
    """What every place of the grid costs; worked out once for each inverter."""
    if "grid_cost" not in one.__dict__:
        one.__dict__["grid_cost"] = _placing_cost(one, one.grid)
    cost: Array = one.__dict__["grid_cost"]
    return cost


def _placing_cost(ports_of: PortRange, ports: Array) -> Array:
    """What the place itself costs: shift of the inverter and distance to its port."""
    alongs = ports_of.alongs_for(ports)
    shift = np.abs(alongs - ports_of.slot.preferred_mm)
    return np.asarray(SHIFT_WEIGHT * shift + REACH_WEIGHT * np.abs(ports - alongs))


def _next_layer(layer: Layer, before: PortRange, after: PortRange, hop: Hop, rules: TrunkRules) -> Layer:
    ports = _candidates(layer, before, after, rules)
    distance = hop.distances(layer.ports, ports)
    placing = _grid_cost(after) if ports is after.grid else _placing_cost(after, ports)
    through = layer.cost[:, None] + step_cost(distance, rules)
    back = np.argmin(through, axis=0)
    columns = np.arange(len(ports))
    return Layer(
        ports=ports,
        cost=through[back, columns] + placing,
        back=back,
        distance=distance[back, columns],
    )


def _candidates(layer: Layer, before: PortRange, after: PortRange, rules: TrunkRules) -> Array:
    """The next inverter's grid, and on the same rail the places where the cable is exactly tight."""
    grid = after.grid
    if before.line != after.line:
        return grid
    best = layer.ports[np.argsort(layer.cost, kind="stable")[:_TIGHT_FROM]]
    reach = [m * rules.product.pitch_mm - rules.family.dressing_mm for m in (1, 2)]
    tight = np.concatenate([best + sign * length for length in reach for sign in (-1, 1)])
    return np.unique(np.concatenate([grid, after.holds(tight)]))


def pitches_for(distance: Array, rules: TrunkRules) -> Array:
    """Fewest pitches that cover a way with its dressing; at least one."""
    needed = distance + rules.family.dressing_mm
    needed /= rules.product.pitch_mm
    needed -= 1e-9
    np.ceil(needed, out=needed)
    return np.asarray(np.maximum(needed, 1.0, out=needed))


def step_cost(distance: Array, rules: TrunkRules) -> Array:
    """Cost of the cheaper of a standard step and a link for each way; inf where there is no way."""
    prices, product, family = rules.prices, rules.product, rules.family
    finite = np.isfinite(distance)
    ways = distance if finite.all() else np.where(finite, distance, 0.0)
    pitches = pitches_for(ways, rules)
    slack = pitches * product.pitch_mm
    slack -= family.dressing_mm
    slack -= ways
    cost = pitches * prices.port
    pitches -= 1
    pitches *= prices.port_cap
    cost += pitches
    np.add(cost, OVER_LIMIT, out=cost, where=slack > rules.slack_limit_mm + 1e-6)
    if family.links_allowed:
        link = ways + family.dressing_mm
        link += 2 * family.stripping_mm
        link *= prices.bulk_per_mm
        link += prices.link + prices.port  # a link takes a port for the next inverter too
        np.minimum(cost, link, out=cost)
    return cost if ways is distance else np.where(finite, cost, inf)


def _unrolled(
    ranges: Sequence[PortRange],
    layers: Sequence[Layer],
    end: int,
    feed_mm: float,
    cost: float,
    rules: TrunkRules,
) -> Match:
    indices = [end]
    for layer in layers[:0:-1]:
        indices.append(int(layer.back[indices[-1]]))
    indices.reverse()
    ports = tuple(float(layer.ports[i]) for layer, i in zip(layers, indices, strict=True))
    distances = [float(layer.distance[i]) for layer, i in zip(layers, indices, strict=True)][1:]
    steps, extra = _within_reels([matched_step(distance, rules) for distance in distances], rules)
    return Match(
        ports=ports,
        alongs=tuple(
            round(float(one.alongs_for(np.array([port]))[0]), 3)
            for one, port in zip(ranges, ports, strict=True)
        ),
        steps=steps,
        feed_mm=feed_mm,
        cost=cost + extra + rules.prices.port + rules.prices.end_cap,
    )


def _within_reels(steps: Sequence[MatchedStep], rules: TrunkRules) -> tuple[tuple[MatchedStep, ...], float]:
    """The steps with a link wherever a run would have more ports than a reel, and what that adds."""
    kept: list[MatchedStep] = []
    ports, extra = 1, 0.0
    for step in steps:
        joins = step.kind is StepKind.STANDARD and ports + step.pitches > rules.product.ports_per_reel
        if joins and rules.family.links_allowed:
            way = step.distance_mm
            extra += _link_price_of(way, rules) - _price_of(way, step.pitches, rules)[0]
            kept.append(_as_link(step))
        else:
            kept.append(step)
        ports = 1 if kept[-1].kind is StepKind.LINK else ports + step.pitches
    return tuple(kept), extra


def _as_link(step: MatchedStep) -> MatchedStep:
    return MatchedStep(kind=StepKind.LINK, pitches=0, distance_mm=step.distance_mm, over_limit=False)


def matched_step(distance_mm: float, rules: TrunkRules) -> MatchedStep:
    """The step that `step_cost` priced for one way."""
    pitches = pitches_of(distance_mm, rules)
    price, over = _price_of(distance_mm, pitches, rules)
    linked = _link_price_of(distance_mm, rules) < (price + OVER_LIMIT if over else price)
    return MatchedStep(
        kind=StepKind.LINK if linked else StepKind.STANDARD,
        pitches=0 if linked else pitches,
        distance_mm=distance_mm,
        over_limit=over and not linked,
    )


def pitches_of(distance_mm: float, rules: TrunkRules) -> int:
    """`pitches_for` one way."""
    needed = math.ceil((distance_mm + rules.family.dressing_mm) / rules.product.pitch_mm - 1e-9)
    return max(needed, 1)


def _price_of(distance_mm: float, pitches: int, rules: TrunkRules) -> tuple[float, bool]:
    """Cost of a standard step, and whether it breaks the slack limit."""
    slack = pitches * rules.product.pitch_mm - rules.family.dressing_mm - distance_mm
    price = pitches * rules.prices.port + (pitches - 1) * rules.prices.port_cap
    return price, slack > rules.slack_limit_mm + 1e-6


def _link_price_of(distance_mm: float, rules: TrunkRules) -> float:
    prices, family = rules.prices, rules.family
    if not family.links_allowed:
        return inf
    length = distance_mm + family.dressing_mm + 2 * family.stripping_mm
    return prices.link + prices.port + length * prices.bulk_per_mm
