"""Texts as a DXF file takes them."""

import re

_ESCAPES = re.compile(r"\^|%(?=%[%cdkopuCDKOPU0-9])|\\(?=[UM]\+)")
r"""Where CADs read codes: ^I is a tabulator, %%c a sign for diameters, \U+00C4 and \M+1 are letters."""

CHUNK = 250
"""Most characters of one value of an MTEXT."""


def one_line(text: str) -> str:
    """The text on one line: control characters become spaces, and what would escape is parted by one."""
    plain = text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
    return _ESCAPES.sub(r"\g<0> ", plain)


def escaped(text: str) -> str:
    """The text on one line as an MTEXT takes it, in which backslashes and braces are commands."""
    return re.sub(r"([\\{}])", r"\\\1", one_line(text))


def chunks(text: str) -> list[str]:
    """A text of an MTEXT in the parts that it is written in: all but the last are full."""
    parts = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    return parts or [""]
