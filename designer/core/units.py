"""Lengths in millimetres: the one tolerance, rounding, and typed lengths with units."""

import math
import re

TOLERANCE_MM = 1e-3
"""Two places closer than this are the same place; one micrometre."""

QUANTUM_MM = 1e-3
"""Coordinates are rounded to this when an edit is committed, so that equality and hashes are stable."""

UNITS_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, '"': 25.4, "ft": 304.8, "'": 304.8}
LONGEST_LENGTH = 50
"""Characters of a typed length; of thousands of blanks a pattern tries every share."""

INCHES_PER_FOOT = 12.0

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+"
_PARTS = r"[0-9]+/0*[1-9][0-9]*"
_INCHES = rf"[0-9]+(?:\s+|\s*-\s*){_PARTS}|{_PARTS}|{_NUMBER}"
_SIMPLE = re.compile(rf"\s*({_NUMBER})\s*(mm|cm|m|in|ft|\"|')?\s*")
_ONLY_INCHES = re.compile(rf"\s*({_INCHES})\s*(?:\"|in)\s*")
_FEET_INCHES = re.compile(rf"\s*({_NUMBER})\s*(?:'|ft)\s*-?\s*({_INCHES})\s*(?:\"|in)?\s*")
_MARKS = str.maketrans({"′": "'", "’": "'", "″": '"', "”": '"'})
"""Feet and inches as telephones and word processors write them."""
_SWISS = re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+(?:[.,][0-9]+)?")
"""Thousands as they are parted in Switzerland; nobody writes inches with three digits."""
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def rounded(value_mm: float) -> float:
    """Round a coordinate to `QUANTUM_MM`; negative zero becomes zero."""
    return round(value_mm, 3) + 0.0


def parse_length(text: str) -> float:
    """Millimetres of a typed length: ``3500``, ``3.5m``, ``3,5 m``, ``12'6"``, ``12'-6 1/2"``, ``6ft``.

    A bare number is in millimetres. A leading minus sign is accepted.
    Raises ValueError with one clear sentence when the text is not a finite length.
    """
    body = text.strip().translate(_MARKS).replace("''", '"')
    if len(body) > LONGEST_LENGTH:
        raise ValueError(f"'{body[:LONGEST_LENGTH]}…' is not a length; write it like 3500, 3.5m or 12'6\"")
    sign = -1.0 if body.startswith("-") else 1.0
    body = body.removeprefix("-")
    if _SWISS.fullmatch(body):
        whole = body.replace("'", "")
        raise ValueError(f"'{text}' is not a length; write {whole}, or feet and inches like 1'-6\"")
    if match := _FEET_INCHES.fullmatch(body):
        feet, inches = _number(match[1]), _inches(match[2])
        if inches >= INCHES_PER_FOOT:
            raise ValueError(f"'{text}' is not a length: {match[2]} inches are a foot or more")
        return sign * (feet * 304.8 + inches * 25.4)
    if match := _ONLY_INCHES.fullmatch(body):
        return sign * _inches(match[1]) * 25.4
    if match := _SIMPLE.fullmatch(body):
        value = sign * _number(match.group(1)) * UNITS_MM[match.group(2) or "mm"]
        if math.isfinite(value):
            return value
    raise ValueError(f"'{text}' is not a length; write it like 3500, 3.5m or 12'6\"")


def typed_length(text: str) -> float:
    """As `parse_length`, of a length that a person types. ValueError also as `refuse_grouping`."""
    refuse_grouping(text, "mm")
    return parse_length(text)


def refuse_grouping(text: str, sign: str = "") -> None:
    """Raise AmbiguousNumberError for ``1.200``: it is 1.2 or 1200 by the country of who types it.

    `sign` is the unit that a bare number is in, and that so many decimals of say nothing.
    """
    body = text.strip()
    if sign and body.casefold().endswith(sign.casefold()):
        body = body[: -len(sign)].strip()
    if _GROUPED.fullmatch(body):
        whole, small = re.sub("[.,]", "", body), body.rstrip("0").rstrip(".,")
        small = f"{body}0" if small == body else small
        large = f"{whole} {sign}".rstrip()
        raise AmbiguousNumberError(f"'{text}' may be {small} or {large}; write {whole} or {small}")


class AmbiguousNumberError(ValueError):
    """A number that people of two countries read as two."""


def _inches(text: str) -> float:
    """Inches such as ``6``, ``6.5``, ``6 1/2`` or ``1/2``."""
    *whole, last = text.replace("-", " ").split()
    parts, _, of = last.partition("/")
    return sum(map(_number, whole)) + (int(parts) / int(of) if of else _number(last))


def _number(text: str) -> float:
    return float(text.replace(",", "."))
