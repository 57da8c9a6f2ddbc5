"""Small geometry of drawings."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.shapes import bounds, length, point_along, readable, relative, turned

COORDINATES = st.floats(-1e5, 1e5)
POINTS = st.tuples(COORDINATES, COORDINATES)


@given(POINTS, st.integers(-8, 8))
def test_a_turn_by_right_angles_is_exact(point: tuple[float, float], quarters: int) -> None:
    x, y = point
    expected = [(x, y), (-y, x), (-x, -y), (y, -x)][quarters % 4]
    assert turned(point, 90.0 * quarters) == expected


@given(POINTS, st.floats(-720, 720))
def test_a_turn_keeps_the_distance_from_the_origin(point: tuple[float, float], angle_deg: float) -> None:
    assert math.hypot(*turned(point, angle_deg)) == pytest.approx(math.hypot(*point), abs=1e-6)


@given(st.floats(-720, 720))
def test_a_readable_text_is_never_upside_down(direction_deg: float) -> None:
    angle = readable(direction_deg)
    assert -90.0 < angle <= 90.0
    along = abs(math.sin(math.radians(angle - direction_deg)))
    assert along == pytest.approx(0.0, abs=1e-9)


@given(st.lists(POINTS, min_size=2, max_size=6), st.floats(0, 1))
def test_a_point_along_a_line_divides_its_length(points: list[tuple[float, float]], share: float) -> None:
    whole = length(points)
    place, _ = point_along(points, share * whole)
    # the way to the place, by whichever segment it lies on
    ways = []
    gone = 0.0
    for start, end in pairwise(points):
        step = math.dist(start, end)
        if math.dist(start, place) + math.dist(place, end) <= step + 1e-6 * (1.0 + step):
            ways.append(gone + math.dist(start, place))
        gone += step
    assert any(way == pytest.approx(share * whole, abs=1e-3) for way in ways)


def test_the_direction_along_a_line_is_that_of_the_segment() -> None:
    assert point_along([(0, 0), (0, 0), (10, 0), (10, 10)], 15.0) == ((10, 5), 90.0)
    assert point_along([(3, 4)], 7.0) == ((3, 4), 0.0)


def test_a_rectangle_seen_from_a_point() -> None:
    assert relative((10.0, 20.0, 30.0, 50.0), (10.0, 25.0)) == (0.0, -5.0, 20.0, 25.0)


def test_no_points_have_no_extents() -> None:
    assert bounds([]) == (0.0, 0.0, 0.0, 0.0)
