"""Aligning rows along the rails and spacing them across."""

import pytest
from msgspec.structs import replace

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.model.design import Design
from designer.edit.edits.arranging import RowEdge, align_rows, distribute_rows, ends, find_row, gaps_between
from designer.edit.preview import Tone
from designer.edit.tools.arrange import AlignTool, DistributeTool
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()
STEP = sites.LENGTH + 20.0


def ragged() -> Design:
    rows = [
        sites.row("R1", "S1", 3, 1, along=600.0),
        sites.row("R2", "S1", 2, 11, along=1500.0, across=600.0 + STEP + 30.0),
        sites.row("R3", "S1", 4, 21, along=900.0, across=600.0 + 2 * STEP + 300.0),
    ]
    return sites.design([sites.surface(height=8000.0)], rows)


def at(design: Design, row_id: str) -> tuple[float, float]:
    row = find_row(design, row_id)
    return (row.modules[0].along_mm + 400.0, row.across_mm + 400.0)


def first(design: Design, row_id: str) -> float:
    return ends(design, CATALOG, find_row(design, row_id))[0]


def last(design: Design, row_id: str) -> float:
    return ends(design, CATALOG, find_row(design, row_id))[1]


def test_rows_picked_come_in_line_with_the_one_picked_last() -> None:
    one = Hand(AlignTool(), ragged())
    one.click(at(one.design, "R1"))
    one.click(at(one.design, "R2"))
    one.enter()
    one.move(at(one.design, "R3"))
    assert one.boxes(Tone.GHOST) == 5
    one.click(at(one.design, "R3"))
    assert {first(one.design, name) for name in ("R1", "R2", "R3")} == {900.0}
    assert one.names == ["Align 2 rows to row R3"]
    assert one.done


def test_selected_rows_need_no_picking() -> None:
    one = Hand(AlignTool(), ragged(), selection=("M1", "M12"))
    one.type("Right")
    one.click(at(one.design, "R3"))
    assert last(one.design, "R1") == last(one.design, "R2") == last(one.design, "R3")


def test_centres_come_in_line() -> None:
    design = align_rows(ragged(), CATALOG, ("R1", "R2"), "R3", RowEdge.MIDDLE)
    middles = {round(first(design, name) + last(design, name), 3) for name in ("R1", "R2", "R3")}
    assert len(middles) == 1


def test_removed_places_move_with_their_row() -> None:
    design = ragged()
    row = design.rows[0]
    row = replace(row, modules=row.modules[:2], removed=row.modules[2:])
    design = align_rows(replace(design, rows=(row, *design.rows[1:])), CATALOG, ("R1",), "R3", RowEdge.FIRST)
    moved = find_row(design, "R1")
    assert moved.removed[0].along_mm - moved.modules[0].along_mm == pytest.approx(
        2 * (sites.WIDTH + sites.GAP)
    )


def test_a_row_that_would_leave_the_roof_is_refused_with_the_distance() -> None:
    design = ragged()
    row = replace(
        design.rows[2],
        modules=tuple(replace(m, along_mm=m.along_mm + 6200.0) for m in design.rows[2].modules),
    )
    long = sites.row("R1", "S1", 8, 31, along=600.0)
    one = Hand(AlignTool(), replace(design, rows=(long, design.rows[1], row)), selection=("M31",))
    one.move(at(one.design, "R3"))
    assert one.boxes(Tone.BAD) == 8
    one.click(at(one.design, "R3"))
    assert not one.names
    assert "outside the usable area" in one.said[0]


def test_on_rails_up_the_slope_the_ends_are_bottom_and_top() -> None:
    flat = Orientation.LANDSCAPE
    rows = [
        sites.row("R1", "S1", 2, 1, orientation=flat),
        sites.row("R2", "S1", 2, 11, along=900.0, across=3000.0, orientation=flat),
    ]
    design = sites.design([sites.surface(axis=RailAxis.SLOPE)], rows)
    one = Hand(AlignTool(), design, selection=("M1",))
    assert {word.name for word in one.last.prompt.keywords} == {"Top", "Centre"}
    one.type("Top")
    one.click((3000.0 + 300.0, 900.0 + 300.0))
    assert last(one.design, "R1") == last(one.design, "R2")


def test_rows_are_spaced_evenly_between_the_outer_ones() -> None:
    one = Hand(DistributeTool(), ragged(), selection=("M1", "M11", "M21"))
    before = gaps_between(one.design, CATALOG, ("R1", "R2", "R3"))
    assert before == (50.0, 290.0)
    assert "170 mm between rows" in one.noted()
    one.enter()
    assert gaps_between(one.design, CATALOG, ("R1", "R2", "R3")) == (170.0, 170.0)
    assert find_row(one.design, "R3").across_mm == find_row(ragged(), "R3").across_mm


def test_a_typed_gap_stacks_the_rows_on_the_lowest() -> None:
    one = Hand(DistributeTool(), ragged())
    for name in ("R3", "R1", "R2"):
        one.click(at(one.design, name))
    one.enter()
    one.type("60")
    one.enter()
    assert gaps_between(one.design, CATALOG, ("R1", "R2", "R3")) == (60.0, 60.0)
    assert find_row(one.design, "R1").across_mm == 600.0


def test_too_few_rows_are_said_and_may_be_added_to() -> None:
    one = Hand(DistributeTool(), ragged(), selection=("M1", "M11"))
    one.enter()
    assert "too few rows" in one.said[0]
    one.click(at(one.design, "R3"))
    one.enter()
    one.enter()
    assert one.names == ["Distribute 3 rows"]


def test_rows_at_one_height_move_as_one() -> None:
    design = ragged()
    beside = sites.row("R9", "S1", 1, 91, along=8000.0, across=design.rows[1].across_mm)
    design = distribute_rows(replace(design, rows=(*design.rows, beside)), CATALOG, ("R1", "R2", "R3", "R9"))
    assert find_row(design, "R9").across_mm == find_row(design, "R2").across_mm


def test_escape_goes_back_to_picking_and_then_ends() -> None:
    one = Hand(AlignTool(), ragged(), selection=("M1",))
    assert one.escape()
    assert one.escape()
    assert not one.escape()


def test_backspace_gives_the_row_picked_last_back_and_a_frame_takes_rows() -> None:
    one = Hand(AlignTool(), ragged())
    one.click(at(one.design, "R1"))
    one.back()
    assert one.boxes(Tone.GUIDE) == 0
    one.drag((11000.0, 600.0 + STEP), (500.0, 500.0))
    assert one.boxes(Tone.GUIDE) == 3
