"""Texts as a DXF file takes them."""

import re

CHUNK = 250
"""Most characters of one value of an MTEXT."""


def one_line(text: str) -> str:
    """The text on one line: control characters become spaces, and a caret stays one (it would escape)."""
    if text.isprintable() and "^" not in text:
        return text
    return "".join(character if character.isprintable() else " " for character in text).replace("^", "^ ")


def escaped(text: str) -> str:
    """The text on one line as an MTEXT takes it, in which backslashes and braces are commands."""
    return re.sub(r"([\\{}])", r"\\\1", one_line(text))


def chunks(text: str) -> list[str]:
    """A text of an MTEXT in the parts that it is written in: all but the last are full."""
    parts = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    return parts or [""]
