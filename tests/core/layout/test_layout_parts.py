"""The exact parts a fill is made of: slabs, bands, counts, runs."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from designer.core.geometry.axes import Orientation, RailAxis, module_extent
from designer.core.layout.bands import free_bands
from designer.core.layout.free_rows import free_kind
from designer.core.layout.placing import common_column, free_spans, runs_in, stand
from designer.core.layout.runs import RunRule
from designer.core.layout.slabs import decompose
from designer.core.layout.ways import way
from tests.core.layout.layout_cases import MODULE, options, usable_areas

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
PORTRAIT, LANDSCAPE = Orientation.PORTRAIT, Orientation.LANDSCAPE
rules = st.builds(
    RunRule,
    st.floats(500, 2500),
    st.floats(0, 60),
    st.integers(1, 4),
    st.sampled_from([np.inf, 1.0, 2.0, 5.0, 12.0]),
    st.floats(60, 200),
)


@pytest.mark.parametrize(
    ("axis", "orientation", "extent"),
    [
        (RailAxis.EAVE, PORTRAIT, (1134, 1722)),
        (RailAxis.EAVE, LANDSCAPE, (1722, 1134)),
        (RailAxis.SLOPE, PORTRAIT, (1722, 1134)),
        (RailAxis.SLOPE, LANDSCAPE, (1134, 1722)),
    ],
)
def test_portrait_has_its_long_side_up_the_slope_whatever_the_rails(axis, orientation, extent):
    assert module_extent(axis, orientation, 1722, 1134) == extent


@few
@given(usable_areas(), st.sampled_from(list(RailAxis)))
def test_slabs_cover_the_area_once(usable, axis):
    slabs = decompose(usable, axis)
    heights = np.repeat(np.diff(slabs.levels), np.diff(slabs.first))
    widths = (slabs.right - slabs.left).mean(axis=1)
    assert (widths * heights).sum() == pytest.approx(usable.area, abs=0.1)


@few
@given(usable_areas(), st.integers(0, 100), st.sampled_from([1134.0, 1722.0]))
def test_free_spans_are_what_the_strip_leaves_of_the_area(usable, place, depth):
    _, low, _, high = usable.bounds
    v = low + (high - depth - low) * place / 100
    if high - low < depth:
        return
    strip = box(usable.bounds[0] - 1, v, usable.bounds[2] + 1, v + depth)
    expected = box(strip.bounds[0], 0, strip.bounds[2], 1)
    for part in shapely.get_parts(strip.difference(usable)):
        expected = expected.difference(box(part.bounds[0], -1, part.bounds[2], 2))
    found = free_spans(decompose(usable, RailAxis.EAVE), v, depth, 1.0)
    # slivers shorter than the least length asked for may be on one side only
    assert sum(end - begin for begin, end in found) == pytest.approx(expected.area, abs=25)


@few
@given(usable_areas(), st.data())
def test_counts_along_a_band_are_those_of_its_strips(usable, data):
    built = way(decompose(usable, RailAxis.EAVE), PORTRAIT, MODULE, options())
    pieces = free_kind(built).profile.pieces
    if not len(pieces.start):
        return
    number = data.draw(st.integers(0, len(pieces.start) - 1))
    v = (pieces.start[number] + pieces.end[number]) / 2
    runs = runs_in(built.spans_at(v), built.rule)
    assert sum(run.modules for run in runs) >= pieces.modules[number]
    if pieces.end[number] - pieces.start[number] > 1e-3:
        assert sum(run.modules for run in runs) == pieces.modules[number]
        assert len(runs) == pieces.runs[number]


def test_bands_of_an_area_as_high_as_the_strip_are_one_place():
    bands = free_bands(decompose(box(0, 100, 5000, 1822), RailAxis.EAVE), 1722.0, 1134.0)
    assert bands.high.max() - bands.low.min() < 1e-5
    assert len(bands.band) == len(bands.low)


def test_an_area_lower_than_the_strip_has_no_bands():
    assert not len(free_bands(decompose(box(0, 0, 5000, 1721), RailAxis.EAVE), 1722.0, 1134.0).low)


@given(rules, st.floats(1, 60000))
def test_no_longer_run_fits_than_the_longest_found(rule, length):
    modules = rule.fitting(length)
    if modules:
        assert modules >= rule.shortest
        assert rule.length_mm(modules) <= length + 1e-5
    assert rule.length_mm(max(modules + 1, rule.shortest)) > length - 1e-5


@given(rules, st.integers(1, 40))
def test_the_modules_of_a_run_end_where_the_run_ends(rule, modules):
    offsets = rule.offsets_mm(modules)
    assert offsets[0] == 0
    assert offsets[-1] + rule.module_mm == pytest.approx(rule.length_mm(modules))
    gaps = np.diff(offsets) - rule.module_mm
    assert all(min(abs(gap - rule.gap_mm), abs(gap - rule.joint_gap_mm)) < 1e-6 for gap in gaps)


@given(
    rules,
    st.lists(st.tuples(st.floats(0, 200), st.floats(10, 9000)), min_size=1, max_size=4),
    st.floats(0, 5000),
)
def test_runs_stand_in_their_spans_and_apart(rule, parts, column):
    spans, end = [], 0.0
    for clear, length in parts:
        spans.append((end + clear, end + clear + length))
        end += clear + length
    runs = runs_in(spans, rule)
    places = stand(runs, rule, column)
    assert len(places) == sum(run.modules for run in runs)
    assert all(
        any(low - 1e-4 <= u and u + rule.module_mm <= high + 1e-4 for low, high in spans) for u in places
    )
    assert (np.diff(places) >= rule.module_mm + rule.gap_mm - 1e-4).all()


def test_the_common_column_suits_as_many_modules_as_it_can():
    rule = RunRule(1000.0, 20.0, 1, np.inf, 20.0)
    wide, narrow = runs_in([(0, 4500)], rule), runs_in([(1100, 4200)], rule)
    column = common_column([wide, narrow], rule)
    first, second = stand(wide, rule, column), stand(narrow, rule, column)
    assert (second[0] - first[0]) % 1020 == pytest.approx(0, abs=1e-6)
    assert common_column([], rule) is None
