"""JSON read without leniency: no duplicate names, no NaN or infinity, no runaway nesting, no floods."""

import json
import math
import re
from typing import NoReturn

from designer.core.errors import InputError
from designer.core.limits import JSON_VALUES

MAX_DIGITS = 18
"""Longest whole number; no length, count or number of a thing comes near it."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[-+.\w]+')
"""A text or a number of a JSON text."""


class _BadNumberError(Exception):
    """A number that JSON writes but that is none here, as it stands in the file."""

    def __init__(self, literal: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.literal, self.what, self.remedy = literal, what, remedy


def parse_json(data: bytes) -> object:
    """The value of a JSON text in UTF-8. InputError names line and column, or what else is wrong."""
    if values_in(data) > JSON_VALUES:
        what = f"it holds more than {JSON_VALUES:,} values"
        raise InputError(what, remedy="choose another file, or leave out underlays")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"it is not text: byte {error.start} is no UTF-8"
        raise InputError(what, remedy="choose another file or save it as UTF-8") from error
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
            parse_int=_short_int,
        )
    except json.JSONDecodeError as error:
        raise _malformed(error, text) from error
    except _BadNumberError as error:
        raise InputError(error.what, where=_place_of(error.literal, text), remedy=error.remedy) from error
    except RecursionError as error:
        raise InputError("it is nested too deeply", remedy="choose another file") from error


def values_in(data: bytes) -> int:
    """At least so many values as a JSON text holds: what commas part and brackets begin."""
    return data.count(b",") + data.count(b"[") + data.count(b"{")


def _short_int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _too_large(digits)
    return int(digits)


def _too_large(digits: str) -> _BadNumberError:
    shown = digits if len(digits) <= 30 else f"{digits[:30]}…"
    return _BadNumberError(digits, f"{shown} is too large a number", "give a smaller one")


def _place_of(literal: str, text: str) -> str:
    """Where a number first stands in a text."""
    places = (token.start() for token in _TOKEN.finditer(text) if token[0] == literal)
    return _place(text, next(places, 0))


def _place(text: str, position: int) -> str:
    line, line_start = text.count("\n", 0, position) + 1, text.rfind("\n", 0, position) + 1
    return f"line {line}, column {position - line_start + 1}"


def _malformed(error: json.JSONDecodeError, text: str) -> InputError:
    where = _place(text, error.pos)
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return InputError("the file ends too early", where=where, remedy="restore it from a copy")
    return InputError(f"it is not JSON ({error.msg})", where=where, remedy="mend the place or use a copy")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names: dict[str, object] = {}
    for name, value in pairs:
        if name in names:
            raise InputError(f"the field '{name}' is given twice", remedy="keep one of them")
        names[name] = value
    return names


def _refuse_constant(name: str) -> NoReturn:
    raise _BadNumberError(name, f"{name} is not a number", "give a finite number")


def _finite_float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _too_large(digits)
    return number
