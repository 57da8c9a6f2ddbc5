"""Splitting a surface as a hand does it."""

from designer.edit.tools.base import ToolKey
from designer.edit.tools.split import SplitTool
from designer.edit.view import surface_view
from tests import sites
from tests.hands import Hand

VIEW = surface_view("S1")


def hand():
    return Hand(SplitTool(), sites.gable(), VIEW)


def test_two_points_split_the_surface_and_the_preview_shows_both_areas():
    working = hand().click((4000.0, 0.0)).move((4000.0, 5200.0))
    assert working.notes()[:2] == ["33.80 m²", "20.80 m²"]
    working.click((4000.0, 5200.0))
    assert len(working.design.surfaces) == 3
    assert working.session.undo_name == "Split surface S1"
    assert "bridge" in working.message
    working.session.undo()
    assert working.design == sites.gable()


def test_a_line_that_does_not_cut_is_bad_and_refused_and_the_tool_stays():
    working = hand().click((0.0, 0.0)).move((10500.0, 0.0))
    assert working.tones()[0] == "bad"
    working.click((10500.0, 0.0))
    assert "does not cut" in working.message
    working.click((10500.0, 5200.0))
    assert working.done


def test_escape_and_backspace_take_back_the_first_point():
    working = hand().click((0.0, 0.0)).key(ToolKey.BACK)
    assert working.prompt.base is None
    working.click((0.0, 0.0))
    assert working.escape()
    assert not working.escape()


def test_a_change_of_view_takes_back_the_first_point():
    working = hand().click((0.0, 0.0))
    working.view = surface_view("S2")
    assert working.move((1.0, 1.0)).prompt.base is None
