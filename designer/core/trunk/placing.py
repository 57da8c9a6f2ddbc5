"""Places for the ports of a branch whose steps are decided: near the preferred ones, at the same cost."""

from collections.abc import Sequence
from math import inf

from designer.core.trunk.hops import Feed, Hop
from designer.core.trunk.labels import (
    EPS_MM,
    NO_RISE,
    Label,
    Lengths,
    StepRise,
    least_link,
    least_way,
    lengths_of,
)
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

SHIFT_WEIGHT = 1e-6
"""Cost of moving an inverter 1 mm off its preferred place: only breaks ties between equal cables.

So little that metres over a whole branch never pay for a mm of cable, which costs 0.001 and more.
"""

REACH_WEIGHT = 5e-7
"""Cost of 1 mm between an inverter and its port: only breaks ties."""

MOST_MARKS = 60
"""So many places of an inverter are compared at most, those nearest to the preferred one."""


def backtracked(
    ranges: Sequence[PortRange],
    path: Sequence[Label],
    last: float,
    rules: TrunkRules,
    rises: Sequence[StepRise] = (),
) -> list[float]:
    """Places that cost what the last label says at its place `last`, found from the feed to the far end.

    Where the `rises` of the steps are given they rise no higher than that says either.
    """
    places = [last]
    for index in range(len(path) - 1, 0, -1):
        preferred = ranges[index - 1].slot.preferred_mm
        rise = rises[index - 1] if rises else NO_RISE
        places.append(_place_before(path[index - 1], path[index], places[-1], preferred, rules, rise))
    return places[::-1]


def _place_before(
    before: Label, label: Label, place: float, preferred: float, rules: TrunkRules, rise: StepRise
) -> float:
    """The cheapest place that the step of `label` leads from to `place`; of these that of the least rise."""
    per_mm, bend = rules.prices.bulk_per_mm, label.bend
    gate = place if bend is None else bend.leaves_mm
    beyond = 0.0 if bend is None else bend.middle_mm + abs(place - bend.joins_mm)
    least, most = _ways_of(label, rules)
    marks = [preferred, before.low, before.high, before.first, before.last, gate]
    marks += [gate + sign * (length - beyond) for length in (most, least) if length < inf for sign in (1, -1)]
    options = []
    for spot in {min(max(mark, before.first), before.last) for mark in marks}:
        way = abs(spot - gate) + beyond
        excess = max(0.0, way - most, least - way)
        link = 0.0 if label.pitches else way
        options.append(
            (
                0.0 if excess <= 10 * EPS_MM else excess,
                round(before.at(spot, per_mm) + per_mm * link, 7),
                round(before.rise_at(spot) + rise.per_mm * link, 9),
                abs(spot - preferred),
                spot,
            )
        )
    return min(options)[-1]


def _ways_of(label: Label, rules: TrunkRules) -> Lengths:
    """Ways that the step of a label may take, mm; a link over a bend may take any."""
    least, most = lengths_of(label.pitches, rules)
    if label.pitches:
        return Lengths(0.0 if label.over else least, most)
    return Lengths(0.0 if label.bend else least_link(rules, over=label.over), inf)


def placed(
    ranges: Sequence[PortRange],
    hops: Sequence[Hop],
    feed: Feed,
    path: Sequence[Label],
    found: Sequence[float],
    rules: TrunkRules,
) -> tuple[float, ...]:
    """`found`, with the ports moved towards the preferred places as far as the same steps allow."""
    marks = _marks(ranges, path, found, rules)
    costs = [placing_cost(ranges[0], mark) for mark in marks[0]]
    backs: list[list[int]] = []
    for index, hop in enumerate(hops, start=1):
        step = _Decided(path[index], hop, (found[index - 1], found[index]), rules)
        reached = [step.best(marks[index - 1], costs, mark) for mark in marks[index]]
        backs.append([before for _, before in reached])
        costs = [
            cost + placing_cost(ranges[index], mark)
            for (cost, _), mark in zip(reached, marks[index], strict=True)
        ]
    per_mm = rules.prices.bulk_per_mm
    ends = [cost + priced(feed.way(mark), per_mm) for cost, mark in zip(costs, marks[-1], strict=True)]
    chosen = [min(range(len(ends)), key=ends.__getitem__)]
    for back in reversed(backs):
        chosen.append(back[chosen[-1]])
    return tuple(places[i] for places, i in zip(marks, reversed(chosen), strict=True))


class _Decided:
    """A decided step: which ways it may take, and what they cost. That between `known` places fits."""

    def __init__(self, label: Label, hop: Hop, known: tuple[float, float], rules: TrunkRules) -> None:
        self._hop, self._per_mm, self._is_link = hop, rules.prices.bulk_per_mm, not label.pitches
        self._least = least_way(label.pitches, rules, over=label.over)
        least, most = lengths_of(label.pitches, rules)
        if self._is_link:
            least, most = least_link(rules, over=label.over), inf
        fits = self._way(*known)
        self._low, self._high = min(least, fits) - EPS_MM, max(most, fits) + EPS_MM

    def _way(self, start: float, end: float) -> float:
        return self._hop.way(start, end, self._least)

    def best(self, starts: Sequence[float], costs: Sequence[float], end: float) -> tuple[float, int]:
        """The least cost to get to a place from any of the starts, and the number of that start."""
        best, number = inf, 0
        for index, (start, cost) in enumerate(zip(starts, costs, strict=True)):
            if cost < best:
                through = cost + self._cost(self._way(start, end))
                if through < best:
                    best, number = through, index
        return best, number

    def _cost(self, way: float) -> float:
        if not self._low <= way <= self._high:
            return inf
        return priced(way, self._per_mm) if self._is_link else 0.0


def priced(way: float, per_mm: float) -> float:
    """Cost of a way; inf where there is none, even if cable costs nothing."""
    return way * per_mm if way < inf else inf


def placing_cost(one: PortRange, port: float) -> float:
    """What the place itself costs: shift of the inverter and distance to its port."""
    along = one.along_for(port)
    return SHIFT_WEIGHT * abs(along - one.slot.preferred_mm) + REACH_WEIGHT * abs(port - along)


def _marks(
    ranges: Sequence[PortRange], path: Sequence[Label], found: Sequence[float], rules: TrunkRules
) -> list[list[float]]:
    """Places of each inverter that matter, those that tight cable leads to from its neighbours' included."""
    own = [{spot, *_own_marks(one, label)} for one, label, spot in zip(ranges, path, found, strict=True)]
    spread = [set(marks) for marks in own]
    for order in (range(1, len(path)), range(len(path) - 1, 0, -1)):
        forwards = order.step > 0
        carried = set(own[0] if forwards else own[-1])
        for index in order:
            target = index if forwards else index - 1
            label = path[index]
            tight = lengths_of(label.pitches, rules).most
            moved = {mark + sign * tight for mark in carried for sign in (1, -1)}
            direct = label.pitches and label.bend is None
            carried = own[target] | (_inside(ranges[target], moved) if direct else set())
            spread[target] |= carried
    return [
        sorted({spot, *_nearest(marks, one.slot.preferred_mm)})
        for marks, one, spot in zip(spread, ranges, found, strict=True)
    ]


def _own_marks(one: PortRange, label: Label) -> set[float]:
    preferred = one.slot.preferred_mm
    marks = {preferred, preferred - one.reach_mm, preferred + one.reach_mm, label.low, label.high}
    return _inside(one, marks)


def _inside(one: PortRange, marks: set[float]) -> set[float]:
    return {mark for mark in marks if any(low <= mark <= high for low, high in one.places)}


def _nearest(marks: set[float], preferred: float) -> list[float]:
    return sorted(marks, key=lambda mark: (abs(mark - preferred), mark))[:MOST_MARKS]
