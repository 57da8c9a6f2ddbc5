"""Cut list and parts list."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.plan import CutList, Plan
from designer.core.planning import derive
from designer.drawing.directory import Directory
from designer.drawing.pieces import number_text
from designer.export.csv_lists import bom_csv, cut_list_csv, text_cell
from designer.export.list_sheets import branch_sheet
from tests.drawing.sample import KERF, gable
from tests.sites import catalog, fed_in_its_middle


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return gable()[1]


def test_the_columns_are_those_that_others_rely_on(plan: Plan) -> None:
    assert cut_list_csv(plan).splitlines()[0] == (
        b"piece,kind,product,length_mm,ports,branch,surface,from,to,stock,stock_length_mm,cut_start_mm,quantity"
    )
    assert bom_csv(plan).splitlines()[0] == b"item,product,description,quantity,unit,source"


def test_every_piece_has_one_row(plan: Plan) -> None:
    rows = _rows(cut_list_csv(plan))
    bars = [bar.piece for rail in plan.rails for bar in rail.bars]
    assert [row["piece"] for row in rows] == [*bars, *(piece.id for piece in plan.pieces)]
    assert {row["quantity"] for row in rows} == {"1"}


def test_a_bar_says_where_on_which_rail_it_lies(plan: Plan) -> None:
    row = _rows(cut_list_csv(plan))[0]
    assert row == {
        "piece": "R1.L1-1",
        "kind": "rail",
        "product": "acme-rail-37",
        "length_mm": "3502",
        "ports": "0",
        "branch": "",
        "surface": "S1",
        "from": "R1.L1@550",
        "to": "R1.L1@4052",
        "stock": "bar 1",
        "stock_length_mm": "4400",
        "cut_start_mm": "0",
        "quantity": "1",
    }


def test_a_cable_says_from_where_to_where_over_which_surfaces(plan: Plan) -> None:
    row = next(row for row in _rows(cut_list_csv(plan)) if row["piece"] == "B2-E")
    assert (row["kind"], row["branch"], row["surface"]) == ("end-cable", "B2", "S2/S1")
    assert (row["from"], row["to"], row["stock"]) == ("B2.3", "J1", "drum 1")


def test_pieces_and_kerfs_fit_their_stock(plan: Plan) -> None:
    by_stock: dict[str, list[dict[str, str]]] = {}
    for row in _rows(cut_list_csv(plan)):
        by_stock.setdefault(row["stock"], []).append(row)
    for rows in by_stock.values():
        rows.sort(key=lambda row: float(row["cut_start_mm"]))
        ends = [float(row["cut_start_mm"]) + float(row["length_mm"]) for row in rows]
        starts = [float(row["cut_start_mm"]) for row in rows]
        assert all(start >= end + KERF for end, start in zip(ends, starts[1:], strict=False))
        assert ends[-1] <= float(rows[0]["stock_length_mm"])


def test_a_piece_without_stock_has_empty_cells(plan: Plan) -> None:
    rows = _rows(cut_list_csv(replace(plan, cuts=CutList())))
    assert {(row["stock"], row["stock_length_mm"], row["cut_start_mm"]) for row in rows} == {("", "", "")}


def test_the_parts_list_is_that_of_the_plan(plan: Plan) -> None:
    rows = _rows(bom_csv(plan))
    assert [(row["product"], float(row["quantity"])) for row in rows] == [
        (line.product, line.quantity) for line in plan.bom
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(plan: Plan, start: str) -> None:
    line = replace(plan.bom[0], description=f"{start}cmd|' /C calc'!A1", item=f"\n\t{start}1")
    (row,) = list(csv.reader(io.StringIO(bom_csv(replace(plan, bom=(line,))).decode(), newline="")))[1:]
    assert row[0] == f"'{start}1"
    assert row[2].startswith(f"'{start}cmd")


def test_numbers_stay_numbers(plan: Plan) -> None:
    line = replace(plan.bom[0], quantity=-1.5)
    assert _rows(bom_csv(replace(plan, bom=(line,))))[0]["quantity"] == "-1.5"


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    cell = text_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", " "))
    assert cell.isprintable()


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert text_cell(text) == text


@given(st.floats(-1e9, 1e9))
def test_a_number_is_written_without_exponent_to_a_micrometre(value: float) -> None:
    text = number_text(value)
    assert set(text) <= set("-0123456789.")
    assert float(text) == pytest.approx(value, abs=5.1e-4)
    assert text != "-0"
    assert not text.endswith(".")


def test_each_leg_has_its_own_figures_and_those_of_the_circuit_that_limits_are_for() -> None:
    design, known = fed_in_its_middle(), catalog()
    sheet = branch_sheet(Directory(design, derive(design, known), known))
    titles = ["Inverters", "Inverters of circuit", "Most inverters"]
    titles += ["Current (A)", "Current of circuit (A)", "Protective device (A)"]
    first = sheet.titles.index(titles[0])
    assert list(sheet.titles[first : first + 6]) == titles
    legs = [row[first : first + 6] for row in sheet.rows]
    assert legs == [
        (4, 7, 6, 17.391, pytest.approx(30.434), 32.0),
        (3, 7, 6, 13.043, pytest.approx(30.434), 32.0),
    ]
    assert [row[sheet.titles.index("Circuit")] for row in sheet.rows] == ["K1", "K1"]
