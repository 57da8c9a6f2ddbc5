"""Dimensions: what they measure, where they stand, how they look."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.axes import RailAxis
from designer.drawing.dimension import dimension_shapes, line_ends, measured_mm
from designer.drawing.dims import crossings, dimension_items, row_spans
from designer.drawing.layers import LayerName
from designer.drawing.model import Dimension, Polyline, Role, Text
from designer.drawing.style import style_at
from tests.drawing.sample import DEPTH, WIDTH, gable

STYLE = style_at(75.0).dimension
COORDINATES = st.floats(-1e5, 1e5)
POINTS = st.tuples(COORDINATES, COORDINATES)


def _dimension(
    first: tuple[float, float], second: tuple[float, float], line_at: tuple[float, float], angle_deg: float
) -> Dimension:
    return Dimension(
        first=first,
        second=second,
        line_at=line_at,
        angle_deg=angle_deg,
        layer=LayerName.DIMS,
        role=Role.DIMENSION,
    )


@given(POINTS, POINTS, POINTS, st.sampled_from([0.0, 90.0, 30.0, 180.0, -45.0]))
def test_the_ends_of_the_dimension_line_are_as_far_apart_as_it_says(
    first: tuple[float, float], second: tuple[float, float], line_at: tuple[float, float], angle_deg: float
) -> None:
    dimension = _dimension(first, second, line_at, angle_deg)
    a, b = line_ends(dimension)
    assert math.dist(a, b) == pytest.approx(measured_mm(dimension), abs=1e-6)


@given(POINTS, POINTS, POINTS, st.sampled_from([0.0, 90.0]))
def test_a_dimension_shows_its_measure_and_reads_upright(
    first: tuple[float, float], second: tuple[float, float], line_at: tuple[float, float], angle_deg: float
) -> None:
    shapes = dimension_shapes(_dimension(first, second, line_at, angle_deg), STYLE)
    (text,) = [shape for shape in shapes if isinstance(shape, Text)]
    span = abs(second[0] - first[0]) if angle_deg == 0.0 else abs(second[1] - first[1])
    assert abs(float(text.text) - span) <= 0.5 + 1e-6
    assert text.rotation_deg == angle_deg
    assert all(shape.layer is LayerName.DIMS for shape in shapes)


def test_extension_lines_keep_a_gap_from_the_measured_points() -> None:
    shapes = dimension_shapes(_dimension((0, 0), (1000, 0), (0, -500), 0.0), STYLE)
    lines = [shape.points for shape in shapes if isinstance(shape, Polyline)]
    assert ((0.0, -STYLE.offset_mm), (0.0, -500.0 - STYLE.beyond_mm)) in lines
    assert ((0.0, -500.0), (1000.0, -500.0)) in lines
    assert len(lines) == 5


def test_a_point_on_the_dimension_line_needs_no_extension() -> None:
    shapes = dimension_shapes(_dimension((0, 0), (1000, 0), (0, 0), 0.0), STYLE)
    assert sum(isinstance(shape, Polyline) for shape in shapes) == 3


def _measures(axis: RailAxis, index: int) -> dict[float, list[float]]:
    """What is measured on a side of the gable, by direction."""
    design, plan = gable(axis)
    found: dict[float, list[float]] = {}
    for dimension in dimension_items(design.surfaces[index], plan.surfaces[index].modules, STYLE):
        found.setdefault(dimension.angle_deg, []).append(measured_mm(dimension))
    return found


def test_a_side_of_the_gable_is_dimensioned_whole_by_rows_and_to_the_first_modules() -> None:
    measures = _measures(RailAxis.EAVE, 0)
    # overall, then edge, row, edge of the lowest row, then edge to the first module of the other row
    assert measures[0.0] == [WIDTH, 600.0, 6904.0, WIDTH - 600.0 - 6904.0, 600.0]
    # overall, then eave, first row, second row, its depth, ridge
    assert measures[90.0] == [DEPTH, 450.0, 1782.0, 1134.0, DEPTH - 450.0 - 1782.0 - 1134.0]


def test_with_rails_up_the_slope_the_dimensions_turn_too() -> None:
    along_eave, up_slope = _measures(RailAxis.EAVE, 0), _measures(RailAxis.SLOPE, 0)
    assert up_slope == {90.0: along_eave[0.0], 0.0: along_eave[90.0]}


def test_a_bare_surface_has_its_overall_dimensions() -> None:
    design, _ = gable()
    found = dimension_items(design.surfaces[0], (), STYLE)
    assert [measured_mm(dimension) for dimension in found] == [WIDTH, DEPTH]


def test_the_ends_of_a_chain_meet() -> None:
    design, plan = gable()
    modules = plan.surfaces[0].modules
    chain = dimension_items(design.surfaces[0], modules, STYLE)[2:5]
    assert chain[0].second == chain[1].first
    assert chain[1].second == chain[2].first
    assert len({dimension.line_at[1] for dimension in chain}) == 1


def test_rows_are_spanned_from_their_first_to_their_last_module() -> None:
    _, plan = gable()
    first, second = row_spans(plan.surfaces[0].modules, RailAxis.EAVE)
    assert (first.row_id, first.u0, first.u1, first.v0) == ("R1", 600.0, 7504.0, 450.0)
    assert (second.row_id, second.v0, second.v1) == ("R2", 2232.0, 3366.0)


def test_a_line_crosses_a_hipped_outline_between_its_hips() -> None:
    outline = [(0.0, 0.0), (10.0, 0.0), (7.0, 4.0), (3.0, 4.0)]
    assert crossings(outline, 2.0) == [1.5, 8.5]
    assert crossings(outline, 0.0) == [0.0, 10.0]
    assert crossings(outline, 5.0) == []
