"""Text styles for Chinese, Japanese and Korean, which the plain font of CADs has no letters for.

Fonts: AutoCAD takes that of the style, here one that every Windows since 10 has (Microsoft, "Windows 10 font
list"). LibreCAD takes its own font with the name of the style, if there is one: `unicode` has 1,960 of the
characters that Japanese and Chinese share, none of Korean.
"""

import re

import msgspec
from ezdxf.document import Drawing as Document
from msgspec import Struct

from designer.drawing.model import Drawing


class ScriptStyle(Struct, frozen=True):
    """A text style with its font file and the family of that, for texts with some of the letters."""

    name: str
    font: str
    family: str
    letters: str


_STYLES = (
    ScriptStyle("PV-TEXT-KO", "malgun.ttf", "Malgun Gothic", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"),
    ScriptStyle(
        "unicode",
        "msyh.ttc",
        "Microsoft YaHei",
        "\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff",
    ),
)
"""Korean first: its font has the characters from Chinese that Korean texts use as well."""

_PATTERNS = tuple((style, re.compile(f"[{style.letters}]")) for style in _STYLES)


def style_for(text: str, usual: str) -> str:
    """The text style of a text: the usual one, or the one for its letters."""
    if text.isascii():
        return usual
    return next((style.name for style, pattern in _PATTERNS if pattern.search(text)), usual)


def add_script_styles(document: Document, drawing: Drawing) -> None:
    """Define the styles that texts of the drawing use; most use none."""
    content = msgspec.json.encode(drawing).decode()
    for style, pattern in _PATTERNS:
        if pattern.search(content):
            made = document.styles.add(style.name, font=style.font)
            made.set_extended_font_data(family=style.family)
