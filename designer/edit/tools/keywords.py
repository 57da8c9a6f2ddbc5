"""Keywords of prompts: found by name or abbreviation, in any case."""

from collections.abc import Sequence

from designer.edit.tools.base import Keyword

UNDO = Keyword("Undo", "U")
CLOSE = Keyword("Close", "C")


def keyword_typed(text: str, keywords: Sequence[Keyword]) -> str:
    """The name of the keyword that a text stands for; empty where it is none of them."""
    word = text.strip().casefold()
    for keyword in keywords:
        if word in (keyword.name.casefold(), keyword.key.casefold()):
            return keyword.name
    return ""
