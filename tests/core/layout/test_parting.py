"""Rows that keep either just their gap or a wider one."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box, union_all

from designer.core.errors import DesignError
from designer.core.layout.fill import fill, module_count
from designer.core.layout.model import FillMode, FillOptions, ModuleSize, row_rectangles
from tests.effort import examples

SIZE = ModuleSize(1762.0, 1134.0)
GAP_MM, APART_MM = 21.0, 61.0


def options(*, aligned=False, apart=APART_MM, mode=FillMode.PORTRAIT):
    return FillOptions(gap_mm=20.0, row_gap_mm=GAP_MM, apart_mm=apart, mode=mode, aligned_columns=aligned)


def gaps(rows, depth=SIZE.length_mm):
    return [round(b.across_mm - a.across_mm - depth, 3) for a, b in pairwise(rows)]


def two_fields(between, above=0.0):
    """Two fields of a row each, so far apart, with some room above the upper row."""
    low = box(0.0, 0.0, 5000.0, SIZE.length_mm)
    start = SIZE.length_mm + between
    return union_all([low, box(0.0, start, 5000.0, start + SIZE.length_mm + above)])


@pytest.mark.parametrize("aligned", [False, True])
def test_rows_are_moved_away_from_each_other_where_there_is_room(aligned):
    asked = options(aligned=aligned)
    assert gaps(fill(two_fields(36.0), SIZE, asked)) == [36.0]
    assert gaps(fill(two_fields(36.0, above=100.0), SIZE, asked)) == [APART_MM]
    assert gaps(fill(two_fields(80.0, above=100.0), SIZE, asked)) == [80.0]


def test_rows_that_touch_move_together():
    pitch = SIZE.length_mm + GAP_MM
    start = SIZE.length_mm + 36.0
    area = union_all(
        [box(0.0, 0.0, 5000.0, SIZE.length_mm), box(0.0, start, 5000.0, start + 2.0 * pitch + 30.0)]
    )
    assert gaps(fill(area, SIZE, options())) == [APART_MM, GAP_MM]


def test_without_a_wish_rows_lie_as_they_come():
    assert gaps(fill(two_fields(36.0, above=100.0), SIZE, options(apart=0.0))) == [36.0]


def test_a_gap_that_is_no_length_is_refused():
    with pytest.raises(DesignError, match="gap between rows apart"):
        fill(box(0.0, 0.0, 5000.0, 5000.0), SIZE, options(apart=-1.0))


@settings(max_examples=examples(20), deadline=None)
@given(
    holes=st.lists(
        st.tuples(st.integers(0, 9000), st.integers(0, 8000), st.integers(200, 3000), st.integers(100, 1500)),
        max_size=4,
    ),
    aligned=st.booleans(),
    mode=st.sampled_from([FillMode.PORTRAIT, FillMode.LANDSCAPE]),
)
def test_no_module_is_lost_by_it_and_no_gap_becomes_worse(holes, aligned, mode):
    area = box(0.0, 0.0, 12000.0, 9000.0).difference(
        union_all([box(x, y, x + w, y + h) for x, y, w, h in holes])
    )
    depth = SIZE.length_mm if mode is FillMode.PORTRAIT else SIZE.width_mm
    plain = fill(area, SIZE, options(aligned=aligned, apart=0.0, mode=mode))
    parted = fill(area, SIZE, options(aligned=aligned, mode=mode))
    assert module_count(parted) == module_count(plain)
    room = area.buffer(1e-3, join_style="mitre")
    rects = [box(*rect) for row in parted for rect in row_rectangles(row, SIZE, options().axis)]
    assert all(room.covers(rect) for rect in rects)
    odd = [gap for gap in gaps(parted, depth) if GAP_MM + 0.01 < gap < APART_MM - 0.01]
    assert len(odd) <= len([gap for gap in gaps(plain, depth) if GAP_MM + 0.01 < gap < APART_MM - 0.01])
    assert min(gaps(parted, depth), default=GAP_MM) >= GAP_MM - 0.01
