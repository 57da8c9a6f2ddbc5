"""Data in a project file that this program does not know: set aside when read, put back when written.

It belongs to the object it stands in. A place is named by the path of fields and, in lists, by the id of the
item, else by the ids that the item names, so that it is found again after other things were added, moved or
removed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from designer.core.errors import InputError
from designer.core.limits import FOREIGN_NAMES
from designer.core.model.names import nearest_name

OWN_MARK = "x-"
"""Names that begin so are never used by the format."""

SET_ASIDE = "foreign"
"""The field of the Design that holds what was set aside; no field of the file."""

Found = dict[str, str]
"""JSON text of unknown fields by their place."""

_Visit = Callable[[dict[str, Any], msgspec.inspect.StructType, str], dict[str, Any]]


def is_foreign(name: str, known: Iterable[str]) -> bool:
    """Whether an unknown name is somebody else's; one that is like a known name is a misspelling."""
    return name.startswith(OWN_MARK) or nearest_name(name, known) is None


def set_aside(raw: object, wanted: msgspec.inspect.Type, place: str) -> tuple[object, Found]:
    """Raw values without foreign fields, and those; a value of a wrong type is left for others to refuse.

    InputError where they are of so many different names that comparing them would take long.
    """
    found: Found = {}
    verdicts: dict[tuple[type, str], bool] = {}

    def is_somebody_elses(name: str, kind: msgspec.inspect.StructType) -> bool:
        if name.startswith(OWN_MARK):
            return True
        key = (kind.cls, name)
        if key not in verdicts:
            if len(verdicts) == FOREIGN_NAMES:
                what = f"it has more than {FOREIGN_NAMES:,} different unknown fields"
                raise InputError(what, where=place, remedy=f"let their names begin with '{OWN_MARK}'")
            verdicts[key] = is_foreign(name, known_names(kind))
        return verdicts[key]

    def part(value: dict[str, Any], kind: msgspec.inspect.StructType, where: str) -> dict[str, Any]:
        known = known_names(kind)
        foreign = {
            name: item for name, item in value.items() if name not in known and is_somebody_elses(name, kind)
        }
        if foreign:
            found[where] = json.dumps(foreign)
        return {name: item for name, item in value.items() if name not in foreign}

    return _walked(raw, wanted, place, part), found


def put_back(raw: object, wanted: msgspec.inspect.Type, place: str, found: Mapping[str, str]) -> object:
    """Raw values with their foreign fields after the known ones; what lost its object is left out."""
    if not found:
        return raw

    def join(value: dict[str, Any], _kind: msgspec.inspect.StructType, where: str) -> dict[str, Any]:
        foreign = json.loads(found[where]) if where in found else {}
        return {**value, **{name: item for name, item in foreign.items() if name not in value}}

    return _walked(raw, wanted, place, join)


def known_names(kind: msgspec.inspect.StructType) -> tuple[str, ...]:
    """The fields of a struct as they stand in a file."""
    return tuple(field.encode_name for field in kind.fields if field.encode_name != SET_ASIDE)


def _walked(value: object, wanted: msgspec.inspect.Type, place: str, visit: _Visit) -> object:
    """A copy of raw values in which every object has been visited, inner ones first."""
    match wanted:
        case msgspec.inspect.StructType() if isinstance(value, dict):
            inner = {
                field.encode_name: _walked(
                    value[field.encode_name], field.type, f"{place}.{field.encode_name}", visit
                )
                for field in wanted.fields
                if field.encode_name in value
            }
            return visit({**value, **inner}, wanted, place)
        case msgspec.inspect.VarTupleType() if isinstance(value, list | tuple):
            if not isinstance(wanted.item_type, msgspec.inspect.StructType):
                return value  # texts, numbers and points hold no fields
            return [
                _walked(item, wanted.item_type, f"{place}[{_key(item, wanted.item_type)}]", visit)
                for item in value
            ]
        case msgspec.inspect.UnionType() if value is not None:
            return _walked(value, _other_than_null(wanted), place, visit)
        case _:
            return value


def _key(item: object, wanted: msgspec.inspect.Type) -> str:
    """What an item of a list is known by; empty for what can hold no fields."""
    if not isinstance(wanted, msgspec.inspect.StructType) or not isinstance(item, dict):
        return ""
    if "id" in item:
        return str(item["id"])
    names = (field.encode_name for field in wanted.fields if field.required and _is_words(field.type))
    return json.dumps([item.get(name) for name in names])


def _is_words(kind: msgspec.inspect.Type) -> bool:
    """A text or texts, which are written as they were read; numbers may not be."""
    inner = kind.item_type if isinstance(kind, msgspec.inspect.VarTupleType) else kind
    return isinstance(inner, msgspec.inspect.StrType)


def _other_than_null(wanted: msgspec.inspect.UnionType) -> msgspec.inspect.Type:
    return next(kind for kind in wanted.types if not isinstance(kind, msgspec.inspect.NoneType))
