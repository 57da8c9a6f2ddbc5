"""Round steps of grid, rulers and scale bar: 1, 2 and 5 and their tenfolds."""

import math

from msgspec import Struct

_LEADS: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0)
_PARTS = {1: 5, 2: 4, 5: 5}
"""How many parts a step is divided into, so that the parts are round too."""

METRE_MM = 1000.0


class Steps(Struct, frozen=True):
    """A step that is marked and labelled, and its parts, mm."""

    major_mm: float
    minor_mm: float

    @property
    def in_metres(self) -> bool:
        """Whether the steps are whole or half metres, so that metres are the unit to write."""
        return self.major_mm >= METRE_MM


def round_step(least_mm: float) -> float:
    """The smallest round step that is not below `least_mm`."""
    power = _power(least_mm)
    return next(lead * power for lead in _LEADS if lead * power >= least_mm * (1.0 - 1e-9))


def round_below(most_mm: float) -> float:
    """The greatest round step that is not above `most_mm`."""
    power: float = _power(most_mm)
    return next(lead * power for lead in reversed(_LEADS[:-1]) if lead * power <= most_mm * (1.0 + 1e-9))


def steps_at(mm_per_px: float, least_px: float) -> Steps:
    """The steps at a scale, the labelled ones at least `least_px` apart."""
    major = round_step(least_px * mm_per_px)
    lead = round(major / _power(major * (1.0 + 1e-9)))
    return Steps(major, major / _PARTS[lead])


def places(start_mm: float, end_mm: float, step_mm: float) -> list[int]:
    """Numbers n of the places n · step from start to end."""
    return list(range(math.ceil(start_mm / step_mm - 1e-9), math.floor(end_mm / step_mm + 1e-9) + 1))


def length_text(length_mm: float, *, metres: bool) -> str:
    """A length as rulers write it, without a unit: 0.5, 12, 1500."""
    value = length_mm / METRE_MM if metres else length_mm
    return f"{value + 0.0:.6g}"


def _power(length_mm: float) -> float:
    """The power of ten that is not above a length."""
    return float(10.0 ** math.floor(math.log10(length_mm)))
