"""What to say about a name that is not among the known ones."""

from collections.abc import Iterable
from difflib import get_close_matches

MANY = 12
"""A longer list helps nobody to find the right name."""


def nearest_remedy(name: str, known: Iterable[str]) -> str:
    """``did you mean '…'`` where a known name is near, else the known names themselves."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean '{near[0]}'"
    return f"known are {', '.join(names[:MANY])}{' …' if len(names) > MANY else ''}"
