"""Bridges: from a surface to another, in the views a designer has, with a length to accept."""

import pytest
from msgspec.structs import replace

from designer.core.model.validate import check_design
from designer.edit.edits.bridges import places_at
from designer.edit.edits.framing import in_plan
from designer.edit.edits.surfaces import add_opposite
from designer.edit.tools.base import ToolKey, Wants
from designer.edit.tools.bridge import BridgeTool
from designer.edit.view import SITE, surface_view
from tests import sites
from tests.hands import CATALOG, Hand


def gable():
    """Two faces that meet in a ridge, without a bridge."""
    one = sites.design([sites.surface(azimuth=90.0)], [], [])
    return replace(add_opposite(one, "S1"), bridges=())


DESIGN = gable()
OTHER = DESIGN.surfaces[1].id
HERE, THERE = (4000.0, 5900.0), (8000.0, 5900.0)


def on_plan(surface, point):
    return in_plan(DESIGN.surface(surface), (point,))[0]


def test_from_a_surface_the_tool_goes_to_the_site_plan_for_the_other_end_and_back():
    hand = Hand(BridgeTool(), DESIGN, surface_view("S1")).click(HERE)
    assert hand.view == SITE
    assert hand.prompt.base == pytest.approx(on_plan("S1", HERE))
    hand.move(on_plan(OTHER, THERE)).click(on_plan(OTHER, THERE))
    assert (hand.prompt.wants, hand.prompt.default) == (Wants.VALUE, "370")
    assert "163.8 mm on the plan" in hand.prompt.text
    hand.enter()
    (bridge,) = hand.design.bridges
    check_design(hand.design, CATALOG)
    assert (bridge.from_surface, bridge.from_point, bridge.to_surface) == ("S1", HERE, OTHER)
    assert bridge.to_point == pytest.approx(THERE, abs=0.002)
    assert bridge.length_mm == 370.0
    assert hand.view == surface_view("S1")
    assert hand.selection == {bridge.id}
    assert hand.session.undo_name == f"Draw bridge S1 to {DESIGN.surfaces[1].name}"


def test_it_works_wholly_on_the_site_plan_and_takes_a_typed_length():
    hand = Hand(BridgeTool(), DESIGN, SITE).click(on_plan("S1", HERE), on_plan(OTHER, THERE)).type("1.2m")
    assert hand.design.bridges[0].length_mm == 1200.0
    assert hand.view == SITE


def test_the_other_surface_may_be_looked_at_by_its_name():
    hand = Hand(BridgeTool(), DESIGN, surface_view("S1")).click(HERE).type("west")
    assert hand.view == surface_view(OTHER)
    hand.click(THERE)
    assert hand.view == SITE
    hand.enter()
    assert hand.design.bridges[0].to_point == THERE


def test_a_point_on_the_ridge_is_on_both_faces_and_the_other_one_is_meant():
    ridge = on_plan("S1", (6000.0, 6000.0))
    assert {surface for surface, _ in places_at(DESIGN, SITE, ridge)} == {"S1", OTHER}
    hand = Hand(BridgeTool(), DESIGN, surface_view("S1")).click(HERE).click(ridge)
    assert hand.prompt.wants is Wants.VALUE
    x, y = hand.enter().design.bridges[0].to_point
    assert (x, y) == pytest.approx((6000.0, 6000.0), abs=0.02)
    assert y < 6000.0


def test_places_off_the_roof_and_on_the_same_face_are_refused():
    hand = Hand(BridgeTool(), DESIGN, SITE).click((90000.0, 0.0))
    assert "no surface here" in hand.message
    hand.click(on_plan("S1", HERE), on_plan("S1", (100.0, 100.0)))
    assert "first surface again" in hand.message


def test_a_length_that_cannot_be_is_refused():
    hand = Hand(BridgeTool(), DESIGN, SITE).click(on_plan("S1", HERE), on_plan(OTHER, THERE))
    hand.type("-5")
    assert "cannot be -5" in hand.message


def test_escape_and_backspace_go_back_by_one_place():
    hand = Hand(BridgeTool(), DESIGN, surface_view("S1")).click(HERE).click(on_plan(OTHER, THERE))
    assert hand.escape()
    assert hand.prompt.base is not None
    hand.key(ToolKey.BACK)
    assert hand.view == surface_view("S1")
    assert not hand.escape()
    assert hand.design == DESIGN


def test_an_undo_of_the_surface_in_the_middle_begins_anew():
    hand = Hand(BridgeTool(), DESIGN, SITE).click(on_plan(OTHER, THERE))
    hand.session.commit("Delete", replace(DESIGN, surfaces=DESIGN.surfaces[:1]))
    hand.move((0.0, 0.0))
    assert hand.prompt.text == "Where the cable leaves a surface"


def test_one_surface_alone_has_no_bridge():
    hand = Hand(BridgeTool(), sites.design([sites.surface()], []), SITE)
    assert hand.done
    assert hand.message == "A bridge joins two surfaces; draw another surface first"
