"""Stretches of a rail that carry two rows, and the shorter spans and cantilevers that follow.

Half of every row weighs on each of its two rails: a maker's longest span holds for that (Unirac's code-
compliant manual: w = P · B / 2 on a rail and P · L · B / 2 on an attachment, for modules B deep and a span
L). A rail between rows B1 and B2 deep carries (B1 + B2) / 2. Its spans are shortened so that no attachment
bears more than at the maker's span under the deeper row: by max(B1, B2) / (B1 + B2), a half for equal rows.
Bending alone would ask for less (the root of it) and bow still less, so this is safe whichever of the three
the maker's figure comes from; that cantilevers are shortened alike is an assumption on the same side. A
project with the statics of its rail may enter its own figures.
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
    plain = ZoneLimits(
        start_mm=min(one.start_mm for one in heavy),
        end_mm=max(one.end_mm for one in heavy),
        span_mm=limits.span_mm,
        cantilever_mm=limits.cantilever_mm,
    )
    for stretch in heavy:
        for zone in (plain, *limits.zones):
            low, high = max(stretch.start_mm, zone.start_mm), min(stretch.end_mm, zone.end_mm)
            if low < high:
                yield ZoneLimits(
                    start_mm=low,
                    end_mm=high,
                    span_mm=_eased(figures.shared_span_mm, zone.span_mm, limits.span_mm, stretch.share),
                    cantilever_mm=_eased(
                        figures.shared_cantilever_mm, zone.cantilever_mm, limits.cantilever_mm, stretch.share
                    ),
                )


def _eased(own_mm: float | None, here_mm: float, usual_mm: float, share: float) -> float:
    """The limit by the load, or the project's own, in a zone as much shorter as the usual limit is there."""
    if own_mm is None:
        return share * here_mm
    return own_mm if usual_mm <= 0.0 else min(own_mm, own_mm * here_mm / usual_mm)
