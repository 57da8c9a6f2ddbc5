"""The row tool: modules appear along the rails and stop by themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely import covers
from shapely.geometry import box

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.layout.surface_area import surface_usable_area
from designer.core.model.design import Design, Obstacle, ObstacleKind
from designer.edit.edits.rows import module_rects
from designer.edit.preview import Tone
from designer.edit.tools.base import Fields
from designer.edit.tools.row import RowTool
from designer.edit.view import SITE
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()


def bare(**more) -> Design:
    return sites.design([sites.surface(**more)], [])


def hand(design: Design) -> Hand:
    return Hand(RowTool(), design)


def test_modules_appear_as_the_mouse_passes_their_beginning() -> None:
    one = hand(bare())
    one.type("W")
    one.press((600.0, 600.0))
    counts = []
    for x in (700.0, 1700.0, 1800.0, 3000.0):
        one.pull((x, 600.0))
        counts.append(one.boxes(Tone.GHOST))
    assert counts == [1, 1, 2, 3]
    assert "3 modules · 1.32 kWp" in one.noted()


def test_a_drag_is_one_step_of_the_history_and_its_modules_are_pinned() -> None:
    one = hand(bare())
    one.drag((600.0, 600.0), (2000.0, 640.0), (4900.0, 700.0))
    (row,) = one.design.rows
    assert one.names == ["Add row of 4 modules"]
    assert (row.across_mm, row.orientation, len(row.modules)) == (600.0, Orientation.PORTRAIT, 4)
    assert all(module.pinned for module in row.modules)
    gaps = {round(b.along_mm - a.along_mm, 3) for a, b in zip(row.modules, row.modules[1:], strict=False)}
    assert gaps == {sites.WIDTH + CATALOG.rail(one.design.products.rail).mid_gap_mm}


def test_the_row_may_be_dragged_towards_the_left_from_its_far_corner() -> None:
    one = hand(bare())
    one.drag((6000.0, 600.0), (3800.0, 600.0))
    (row,) = one.design.rows
    assert row.modules[-1].along_mm + sites.WIDTH == 6000.0
    assert len(row.modules) == 2


def test_it_stops_at_the_setback_and_says_so() -> None:
    one = hand(bare())
    one.type("Whole")
    one.press((600.0, 600.0))
    one.pull((20000.0, 600.0))
    assert "stops at the end of the usable area" in one.noted()
    one.release((20000.0, 600.0))
    last = max(rect[2] for rect in module_rects(one.design, CATALOG, "S1").values())
    assert last <= 12000.0 - 300.0 < last + sites.WIDTH


def test_it_stops_at_an_obstacle_and_at_a_standing_module() -> None:
    chimney = Obstacle(
        id="O1",
        kind=ObstacleKind.CHIMNEY,
        outline=((5000.0, 800.0), (5500.0, 800.0), (5500.0, 1400.0), (5000.0, 1400.0)),
    )
    one = hand(bare(obstacles=(chimney,)))
    one.type("W")
    one.drag((600.0, 600.0), (11000.0, 600.0))
    assert max(rect[2] for rect in module_rects(one.design, CATALOG, "S1").values()) <= 4950.0
    two = hand(sites.design([sites.surface()], [sites.row("R1", "S1", 2, 1, along=6000.0)]))
    two.type("W")
    two.press((600.0, 600.0))
    two.pull((11000.0, 600.0))
    assert "stops at the next module" in two.noted()


def test_it_stops_at_the_last_full_inverter_unless_told_otherwise() -> None:
    one = hand(bare())  # room for nine upright modules from here, two inputs
    one.press((600.0, 600.0))
    one.pull((11500.0, 600.0))
    assert "8 modules" in one.noted()
    assert "stops at the last full inverter" in one.noted()
    one.type("W")
    assert "9 modules" in one.noted()


def test_a_row_that_goes_on_counts_the_modules_it_joins() -> None:
    one = hand(sites.design([sites.surface()], [sites.row("R1", "S1", 3, 1)]))
    end = 600.0 + 3 * (sites.WIDTH + sites.GAP)
    one.drag((end, 605.0), (end + 300.0, 605.0))
    (row,) = one.design.rows
    assert len(row.modules) == 4
    assert one.names == ["Add 1 module to row R1"]


def test_a_typed_count_and_a_typed_length_place_the_row() -> None:
    one = hand(bare())
    one.click((600.0, 600.0))
    one.move((1000.0, 600.0))
    one.type("5")
    one.click((600.0, 2800.0))
    one.move((900.0, 2800.0))
    one.type("3.5m")
    assert [len(row.modules) for row in one.design.rows] == [5, 3]


def test_a_typed_point_is_left_to_the_editor() -> None:
    one = hand(bare())
    one.click((600.0, 600.0))
    assert not one.offer("3500,600")
    assert one.offer("3,5m")
    assert len(one.design.rows[0].modules) == 3


def test_more_modules_than_there_is_room_for_are_refused_in_a_sentence() -> None:
    one = hand(bare())
    one.click((600.0, 600.0))
    one.move((900.0, 600.0))
    one.type("40")
    assert one.design.rows == ()
    assert one.said == ["There is room for 9 modules only in this direction"]


def test_a_corner_near_a_row_or_the_setback_settles_on_it() -> None:
    one = hand(sites.design([sites.surface()], [sites.row("R1", "S1", 2, 1)]))
    gap = CATALOG.rail(one.design.products.rail).row_gap_mm
    one.drag((650.0, 600.0 + sites.LENGTH + gap + 60.0), (2500.0, 2500.0))
    assert one.design.rows[1].across_mm == 600.0 + sites.LENGTH + gap
    assert one.design.rows[1].modules[0].along_mm == 600.0
    two = hand(bare())
    two.drag((250.0, 240.0), (2000.0, 240.0))
    assert (two.design.rows[0].modules[0].along_mm, two.design.rows[0].across_mm) == (300.0, 300.0)


def test_a_place_without_room_is_shown_and_named() -> None:
    one = hand(bare())
    one.move((11000.0, 5000.0))
    assert one.boxes(Tone.BAD) == 1
    assert "outside the usable area" in one.noted()
    one.drag((11000.0, 5000.0), (11800.0, 5000.0))
    assert one.design.rows == ()
    assert "No module fits here" in one.said[0]


def test_the_orientation_follows_the_last_row_and_the_keyword() -> None:
    last = sites.row("R1", "S1", 2, 1, orientation=Orientation.LANDSCAPE)
    one = hand(sites.design([sites.surface()], [last]))
    assert "landscape" in one.last.prompt.text
    one.type("Portrait")
    one.drag((6000.0, 2500.0), (7500.0, 2500.0))
    assert one.design.rows[1].orientation is Orientation.PORTRAIT


def test_rails_up_the_slope_make_rows_up_the_slope() -> None:
    one = hand(bare(axis=RailAxis.SLOPE))
    one.type("W")
    one.click((600.0, 600.0))
    one.move((600.0, 3000.0))
    assert one.last.prompt.fields is Fields.ALONG
    assert one.last.prompt.direction == (0.0, 1.0)
    one.click((600.0, 3000.0))
    (row,) = one.design.rows
    assert row.across_mm == 600.0
    assert [module.along_mm for module in row.modules][:1] == [600.0]
    assert len(row.modules) == 2


def test_escape_gives_the_corner_up_and_then_ends() -> None:
    one = hand(bare())
    one.click((600.0, 600.0))
    assert one.escape()
    assert not one.escape()
    assert one.design.rows == ()


def test_enter_places_what_is_shown_and_ends_while_aiming() -> None:
    one = hand(bare())
    one.click((600.0, 600.0))
    one.move((2500.0, 600.0))
    one.enter()
    assert len(one.design.rows[0].modules) == 2
    one.enter()
    assert one.done


def test_without_a_surface_it_ends_with_a_sentence() -> None:
    design = sites.design([sites.surface()], [])
    response = RowTool().begin(replace(hand(design).context(), view=SITE))
    assert response.done
    assert "surface" in response.message


@settings(max_examples=60)
@given(
    start=st.tuples(st.floats(-500, 12500), st.floats(-500, 6500)),
    end=st.floats(-1000, 13000),
    whole=st.booleans(),
    axis=st.sampled_from(list(RailAxis)),
    landscape=st.booleans(),
)
def test_a_row_never_leaves_the_usable_area(start, end, whole, axis, landscape) -> None:
    chimney = Obstacle(
        id="O1",
        kind=ObstacleKind.CHIMNEY,
        outline=((5000.0, 2800.0), (5500.0, 2800.0), (5700.0, 3400.0), (5000.0, 3400.0)),
    )
    one = hand(bare(axis=axis, obstacles=(chimney,)))
    one.type("Landscape" if landscape else "Portrait")
    if not whole:
        one.type("W")
    to = (end, start[1]) if axis is RailAxis.EAVE else (start[0], end)
    one.drag(start, to)
    area = surface_usable_area(one.design, one.design.surface("S1")).buffer(0.01)
    rects = module_rects(one.design, CATALOG, "S1").values()
    assert all(covers(area, box(*rect)) for rect in rects)


@pytest.mark.parametrize("word", ["P", "L", "W", "portrait", "whole inverters"])
def test_keywords_are_known_by_name_and_letter(word: str) -> None:
    assert hand(bare()).type(word) is not None
