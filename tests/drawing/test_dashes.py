"""Lines broken into strokes."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.dashes import strokes

POINTS = st.lists(
    st.tuples(st.integers(-50, 50).map(float), st.integers(-50, 50).map(float)), min_size=2, max_size=6
)
DASHES = st.sampled_from([(3.0, 1.2), (0.9, 0.9), (4.0, 1.0, 0.9, 1.0), (6.0, 1.5)])


def _length(points: tuple[tuple[float, float], ...]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


@given(POINTS, DASHES)
def test_strokes_take_their_share_of_the_line(
    points: list[tuple[float, float]], dash: tuple[float, ...]
) -> None:
    drawn = sum(_length(stroke) for stroke in strokes(points, dash))
    share = sum(dash[::2]) / sum(dash)
    assert abs(drawn - share * _length(tuple(points))) <= sum(dash)


@given(POINTS)
def test_a_line_without_a_pattern_is_one_stroke(points: list[tuple[float, float]]) -> None:
    assert list(strokes(points, ())) == [tuple(points)]
