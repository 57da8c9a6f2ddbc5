"""Running figures: where each stands beyond its line, so that none lies on another.

They are written along their line like all dimensions, since some programs turn no text of a dimension
(LibreCAD among them). What has no room beside its neighbour stands a tier further out; a line leads to it
where none of the others is in the way.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from designer.drawing.chains import figure_mm
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import DimensionStyle

FIRST_STEPS, TIER_STEPS = 1.2, 1.35
"""From the line to the middle of the first tier, and from tier to tier, in heights of the text."""

MOST_TIERS: Mapping[LengthUnit, int] = {LengthUnit.MILLIMETRES: 4, LengthUnit.FEET: 7}
"""Where attachments stand as close as is usual, all have room on fewer; feet and inches are longer."""

_BESIDE_STEPS = 0.35
"""Between two figures, besides the gap of the style."""

_LEAD_STEPS = 0.2
"""From a line that leads outwards to the figures beside it, and to the middle of its own."""


class RunningFigure(Struct, frozen=True):
    """A figure in the middle of its `stop`, `away_mm` from the line; `led` where its way is clear."""

    stop: float
    away_mm: float
    led: bool


def running_room(tiers: int) -> float:
    """What so many tiers need beyond their line, in heights of the text."""
    return FIRST_STEPS + 0.6 + TIER_STEPS * (tiers - 1)


def running_figures(
    stops: Sequence[float], start: float, style: DimensionStyle, most_tiers: int
) -> list[RunningFigure]:
    """The figures from the start to each stop, in order, on so many tiers at most.

    Left out are those that are longer than what they measure, which is a link of the chain beside them, and
    what has no room on any tier.
    """
    widths = {stop: figure_mm(stop - start, style) for stop in stops}
    told = [stop for stop in stops if stop - start >= widths[stop]]
    tiers = _tiers(told, widths, style, most_tiers)
    return [
        RunningFigure(
            stop,
            away_mm=(FIRST_STEPS + TIER_STEPS * tier) * style.text_mm,
            led=_is_led(stop, tiers, widths, style),
        )
        for stop, tier in tiers.items()
    ]


def lead_mm(figure: RunningFigure, style: DimensionStyle) -> float:
    """From the line to where a figure's stop is measured: its extension line ends below the figure."""
    return figure.away_mm - _LEAD_STEPS * style.text_mm if figure.led else foot_mm(style)


def foot_mm(style: DimensionStyle) -> float:
    """From the line to where the start is measured, and stops to whose figures no line leads."""
    return (FIRST_STEPS - _LEAD_STEPS) * style.text_mm


def _tiers(
    stops: Sequence[float], widths: Mapping[float, float], style: DimensionStyle, most: int
) -> dict[float, int]:
    """The lowest free tier of each stop; none where all are taken."""
    free = [float("-inf")] * most
    found = {}
    for stop in stops:
        half = widths[stop] / 2.0
        tier = next((tier for tier, end in enumerate(free) if stop - half >= end), None)
        if tier is not None:
            found[stop] = tier
            free[tier] = stop + half + _BESIDE_STEPS * style.text_mm
    return found


def _is_led(
    stop: float, tiers: Mapping[float, int], widths: Mapping[float, float], style: DimensionStyle
) -> bool:
    """Whether no figure on a lower tier stands between a stop and its figure."""
    clear = _LEAD_STEPS * style.text_mm
    return not any(
        tier < tiers[stop] and abs(other - stop) < widths[other] / 2.0 + clear
        for other, tier in tiers.items()
    )
