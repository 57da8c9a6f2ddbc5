"""What it costs at least to bring a branch to the places of an inverter: exact, without any grid.

Least costs over a stretch of rail are the lower envelope of labels. A label costs the same from `low` to
`high`, beyond that as much more per mm as bulk cable costs, and holds from `first` to `last`. Steps turn
labels into labels: docs/decisions/0013-exact-branches.md shows why no others are needed.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, inf
from typing import NamedTuple

from designer.core.geometry.intervals import Interval, IntervalSet
from designer.core.trunk.hops import Bend, Hop
from designer.core.trunk.rules import TrunkRules

OVER_LIMIT = 1e6
"""Cost of a step that breaks the slack limit: taken only where nothing else is possible."""

EPS_MM = 1e-6
"""Lengths are compared up to this."""

_EPS_COST = 1e-9


class Label(NamedTuple):
    """A part of the least costs of one inverter's places; see the module.

    `ports` are those of the run of trunk cable so far, `before` is the number of the label it came from.
    The step from there has so many `pitches` (0 = a link) and goes over a `bend` (None = along the rail).
    """

    cost: float
    low: float
    high: float
    first: float
    last: float
    ports: int = 1
    before: int = -1
    pitches: int = 0
    over: bool = False
    bend: Bend | None = None

    def at(self, place: float, per_mm: float) -> float:
        """The cost at a place between `first` and `last`."""
        return self.cost + per_mm * max(0.0, self.low - place, place - self.high)


class Lengths(NamedTuple):
    """Ways that a standard step of so many pitches may take, mm: the least leaves the most slack allowed."""

    least: float
    most: float


def lengths_of(pitches: int, rules: TrunkRules) -> Lengths:
    """From the slack limit to tight cable."""
    most = pitches * rules.product.pitch_mm - rules.family.dressing_mm
    return Lengths(max(0.0, most - rules.slack_limit_mm), most)


def first_labels(places: IntervalSet) -> tuple[Label, ...]:
    """A branch may begin at any place."""
    return tuple(Label(0.0, low, high, low, high) for low, high in places)


def next_labels(
    labels: Sequence[Label], places: IntervalSet, hop: Hop, rules: TrunkRules
) -> tuple[Label, ...]:
    """The labels of the next inverter, none that is nowhere the cheapest."""
    reached = undominated(_steps(labels, places, hop, rules, over=False), rules.prices.bulk_per_mm)
    if reached:
        return reached
    return undominated(_steps(labels, places, hop, rules, over=True), rules.prices.bulk_per_mm)


def undominated(labels: Iterable[Label], per_mm: float) -> tuple[Label, ...]:
    """Labels without those that another one undercuts wherever they hold."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda one: (one.cost, one.ports, one.low, -one.high, one.before)):
        if not any(_undercuts(other, label, per_mm) for other in kept):
            kept.append(label)
    return tuple(kept)


def _undercuts(other: Label, label: Label, per_mm: float) -> bool:
    if other.first > label.first + EPS_MM or other.last < label.last - EPS_MM or other.ports > label.ports:
        return False
    beyond = max(0.0, other.low - label.low, label.high - other.high)
    return other.cost + per_mm * beyond <= label.cost + _EPS_COST


def clipped(label: Label, low: float, high: float, per_mm: float) -> Label | None:
    """The label between two places; None where it does not hold there."""
    first, last = max(label.first, low), min(label.last, high)
    if first > last:
        if first > last + EPS_MM:
            return None
        last = first
    left, right, cost = max(label.low, first), min(label.high, last), label.cost
    if left > right:
        nearest = last if label.low > last else first
        cost += per_mm * max(label.low - nearest, nearest - label.high, 0.0)
        left = right = nearest
    return label._replace(cost=cost, low=left, high=right, first=first, last=last)


def _steps(
    labels: Sequence[Label], places: IntervalSet, hop: Hop, rules: TrunkRules, *, over: bool
) -> Iterator[Label]:
    """All labels that one step leads to."""
    per_mm = rules.prices.bulk_per_mm
    span = (places[0][0], places[-1][1])
    runs, bends = hop.runs(), hop.bends()
    for number, label in enumerate(labels):
        for reached in _from(label._replace(before=number), span, runs, bends, rules, over):
            for low, high in places:
                part = clipped(reached, low, high, per_mm)
                if part is not None:
                    yield part


def _from(
    label: Label,
    span: Interval,
    runs: Sequence[Interval],
    bends: Sequence[Bend],
    rules: TrunkRules,
    over: bool,
) -> Iterator[Label]:
    per_mm = rules.prices.bulk_per_mm
    for low, high in runs:
        here = clipped(label, low, high, per_mm)
        if here is not None:
            for found in _along(here, span, rules, over):
                inside = clipped(found, low, high, per_mm)
                if inside is not None:
                    yield inside
    for bend in bends:
        here = clipped(label, *bend.start_run, per_mm)
        if here is not None:
            for found in _round(here, bend, span, rules, over):
                inside = clipped(found, *bend.end_run, per_mm)
                if inside is not None:
                    yield inside


def _along(label: Label, span: Interval, rules: TrunkRules, over: bool) -> Iterator[Label]:
    """Steps along the rail: a tight cable moves all places of a label by its length, either way."""
    link = link_cost(rules)
    if link < inf:
        yield label._replace(
            cost=label.cost + link, first=-inf, last=inf, ports=1, pitches=0, over=False, bend=None
        )
    nearest = max(0.0, label.first - span[1], span[0] - label.last)
    farthest = max(label.last - span[0], span[1] - label.first)
    for pitches in _pitches(label, nearest, farthest, rules):
        least, most = lengths_of(pitches, rules)
        cost = label.cost + standard_cost(pitches, rules) + (OVER_LIMIT if over else 0.0)
        common = label._replace(cost=cost, ports=label.ports + pitches, pitches=pitches, over=over, bend=None)
        if over or least <= 0:
            yield common._replace(
                low=label.low - most, high=label.high + most, first=label.first - most, last=label.last + most
            )
            continue
        yield common._replace(
            low=label.low + least, high=label.high + most, first=label.first + least, last=label.last + most
        )
        yield common._replace(
            low=label.low - most, high=label.high - least, first=label.first - most, last=label.last - least
        )


def _round(label: Label, bend: Bend, span: Interval, rules: TrunkRules, over: bool) -> Iterator[Label]:
    """Steps that leave the rail: what the way to the gate leaves of the cable may be used beyond it."""
    per_mm, link = rules.prices.bulk_per_mm, link_cost(rules)
    joins = bend.joins_mm
    to_low = _distance(bend.leaves_mm, label.low, label.high)
    to_first = _distance(bend.leaves_mm, label.first, label.last)
    if link < inf:
        cost = label.cost + link + per_mm * (to_low + bend.middle_mm)
        yield label._replace(
            cost=cost,
            low=joins,
            high=joins,
            first=-inf,
            last=inf,
            ports=1,
            pitches=0,
            over=False,
            bend=bend,
        )
    nearest = to_first + bend.middle_mm + _distance(joins, *span)
    farthest = (
        max(abs(label.first - bend.leaves_mm), abs(label.last - bend.leaves_mm))
        + bend.middle_mm
        + max(abs(span[0] - joins), abs(span[1] - joins))
    )
    for pitches in _pitches(label, nearest, farthest, rules):
        lengths = lengths_of(pitches, rules)
        cost = label.cost + standard_cost(pitches, rules) + (OVER_LIMIT if over else 0.0)
        common = label._replace(cost=cost, ports=label.ports + pitches, pitches=pitches, over=over, bend=bend)
        if not over and lengths.least > nearest:
            yield from _sides(common, bend, lengths, per_mm)
            continue
        left, farther = lengths.most - bend.middle_mm - to_low, lengths.most - bend.middle_mm - to_first
        if farther < -EPS_MM:
            continue
        radius, farther = max(left, 0.0), max(farther, 0.0)
        yield common._replace(
            cost=cost + per_mm * (radius - left),
            low=joins - radius,
            high=joins + radius,
            first=joins - farther,
            last=joins + farther,
        )


def _sides(label: Label, bend: Bend, lengths: Lengths, per_mm: float) -> Iterator[Label]:
    """The same where the slack limit asks for a longer way: each side of both gates by itself."""
    leaves, joins = bend.leaves_mm, bend.joins_mm
    for side in (1.0, -1.0):
        here = clipped(label, *((leaves, inf) if side > 0 else (-inf, leaves)), per_mm)
        if here is None:
            continue
        near, far = sorted((side * (here.low - leaves), side * (here.high - leaves)))
        first, last = sorted((side * (here.first - leaves), side * (here.last - leaves)))
        beyond = here._replace(
            low=lengths.least - bend.middle_mm - far,
            high=lengths.most - bend.middle_mm - near,
            first=lengths.least - bend.middle_mm - last,
            last=lengths.most - bend.middle_mm - first,
        )
        onward = clipped(beyond, 0.0, inf, per_mm)
        if onward is not None:
            cost, low, high, begin, end = onward[:5]
            yield onward._replace(low=joins + low, high=joins + high, first=joins + begin, last=joins + end)
            yield onward._replace(
                cost=cost, low=joins - high, high=joins - low, first=joins - end, last=joins - begin
            )


def _pitches(label: Label, nearest: float, farthest: float, rules: TrunkRules) -> range:
    """Numbers of pitches worth a look: fewer do not reach, more reach no farther."""
    product, family = rules.product, rules.family
    fewest, most = (
        max(1, ceil((way + family.dressing_mm) / product.pitch_mm - 1e-9)) for way in (nearest, farthest)
    )
    if family.links_allowed:
        most = min(most, product.ports_per_reel - label.ports)
    return range(fewest, most + 1)


def standard_cost(pitches: int, rules: TrunkRules) -> float:
    """Cost of a standard step: its ports, of which all but the last are capped."""
    return pitches * rules.prices.port + (pitches - 1) * rules.prices.port_cap


def link_cost(rules: TrunkRules) -> float:
    """Cost of a link without its way, with the port of the next inverter; inf where none is allowed."""
    prices, family = rules.prices, rules.family
    if not family.links_allowed:
        return inf
    return prices.link + prices.port + (family.dressing_mm + 2 * family.stripping_mm) * prices.bulk_per_mm


def _distance(place: float, low: float, high: float) -> float:
    return max(0.0, low - place, place - high)
