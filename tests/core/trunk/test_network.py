"""Cable ways over a roof: along rails and module edges, round obstacles, over bridges only."""

from itertools import pairwise, product
from math import dist, inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import LineString, Polygon

from designer.core.caching.memo import Memo
from designer.core.layout.placement import place_modules
from designer.core.model.design import Box, Obstacle, ObstacleKind
from designer.core.model.plan import SurfacePlan
from designer.core.racking.stage import rack_surface
from designer.core.trunk.ground import Layer
from designer.core.trunk.hops import LaneHop, StraightHop
from designer.core.trunk.island import build_islands
from designer.core.trunk.network import Network
from designer.core.trunk.tracks import Station
from tests import sites
from tests.core.trunk.oracle import plain_way


def network(design):
    catalog = sites.catalog()
    parts = []
    for surface in design.surfaces:
        modules = place_modules(design, surface, catalog)
        racking = rack_surface(design, surface, catalog, modules)
        parts.append(
            SurfacePlan(
                surface=surface.id,
                usable=(),
                area_m2=0.0,
                modules=modules,
                rails=racking.rails,
                hardware=racking.hardware,
            )
        )
    layers = [
        Layer(
            surface=design.surface(part.surface),
            modules=part.modules,
            rails=part.rails,
            lines=tuple((row.id, 1) for row in design.rows_on(part.surface)),
        )
        for part in parts
    ]
    return Network(build_islands(layers, design.bridges, 5.0, Memo(9)), design.boxes)


def three_rows():
    roof = sites.surface(width=14000.0, height=8000.0)
    rows = [sites.row(f"R{i}", "S1", 8, 10 * i, across=500.0 + 1732.0 * i) for i in range(3)]
    return sites.design([roof], rows)


NETWORK = network(three_rows())
alongs = st.floats(700.0, 9500.0)


def length(route):
    return sum(dist(a, b) for part in route for a, b in pairwise(part.points))


def way(net, first, second):
    hop = net.hop(first.line, (first.along_mm,) * 2, second.line, (second.along_mm,) * 2)
    found = hop.way(first.along_mm, second.along_mm)
    assert found == pytest.approx(plain_way(hop, first.along_mm, second.along_mm), abs=1e-9)
    return found


def way_to_box(net, start, box):
    feed = net.feed(start.line, (start.along_mm,) * 2, box)
    found = feed.way(start.along_mm)
    assert net.feeds_mm([(start.line, start.along_mm)])[box][0] == found
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["R0", "R1", "R2"]), alongs, st.sampled_from(["R0", "R1", "R2"]), alongs)
def test_the_drawn_route_is_as_long_as_the_way_that_was_planned(row_a, a, row_b, b):
    start, end = Station((row_a, 1), a), Station((row_b, 1), b)
    route = NETWORK.route(start, end)
    assert length(route) == pytest.approx(way(NETWORK, start, end), abs=1e-6)
    assert route[0].points[0] == NETWORK.point(start)
    assert route[-1].points[-1] == NETWORK.point(end)
    assert way(NETWORK, start, end) == pytest.approx(way(NETWORK, end, start))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["R0", "R1"]),
    alongs,
    st.floats(0.0, 900.0),
    alongs,
    st.floats(0.0, 900.0),
    st.floats(0.0, 6000.0),
)
def test_a_way_that_must_not_be_too_short_is_the_shortest_of_those_that_are_long_enough(
    row, a, before, b, behind, more
):
    """Cable with too much slack on the shortest way is led a longer one, never along a rail and back."""
    start, end, spans = Station((row, 1), a), Station(("R2", 1), b), ((a - before, a), (b, b + behind))
    hop = NETWORK.hop(start.line, spans[0], end.line, spans[1])
    shortest = hop.way(a, b)
    assert hop.way(a, b, shortest) == shortest
    least = shortest + more
    found = hop.way(a, b, least)
    bends = [abs(a - bend.leaves_mm) + bend.middle_mm + abs(b - bend.joins_mm) for bend in hop.bends()]
    assert found == pytest.approx(min((way for way in bends if way >= least - 1e-6), default=shortest))
    route = NETWORK.route(start, end, (), least, spans)
    assert length(route) == pytest.approx(found, abs=1e-6)


@given(st.sampled_from(["R0", "R1"]), alongs, alongs)
def test_a_change_of_row_costs_at_least_the_angled_way_and_at_most_one_module_more(row, a, b):
    start, end = Station((row, 1), a), Station(("R2", 1), b)
    (x0, y0), (x1, y1) = NETWORK.point(start), NETWORK.point(end)
    angled = abs(x1 - x0) + abs(y1 - y0)
    assert angled - 1e-6 <= way(NETWORK, start, end) <= angled + 1154.0 + 1e-6


def test_cable_does_not_run_to_the_far_end_of_a_rail_and_back_where_it_has_too_much_slack():
    """Two modules before a hole, two behind it: the one way over the hole is the only one."""
    row = sites.row("R1", "S1", 4, 1)
    parted = [replace(m, along_mm=m.along_mm + 400.0) if i > 1 else m for i, m in enumerate(row.modules)]
    net = network(sites.design([sites.surface()], [replace(row, modules=tuple(parted))]))
    left, right = row.modules[1].along_mm + 500.0, parted[2].along_mm + 500.0
    spans = ((left - 900.0, left), (right, right + 900.0))
    start, end = Station(("R1", 1), left), Station(("R1", 1), right)
    hop = net.hop(start.line, spans[0], end.line, spans[1])
    assert len(hop.first.crossings) > 1
    assert hop.way(left, right, 2000.0) == right - left
    (part,) = net.route(start, end, (), 2000.0, spans)
    assert [x for x, _ in part.points] == sorted(x for x, _ in part.points)


def test_cable_leaves_the_rail_at_a_joint():
    roof = sites.surface(width=16000.0, height=4000.0)
    row = sites.row("R1", "S1", 10, 1)
    parted = [replace(m, along_mm=m.along_mm + 400.0) if i > 4 else m for i, m in enumerate(row.modules)]
    net = network(sites.design([roof], [replace(row, modules=tuple(parted))]))
    left, right = row.modules[4].along_mm + 500.0, parted[5].along_mm + 500.0
    first, last = (left - 200.0, left), (right, right + 200.0)
    hop = net.hop(("R1", 1), first, ("R1", 1), last)
    for a, b in product(first, last):
        assert hop.way(a, b) >= b - a
        route = net.route(Station(("R1", 1), a), Station(("R1", 1), b))
        assert length(route) == pytest.approx(hop.way(a, b), abs=1e-6)
    assert isinstance(hop, LaneHop)
    assert isinstance(net.hop(("R1", 1), first, ("R1", 1), (left - 900.0, left - 800.0)), StraightHop)


def test_a_way_to_a_box_ends_in_the_box():
    start = Station(("R2", 1), 5000.0)
    route = NETWORK.route_to_box(start, "X1")
    assert route[-1].points[-1] == (3000.0, 200.0)
    planned = way_to_box(NETWORK, start, "X1")
    assert length(route) == pytest.approx(planned, abs=1e-6)


def test_ways_outside_the_modules_go_round_obstacles():
    chimney = Obstacle(
        id="O1",
        kind=ObstacleKind.CHIMNEY,
        outline=((4000.0, 3000.0), (6500.0, 3000.0), (6500.0, 4200.0), (4000.0, 4200.0)),
    )
    roof = sites.surface(width=14000.0, height=9000.0, obstacles=(chimney,))
    rows = [sites.row("R0", "S1", 6, 1), sites.row("R1", "S1", 6, 11, across=5000.0)]
    net = network(sites.design([roof], rows))
    route = net.route(Station(("R0", 1), 4500.0), Station(("R1", 1), 5500.0))
    for part in route:
        assert not LineString(part.points).intersects(Polygon(chimney.outline).buffer(-1))


def test_surfaces_are_joined_by_bridges_only():
    design = sites.gable()
    joined = network(design)
    apart = network(sites.design(design.surfaces, design.rows, design.boxes))
    start, end = Station(("R1", 1), 2000.0), Station(("R2", 1), 2000.0)
    assert way(joined, start, end) < inf
    assert way(apart, start, end) == inf
    parts = joined.route(start, end)
    assert [part.surface for part in parts] == ["S1", "S2"]
    assert length(parts) + design.bridges[0].length_mm == pytest.approx(way(joined, start, end), abs=1e-6)


def test_a_box_behind_a_wall_of_obstacles_cannot_be_reached():
    wall = Obstacle(
        id="O1",
        kind=ObstacleKind.OTHER,
        outline=((0.0, 300.0), (12000.0, 300.0), (12000.0, 500.0), (0.0, 500.0)),
    )
    box = Box(id="X1", surface="S1", x=3000.0, y=150.0)
    design = sites.design([sites.surface(obstacles=(wall,))], [sites.row("R1", "S1", 4, 1)], [box])
    assert way_to_box(network(design), Station(("R1", 1), 2000.0), "X1") == inf


def test_a_box_behind_a_dormer_is_reached_round_it():
    dormer = Obstacle(
        id="O1",
        kind=ObstacleKind.DORMER,
        outline=((600.0, 400.0), (11500.0, 400.0), (11500.0, 1500.0), (600.0, 1500.0)),
    )
    box = Box(id="X1", surface="S1", x=6000.0, y=200.0)
    rows = [sites.row("R1", "S1", 6, 1, across=1800.0, along=2000.0)]
    design = sites.design([sites.surface(obstacles=(dormer,))], rows, [box])
    net = network(design)
    route = net.route_to_box(Station(("R1", 1), 4000.0), "X1")
    assert route[-1].points[-1] == (6000.0, 200.0)
    for part in route:
        assert not LineString(part.points).intersects(Polygon(dormer.outline))
    planned = way_to_box(net, Station(("R1", 1), 4000.0), "X1")
    assert length(route) == pytest.approx(planned, abs=1e-6)
