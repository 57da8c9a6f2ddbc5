"""Drawing surfaces: typed edges, closing, the questions, and the face opposite."""

import pytest

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Rafters
from designer.edit.edits.site import plan_bounds
from designer.edit.edits.starting import new_design
from designer.edit.tools.base import Fields, Gesture, ToolKey, Wants
from designer.edit.tools.surface import RectangleTool, SurfaceTool
from designer.edit.view import BLANK, SITE, surface_view
from tests import sites
from tests.hands import Hand

EMPTY = new_design("New")
CORNERS = ((0.0, 0.0), (9600.0, 0.0), (9600.0, 5200.0), (0.0, 5200.0))


def drawn(*points, design=EMPTY, view=SITE):
    return Hand(SurfaceTool(), design, view).click(*points)


def test_an_outline_is_drawn_in_an_empty_frame_and_becomes_a_surface_that_is_looked_at():
    hand = drawn(*CORNERS)
    assert hand.view == BLANK
    hand.type("c").type("40").type("SW")
    (surface,) = hand.design.surfaces
    assert surface.outline == CORNERS
    assert surface.edges == (EdgeKind.EAVE, EdgeKind.VERGE, EdgeKind.RIDGE, EdgeKind.VERGE)
    assert (surface.tilt_deg, surface.azimuth_deg, surface.x_bearing_deg) == (40.0, 225.0, 135.0)
    assert surface.name == "South-west"
    assert surface.rafters == Rafters(spacing_mm=600.0, offset_mm=300.0)
    assert hand.view == surface_view(surface.id)
    assert hand.session.undo_name == "Draw surface South-west"
    assert hand.done
    hand.session.undo()
    assert hand.design == EMPTY


def test_the_last_point_is_the_base_of_the_next_edge_and_lengths_stand_at_the_edges():
    hand = drawn(*CORNERS[:3]).move((4000.0, 5200.0))
    assert hand.prompt.base == (9600.0, 5200.0)
    assert hand.prompt.fields is Fields.POLAR
    assert hand.notes() == ["9600 mm", "5200 mm", "5600 mm, 180°"]


def test_a_click_on_the_first_corner_closes_and_so_do_enter_and_a_double_click():
    for close in (
        lambda hand: hand.click((20.0, 30.0)),
        lambda hand: hand.enter(),
        lambda hand: hand.feed(Gesture.DOUBLE_CLICK, CORNERS[-1]),
    ):
        hand = drawn(*CORNERS)
        close(hand)
        assert hand.prompt.wants is Wants.VALUE
        assert hand.prompt.default == "35"


def test_enter_accepts_the_defaults():
    hand = drawn(*CORNERS).enter().enter()
    assert hand.prompt.default == "180"
    hand.enter()
    assert (hand.design.surfaces[0].tilt_deg, hand.design.surfaces[0].azimuth_deg) == (35.0, 180.0)


def test_a_second_surface_is_proposed_to_look_the_other_way_and_stands_beside():
    hand = drawn(*CORNERS, design=sites.design([sites.surface(azimuth=90.0)], [])).enter()
    hand.enter()
    assert hand.prompt.default == "270"
    hand.enter()
    assert hand.design.surfaces[-1].name == "West"
    assert plan_bounds(hand.design.surfaces[1])[0] == pytest.approx(
        plan_bounds(hand.design.surfaces[0])[2] + 2000.0, abs=0.01
    )


def test_a_clockwise_outline_far_from_the_origin_is_set_right():
    hand = drawn(*[(x + 5000.0, y - 700.0) for x, y in reversed(CORNERS)]).enter().enter().enter()
    (surface,) = hand.design.surfaces
    assert set(surface.outline) == set(CORNERS)


def test_an_edge_that_crosses_an_earlier_one_is_shown_as_bad_and_refused():
    hand = drawn((0.0, 0.0), (4000.0, 0.0), (4000.0, 4000.0)).move((2000.0, -1000.0))
    assert hand.tones().count("bad") == 1
    hand.click((2000.0, -1000.0))
    assert "would cross the outline" in hand.message
    assert hand.prompt.base == (4000.0, 4000.0)


def test_an_edge_straight_back_over_the_last_one_is_refused():
    hand = drawn((0.0, 0.0), (4000.0, 0.0)).click((1000.0, 0.0))
    assert "would cross the outline" in hand.message


def test_a_closing_edge_that_crosses_is_refused():
    hand = drawn(
        (0.0, 0.0), (4000.0, 0.0), (4000.0, 4000.0), (2000.0, 4000.0), (2000.0, 1000.0), (3000.0, 2000.0)
    )
    hand.type("C")
    assert "would cross" in hand.message
    assert hand.prompt.wants is Wants.POINT


def test_the_same_corner_twice_and_too_few_corners_are_refused():
    hand = drawn((0.0, 0.0), (0.0, 0.0))
    assert hand.message == "This point is the last one; choose another"
    hand.click((100.0, 0.0)).enter()
    assert hand.message == "An outline needs three corners or more"


def test_corners_in_one_line_enclose_nothing():
    hand = drawn((0.0, 0.0), (1000.0, 0.0), (2000.0, 0.0)).enter()
    assert hand.message == "The outline encloses no area; choose another point"


def test_undo_takes_back_corner_by_corner():
    hand = drawn(*CORNERS[:3]).type("u").key(ToolKey.BACK)
    assert hand.prompt.base == (0.0, 0.0)
    hand.key(ToolKey.BACK).key(ToolKey.BACK)
    assert hand.message == "There is no corner to take back"


def test_a_tilt_that_no_roof_has_is_refused_and_what_is_no_number_is_left_to_the_editor():
    hand = drawn(*CORNERS).enter()
    hand.type("95")
    assert "tilt of 95°; type one from 0 to 85" in hand.message
    assert not hand.offer("steep")
    hand.type("22,5°")
    assert hand.prompt.text.startswith("Azimuth")


def test_escape_goes_back_by_one_question_then_drops_the_outline_then_goes_home():
    hand = Hand(SurfaceTool(), sites.gable(), surface_view("S2")).click(*CORNERS).enter().type("30")
    assert hand.escape()
    assert hand.prompt.text.startswith("Tilt")
    assert hand.escape()
    assert hand.prompt.base == CORNERS[-1]
    assert hand.escape()
    assert hand.prompt.base is None
    assert not hand.escape()
    assert hand.view == surface_view("S2")
    assert hand.design == sites.gable()


def test_enter_at_the_first_corner_goes_home():
    hand = Hand(SurfaceTool(), sites.gable(), SITE).enter()
    assert hand.done
    assert hand.view == SITE


def test_the_opposite_of_the_only_surface_needs_one_word():
    hand = Hand(SurfaceTool(), sites.design([sites.surface(azimuth=90.0)], [], []), surface_view("S1"))
    hand.type("opposite")
    assert hand.design.surfaces[-1].azimuth_deg == 270.0
    assert hand.view == surface_view(hand.design.surfaces[-1].id)
    assert "bridge" in hand.message
    assert hand.session.undo_name == "Draw opposite surface West"


def test_of_several_surfaces_one_is_chosen_by_name_id_or_default():
    design = sites.gable()
    hand = Hand(SurfaceTool(), design, surface_view("S1")).type("O")
    assert [keyword.key for keyword in hand.prompt.keywords] == ["S1", "S2"]
    assert hand.prompt.default == "S1"
    hand.type("s2")
    assert hand.design.surfaces[-1].azimuth_deg == 90.0
    hand = Hand(SurfaceTool(), design, surface_view("S1")).type("O")
    assert hand.escape()
    hand.type("O").enter()
    assert hand.design.surfaces[-1].azimuth_deg == 270.0


def test_without_a_surface_there_is_no_opposite():
    hand = drawn()
    assert hand.prompt.keywords == ()
    assert not hand.offer("O")


def test_a_rectangle_by_two_corners():
    hand = Hand(RectangleTool(), EMPTY, SITE).click((1000.0, 1000.0))
    assert hand.prompt.fields is Fields.SIZE
    hand.move((-8600.0, 6200.0))
    assert set(hand.notes()) == {"9600 mm", "5200 mm"}
    hand.click((-8600.0, 6200.0)).type("30").enter()
    (surface,) = hand.design.surfaces
    assert surface.outline == CORNERS
    assert surface.tilt_deg == 30.0


def test_a_rectangle_without_a_height_is_refused():
    hand = Hand(RectangleTool(), EMPTY, SITE).click((0.0, 0.0), (5000.0, 0.0))
    assert hand.message == "A rectangle needs a width and a height"


def test_escape_and_backspace_in_a_rectangle_go_back():
    hand = Hand(RectangleTool(), sites.gable(), surface_view("S1")).click((0.0, 0.0)).key(ToolKey.BACK)
    assert hand.prompt.base is None
    hand.click((0.0, 0.0), (1000.0, 1000.0)).type("20")
    assert hand.escape()
    assert hand.prompt.text.startswith("Tilt")
    assert hand.escape()
    assert not hand.escape()
    assert hand.view == surface_view("S1")
