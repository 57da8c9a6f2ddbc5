"""Figures in words: lengths in mm, angles in degrees, areas in m², power in kWp, and counts of things."""

import math

from designer.core.geometry.axes import Point


def length_text(length_mm: float) -> str:
    """``3500 mm``, or ``3500.5 mm`` where a tenth counts."""
    return f"{_plain(length_mm, 1)} mm"


def angle_text(angle_deg: float) -> str:
    """``45°``, ``12.5°``."""
    return f"{_plain(angle_deg, 1)}°"


def direction_text(angle_deg: float) -> str:
    """A direction from 0° to below 360°, however little is wanting to a full turn."""
    return angle_text(round(angle_deg, 1) % 360.0)


def area_text(area_mm2: float) -> str:
    """``12.34 m²``."""
    return f"{area_mm2 / 1e6:.2f} m²"


def figure(value: float, decimals: int = 3) -> str:
    """A number without needless noughts, as it stands for a default: ``35``, ``600.5``."""
    return _plain(value, decimals)


def way_text(first: Point, second: Point) -> str:
    """Length and angle of the way between two points: ``3500 mm, 45°``."""
    angle = math.degrees(math.atan2(second[1] - first[1], second[0] - first[0]))
    return f"{length_text(math.dist(first, second))}, {direction_text(angle)}"


def kilowatts(watts: float) -> str:
    """Peak power as it is said: ``6.16 kWp``."""
    return f"{watts / 1000:.2f} kWp"


def counted(count: int, noun: str) -> str:
    """A count with its noun: ``1 box``, ``2 boxes``."""
    return f"{count} {noun if count == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Several of what a noun names: ``rows``, ``boxes``, ``branches``."""
    return f"{noun}es" if noun.endswith(("ch", "x")) else f"{noun}s"


def _plain(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
