"""Workbooks, read back by another library: numbers are numbers, text is never a formula."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.export.list_sheets import project_lists
from designer.export.sheets import Column, sheet_of
from designer.export.xlsx import xlsx_bytes
from designer.io.catalogs import bundled_catalog
from designer.io.examples import example_path
from designer.io.project import load_project

CATALOG = bundled_catalog()
DESIGN = load_project(example_path("gable"))


def read(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return derive(DESIGN, CATALOG)


@pytest.fixture(scope="module")
def book(plan: Plan):
    return read(xlsx_bytes(project_lists(DESIGN, plan, CATALOG), "Gable"))


def column(page, title):
    place = next(cell.column for cell in page[1] if cell.value == title)
    return [page.cell(row, place).value for row in range(2, page.max_row + 1)]


def test_every_piece_has_one_row_with_its_length_as_a_number(book, plan: Plan) -> None:
    page = book["Cut list"]
    bars = {bar.piece: bar.length_mm for rail in plan.rails for bar in rail.bars}
    pieces = {piece.id: piece.length_mm for piece in plan.pieces}
    found = dict(zip(column(page, "Piece"), column(page, "Length (mm)"), strict=True))
    assert found == pytest.approx(bars | pieces)


def test_cuts_at_the_saw_come_bar_after_bar_and_begin_where_the_plan_says(book, plan: Plan) -> None:
    page = book["At the saw"]
    told = list(
        zip(column(page, "Stock"), column(page, "Piece"), column(page, "Cut starts at (mm)"), strict=True)
    )
    wanted = [(s.id, cut.piece, cut.start_mm) for s in plan.cuts.stocks for cut in s.cuts]
    assert sorted(told) == sorted(wanted)
    stocks = [stock for stock, _, _ in told]
    assert [s for n, s in enumerate(stocks) if n == 0 or stocks[n - 1] != s] == list(dict.fromkeys(stocks))


def test_parts_are_counted_in_numbers(book, plan: Plan) -> None:
    assert column(book["Parts list"], "Quantity") == pytest.approx([line.quantity for line in plan.bom])


def test_the_header_stays_and_what_is_printed_is_the_table(book) -> None:
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        assert page.print_area.split("!")[1].replace("$", "") == page.dimensions
        assert page.auto_filter.ref == page.dimensions


def test_the_same_content_makes_the_same_file(plan: Plan) -> None:
    sheets = project_lists(DESIGN, plan, CATALOG)
    assert xlsx_bytes(sheets, "Gable") == xlsx_bytes(sheets, "Gable")


texts = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=2", "{=1}", "http://a.b"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=1, max_size=6))
def test_no_text_becomes_a_formula_a_number_or_a_link(cells: list[str]) -> None:
    columns = (Column("Text", lambda cell: cell), Column("Number (mm)", lambda _: 1.5, 1))
    page = read(xlsx_bytes([sheet_of("S", columns, cells)], "T"))["S"]
    for row, text in enumerate(cells, start=2):
        cell = page.cell(row, 1)
        shown = "".join(c if c.isprintable() else " " for c in text).strip()
        assert (cell.value or "") == shown
        assert cell.data_type == ("s" if shown else "n")
        assert cell.hyperlink is None
        assert cell.quotePrefix or not shown
        assert (page.cell(row, 2).value, page.cell(row, 2).data_type) == (1.5, "n")
