"""Fonts of the system for what the papers' own font cannot write: Chinese, Japanese, Korean and others.

Only the glyphs that are used are taken, as TrueType outlines, which PDFs embed: fonts with other outlines are
converted. A letter that no font of the machine has is told to the person (`unprintable`).
"""

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from designer.core.resources import resource_root

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_OWN_FILE = "DejaVuSans.ttf"
_KINDS = {".ttf", ".otf", ".ttc", ".otc"}
_PREFERRED = (
    *("notosanscjk", "sourcehansans", "notosanssc", "notosansjp", "notosanskr", "notosanstc"),
    *("droidsansfallback", "wqy", "msyh", "yugoth", "msgothic", "malgun", "msjh", "simsun"),
    *("pingfang", "hiragino", "applesdgothic", "arialuni", "notosans", "segoeui"),
)
"""Beginnings of file names that are looked at first."""

_MOST_FILES = 600
"""So many are looked at; a machine with more has most letters in the first of them."""

_CURVE_ERROR = 1.0
"""Of a converted outline, in units of its font."""


class FontSource(Struct, frozen=True):
    """A font file, and the number of the font in a collection."""

    file: Path
    number: int = 0


def has_own_glyphs(text: str) -> bool:
    """Whether the papers' own font has all letters of a text."""
    return text.isascii() or own_letters().issuperset(map(ord, text))


@cache
def own_letters() -> frozenset[int]:
    """The letters of the papers' own font."""
    return _letters(FontSource(resource_root() / "fonts" / _OWN_FILE))


def runs(text: str) -> Iterator[tuple[FontSource | None, str]]:
    """A text in parts of one font each; None stands for the own one, also for letters that no font has."""
    part, source = "", None
    for letter in text:
        own = source_of(letter)
        if part and own != source:
            yield source, part
            part = ""
        part, source = part + letter, own
    if part:
        yield source, part


@cache
def source_of(letter: str) -> FontSource | None:
    """The first font of the system that has a letter which the own font lacks; None where none has it."""
    if ord(letter) in own_letters() or unicodedata.category(letter)[0] in "CZ":
        return None
    return next((source for source in font_sources() if ord(letter) in _letters(source)), None)


def unprintable(texts: Iterable[str]) -> str:
    """The letters of some texts that no font of this machine has, each once and in order."""
    strange = {letter for text in texts if not text.isascii() for letter in text} - {"\n", "\t"}
    return "".join(
        letter
        for letter in sorted(strange)
        if ord(letter) not in own_letters()
        and unicodedata.category(letter)[0] not in "CZ"
        and source_of(letter) is None
    )


@cache
def font_sources() -> tuple[FontSource, ...]:
    """The fonts of the system, those first that are likely to have what is missing."""
    found = {file for folder in font_folders() if folder.is_dir() for file in _files(folder)}
    ranked = sorted(found, key=lambda file: (_rank(file.name), file.name.lower(), str(file)))
    return tuple(FontSource(file) for file in ranked[:_MOST_FILES])


def font_folders() -> tuple[Path, ...]:
    """Where systems keep their fonts."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises where there is none
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return (windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


@cache
def truetype_of(source: FontSource, letters: str) -> bytes:
    """The glyphs of some letters as a TrueType font of their own."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(notdef_outline=True, layout_features=[], hinting=False, drop_tables=["DSIG"])
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    stream = BytesIO()
    with source.file.open("rb") as file, TTFont(file, fontNumber=source.number, lazy=True) as font:
        subsetter.subset(font)
        if "glyf" not in font:
            _convert(font)
        _name(font, f"Trunkline{hashlib.sha256(letters.encode()).hexdigest()[:12]}")
        font["head"].modified = font["head"].created  # the same bytes whenever it is made
        font.recalcTimestamp = False
        font.save(stream)
    return stream.getvalue()


def _name(font: "TTFont", name: str) -> None:
    """Call the font so: a PDF takes two of one name for one."""
    names = font["name"]
    names.names = []
    for number, text in ((1, name), (2, "Regular"), (4, name), (6, name)):
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)


def _convert(font: "TTFont") -> None:
    """Cubic outlines (CFF) to the quadratic ones of TrueType."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for table in ("CFF ", "CFF2", "VORG"):
        if table in font:
            del font[table]
    font["maxp"] = _profile(len(order))
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _profile(count: int) -> object:
    """The table of limits of a TrueType font without instructions."""
    from fontTools.ttLib import newTable

    table = newTable("maxp")
    table.tableVersion, table.numGlyphs, table.maxZones = 0x00010000, count, 1
    for name in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
        *("maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth", "maxPoints", "maxContours"),
        *("maxCompositePoints", "maxCompositeContours"),
    ):
        setattr(table, name, 0)
    return table


def _files(folder: Path) -> Iterator[Path]:
    """Font files in a folder and below it; what cannot be read is passed over."""
    for place, _, names in os.walk(folder, onerror=None):
        yield from (Path(place) / name for name in names if Path(name).suffix.lower() in _KINDS)


def _rank(name: str) -> int:
    """The place of a file's name among the preferred ones."""
    plain = name.lower()
    ranks = (number for number, start in enumerate(_PREFERRED) if plain.startswith(start))
    return next(ranks, len(_PREFERRED))


@cache
def _letters(source: FontSource) -> frozenset[int]:
    """The letters of a font; none where its file cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with source.file.open("rb") as file, TTFont(file, fontNumber=source.number, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, ValueError, AssertionError):
        return frozenset()
