"""Voltage rise along AC cable: the sum of current times resistance over its pieces, out and back."""

import math
from collections.abc import Iterable

from msgspec import Struct


class CableSegment(Struct, frozen=True):
    """A length of cable, its resistance per conductor and the current in it."""

    length_mm: float
    ohm_per_km: float
    current_a: float


def rise_v(segments: Iterable[CableSegment], phases: int) -> float:
    """Voltage rise in V: Σ k · I · R · L with k = 2 (out and back), or √3 for three-phase units.

    Planning model, section 6; the three-phase figure is line to line.
    """
    factor = math.sqrt(3) if phases == 3 else 2.0
    return factor * sum(
        segment.current_a * segment.ohm_per_km * segment.length_mm * 1e-6 for segment in segments
    )


def equal_pitch_rise_v(units: int, current_a: float, ohm_per_km: float, pitch_mm: float) -> float:
    """Rise of an end-fed single-phase trunk: n (n + 1) · I · R · s, the first pitch to the feed included."""
    return units * (units + 1) * current_a * ohm_per_km * pitch_mm * 1e-6


def longest_home_run_mm(
    share: float, voltage_v: float, units: int, current_a: float, ohm_per_km: float
) -> float:
    """Longest one-way home run for a rise of `share` · V: L = share · V / (2 n I R).

    Formula of the makers' wire tables (M250, S280 circuit calculations).
    """
    return share * voltage_v / (2 * units * current_a * ohm_per_km) * 1e6
