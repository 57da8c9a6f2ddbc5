"""What it costs at least to bring a branch to the places of an inverter: exact, without any grid.

Least costs over a stretch of rail are the lower envelope of labels. A label costs the same from `low` to
`high`, beyond that as much more per mm as bulk cable costs, and holds from `first` to `last`. Steps turn
labels into labels: docs/decisions/0013-exact-branches.md shows why no others are needed.
"""

from math import inf
from typing import NamedTuple

from designer.core.geometry.intervals import IntervalSet, distance
from designer.core.trunk.hops import Bend
from designer.core.trunk.rules import TrunkRules

OVER_LIMIT = 1e6
"""Cost of a step that breaks the slack limit, or lays connectors on each other: taken only where nothing else
is possible."""

EPS_MM = 1e-6
"""Lengths are compared up to this."""


class Label(NamedTuple):
    """A part of the least costs of one inverter's places; see the module.

    `ports` are those of the run of trunk cable so far, `before` is the number of the label it came from.
    The step from there has so many `pitches` (0 = a link) and goes over a `bend` (None = along the rail);
    `over`: it breaks a limit.
    `rise` is the least voltage rise so far, %, from `low` to `high`, where that is asked for, else 0; `slope`
    is how much more it is for each mm beyond: a link before it grows.
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
    rise: float = 0.0
    slope: float = 0.0

    def at(self, place: float, per_mm: float) -> float:
        """The cost at a place between `first` and `last`."""
        return self.cost + per_mm * distance(place, self.low, self.high)

    def rise_at(self, place: float) -> float:
        """The voltage rise at a place between `first` and `last`, %."""
        return self.rise + self.slope * distance(place, self.low, self.high)


class StepRise(NamedTuple):
    """Voltage rise of a step with the current that flows in it, %: of a pitch, and of a mm of a link."""

    per_pitch: float
    per_mm: float


NO_RISE = StepRise(0.0, 0.0)


class Lengths(NamedTuple):
    """Ways that a standard step of so many pitches may take, mm: the least leaves the most slack allowed."""

    least: float
    most: float


def lengths_of(pitches: int, rules: TrunkRules) -> Lengths:
    """From the slack limit to tight cable."""
    most = pitches * rules.product.pitch_mm - rules.family.dressing_mm
    least = most - rules.slack_limit_mm
    return Lengths(least if least > 0.0 else 0.0, most)


def least_way(pitches: int, rules: TrunkRules, *, over: bool) -> float:
    """The least way of a step, mm: that of a link, and of one `over` the slack limit, may be any."""
    return 0.0 if over or not pitches else lengths_of(pitches, rules).least


def least_link(rules: TrunkRules, *, over: bool) -> float:
    """The least way of a link along the rail, mm: connectors lie beside each other. Any where `over`."""
    return 0.0 if over else rules.family.port_length_mm


def first_labels(places: IntervalSet) -> tuple[Label, ...]:
    """A branch may begin at any place."""
    return tuple(Label(0.0, low, high, low, high) for low, high in places)


def standard_cost(pitches: int, rules: TrunkRules) -> float:
    """Cost of a standard step: its ports, of which all but the last are capped."""
    return pitches * rules.prices.port + (pitches - 1) * rules.prices.port_cap


def link_cost(rules: TrunkRules) -> float:
    """Cost of a link without its way, with the port of the next inverter; inf where none is allowed."""
    prices, family = rules.prices, rules.family
    if not family.links_allowed:
        return inf
    return prices.link + prices.port + (family.dressing_mm + 2 * family.stripping_mm) * prices.bulk_per_mm
