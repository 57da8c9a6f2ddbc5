"""The order that people expect of names with numbers: B2 before B10."""

import re

_PARTS = re.compile(r"(\d+)")


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key: runs of digits by their value, the rest as it is."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in _PARTS.split(name)
        if part
    )
