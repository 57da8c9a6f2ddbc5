"""Letters that the papers' own font lacks: from fonts of the system, or told where none has them."""

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace
from pypdf import PdfReader

from designer.drawing.model import Align, PaperSheet, Role, Text
from designer.drawing.sheet_layers import SheetLayer
from designer.export import fallback_fonts
from designer.export.fallback_fonts import (
    FontSource,
    font_sources,
    has_own_glyphs,
    runs,
    truetype_of,
    unprintable,
)
from designer.export.lacking_letters import letters_lacking
from designer.export.pdf_fonts import register_fonts, text_width_pt
from designer.export.pdf_sheets import sheets_pdf
from designer.export.png_sheets import sheet_png
from tests.drawing.sample import gable
from tests.drawing.sheets.sample_set import gable_set

CHINESE = "山田"


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A machine without fonts of its own."""
    monkeypatch.setattr(fallback_fonts, "font_folders", lambda: (tmp_path,))
    for cached in (fallback_fonts.font_sources, fallback_fonts.source_of):
        cached.cache_clear()
    yield
    for cached in (fallback_fonts.font_sources, fallback_fonts.source_of):
        cached.cache_clear()


def a_font(has: str) -> FontSource:
    """A font of this machine with a letter that the own one lacks."""
    source = fallback_fonts.source_of(has)
    if source is None:
        pytest.skip(f"no font of this machine has {has}")
    return source


def test_latin_greek_and_signs_are_the_own_fonts() -> None:
    text = "Müller, Ångström, Ωmega ≤ ± · → Жуков"
    assert has_own_glyphs(text)
    assert list(runs(text)) == [(None, text)]
    assert unprintable([text]) == ""


def test_what_no_font_has_is_told_once_with_a_remedy(no_fonts: None) -> None:
    design, _ = gable()
    named = replace(design, name=f"Haus {CHINESE}", customer=replace(design.customer, name="山"))
    assert unprintable([named.name, named.customer.name]) == "".join(sorted(CHINESE))
    assert letters_lacking(named).startswith("no font on this computer has the characters 山田: ")
    assert letters_lacking(named).count("山") == 1
    assert letters_lacking(design) == ""


def test_a_text_without_a_font_is_still_written(no_fonts: None) -> None:
    register_fonts()
    assert text_width_pt(CHINESE, 10.0) > 0.0
    assert list(runs(f"A{CHINESE}")) == [(None, f"A{CHINESE}")]


def test_a_text_is_parted_by_fonts_and_stays_whole() -> None:
    source = a_font(CHINESE[0])
    parts = list(runs(f"Haus {CHINESE} 7"))
    assert "".join(part for _, part in parts) == f"Haus {CHINESE} 7"
    assert (source, CHINESE) in parts


def test_it_is_in_the_pdf_and_the_same_every_time() -> None:
    a_font(CHINESE[0])
    text = Text(
        at=(20.0, 20.0), text=f"Haus {CHINESE}", height_mm=3.0, layer=SheetLayer.TABLE, role=Role.TITLE
    )
    turned = replace(text, at=(60.0, 60.0), rotation_deg=90.0, align=Align.MIDDLE)
    sheet = PaperSheet(name="x", title="x", paper="A4", width_mm=297.0, height_mm=210.0, items=(text, turned))
    drawing = replace(gable_set(), sheets=(sheet,))
    data = sheets_pdf(drawing)
    (page,) = PdfReader(io.BytesIO(data)).pages
    assert page.extract_text().count(CHINESE) == 2
    assert data == sheets_pdf(drawing)
    assert len(data) < 200_000, "only the glyphs that are used are in it"
    assert sheet_png(drawing, sheet, 40) == sheet_png(drawing, sheet, 40)


def test_cubic_outlines_become_truetype() -> None:
    source = next((one for one in font_sources() if one.file.suffix == ".otf"), None)
    if source is None:
        pytest.skip("this machine has no font with cubic outlines")
    font = TTFont(io.BytesIO(truetype_of(source, "AB")))
    assert {"glyf", "loca"} <= set(font.keys())
    assert {ord("A"), ord("B")} <= set(font.getBestCmap())
    box = font["glyf"][font.getBestCmap()[ord("A")]]
    with TTFont(source.file) as whole:
        pen_box = whole["CFF "].cff.topDictIndex[0].CharStrings["A"].calcBounds(whole.getGlyphSet())
    assert (box.xMin, box.yMin) == pytest.approx(pen_box[:2], abs=2.0)
    assert (box.xMax, box.yMax) == pytest.approx(pen_box[2:], abs=2.0)


def test_files_that_are_no_fonts_are_passed_over(no_fonts: None, tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "empty.otf").write_bytes(b"")
    assert len(font_sources()) == 2
    assert unprintable([CHINESE]) == "".join(sorted(CHINESE))
