"""The report: branches with curves to scale, findings with approvals, figures with their sources."""

import io
from pathlib import Path

import pypdf
import pytest
from msgspec.structs import replace

from designer.core.planning import derive
from designer.drawing.model import Polyline, Text
from designer.drawing.sheet_layers import branch_layer
from designer.drawing.strip import strip_of
from designer.drawing.text_metrics import line_width
from designer.edit.edits.serials import set_gateways, set_serials
from designer.export.papers import PAPERS, Work, sheet_set
from designer.export.sheet_templates import template_text
from designer.io.catalogs import bundled_catalog
from designer.part_names import PartNames
from designer.wording import sentence
from tests.planned import example
from tests.sites import keeping_first

CATALOG = bundled_catalog()


def planned() -> Work:
    """The hip roof with serial numbers, a gateway and an approval."""
    design = keeping_first(example("hip"))
    plan = derive(design, CATALOG)
    serials = {one.id: f"1143916268{n:02}" for n, one in enumerate(plan.inverters[:9])}
    design = set_gateways(set_serials(design, serials), ["10F773010101"])
    plan = derive(design, CATALOG)
    design = replace(design, approvals=(plan.findings[0].key,))
    return Work(design=design, plan=plan, catalog=CATALOG, date="2026-03-01")


WORK = planned()


@pytest.fixture(scope="module")
def drawing():
    return sheet_set(WORK, report=True)


@pytest.fixture(scope="module")
def text() -> str:
    pages = pypdf.PdfReader(io.BytesIO(PAPERS["report.pdf"].make(WORK)["report.pdf"])).pages
    return flat("\n".join(page.extract_text() for page in pages))


def flat(words: str) -> str:
    """Without blanks: lines of a cell are broken anywhere between words."""
    return "".join(words.split())


def test_its_parts_come_in_order(drawing) -> None:
    titles = list(dict.fromkeys(sheet.title for sheet in drawing.sheets))
    assert titles == [
        "Report",
        "Site plan",
        "Module plan",
        "Inverter and trunk plan",
        "Branches",
        "Voltage rise",
        "Serial numbers",
        "Findings and approvals",
        "Assumptions and sources",
    ]
    assert {sheet.paper for sheet in drawing.sheets} == {"A4"}


def test_a_roof_that_is_too_large_for_a4_takes_a_larger_paper(tmp_path: Path) -> None:
    finer = tmp_path / "finer.toml"
    finer.write_text(template_text("iso").replace("auto_scale = 100", "auto_scale = 60"), encoding="utf-8")
    sheets = sheet_set(replace(WORK, template=str(finer)), report=True).sheets
    assert {sheet.paper for sheet in sheets} == {"A3"}


def test_every_curve_is_to_the_scale_of_its_axis(drawing) -> None:
    sheets = [sheet for sheet in drawing.sheets if sheet.title == "Voltage rise"]
    items = [item for sheet in sheets for item in sheet.items]
    branches = WORK.plan.branches
    for number, branch in enumerate(branches):
        strip = strip_of(WORK.design, CATALOG, WORK.plan, branch)
        own = [one for one in items if isinstance(one, Polyline) and one.layer == branch_layer(number)]
        (curve,) = [one for one in own if not one.closed]
        assert len(curve.points) == len(strip.curve)
        ground, left, right = curve.points[-1][1], curve.points[0][0], curve.points[-1][0]
        texts = [one for one in items if isinstance(one, Text) and one.text == f"limit {strip.limit_pct:g} %"]
        limit = texts[number].at[1] - 0.8
        for (x, y), (along, pct) in zip(curve.points, strip.curve, strict=True):
            assert (y - ground) / (limit - ground) == pytest.approx(pct / strip.limit_pct)
            assert (x - left) / (right - left) == pytest.approx(along / strip.length_mm)


def test_the_figures_of_a_branch_begin_behind_its_name() -> None:
    first, *others = WORK.plan.branches
    plan = replace(WORK.plan, branches=(replace(first, id="B23a"), *others))
    sheets = sheet_set(replace(WORK, plan=plan), report=True).sheets
    items = [one for sheet in sheets for one in sheet.items if isinstance(one, Text)]
    (title,) = (one for one in items if one.text == "Branch B23a")
    (told,) = (
        one for one in items if "far end, " in one.text and one.at[1] == title.at[1] and one.at[0] < 120
    )
    assert told.at[0] > title.at[0] + line_width(title.text, title.height_mm, bold=True)


def test_findings_stand_with_their_approvals(text: str) -> None:
    names = PartNames(CATALOG, WORK.plan)
    for finding in WORK.plan.findings:
        assert flat(sentence(finding, names)) in text
    approved = [one for one in WORK.plan.findings if one.key in WORK.design.approvals]
    assert text.count(",accepted") == len(approved) == 1


def test_every_figure_of_a_product_in_use_has_its_source(text: str) -> None:
    products = [
        *(CATALOG.module(name) for name in {one.product for one in WORK.plan.modules}),
        *(CATALOG.inverter(name) for name in {one.product for one in WORK.plan.inverters}),
        *(CATALOG.rail(name) for name in {one.product for one in WORK.plan.rails}),
    ]
    for product in products:
        assert flat(CATALOG.names[product.id]) in text
        for name in ("power_w", "power_va", "voc_v", "width_mm", "max_span_mm"):
            if hasattr(product, name):
                assert flat(product.provenance.of(name).text) in text
    assumed = [one for one in WORK.plan.findings if one.code == "figure-assumed"]
    for finding in assumed:
        for name in finding.params:
            assert flat(CATALOG.assumptions.provenance.of(name).text) in text


def test_serial_numbers_are_whole(text: str) -> None:
    for serial in (*WORK.design.serials.values(), *WORK.design.settings.dtu_serials):
        assert serial in text


def test_the_same_content_makes_the_same_file() -> None:
    assert PAPERS["report.pdf"].make(WORK) == PAPERS["report.pdf"].make(WORK)


def test_it_is_on_the_paper_that_is_asked_for() -> None:
    asked = sheet_set(replace(WORK, paper="A2"), report=True)
    assert {sheet.paper for sheet in asked.sheets} == {"A2"}


def test_it_shows_surfaces_whole_however_small(drawing) -> None:
    names = {view.name for sheet in drawing.sheets for view in sheet.views}
    assert not any("." in name for name in names)
