"""Names of places inside a value, as a person finds them: ``surface S1: outline[2]``."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from designer.core.errors import DesignError

Leaf = str | int | float | bool | None

MAX_NUMBER = 1e9
"""No length, angle, count or current of a roof is larger; a larger one would overflow areas and squares."""

UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters but tab and line feed, and halves of characters."""

_NUMBERS = frozenset({int, float, bool})
_WORDS = re.compile(r"(?<!^)(?=[A-Z])")


def kind_of(value: Struct) -> str:
    """What a value is called in a sentence: ``BranchLock`` → ``branch lock``."""
    return _WORDS.sub(" ", type(value).__name__).lower()


def place_of(value: Struct) -> str:
    """Kind and id of a value: ``surface S1``."""
    return f"{kind_of(value)} {value.id}" if hasattr(value, "id") else kind_of(value)


def leaves(value: object, place: str = "") -> Iterator[tuple[str, Leaf]]:
    """All texts and numbers inside a value with their places, depth first.

    A value with an id starts a new place, so that places stay short however deep they lie.
    """
    match value:
        case Struct():
            start = f"{place_of(value)}: " if hasattr(value, "id") else _joined(place, "")
            for field in value.__struct_fields__:
                yield from leaves(getattr(value, field), f"{start}{field}")
        case Mapping():
            for key, item in value.items():
                yield place, str(key)
                yield from leaves(item, _joined(place, str(key)))
        case list() | tuple():
            for index, item in enumerate(value):
                yield from leaves(item, f"{place}[{index}]")
        case bytes():
            pass
        case str() | int() | float() | None:
            yield place, value


def check_leaves(value: Struct) -> None:
    """DesignError for a number that is not finite or absurdly large, or a text that cannot be written."""
    if _is_sound(value):
        return
    for place, leaf in leaves(value):
        if isinstance(leaf, str):
            _check_text(leaf, place)
        elif isinstance(leaf, int | float):
            _check_number(leaf, place)


def _is_sound(value: object) -> bool:
    """Whether all leaves are in order; several times as fast as `leaves`, as it names no places."""
    pending: list[Any] = [value]
    while pending:
        one = pending.pop()
        if type(one) in _NUMBERS:  # most are, so they come first
            if not abs(one) <= MAX_NUMBER:
                return False
        elif isinstance(one, str):
            if UNWRITABLE.search(one):
                return False
        elif isinstance(one, Struct):
            pending += [getattr(one, field) for field in one.__struct_fields__]
        elif isinstance(one, Mapping):
            pending += [*map(str, one), *one.values()]
        elif isinstance(one, list | tuple):
            pending += one
    return True


def _joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _check_number(number: float, place: str) -> None:
    if not math.isfinite(number):
        raise DesignError(f"{number} is not a finite number", where=place, remedy="give a number")
    if abs(number) > MAX_NUMBER:
        raise DesignError(f"{number:g} is too large", where=place, remedy="check its unit: lengths are in mm")


def _check_text(text: str, place: str) -> None:
    if found := UNWRITABLE.search(text):
        what = f"the text holds the character U+{ord(found.group()):04X}, which cannot be written"
        raise DesignError(what, where=place, remedy="type it again")
