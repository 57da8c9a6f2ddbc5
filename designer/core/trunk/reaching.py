"""One step of a branch: from the labels of an inverter to those of the next one."""

from collections.abc import Iterator, Sequence
from math import ceil, inf

from designer.core.geometry.intervals import Interval, IntervalSet, distance
from designer.core.trunk.hops import EVERYWHERE, Bend, Hop
from designer.core.trunk.labels import (
    EPS_MM,
    NO_RISE,
    OVER_LIMIT,
    Label,
    Lengths,
    StepRise,
    least_link,
    lengths_of,
    link_cost,
    standard_cost,
)
from designer.core.trunk.offers import EPS_COST, Offers, Origin, Part, Rise, Target, clipped, given_way
from designer.core.trunk.rules import TrunkRules

_Way = tuple[Interval, Bend | None, tuple[Target, ...], float]
"""A run that cable leaves from, the bend from there, places beyond, and how long the way is at least, mm."""

_Start = tuple[int, int, Rise, Part, Bend | None, tuple[Target, ...], float]
"""Number of a label, its ports and rise, the part of it on a run, and the rest of the way from there."""

_Given = tuple[Part, float]
"""A part, and how far links before it have grown for it, mm."""


def next_labels(
    labels: Sequence[Label],
    places: IntervalSet,
    hop: Hop,
    rules: TrunkRules,
    rise: StepRise | None = None,
) -> tuple[Label, ...]:
    """The labels of the next inverter, none that is nowhere the cheapest.

    Where the voltage `rise` is asked for, none that is nowhere the cheapest of those with as little of it.
    """
    for over in (False, True):
        reached = _Step(labels, places, hop, rules, rise, over=over).reached()
        if reached:
            return reached
    return ()


class _Step:
    """Offers all labels that one step leads to; `over` is whether it may break a limit (`OVER_LIMIT`)."""

    def __init__(
        self,
        labels: Sequence[Label],
        places: IntervalSet,
        hop: Hop,
        rules: TrunkRules,
        rise: StepRise | None,
        *,
        over: bool,
    ) -> None:
        self._rules, self._over, self._rise = rules, over, rise or NO_RISE
        self._per_mm, self._pitch = rules.prices.bulk_per_mm, rules.product.pitch_mm
        self._dressing, self._reel = rules.family.dressing_mm, inf
        if rules.family.links_allowed:
            self._reel = rules.product.ports_per_reel
        self._fine = OVER_LIMIT if over else 0.0
        self._apart = least_link(rules, over=over)
        self._span = (places[0][0], places[-1][1])
        self._offers = Offers(places, self._per_mm, any_rise=rise is not None)
        self._starts = list(self._begun(labels, hop))

    def _begun(self, labels: Sequence[Label], hop: Hop) -> Iterator[_Start]:
        """Every label on every run that cable may leave it from."""
        ways = [way for way in self._ways(hop) if way[2]]
        for number, label in enumerate(labels):
            whole = label[:5]
            for run, bend, targets, least_mm in ways:
                part = whole if run == EVERYWHERE else clipped(whole, *run, self._per_mm)
                if part is not None:
                    more = label.slope * given_way(whole, part) if label.slope else 0.0
                    rise = (label.rise + more, label.slope)
                    yield number, label.ports, rise, part, bend, targets, least_mm

    def _ways(self, hop: Hop) -> Iterator[_Way]:
        for run in hop.runs():
            yield run, None, self._offers.targets(run), 0.0
        for bend in hop.bends():
            beyond = distance(bend.joins_mm, *self._span)
            yield bend.start_run, bend, self._offers.targets(bend.end_run), bend.middle_mm + beyond

    def reached(self) -> tuple[Label, ...]:
        """The labels of the next inverter; links first, as they say what others may cost at most.

        What costs more by its least way alone is not looked at any closer.
        """
        link, offers = link_cost(self._rules) + self._fine, self._offers
        if link < inf:
            for start in self._starts:
                if start[3][0] + link + self._per_mm * start[6] <= offers.ceiling + EPS_COST:
                    self._link(start, link)
        prices = {least: self._least_price(least) for least in {start[6] for start in self._starts}}
        for start in self._starts:
            if start[3][0] + prices[start[6]] > offers.ceiling:
                continue
            if start[4] is None:
                self._along(start)
            else:
                self._round(start, start[4])
        return offers.labels()

    def _least_price(self, way: float) -> float:
        """What steps cost at least that are so long or longer."""
        return standard_cost(self._pitches(way), self._rules) + self._fine

    def _pitches(self, way: float) -> int:
        """So many take a step."""
        pitches = ceil((way + self._dressing) / self._pitch - 1e-9)
        return pitches if pitches > 1 else 1

    def _link(self, start: _Start, price: float) -> None:
        """A link: it grows by what bulk cable costs, and nothing is gained by a detour.

        Along the rail it leads to each side by itself where the places are so near that connectors might lie
        on each other.
        """
        number, _, rise, part, bend, targets, _ = start
        origin = (number, 0, self._over, bend)
        if bend is not None:
            at_gate, risen = self._to_gate(part, bend, rise)
            at_end = (at_gate[0] + price, *at_gate[1:])
            self._offers.add_everywhere(_open(at_end, 0.0), origin, targets, risen)
            return
        near = targets[0][1] < part[4] + self._apart and targets[-1][2] > part[3] - self._apart
        for apart in (self._apart, -self._apart) if near and self._apart else (0.0,):
            moved = _moved(part, apart, price + self._per_mm * abs(apart))
            if rise[1]:
                self._beside(moved, apart, origin, targets, rise)
            else:
                self._offers.add_everywhere(
                    _open(moved, apart), origin, targets, self._beyond(rise, abs(apart))
                )

    def _to_gate(self, part: Part, bend: Bend, rise: Rise) -> tuple[Part, Rise]:
        """What a link costs up to where it joins the rail of the next inverter.

        Where the ports before may give way they do so: cable costs the same there, and less flows in it.
        """
        cost, low, high, first, last = part
        out, outside = distance(bend.leaves_mm, low, high), distance(bend.leaves_mm, first, last)
        joins = bend.joins_mm
        so_far = rise[0] + rise[1] * (out - outside)
        way = outside + bend.middle_mm
        at_gate = (cost + self._per_mm * (out + bend.middle_mm), joins, joins, joins, joins)
        return at_gate, self._beyond((so_far, rise[1]), way)

    def _beside(
        self, part: Part, apart: float, origin: Origin, targets: Sequence[Target], rise: Rise
    ) -> None:
        """A link along the rail from ports that may give way before the link itself grows.

        The part is `apart` from where the ports are, and the link grows to that side, to both where it is 0.
        """
        cost, low, high, first, last = part
        dressed = self._beyond(rise, abs(apart))[0]
        self._offers.add(part, 1, origin, targets, (dressed, rise[1]))
        sides = [(first, low - first, -inf, first)] if apart <= 0 else []
        sides += [(last, last - high, last, inf)] if apart >= 0 else []
        for place, away, begin, end in sides:
            beside = (cost + self._per_mm * away, place, place, begin, end)
            self._offers.add(beside, 1, origin, targets, (dressed + rise[1] * away, self._rise.per_mm))

    def _beyond(self, rise: Rise, way: float = 0.0) -> Rise:
        """The voltage rise after so much of a link, which grows from there on."""
        per_mm = self._rise.per_mm
        return (rise[0] + per_mm * (way + self._rules.family.dressing_mm), per_mm)

    def _along(self, start: _Start) -> None:
        """Steps along the rail: a tight cable moves all places of a label by its length, either way."""
        number, ports, rise, (cost, low, high, first, last), _, targets, _ = start
        span, add = self._span, self._offers.add
        nearest = max(0.0, first - span[1], span[0] - last)
        farthest = max(last - span[0], span[1] - first)
        for pitches, price in self._steps(cost, ports, nearest, farthest):
            least, most = lengths_of(pitches, self._rules)
            count, origin = ports + pitches, (number, pitches, self._over, None)
            more = (rise[0] + pitches * self._rise.per_pitch, rise[1])
            if self._over or least <= 0:
                add((price, low - most, high + most, first - most, last + most), count, origin, targets, more)
                continue
            for part in (
                (price, low + least, high + most, first + least, last + most),
                (price, low - most, high - least, first - most, last - least),
            ):
                add(part, count, origin, targets, more)

    def _round(self, start: _Start, bend: Bend) -> None:
        """Steps that leave the rail: what the way to the gate leaves of the cable may be used beyond it."""
        number, ports, rise, part, _, targets, least_mm = start
        cost, low, high, first, last = part
        joins, to_first = bend.joins_mm, distance(bend.leaves_mm, first, last)
        nearest = to_first + least_mm
        farthest = _farthest(bend.leaves_mm, first, last) + bend.middle_mm + _farthest(joins, *self._span)
        for pitches, price in self._steps(cost, ports, nearest, farthest):
            lengths = lengths_of(pitches, self._rules)
            if not self._over and lengths.least > nearest:
                found = self._sides((price, *part[1:]), bend, lengths)
            else:
                to_low = distance(bend.leaves_mm, low, high)
                found = _circle(price, bend, lengths.most - bend.middle_mm, to_low, to_first, self._per_mm)
            for one, away in found:
                origin = (number, pitches, self._over, bend)
                more = (rise[0] + rise[1] * away + pitches * self._rise.per_pitch, rise[1])
                self._offers.add(one, ports + pitches, origin, targets, more)

    def _sides(self, part: Part, bend: Bend, lengths: Lengths) -> Iterator[_Given]:
        """The same where the slack limit asks for a longer way: each side of both gates by itself."""
        leaves, joins, middle = bend.leaves_mm, bend.joins_mm, bend.middle_mm
        for side, run in ((1.0, (leaves, inf)), (-1.0, (-inf, leaves))):
            here = clipped(part, *run, self._per_mm)
            if here is None:
                continue
            cost, low, high, begin, end = here
            near, far = sorted((side * (low - leaves), side * (high - leaves)))
            first, last = sorted((side * (begin - leaves), side * (end - leaves)))
            beyond = (
                cost,
                lengths.least - middle - far,
                lengths.most - middle - near,
                lengths.least - middle - last,
                lengths.most - middle - first,
            )
            onward = clipped(beyond, 0.0, inf, self._per_mm)
            if onward is not None:
                away = given_way(part, here) + given_way(beyond, onward)
                cost, low, high, begin, end = onward
                yield (cost, joins + low, joins + high, joins + begin, joins + end), away
                yield (cost, joins - high, joins - low, joins - end, joins - begin), away

    def _steps(self, cost: float, ports: int, nearest: float, farthest: float) -> Iterator[tuple[int, float]]:
        """Numbers of pitches worth a look, with the cost after them.

        Fewer do not reach, more reach no farther, and what costs more than the ceiling is of no use.
        """
        rules, ceiling = self._rules, self._offers.ceiling
        pitches, most = self._pitches(nearest), min(self._pitches(farthest), self._reel - ports)
        while pitches <= most:
            price = cost + standard_cost(pitches, rules) + self._fine
            if price > ceiling:
                break
            yield pitches, price
            pitches += 1


def _circle(
    price: float, bend: Bend, radius: float, to_low: float, to_first: float, per_mm: float
) -> Iterator[_Given]:
    """Places within what is left of the cable beyond the gate; `radius` is what is left of it before both."""
    left, farther = radius - to_low, radius - to_first
    if farther < -EPS_MM:
        return
    inner, outer = max(left, 0.0), max(farther, 0.0)
    joins = bend.joins_mm
    away = inner - left
    yield (price + per_mm * away, joins - inner, joins + inner, joins - outer, joins + outer), away


def _moved(part: Part, along: float, price: float) -> Part:
    """A label farther along the rail, for a price."""
    cost, low, high, first, last = part
    return (cost + price, low + along, high + along, first + along, last + along)


def _open(part: Part, side: float) -> Part:
    """A label with a link behind it: it leads anywhere to the side of that sign, to both where it is 0."""
    cost, low, high, first, last = part
    return (cost, low, high, first if side > 0 else -inf, last if side < 0 else inf)


def _farthest(place: float, low: float, high: float) -> float:
    return high - place if place + place < low + high else place - low
