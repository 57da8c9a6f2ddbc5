"""Tools for underlays: by which underlay is meant, what is asked, and what becomes of points and lengths."""

import math

import numpy as np
import pytest

from designer.core.geometry.homography import homography, mapped
from designer.edit.edits.surfaces import add_drawn_surface
from designer.edit.snapping.engine import Snapper
from designer.edit.snapping.model import SnapKind
from designer.edit.tools.surface import RectangleTool, SurfaceTool
from designer.edit.tools.underlay import (
    NONE_HERE,
    ONLY_PICTURES,
    MoveUnderlayTool,
    ScaleUnderlayTool,
    StraightenTool,
)
from designer.edit.underlay_places import bounds_of, outline_of, underlays_in
from designer.edit.view import BLANK, SITE, surface_view
from tests.edit.underlaid import ROOF, with_photograph, with_plan
from tests.hands import CATALOG, Hand
from tests.sites import design, gable, surface


def where(picture, pixel):
    (place,) = mapped(homography(picture.pixels, picture.places), [pixel])
    return place


def test_a_picture_is_scaled_by_two_points_and_their_distance() -> None:
    hand = Hand(ScaleUnderlayTool(), with_photograph(gable(), "S1"))
    hand.click((2_400.0, 2_000.0), (4_400.0, 2_000.0))
    assert hand.prompt.text == "True distance of the points, 2000 mm now"
    hand.type("5m")
    (picture,) = hand.design.pictures
    assert where(picture, (120, 300)) == pytest.approx((2_400.0, 2_000.0))
    assert where(picture, (220, 300)) == pytest.approx((7_400.0, 2_000.0))
    assert hand.names == ["Scale roof.png"]
    assert hand.done


def test_on_a_tilted_surface_a_plan_is_scaled_alike_both_ways() -> None:
    """The plan lies on the site plan; on the surface it is seen unfolded."""
    roof = design([surface(azimuth=180.0)], [])
    hand = Hand(ScaleUnderlayTool(), with_plan(roof))
    hand.click((0.0, 0.0), (0.0, 2_000.0))
    hand.type("4000")
    assert hand.design.underlays[0].lines[0].points[2] == pytest.approx((18_000.0, 12_000.0), abs=0.01)
    assert hand.design.underlays[1].lines[0].points[1] == pytest.approx((18_000.0, 6_000.0), abs=0.01)


def test_an_underlay_is_moved_from_a_point_to_where_it_belongs() -> None:
    hand = Hand(MoveUnderlayTool(), with_plan(gable()), SITE)
    hand.click((9_000.0, 0.0), (9_500.0, -200.0))
    assert [one.lines[0].points[0] for one in hand.design.underlays] == [(500.0, -200.0), (500.0, 2_800.0)]
    assert hand.names == ["Move plan.dxf: WALLS"]


def test_a_photograph_is_set_straight_by_four_corners_and_their_size() -> None:
    hand = Hand(StraightenTool(), with_photograph(gable(), "S1"))
    picture = hand.design.pictures[0]
    hand.click(*(where(picture, corner) for corner in ROOF))
    assert hand.prompt.text == "True width of the rectangle"
    hand.type("9000")
    assert hand.prompt.text == "True height of the rectangle"
    hand.type("4.5m")
    made = hand.design.pictures[0]
    corners = [where(made, corner) for corner in ROOF]
    low = where(picture, ROOF[0])
    wanted = [(0, 0), (9_000, 0), (9_000, 4_500), (0, 4_500)]
    assert np.array(corners) - low == pytest.approx(np.array(wanted, dtype=float), abs=0.01)


def test_a_picture_on_the_site_plan_that_is_set_straight_on_a_surface_lies_there() -> None:
    hand = Hand(StraightenTool(), with_photograph(design([surface(azimuth=180.0)], []), ""))
    (lain,) = underlays_in(hand.design, hand.view)
    ring = outline_of(lain)
    assert max(y for _, y in ring) == pytest.approx(8_000.0 / math.cos(math.radians(35.0)))
    hand.click((100.0, 100.0), (5_000.0, 100.0), (5_000.0, 4_000.0), (100.0, 4_000.0))
    hand.type("4900")
    hand.type("3900")
    assert hand.design.pictures[0].surface == "S1"
    assert outline_of(underlays_in(hand.design, hand.view)[0])[2] == pytest.approx(
        max(ring, key=sum), abs=0.1
    )


def test_lines_cannot_be_set_straight_and_nothing_is_there_without_an_underlay() -> None:
    hand = Hand(StraightenTool(), with_plan(gable()), SITE)
    hand.click((0.0, 0.0))
    assert hand.message == ONLY_PICTURES
    assert Hand(ScaleUnderlayTool(), gable()).prompt.text == NONE_HERE


def test_points_and_values_are_taken_back_one_by_one() -> None:
    hand = Hand(StraightenTool(), with_photograph(gable(), "S1"))
    picture = hand.design.pictures[0]
    hand.click(*(where(picture, corner) for corner in ROOF))
    hand.type("9000")
    hand.back()
    assert hand.prompt.text == "True width of the rectangle"
    hand.back()
    assert hand.prompt.text == "Upper left corner"
    hand.escape()
    assert hand.prompt.text == "Lower left corner of a rectangle on the picture"


def test_a_length_that_is_none_is_said() -> None:
    hand = Hand(ScaleUnderlayTool(), with_photograph(gable(), "S1"))
    hand.click((2_400.0, 2_000.0), (4_400.0, 2_000.0))
    hand.type("0")
    assert hand.message == "The distance cannot be 0; type more than 0."
    hand.type("1000000m")
    assert "cannot be scaled by" in hand.message
    assert not hand.names


def test_a_surface_is_traced_on_the_site_plan_where_it_lies() -> None:
    hand = Hand(SurfaceTool(), with_plan(design([], [], [])), SITE)
    assert hand.view == SITE
    assert hand.prompt.text == "First corner of the surface as seen from above, x,y"
    hand.click((0.0, 0.0), (9_000.0, 0.0), (9_000.0, 3_000.0), (0.0, 3_000.0))
    hand.enter()
    hand.type("60")
    hand.type("S")
    (made,) = hand.design.surfaces
    assert made.outline[2] == pytest.approx((9_000.0, 6_000.0), abs=0.01)
    assert (made.east_mm, made.north_mm) == (0.0, 0.0)
    assert hand.view == surface_view(made.id)
    assert bounds_of(hand.design, hand.view) == pytest.approx((0.0, 0.0, 9_000.0, 12_000.0), abs=0.01)


def test_without_an_underlay_on_the_site_plan_a_surface_is_drawn_as_before() -> None:
    roof = add_drawn_surface(design([], [], []), [(0, 0), (9, 0), (9, 9)], tilt_deg=5, azimuth_deg=0)
    for tool in (SurfaceTool(), RectangleTool()):
        assert Hand(tool, roof, SITE).view == BLANK


def test_the_cursor_is_caught_by_ends_of_lines_below_and_by_no_hidden_ones() -> None:
    below = with_plan(gable(), "S1")
    kinds = frozenset(SnapKind) - {SnapKind.GRID}
    found = Snapper(below, None, CATALOG, surface_view("S1")).candidates(
        (8_990.0, 3_010.0), 60.0, kinds=kinds
    )
    assert (found[0].point, found[0].kind) == ((9_000.0, 3_000.0), SnapKind.ENDPOINT)
    assert found[0].owner in {one.id for one in below.underlays}
    assert underlays_in(below, surface_view("S2")) == ()
