"""Rows that may stand at other heights on either side of one line: never fewer, and no line holds more."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from designer.core.geometry.axes import RailAxis
from designer.core.layout.fill import fill, module_count
from designer.core.layout.model import FillMode
from tests.core.layout.layout_cases import MODULE, assert_sound, options, runs_of, usable_areas

few = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
modes = st.sampled_from(list(FillMode))
STEPPED = shapely.union_all([box(0, 0, 5750, 3484), box(5750, 900, 11500, 4384)])
"""Two parts for two rows each, the right one 900 mm higher."""


def most(area, mode, **more):
    return module_count(fill(area, MODULE, options(mode, **more)))


@few
@given(usable_areas(), modes, st.sampled_from(list(RailAxis)))
def test_halves_hold_no_fewer_modules_and_are_sound(usable, mode, axis):
    asked = options(mode, axis=axis, halves=True)
    rows = fill(usable, MODULE, asked)
    assert module_count(rows) >= most(usable, mode, axis=axis)
    assert_sound(usable, rows, asked)


@few
@given(usable_areas(), st.sampled_from([FillMode.PORTRAIT, FillMode.MIXED]))
def test_no_line_on_a_grid_holds_more(usable, mode):
    found = most(usable, mode, halves=True)
    x0, y0, x1, y1 = usable.bounds if not usable.is_empty else (0, 0, 0, 0)
    for u in np.arange(x0 + 1134, x1 - 1134, 400.0):
        sides = box(x0, y0, u, y1), box(u + 20, y0, x1, y1)
        assert sum(most(usable.intersection(side), mode) for side in sides) <= found


@few
@given(usable_areas(), usable_areas(), modes)
def test_more_room_never_holds_fewer_modules(smaller, more, mode):
    assert most(smaller.union(more), mode, halves=True) >= most(smaller, mode, halves=True)


def test_a_stepped_roof_has_its_rows_at_two_heights():
    assert most(STEPPED, FillMode.PORTRAIT) < 18
    rows = fill(STEPPED, MODULE, options(FillMode.PORTRAIT, halves=True))
    assert module_count(rows) == 18
    assert [row.across_mm for row in rows] == sorted(row.across_mm for row in rows)
    assert len(rows) == 4


def test_halves_are_parted_by_a_joint_where_runs_have_one():
    asked = options(FillMode.PORTRAIT, halves=True, max_block_mm=9000.0, block_gap_mm=120.0)
    rows = fill(STEPPED, MODULE, asked)
    left = [row for row in rows if row.along_mm[0] < 4000]
    right = [row for row in rows if row not in left]
    assert left
    assert right
    clear = min(row.along_mm[0] for row in right) - max(row.along_mm[-1] for row in left) - 1134
    assert clear >= 120 - 1e-3


def test_the_wanted_number_of_halves_stays_in_one_piece():
    asked = options(FillMode.PORTRAIT, halves=True, wanted=18)
    assert module_count(fill(STEPPED, MODULE, asked)) == 18
    rows = fill(STEPPED, MODULE, options(FillMode.PORTRAIT, halves=True, wanted=17))
    assert module_count(rows) == 17
    assert all(len(runs_of(row, 1134, 20)) == 1 for row in rows)


@pytest.mark.parametrize("area", [box(0, 0, 500, 500), shapely.Polygon()])
def test_an_area_without_room_stays_empty(area):
    assert fill(area, MODULE, options(halves=True)) == ()
