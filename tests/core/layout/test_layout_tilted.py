"""Rows that stand up from a level roof: their depth, their shadow, pairs, walkways."""

import itertools
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from designer.core.errors import DesignError
from designer.core.geometry.axes import RailAxis
from designer.core.layout.fill import fill, module_count
from designer.core.layout.model import FillMode, Tilt, Walkways
from tests.core.layout.layout_cases import (
    DRAWING_TOLERANCE_MM,
    MODULE,
    assert_sound,
    options,
    rectangles,
    usable_areas,
)

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
SOUTH = Tilt(deg=10.0)
EAST_WEST = Tilt(deg=10.0, paired=True, ridge_gap_mm=20.0)
FLAT = 1134.0 * math.cos(math.radians(10.0))
"""Depth in plan of a landscape row at 10 degrees."""
HALL = box(0, 0, 20000, 12000)


def landscape(**more):
    return options(FillMode.LANDSCAPE, **more)


def gaps_between(rows, depth=FLAT):
    heights = sorted(row.across_mm for row in rows)
    return [above - below - depth for below, above in itertools.pairwise(heights)]


@few
@given(
    usable_areas(),
    st.sampled_from([SOUTH, EAST_WEST]),
    st.sampled_from(list(FillMode)),
    st.sampled_from(list(RailAxis)),
    st.sampled_from([None, 15.0]),
)
def test_tilted_rows_lie_inside_and_apart_and_take_up_less_than_flat_ones(usable, tilt, mode, axis, sun):
    asked = options(mode, axis=axis, tilt=tilt, sun_deg=sun)
    rows = fill(usable, MODULE, asked)
    assert_sound(usable, rows, asked)
    for row, module in zip((r for r in rows for _ in r.along_mm), rectangles(rows, asked), strict=True):
        assert abs(row.tilt_deg) == 10.0
        assert module.area == pytest.approx(1722 * 1134 * math.cos(math.radians(10.0)))


def test_a_row_stands_out_of_the_shadow_of_the_one_before_it():
    rows = fill(HALL, MODULE, landscape(tilt=SOUTH, sun_deg=15.0))
    shadow = 1134.0 * math.sin(math.radians(10.0)) / math.tan(math.radians(15.0))
    assert len(rows) == 1 + int((12000 - FLAT) // (FLAT + shadow))
    assert min(gaps_between(rows)) == pytest.approx(shadow)
    assert {row.tilt_deg for row in rows} == {10.0}


def test_a_pitch_that_was_typed_holds_where_it_leaves_more_than_gap_and_shadow():
    rows = fill(HALL, MODULE, landscape(tilt=SOUTH, row_pitch_mm=2000.0))
    assert min(gaps_between(rows)) == pytest.approx(2000.0 - FLAT)
    closer = fill(HALL, MODULE, landscape(tilt=SOUTH, row_pitch_mm=1200.0, sun_deg=15.0))
    assert min(gaps_between(closer)) > 1200.0 - FLAT + 100.0


def test_pairs_stand_back_to_back_and_face_away_from_each_other():
    rows = fill(HALL, MODULE, landscape(tilt=EAST_WEST, row_pitch_mm=2600.0))
    assert [row.tilt_deg for row in rows] == [10.0, -10.0] * (len(rows) // 2)
    gaps = gaps_between(rows)
    assert gaps[0::2] == pytest.approx([20.0] * len(gaps[0::2]))
    assert min(gaps[1::2]) == pytest.approx(2600.0 - 2 * FLAT - 20.0)
    assert all(a.along_mm == b.along_mm for a, b in zip(rows[::2], rows[1::2], strict=True))


@pytest.mark.parametrize("wanted", [7, 8, 24])
def test_pairs_come_in_twos_whatever_is_wanted(wanted):
    rows = fill(HALL, MODULE, landscape(tilt=EAST_WEST, wanted=wanted))
    assert module_count(rows) == wanted // 2 * 2
    whole = fill(HALL, MODULE, landscape(tilt=EAST_WEST, wanted=wanted, multiple_of=3))
    assert module_count(whole) == wanted // 6 * 6


@pytest.mark.parametrize("tilt", [SOUTH, EAST_WEST])
def test_a_walkway_follows_every_few_rows(tilt):
    asked = landscape(tilt=tilt, walkways=Walkways(rows=2, width_mm=800.0))
    rows = fill(HALL, MODULE, asked)
    wide = [gap >= 800.0 - DRAWING_TOLERANCE_MM for gap in gaps_between(rows)]
    every = 2 * (2 if tilt.paired else 1)
    assert [place % every == 0 for place in range(1, len(wide) + 1)] == wide
    assert_sound(HALL, rows, asked)


@few
@given(usable_areas(), usable_areas(), st.sampled_from([SOUTH, EAST_WEST]))
def test_more_room_never_holds_fewer_modules(smaller, more, tilt):
    asked = landscape(tilt=tilt, sun_deg=20.0)
    larger = module_count(fill(smaller.union(more), MODULE, asked))
    assert larger >= module_count(fill(smaller, MODULE, asked))


@few
@given(usable_areas(), st.sampled_from([EAST_WEST]))
def test_no_fewer_pairs_than_a_block_of_them(usable, tilt):
    block = fill(usable, MODULE, landscape(tilt=tilt, block_only=True))
    assert module_count(block) <= module_count(fill(usable, MODULE, landscape(tilt=tilt)))
    assert_sound(usable, block, landscape(tilt=tilt))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"tilt": Tilt(deg=0.0)}, "a tilt of 0°"),
        ({"tilt": Tilt(deg=90.0)}, "a tilt of 90°"),
        ({"tilt": SOUTH, "sun_deg": 0.0}, "the sun cannot stand 0° high"),
        ({"tilt": SOUTH, "row_pitch_mm": 1000.0}, "less than the rows are deep"),
        ({"tilt": Tilt(deg=10.0, paired=True, ridge_gap_mm=-1.0)}, "gap at the ridge"),
        ({"walkways": Walkways(rows=-1)}, "-1 rows between walkways"),
    ],
)
def test_what_cannot_be_meant_is_named(changes, part):
    with pytest.raises(DesignError, match=part):
        fill(HALL, MODULE, landscape(**changes))
