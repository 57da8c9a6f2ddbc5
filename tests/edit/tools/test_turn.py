"""Turning and mirroring as a hand works them."""

from designer.core.geometry.axes import Orientation
from designer.edit.tools.base import ToolKey, Wants
from designer.edit.tools.turn import MirrorTool, RotateTool
from designer.edit.view import SITE, surface_view
from tests.edit.furnished import furnished
from tests.hands import Hand

EAST = surface_view("S1")


def test_a_typed_angle_turns_about_the_point():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"T1"}).click((0.0, 4000.0))
    assert hand.prompt.base == (0.0, 4000.0)
    hand.type("-90°")
    assert hand.design.texts[0].at == (0.0, 3500.0)
    assert hand.design.texts[0].rotation_deg == 285.0
    assert hand.session.undo_name == "Turn text by -90°"
    hand.session.undo()
    assert hand.design == furnished()


def test_a_clicked_point_gives_the_angle_and_the_preview_shows_it():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"T1"}).click((0.0, 4000.0))
    hand.move((0.0, 4500.0))
    assert "90°" in hand.notes()
    hand.click((0.0, 4500.0))
    assert hand.design.texts[0].at == (0.0, 4500.0)


def test_a_row_turned_by_a_quarter_lies_the_other_way():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"M1", "M2", "M3", "M4", "M5", "M6"})
    hand.click((600.0, 600.0)).move((700.0, 900.0)).type("90")
    assert hand.design.rows[0].orientation is Orientation.LANDSCAPE


def test_modules_refuse_another_angle_and_the_tool_stays():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"M1"}).click((0.0, 0.0))
    hand.type("30")
    assert "turn them by 90°" in hand.message
    hand.type("180")
    assert hand.done


def test_a_point_typed_with_a_comma_is_no_angle():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"T1"}).click((0.0, 0.0))
    assert not hand.offer("1000,500")


def test_the_same_point_twice_is_refused():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"T1"}).click((0.0, 0.0), (0.0, 0.0))
    assert hand.message == "Both points are the same; give another one"


def test_escape_goes_back_by_one_point():
    hand = Hand(RotateTool(), furnished(), EAST, selection={"T1"}).click((0.0, 0.0))
    assert hand.escape()
    hand.click((0.0, 0.0)).key(ToolKey.BACK)
    assert hand.prompt.base is None
    assert not hand.escape()


def test_a_surface_turns_on_the_site_plan():
    hand = Hand(RotateTool(), furnished(), SITE, selection={"S1"}).click((0.0, 0.0)).type("30")
    assert hand.design.surfaces[0].azimuth_deg == 60.0


def test_a_mirror_keeps_its_source_when_enter_accepts():
    hand = Hand(MirrorTool(), furnished(), EAST, selection={"T1", "M1"})
    hand.click((3000.0, 0.0)).move((3000.0, 10.0))
    assert "bad" in hand.tones()  # on the modules that stay
    hand.click((3000.0, 10.0))
    assert (hand.prompt.wants, hand.prompt.default) == (Wants.VALUE, "No")
    hand.enter()
    assert len(hand.design.texts) == 2
    assert hand.session.undo_name == "Mirror 2 things"


def test_a_mirror_may_do_away_with_its_source():
    hand = Hand(MirrorTool(), furnished(), EAST, selection={"O1"})
    hand.click((5000.0, 0.0), (5000.0, 10.0)).type("y")
    (obstacle,) = hand.design.surfaces[0].obstacles
    assert min(x for x, _ in obstacle.outline) == 1400.0


def test_a_slanting_mirror_line_is_refused_for_modules_when_it_is_drawn():
    hand = Hand(MirrorTool(), furnished(), EAST, selection={"M1"}).click((0.0, 0.0)).move((10.0, 7.0))
    hand.click((10.0, 7.0))
    assert "along x or along y" in hand.message
    assert hand.prompt.text == "Second point of the mirror line"


def test_escape_goes_back_by_one_question():
    hand = Hand(MirrorTool(), furnished(), EAST, selection={"O1"}).click((5000.0, 0.0), (5000.0, 9.0))
    assert hand.escape()
    assert hand.prompt.base == (5000.0, 0.0)
    assert hand.escape()
    assert not hand.escape()


def test_a_face_is_mirrored_to_the_other_side_of_its_ridge_on_the_site_plan():
    design = furnished()
    hand = Hand(MirrorTool(), design, SITE, selection={"S1"})
    hand.click((0.0, 0.0), (0.0, 1000.0)).move((0.0, 0.0)).type("No")
    copy = hand.design.surfaces[-1]
    assert copy.azimuth_deg == 270.0
    assert len(hand.design.rows_on(copy.id)[0].modules) == 6
