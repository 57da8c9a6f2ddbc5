"""The cut plan on paper: every bar on a line, to scale, every piece named on it and on a label of its own."""

import io
import re

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock, solve
from designer.core.model.plan import CutList, PieceKind
from designer.core.planning import derive
from designer.drawing.cutplan import cut_groups, plain_group
from designer.drawing.directory import Directory
from designer.export.csv_lists import cut_list_csv
from designer.export.cut_papers import piece_labels, plain_cut_plan, project_cut_plan
from designer.export.cut_sheets import cut_list_sheet, project_saw_sheet
from designer.export.pdf_cut_bars import BAR_LEFT, bar_room_mm, labels
from designer.export.pdf_cut_plan import CutPaper, cut_plan_pdf
from designer.export.sheets import Cell, Sheet
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project
from tests.planned import with_one_port

CATALOG = bundled_catalog()
DESIGN = load_project(example_path("gable"))
PLAN = derive(DESIGN, CATALOG)
MM_PER_PT = 25.4 / 72.0


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return project_cut_plan(DESIGN, PLAN, CATALOG, "2026-01-02")


def test_every_piece_stands_on_its_bar_and_on_its_label(paper: bytes) -> None:
    said = " ".join(pages(paper))
    pieces = [cut.piece for stock in PLAN.cuts.stocks for cut in stock.cuts]
    for piece in pieces:
        assert len(re.findall(rf"(?<![\w.-]){re.escape(piece)}(?![\w.-])", said)) >= 2, piece


def test_pages_carry_title_date_and_number(paper: bytes) -> None:
    found = pages(paper)
    assert "Cut plan" in found[0]
    assert "2026-01-02" in found[0]
    assert f"Page 1 of {len(found)}" in found[0]


def test_the_same_plan_makes_the_same_file(paper: bytes) -> None:
    assert project_cut_plan(DESIGN, PLAN, CATALOG, "2026-01-02") == paper


def many(pieces: int):
    wanted = [Piece(name=f"P{n}", length_mm=2000.0 + n) for n in range(pieces)]
    options = CuttingOptions(kerf_mm=5.0, end_trim_mm=10.0, least_remnant_mm=300.0, time_limit_s=5.0)
    return solve(wanted, [Stock(name="bar", length_mm=6000.0)], [Offcut(name="O", length_mm=2500.0)], options)


def test_bars_are_drawn_to_scale_one_a_line() -> None:
    plan = many(7)
    data = cut_plan_pdf([plain_group(plan, "list")], CutPaper(title="list"))
    drawn = PdfReader(io.BytesIO(data)).pages[0].get_contents().get_data().decode("latin-1")
    lines = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) \2 l", drawn)
    scale = bar_room_mm(297.0) / 6000.0 / MM_PER_PT
    widths = {round(float(right) - float(left), 1) for left, _, right in lines}
    for bar in plan.bars:
        assert round(bar.length_mm * scale, 1) in widths
        for cut in bar.cuts:
            assert round(cut.length_mm * scale, 1) in widths
    tops = {float(y) for left, y, _ in lines if abs(float(left) - BAR_LEFT / MM_PER_PT) < 0.01}
    assert len(tops) >= len(plan.bars)


def test_many_bars_take_many_pages_and_no_piece_is_lost() -> None:
    found = pages(plain_cut_plan(many(80), "list", ".pdf"))
    assert len(found) > 2
    said = " ".join(found)
    assert all(re.search(rf"P{n}\b", said) for n in range(80))
    assert all("list" in page for page in found)


def test_a_piece_too_short_for_its_name_has_a_letter_that_is_explained() -> None:
    pieces = [Piece(name="short one", length_mm=60.0, quantity=3), Piece(name="long", length_mm=3000.0)]
    plan = solve(pieces, [Stock(name="bar", length_mm=6000.0)], [], CuttingOptions(time_limit_s=5.0))
    (bar,) = plain_group(plan, "list").bars
    told = labels(bar, bar_room_mm(297.0) / 6000.0)
    assert [label.text for label in told] == ["long", "a", "a", "a"]
    assert "a: short one, 60 mm" in pages(plain_cut_plan(plan, "list", ".pdf"))[0]


def test_a_run_of_one_port_is_one_connector_and_has_no_length() -> None:
    plan = with_one_port(PLAN)
    lone, *_ = (piece for piece in plan.pieces if piece.kind is PieceKind.TRUNK_RUN)
    paper = project_cut_plan(DESIGN, plan, CATALOG, "")
    said = " ".join(pages(paper))
    assert f"a: {lone.id}, 1 connector" in said
    assert not re.search(r"(?<![\d.])0(\.00)? m", said)
    told = {label.piece: label.length for label in piece_labels(DESIGN, plan, CATALOG)}
    assert told[lone.id] == "1 connector"
    for piece in plan.pieces:
        metres = f"{piece.length_mm / 1000:.2f} m"
        if piece.ports > 1:
            assert told[piece.id] == f"{metres}, {piece.ports} connectors"
        elif not piece.ports:
            assert told[piece.id] == metres
    for sheet in (cut_list_sheet(Directory(DESIGN, plan, CATALOG)), project_saw_sheet(plan, CATALOG)):
        names, lengths = (column(sheet, title) for title in ("Piece", "Length (mm)"))
        assert [names[at] for at, length in enumerate(lengths) if length == "1 connector"] == [lone.id]
    assert f"{lone.id},trunk-run,{lone.product},0,1," in cut_list_csv(plan).decode()


def column(sheet: Sheet, title: str) -> list[Cell]:
    return [row[sheet.titles.index(title)] for row in sheet.rows]


def test_bars_that_are_cut_alike_stand_on_one_line() -> None:
    plan = solve(
        [Piece(name="P", length_mm=2900.0, quantity=12)],
        [Stock(name="bar", length_mm=6000.0)],
        [],
        CuttingOptions(time_limit_s=5.0),
    )
    group = plain_group(plan, "list")
    assert [bar.count for bar in group.bars] == [6]
    assert group.used == pytest.approx(5800.0 / 6000.0)
    assert "6 times" in pages(plain_cut_plan(plan, "list", ".pdf"))[0]


def test_a_project_without_anything_to_cut_makes_an_empty_plan() -> None:
    assert cut_groups(CATALOG, replace(PLAN, cuts=CutList())) == ()
    assert len(pages(cut_plan_pdf([], CutPaper(title="nothing")))) == 1
