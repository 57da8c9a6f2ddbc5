"""Labels on offer for the places of one inverter, and those of them that are somewhere the cheapest.

Plain tuples of figures, as there are many of them: labels are made of the few that remain.
"""

from collections.abc import Sequence
from math import inf

from designer.core.geometry.intervals import Interval, IntervalSet, distance
from designer.core.trunk.hops import Bend
from designer.core.trunk.labels import EPS_MM, Label

EPS_COST = 1e-9
"""Costs are compared up to this."""

_EPS_PCT = 1e-12

Part = tuple[float, float, float, float, float]
"""Cost, low, high, first and last of a label."""

Origin = tuple[int, int, bool, Bend | None]
"""Number of the label before, pitches of the step, whether it is over a limit, and its bend."""

Target = tuple[int, float, float, bool]
"""Number of an interval of places, the part of it that is on a run, and whether that is all of it."""

Rise = tuple[float, float]
"""Voltage rise of a label and its slope; see `labels.Label`."""

_NO_RISE: Rise = (0.0, 0.0)

_Offer = tuple[float, int, float, float, int, int, float, float, Origin, Rise]
"""Cost, ports, low, −high, number before, number of the offer, first, last, origin and voltage rise: in this
order the cheapest and longest come first.
"""


def clipped(part: Part, low: float, high: float, per_mm: float) -> Part | None:
    """What a label costs between two places; None where it does not hold there."""
    cost, left, right, first, last = part
    first, last = low if first < low else first, high if last > high else last
    if first > last:
        if first > last + EPS_MM:
            return None
        last = first
    near, far = first if left < first else left, last if right > last else right
    if near > far:
        near = far = last if left > last else first
        cost += per_mm * distance(near, left, right)
    return (cost, near, far, first, last)


def given_way(part: Part, clipped_part: Part) -> float:
    """How far links before a label grow for what `clipped` leaves of it, mm: 0 where it costs no more.

    What costs more is left with one place where it costs least.
    """
    place = clipped_part[1]
    return max(0.0, part[1] - place, place - part[2])


class Offers:
    """What is offered for `places`; links reach everywhere, and so give a ceiling of all further costs.

    Where `any_rise` matters there is none: what is dearer may have less voltage rise.
    """

    def __init__(self, places: IntervalSet, per_mm: float, *, any_rise: bool = False) -> None:
        self._places, self._per_mm, self._any_rise = places, per_mm, any_rise
        self._ceilings = [inf] * len(places)
        self._offers: list[_Offer] = []
        self.ceiling = inf
        """What costs more is nowhere the cheapest."""

    def targets(self, run: Interval) -> tuple[Target, ...]:
        """The places on a run of rail."""
        found: list[Target] = []
        begin, end = run
        for index, (low, high) in enumerate(self._places):
            first, last = begin if low < begin else low, end if high > end else high
            if first <= last + EPS_MM:
                found.append((index, first, max(first, last), first == low and last == high))
        return tuple(found)

    def add(
        self, part: Part, ports: int, origin: Origin, targets: Sequence[Target], rise: Rise = _NO_RISE
    ) -> None:
        """Offer a label, valid from its first to its last place, as far as that is among the targets."""
        for index, low, high, _ in targets:
            if part[0] <= self._ceilings[index]:
                found = clipped(part, low, high, self._per_mm)
                if found is not None:
                    self._keep(found, ports, origin, self._risen(part, found, rise))

    def add_everywhere(
        self, part: Part, origin: Origin, targets: Sequence[Target], rise: Rise = _NO_RISE
    ) -> None:
        """Offer a label of one port: all over a target where it holds none need cost more than it does."""
        for index, low, high, is_whole in targets:
            found = clipped(part, low, high, self._per_mm)
            if found is not None and found[0] <= self._ceilings[index]:
                self._keep(found, 1, origin, self._risen(part, found, rise))
                holds_all = found[3] <= low and found[4] >= high
                if is_whole and holds_all and not self._any_rise:
                    most = found[0] + self._per_mm * max(0.0, found[1] - low, high - found[2])
                    self._ceilings[index] = min(self._ceilings[index], most)
        self.ceiling = max(self._ceilings)

    def _risen(self, part: Part, found: Part, rise: Rise) -> Rise:
        if not self._any_rise:
            return rise
        return (rise[0] + rise[1] * given_way(part, found), rise[1])

    def _keep(self, part: Part, ports: int, origin: Origin, rise: Rise) -> None:
        cost, low, high, first, last = part
        number = len(self._offers)
        self._offers.append((cost, ports, low, -high, origin[0], number, first, last, origin, rise))

    def labels(self) -> tuple[Label, ...]:
        """The offers without those that another one undercuts wherever they hold."""
        kept: list[_Offer] = []
        for offer in sorted(self._offers):
            if not self._is_undercut(offer, kept):
                kept.append(offer)
        return tuple(
            Label(cost, low, -high, first, last, ports, before, *origin[1:], *rise)
            for cost, ports, low, high, before, _, first, last, origin, rise in kept
        )

    def _is_undercut(self, offer: _Offer, kept: Sequence[_Offer]) -> bool:
        cost, ports, low, high, _, _, first, last, _, _ = offer
        for other in kept:
            if other[6] > first + EPS_MM or other[7] < last - EPS_MM or other[1] > ports:
                continue
            beyond = max(0.0, other[2] - low, other[3] - high)
            if other[0] + self._per_mm * beyond <= cost + EPS_COST and (
                not self._any_rise or _rises_no_higher(other, offer, beyond)
            ):
                return True
        return False


def _rises_no_higher(other: _Offer, offer: _Offer, beyond: float) -> bool:
    """Whether an offer rises no higher than one wherever that holds; `beyond`: how far off that is."""
    (other_rise, other_slope), (rise, slope) = other[9], offer[9]
    if other_slope <= slope and other_rise + other_slope * beyond <= rise + _EPS_PCT:
        return True
    farthest = max(0.0, other[2] - offer[6], offer[7] + other[3])
    return other_rise + other_slope * farthest <= rise + _EPS_PCT
