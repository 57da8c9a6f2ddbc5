"""Values typed at a prompt: lengths, angles and compass bearings."""

import math
import re

from designer.core.errors import DesignError
from designer.core.units import typed_length
from designer.edit.compass import bearing_named

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
    if (named := bearing_named(text)) is not None:
        return named
    angle = angle_or_none(text)
    return None if angle is None else angle % 360.0


def length_or_none(text: str) -> float | None:
    """Millimetres of a typed length; None where the text does not look like one.

    Raises DesignError, with a sentence, for what begins like a number and is no length.
    """
    body = text.strip()
    if not _NUMBERLIKE.match(body):
        return None
    try:
        return typed_length(body)
    except ValueError as problem:
        raise DesignError(str(problem)) from problem


def positive_length(text: str, what: str) -> float | None:
    """Millimetres of a typed length above nought. Raises DesignError naming `what` for one that is not."""
    value = length_or_none(text)
    if value is not None and value <= 0.0:
        raise DesignError(f"{what} cannot be {text.strip()}", remedy="type more than 0")
    return value
