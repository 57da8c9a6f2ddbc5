"""Fonts of the printed papers: bundled DejaVu Sans, and text made to fit a width.

One font for all papers, embedded as a subset, so that any Latin, Greek or Cyrillic name and the symbols
≤ ± · Ω → print the same on every machine. Letters that it lacks are taken from fonts of the system.
"""

import hashlib
import re
from functools import cache
from html import escape
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from designer.core.resources import resource_root
from designer.export.fallback_fonts import FontSource, has_own_glyphs, runs, truetype_of

REGULAR = "Trunkline-Sans"
BOLD = "Trunkline-Sans-Bold"
_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
_STEP_PT = 0.25


@cache
def register_fonts() -> None:
    """Make both fonts known to reportlab. FileNotFoundError when the installation is incomplete.

    Also has streams written as bytes instead of base 85: a fifth smaller, and a tenth of the time saved.
    """
    rl_config.useA85 = 0
    folder = resource_root() / "fonts"
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def font(*, bold: bool) -> str:
    """Name of the registered font."""
    return BOLD if bold else REGULAR


def text_width_pt(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width of a line of text, points."""
    parts = _parts(text, bold=bold)
    return sum(float(pdfmetrics.stringWidth(part, name, size_pt)) for name, part in parts)


def draw_line(
    canvas: Canvas, at: tuple[float, float], text: str, size_pt: float, *, bold: bool = False
) -> None:
    """Write a line of text with its base line at a place, points."""
    x, y = at
    for name, part in _parts(text, bold=bold):
        canvas.setFont(name, size_pt)
        canvas.drawString(x, y, part)
        x += float(pdfmetrics.stringWidth(part, name, size_pt))


def marked_up(text: str, *, bold: bool = False) -> str:
    """A text as the mark-up of a paragraph, in the fonts that have its letters."""
    return "".join(
        escape(part, quote=False)
        if name == font(bold=bold)
        else f'<font name="{name}">{escape(part, quote=False)}</font>'
        for name, part in _parts(text, bold=bold)
    )


def _parts(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """A text in parts of one registered font each."""
    own = font(bold=bold)
    if has_own_glyphs(text):
        return [(own, text)]
    return [(own if source is None else _registered(source, part), part) for source, part in runs(text)]


def _registered(source: FontSource, text: str) -> str:
    """The name of a font of the system with the letters of a text; called by what is in it."""
    data = truetype_of(source, "".join(sorted(set(text))))
    name = f"Trunkline-{hashlib.sha256(data).hexdigest()[:12]}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, BytesIO(data)))
    return name


def fitted(
    text: str, width_pt: float, size_pt: float, *, least_pt: float, bold: bool = False
) -> tuple[str, float]:
    """The text and the size in which it fits `width_pt`: set smaller down to `least_pt`, then cut with …"""
    size = size_pt
    while size > least_pt and text_width_pt(text, size, bold=bold) > width_pt:
        size = max(least_pt, size - _STEP_PT)
    return _shortened(text, width_pt, size, bold=bold), size


_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def wrapped(text: str, width_pt: float, size_pt: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text on at most `lines` lines of `width_pt`; what does not fit is shortened with …

    Lines end between words, none at a no-break space; a word that is longer than a line is broken.
    """
    found: list[str] = []
    rest = " ".join(word for word in _BLANKS.split(text) if word)
    while rest and len(found) < lines - 1:
        taken = _fitting(rest, width_pt, size_pt, bold=bold)
        found.append(rest[:taken].rstrip())
        rest = rest[taken:].lstrip()
    if rest:
        found.append(_shortened(rest, width_pt, size_pt, bold=bold))
    return found


def _fitting(text: str, width_pt: float, size_pt: float, *, bold: bool) -> int:
    """How many characters of the text fit on a line, up to the end of a word where there is one."""
    count = _most(text, width_pt, size_pt, bold=bold)
    if count == len(text):
        return count
    space = text.rfind(" ", 0, count + 1)
    return space if space > 0 else max(count, 1)


def _most(text: str, width_pt: float, size_pt: float, *, bold: bool, tail: str = "") -> int:
    """The length of the longest beginning of the text that fits with `tail` behind it."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width_pt(text[:middle].rstrip() + tail, size_pt, bold=bold) <= width_pt:
            low = middle
        else:
            high = middle - 1
    return low


def _shortened(text: str, width_pt: float, size_pt: float, *, bold: bool) -> str:
    if text_width_pt(text, size_pt, bold=bold) <= width_pt:
        return text
    return text[: _most(text, width_pt, size_pt, bold=bold, tail="…")].rstrip() + "…"
