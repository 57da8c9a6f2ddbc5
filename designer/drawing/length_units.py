"""How lengths are written on a drawing: whole millimetres, or feet and inches to a sixteenth."""

import math
from enum import StrEnum
from typing import NamedTuple

MM_PER_INCH = 25.4
MM_PER_FOOT = 12.0 * MM_PER_INCH
SIXTEENTHS = 16


class LengthUnit(StrEnum):
    """What lengths on the sheets of a market are in."""

    MILLIMETRES = "mm"
    FEET = "ft-in"


class LongUnit(NamedTuple):
    """What lengths of cable and of sites are in: its sign, and how many mm it has."""

    name: str
    mm: float


LONG_UNITS = {
    LengthUnit.MILLIMETRES: LongUnit("m", 1000.0),
    LengthUnit.FEET: LongUnit("ft", MM_PER_FOOT),
}


def length_text(length_mm: float, unit: LengthUnit) -> str:
    """A length as it is written on a dimension: 5770, or 18'-11" with sixteenths of an inch."""
    return f"{length_mm:.0f}" if unit is LengthUnit.MILLIMETRES else _feet(length_mm)


def _feet(length_mm: float) -> str:
    """Feet, inches and sixteenths of an inch, as small as they go; the form of CADs' architectural units."""
    whole = round(abs(length_mm) / MM_PER_INCH * SIXTEENTHS)
    sign = "-" if length_mm < 0 and whole else ""
    inches, parts = divmod(whole, SIXTEENTHS)
    feet, inches = divmod(inches, 12)
    common = math.gcd(parts, SIXTEENTHS)
    fraction = f" {parts // common}/{SIXTEENTHS // common}" if parts else ""
    return f"{sign}{feet}'-{inches}{fraction}\"" if feet else f'{sign}{inches}{fraction}"'
