"""Cleaned rings enclose the same ground with the corners that matter."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from designer.core.geometry.rings import clean_ring, signed_area_mm2

SQUARE = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0))


def star(radii):
    """A ring without crossings: corners all around a centre."""
    step = 2.0 * math.pi / len(radii)
    return [(r * math.cos(i * step), r * math.sin(i * step)) for i, r in enumerate(radii)]


stars = st.lists(st.floats(100.0, 20_000.0), min_size=3, max_size=40).map(star)


def test_area_is_positive_for_counter_clockwise_rings_only():
    assert signed_area_mm2(SQUARE) == 12e6
    assert signed_area_mm2(SQUARE[::-1]) == -12e6
    assert signed_area_mm2(()) == 0.0


def test_a_clockwise_ring_is_turned_and_keeps_its_first_corner():
    assert clean_ring(SQUARE[::-1], tolerance_mm=1.0) == (SQUARE[3], *SQUARE[:3])


def test_closing_repeated_and_straight_points_are_dropped():
    noisy = [SQUARE[0], (2000.0, 0.0), SQUARE[1], SQUARE[1], *SQUARE[2:], (0.0, 1500.0), SQUARE[0]]
    assert clean_ring(noisy, tolerance_mm=1.0) == SQUARE


def test_a_corner_that_juts_out_by_less_than_the_tolerance_is_dropped():
    assert clean_ring([SQUARE[0], (2000.0, -0.9), *SQUARE[1:]], tolerance_mm=1.0) == SQUARE
    assert len(clean_ring([SQUARE[0], (2000.0, -1.1), *SQUARE[1:]], tolerance_mm=1.0)) == 5


def test_a_dent_stays_so_that_the_ring_never_grows():
    dented = [SQUARE[0], (2000.0, 0.9), *SQUARE[1:]]
    assert clean_ring(dented, tolerance_mm=1.0) == tuple(dented)


@pytest.mark.parametrize(
    "ring", [[], [(1.0, 1.0)], [(0.0, 0.0), (9.0, 0.0)], [(0.0, 0.0), (9.0, 0.0), (4.0, 0.0)]]
)
def test_a_ring_that_encloses_nothing_becomes_empty(ring):
    assert clean_ring(ring, tolerance_mm=1.0) == ()


@given(ring=stars, tolerance=st.sampled_from((1e-3, 1.0, 5.0)))
def test_cleaning_keeps_the_ground_and_never_adds_to_it(ring, tolerance):
    given_ground = Polygon(ring)
    cleaned = Polygon(clean_ring(ring, tolerance_mm=tolerance))
    assert cleaned.difference(given_ground.buffer(2e-3, join_style="mitre")).area < 1.0
    assert given_ground.exterior.hausdorff_distance(cleaned.exterior) <= 2.0 * tolerance


@given(ring=stars)
def test_cleaning_twice_changes_nothing(ring):
    once = clean_ring(ring, tolerance_mm=1.0)
    assert clean_ring(once, tolerance_mm=1.0) == once


@pytest.mark.parametrize("count", [359, 360, 5000])
def test_an_arc_of_small_steps_keeps_its_shape(count):
    ring = star([5000.0] * count)
    cleaned = clean_ring(ring, tolerance_mm=1.0)
    assert len(cleaned) < count
    assert Polygon(ring).exterior.hausdorff_distance(Polygon(cleaned).exterior) <= 1.5
