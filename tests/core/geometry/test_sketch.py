"""Drawings before they mean anything: units, far origins, strays; rings of lines; slopes of heights."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.joining import left_over, rings_of
from designer.core.geometry.sketch import Sketch, Stroke, Writing, in_millimetres, layer_counts, size_of
from designer.core.geometry.slopes import slope_of


def stroke(*points, closed=False, layer="A"):
    raised = [(*point, 0.0)[:3] for point in points]
    return Stroke(layer, np.array(raised, dtype=float), closed)


def lines(*ends):
    return [stroke(start, end) for start, end in ends]


def areas(rings):
    def area(ring):
        x, y = ring[:, 0], ring[:, 1]
        return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2.0

    return sorted(round(area(ring)) for ring in rings)


def test_everything_comes_to_millimetres() -> None:
    sketch = Sketch(strokes=(stroke((0, 0), (12, 5)),), writings=(Writing("A", "roof", (1.0, 2.0), 0.3),))
    made = in_millimetres(sketch, 1000.0)
    assert size_of(made.strokes) == (0.0, 0.0, 12_000.0, 5_000.0)
    assert (made.writings[0].at, made.writings[0].height) == ((1000.0, 2000.0), 300.0)
    assert made.moved_mm == (0.0, 0.0)


def test_a_drawing_in_coordinates_of_the_country_is_moved_by_whole_metres() -> None:
    sketch = Sketch(strokes=(stroke((691_234.567, 5_334_765.25), (691_250.0, 5_334_780.0)),))
    made = in_millimetres(sketch, 1000.0)
    assert made.moved_mm == (-691_234_000.0, -5_334_765_000.0)
    assert made.strokes[0].points[0, :2].tolist() == pytest.approx([567.0, 250.0], abs=1e-3)


def test_what_lies_absurdly_far_off_is_left_out_and_counted() -> None:
    near = [stroke((0, 0), (1000, number)) for number in range(5)]
    made = in_millimetres(Sketch(strokes=(*near, stroke((9e8, 0), (9e8, 5)))), 1.0)
    assert len(made.strokes) == 5
    assert made.left_out == (("lines more than 20 km away", 1),)


def test_layers_are_counted_in_the_order_of_the_file() -> None:
    strokes = (stroke((0, 0), (1, 0), layer="B"), stroke((0, 0), (1, 0), (1, 1), closed=True, layer="A"))
    counts = layer_counts(Sketch(strokes=strokes, layers=("B", "none", "A"), hidden=frozenset({"A"})))
    assert [(one.name, one.closed, one.open, one.hidden) for one in counts] == [
        ("B", 0, 1, False),
        ("A", 1, 0, True),
    ]


def test_lines_of_a_gable_roof_enclose_its_two_faces() -> None:
    """The ridge ends in the middle of the verges, and one corner is drawn half a millimetre off."""
    outline = [
        ((0, 0), (9000, 0)),
        ((9000.3, 0.4), (9000, 6000)),
        ((9000, 6000), (0, 6000)),
        ((0, 6000), (0, 0)),
    ]
    rings = rings_of(lines(*outline, ((0, 3000), (9000, 3000))))
    assert areas(rings) == pytest.approx([27_000_000] * 2, rel=1e-3)


def test_a_ridge_parts_an_outline_that_is_closed_by_itself() -> None:
    outline = stroke((0, 0), (9000, 0), (9000, 6000), (0, 6000), closed=True)
    window = stroke((4000, 500), (5000, 500), (5000, 1500), (4000, 1500), closed=True)
    ridge, loose = stroke((0, 3000), (9000, 3000)), stroke((1000, 1000), (2000, 1000))
    everything = [outline, window, ridge, loose]
    assert areas(rings_of(everything, parted=True)) == [1_000_000, 27_000_000, 27_000_000]
    assert areas(rings_of(everything)) == [1_000_000, 54_000_000]


def test_between_two_lines_that_were_meant_to_be_one_there_is_no_face() -> None:
    first = stroke((0, 0), (9000, 0), (9000, 3000), (0, 3000), closed=True)
    second = stroke((0, 3002), (9000, 3002), (9000, 6000), (0, 6000), closed=True)
    verges = [stroke((0, 0), (0, 6000)), stroke((9000, 0), (9000, 6000))]
    assert areas(rings_of([first, second, *verges], parted=True)) == [26_982_000, 27_000_000]


def test_open_lines_with_a_wide_gap_enclose_nothing() -> None:
    assert rings_of(lines(((0, 0), (5000, 0)), ((5000, 0), (5000, 5000)), ((5000, 5000), (0, 50)))) == []


def test_a_ring_drawn_twice_is_one() -> None:
    ring = [(0, 0), (4000, 0), (4000, 3000), (0, 3000)]
    again = [ring[2], ring[3], ring[0], ring[1]]
    assert areas(rings_of([stroke(*ring, closed=True), stroke(*again, closed=True)])) == [12_000_000]


@given(st.floats(2.0, 80.0), st.floats(0.0, 359.0), st.floats(0.0, 359.0))
def test_the_slope_of_a_face_is_that_of_its_plane(tilt, azimuth, turn) -> None:
    away = np.radians(turn + np.array([0.0, 80.0, 190.0, 260.0]))
    flat = 5000.0 * np.column_stack((np.sin(away), np.cos(away)))
    down = np.array((math.sin(math.radians(azimuth)), math.cos(math.radians(azimuth))))
    heights = -(flat @ down) * math.tan(math.radians(tilt))
    slope = slope_of(np.column_stack((flat, heights)))
    assert slope is not None
    assert slope.tilt_deg == pytest.approx(tilt)
    assert (slope.azimuth_deg - azimuth + 180.0) % 360.0 - 180.0 == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("heights", [(0, 0, 0, 0), (0, 3, 0, 9), (0, 900, 0, 900)])
def test_a_level_or_twisted_ring_has_no_slope(heights) -> None:
    corners = np.array([(0, 0), (5000, 0), (5000, 5000), (0, 5000)], dtype=float)
    assert slope_of(np.column_stack((corners, np.array(heights, dtype=float)))) is None


def test_lines_that_are_on_no_ring_are_counted() -> None:
    roof = stroke((0, 0), (9000, 0), (9000, 6000), (0, 6000), closed=True)
    speck = stroke((100, 100), (110, 100), (110, 110), closed=True)
    everything = [roof, speck, *lines(((0, 3000), (9000, 3000)), ((1000, 1000), (2000, 2000)))]
    assert left_over(everything, rings_of(everything, parted=True)) == 2
    assert left_over(everything, rings_of(everything)) == 3
    assert left_over(everything, []) == 4
    assert left_over([], rings_of(everything)) == 0
