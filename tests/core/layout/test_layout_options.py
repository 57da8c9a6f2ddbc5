"""What a designer may ask of a fill: numbers, runs, joints, blocks, columns, pinned modules."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from designer.core.errors import DesignError
from designer.core.geometry.axes import Orientation, RailAxis, module_extent
from designer.core.layout.fill import fill, module_count
from designer.core.layout.model import FillMode, ModuleSize
from tests.core.layout.layout_cases import (
    DRAWING_TOLERANCE_MM,
    MODULE,
    assert_sound,
    gaps_in,
    options,
    rectangles,
    runs_of,
    usable_areas,
)

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
modes = st.sampled_from(list(FillMode))
HALL = box(0, 0, 30000, 12000)


def along_of(row, axis=RailAxis.EAVE):
    return module_extent(axis, row.orientation, MODULE.length_mm, MODULE.width_mm)[0]


@few
@given(usable_areas(), modes, st.integers(0, 30), st.integers(1, 4))
def test_the_wanted_number_is_met_as_far_as_there_is_room_and_inverters_are_whole(
    usable, mode, wanted, multiple
):
    asked = options(mode, wanted=wanted, multiple_of=multiple)
    most = module_count(fill(usable, MODULE, options(mode)))
    rows = fill(usable, MODULE, asked)
    assert module_count(rows) == min(wanted, most) // multiple * multiple
    assert_sound(usable, rows, asked)


@few
@given(usable_areas(), modes, st.integers(2, 4))
def test_no_run_is_shorter_than_allowed(usable, mode, shortest):
    asked = options(mode, min_run=shortest)
    rows = fill(usable, MODULE, asked)
    for row in rows:
        assert all(len(run) >= shortest for run in runs_of(row, along_of(row), asked.gap_mm))
    assert module_count(rows) <= module_count(fill(usable, MODULE, options(mode)))


@few
@given(usable_areas(), modes, st.booleans(), st.sampled_from([1800.0, 3500.0, 4700.0]))
def test_runs_are_parted_by_joints_before_they_grow_too_long(usable, mode, aligned, longest):
    asked = options(mode, aligned_columns=aligned, max_block_mm=longest, block_gap_mm=75.0)
    rows = fill(usable, MODULE, asked)
    assert_sound(usable, rows, asked)
    for row in rows:
        for run in runs_of(row, along_of(row), asked.gap_mm):
            assert run[-1] + along_of(row) - run[0] <= longest + DRAWING_TOLERANCE_MM
        parting = [gap for gap in gaps_in(row, along_of(row)) if gap > 20 + DRAWING_TOLERANCE_MM]
        assert all(gap >= 75 - DRAWING_TOLERANCE_MM for gap in parting)


def test_blocks_between_joints_are_of_nearly_one_size():
    row = fill(
        box(0, 0, 20000, 1722), MODULE, options(FillMode.PORTRAIT, max_block_mm=8058, block_gap_mm=30)
    )[0]
    assert [len(run) for run in runs_of(row, 1134, 20)] == [6, 6, 5]


def test_a_joint_costs_a_module_only_where_its_gap_needs_the_room():
    wide = 10 * 1154 - 20
    asked = options(FillMode.PORTRAIT, max_block_mm=5 * 1154 - 20, block_gap_mm=30)
    assert module_count(fill(box(0, 0, wide, 1722), MODULE, asked)) == 9
    assert module_count(fill(box(0, 0, wide + 10, 1722), MODULE, asked)) == 10


@few
@given(usable_areas(), modes, st.sampled_from(list(RailAxis)))
def test_a_block_is_one_rectangle_no_larger_than_the_free_fill(usable, mode, axis):
    asked = options(mode, axis=axis, block_only=True)
    rows = fill(usable, MODULE, asked)
    assert_sound(usable, rows, asked)
    assert len({(row.orientation, row.along_mm) for row in rows}) <= 1
    for row in rows:
        assert all(gap == pytest.approx(20) for gap in gaps_in(row, along_of(row, axis)))
    depth = {Orientation.PORTRAIT: 1722, Orientation.LANDSCAPE: 1134}
    for lower, upper in itertools.pairwise(rows):
        size = depth[lower.orientation] if axis is RailAxis.EAVE else 2856 - depth[lower.orientation]
        assert upper.across_mm - lower.across_mm == pytest.approx(size + 20)
    assert module_count(rows) <= module_count(fill(usable, MODULE, options(mode, axis=axis)))
    assert bool(rows) == bool(fill(usable, MODULE, options(mode, axis=axis)))


def test_the_block_is_the_largest_that_fits():
    area = box(0, 0, 10 * 1154, 1722).union(box(0, 0, 4 * 1154, 4 * 1742))
    rows = fill(area, MODULE, options(FillMode.PORTRAIT, block_only=True))
    assert [len(row.along_mm) for row in rows] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("wanted", "multiple", "shape"), [(13, 1, [13]), (40, 4, [20, 20]), (75, 4, [24] * 3)]
)
def test_a_block_of_a_wanted_number_stays_a_rectangle(wanted, multiple, shape):
    asked = options(FillMode.PORTRAIT, block_only=True, wanted=wanted, multiple_of=multiple)
    assert [len(row.along_mm) for row in fill(HALL, MODULE, asked)] == shape


@few
@given(usable_areas(), modes)
def test_aligned_columns_stand_on_one_comb_for_each_orientation(usable, mode):
    asked = options(mode, aligned_columns=True)
    rows = fill(usable, MODULE, asked)
    for orientation in Orientation:
        same = [row for row in rows if row.orientation is orientation]
        offsets = [(u - same[0].along_mm[0]) / (along_of(row) + 20) for row in same for u in row.along_mm]
        assert all(abs(offset - round(offset)) < 1e-6 for offset in offsets)
    assert module_count(rows) <= module_count(fill(usable, MODULE, options(mode)))


@few
@given(usable_areas(), st.sampled_from([FillMode.PORTRAIT, FillMode.LANDSCAPE]), st.data())
def test_no_straight_comb_tried_at_random_beats_the_aligned_columns(usable, mode, data):
    rows = fill(usable, MODULE, options(mode, aligned_columns=True))
    low, _, high, _ = usable.bounds or (0, 0, 0, 0)
    pitch = MODULE.width_mm + 20 if mode is FillMode.PORTRAIT else MODULE.length_mm + 20
    begin = low + pitch * data.draw(st.integers(0, 50)) / 50
    cells = [
        box(begin + k * pitch, -1e5, begin + (k + 1) * pitch - 20, 1e5)
        for k in range(-1, int((high - low) // pitch) + 1)
    ]
    comb = usable.intersection(cells[0])
    for cell in cells[1:]:
        comb = comb.union(usable.intersection(cell))
    assert module_count(rows) >= module_count(fill(comb, MODULE, options(mode)))


@few
@given(usable_areas(), modes, st.sampled_from(list(RailAxis)))
def test_pinned_modules_keep_their_gaps(usable, mode, axis):
    x0, y0, x1, y1 = usable.bounds or (0, 0, 0, 0)
    pinned = ((x0 + x1) / 2, (y0 + y1) / 2, (x0 + x1) / 2 + 1134, (y0 + y1) / 2 + 1722)
    asked = options(mode, axis=axis, keep=(pinned,), gap_mm=30.0, row_gap_mm=90.0)
    wide, high = (30, 90) if axis is RailAxis.EAVE else (90, 30)
    around = box(pinned[0] - wide, pinned[1] - high, pinned[2] + wide, pinned[3] + high)
    for module in rectangles(fill(usable, MODULE, asked), asked):
        assert module.intersection(around.buffer(-DRAWING_TOLERANCE_MM)).area == 0


def test_what_is_left_out_leaves_a_tidy_rest():
    area = box(0, 0, 9 * 1154 - 20, 2 * 1742 - 20)
    rows = fill(area, MODULE, options(FillMode.PORTRAIT, wanted=12))
    assert [row.along_mm for row in rows] == [rows[0].along_mm] * 2
    assert [len(row.along_mm) for row in rows] == [6, 6]


@pytest.mark.parametrize(
    ("axis", "orientation"), [(RailAxis.EAVE, "portrait"), (RailAxis.SLOPE, "landscape")]
)
def test_of_two_orientations_that_hold_the_wanted_number_the_one_with_fewer_rows_is_taken(axis, orientation):
    rows = fill(box(0, 0, 5250, 5250), MODULE, options(axis=axis, wanted=4))
    assert [row.orientation for row in rows] == [orientation]


def test_orphans_are_left_out_first():
    area = box(0, 0, 4 * 1154, 1722).union(box(6000, 0, 7150, 1722))
    rows = fill(area, MODULE, options(FillMode.PORTRAIT, multiple_of=4))
    assert [len(run) for run in runs_of(rows[0], 1134, 20)] == [4]


def test_short_runs_are_left_out_whole():
    area = box(0, 0, 5 * 1154, 1722).union(box(7000, 0, 7000 + 2 * 1154, 1722))
    rows = fill(area, MODULE, options(FillMode.PORTRAIT, wanted=5, min_run=2))
    assert [len(run) for run in runs_of(rows[0], 1134, 20)] == [5]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"gap_mm": -1.0}, "gap between modules"),
        ({"row_gap_mm": float("nan")}, "gap between rows"),
        ({"block_gap_mm": -5.0}, "gap at a joint"),
        ({"max_block_mm": 0.0, "block_gap_mm": 30.0}, "longest run"),
        ({"max_block_mm": 9000.0, "block_gap_mm": 10.0}, "less than the gap"),
        ({"wanted": -1}, "-1 modules"),
        ({"multiple_of": 0}, "multiple"),
        ({"min_run": 0}, "shortest run"),
    ],
)
def test_options_that_cannot_be_meant_are_named(changes, part):
    with pytest.raises(DesignError, match=part):
        fill(HALL, MODULE, options(**changes))


@pytest.mark.parametrize("size", [ModuleSize(0, 1000), ModuleSize(1700, float("inf"))])
def test_a_module_without_a_size_is_refused(size):
    with pytest.raises(DesignError, match="is not a size"):
        fill(HALL, size, options())
