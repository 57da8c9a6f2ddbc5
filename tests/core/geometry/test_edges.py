"""Edges of typical roof surfaces are recognised from the outline alone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.edges import EdgeKind, classify_edges

EAVE, RIDGE, VERGE, HIP, VALLEY = (
    EdgeKind.EAVE,
    EdgeKind.RIDGE,
    EdgeKind.VERGE,
    EdgeKind.HIP,
    EdgeKind.VALLEY,
)

ROOFS = {
    "gable": ([(0, 0), (8000, 0), (8000, 5000), (0, 5000)], (EAVE, VERGE, RIDGE, VERGE)),
    "hipped trapezium": ([(0, 0), (9000, 0), (6000, 4000), (3000, 4000)], (EAVE, HIP, RIDGE, HIP)),
    "hip triangle": ([(0, 0), (6000, 0), (3000, 4000)], (EAVE, HIP, HIP)),
    "between two valleys": ([(3000, 0), (6000, 0), (9000, 4000), (0, 4000)], (EAVE, VALLEY, RIDGE, VALLEY)),
    "L-shape": (
        [(0, 0), (9000, 0), (9000, 5000), (6000, 5000), (4000, 2500), (0, 2500)],
        (EAVE, VERGE, RIDGE, HIP, RIDGE, VERGE),
    ),
    "stepped eave": (
        [(0, 0), (4000, 0), (4000, 1000), (9000, 1000), (9000, 5000), (0, 5000)],
        (EAVE, VERGE, EAVE, VERGE, RIDGE, VERGE),
    ),
}


@pytest.mark.parametrize("name", ROOFS)
def test_edges_of_a_known_roof(name):
    outline, kinds = ROOFS[name]
    assert classify_edges([(float(x), float(y)) for x, y in outline]) == kinds


@given(lean=st.floats(-9.0, 9.0))
def test_nearly_level_and_nearly_steep_edges_count_as_such(lean):
    turn = math.radians(lean)
    corners = [(0.0, 0.0), (8000.0, 0.0), (8000.0, 5000.0), (0.0, 5000.0)]
    turned = [
        (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)) for x, y in corners
    ]
    assert classify_edges(turned) == (EAVE, VERGE, RIDGE, VERGE)


def test_the_tolerance_decides_what_is_level():
    triangle = [(0.0, 0.0), (6000.0, 0.0), (3000.0, 1000.0)]
    assert classify_edges(triangle, tolerance_deg=10.0) == (EAVE, HIP, HIP)
    assert classify_edges(triangle, tolerance_deg=20.0) == (EAVE, RIDGE, RIDGE)
