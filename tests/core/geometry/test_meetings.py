"""Pairs of shapes that meet, in order and up to a number."""

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.geometry.meetings import meetings
from tests.effort import examples

BOXES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4)), max_size=120)


@settings(max_examples=examples(40))
@given(BOXES, st.integers(0, 300))
def test_they_are_those_that_meet_and_the_first_of_them(
    corners: list[tuple[int, int, int]], most: int
) -> None:
    shapes = [shapely.box(x, y, x + size, y + size) for x, y, size in corners]
    expected = [
        (i, j) for i, one in enumerate(shapes) for j, other in enumerate(shapes) if one.intersects(other)
    ]
    assert meetings(shapely.STRtree(shapes), shapes, most, "intersects") == expected[:most]
