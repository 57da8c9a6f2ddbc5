"""What a crew reads lengths from: a tape in millimetres, or in feet and inches."""

import math

from msgspec import Struct

from designer.drawing.length_units import LONG_UNITS, MM_PER_INCH, LengthUnit, length_text
from designer.drawing.torques import length_text as millimetres

_CENTIMETRE_MM = 10.0
_TENTHS = 10.0
_NO_BREAK = "\N{NO-BREAK SPACE}"


class Tape(Struct, frozen=True):
    """A tape measure of the market: inches are read to a sixteenth, as on its drawings."""

    unit: LengthUnit = LengthUnit.MILLIMETRES

    def text(self, length_mm: float) -> str:
        """A length in a column that says its unit: ``1410``, or ``4'-7 1/2"``."""
        if self._is_metric:
            return millimetres(length_mm)
        return length_text(length_mm, self.unit).replace(" ", _NO_BREAK)

    def told(self, length_mm: float) -> str:
        """A length in a sentence: ``1410 mm``, or ``4'-7 1/2"``."""
        return f"{millimetres(length_mm)} mm" if self._is_metric else self.text(length_mm)

    def head(self, words: str) -> str:
        """The head of a column of lengths."""
        return f"{words}, mm" if self._is_metric else words

    def long(self, length_mm: float) -> str:
        """The length of a reel: ``45.00 m``, or ``147.6 ft``."""
        unit, digits = LONG_UNITS[self.unit], 2 if self._is_metric else 1
        return f"{length_mm / unit.mm:.{digits}f} {unit.name}"

    def at_least(self, length_mm: float) -> str:
        """A distance to keep: ``2 cm``, or ``0.8 in``, never less than it is."""
        if self._is_metric:
            return f"{length_mm / _CENTIMETRE_MM:g} cm"
        return f"{math.ceil(length_mm / MM_PER_INCH * _TENTHS - 1e-6) / _TENTHS:g} in"

    @property
    def _is_metric(self) -> bool:
        return self.unit is LengthUnit.MILLIMETRES
