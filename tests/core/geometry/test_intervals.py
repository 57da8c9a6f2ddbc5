"""Interval sets behave like sets of points, end points included."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.intervals import (
    EMPTY,
    contains,
    intersection,
    measure,
    nearest,
    normalized,
    union,
    without_open,
)

whole = st.integers(-20, 20).map(float)
pairs = st.lists(st.tuples(whole, whole), max_size=8)
sets = pairs.map(normalized)
filled_sets = sets.filter(bool)
SAMPLES = [n / 4 for n in range(-90, 91)]
"""Every whole number that can be an end point, and points between."""


def covered(raw, x):
    return any(low <= x <= high for low, high in raw)


def is_normal(intervals):
    ascending = all(low <= high for low, high in intervals)
    apart = all(a[1] < b[0] for a, b in pairwise(intervals))
    return ascending and apart


@given(raw=pairs)
def test_normalizing_keeps_the_points_and_makes_the_set_canonical(raw):
    result = normalized(raw)
    assert is_normal(result)
    assert all(contains(result, x) == covered(raw, x) for x in SAMPLES)
    assert normalized(reversed(result)) == result


@given(raw=pairs, gap=st.integers(0, 5).map(float))
def test_small_gaps_are_closed_and_wider_ones_stay(raw, gap):
    result = normalized(raw, join_below=gap)
    assert all(b[0] - a[1] > gap for a, b in pairwise(result))
    plain = normalized(raw)
    assert all(contains(result, x) for pair in plain for x in pair)
    assert {end for pair in result for end in pair} <= {end for pair in plain for end in pair}


@given(first=sets, second=sets)
def test_a_union_holds_the_points_of_either(first, second):
    result = union(first, second)
    assert is_normal(result)
    assert all(contains(result, x) == (covered(first, x) or covered(second, x)) for x in SAMPLES)


@given(first=sets, second=sets)
def test_an_intersection_holds_the_points_of_both(first, second):
    result = intersection(first, second)
    assert is_normal(result)
    assert all(contains(result, x) == (covered(first, x) and covered(second, x)) for x in SAMPLES)
    assert intersection(second, first) == result


@given(base=sets, holes=pairs)
def test_taking_open_holes_out_leaves_their_end_points(base, holes):
    result = without_open(base, holes)
    assert is_normal(result)
    for x in SAMPLES:
        in_hole = any(low < x < high for low, high in holes)
        assert contains(result, x) == (covered(base, x) and not in_hole)


@given(intervals=filled_sets, x=st.integers(-100, 100).map(lambda n: n / 4))
def test_the_nearest_point_is_in_the_set_and_none_is_nearer(intervals, x):
    found = nearest(intervals, x)
    assert contains(intervals, found)
    distances = [0.0 if low <= x <= high else min(abs(low - x), abs(high - x)) for low, high in intervals]
    assert abs(found - x) == min(distances)


def test_of_two_equally_near_points_the_lower_one_is_taken():
    assert nearest(((0.0, 1.0), (3.0, 4.0)), 2.0) == 1.0


@given(first=sets, second=sets)
def test_measures_add_up(first, second):
    both, either = intersection(first, second), union(first, second)
    assert measure(first) + measure(second) == measure(both) + measure(either)


@given(intervals=filled_sets)
def test_a_tolerance_widens_the_set_at_both_ends(intervals):
    low, high = intervals[0][0], intervals[-1][1]
    assert not contains(intervals, low - 0.5)
    assert contains(intervals, low - 0.5, tolerance=0.5)
    assert contains(intervals, high + 0.5, tolerance=0.5)
    assert not contains(intervals, high + 1.0, tolerance=0.5)


def test_the_empty_set_is_empty():
    assert EMPTY == normalized([]) == normalized([(2.0, 1.0)])
    assert measure(EMPTY) == 0.0
    assert not contains(EMPTY, 0.0, tolerance=1.0)
