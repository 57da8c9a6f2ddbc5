"""Sheets as PDF, SVG and PNG: to scale, whole, the same every time."""

import io
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from designer.core.errors import InputError
from designer.drawing.crops import chosen_view, cropped, view_rect
from designer.drawing.layers import LayerName
from designer.drawing.marks import Flattener
from designer.drawing.model import Drawing, PaperSheet, Polyline, Role, View
from designer.export.pdf_canvas import A4_LANDSCAPE_MM, PT_PER_MM
from designer.export.pdf_sheets import TILE_OVERLAP_MM, sheets_pdf, tiles_of
from designer.export.png_sheets import sheet_png
from designer.export.svg_sheets import sheet_svg
from tests.drawing.sheets.sample_set import gable_set

METRE = ((1000.0, 500.0), (2000.0, 500.0))


def a_metre(scale: float = 50.0) -> Drawing:
    """A line of one metre, alone on an A4 sheet."""
    line = Polyline(points=METRE, layer=LayerName.TRUNK, role=Role.CABLE, owner="x")
    view = View(name="S1", window=(0.0, 0.0, 5000.0, 4000.0), at=(20.0, 30.0), scale=scale)
    sheet = PaperSheet(
        name="01 Metre",
        title="Metre",
        paper="A4",
        width_mm=297.0,
        height_mm=210.0,
        scale=scale,
        views=(view,),
    )
    return replace(gable_set(), items=(line,), sheets=(sheet,))


def pdf_of(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.mark.parametrize("scale", [20.0, 50.0, 100.0])
def test_a_metre_in_the_pdf_is_as_long_as_the_scale_says(scale: float) -> None:
    (page,) = pdf_of(sheets_pdf(a_metre(scale))).pages
    (x0, y0, x1, y1) = map(
        float,
        re.search(r"(\S+) (\S+) m (\S+) (\S+) l", page.get_contents().get_data().decode("latin-1")).groups(),
    )  # type: ignore[union-attr]
    assert (x1 - x0) / PT_PER_MM == pytest.approx(1000.0 / scale, abs=0.01)
    assert y0 == y1


def test_every_sheet_is_a_page_of_its_size() -> None:
    drawing = gable_set("LARGE")
    reader = pdf_of(sheets_pdf(drawing))
    assert len(reader.pages) == len(drawing.sheets)
    for page, sheet in zip(reader.pages, drawing.sheets, strict=True):
        assert float(page.mediabox.width) == pytest.approx(sheet.width_mm * PT_PER_MM, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(sheet.height_mm * PT_PER_MM, abs=0.01)
        assert sheet.title.split()[0] in page.extract_text()
    assert [entry.title for entry in reader.outline] == [sheet.name for sheet in drawing.sheets]  # type: ignore[union-attr]


def test_tiles_are_a4_and_as_many_as_are_said() -> None:
    drawing = gable_set("LARGE")
    reader = pdf_of(sheets_pdf(replace(drawing, sheets=drawing.sheets[:2]), tile=A4_LANDSCAPE_MM))
    assert len(reader.pages) == 2 * len(tiles_of(841.0, 594.0))
    sizes = {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages}
    assert sizes == {(842, 595)}


@given(st.floats(210.0, 1300.0), st.floats(150.0, 900.0))
def test_tiles_cover_the_sheet_and_overlap(width: float, height: float) -> None:
    tiles = tiles_of(width, height)
    xs = sorted({(tile.part[0], tile.part[2]) for tile in tiles})
    ys = sorted({(tile.part[1], tile.part[3]) for tile in tiles})
    for spans, length, room in ((xs, width, A4_LANDSCAPE_MM[0]), (ys, height, A4_LANDSCAPE_MM[1])):
        assert spans[0][0] == pytest.approx(0.0, abs=1e-6)
        assert spans[-1][1] == pytest.approx(length)
        assert all(end - start <= room for start, end in spans)
        assert all(one[1] - other[0] >= TILE_OVERLAP_MM - 1e-6 for one, other in pairwise(spans))


def test_a_sheet_of_a4_is_not_cut() -> None:
    assert len(pdf_of(sheets_pdf(a_metre(), tile=A4_LANDSCAPE_MM)).pages) == 1


def test_the_svg_is_well_formed_and_to_scale() -> None:
    drawing = a_metre()
    root = ET.fromstring(sheet_svg(drawing, drawing.sheets[0]))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "297mm",
        "210mm",
        "0 0 29700 21000",
    )
    (path,) = (one.get("d") for one in root.iter("{http://www.w3.org/2000/svg}path"))
    assert path == "M4000 17000 L6000 17000"


def test_the_svg_of_every_sheet_holds_its_texts() -> None:
    drawing = gable_set()
    for sheet in drawing.sheets:
        root = ET.fromstring(sheet_svg(drawing, sheet))
        written = {one.text for one in root.iter("{http://www.w3.org/2000/svg}text")}
        assert sheet.title in written


def test_the_png_is_to_scale() -> None:
    drawing = a_metre()
    picture = Image.open(io.BytesIO(sheet_png(drawing, drawing.sheets[0], 254)))
    assert picture.size == (2970, 2100)
    dark = [x for x in range(2970) if picture.getpixel((x, 1700)) != (255, 255, 255)]
    assert abs((dark[-1] - dark[0]) / 10.0 - 20.0) <= 0.6  # 254 dpi are ten to the mm; round ends included
    assert abs(dark[0] / 10.0 - 40.0) <= 0.4


@pytest.mark.parametrize("dpi", [0, 10, 5000])
def test_a_resolution_out_of_bounds_is_refused(dpi: int) -> None:
    drawing = a_metre()
    with pytest.raises(InputError, match="is no resolution"):
        sheet_png(drawing, drawing.sheets[0], dpi)


def test_all_painters_give_the_same_bytes_for_the_same_drawing() -> None:
    drawing = gable_set()
    sheet = drawing.sheets[4]
    assert sheets_pdf(drawing) == sheets_pdf(drawing)
    assert sheet_svg(drawing, sheet) == sheet_svg(drawing, sheet)
    assert sheet_png(drawing, sheet, 40) == sheet_png(drawing, sheet, 40)


NAMES = {"S1": "East", "S2": "West"}


def test_a_view_is_a_picture_of_its_own() -> None:
    drawing = gable_set()
    sheet, view = chosen_view(drawing, "3", "east", NAMES)
    rect = view_rect(sheet, view)
    part, marks = cropped(sheet, Flattener(drawing).marks(sheet), rect)
    assert (part.width_mm, part.height_mm) == (rect[2] - rect[0], rect[3] - rect[1])
    whole = tuple(Flattener(drawing).marks(sheet))
    assert 0 < len(marks) < len(whole)


@pytest.mark.parametrize("text", ["2", "02", "Site plan", "02 site plan", " site"])
def test_a_sheet_is_known_by_its_number_and_its_name(text: str) -> None:
    sheet, view = chosen_view(gable_set(), text, "", NAMES)
    assert (sheet.title, view) == ("Site plan", "")


def test_of_sheets_that_are_called_alike_the_one_with_the_view_is_meant() -> None:
    sheet, view = chosen_view(gable_set(), "module plan", "west", NAMES)
    assert (sheet.name, view) == ("04 Module plan", "S2")


def test_a_view_by_itself_is_that_of_the_first_sheet_that_has_it() -> None:
    drawing = gable_set()
    for text in ("west", "S2"):
        sheet, view = chosen_view(drawing, text, "", NAMES)
        assert view == "S2"
        assert sheet == next(one for one in drawing.sheets if any(v.name == "S2" for v in one.views))


@pytest.mark.parametrize(
    ("sheet", "view", "words"),
    [
        ("99", "", "no sheet '99'; choose from 1 Cover; 2 Site plan; 3 Module plan"),
        ("0", "", "no sheet '0'; choose from 1 Cover"),
        ("roof", "", r"no sheet 'roof'; choose from .* or a view: site, S1 \(East\), S2 \(West\)"),
        ("", "", "no sheet is named; choose from 1 Cover"),
        ("module plan", "", "is the name of several sheets; choose from 3, 4"),
        ("3", "S9", r"no view 'S9'; choose from S1 \(East\)"),
        ("1", "S1", "no view 'S1'"),
    ],
)
def test_a_sheet_or_view_that_is_not_there_is_one_sentence(sheet: str, view: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        chosen_view(gable_set(), sheet, view, NAMES)
    assert re.search(words, caught.value.sentence())
