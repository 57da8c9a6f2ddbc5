"""Four points to four others: a peer is the perspective of a camera that is computed point by point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.homography import homography, mapped, quad_fault, seen_part

SQUARE = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0))
OFF = st.integers(-240, 240)
OFFS = st.tuples(*[st.tuples(OFF, OFF)] * 4)
FAR = st.integers(-100_000, 100_000)


def camera(points, *, height=5.0, back=8.0):
    """What a camera sees of points on the ground: pixels by similar triangles."""
    return [(2000 + 1500 * x / (y + back), 1000 + 1500 * height / (y + back)) for x, y in points]


def quad(offs, at=(0, 0)):
    """A square with its corners pulled about, somewhere."""
    pairs = zip(SQUARE, offs, strict=True)
    return [(at[0] + x + dx, at[1] + y + dy) for (x, y), (dx, dy) in pairs]


@given(OFFS, OFFS, FAR, FAR)
def test_the_four_points_go_where_they_are_told_to(before, after, x, y) -> None:
    sources, targets = quad(before), quad(after, (x, y))
    found = mapped(homography(sources, targets), sources)
    assert np.array(found) == pytest.approx(np.array(targets), abs=1e-3)


def test_a_photograph_is_set_straight_by_the_corners_of_a_rectangle() -> None:
    ground = [(-4.0, 0.0), (4.0, 0.0), (4.0, 6.0), (-4.0, 6.0)]
    back = homography(camera(ground), ground)
    others = [(0.0, 3.0), (-3.0, 1.0), (2.0, 5.5), (10.0, 20.0)]
    assert np.array(mapped(back, camera(others))) == pytest.approx(np.array(others), abs=1e-6)


@pytest.mark.parametrize(
    "quad",
    [
        ((0, 0), (1, 0), (2, 0), (0, 1)),
        ((0, 0), (4, 0), (1, 1), (0, 4)),
        ((0, 0), (1, 1), (1, 0), (0, 1)),
        ((0, 0), (0, 0), (1, 1), (0, 1)),
    ],
)
def test_points_on_a_line_within_or_crossed_tell_no_plane(quad) -> None:
    assert quad_fault(quad)
    with pytest.raises(ValueError, match="four points"):
        homography(quad, SQUARE)


def test_what_lies_beyond_the_horizon_is_cut_away() -> None:
    ground = [(-4.0, 0.0), (4.0, 0.0), (4.0, 6.0), (-4.0, 6.0)]
    pixels = camera(ground)
    photograph = [(0.0, 3000.0), (4000.0, 3000.0), (4000.0, 0.0), (0.0, 0.0)]
    matrix = homography(pixels, ground)
    part = seen_part(matrix, pixels, photograph)
    assert min(y for _, y in part) > 1000.0  # the horizon of this camera
    assert all(np.hypot(x, y) < 2_000.0 for x, y in mapped(matrix, part))


def test_without_perspective_all_of_a_picture_is_seen() -> None:
    matrix = homography(SQUARE, [(2 * x + 1, 3 * y) for x, y in SQUARE])
    assert seen_part(matrix, SQUARE, SQUARE) == list(SQUARE)
