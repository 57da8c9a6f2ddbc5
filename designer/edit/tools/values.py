"""Values typed at a prompt: lengths, angles and compass bearings."""

import math
import re

from designer.core.errors import DesignError
from designer.core.units import parse_length

COMPASS = {"n": 0.0, "ne": 45.0, "e": 90.0, "se": 135.0, "s": 180.0, "sw": 225.0, "w": 270.0, "nw": 315.0}
"""Bearings by their letters."""

_NAMES = ("North", "North-east", "East", "South-east", "South", "South-west", "West", "North-west")
_ANGLE = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*°?")
_NUMBERLIKE = re.compile(r"[-+.,]?\d")


def angle_or_none(text: str) -> float | None:
    """Degrees of a typed angle; None where it is none."""
    body = text.strip()
    if not _ANGLE.fullmatch(body):
        return None
    value = float(body.rstrip("°").strip().replace(",", "."))
    return value if math.isfinite(value) else None


def bearing_or_none(text: str) -> float | None:
    """A compass bearing in degrees, typed as a number or as ``S``, ``SW`` …; None where it is none."""
    letters = text.strip().casefold().replace("-", "")
    if letters in COMPASS:
        return COMPASS[letters]
    by_name = {name.casefold().replace("-", ""): 45.0 * place for place, name in enumerate(_NAMES)}
    if letters in by_name:
        return by_name[letters]
    angle = angle_or_none(text)
    return None if angle is None else angle % 360.0


def compass_name(bearing_deg: float) -> str:
    """The nearest of eight directions: ``South-west``."""
    return _NAMES[round(bearing_deg / 45.0) % 8]


def length_or_none(text: str) -> float | None:
    """Millimetres of a typed length; None where the text does not look like one.

    Raises DesignError, with a sentence, for what begins like a number and is no length.
    """
    body = text.strip()
    if not _NUMBERLIKE.match(body):
        return None
    try:
        return parse_length(body)
    except ValueError as problem:
        raise DesignError(str(problem)) from problem


def positive_length(text: str, what: str) -> float | None:
    """Millimetres of a typed length above nought. Raises DesignError naming `what` for one that is not."""
    value = length_or_none(text)
    if value is not None and value <= 0.0:
        raise DesignError(f"{what} cannot be {text.strip()}", remedy="type more than 0")
    return value
