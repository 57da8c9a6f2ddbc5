"""JSON that people can read and compare line by line: short lists and objects on one line."""

import json
from collections.abc import Iterable

LINE = 110
"""A value that fits into a line of this length stays on one."""

_STEP = "  "


def pretty_json(value: object) -> bytes:
    """UTF-8 text of nested dicts, lists, tuples and scalars, in their own order. ValueError for NaN."""
    return (_pretty(value, "") + "\n").encode("utf-8")


def _pretty(value: object, indent: str) -> str:
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if len(indent) + len(line) <= LINE or not isinstance(value, dict | list | tuple):
        return line
    deeper = indent + _STEP
    if isinstance(value, dict):
        parts: Iterable[str] = (
            f"{json.dumps(name, ensure_ascii=False)}: {_pretty(item, deeper)}" for name, item in value.items()
        )
        return _block("{", parts, "}", indent)
    return _block("[", (_pretty(item, deeper) for item in value), "]", indent)


def _block(opening: str, parts: Iterable[str], closing: str, indent: str) -> str:
    inner = f",\n{indent}{_STEP}".join(parts)
    return f"{opening}\n{indent}{_STEP}{inner}\n{indent}{closing}"
