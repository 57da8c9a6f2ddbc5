"""Move and copy as a hand works them."""

from designer.edit.tools.base import Gesture, Modifier, ToolKey, Wants
from designer.edit.tools.move import CopyTool, MoveTool
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.edit.furnished import furnished
from tests.hands import Hand

EAST = surface_view("S1")


def test_a_selection_made_before_is_moved_from_a_point_to_another():
    hand = Hand(MoveTool(), furnished(), EAST, selection={"O1"})
    assert hand.prompt.text == "Base point to move from"
    hand.click((0.0, 0.0))
    assert hand.prompt.base == (0.0, 0.0)
    hand.click((-500.0, 100.0))
    assert hand.done
    assert hand.design.surfaces[0].obstacles[0].outline[0] == (7500.0, 4100.0)
    assert hand.session.undo_name == "Move obstacle"
    hand.session.undo()
    assert hand.design == furnished()


def test_without_a_selection_it_asks_for_one_by_click_and_window():
    hand = Hand(MoveTool(), furnished(), EAST)
    assert "Select what to move" in hand.prompt.text
    assert hand.enter().message == "Select what to move first"
    hand.click((8300.0, 4200.0)).drag((500.0, 500.0), (1000.0, 1000.0), (3000.0, 3000.0))
    assert hand.selection == {"O1", "M1", "M2", "P1"}
    hand.click((8300.0, 4200.0), held={Modifier.SHIFT})
    assert hand.selection == {"M1", "M2", "P1"}
    hand.enter()
    assert hand.prompt.text == "Base point to move from"


def test_a_window_to_the_left_takes_what_it_touches():
    hand = Hand(MoveTool(), furnished(), EAST)
    hand.drag((1000.0, 1000.0), (900.0, 900.0))
    assert hand.selection == {"M1"}


def test_the_window_of_a_selection_shows_which_way_it_works():
    hand = Hand(MoveTool(), furnished(), EAST)
    hand.feed(Gesture.DRAG_START, (1000.0, 1000.0)).feed(Gesture.DRAG, (2000.0, 2000.0))
    assert hand.tones() == ["window"]
    hand.feed(Gesture.DRAG, (0.0, 0.0))
    assert hand.tones() == ["crossing"]
    assert hand.escape()
    assert not hand.escape()


def test_ghosts_are_bad_where_modules_leave_the_usable_area_or_lie_on_others_and_may_stay_there():
    hand = Hand(MoveTool(), sites.gable(), EAST, selection={"M1", "M2"})
    hand.click((0.0, 0.0)).move((0.0, 2000.0))
    assert hand.tones() == ["ghost", "rubber", "rubber"]
    assert hand.last.hidden == {"M1", "M2"}
    hand.move((500.0, 500.0))
    assert hand.tones() == ["ghost", "bad", "rubber", "rubber"]
    hand.move((0.0, 9000.0))
    assert hand.tones() == ["bad", "rubber", "rubber"]
    hand.click((0.0, 9000.0))
    assert hand.design.rows[1].across_mm == 9600.0
    assert hand.session.undo_name == "Move 2 modules"


def test_a_displacement_is_typed_from_the_origin():
    hand = Hand(MoveTool(), furnished(), EAST, selection={"T1"}).type("d")
    assert hand.prompt.base == (0.0, 0.0)
    hand.click((100.0, 200.0))
    assert hand.design.texts[0].at == (600.0, 4200.0)


def test_escape_and_backspace_go_back_to_the_base_point_and_escape_then_ends():
    hand = Hand(MoveTool(), furnished(), EAST, selection={"T1"}).click((1.0, 1.0))
    hand.key(ToolKey.BACK)
    assert hand.prompt.base is None
    hand.click((1.0, 1.0))
    assert hand.escape()
    assert hand.prompt.text == "Base point to move from"
    assert not hand.escape()
    assert hand.design == furnished()


def test_what_the_design_refuses_is_said_and_the_tool_stays():
    hand = Hand(MoveTool(), furnished(), EAST, selection={"O1"}).click((0.0, 0.0))
    hand.click((9000.0, 0.0))
    assert "reaches outside the surface" in hand.message
    hand.click((10.0, 0.0))
    assert hand.done


def test_on_the_site_plan_a_click_takes_the_surface_and_moves_it_east_and_north():
    design = furnished()
    hand = Hand(MoveTool(), design, SITE)
    hand.click((-1500.0, 1500.0))
    (surface,) = hand.selection
    assert surface == "S1"
    hand.enter().click((0.0, 0.0)).move((1000.0, 500.0)).click((1000.0, 500.0))
    before, after = design.surface(surface), hand.design.surface(surface)
    assert (after.east_mm - before.east_mm, after.north_mm - before.north_mm) == (1000.0, 500.0)
    assert hand.session.undo_name == f"Move surface {before.name}"


def test_a_change_of_view_takes_back_the_base_point():
    hand = Hand(MoveTool(), furnished(), EAST, selection={"T1"}).click((1.0, 1.0))
    hand.view = SITE
    hand.move((0.0, 0.0))
    assert hand.prompt.base is None


def test_copies_follow_until_enter_each_a_step_of_its_own():
    hand = Hand(CopyTool(), furnished(), EAST, selection={"T1"}).click((0.0, 0.0))
    hand.click((0.0, -500.0), (0.0, -1000.0))
    assert not hand.done
    assert [text.at[1] for text in hand.design.texts] == [4000.0, 3500.0, 3000.0]
    hand.enter()
    assert hand.done
    hand.session.undo()
    assert len(hand.design.texts) == 2
    assert hand.session.undo_name == "Copy text"


def test_an_array_sets_all_its_copies_in_one_step():
    hand = Hand(CopyTool(), furnished(), EAST, selection={"T1"}).click((0.0, 0.0)).type("Array")
    assert (hand.prompt.wants, hand.prompt.default) == (Wants.VALUE, "2")
    hand.type("many")
    assert "type one from 2" in hand.message
    hand.type("4").move((1000.0, 0.0))
    assert hand.tones().count("ghost") == 3
    hand.click((1000.0, 0.0))
    assert [text.at[0] for text in hand.design.texts] == [500.0, 1500.0, 2500.0, 3500.0]
    hand.session.undo()
    assert hand.design == furnished()


def test_escape_leaves_the_question_for_the_number_first():
    hand = Hand(CopyTool(), furnished(), EAST, selection={"T1"}).click((0.0, 0.0)).type("A")
    assert hand.escape()
    assert hand.prompt.base == (0.0, 0.0)
    assert hand.escape()
    assert not hand.escape()
