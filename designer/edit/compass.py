"""The eight directions of the compass, by letters and by name."""

_NAMES = ("North", "North-east", "East", "South-east", "South", "South-west", "West", "North-west")
_LETTERS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def bearing_named(text: str) -> float | None:
    """The bearing of ``S``, ``sw``, ``South-west``, degrees; None where the text names none."""
    word = text.strip().casefold()
    names = [name.casefold() for name in _NAMES]
    for words in (_LETTERS, names):
        if word in words:
            return 45.0 * words.index(word)
    return None


def compass_name(bearing_deg: float) -> str:
    """The nearest of the eight directions: ``South-west``."""
    return _NAMES[round(bearing_deg / 45.0) % 8]
