"""Waypoints: set on a cable between two neighbours, moved by dragging, deleted."""

from itertools import pairwise

import pytest

from designer.core.planning import derive
from designer.edit.edits.waypoints import cable_steps
from designer.edit.tools.base import Gesture, ToolKey
from designer.edit.tools.waypoint import WaypointTool
from designer.edit.view import surface_view
from tests import sites
from tests.edit.furnished import furnished
from tests.hands import Hand

DESIGN = sites.gable()
PLAN = derive(DESIGN, sites.catalog())
EAST, WEST = surface_view("S1"), surface_view("S2")
ON_RAIL = (3000.0, 1935.0)


def hand(design=DESIGN, view=EAST, plan=PLAN):
    return Hand(WaypointTool(), design, view, plan=plan)


@pytest.mark.parametrize("branch", PLAN.branches, ids=lambda branch: branch.id)
def test_the_cable_of_a_branch_runs_from_neighbour_to_neighbour_to_the_box(branch):
    betweens = list(dict.fromkeys(step.between for step in cable_steps(branch)))
    stops = [*branch.inverters, branch.box]
    assert betweens == list(pairwise(stops))


def test_a_click_on_a_cable_and_one_beside_it_set_a_waypoint_between_the_neighbours():
    working = hand().move(ON_RAIL)
    assert working.notes() == ["I1 – I3"]
    working.click(ON_RAIL)
    assert "I1 to I3" in working.prompt.text
    working.move((3000.0, 2600.0)).click((3000.0, 2600.0))
    (waypoint,) = working.design.waypoints
    assert (waypoint.between, waypoint.surface) == (("I1", "I3"), "S1")
    assert (waypoint.x, waypoint.y) == (3000.0, 2600.0)
    assert working.session.undo_name == "Set waypoint"
    assert working.prompt.text.startswith("Click the cable")
    working.session.undo()
    assert working.design == DESIGN


def test_a_cable_is_led_by_dragging_it():
    working = hand().drag(ON_RAIL, (3000.0, 2200.0), (3000.0, 2600.0))
    assert working.design.waypoints[0].y == 2600.0


def test_the_way_over_a_bridge_and_the_one_to_the_box_are_known_on_both_surfaces():
    working = hand(view=WEST).click((5206.0, 3000.0)).click((5600.0, 3000.0))
    assert working.design.waypoints[0].between == ("I5", "X1")
    working.click((2898.0, 1000.0)).click((3400.0, 1000.0))
    assert working.design.waypoints[1].between == ("I7", "X1")


def test_a_waypoint_is_moved_by_dragging_and_hidden_meanwhile():
    working = hand(furnished())
    assert working.move((3000.0, 3000.0)).last.preview[0].hot
    working.feed(Gesture.DRAG_START, (3010.0, 2990.0)).feed(Gesture.DRAG, (3200.0, 2800.0))
    assert working.last.hidden == {"P1"}
    working.feed(Gesture.DRAG_END, (3200.0, 2800.0))
    assert (working.design.waypoints[0].x, working.design.waypoints[0].y) == (3200.0, 2800.0)
    assert working.session.undo_name == "Move waypoint"


def test_delete_removes_the_waypoint_in_hand():
    working = hand(furnished()).click((3000.0, 3000.0)).key(ToolKey.DELETE)
    assert working.design.waypoints == ()


def test_where_there_is_no_cable_or_no_plan_it_says_so():
    assert (
        hand().click((9000.0, 4500.0)).message == "There is no cable here; click on a branch or on a waypoint"
    )
    assert "not planned yet" in hand(plan=None).click(ON_RAIL).message


def test_a_place_off_the_surface_is_refused_and_the_cable_stays_in_hand():
    working = hand().click(ON_RAIL).click((3000.0, 9000.0))
    assert "off the surface" in working.message
    assert working.prompt.base == ON_RAIL


def test_escape_and_backspace_let_go_then_end():
    working = hand().click(ON_RAIL).key(ToolKey.BACK)
    assert working.prompt.base is None
    working.click(ON_RAIL)
    assert working.escape()
    assert not working.escape()
    assert hand().enter().done
