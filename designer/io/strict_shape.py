"""Comparing raw JSON values with the types they should become, so that a fault is told in plain words."""

import base64
from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from msgspec import inspect

from designer.core.errors import InputError
from designer.core.model.names import nearest_remedy

_NAMES: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
    type(None): "null",
}

T = TypeVar("T")

_NUMBERS = frozenset({int, float})

_SCALARS: dict[type[inspect.Type], tuple[type, ...]] = {
    inspect.StrType: (str,),
    inspect.IntType: (int,),
    inspect.FloatType: (float, int),
    inspect.BoolType: (bool,),
    inspect.NoneType: (type(None),),
}


def check_shape(value: object, wanted: inspect.Type, where: str) -> None:
    """InputError, with path and nearest names, where `value` is not of the wanted type."""
    match wanted:
        case inspect.StructType():
            _check_struct(_expect(value, dict, where), wanted, where)
        case inspect.VarTupleType():
            _check_items(_expect(value, list, where), wanted.item_type, where)
        case inspect.TupleType():
            _check_tuple(_expect(value, list, where), wanted, where)
        case inspect.DictType():
            for name, item in _expect(value, dict, where).items():
                check_shape(name, wanted.key_type, f"{where}.{name}")
                check_shape(item, wanted.value_type, f"{where}.{name}")
        case inspect.EnumType():
            _check_enum(_expect(value, str, where), wanted.cls, where)
        case inspect.UnionType():
            _check_union(value, wanted, where)
        case inspect.BytesType():
            _check_bytes(_expect(value, str, where), where)
        case _:
            _check_scalar(value, _SCALARS[type(wanted)], where)


def _check_items(items: list[object], wanted: inspect.Type, where: str) -> None:
    if not _are_points(items, wanted):
        for index, item in enumerate(items):
            check_shape(item, wanted, f"{where}[{index}]")


def _are_points(items: list[object], wanted: inspect.Type) -> bool:
    """Whether all are lists of so many numbers as wanted: a project may have half a million, so in one go."""
    if not isinstance(wanted, inspect.TupleType) or not all(
        isinstance(one, inspect.FloatType) for one in wanted.item_types
    ):
        return False
    size = len(wanted.item_types)
    return all(
        type(one) is list and len(one) == size and _NUMBERS.issuperset(map(type, one)) for one in items
    )


def unknown_name(name: str, known: Iterable[str], where: str, kind: str = "field") -> InputError:
    """The error for a name that is not among the known ones."""
    return InputError(f"unknown {kind} '{name}'", where=where, remedy=nearest_remedy(name, known))


def _check_struct(value: dict[str, object], wanted: inspect.StructType, where: str) -> None:
    fields = {field.encode_name: field for field in wanted.fields}
    for name in value:
        if name not in fields:
            raise unknown_name(name, fields, where)
    for name, field in fields.items():
        if name in value:
            check_shape(value[name], field.type, f"{where}.{name}")
        elif field.required:
            raise InputError(f"the field '{name}' is missing", where=where, remedy="add it")


def _check_tuple(value: list[object], wanted: inspect.TupleType, where: str) -> None:
    if len(value) != len(wanted.item_types):
        what = f"it has {len(value)} values instead of {len(wanted.item_types)}"
        raise InputError(what, where=where, remedy="give exactly that many")
    for index, (item, item_type) in enumerate(zip(value, wanted.item_types, strict=True)):
        check_shape(item, item_type, f"{where}[{index}]")


def _check_enum(value: str, kinds: type[Enum], where: str) -> None:
    known = [str(kind.value) for kind in kinds]
    if value not in known:
        raise unknown_name(value, known, where, "value")


def _check_union(value: object, wanted: inspect.UnionType, where: str) -> None:
    """Null where it is allowed; else the value is of the one other type."""
    others = [kind for kind in wanted.types if not isinstance(kind, inspect.NoneType)]
    if value is not None or len(others) == len(wanted.types):
        check_shape(value, others[0], where)


def _check_bytes(value: str, where: str) -> None:
    """Only base64 as it is written: Python's own reading lets stray signs and bits pass."""
    try:
        is_canonical = base64.b64encode(base64.b64decode(value, validate=True)).decode() == value
    except ValueError:
        is_canonical = False
    if not is_canonical:
        raise InputError("this is no base64", where=where, remedy="restore the file from a copy")


def _check_scalar(value: object, allowed: tuple[type, ...], where: str) -> None:
    if type(value) not in allowed:
        raise _wrong_type(value, allowed[0], where)


def _expect(value: object, kind: type[T], where: str) -> T:
    if not isinstance(value, kind):
        raise _wrong_type(value, kind, where)
    return value


def _wrong_type(value: object, wanted: type, where: str) -> InputError:
    what = f"this is {_NAMES[type(value)]}, not {_NAMES[wanted]}"
    return InputError(what, where=where, remedy=f"give {_NAMES[wanted]}")
