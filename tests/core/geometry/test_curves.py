"""Curves as straight parts: within the tolerance, never too many, and splines as another engine has them."""

import math

import numpy as np
import pytest
from ezdxf.math import BSpline
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from designer.core.geometry.curves import (
    MOST_STEPS,
    arc_points,
    bulged_points,
    ellipse_points,
    spline_points,
)

RADII = st.floats(1.0, 1e6)
TURNS = st.floats(-2.0 * math.pi, 2.0 * math.pi).filter(lambda turn: abs(turn) > 1e-3)
PLACES = st.integers(-1000, 1000)
TOLERANCES = st.floats(0.01, 100.0)


@given(RADII, st.floats(-7.0, 7.0), TURNS, TOLERANCES)
def test_chords_of_an_arc_stay_within_the_tolerance(radius, start, sweep, tolerance) -> None:
    points = arc_points((5.0, -3.0), radius, start, sweep, tolerance)
    assert np.hypot(*(points - (5.0, -3.0)).T) == pytest.approx(radius)
    middles = (points[:-1] + points[1:]) / 2.0
    below = radius - np.hypot(*(middles - (5.0, -3.0)).T)
    if len(points) - 1 < MOST_STEPS * abs(sweep) / (2.0 * math.pi):
        assert below.max() <= tolerance * (1.0 + 1e-6) + 1e-9
    assert len(points) <= MOST_STEPS + 2


@pytest.mark.parametrize("radius", [0.0, 1e-300, 1e300])
def test_no_radius_makes_more_points_than_the_most(radius: float) -> None:
    assert len(arc_points((0.0, 0.0), radius, 0.0, 2.0 * math.pi, 1.0)) <= MOST_STEPS + 1


def test_an_arc_ends_where_it_is_told_to() -> None:
    points = arc_points((0.0, 0.0), 10.0, 0.0, -math.pi / 2.0, 0.1)
    assert points[0] == pytest.approx((10.0, 0.0))
    assert points[-1] == pytest.approx((0.0, -10.0))


def test_points_of_an_ellipse_lie_on_it() -> None:
    points = ellipse_points((1.0, 2.0), (4.0, 0.0), (0.0, 2.0), 0.3, 2.0, 0.001)
    x, y = (points - (1.0, 2.0)).T
    assert (x / 4.0) ** 2 + (y / 2.0) ** 2 == pytest.approx(1.0)


@pytest.mark.parametrize(("bulge", "depth"), [(1.0, -50.0), (-1.0, 50.0), (0.41421356, -20.7106781)])
def test_a_bulge_is_an_arc_to_the_right_of_its_edge_when_positive(bulge: float, depth: float) -> None:
    corners = np.array([(0.0, 0.0, 7.0), (100.0, 0.0, 7.0)])
    points = bulged_points(corners, [bulge, 0.0], 0.01)
    deepest = points[np.argmax(np.abs(points[:, 1])), 1]
    assert deepest == pytest.approx(depth, abs=0.02)
    assert set(points[:, 2]) == {7.0}


def test_straight_edges_stay_as_they_are() -> None:
    corners = np.array([(0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (10.0, 5.0, 0.0)])
    assert bulged_points(corners, [0.0, math.nan, 0.0], 1.0, closed=True).tolist() == corners.tolist()


@given(st.lists(st.tuples(PLACES, PLACES), min_size=4, max_size=9, unique=True), st.booleans())
def test_a_spline_is_that_of_another_engine(control, is_rational) -> None:
    count = len(control)
    knots = [0.0] * 4 + list(range(1, count - 3)) + [count - 3.0] * 4
    weights = [1.0 + 0.5 * (number % 3) for number in range(count)] if is_rational else []
    points = spline_points(np.array([(*one, 0.0) for one in control]), knots, 3, weights, 1.0)
    peer = BSpline(control, order=4, knots=knots, weights=weights or None)
    fine = LineString([(p.x, p.y) for p in peer.approximate(600)])
    assert max(fine.distance(Point(x, y)) for x, y, _ in points.tolist()) < 2.0
    assert points[0, :2] == pytest.approx(control[0], abs=1e-6)
    assert points[-1, :2] == pytest.approx(control[-1], abs=1e-6)


@pytest.mark.parametrize(
    ("knots", "degree"),
    [([0, 1, 2], 3), ([0, 0, 0, 0, 1, 1, 1, 0], 3), ([0] * 8, 3), ([0] * 4 + [math.nan] * 4, 3)],
)
def test_figures_that_make_no_spline_are_told(knots: list[float], degree: int) -> None:
    with pytest.raises(ValueError, match=r"knots|length"):
        spline_points(np.zeros((4, 3)), knots, degree, [], 1.0)


def test_a_wild_spline_has_a_bounded_number_of_points() -> None:
    control = np.random.default_rng(1).uniform(-1e12, 1e12, (60, 3))
    knots = [0.0] * 4 + list(range(1, 57)) + [57.0] * 4
    assert len(spline_points(control, knots, 3, [], 1e-9)) <= 57 * 256 + 1
