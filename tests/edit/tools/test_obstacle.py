"""Obstacles: three ways to draw them, kinds with what they keep clear, and never off the roof."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely import affinity
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from designer.core.model.design import ObstacleKind, Settings
from designer.edit.edits.obstacles import CIRCLE_CORNERS, circle_outline
from designer.edit.tools.base import Fields, Gesture, ToolKey
from designer.edit.tools.obstacle import ObstacleCircleTool, ObstaclePolygonTool, ObstacleRectangleTool
from designer.edit.view import surface_view
from tests import sites
from tests.hands import Hand

VIEW = surface_view("S1")


def hand(tool, design=None):
    return Hand(tool, design or sites.gable(), VIEW)


def obstacle(working):
    (only,) = working.design.surfaces[0].obstacles
    return only


def test_a_rectangle_by_two_corners_in_any_order():
    working = hand(ObstacleRectangleTool()).click((2000.0, 3000.0))
    assert working.prompt.fields is Fields.SIZE
    working.move((1400.0, 2500.0))
    assert working.tones() == ["ghost", "measure", "measure", "guide"]
    assert set(working.notes()) == {"600 mm", "500 mm"}
    working.click((1400.0, 2500.0))
    assert obstacle(working).outline == (
        (1400.0, 2500.0),
        (2000.0, 2500.0),
        (2000.0, 3000.0),
        (1400.0, 3000.0),
    )
    assert (obstacle(working).kind, obstacle(working).clearance_mm) == (ObstacleKind.CHIMNEY, 300.0)
    assert working.session.undo_name == "Draw chimney"
    assert working.done
    working.session.undo()
    assert working.design == sites.gable()


def test_the_kind_is_chosen_first_and_the_prompt_tells_what_it_keeps_clear():
    design = replace(sites.gable(), settings=Settings(obstacle_clearance_mm=80.0))
    working = hand(ObstacleRectangleTool(), design)
    assert working.prompt.text == "First corner of the chimney (keeps 300 mm clear)"
    working.type("vent")
    assert working.prompt.text == "First corner of the vent (keeps 80 mm clear)"
    working.click((1000.0, 1000.0), (1200.0, 1200.0))
    assert (obstacle(working).kind, obstacle(working).clearance_mm) == (ObstacleKind.VENT, None)


def test_what_reaches_off_the_roof_is_bad_and_refused():
    working = hand(ObstacleRectangleTool()).click((10000.0, 3000.0)).move((11000.0, 4000.0))
    assert working.tones()[0] == "bad"
    working.click((11000.0, 4000.0))
    assert "outside the surface" in working.message
    working.click((10400.0, 4000.0))
    assert obstacle(working).outline[1] == (10400.0, 3000.0)


def test_a_rectangle_without_a_width_is_refused():
    working = hand(ObstacleRectangleTool()).click((1000.0, 1000.0), (1000.0, 2000.0))
    assert working.message == "A rectangle needs a width and a height"


def test_escape_drops_the_corner_then_ends():
    working = hand(ObstacleRectangleTool()).type("W").click((1000.0, 1000.0))
    assert working.escape()
    assert "window" in working.prompt.text
    assert not working.escape()


def test_another_view_begins_anew():
    working = hand(ObstacleRectangleTool()).click((1000.0, 1000.0))
    working.view = surface_view("S2")
    working.click((2000.0, 2000.0))
    assert working.prompt.base == (2000.0, 2000.0)
    working.click((3000.0, 3000.0))
    assert len(working.design.surfaces[1].obstacles) == 1


TRIANGLE = ((1000.0, 1000.0), (3000.0, 1000.0), (2000.0, 3000.0))


@pytest.mark.parametrize(
    "close",
    [
        lambda working: working.click((1010.0, 990.0)),
        lambda working: working.type("c"),
        lambda working: working.enter(),
        lambda working: working.feed(Gesture.DOUBLE_CLICK, TRIANGLE[-1]),
    ],
)
def test_a_polygon_is_closed_by_click_keyword_enter_or_double_click(close):
    working = hand(ObstaclePolygonTool()).click(*TRIANGLE)
    close(working)
    assert obstacle(working).outline == TRIANGLE
    assert working.session.undo_name == "Draw dormer"


def test_a_polygon_refuses_a_crossing_edge_and_takes_corners_back():
    working = hand(ObstaclePolygonTool()).click(*TRIANGLE).click((2000.0, 500.0))
    assert "would cross" in working.message
    working.type("U").key(ToolKey.BACK)
    assert working.prompt.base == (1000.0, 1000.0)
    working.enter()
    assert working.message == "An outline needs three corners or more"


def test_before_the_first_corner_c_means_chimney():
    assert "chimney" in hand(ObstaclePolygonTool()).type("C").prompt.text


def test_a_circle_by_radius_is_stored_as_a_polygon_about_it():
    working = hand(ObstacleCircleTool()).click((3000.0, 3000.0)).move((3000.0, 3100.0))
    assert "R 100 mm" in working.notes()
    working.click((3000.0, 3100.0))
    outline = obstacle(working).outline
    assert len(outline) == CIRCLE_CORNERS >= 32
    assert Polygon(outline).exterior.distance(ShapelyPoint(3000.0, 3000.0)) == pytest.approx(100.0, abs=0.01)


def test_a_circle_by_diameter():
    working = hand(ObstacleCircleTool()).click((3000.0, 3000.0)).type("D")
    assert working.prompt.text == "Diameter"
    working.move((3200.0, 3000.0))
    assert "Ø 200 mm" in working.notes()
    working.click((3200.0, 3000.0))
    x0, _, x1, _ = Polygon(obstacle(working).outline).bounds
    assert x1 - x0 == pytest.approx(200.0, abs=1.1)


def test_a_radius_or_diameter_is_typed_without_pointing_anywhere():
    for word, width in (("200", 400.0), ("D", 200.0)):
        working = hand(ObstacleCircleTool()).click((3000.0, 3000.0)).type(word)
        if not working.done:
            working.type("200 mm")
        x0, _, x1, _ = Polygon(obstacle(working).outline).bounds
        assert x1 - x0 == pytest.approx(width, rel=0.01)
    assert "Radius cannot be 0" in hand(ObstacleCircleTool()).click((3000.0, 3000.0)).type("0").message


def test_a_circle_without_a_radius_is_refused():
    working = hand(ObstacleCircleTool()).click((3000.0, 3000.0), (3000.0, 3000.0))
    assert working.message == "A circle needs a radius; click farther out or type it"


@given(st.floats(1.0, 5000.0), st.floats(0.0, 6.3))
def test_the_polygon_holds_every_point_of_its_circle(radius, angle):
    polygon = Polygon(circle_outline((0.0, 0.0), radius))
    spot = ShapelyPoint(radius, 0.0)
    turned = affinity.rotate(spot, angle, origin=(0, 0), use_radians=True)
    assert polygon.distance(turned) < 1e-6
    assert polygon.area < 1.01 * 3.1416 * radius**2
