"""Ports that no inverter uses keep off water too: their cable has room to either side."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import LineString, box

from designer.core.model.design import Box, WaterLine
from designer.core.model.plan import RoutePart
from designer.core.planning import Planner, derive
from designer.core.trunk.vacant import point_along, vacant_places
from tests import sites
from tests.core.trunk.test_matching import rules

CATALOG = sites.catalog()
DISTANCE = CATALOG.assumptions.water_distance_mm


def way(*points):
    return (RoutePart(surface="S1", points=tuple(points)),)


def channel(x):
    return WaterLine(id="W1", points=((x, 300.0), (x, 2900.0)))


def row_of_twelve(*lines):
    """A port is skipped where the way from inverter to inverter is longer than a pitch of 2 m."""
    roof = replace(sites.surface(width=17500.0, height=3000.0), water_lines=lines)
    design = sites.design(
        [roof], [sites.row("R1", "S1", 12, 1)], [Box(id="X1", surface="S1", x=300.0, y=150.0)]
    )
    return replace(design, products=replace(design.products, trunk="hms-trunk-10awg-2.0m"))


def vacant(plan):
    return [drop for branch in plan.branches for drop in branch.drops if not drop.inverter]


def test_a_capped_port_moves_off_a_channel_and_nothing_else_changes():
    dry = derive(row_of_twelve(), CATALOG)
    (port,) = vacant(dry)
    plan = derive(row_of_twelve(channel(port.x + 20.0)), CATALOG)
    (moved,) = vacant(plan)
    assert abs(moved.x - port.x - 20.0) >= DISTANCE - 1e-3
    assert abs(moved.x - port.x) < DISTANCE
    assert [one.code for one in plan.findings if one.code == "port-near-water"] == []
    assert plan.trunk.cost == dry.trunk.cost
    assert plan.inverters == dry.inverters


def test_a_channel_that_is_drawn_later_moves_the_port_of_a_plan_that_is_known():
    planner = Planner(CATALOG)
    (port,) = vacant(planner.plan(row_of_twelve()))
    wet = row_of_twelve(channel(port.x))
    assert planner.plan(wet) == derive(wet, CATALOG)


def test_on_dry_ground_ports_lie_evenly():
    route = way((0.0, 0.0), (3000.0, 0.0), (3000.0, 1200.0))
    places = vacant_places(route, 3, rules(pitch=2000.0), {})
    assert places == [point_along(route, 1 / 3), point_along(route, 2 / 3)]
    assert vacant_places(route, 1, rules(), {}) == []


def test_taut_cable_leaves_a_port_no_other_place():
    own = rules(pitch=2000.0)
    length = 2 * 2000.0 - own.family.dressing_mm
    wet = {"S1": [box(length / 2 - 100.0, -1.0, length / 2 + 100.0, 1.0)]}
    (place,) = vacant_places(way((0.0, 0.0), (length, 0.0)), 2, own, wet)
    assert place[1] == pytest.approx((length / 2, 0.0))


def test_a_way_that_is_wet_on_both_sides_of_a_bend_leaves_no_place_there():
    """It touches the edges of both wet stretches, and lies in the midst of the water."""
    route = way((0.0, 0.0), (500.0, 0.0), (500.0, 1500.0))
    (place,) = vacant_places(route, 2, rules(pitch=2000.0), {"S1": [box(2.0, -9e3, 502.0, 9e3)]})
    assert place[1] == pytest.approx((2.0, 0.0))


def test_a_way_that_begins_in_the_wet_leaves_no_place_at_its_beginning():
    (place,) = vacant_places(
        way((0.0, 0.0), (1800.0, 0.0)), 2, rules(pitch=2000.0), {"S1": [box(-9.0, -9e3, 1000.0, 9e3)]}
    )
    assert place[1] == pytest.approx((1000.0, 0.0))


@given(
    pitches=st.integers(2, 6),
    filled=st.floats(0.3, 1.0),
    wet=st.lists(st.tuples(st.floats(-500.0, 12_000.0), st.floats(1.0, 1_500.0)), max_size=4),
    bend=st.floats(0.0, 1.0),
)
def test_cable_reaches_every_port_and_none_is_wet_that_need_not_be(pitches, filled, wet, bend):
    own = rules(pitch=2000.0)
    pitch = 2000.0 - own.family.dressing_mm / pitches
    whole = filled * pitches * pitch
    route = way((0.0, 0.0), (bend * whole, 0.0), (bend * whole, (1 - bend) * whole))
    areas = [
        LineString([(low, -9e3), (low + 1e-3, -9e3), (low + 1e-3, 9e3)]).buffer(half) for low, half in wet
    ]
    places = vacant_places(route, pitches, own, {"S1": areas})
    ways = [0.0, *(x + y for _, (x, y) in places), whole]
    assert len(places) == pitches - 1
    assert all(-1e-6 <= after - before <= pitch + 1e-6 for before, after in pairwise(ways))
    for number, (before, here) in enumerate(pairwise(ways[:-1]), start=1):
        if is_wet(route, here / whole, areas):
            low = max(before, whole - (pitches - number) * pitch)
            high = min(whole, before + pitch)
            spots = [low + (high - low) * share / 40 for share in range(41)]
            assert all(is_wet(route, spot / whole, areas, by=2.0) for spot in spots)


def is_wet(route, share, areas, by=-2.0):
    """Well inside an area; `by` so much outside of it counts as well."""
    _, (x, y) = point_along(route, share)
    return any(area.buffer(by).contains(box(x - 1e-6, y - 1e-6, x + 1e-6, y + 1e-6)) for area in areas)
