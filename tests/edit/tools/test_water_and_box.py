"""Water lines and boxes."""

from designer.core.model.design import BoxKind
from designer.edit.tools.base import Gesture, ToolKey
from designer.edit.tools.box import BoxTool
from designer.edit.tools.water import WaterLineTool
from designer.edit.view import surface_view
from tests import sites
from tests.edit.furnished import furnished
from tests.hands import Hand

VIEW = surface_view("S1")
WAY = ((0.0, 0.0), (1000.0, 500.0), (1000.0, 5000.0))


def test_a_water_line_runs_from_point_to_point_until_enter():
    hand = Hand(WaterLineTool(), sites.gable(), VIEW).click(*WAY).move((2000.0, 5000.0))
    assert hand.notes() == ["1118 mm", "4500 mm", "1000 mm, 0°"]
    hand.enter()
    assert hand.design.surfaces[0].water_lines[0].points == WAY
    assert hand.session.undo_name == "Draw water line"
    hand.session.undo()
    assert hand.design == sites.gable()


def test_a_double_click_ends_a_water_line():
    hand = Hand(WaterLineTool(), sites.gable(), VIEW).click(*WAY).feed(Gesture.DOUBLE_CLICK, WAY[-1])
    assert hand.done


def test_points_are_taken_back_and_one_is_too_few():
    hand = Hand(WaterLineTool(), sites.gable(), VIEW).click(*WAY).type("u").key(ToolKey.BACK)
    assert hand.enter().message == "A water line needs two points or more"
    hand.click(WAY[0])
    assert hand.message == "This point is the last one; choose another"
    assert hand.escape()
    assert not hand.escape()


def test_enter_before_the_first_point_ends():
    assert Hand(WaterLineTool(), sites.gable(), VIEW).enter().done


def test_a_box_is_placed_by_a_click_and_selected():
    hand = Hand(BoxTool(), furnished(), VIEW).type("d").click((3000.0000004, 300.0))
    box = hand.design.boxes[-1]
    assert (box.x, box.y, box.kind, box.surface) == (3000.0, 300.0, BoxKind.DISTRIBUTION, "S1")
    assert hand.selection == {box.id}
    assert hand.session.undo_name == "Place distribution box"


def test_a_box_over_the_edge_or_an_obstacle_is_bad():
    hand = Hand(BoxTool(), furnished(), VIEW)
    assert hand.move((3000.0, 300.0)).tones() == ["ghost"]
    assert hand.move((50.0, 300.0)).tones() == ["bad"]
    assert hand.move((8000.0, 4200.0)).tones() == ["bad"]


def test_a_box_off_the_surface_is_refused():
    hand = Hand(BoxTool(), furnished(), VIEW).click((-500.0, 300.0))
    assert hand.message == "This is off the surface; click inside its outline"
    assert not hand.escape()
