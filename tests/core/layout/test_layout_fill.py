"""Filling an area: what is placed is sound, the count is the most, and turning the frame changes nothing."""

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Polygon, box

from designer.core.geometry.axes import Orientation, RailAxis
from designer.core.geometry.usable import usable_area
from designer.core.layout.fill import fill, fill_any_axis, module_count
from designer.core.layout.model import FillMode, ModuleSize
from tests.core.layout.layout_cases import (
    MODULE,
    assert_sound,
    brute_force_count,
    obstacles,
    options,
    outlines,
    rectangles,
    usable_areas,
)

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
modes = st.sampled_from(list(FillMode))
axes = st.sampled_from(list(RailAxis))
EXTENTS = {
    FillMode.PORTRAIT: [(1134.0, 1722.0)],
    FillMode.LANDSCAPE: [(1722.0, 1134.0)],
    FillMode.MIXED: [(1134.0, 1722.0), (1722.0, 1134.0)],
}


@few
@given(usable_areas(), modes, axes, st.booleans())
def test_modules_lie_inside_and_apart(usable, mode, axis, aligned):
    asked = options(mode, axis=axis, aligned_columns=aligned)
    assert_sound(usable, fill(usable, MODULE, asked), asked)


@few
@given(usable_areas(), st.sampled_from(list(EXTENTS)))
def test_no_grid_of_row_positions_holds_more(usable, mode):
    asked = options(mode)
    assert module_count(fill(usable, MODULE, asked)) >= brute_force_count(usable, EXTENTS[mode], 20.0)


@few
@given(usable_areas(), st.booleans())
def test_best_is_the_better_uniform_orientation_and_mixed_is_no_worse(usable, aligned):
    asked = {mode: options(mode, aligned_columns=aligned) for mode in FillMode}
    count = {mode: module_count(fill(usable, MODULE, asked[mode])) for mode in FillMode}
    assert count[FillMode.BEST] == max(count[FillMode.PORTRAIT], count[FillMode.LANDSCAPE])
    assert count[FillMode.MIXED] >= count[FillMode.BEST]


@settings(few, max_examples=50)
@given(st.data(), outlines(), modes, axes, st.booleans())
def test_more_room_never_holds_fewer_modules(data, outline, mode, axis, aligned):
    shapes = data.draw(obstacles(outline))
    setback, clearance = data.draw(st.integers(0, 400)), data.draw(st.integers(0, 150))
    smaller = usable_area(
        outline, [setback] * (len(outline.exterior.coords) - 1), [(s, clearance) for s in shapes]
    )
    less = data.draw(st.integers(0, setback)), data.draw(st.integers(0, clearance))
    larger = usable_area(
        outline, [less[0]] * (len(outline.exterior.coords) - 1), [(s, less[1]) for s in shapes[1:]]
    )
    asked = options(mode, axis=axis, aligned_columns=aligned)
    assert module_count(fill(larger, MODULE, asked)) >= module_count(fill(smaller, MODULE, asked))


@few
@given(usable_areas(), modes)
def test_rails_up_the_slope_are_the_problem_turned_over(usable, mode):
    turned_mode = {FillMode.PORTRAIT: FillMode.LANDSCAPE, FillMode.LANDSCAPE: FillMode.PORTRAIT}.get(
        mode, mode
    )
    transposed = affinity.affine_transform(usable, [0, 1, 1, 0, 0, 0])
    along_slope = fill(usable, MODULE, options(mode, axis=RailAxis.SLOPE))
    assert module_count(along_slope) == module_count(fill(transposed, MODULE, options(turned_mode)))


@few
@given(usable_areas(), modes)
def test_the_better_rail_direction_is_found(usable, mode):
    axis, rows = fill_any_axis(usable, MODULE, options(mode))
    count = {axis: module_count(fill(usable, MODULE, options(mode, axis=axis))) for axis in RailAxis}
    assert module_count(rows) == max(count.values()) == count[axis]
    assert_sound(usable, rows, options(mode, axis=axis))


@few
@given(usable_areas(), modes, st.booleans())
def test_the_same_input_gives_the_same_rows(usable, mode, aligned):
    asked = options(mode, aligned_columns=aligned)
    assert fill(usable, MODULE, asked) == fill(usable, MODULE, asked)


@given(st.integers(1, 5), st.integers(1, 7), st.floats(-2e4, 2e4), st.floats(-2e4, 2e4))
def test_an_area_cut_to_measure_is_filled_to_the_last_module(rows, columns, x, y):
    width, height = columns * 1134 + (columns - 1) * 20, rows * 1722 + (rows - 1) * 20
    found = fill(box(x, y, x + width, y + height), MODULE, options(FillMode.PORTRAIT))
    assert [len(row.along_mm) for row in found] == [columns] * rows


@pytest.mark.parametrize(("width", "height"), [(3421.9, 3464.0), (3442.0, 3463.9)])
def test_a_tenth_of_a_millimetre_too_little_costs_a_column_or_a_row(width, height):
    assert module_count(fill(box(0, 0, width, height), MODULE, options(FillMode.PORTRAIT))) < 6


@pytest.mark.parametrize("angle", [0.0, 1e-9, 1e-5, 0.01])
def test_edges_all_but_parallel_to_the_rail_do_no_harm(angle):
    area = affinity.rotate(box(0, 0, 8000, 6000), angle, origin=(0, 0))
    assert module_count(fill(area, MODULE, options(FillMode.PORTRAIT))) == 6 * 3


def test_parts_of_an_area_share_their_rows():
    area = shapely.union_all([box(0, 0, 1200, 1800), box(5000, 500, 6200, 2300)])
    rows = fill(area, MODULE, options(FillMode.PORTRAIT))
    assert [len(row.along_mm) for row in rows] == [1]
    assert module_count(fill(area.union(box(5000, 50, 6200, 2300)), MODULE, options(FillMode.PORTRAIT))) == 2


def test_a_hole_is_left_free():
    hole = box(3000, 2000, 4000, 3000)
    area = box(0, 0, 7000, 5300).difference(hole)
    placed = rectangles(fill(area, MODULE, options()), options())
    assert placed
    assert all(module.intersection(hole).area == 0 for module in placed)


@pytest.mark.parametrize("area", [Polygon(), box(0, 0, 500, 500), box(0, 0, 1e-3, 9000)])
def test_an_area_without_room_stays_empty(area):
    for mode in FillMode:
        assert fill(area, MODULE, options(mode)) == ()
        assert fill(area, MODULE, options(mode, block_only=True)) == ()
        assert fill(area, MODULE, options(mode, aligned_columns=True)) == ()


def test_mixed_rows_use_what_one_orientation_leaves_over():
    rows = fill(box(0, 0, 3442, 1722 + 20 + 1134), MODULE, options(FillMode.MIXED))
    assert {row.orientation for row in rows} == {Orientation.PORTRAIT, Orientation.LANDSCAPE}
    assert module_count(rows) == 3 + 1


def test_equal_counts_prefer_fewer_rows_that_touch_at_the_lowest_place():
    rows = fill(box(0, 0, 1134 * 3 + 40, 6000), ModuleSize(1722, 1134), options(FillMode.PORTRAIT))
    assert [row.across_mm for row in rows] == pytest.approx([0, 1742, 3484])


def test_a_row_is_moved_up_to_the_block_above_it_when_that_costs_nothing():
    area = box(0, 0, 3442, 5600).difference(box(3300, 1790, 3442, 3700))
    rows = fill(area, MODULE, options(FillMode.PORTRAIT, wanted=6))
    assert [len(row.along_mm) for row in rows] == [3, 3]


def test_rows_line_up_their_columns_within_their_slack():
    wide, narrow = box(0, 0, 8000, 1722), box(900, 1742, 7000, 3464)
    joined = shapely.union_all([wide, narrow, box(900, 1700, 7000, 1800)])
    lower, upper = fill(joined, MODULE, options(FillMode.PORTRAIT))
    shift = (upper.along_mm[0] - lower.along_mm[0]) % 1154
    assert min(shift, 1154 - shift) == pytest.approx(0, abs=1e-6)
