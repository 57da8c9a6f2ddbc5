"""A result that failed its check is marked in model space, on the sheets and on the canvas."""

from io import BytesIO

from msgspec.structs import replace
from pypdf import PdfReader

from designer.core.findings import Location, error
from designer.core.planning import derive
from designer.drawing.fault_marks import ARM_MM, fault_items
from designer.drawing.model import Polyline, Text
from designer.drawing.scene import build_drawing
from designer.drawing.style import style_at
from designer.drawing.views import is_drawn_alike, surface_sight
from designer.export.papers import PAPERS, Work
from tests import sites

CATALOG = sites.catalog()
DESIGN = sites.gable()
SOUND = derive(DESIGN, CATALOG)
UNIT = SOUND.surfaces[0].inverters[0]
FAULT = error("result-off-rail", UNIT.id, UNIT.rail, at=Location("S1", *UNIT.mount), away_mm=5.0)
PLAN = replace(SOUND, findings=(FAULT, *SOUND.findings))
SAID = f"CHECK FAILED: {UNIT.id}"


def texts(items):
    return [item.text for item in items if isinstance(item, Text)]


def test_a_cross_lies_on_the_place_and_names_what_failed():
    strokes = [item for item in fault_items(PLAN, "S1", style_at(50.0)) if isinstance(item, Polyline)]
    middle = {(sum(x for x, _ in one.points) / 2, sum(y for _, y in one.points) / 2) for one in strokes}
    assert middle == {UNIT.mount}
    assert {abs(one.points[0][0] - UNIT.mount[0]) for one in strokes} == {ARM_MM}
    assert {item.owner for item in fault_items(PLAN, "S1", style_at(50.0))} == {UNIT.id}
    assert fault_items(PLAN, "S2", style_at(50.0)) == ()
    assert fault_items(SOUND, "S1", style_at(50.0)) == ()


def test_other_findings_are_no_marks():
    warned = replace(SOUND, findings=(error("modules-overlap", "M1", "M2", at=Location("S1", 1.0, 1.0)),))
    assert fault_items(warned, "S1", style_at(50.0)) == ()


def test_model_space_and_canvas_show_it():
    assert texts(build_drawing(DESIGN, PLAN, CATALOG).items).count(SAID) == 1
    assert texts(surface_sight(DESIGN, PLAN, CATALOG, "S1").planned).count(SAID) == 1
    assert not is_drawn_alike(SOUND, PLAN)


def test_the_sheets_show_it_and_tell_it_in_full():
    work = Work(design=DESIGN, plan=PLAN, catalog=CATALOG, date="2026-01-01")
    pages = PdfReader(BytesIO(PAPERS["sheets.pdf"].make(work)["sheets.pdf"])).pages
    told = [page.extract_text() for page in pages]
    assert sum(SAID in page for page in told) >= 2
    assert any("a fault of the program" in " ".join(page.split()) for page in told)
