"""Typed keywords and numbers, and the words that tools say."""

from collections.abc import Iterable

from designer.core.errors import InputError
from designer.edit.tools.base import Keyword


def keyword_of(text: str, keywords: Iterable[Keyword]) -> Keyword | None:
    """The keyword that a person typed, by its name, the first word of it, or its abbreviation."""
    typed = text.strip().casefold()
    for keyword in keywords:
        if typed in {keyword.name.casefold(), keyword.key.casefold(), keyword.name.casefold().split()[0]}:
            return keyword
    return None


def whole_number(text: str) -> int | None:
    """A bare whole number; None for anything else."""
    body = text.strip()
    return int(body) if body.isascii() and body.isdigit() and len(body) < 10 else None


def sentence_case(text: str) -> str:
    """The text with a capital first letter, all else as it is: ids keep theirs."""
    return text[:1].upper() + text[1:]


def require(condition: object, what: str, remedy: str = "") -> None:
    """InputError with one sentence unless the condition holds; the editor says it and the tool stays."""
    if not condition:
        raise InputError(what, remedy=remedy)
