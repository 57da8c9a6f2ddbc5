"""Which rafters carry a rail: the fewest attachments within span and cantilever.

Greedy is optimal here. Let the first attachment stand as far along as the cantilever allows and every
further one as far along as the span allows. By induction the k-th of any other admissible choice stands no
further along than the k-th of this one, so no other choice reaches the rail's far end with fewer. Stricter
limits in parts of the rail change nothing about that: a span that begins later meets no more of them.
The snapping of the span to a whole number of rafters (racking.md A5) needs no step of its own, as
attachments stand on rafters only.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from designer.core.units import TOLERANCE_MM

LEAST_ATTACHMENTS = 2
"""A rail is a line, and two points fix a line: on one attachment it could turn."""


class Stretch(Struct, frozen=True, kw_only=True, gc=False):
    """A rail along its axis: its ends by the modules' overhang, and how far it may be lengthened each way."""

    start_mm: float
    end_mm: float
    floor_mm: float
    ceiling_mm: float


class ZoneLimits(Struct, frozen=True, kw_only=True, gc=False):
    """Limits of their own in a part of a rail."""

    start_mm: float
    end_mm: float
    span_mm: float
    cantilever_mm: float


class SupportLimits(Struct, frozen=True, kw_only=True, gc=False):
    """Longest span, longest cantilever, and the rail that stands past the outermost attachment.

    Where something is in the way of that, `least_overhang_mm` of it will do. A span or cantilever that
    reaches into one of the `zones` keeps the limit of that zone, the least of several.
    """

    span_mm: float
    cantilever_mm: float
    overhang_mm: float
    least_overhang_mm: float
    zones: tuple[ZoneLimits, ...] = ()

    def span_between(self, low: float, high: float) -> float:
        """The longest span allowed between two places."""
        return min((self.span_mm, *(zone.span_mm for zone in self._met(low, high))))

    def cantilever_between(self, low: float, high: float) -> float:
        """The longest cantilever allowed between an attachment and a rail end."""
        return min((self.cantilever_mm, *(zone.cantilever_mm for zone in self._met(low, high))))

    def _met(self, low: float, high: float) -> Iterable[ZoneLimits]:
        inner = low + TOLERANCE_MM, high - TOLERANCE_MM
        return (zone for zone in self.zones if zone.start_mm < inner[1] and zone.end_mm > inner[0])


class Support(Struct, frozen=True, kw_only=True, gc=False):
    """The attachments of a rail, and its ends after lengthening it past attachments outside the field."""

    attachments: tuple[float, ...]
    start_mm: float
    end_mm: float


class Excess(Struct, frozen=True, kw_only=True, gc=False):
    """A span or cantilever over its limit, between two places along the rail."""

    start_mm: float
    end_mm: float
    limit_mm: float

    @property
    def length_mm(self) -> float:
        """The length that is too long."""
        return self.end_mm - self.start_mm


def support(places: Sequence[float], stretch: Stretch, limits: SupportLimits) -> Support:
    """The fewest of the sorted rafter `places` that carry the rail, at least `LEAST_ATTACHMENTS`.

    Where no place lies within the cantilever of a rail end, less the overhang, the next place outside is used
    and the rail lengthened past it, as far as `stretch` allows. Where span or cantilever cannot be kept, the
    choice breaks them by as little as the places let it; `excess_span` and `excess_cantilever` tell.
    """
    low, high = stretch.start_mm - limits.span_mm, stretch.end_mm + limits.span_mm
    near = places[bisect_left(places, low) : bisect_right(places, high)]
    usable = [place for place in near if _within_reach(place, stretch, limits)]
    if not usable:
        return Support(attachments=(), start_mm=stretch.start_mm, end_mm=stretch.end_mm)
    chosen = _fewest(usable, stretch, limits)
    if len(chosen) < LEAST_ATTACHMENTS:
        chosen = _with_partner(usable, chosen[0], stretch, limits)
    return Support(
        attachments=tuple(chosen),
        start_mm=min(stretch.start_mm, max(stretch.floor_mm, chosen[0] - limits.overhang_mm)),
        end_mm=max(stretch.end_mm, min(stretch.ceiling_mm, chosen[-1] + limits.overhang_mm)),
    )


def excess_span(found: Support, limits: SupportLimits) -> Excess | None:
    """The span that is most over its limit; None where all are kept."""
    return _worst(
        Excess(start_mm=low, end_mm=high, limit_mm=limits.span_between(low, high))
        for low, high in pairwise(found.attachments)
    )


def excess_cantilever(found: Support, limits: SupportLimits) -> Excess | None:
    """The cantilever that is most over its limit; None where both are kept."""
    if not found.attachments:
        return None
    ends = ((found.start_mm, found.attachments[0]), (found.attachments[-1], found.end_mm))
    return _worst(
        Excess(start_mm=low, end_mm=high, limit_mm=limits.cantilever_between(low, high)) for low, high in ends
    )


def _worst(lengths: Iterable[Excess]) -> Excess | None:
    worst = max(lengths, key=lambda excess: excess.length_mm - excess.limit_mm, default=None)
    if worst is None or worst.length_mm <= worst.limit_mm + TOLERANCE_MM:
        return None
    return worst


def _within_reach(place: float, stretch: Stretch, limits: SupportLimits) -> bool:
    """Whether a place lies on the rail, or the rail may be lengthened to it by no more than a span."""
    if stretch.start_mm <= place <= stretch.end_mm:
        return True
    least = limits.least_overhang_mm - TOLERANCE_MM
    lowest = max(stretch.start_mm - limits.span_mm, stretch.floor_mm + least)
    return lowest <= place <= min(stretch.end_mm + limits.span_mm, stretch.ceiling_mm - least)


def _fewest(usable: Sequence[float], stretch: Stretch, limits: SupportLimits) -> list[float]:
    """The greedy choice, from the first attachment to the first that is near enough to the far end."""
    chosen = [_first(usable, stretch, limits)]
    last = _last(usable, stretch, limits)
    while chosen[-1] < last and not _holds_end(chosen[-1], stretch.end_mm, limits):
        following = bisect_right(usable, chosen[-1])
        farthest = bisect_right(usable, min(chosen[-1] + limits.span_mm + TOLERANCE_MM, last)) - 1
        while farthest > following and not _spans(chosen[-1], usable[farthest], limits):
            farthest -= 1
        chosen.append(usable[max(following, farthest)])
    return chosen


def _spans(low: float, high: float, limits: SupportLimits) -> bool:
    return high - low <= limits.span_between(low, high) + TOLERANCE_MM


def _holds_end(place: float, end_mm: float, limits: SupportLimits) -> bool:
    """Whether an attachment stands near enough to a rail's end, on either side of it."""
    low, high = sorted((place, end_mm))
    return high - low <= limits.cantilever_between(low, high) + TOLERANCE_MM


def _first(usable: Sequence[float], stretch: Stretch, limits: SupportLimits) -> float:
    """The farthest place within the cantilever of the start, else the next before it, else the nearest."""
    latest = stretch.start_mm + limits.cantilever_mm + TOLERANCE_MM
    on_rail = bisect_left(usable, stretch.start_mm + limits.overhang_mm)
    within = bisect_right(usable, min(latest, stretch.end_mm - limits.overhang_mm)) - 1
    while within >= on_rail and not _holds_end(usable[within], stretch.start_mm, limits):
        within -= 1
    return usable[within] if within >= on_rail else usable[max(on_rail - 1, 0)]


def _last(usable: Sequence[float], stretch: Stretch, limits: SupportLimits) -> float:
    """The last place that may be needed: on the rail within the cantilever of its end, else the next one."""
    on_rail = bisect_right(usable, stretch.end_mm - limits.overhang_mm) - 1
    if on_rail >= 0 and _holds_end(usable[on_rail], stretch.end_mm, limits):
        return usable[on_rail]
    return usable[min(on_rail + 1, len(usable) - 1)]


def _with_partner(
    usable: Sequence[float], only: float, stretch: Stretch, limits: SupportLimits
) -> list[float]:
    """The one attachment that would do and a second: the farthest on the rail, else the next outside it."""
    others = [
        place for place in usable if place != only and abs(place - only) <= limits.span_mm + TOLERANCE_MM
    ]
    low, high = stretch.start_mm + limits.overhang_mm, stretch.end_mm - limits.overhang_mm
    on_rail = [place for place in others if low <= place <= high]
    if on_rail:
        return sorted((only, max(on_rail, key=lambda place: abs(place - only))))
    outside = min(others, key=lambda place: max(low - place, place - high), default=None)
    return [only] if outside is None else sorted((only, outside))
