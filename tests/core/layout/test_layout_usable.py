"""The usable area: setbacks per edge, obstacles with their clearance."""

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon, box

from designer.core.errors import DesignError
from designer.core.geometry.usable import usable_area
from tests.core.layout.layout_cases import DRAWING_TOLERANCE_MM, obstacles, outlines

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
ELL = Polygon([(0, 0), (9000, 0), (9000, 4000), (5000, 4000), (5000, 8000), (0, 8000)])


def edges(outline: Polygon) -> list[LineString]:
    points = list(outline.exterior.coords)
    return [LineString(points[i : i + 2]) for i in range(len(points) - 1)]


@few
@given(outlines(), st.integers(0, 800))
def test_one_setback_for_all_edges_is_the_mitred_inward_offset(outline, setback):
    inside = usable_area(outline, [setback] * len(edges(outline)), [])
    assert inside.equals(outline.buffer(-setback, join_style="mitre", mitre_limit=5))


@few
@given(st.data(), outlines())
def test_no_usable_point_is_nearer_to_an_edge_than_its_setback(data, outline):
    setbacks = [data.draw(st.sampled_from([0, 100, 300, 900])) for _ in edges(outline)]
    inside = usable_area(outline, setbacks, [])
    assert inside.difference(outline.buffer(DRAWING_TOLERANCE_MM)).area == 0
    for edge, setback in zip(edges(outline), setbacks, strict=True):
        # an offset curve may be a little off where it rounds short edges away: at most 1 % of its width
        assert inside.is_empty or inside.distance(edge) >= 0.99 * setback


@st.composite
def notched_outlines(draw):
    """A rectangle with a notch from above, blunt to sharp: the inner corner has any angle."""
    x, depth = draw(st.integers(500, 7500)), draw(st.integers(100, 4900))
    return Polygon([(0, 0), (8000, 0), (8000, 5000), (x, 5000 - depth), (0, 5000)])


@settings(few, max_examples=80)
@given(st.data(), st.one_of(outlines(), notched_outlines()))
def test_smaller_setbacks_take_nothing_away(data, outline):
    sizes = st.sampled_from([0, 50, 300, 310, 500, 914])
    equal = data.draw(st.booleans())
    more = [data.draw(sizes)] * len(edges(outline)) if equal else [data.draw(sizes) for _ in edges(outline)]
    less = [min(setback, data.draw(sizes)) for setback in more]
    smaller, larger = usable_area(outline, more, []), usable_area(outline, less, [])
    assert smaller.buffer(-DRAWING_TOLERANCE_MM).difference(larger).area == 0


@few
@given(st.data(), outlines(), st.integers(0, 300))
def test_obstacles_keep_their_own_clearance(data, outline, clearance):
    shapes = data.draw(obstacles(outline))
    grown = [(shape, clearance + 50 * number) for number, shape in enumerate(shapes)]
    inside = usable_area(outline, [0] * len(edges(outline)), grown)
    for shape, own in grown:
        assert inside.is_empty or inside.distance(shape) >= own - DRAWING_TOLERANCE_MM


def test_each_edge_of_a_rectangle_has_its_own_setback():
    inside = usable_area(box(0, 0, 10000, 6000).reverse(), [100, 200, 300, 400], [])
    left_bottom_right_top = inside.bounds
    names = edges(box(0, 0, 10000, 6000).reverse())
    expected = {100: names[0], 200: names[1], 300: names[2], 400: names[3]}
    for setback, edge in expected.items():
        assert inside.distance(edge) == pytest.approx(setback)
    assert inside.area == pytest.approx(box(*left_bottom_right_top).area)


def test_a_setback_goes_on_around_an_inner_corner():
    inside = usable_area(ELL, [0, 0, 0, 500, 0, 0], [])
    assert not inside.intersects(box(4501, 3501, 4999, 3999))
    assert inside.contains(box(10, 10, 4400, 7990))
    assert inside.contains(box(10, 10, 8990, 3400))


def test_setbacks_may_leave_parts_or_nothing():
    waist = Polygon(
        [(0, 0), (9000, 0), (9000, 3000), (5000, 3000), (5000, 2500), (4000, 2500), (4000, 3000), (0, 3000)]
    )
    middle = usable_area(waist, [1250] * 8, [])
    assert len(shapely.get_parts(middle)) == 2
    assert usable_area(waist, [5000] * 8, []).is_empty


@pytest.mark.parametrize(
    ("setbacks", "part"),
    [([100] * 3, "3 setbacks for 6 edges"), ([-1] * 6, "setback -1"), ([float("inf")] * 6, "inf")],
)
def test_setbacks_that_cannot_be_meant_are_named(setbacks, part):
    with pytest.raises(DesignError, match=part):
        usable_area(ELL, setbacks, [])


def test_a_clearance_that_cannot_be_meant_is_named():
    with pytest.raises(DesignError, match="obstacle clearance"):
        usable_area(ELL, [0] * 6, [(box(0, 0, 10, 10), -3)])
