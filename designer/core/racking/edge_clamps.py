"""Clamps of modules that lie with their edges along a rail: two on the edge of each, in its clamp zones.

Where modules of two rows meet over the rail, one mid clamp holds both: it stands where the zones of both let
it. Where only one row has a module there, an end clamp holds it. Zones of two rows are paired along the rail
from its start; as those of one row do not overlap, no other pairing needs fewer clamps.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from designer.core.geometry.intervals import (
    Interval,
    IntervalSet,
    intersection,
    without_open,
)
from designer.core.model.catalog import Zone
from designer.core.model.plan import HardwareKind
from designer.core.racking.blocks import Clamp
from designer.core.racking.figures import Figures
from designer.core.racking.rows import Seat
from designer.core.units import TOLERANCE_MM

ZoneOf = Callable[[Seat], Zone]
"""The zone of a module along its edge on the rail, from its corner to the clamp's middle."""


class Misfit(Struct, frozen=True, kw_only=True, gc=False):
    """A clamp that holds `module` in its zone and the `other` one `missing_mm` beside any zone of its own."""

    module: str
    other: str
    at_mm: float
    missing_mm: float


class EdgeClamps(Struct, frozen=True, kw_only=True, gc=False):
    """Clamps along a rail in their order, and those that suit only one of their modules."""

    clamps: tuple[Clamp, ...]
    misfits: tuple[Misfit, ...]


class _Want(Struct, frozen=True, gc=False):
    """A zone that asks for a clamp, and what the modules beyond the rail leave of it."""

    seat: Seat
    zone: Interval
    allowed: IntervalSet

    @property
    def places(self) -> IntervalSet:
        return self.allowed or (self.zone,)


def edge_clamps(
    below: Sequence[Seat], above: Sequence[Seat], zone_of: ZoneOf, figures: Figures
) -> EdgeClamps:
    """The clamps of modules that lie on a rail from below and from above, both sorted along it."""
    setter = _Setter(_Side(below, zone_of), _Side(above, zone_of), figures)
    clamps = sorted(setter.clamps(), key=lambda clamp: clamp.start_mm)
    return EdgeClamps(clamps=tuple(clamps), misfits=tuple(setter.misfits()))


class _Side:
    """The modules on one side of a rail with their zones."""

    def __init__(self, seats: Sequence[Seat], zone_of: ZoneOf) -> None:
        self.seats = seats
        self.zones = [_zones(seat, zone_of(seat)) for seat in seats]
        self._ends = [seat.end_mm for seat in seats]

    def met(self, low: float, high: float) -> Iterator[tuple[Seat, tuple[Interval, Interval]]]:
        """The modules that a stretch reaches under, with their zones."""
        number = bisect_left(self._ends, low + TOLERANCE_MM)
        while number < len(self.seats) and self.seats[number].start_mm < high - TOLERANCE_MM:
            yield self.seats[number], self.zones[number]
            number += 1

    def at(self, along_mm: float) -> Seat | None:
        """The module over a place."""
        return next((seat for seat, _ in self.met(along_mm - TOLERANCE_MM, along_mm + TOLERANCE_MM)), None)


def _zones(seat: Seat, zone: Zone) -> tuple[Interval, Interval]:
    """Where the two clamps of an edge may stand, by their middles along the rail."""
    return (
        (seat.start_mm + zone.min_mm, seat.start_mm + zone.max_mm),
        (seat.end_mm - zone.max_mm, seat.end_mm - zone.min_mm),
    )


class _Setter:
    def __init__(self, below: _Side, above: _Side, figures: Figures) -> None:
        self._below, self._above, self._system = below, above, figures.system
        self._half_mm = figures.system.clamp_length_mm / 2.0
        self._wants = (self._wanted(below, above), self._wanted(above, below))

    def clamps(self) -> Iterator[Clamp]:
        """One for two zones that meet, else one for each."""
        lower, upper = self._wants
        i = j = 0
        while i < len(lower) or j < len(upper):
            first = lower[i] if i < len(lower) else None
            second = upper[j] if j < len(upper) else None
            both = intersection(first.places, second.places) if first and second else ()
            if both:
                i, j = i + 1, j + 1
                yield self._clamp(_middle(both))
            elif second is None or (first and first.zone < second.zone):
                assert first is not None  # the loop's condition
                i += 1
                yield self._clamp(_middle(first.places))
            else:
                j += 1
                yield self._clamp(_middle(second.places))

    def misfits(self) -> Iterator[Misfit]:
        """Zones that the modules beyond the rail leave no place of."""
        for wants, other in zip(self._wants, (self._above, self._below), strict=True):
            for want in wants:
                if not want.allowed:
                    yield self._misfit(want, other)

    def _wanted(self, side: _Side, other: _Side) -> list[_Want]:
        return [
            _Want(seat, zone, without_open((zone,), self._forbidden(zone, other)))
            for seat, zones in zip(side.seats, side.zones, strict=True)
            for zone in zones
        ]

    def _forbidden(self, zone: Interval, other: _Side) -> Iterator[Interval]:
        """Where a clamp would hold a module beyond the rail beside its zones, or by its corner."""
        half = self._half_mm
        for seat, (left, right) in other.met(zone[0] - half, zone[1] + half):
            yield seat.start_mm - half, left[0]
            yield left[1], right[0]
            yield right[1], seat.end_mm + half

    def _clamp(self, along_mm: float) -> Clamp:
        under, over = self._below.at(along_mm), self._above.at(along_mm)
        overlap, outer = self._system.clamp_overlap_mm, self._system.end_clamp_outer_mm
        if under and over:
            kind, lower, upper = HardwareKind.MID_CLAMP, under.upper_mm - overlap, over.lower_mm + overlap
        elif under:
            kind, lower, upper = HardwareKind.END_CLAMP, under.upper_mm - overlap, under.upper_mm + outer
        else:
            assert over is not None  # a clamp stands in the zone of a module
            kind, lower, upper = HardwareKind.END_CLAMP, over.lower_mm - outer, over.lower_mm + overlap
        return Clamp(
            kind=kind,
            start_mm=along_mm - self._half_mm,
            end_mm=along_mm + self._half_mm,
            across=(min(lower, upper), max(lower, upper)),
        )

    def _misfit(self, want: _Want, other: _Side) -> Misfit:
        half = self._half_mm
        met = [
            (min(_apart(want.zone, zone) for zone in zones), seat.module)
            for seat, zones in other.met(want.zone[0] - half, want.zone[1] + half)
        ]
        missing, name = min(met)
        at = (want.zone[0] + want.zone[1]) / 2.0
        return Misfit(module=want.seat.module, other=name, at_mm=at, missing_mm=missing)


def _apart(first: Interval, second: Interval) -> float:
    """The distance between two intervals, 0 where they meet."""
    return max(0.0, second[0] - first[1], first[0] - second[1])


def _middle(places: IntervalSet) -> float:
    """The middle of the widest interval, on a whole millimetre where that lies in it."""
    low, high = max(places, key=lambda place: (place[1] - place[0], -place[0]))
    middle = (low + high) / 2.0
    whole = float(round(middle))
    return whole if low <= whole <= high else middle
