"""One inverter more on a circuit: what it would break and what it would need."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from math import dist, inf

from msgspec import Struct
from msgspec.structs import replace

from designer.core.electrical.rise import CableSegment, rise_v
from designer.core.geometry.axes import Point, to_xy
from designer.core.trunk.circuits import CircuitPlan, Leg, carries, suitability
from designer.core.trunk.growing import Growing
from designer.core.trunk.margins import Limit, broken_by, current_a, device_a, overload
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rising import segments_of
from designer.core.trunk.rules import TrunkRules
from designer.core.trunk.wiring import Wiring

_LOOKED_AT = 4
"""Of so many inverters, those nearest to an end of a leg, the way of the cable is found."""


class Fixed(StrEnum):
    """By whom inverters stay on their branches."""

    LOCKED = "locked"
    KEPT = "kept"


class OneMore(Struct, frozen=True, kw_only=True):
    """A circuit with one inverter more, put where that suits best: of those not on it the one nearest to an
    end of a leg, or where there is none, another like its last (`inverter` is empty then).

    `breaks` are the limits that the circuit then breaks, and `fits_on` the cables of the family that would
    carry it. `cost` is what it adds; None for one that is not on the roof, or where no cable gets to it.
    """

    inverter: str
    product: str
    units: int
    current_a: float
    device_a: float
    rise_pct: float
    max_rise_pct: float
    breaks: tuple[Limit, ...]
    fits_on: tuple[str, ...]
    cost: float | None = None
    fixed: Fixed | None = None
    """Why it, or the circuit, stays as it is; None where the planner chose."""


def one_more(
    plan: CircuitPlan, growing: Growing, others: Mapping[str, PortRange], rules: Sequence[TrunkRules]
) -> OneMore:
    """The circuit with one inverter more; `others` are those of its family that are not on it."""
    near = {one.slot.id: one for one in _nearest_ones(plan, others, growing.wiring)}
    found = ((name, growing.with_another(plan, one)) for name, one in near.items())
    best = min(found, key=lambda one: (suitability(one[1]), one[0]), default=None)
    if best is None:
        return _like_the_last(plan, rules)
    name, grown = best[0], growing.at_its_best(best[1])
    possible = grown.cost() < inf
    return replace(
        _loaded([one for leg in grown.legs for one in leg.ranges], plan.legs[0].rules, rules),
        inverter=name,
        product=others[name].slot.product.id,
        rise_pct=round(max(leg.rise_pct() for leg in grown.legs), 4) if possible else inf,
        breaks=broken_by(grown),
        cost=round(grown.price() - plan.price(), 2) if possible else None,
    )


def _nearest_ones(plan: CircuitPlan, others: Mapping[str, PortRange], wiring: Wiring) -> Iterator[PortRange]:
    """The nearest other inverter of each end of a leg."""
    for leg in plan.legs:
        for end in (leg.ranges[0], leg.ranges[-1]):
            near = _nearest(end, others, wiring)
            if near is not None:
                yield near


def _nearest(end: PortRange, others: Mapping[str, PortRange], wiring: Wiring) -> PortRange | None:
    """The other inverter of the surface that cable gets to first from an end of a leg."""
    here = _place(end)
    beside = [one for one in others.values() if one.slot.surface == end.slot.surface]
    near = sorted(beside, key=lambda one: (dist(here, _place(one)), one.slot.id))[:_LOOKED_AT]
    ways = [
        (wiring.hop(end, one).way(end.slot.preferred_mm, one.slot.preferred_mm), one.slot.id) for one in near
    ]
    way, name = min(ways, default=(inf, ""))
    return others[name] if way < inf else None


def _place(one: PortRange) -> Point:
    return to_xy(one.slot.axis, one.slot.preferred_mm, one.slot.across_mm)


def _like_the_last(plan: CircuitPlan, rules: Sequence[TrunkRules]) -> OneMore:
    """Another unit of the far end's kind, a step as long as the longest before it."""
    leg = max(plan.legs, key=lambda leg: leg.rise_pct())
    rise = _rise_with_another(leg)
    twin = leg.ranges[0]
    members = [one for each in plan.legs for one in each.ranges] + [twin]
    too_high = (Limit.RISE,) if rise > leg.rules.max_rise_pct else ()
    return replace(
        _loaded(members, leg.rules, rules),
        product=twin.slot.product.id,
        rise_pct=round(rise, 4),
        breaks=(*overload(members, leg.rules), *too_high),
    )


def _rise_with_another(leg: Leg) -> float:
    """Rise in % where the far end's unit stood there twice, a step apart.

    All cable then carries its current once more, and a step as long as the longest carries it alone.
    """
    rules = leg.rules
    current = rules.current_a(leg.ranges[0].slot.product)
    known = segments_of(leg.ranges, leg.match, leg.rules)
    step = max((one.length_mm for one in known[:-1]), default=rules.product.pitch_mm)
    fuller = [CableSegment(one.length_mm, one.ohm_per_km, one.current_a + current) for one in known]
    grown = [CableSegment(step, rules.product.ohm_per_km, current), *fuller]
    return rules.rise_pct(rise_v(grown, rules.family.phases))


def _loaded(members: list[PortRange], own: TrunkRules, rules: Sequence[TrunkRules]) -> OneMore:
    """What the currents say; the rest is for the caller to fill in."""
    return OneMore(
        inverter="",
        product="",
        units=len(members),
        current_a=round(current_a(members, own), 3),
        device_a=round(device_a(own), 3),
        rise_pct=0.0,
        max_rise_pct=own.max_rise_pct,
        breaks=(),
        fits_on=tuple(one.product.id for one in rules if carries(members, one)),
    )
