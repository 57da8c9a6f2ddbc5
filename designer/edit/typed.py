"""Points, lengths and angles as people type them.

Points: ``x,y`` absolute, ``@dx,dy`` from the last point, ``@r<a`` or ``r<a`` by length and angle. Each part
may have a unit (``3.5m,12'6"``). A comma separates, decimals then have a point; with a semicolon between the
parts decimals may have a comma (``3,5m;2,25m``). Angles are in degrees, counter-clockwise from +x.
"""

import math
import re

from designer.core.geometry.axes import Point
from designer.core.units import AmbiguousNumberError, parse_length, rounded, typed_length

_STARTS_LIKE_A_POINT = re.compile(r"[-+.,;<]?\s*[-+.]?[0-9]")
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+\s*(mm|cm|m|in|ft|\"|')")
_ANGLE = re.compile(r"([-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+))\s*(?:°|deg|d)?")
_LARGEST_TURN = 1e6

EXAMPLES = "1000,500 or @200,0 or @500<45"


def parse_point(text: str, last: Point | None) -> Point | None:
    """The point that a text means, mm; None where it means none.

    `last` is the point that ``@`` and ``<`` start from. Raises ValueError with one sentence for a text that
    is meant as a point and is none. ``3,5m`` is a length with a decimal comma, ``3,5`` a point.
    """
    body = text.strip()
    if not _is_meant_as_point(body):
        return None
    relative = body.startswith("@")
    coordinates = body.removeprefix("@").strip()
    if "<" in coordinates:
        return _polar(coordinates, text, _start(last, text))
    x, y = _pair(coordinates, text)
    if not relative:
        return (rounded(x), rounded(y))
    x0, y0 = _start(last, text)
    return (rounded(x0 + x), rounded(y0 + y))


def parse_length_or_none(text: str) -> float | None:
    """The length that a text means, mm; None where it means none.

    Raises AmbiguousNumberError, a ValueError with one sentence, where it may mean two.
    """
    try:
        return typed_length(text.strip().removeprefix("+"))
    except AmbiguousNumberError:
        raise
    except ValueError:
        return None


def parse_angle(text: str) -> float | None:
    """The angle that a text such as ``45``, ``<45``, ``22,5°`` means, degrees; None where it means none."""
    match = _ANGLE.fullmatch(text.strip().removeprefix("<").strip().casefold())
    if match is None:
        return None
    angle = float(match.group(1).replace(",", "."))
    return angle if abs(angle) <= _LARGEST_TURN else None


def _is_meant_as_point(body: str) -> bool:
    if body.startswith("@"):
        return True
    if body.startswith("<") or not _STARTS_LIKE_A_POINT.match(body):
        return False
    return any(mark in body for mark in ",;<") and not _DECIMAL_COMMA.fullmatch(body)


def _start(last: Point | None, text: str) -> Point:
    if last is None:
        raise ValueError(
            f"'{text}' starts from the last point, and there is none yet; write it like 1000,500"
        )
    return last


def _pair(coordinates: str, text: str) -> Point:
    separator = ";" if ";" in coordinates else ","
    parts = [part.strip() for part in coordinates.split(separator)]
    if len(parts) != 2:
        raise ValueError(_wrong_count(parts, separator, text))
    return _length(parts[0], text), _length(parts[1], text)


def _wrong_count(parts: list[str], separator: str, text: str) -> str:
    if separator == "," and len(parts) == 4:
        return f"'{text}' has too many commas; with decimal commas write it like 3,5;2,5"
    if len(parts) < 2:
        return f"'{text}' has one coordinate only; write it like {EXAMPLES}"
    return f"'{text}' has {len(parts)} coordinates instead of two; write it like {EXAMPLES}"


def _polar(coordinates: str, text: str, start: Point) -> Point:
    length_text, _, angle_text = coordinates.partition("<")
    angle = parse_angle(angle_text)
    if angle is None:
        raise ValueError(f"'{angle_text.strip()}' in '{text}' is not an angle; write it like @500<45")
    length = _length(length_text, text)
    turn = math.radians(angle)
    return (rounded(start[0] + length * math.cos(turn)), rounded(start[1] + length * math.sin(turn)))


def _length(part: str, text: str) -> float:
    """A part of a point; three decimals are what CADs copy."""
    if not part.strip():
        raise ValueError(f"'{text}' is only part of a point; write it like {EXAMPLES}")
    try:
        return parse_length(part.strip().removeprefix("+"))
    except ValueError:
        what = f"'{part.strip()}' in '{text}' is not a length; write it like 3500, 3.5m or 12'6\""
        raise ValueError(what) from None
