"""The limits of a circuit and how much of each it uses."""

from collections.abc import Iterator
from enum import StrEnum
from math import inf

from msgspec import Struct

from designer.core.electrical.limits import are_carried, device_rating_a, most_units
from designer.core.model.plan import StepKind
from designer.core.trunk.circuits import CircuitPlan, Leg
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules
from designer.core.units import TOLERANCE_MM


class Limit(StrEnum):
    """What may limit a branch."""

    UNITS = "units"
    """The number of inverters by the maker's table or the project's own rule."""
    AMPERES = "amperes"
    """The current on the protective device."""
    RISE = "rise"
    """The voltage rise."""
    REACH = "reach"
    """How far a port may be from its inverter, and whether cable gets there at all."""
    SLACK = "slack"
    """Cable of a step beyond its way."""


class Margin(Struct, frozen=True, kw_only=True):
    """A figure of a circuit and its limit: pieces, A, % of the mains voltage, or mm."""

    limit: Limit
    value: float
    most: float

    @property
    def used(self) -> float:
        """How much of the limit is used, 1 = all of it."""
        if self.most > 0:
            return self.value / self.most
        return inf if self.value > 0 else 0.0


def margins(plan: CircuitPlan) -> tuple[Margin, ...]:
    """All limits of a circuit that can be built, units and amperes first."""
    rules = plan.legs[0].rules
    members = [one for leg in plan.legs for one in leg.ranges]
    limits = [rules.limit(one.slot.product) for one in members]
    rise = max(leg.rise_pct() for leg in plan.legs)
    return (
        Margin(limit=Limit.UNITS, value=len(members), most=most_units(limits)),
        Margin(limit=Limit.AMPERES, value=current_a(members, rules), most=device_a(rules)),
        Margin(limit=Limit.RISE, value=rise, most=rules.max_rise_pct),
        max(_reaches(plan), key=lambda one: one.used),
        Margin(limit=Limit.SLACK, value=max(_slacks(plan), default=0.0), most=rules.slack_limit_mm),
    )


def broken_by(plan: CircuitPlan) -> tuple[Limit, ...]:
    """The limits that a circuit breaks; REACH alone where it cannot be built."""
    if plan.cost() == inf:
        return (Limit.REACH,)
    rules = plan.legs[0].rules
    members = [one for leg in plan.legs for one in leg.ranges]
    rise = any(leg.rise_pct() > rules.max_rise_pct for leg in plan.legs)
    slack = any(leg.match.violations() for leg in plan.legs)
    found = [(Limit.RISE, rise), (Limit.SLACK, slack)]
    return (*overload(members, rules), *(limit for limit, breaks in found if breaks))


def overload(members: list[PortRange], rules: TrunkRules) -> tuple[Limit, ...]:
    """AMPERES where the current is too much for the device, UNITS where only a number is passed: one that is
    printed, or the project's own.

    A maker may print more units than the current alone would allow: it does not limit these.
    """
    limits = [rules.limit(one.slot.product) for one in members]
    if are_carried(limits):
        return ()
    too_much = current_a(members, rules) > device_a(rules) + 1e-6
    counts = all(one.units <= one.computed for one in limits)
    return (Limit.AMPERES if too_much and counts else Limit.UNITS,)


def current_a(members: list[PortRange], rules: TrunkRules) -> float:
    """Current of all units at the feed, A."""
    return sum(rules.current_a(one.slot.product) for one in members)


def device_a(rules: TrunkRules) -> float:
    """Most current that the protective device lets through, the region's factor taken off, A."""
    return device_rating_a(rules.product, rules.region) / rules.region.ocpd_factor


def _reaches(plan: CircuitPlan) -> Iterator[Margin]:
    """How far each port sits from its inverter beside how far that one's lead reaches, mm.

    The leads of different inverters are of different lengths: each port keeps its own limit.
    """
    for leg in plan.legs:
        for one, port, along in zip(leg.ranges, leg.match.ports, leg.match.alongs, strict=True):
            yield Margin(limit=Limit.REACH, value=abs(port - along), most=one.reach_mm)


def _slacks(plan: CircuitPlan) -> Iterator[float]:
    """Slack of each standard step, mm."""
    for leg in plan.legs:
        yield from _slacks_of(leg)


def _slacks_of(leg: Leg) -> Iterator[float]:
    product, family = leg.rules.product, leg.rules.family
    for step in leg.match.steps:
        if step.kind is StepKind.STANDARD:
            spare = step.pitches * product.pitch_mm - family.dressing_mm - step.distance_mm
            yield spare if spare > TOLERANCE_MM else 0.0
