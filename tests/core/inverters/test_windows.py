"""The allowed set of an inverter, checked against a search over single positions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.axes import RailAxis, grown
from designer.core.geometry.intervals import contains, normalized
from designer.core.inverters.enclosure import across_range, footprint
from designer.core.inverters.obstructions import Hole, Obstructions
from designer.core.inverters.windows import Blocked, LinePlace, _least_in_the_way, _worst_at, window
from designer.core.model.catalog import Mount
from designer.core.model.plan import RailRun

MOUNT = Mount(
    along_min_mm=-130,
    along_max_mm=130,
    across_min_mm=-20,
    across_max_mm=160,
    top_below_rail_top_mm=0,
    screws=2,
    screw="M8",
    screw_spacing_mm=160,
    torque_nm=9,
)
RAIL = RailRun(
    id="L1",
    surface="S1",
    row_id="R1",
    line=0,
    product="rail",
    axis=RailAxis.EAVE,
    across_mm=400,
    start_mm=0,
    end_mm=5000,
    bars=(),
    width_mm=40,
)
PLACE = LinePlace(line=0, side=1, across_mm=400, rails=(RAIL,))
ROW = (0.0, 1700.0)
SPANS = [(50.0, 1184.0), (1204.0, 2338.0)]


def solve(rects, clearance=20.0, spans=SPANS):
    obstructions = Obstructions(rects, [f"T{i}" for i in range(len(rects))])
    return window(PLACE, spans, ROW, MOUNT, clearance, 0.0, obstructions)


def meets(first, second):
    return first[0] < second[2] and first[2] > second[0] and first[1] < second[3] and first[3] > second[1]


boxes = st.tuples(
    st.integers(0, 2400), st.integers(300, 700), st.integers(10, 400), st.integers(10, 200)
).map(lambda t: (float(t[0]), float(t[1]), float(t[0] + t[2]), float(t[1] + t[3])))


@given(st.lists(boxes, max_size=6), st.sampled_from([0.0, 20.0, 55.0]))
def test_a_position_is_allowed_exactly_when_the_grown_footprint_is_free_and_under_a_module(rects, clearance):
    found = solve(rects, clearance)
    for along in np.arange(0.5, 2400, 37.0):
        outline = footprint(MOUNT, along, 400, 1)
        free = not any(meets(grown(outline, clearance), rect) for rect in rects)
        under = any(low <= outline[0] and outline[2] <= high for low, high in SPANS)
        on_rail = along - 80 >= RAIL.start_mm and along + 80 <= RAIL.end_mm
        assert contains(found.allowed, along) == (free and under and on_rail)


def test_touching_the_clearance_is_allowed():
    found = solve([(0.0, 300.0, 100.0, 700.0)])
    assert found.allowed[0][0] == 100 + 20 + 130


def test_the_gap_between_modules_is_not_under_a_module():
    assert not contains(solve([]).allowed, 1194.0)


def test_what_blocks_is_named_with_the_missing_millimetres():
    # free room between the two is 290 mm, the enclosure with its clearance needs 300 mm
    found = solve([(0.0, 300.0, 500.0, 700.0), (790.0, 300.0, 2400.0, 700.0)])
    assert not found.allowed
    assert found.blocked.owner in {"T0", "T1"}
    assert 0 < found.blocked.missing_mm <= 10


def test_an_enclosure_that_sticks_out_across_the_row_is_not_under_modules():
    place = LinePlace(line=0, side=-1, across_mm=100, rails=(RAIL,))
    found = window(place, SPANS, ROW, MOUNT, 20.0, 0.0, Obstructions([], []))
    assert not found.allowed
    assert found.blocked.missing_mm == 60


@given(st.sampled_from([1, -1]), st.floats(0, 2000))
def test_the_enclosure_lies_on_its_side_of_the_rail(side, across):
    low, high = across_range(MOUNT, across, side)
    assert high - low == 180 or abs(high - low - 180) < 1e-9
    assert (low + high) / 2 - across == (70 * side) or abs((low + high) / 2 - across - 70 * side) < 1e-9


places = st.integers(0, 40).map(float)
intervals = st.lists(st.tuples(places, places), min_size=1, max_size=4).map(
    lambda pairs: normalized((min(pair), max(pair)) for pair in pairs)
)
holes = st.lists(st.builds(Hole, places, places, st.sampled_from("abc")), max_size=12)


@given(intervals, holes)
def test_the_least_in_the_way_is_that_of_single_positions(under, holes):
    spots = {x for pair in under for x in pair}
    spots |= {x for hole in holes for x in (hole.low, hole.high) if contains(under, x)}
    wanted = min((_worst_at(x, holes) for x in spots), key=lambda one: (one.missing_mm, one.owner))
    assert _least_in_the_way(under, holes) == wanted


def test_thousands_of_holes_are_weighed_in_parts():
    holes = [Hole(10.0 * n, 10.0 * n + 12.0, f"v{n}") for n in range(3_000)]
    assert _least_in_the_way(((0.0, 30_000.0),), holes) == Blocked("rail end", 0.0)
    assert _least_in_the_way(((5.0, 30_000.0),), holes[:-1]).missing_mm == 0.0
