"""What a person may have meant by a word that nobody knows."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

LIKENESS = 0.6
"""Share of the letters that must agree; below it a suggestion would be a guess."""

_OFFSET = "Offset: copy (CO) by a typed displacement; setbacks and clearances keep their distance anyway"
_TRIM = "Trim: select a row and drag its end grip inwards, or take modules out (RM)"
_EXTEND = "Extend: select a row and drag its end grip outwards; it stops where there is no more room"

ELSEWHERE: Mapping[str, str] = {
    "o": _OFFSET,
    "offset": _OFFSET,
    "tr": _TRIM,
    "trim": _TRIM,
    "ex": _EXTEND,
    "extend": _EXTEND,
}
"""Commands of other CAD programs that hands type: what does the job here."""


def not_understood(typed: str, words: Iterable[str]) -> str:
    """The sentence for a line that means nothing: what does the job here, else the nearest known word."""
    elsewhere = ELSEWHERE.get(typed.strip().casefold())
    return elsewhere or f"'{typed}' is not understood here{did_you_mean(typed, words)}"


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """``; did you mean 'row'?`` with the known word that is nearest; "" where none is near."""
    near = get_close_matches(word.strip().casefold(), sorted(words), n=1, cutoff=LIKENESS)
    return f"; did you mean '{near[0]}'?" if near else ""
