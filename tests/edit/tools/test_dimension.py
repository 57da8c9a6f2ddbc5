"""Dimensions: aligned, horizontal, vertical, with the line where the cursor or a length puts it."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from designer.core.model.design import DimensionNote
from designer.edit.edits.notes import measured_mm, offset_to
from designer.edit.picking.scenery import dimension_line
from designer.edit.tools.base import Fields, ToolKey
from designer.edit.tools.dimension import DimensionTool
from designer.edit.view import surface_view
from tests import sites
from tests.hands import Hand

VIEW = surface_view("S1")
FIRST, SECOND = (1000.0, 1000.0), (4000.0, 5000.0)
PLACES = st.tuples(*[st.floats(-10000, 10000)] * 2)


def hand():
    return Hand(DimensionTool(), sites.gable(), VIEW)


def note(working):
    return working.design.dimensions[-1]


def test_an_aligned_dimension_measures_from_point_to_point():
    working = hand().click(FIRST, SECOND).move((0.0, 5000.0))
    assert working.notes() == ["5000 mm"]
    working.click((0.0, 5000.0))
    assert (note(working).first, note(working).second, note(working).angle_deg) == (FIRST, SECOND, None)
    assert note(working).offset_mm == pytest.approx(3200.0)
    assert measured_mm(note(working)) == pytest.approx(5000.0)
    assert working.session.undo_name == "Draw dimension"
    working.session.undo()
    assert working.design == sites.gable()


def test_horizontal_and_vertical_dimensions_measure_across_and_up():
    working = hand().type("h").click(FIRST, SECOND).click((0.0, -200.0))
    assert (note(working).angle_deg, note(working).offset_mm, measured_mm(note(working))) == (
        0.0,
        -1200.0,
        3000.0,
    )
    working = hand().click(FIRST, SECOND).type("Vertical").click((800.0, 0.0))
    assert (note(working).angle_deg, note(working).offset_mm, measured_mm(note(working))) == (
        90.0,
        200.0,
        4000.0,
    )


def test_a_typed_distance_goes_to_the_side_of_the_cursor():
    for side, offset in (((1000.0, 2000.0), 350.0), ((1000.0, 0.0), -350.0)):
        working = hand().type("H").click(FIRST, SECOND).move(side)
        assert working.prompt.fields is Fields.ALONG
        assert working.prompt.direction == pytest.approx((0.0, math.copysign(1.0, offset)))
        working.type("350")
        assert note(working).offset_mm == offset


def test_points_with_nothing_between_them_are_refused():
    working = hand().click(FIRST, FIRST)
    assert "nothing to measure" in working.message
    working.type("H").click((1000.0, 4000.0))
    assert "nothing to measure" in working.message
    working.type("V").click((1000.0, 4000.0)).type("H")
    assert "nothing to measure" in working.message
    assert "horizontal" not in working.prompt.text


def test_escape_and_backspace_take_back_point_by_point():
    working = hand().click(FIRST, SECOND)
    assert working.escape()
    assert working.prompt.base == FIRST
    working.key(ToolKey.BACK)
    assert working.prompt.base is None
    assert not working.escape()


@given(PLACES, PLACES, PLACES, st.sampled_from((None, 0.0, 90.0, 30.0)))
def test_the_dimension_line_goes_through_the_place_it_was_put(first, second, at, angle):
    assume(math.dist(first, second) > 1.0)
    offset = offset_to(first, second, angle, at)
    drawn = DimensionNote(id="", surface="S1", first=first, second=second, offset_mm=offset, angle_deg=angle)
    start, end = dimension_line(drawn)
    length = math.dist(start, end)
    assume(length > 1.0)
    away = (end[0] - start[0]) * (at[1] - start[1]) - (end[1] - start[1]) * (at[0] - start[0])
    assert abs(away) / length < 1e-3
