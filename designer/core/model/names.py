"""What to say about a name that is not among the known ones."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from designer.core.errors import GUESS

MANY = 12
"""A longer list helps nobody to find the right name."""

LONGEST_LIKENED = 80
"""Longer names are like no known one."""

MOST_LIKENED = 2_000
"""So many known names are compared with; each takes some microseconds."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was most likely meant to be; None where none is near."""
    if len(name) > LONGEST_LIKENED:
        return None
    return next(iter(get_close_matches(name, list(islice(known, MOST_LIKENED)), n=1)), None)


def nearest_remedy(name: str, known: Iterable[str]) -> str:
    """``did you mean '…'`` where a known name is near, else the known names themselves."""
    names = list(known)
    near = nearest_name(name, names)
    if near is not None:
        return f"{GUESS} '{near}'"
    return f"known are {', '.join(names[:MANY])}{' …' if len(names) > MANY else ''}"
