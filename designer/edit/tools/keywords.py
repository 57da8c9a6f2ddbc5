"""Keywords of prompts: found by name or abbreviation, in any case."""

from collections.abc import Sequence

from designer.edit.tools.base import Keyword
from designer.edit.tools.words import keyword_of

UNDO = Keyword("Undo", "U")
CLOSE = Keyword("Close", "C")


def keyword_typed(text: str, keywords: Sequence[Keyword]) -> str:
    """The name of the keyword that a text stands for; empty where it is none of them."""
    keyword = keyword_of(text, keywords)
    return keyword.name if keyword is not None else ""
