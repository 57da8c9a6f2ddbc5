"""How wide texts are, by the height of their capitals, and text made to fit.

Widths are those of DejaVu Sans, in which papers are printed; the single-stroke fonts of CADs are as wide, but
for their space, which is counted as wide as theirs.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from designer.drawing.layers import Layer

_WIDTHS = (
    70, 55, 63, 115, 87, 130, 107, 38, 54, 54, 69, 115, 44, 49, 44, 46, 87, 87, 87, 87, 87, 87, 87, 87,
    87, 87, 46, 46, 115, 115, 115, 73, 137, 94, 94, 96, 106, 87, 79, 106, 103, 40, 40, 90, 76, 118, 103,
    108, 83, 108, 95, 87, 84, 100, 94, 136, 94, 84, 94, 54, 46, 54, 115, 69, 69, 84, 87, 75, 87, 84, 48,
    87, 87, 38, 38, 79, 38, 134, 87, 84, 87, 87, 56, 71, 54, 87, 81, 112, 81, 81, 72, 87, 46, 87, 115,
)  # fmt: skip
"""Hundredths of the capitals' height, from the space to the tilde."""

_FIRST = 32
_OTHER = 115
"""Signs such as ± and ×."""

_WIDE = 140
"""Signs as wide as high, such as those of Chinese."""

BOLD = 1.25
"""How much wider bold texts are."""

BOLD_FROM = 50
"""Texts on layers of this lineweight, in hundredths of a millimetre, and above are printed bold."""

ELLIPSIS = "…"

NO_BREAK = "\u00a0"

LEAST_MM = 1.8
"""Capitals below this cannot be read on paper: the smallest height of lettering in ISO 3098."""

PREFERRED_MM = 2.5
"""The height of lettering that most standards begin with."""

LINE_STEP = 1.45
"""From one line of a form to the next, in heights of its capitals."""


def is_bold(layer: Layer) -> bool:
    """Whether texts on a layer are bold."""
    return layer.lineweight >= BOLD_FROM


def line_width(text: str, height_mm: float, *, bold: bool = False) -> float:
    """Width of a line of text, in the unit of its height."""
    width = sum(_width(character) for character in text) / 100.0 * height_mm
    return width * BOLD if bold else width


def fitted_height(text: str, width_mm: float, *, at_most_mm: float, bold: bool = False) -> float:
    """The greatest height up to `at_most_mm` at which a text fits."""
    unit = line_width(text, 1.0, bold=bold)
    return at_most_mm if unit * at_most_mm <= width_mm else width_mm / unit


def shortened(text: str, width_mm: float, height_mm: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits, with … behind it."""
    if line_width(text, height_mm, bold=bold) <= width_mm:
        return text

    def beginning(end: int) -> str:
        return text[:end].rstrip() + ELLIPSIS

    # a longer beginning is never narrower, so that halving finds the longest that fits
    ends = range(1, len(text))
    fit = bisect_right(ends, width_mm, key=lambda end: line_width(beginning(end), height_mm, bold=bold))
    return beginning(fit)


def words(text: str) -> list[str]:
    """What lines may end between; a no-break space is within a word, and drawn as a space."""
    return [word.replace(NO_BREAK, " ") for word in re.split(rf"[^\S{NO_BREAK}]+", text) if word]


def _parts(text: str, width_mm: float, height_mm: float) -> Iterator[str]:
    """What lines may end between; words too long for a line are ended at their spaces, then anywhere."""
    for word in words(text):
        whole = line_width(word, height_mm) <= width_mm
        for part in (word,) if whole else word.split(" "):
            yield from _broken(part, width_mm, height_mm)


def wrapped_lines(text: str, width_mm: float, height_mm: float) -> list[str]:
    """The text on lines that fit, ended between words; a word longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for part in _parts(text, width_mm, height_mm):
        longer = f"{line} {part}" if line else part
        if line and line_width(longer, height_mm) > width_mm:
            lines.append(line)
            line = part
        else:
            line = longer
    return [*lines, line] if line else lines


def fitted_lines(
    text: str, width_mm: float, *, at_most_mm: float, room_mm: float, least_mm: float = LEAST_MM
) -> tuple[tuple[str, ...], float]:
    """The lines of a text in a room of some height and width, and the height of its capitals.

    A text too long for one line is wrapped where the room takes two, rather than made small; what has no
    room at `least_mm` is shortened with … at its end.
    """
    two = min(at_most_mm, room_mm / (1.0 + LINE_STEP))
    smallest = min(max(two, least_mm), max(PREFERRED_MM, least_mm))
    one = fitted_height(text, width_mm, at_most_mm=at_most_mm)
    if one >= min(smallest, at_most_mm):
        return (text,), one
    if two < least_mm:
        return (shortened(text, width_mm, least_mm),), least_mm
    for height in (two, least_mm):
        lines = wrapped_lines(text, width_mm, height)
        if len(lines) <= 2:
            break
    rest = shortened(" ".join(lines[1:]), width_mm, height)
    return (lines[0], rest), height


def _broken(word: str, width_mm: float, height_mm: float) -> list[str]:
    """A word in parts that fit a line, one letter at least each."""
    parts, part = [], ""
    for letter in word:
        if part and line_width(part + letter, height_mm) > width_mm:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    plain = unicodedata.normalize("NFD", character)[0]
    place = ord(plain) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place]
    return _WIDE if unicodedata.east_asian_width(plain) in "WF" else _OTHER
