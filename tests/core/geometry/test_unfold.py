"""Unfolding keeps level lengths, stretches the slope by 1/cos(tilt), and puts x to the right, looking up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.unfold import RoofFrame, fit_frame, level_bearing_deg

bearings = st.floats(0.0, 359.999)
tilts = st.floats(0.0, 84.0)
points = st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)), min_size=1, max_size=8).map(np.array)


def plan_rectangle(azimuth_deg, width, depth):
    """A rectangle in plan whose lower edge looks `azimuth_deg`, corner 0 lower left seen from before it."""
    bearing = math.radians(azimuth_deg - 90.0)
    right = np.array((math.sin(bearing), math.cos(bearing)))
    up = np.array((-right[1], right[0]))
    corner = np.array((70.0, -30.0))
    return np.array(
        [corner, corner + right * width, corner + right * width + up * depth, corner + up * depth]
    )


def turned_apart_deg(first, second):
    return abs((first - second + 180.0) % 360.0 - 180.0)


def test_a_south_face_has_x_to_the_east_and_y_to_the_north():
    frame = RoofFrame(origin_east_mm=0.0, origin_north_mm=0.0, x_bearing_deg=90.0, tilt_deg=60.0)
    assert frame.azimuth_deg == 180.0
    assert frame.to_surface(np.array([[1000.0, 500.0]]))[0] == pytest.approx((1000.0, 1000.0))


def test_an_east_face_has_x_to_the_north():
    frame = RoofFrame(origin_east_mm=0.0, origin_north_mm=0.0, x_bearing_deg=0.0, tilt_deg=0.0)
    assert frame.azimuth_deg == 90.0
    assert frame.to_surface(np.array([[-300.0, 200.0]]))[0] == pytest.approx((200.0, 300.0))


@given(bearing=bearings, tilt=tilts, plan=points)
def test_surface_and_plan_are_inverse(bearing, tilt, plan):
    frame = RoofFrame(origin_east_mm=12.5, origin_north_mm=-7.0, x_bearing_deg=bearing, tilt_deg=tilt)
    assert frame.to_plan(frame.to_surface(plan)) == pytest.approx(plan, abs=1e-6)


@given(bearing=bearings, tilt=tilts, plan=points)
def test_lengths_are_those_of_the_tilted_plane_in_space(bearing, tilt, plan):
    """Independent of the frame: lift each plan point onto the plane and measure in three dimensions."""
    frame = RoofFrame(origin_east_mm=0.0, origin_north_mm=0.0, x_bearing_deg=bearing, tilt_deg=tilt)
    downhill = math.radians(frame.azimuth_deg)
    heights = -(plan @ (math.sin(downhill), math.cos(downhill))) * math.tan(math.radians(tilt))
    in_space = np.column_stack((plan, heights))
    surface = frame.to_surface(plan)
    expected = np.linalg.norm(in_space - in_space[0], axis=1)
    assert np.linalg.norm(surface - surface[0], axis=1) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(azimuth=bearings, tilt=tilts, depth=st.floats(1000.0, 20_000.0))
def test_a_rectangle_unfolds_to_its_true_size_from_zero(azimuth, tilt, depth):
    plan = plan_rectangle(azimuth, 9000.0, depth)
    frame = fit_frame(plan, tilt_deg=tilt, azimuth_deg=azimuth, eave_plan_mm=plan[:2])
    height = depth / math.cos(math.radians(tilt))
    expected = [(0.0, 0.0), (9000.0, 0.0), (9000.0, height), (0.0, height)]
    assert frame.to_surface(plan) == pytest.approx(np.array(expected), abs=1e-5)
    assert turned_apart_deg(frame.azimuth_deg, azimuth) < 1e-6


@given(azimuth=bearings, flipped=st.booleans())
def test_the_direction_in_which_an_eave_was_drawn_does_not_matter(azimuth, flipped):
    plan = plan_rectangle(azimuth, 4000.0, 6000.0)
    eave = plan[1::-1] if flipped else plan[:2]
    for known_azimuth in (azimuth, None):
        bearing = level_bearing_deg(plan, azimuth_deg=known_azimuth, eave_plan_mm=eave)
        assert turned_apart_deg(bearing, azimuth - 90.0) < 1e-6


def test_the_longest_segment_of_the_eave_gives_the_direction():
    plan = plan_rectangle(180.0, 8000.0, 5000.0)
    eave = np.array([[0.0, 0.0], [500.0, 40.0], [6000.0, 40.0]])
    assert level_bearing_deg(plan, azimuth_deg=180.0, eave_plan_mm=eave) == pytest.approx(90.0)


def test_an_eave_too_short_to_tell_a_direction_is_not_asked():
    plan = plan_rectangle(180.0, 8000.0, 5000.0)
    eave = np.array([[0.0, 0.0], [5.0, 1.0]])
    assert level_bearing_deg(plan, azimuth_deg=180.0, eave_plan_mm=eave) == pytest.approx(90.0)


def test_an_eave_that_runs_up_the_slope_is_outranked_by_the_azimuth():
    plan = plan_rectangle(180.0, 8000.0, 5000.0)
    assert level_bearing_deg(plan, azimuth_deg=180.0, eave_plan_mm=plan[1:3]) == pytest.approx(90.0)


def test_without_an_eave_the_longest_level_edge_gives_the_direction_even_if_the_verge_is_longer():
    plan = plan_rectangle(183.0, 3000.0, 9000.0)
    assert level_bearing_deg(plan, azimuth_deg=180.0) == pytest.approx(93.0)


def test_without_any_level_edge_the_azimuth_itself_gives_the_direction():
    diamond = np.array([[0.0, -5000.0], [5000.0, 0.0], [0.0, 5000.0], [-5000.0, 0.0]])
    assert level_bearing_deg(diamond, azimuth_deg=180.0) == pytest.approx(90.0)


@given(azimuth=bearings)
def test_with_nothing_known_the_surface_lies_above_its_longest_edge(azimuth):
    width, depth = 9000.0, 4000.0
    plan = plan_rectangle(azimuth, width, depth)
    plan[2] += (plan[3] - plan[2]) * 0.1  # the opposite edge is shorter
    frame = fit_frame(plan, tilt_deg=30.0)
    assert turned_apart_deg(frame.azimuth_deg, azimuth) < 1e-6
    assert frame.to_surface(plan)[:2] == pytest.approx(np.array([(0.0, 0.0), (width, 0.0)]), abs=1e-5)


@given(azimuth=st.one_of(st.none(), bearings), tilt=tilts, turn=st.floats(0.0, 6.28))
def test_every_outline_starts_at_zero_and_keeps_its_sense(azimuth, tilt, turn):
    shape = np.array([(0.0, 0.0), (7000.0, 500.0), (6000.0, 4000.0), (2500.0, 5200.0)])
    c, s = math.cos(turn), math.sin(turn)
    plan = shape @ np.array(((c, s), (-s, c))) + (1e5, -4e4)
    surface = fit_frame(plan, tilt_deg=tilt, azimuth_deg=azimuth).to_surface(plan)
    assert surface.min(axis=0) == pytest.approx((0.0, 0.0), abs=1e-5)
    x, y = surface.T
    assert float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) > 0.0
