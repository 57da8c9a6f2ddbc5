"""What a person may have meant by a word that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches

LIKENESS = 0.6
"""Share of the letters that must agree; below it a suggestion would be a guess."""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """``; did you mean 'row'?`` with the known word that is nearest; "" where none is near."""
    near = get_close_matches(word.strip().casefold(), sorted(words), n=1, cutoff=LIKENESS)
    return f"; did you mean '{near[0]}'?" if near else ""
