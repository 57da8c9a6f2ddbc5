"""Sheets for North America: dimensions in feet and inches, scales by the inch, parts on Letter paper."""

import io
import re
from functools import cache

import ezdxf
import pytest
from ezdxf.document import Drawing as Document
from msgspec.structs import replace
from openpyxl import load_workbook
from pypdf import PdfReader

from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.drawing.dimension import dimension_shapes
from designer.drawing.length_units import LengthUnit
from designer.drawing.model import Dimension, Drawing, Text
from designer.drawing.scene import build_drawing
from designer.drawing.tape import Tape
from designer.export.dxf import dxf_bytes
from designer.export.papers import Work, files_of, sheet_set
from designer.export.pdf_canvas import PT_PER_MM
from designer.export.sheet_templates import template_for
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.drawing.sample import gable
from tests.drawing.sample_parts import catalog
from tests.drawing.sheets.sample_set import order

FEET = re.compile(r"(\d+'-)?\d+( \d+/\d+)?\"( \(\d+ equal\))?")


@cache
def us_set() -> Drawing:
    design, plan = gable()
    asked = replace(order("ANSI B"), template=template_for("us", ""))
    return build_drawing(design, plan, catalog(), date="2026-05-04", order=asked)


@cache
def us_dxf() -> Document:
    return ezdxf.read(io.StringIO(dxf_bytes(us_set()).decode()))


def test_every_dimension_reads_feet_and_inches() -> None:
    drawing = us_set()
    dimensions = [item for item in drawing.items if isinstance(item, Dimension)]
    assert dimensions
    for one in dimensions:
        (text,) = (shape for shape in dimension_shapes(one, drawing.style_of(one)) if isinstance(shape, Text))
        assert FEET.fullmatch(text.text), text.text


def test_a_cad_that_draws_them_anew_reads_the_same() -> None:
    """The styles hold unit and factor, so that nothing is written over what is measured."""
    document = us_dxf()
    for name in ("PV-DIM", "PV-DIM-SITE"):
        style = document.dimstyles.get(name).dxf
        assert style.dimlfac == pytest.approx(1.0 / 25.4)
        assert (style.dimlunit, style.dimdec) == (4, 4)
    assert {entity.dxf.text.split(" ")[0] for entity in document.query("DIMENSION")} <= {"", "<>"}
    assert document.header["$DIMLFAC"] == pytest.approx(1.0 / 25.4)
    assert document.header["$INSUNITS"] == 4, "the model stays in mm"
    assert document.audit().errors == []


def test_scales_and_their_bars_are_in_inches_and_feet() -> None:
    scaled = [sheet for sheet in us_set().sheets if sheet.scale]
    for sheet in scaled:
        texts = [item.text for item in sheet.items if isinstance(item, Text)]
        assert any("= 1'-0\"" in text for text in texts)
        assert sheet.title != "Site plan" or any(text.endswith(" ft") for text in texts)


def test_model_space_is_printed_on_a_paper_of_the_market() -> None:
    sheet = us_set().sheet
    assert sheet.name.startswith("ANSI ")
    header = us_dxf().header
    assert header["$PLIMMAX"] == pytest.approx((sheet.width_mm, sheet.height_mm))
    assert header["$PSVPSCALE"] == pytest.approx(1.0 / sheet.scale)
    scale = template_for("us", "").scale_name(sheet.scale)
    assert scale.endswith("= 1'-0\"")
    texts = [item.text for item in us_set().items if isinstance(item, Text)]
    assert f"{sheet.name}, {scale}" in texts


@cache
def planned_gable() -> tuple[Design, Plan]:
    """The example, planned in Europe, for North America."""
    design = load_project(example_path("gable"))
    return replace(design, region="na-240"), derive(design, bundled_catalog())


def test_the_size_of_the_site_is_whole_on_the_cover_of_a_report() -> None:
    design, plan = planned_gable()
    work = Work(design=design, plan=plan, catalog=bundled_catalog(), date="2026-05-04")
    text = PdfReader(io.BytesIO(files_of(["report.pdf"], work)["report.pdf"])).pages[0].extract_text()
    assert re.search(r"from above, .* = 1'-0\", [\d.]+ ft x [\d.]+ ft( over all)?$", text, re.MULTILINE)


def test_cable_in_a_report_is_in_feet_as_on_its_cover() -> None:
    design, plan = planned_gable()
    work = Work(design=design, plan=plan, catalog=bundled_catalog(), date="2026-05-04")
    sheets = sheet_set(work, report=True).sheets
    texts = [item.text for sheet in sheets for item in sheet.items if isinstance(item, Text)]
    assert "Cable, ft" in "".join(texts), "the heading of a column, on two lines"
    for branch in plan.branches:
        cable = sum(piece.length_mm for piece in branch.pieces)
        assert f"{cable / 304.8:.2f}" in texts
        assert f"ft from the far end to box {branch.box}" in texts
    ends = [text for text in texts if "at the far end, " in text]
    assert len(ends) == len(plan.branches)
    assert all(text.endswith(" ft") for text in ends)


def test_large_sheets_are_printed_in_parts_on_letter() -> None:
    design = replace(load_project(example_path("gable")), region="na-240")
    work = Work(
        design=design,
        plan=derive(load_project(example_path("gable")), bundled_catalog()),
        catalog=bundled_catalog(),
        date="2026-05-04",
    )
    ((name, data),) = files_of(["sheets-a4.pdf"], work).items()
    assert name == "sheets-letter.pdf"
    pages = PdfReader(io.BytesIO(data)).pages
    sizes = {
        (round(float(page.mediabox.width) / PT_PER_MM, 1), round(float(page.mediabox.height) / PT_PER_MM, 1))
        for page in pages
    }
    assert sizes == {(279.4, 215.9)}


@pytest.mark.parametrize(("region", "paper"), [("na-240", "1"), ("eu-230", "9")])
def test_the_workbook_is_printed_on_the_paper_of_the_market(region: str, paper: str) -> None:
    book = load_workbook(io.BytesIO(office_paper("lists.xlsx", region)))
    assert {str(page.page_setup.paperSize) for page in book} == {paper}


LETTER = (215.9, 279.4)
OFFICE_PAPERS = {
    "installation-map.pdf": (LETTER[1], LETTER[0]),
    "cut-plan.pdf": (LETTER[1], LETTER[0]),
    "installer-sheet.pdf": LETTER,
}


@cache
def office_paper(name: str, region: str) -> bytes:
    design = replace(load_project(example_path("gable")), region=region)
    plan = derive(load_project(example_path("gable")), bundled_catalog())
    work = Work(design=design, plan=plan, catalog=bundled_catalog(), date="2026-05-04")
    return files_of([name], work)[name]


@pytest.mark.parametrize("name", OFFICE_PAPERS)
def test_papers_of_the_office_printer_are_letter_too(name: str) -> None:
    sizes = {
        tuple(round(float(side) / PT_PER_MM, 1) for side in (page.mediabox.width, page.mediabox.height))
        for page in PdfReader(io.BytesIO(office_paper(name, "na-240"))).pages
    }
    assert sizes == {OFFICE_PAPERS[name]}


@pytest.mark.parametrize("name", OFFICE_PAPERS)
def test_they_keep_clear_of_the_edges_of_letter(name: str) -> None:
    """What printers leave white; the last pages of the cut plan are labels with lines from edge to edge."""
    import pypdfium2

    document = pypdfium2.PdfDocument(office_paper(name, "na-240"))
    for page in range(1 if name == "cut-plan.pdf" else len(document)):
        image = document[page].render(scale=1.0).to_pil().convert("L")
        x0, y0, x1, y1 = image.point(lambda value: 255 if value < 200 else 0).getbbox()
        least = 5.0 * PT_PER_MM
        assert min(x0, y0, image.width - x1, image.height - y1) > least
        assert x1 - x0 > 0.8 * image.width


def test_the_installers_sheet_is_read_from_a_tape_in_feet_and_inches() -> None:
    """The lengths of the cut list and of the drawing, and no millimetre beside them."""
    plan = derive(load_project(example_path("gable")), bundled_catalog())
    pages = PdfReader(io.BytesIO(office_paper("installer-sheet.pdf", "na-240"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    steps = text[text.index("Step 1 ") :]  # before them makers describe their parts
    assert re.findall(r"\d[\d.]* (?:mm|cm)\b|, mm\b", steps) == []
    tape = Tape(LengthUnit.FEET)
    cuts = [bar.length_mm for rail in plan.rails for bar in rail.bars]
    cuts += [piece.length_mm for branch in plan.branches for piece in branch.pieces if piece.length_mm]
    assert [cut for cut in cuts if " ".join(tape.text(cut).split()) not in text] == []
    assert "Leave at least 0.8 in free" in text


@pytest.mark.parametrize("length_mm", [20.0, 20.32, 25.4, 60.0])
def test_a_distance_to_keep_in_inches_is_never_less(length_mm: float) -> None:
    inches = float(Tape(LengthUnit.FEET).at_least(length_mm).removesuffix(" in"))
    assert length_mm - 1e-3 <= inches * 25.4 < length_mm + 2.54
