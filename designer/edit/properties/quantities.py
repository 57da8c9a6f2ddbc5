"""What a property is measured in: how it is typed and how it is written. Lengths are in mm inside."""

import math
import re
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from designer.core.units import parse_length, refuse_grouping, rounded, typed_length

Value = str | float | int | bool | None


class Quantity(StrEnum):
    """Kinds of values that a property can have."""

    TEXT = "text"
    LINES = "lines"
    """A text of several lines."""
    FLAG = "flag"
    CHOICE = "choice"
    PRODUCT = "product"
    """A choice of so many that it wants a search."""
    LENGTH = "length"
    METRES = "metres"
    """A length in mm that is written in metres."""
    ANGLE = "angle"
    BEARING = "bearing"
    AREA = "area"
    PERCENT = "percent"
    CURRENT = "current"
    VOLTAGE = "voltage"
    POWER = "power"
    PEAK = "peak"
    PRESSURE = "pressure"
    TEMPERATURE = "temperature"
    COUNT = "count"
    COST = "cost"
    """In the catalogue's currency, always with both decimals, as reasons and lists say it."""


class Unit(Struct, frozen=True):
    """How a number is written: its unit, how many decimals are worth saying, and what one unit counts."""

    sign: str
    decimals: int
    counts: float = 1.0


UNITS: Mapping[Quantity, Unit] = {
    Quantity.LENGTH: Unit("mm", 1),
    Quantity.METRES: Unit("m", 2, 1000.0),
    Quantity.ANGLE: Unit("°", 3),
    Quantity.BEARING: Unit("°", 3),
    Quantity.AREA: Unit("m²", 2),
    Quantity.PERCENT: Unit("%", 2),
    Quantity.CURRENT: Unit("A", 2),
    Quantity.VOLTAGE: Unit("V", 2),
    Quantity.POWER: Unit("W", 1),
    Quantity.PEAK: Unit("kWp", 3, 1000.0),
    Quantity.PRESSURE: Unit("Pa", 0),
    Quantity.TEMPERATURE: Unit("°C", 1),
    Quantity.COUNT: Unit("", 0),
    Quantity.COST: Unit("", 2),
}

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")


def unit_of(quantity: Quantity) -> str:
    """The sign of the unit that a quantity is written in; empty where it has none."""
    unit = UNITS.get(quantity)
    return unit.sign if unit else ""


def shown(quantity: Quantity, value: Value) -> str:
    """A value as it is written, without its unit: plain figures with a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    unit = UNITS.get(quantity)
    if unit is None or isinstance(value, str):
        return str(value)
    if quantity is Quantity.COST:
        return f"{value:.2f}"
    return plain(float(value) / unit.counts, unit.decimals)


def with_unit(quantity: Quantity, value: Value) -> str:
    """A value with its unit: ``35°``, ``1200 mm``."""
    sign = unit_of(quantity)
    gap = "" if sign == "°" else " "
    return f"{shown(quantity, value)}{gap}{sign}".rstrip() if value is not None else ""


def plain(number: float, decimals: int) -> str:
    """A number with at most so many decimals and no needless noughts; never an exponent."""
    text = f"{number:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def typed(quantity: Quantity, text: str) -> Value:
    """The value of a typed text. Raises ValueError with one sentence where the text is none."""
    match quantity:
        case Quantity.LENGTH | Quantity.METRES:
            return _length(quantity, text)
        case Quantity.BEARING:
            return round(_number(text, "°", "a bearing", "180") % 360.0, 9) % 360.0
        case Quantity.COUNT:
            return _count(text)
        case Quantity.TEXT:
            return " ".join(text.split())
        case Quantity.LINES:
            return text.strip()
    unit = UNITS.get(quantity)
    if unit and not unit.decimals:
        refuse_grouping(text, unit.sign)
    return _number(text, unit.sign, "a number", "12.5") if unit else text


def _length(quantity: Quantity, text: str) -> float:
    """A length; a bare number is in the unit that the field shows."""
    metres = quantity is Quantity.METRES and _NUMBER.fullmatch(text.strip())
    return rounded(parse_length(f"{text} m") if metres else typed_length(text))


def _count(text: str) -> int:
    body = text.strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", body):
        raise ValueError(f"'{text}' is not a whole number; write it like 12")
    return int(body)


def _number(text: str, sign: str, what: str, example: str) -> float:
    body = text.strip()
    if sign and body.casefold().endswith(sign.casefold()):
        body = body[: -len(sign)].strip()
    value = float(body.replace(",", ".")) if _NUMBER.fullmatch(body) else math.nan
    if not math.isfinite(value):
        raise ValueError(f"'{text}' is not {what}; write it like {example}")
    return value
