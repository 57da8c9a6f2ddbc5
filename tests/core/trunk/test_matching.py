"""One branch: pitch, positions and skipped ports, against plain enumeration over a grid."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import LineString

from designer.core.geometry.axes import RailAxis
from designer.core.inverters.slots import InverterSlot
from designer.core.model.plan import RailRun, StepKind
from designer.core.trunk.hops import LaneHop, SpotFeed, StraightHop
from designer.core.trunk.labels import OVER_LIMIT
from designer.core.trunk.matching import match_branch, step_price
from designer.core.trunk.ports import port_range
from designer.core.trunk.rules import rules_for
from designer.core.trunk.tracks import Stretch
from tests import sites
from tests.core.trunk.oracle import branch_cost_on_grids, cheapest_step, plain_way

CATALOG = sites.catalog()
UNIT = CATALOG.inverter("hms-1000-2t")
FAMILY = CATALOG.family("hoymiles-hms")
RAIL = RailRun(
    id="R1.L1",
    surface="S1",
    row_id="R1",
    line=0,
    product="k2-singlerail-36",
    axis=RailAxis.EAVE,
    across_mm=500,
    start_mm=0,
    end_mm=60000,
    bars=(),
    width_mm=40,
)


class LowerEnd:
    """The box at the rail's lower end."""

    def way(self, start_mm):
        return abs(start_mm)

    def marks(self):
        return ()


def slot(name, low, high):
    return InverterSlot(
        id=name,
        surface="S1",
        row_id="R1",
        row=1,
        axis=RailAxis.EAVE,
        product=UNIT,
        line=0,
        side=1,
        across_mm=500,
        clearance_mm=20,
        rails=(RAIL,),
        allowed=((low, high),),
        preferred_mm=(low + high) / 2,
        modules=(),
    )


def rules(pitch=2300.0, **more):
    product = replace(FAMILY.products[0], pitch_mm=pitch, conductor="10 AWG", ports_per_reel=50)
    family = replace(FAMILY, dressing_mm=0.0, stripping_mm=0.0, **more)
    return rules_for(sites.gable(), CATALOG, family, product)


def ranges(windows, reach=0.0):
    return [port_range(slot(f"I{i}", low, high), reach, ()) for i, (low, high) in enumerate(windows)]


def match(windows, limits, reach=0.0):
    hops = [StraightHop()] * (len(windows) - 1)
    return match_branch(ranges(windows, reach), hops, LowerEnd(), limits)


def test_drift_of_eight_millimetres_a_step_is_taken_up_by_the_windows():
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c - 24, c + 24) for c in centres], rules())
    assert [(step.kind, step.pitches) for step in found.steps] == [(StepKind.STANDARD, 1)] * 6
    assert all(step.distance_mm <= 2300 + 1e-6 for step in found.steps)


def test_one_millimetre_less_of_window_and_it_cannot_be_done_without_more():
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c - 23, c + 23) for c in centres], rules())
    assert any(step.pitches != 1 for step in found.steps)


def test_ports_within_reach_of_the_inverters_help():
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c, c) for c in centres], rules(), reach=24.0)
    assert all(step.pitches == 1 for step in found.steps)
    for port, along in zip(found.ports, found.alongs, strict=True):
        assert abs(port - along) <= 24 + 1e-6


def test_skipping_a_port_or_linking_is_decided_by_price():
    windows = [(1000.0, 1000.0), (4000.0, 4000.0)]
    skip = match(windows, rules(links_allowed=False))
    assert (skip.steps[0].kind, skip.steps[0].pitches) == (StepKind.STANDARD, 2)
    cheap = rules()
    cheap = replace(cheap, prices=replace(cheap.prices, link=0.0, bulk_per_mm=0.0))
    assert match(windows, cheap).steps[0].kind is StepKind.LINK


def test_a_step_over_the_slack_limit_is_taken_only_when_nothing_else_is_possible():
    tight = replace(rules(pitch=4200.0, links_allowed=False), slack_limit_mm=100.0)
    found = match([(1000.0, 1000.0), (3308.0, 3308.0)], tight)
    assert found.violations() == 1
    assert found.cost > OVER_LIMIT


def test_no_way_to_the_box_makes_the_branch_impossible():
    class Nowhere:
        def way(self, start_mm):
            return np.inf

        def marks(self):
            return ()

    assert match_branch(ranges([(0.0, 10.0)]), [], Nowhere(), rules()).cost == np.inf


def test_a_row_of_seven_pairs_takes_the_cable_that_is_eight_millimetres_short():
    """Two modules of 1134 mm and two gaps of 20 mm: no port is skipped, though the pitch is 2308 mm."""
    centres = [1154 + 2308 * k for k in range(7)]
    found = match([(c - 300, c + 300) for c in centres], rules(), reach=300.0)
    assert [step.pitches for step in found.steps] == [1] * 6


def test_a_run_longer_than_a_reel_is_linked_at_the_cheapest_place():
    short = rules(pitch=2000.0)
    short = replace(short, product=replace(short.product, ports_per_reel=3))
    found = match([(2000.0 * k, 2000.0 * k) for k in range(4)], short)
    assert [step.kind for step in found.steps].count(StepKind.LINK) == 1


def test_where_no_link_is_allowed_a_long_run_stays_whole():
    short = rules(pitch=2000.0, links_allowed=False)
    short = replace(short, product=replace(short.product, ports_per_reel=3))
    found = match([(2000.0 * k, 2000.0 * k) for k in range(5)], short)
    assert [step.pitches for step in found.steps] == [1] * 4


MILLIMETRES = st.integers(0, 40).map(lambda n: n * 20.0)
"""All lies on a lattice of 20 mm, and so do the vertices of all that is linear: its grid is exact."""

windows = st.lists(st.tuples(MILLIMETRES, MILLIMETRES), min_size=2, max_size=5)
prices = st.tuples(st.sampled_from([0.0, 10.0, 60.0, 200.0]), st.sampled_from([0.0, 0.005, 0.05]))


@settings(max_examples=80, deadline=None)
@given(windows, st.sampled_from([1000.0, 2000.0, 2300.0]), st.booleans(), prices, st.booleans())
def test_costs_what_enumeration_of_a_grid_that_holds_all_vertices_costs(offsets, pitch, links, money, tight):
    limits = rules(pitch, links_allowed=links)
    limits = replace(limits, prices=replace(limits.prices, link=money[0], bulk_per_mm=money[1]))
    if tight:
        limits = replace(limits, slack_limit_mm=200.0)
    spans = [(1540.0 * k + a, 1540.0 * k + a + b) for k, (a, b) in enumerate(offsets)]
    grids = [np.arange(low, high + 1, 20.0) for low, high in spans]
    hops = [StraightHop()] * (len(spans) - 1)
    least = branch_cost_on_grids(grids, hops, LowerEnd(), limits)
    found = match(spans, limits)
    assert found.cost == pytest.approx(least, abs=1e-4)
    assert found.cost - limits.prices.port - limits.prices.leg == pytest.approx(
        sum(step_price(step, limits) for step in found.steps) + found.feed_mm * money[1]
    )


RUNS = ((0.0, 4000.0), (4200.0, 9000.0))
CROSSINGS = (200.0, 1200.0, 2600.0, 4200.0, 5400.0, 8000.0)

stretches = st.lists(st.sampled_from(CROSSINGS), min_size=1, max_size=3, unique=True).map(
    lambda crossings: Stretch(0, RUNS, tuple(sorted(crossings)))
)


@st.composite
def lane_hops(draw):
    """Ways over a graph of crossings: a metric, as shortest ways are."""
    first, last = draw(stretches), draw(stretches)
    heights = [draw(MILLIMETRES) for _ in first.crossings]
    between = tuple(
        tuple(
            min(
                abs(a - c) + abs(c - b) + height + 400.0
                for c, height in zip(first.crossings, heights, strict=True)
                if (a < 4100.0) == (c < 4100.0)
            )
            for b in last.crossings
        )
        for a in first.crossings
    )
    return LaneHop(first, last, between)


def along_rails_too(hop):
    """The hop with ways from crossing to crossing that may also lead along either rail, as in a network."""

    def rail(crossings, i, k):
        same_run = (crossings[i] <= RUNS[0][1]) == (crossings[k] <= RUNS[0][1])
        return abs(crossings[i] - crossings[k]) if same_run else np.inf

    us, vs = hop.first.crossings, hop.last.crossings
    return replace(
        hop,
        between=tuple(
            tuple(
                min(
                    rail(us, i, k) + hop.between[k][m] + rail(vs, m, j)
                    for k in range(len(us))
                    for m in range(len(vs))
                )
                for j in range(len(vs))
            )
            for i in range(len(us))
        ),
    )


@settings(max_examples=100, deadline=None)
@given(lane_hops(), st.integers(0, 450), st.integers(0, 450))
def test_the_way_of_a_hop_is_the_shortest_over_the_crossings_beside_its_places(hop, start, end):
    hop, a, b = along_rails_too(hop), start * 20.0, end * 20.0
    assert hop.way(a, b) == pytest.approx(plain_way(hop, a, b))


spans = st.tuples(st.sampled_from(RUNS), st.integers(0, 190), st.integers(0, 40)).map(
    lambda t: (t[0][0] + t[1] * 20.0, min(t[0][0] + (t[1] + t[2]) * 20.0, t[0][1]))
)


@settings(max_examples=80, deadline=None)
@given(st.lists(spans, min_size=2, max_size=4), st.data(), st.sampled_from([1000.0, 2000.0]), prices)
def test_ways_that_leave_the_rail_cost_what_enumeration_says(chosen, data, pitch, money):
    limits = rules(pitch)
    limits = replace(limits, prices=replace(limits.prices, link=money[0], bulk_per_mm=money[1]))
    hops = [data.draw(lane_hops()) for _ in chosen[1:]]
    feed = SpotFeed(hops[-1].last, tuple(300.0 for _ in hops[-1].last.crossings))
    grids = [np.arange(low, high + 1, 20.0) for low, high in chosen]
    least = branch_cost_on_grids(grids, hops, feed, limits)
    found = match_branch(ranges(chosen), hops, feed, limits)
    assert found.cost <= least + 1e-4
    if found.cost < np.inf:
        fixed = limits.prices.port + limits.prices.leg
        again = sum(cheapest_step(step.distance_mm, limits) for step in found.steps)
        assert again + found.feed_mm * money[1] + fixed <= found.cost + 1e-6


@given(port=st.floats(600.0, 2400.0))
def test_an_inverter_hangs_within_reach_of_its_port_but_for_what_was_rounded(port):
    own = port_range(slot("I0", 1000.0, 2000.0), 300.0, ())
    assert abs(own.along_for(port) - port) <= max(300.0, 1000.0 - port, port - 2000.0) + 1e-9
    assert own.along_for(700.0 - 1e-4) == 1000.0, "and not in the middle, the preferred place"


@pytest.mark.parametrize(
    ("water", "dry"),
    [
        ([(0, 0), (0, 2000)], ((100, 3300),)),
        ([(1000, 2000), (1000, 0), (3000, 0), (3000, 2000)], ((0, 900), (1100, 2900), (3100, 3300))),
    ],
    ids=["at the end of the rail", "over the rail and back"],
)
def test_ports_keep_off_water_and_nowhere_else(water, dry):
    own = port_range(slot("I0", 200.0, 3000.0), 300.0, [LineString(water).buffer(100)])
    assert own.places == tuple(pytest.approx(place) for place in dry)
