"""Stretches of a rail that carry two rows, and the shorter spans and cantilevers that follow.

Half of every row weighs on each of its two rails, and a maker's longest span holds for that: w = P · B / 2
weighs on a rail and P · L · B / 2 on an attachment, for modules B deep and a span L (code-compliant manual of
Unirac SolarMount). A rail between rows B1 and B2 deep carries (B1 + B2) / 2. Its spans are shortened so that
no attachment bears more than at the maker's span under the deeper row: by max(B1, B2) / (B1 + B2), a half for
equal rows. Bending alone would ask for less (the root of it) and sag still less, so this is safe whichever of
the three the maker's figure comes from. That cantilevers are shortened as spans are is an assumption on the
same side. A project with the statics of its rail may enter its own figures.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.intervals import intersection, normalized
from designer.core.racking.attachments import SupportLimits, ZoneLimits
from designer.core.racking.figures import Figures
from designer.core.racking.rows import Seat
from designer.core.units import TOLERANCE_MM


class HeavyStretch(Struct, frozen=True, gc=False):
    """Where a rail carries two rows, and which share of the usual span and cantilever is left there."""

    start_mm: float
    end_mm: float
    share: float


def heavy_stretches(
    below: Sequence[Seat], above: Sequence[Seat], join_below_mm: float
) -> tuple[HeavyStretch, ...]:
    """Where modules lie on a rail from both sides; gaps along it of at most `join_below_mm` are no relief."""
    if not below or not above:
        return ()
    sides = [
        normalized(((seat.start_mm, seat.end_mm) for seat in seats), join_below=join_below_mm)
        for seats in (below, above)
    ]
    depths = [max(seat.upper_mm - seat.lower_mm for seat in seats) for seats in (below, above)]
    share = max(depths) / sum(depths)
    return tuple(
        HeavyStretch(low, high, share) for low, high in intersection(*sides) if high - low > TOLERANCE_MM
    )


def loaded(limits: SupportLimits, heavy: Sequence[HeavyStretch], figures: Figures) -> SupportLimits:
    """The limits of a rail with those of its heavy stretches, in zones of the wind as elsewhere."""
    if not heavy:
        return limits
    return replace(limits, zones=(*limits.zones, *_zones(limits, heavy, figures)))


def _zones(limits: SupportLimits, heavy: Sequence[HeavyStretch], figures: Figures) -> Iterator[ZoneLimits]:
    """The heavy stretches, and what lies of them in each zone of the wind."""
    for stretch in heavy:
        whole = ZoneLimits(
            start_mm=stretch.start_mm,
            end_mm=stretch.end_mm,
            span_mm=limits.span_mm,
            cantilever_mm=limits.cantilever_mm,
        )
        span_mm = figures.shared_span_mm or stretch.share * limits.span_mm
        eased = span_mm / limits.span_mm
        for zone in (whole, *limits.zones):
            low, high = max(stretch.start_mm, zone.start_mm), min(stretch.end_mm, zone.end_mm)
            cantilever = figures.shared_cantilever_mm
            if low < high:
                yield ZoneLimits(
                    start_mm=low,
                    end_mm=high,
                    span_mm=eased * zone.span_mm,
                    cantilever_mm=min(1.0, eased) * zone.cantilever_mm if cantilever is None else cantilever,
                )
