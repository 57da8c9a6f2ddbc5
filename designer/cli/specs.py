"""Options that describe one thing in a text: ``name=East,width=9.6m,tilt=35``."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from designer.core.errors import InputError
from designer.core.geometry.axes import Point
from designer.core.model.names import nearest_remedy
from designer.core.model.places import MAX_NUMBER
from designer.core.units import parse_length

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_NEXT_FIELD = re.compile(r",(?=\s*[a-z][a-z0-9-]*\s*=)")
"""A comma ends a value only before the next name, so that ``3,5m`` and names with commas work."""


class Spec:
    """The fields of one such text. Each reading names the option and the field in its errors."""

    def __init__(self, option: str, text: str, known: Iterable[str]) -> None:
        """Split `text` into fields; InputError for an unknown or repeated one or one without a value."""
        self.option = option
        self._fields: dict[str, str] = {}
        known = list(known)
        for part in _NEXT_FIELD.split(text):
            name, sign, value = (piece.strip() for piece in part.partition("="))
            if not sign or not value:
                remedy = f"write it like {known[0]}=…,{known[1]}=…"
                raise InputError(f"'{part.strip()}' is no name=value", where=option, remedy=remedy)
            if name not in known:
                raise self._error(f"unknown field '{name}'", nearest_remedy(name, known))
            if name in self._fields:
                raise self._error(f"the field '{name}' is given twice", "keep one of them")
            self._fields[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str, default: str | None = None) -> str:
        """The field as it was typed; InputError when it is missing and has no default."""
        value = self._fields.get(name, default)
        if value is None:
            raise self._error(f"the field '{name}' is missing", f"add {name}=…")
        return value

    def length(self, name: str, default_mm: float | None = None) -> float:
        """The field as a length in mm."""
        return self._read(name, length_mm, default_mm)

    def positive(self, name: str, default_mm: float | None = None) -> float:
        """The field as a length above 0, in mm."""
        value = self.length(name, default_mm)
        if value <= 0.0:
            raise self._error(f"{name} is {value:g} mm", "give a length above 0")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """The field as a finite number."""
        return self._read(name, finite_number, default)

    def bearing(self, name: str) -> float:
        """The field as a compass bearing, in degrees."""
        value = self.number(name)
        if not 0.0 <= value <= 360.0:
            raise self._error(f"{name} is {value:g}°", "give a compass bearing from 0 to 360: 90 is east")
        return value % 360.0

    def point(self, name: str) -> Point:
        """The field as a point, ``x y``."""
        return self._read(name, point_mm, None)

    def points(self, name: str) -> tuple[Point, ...]:
        """The field as a line of points, ``x y;x y``."""
        return self._read(name, lambda text: tuple(point_mm(part) for part in text.split(";")), None)

    def kind(self, name: str, kinds: type[E], default: E | None = None) -> E:
        """The field as a member of an enumeration."""
        return self._read(name, lambda text: member(text, kinds), default)

    def kinds(self, name: str, kinds: type[E]) -> tuple[E, ...]:
        """The field as members of an enumeration, separated by semicolons."""
        return self._read(name, lambda text: tuple(member(part, kinds) for part in text.split(";")), None)

    def _read(self, name: str, read: Callable[[str], T], default: T | None) -> T:
        if name not in self._fields and default is not None:
            return default
        try:
            return read(self.text(name))
        except ValueError as error:
            raise self._error(f"{name}: {error}") from error

    def _error(self, what: str, remedy: str = "") -> InputError:
        name = self._fields.get("name")
        return InputError(what, where=f"{self.option} {name}" if name else self.option, remedy=remedy)


def length_mm(text: str) -> float:
    """Millimetres of a typed length of a sensible size. ValueError with one sentence when it is none."""
    value = parse_length(text)
    if abs(value) > MAX_NUMBER:
        raise ValueError(f"'{text}' is too large; a length without a unit is in mm")
    return value


def finite_number(text: str) -> float:
    """A finite number, with a point or a comma. ValueError with one sentence when it is none."""
    if not re.fullmatch(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)", text.strip()):
        raise ValueError(f"'{text}' is not a number; write it like 35 or 7.5")
    value = float(text.replace(",", "."))
    if abs(value) > MAX_NUMBER:
        raise ValueError(f"'{text[:20]}' is too large")
    return value


def point_mm(text: str) -> Point:
    """A point typed as ``x y``, in mm. ValueError with one sentence when it is none."""
    parts = text.split()
    if len(parts) != 2:
        raise ValueError(f"'{text.strip()}' is not a point; write it like 3.5m 1200")
    return (length_mm(parts[0]), length_mm(parts[1]))


def member(text: str, kinds: type[E]) -> E:
    """A member of an enumeration by its value. ValueError with the nearest ones when it is none."""
    values = [str(kind.value) for kind in kinds]
    if text.strip() not in values:
        raise ValueError(f"unknown kind '{text.strip()}'; {nearest_remedy(text.strip(), values)}")
    return kinds(text.strip())
