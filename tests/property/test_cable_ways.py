"""Cable on the drawing: as long as the pieces say, slack within its limit, ports dry, bends told."""

from itertools import pairwise
from math import atan2, dist, inf, pi, tan

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shapely.geometry import LineString, Point

from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import WaterLine
from designer.core.model.plan import PieceKind, StepKind
from designer.core.planning import derive
from designer.drawing.model import Polyline, Role
from designer.drawing.scene import build_drawing
from designer.export.dxf import dxf_bytes
from tests import sites
from tests.effort import examples
from tests.planned import example, plan_of_example
from tests.property.roofs import designs

CATALOG = sites.catalog()
MILLIMETRE = 1.0


def drawn_mm(design, plan):
    """Length of every piece's lines on the drawing."""
    found = {}
    for item in build_drawing(design, plan, CATALOG).items:
        if isinstance(item, Polyline) and item.role is Role.CABLE:
            way = sum(dist(a, b) for a, b in zip(item.points, item.points[1:], strict=False))
            found[item.owner] = found.get(item.owner, 0.0) + way
    return found


def bridged_mm(design, piece):
    """Cable on the bridges that a piece crosses, by the surfaces it passes one after the other."""
    lengths = {frozenset((one.from_surface, one.to_surface)): one.length_mm for one in design.bridges}
    surfaces = [part.surface for part in piece.route]
    return sum(lengths[frozenset(pair)] for pair in pairwise(surfaces))


def allowances_mm(branch, piece):
    """What a piece needs besides its way."""
    family = CATALOG.family(branch.family)
    if piece.kind is PieceKind.TRUNK_RUN:
        ports = [drop.id for drop in branch.drops]
        first, last = ports.index(piece.from_), ports.index(piece.to)
        units = sum(bool(drop.inverter) for drop in branch.drops[first : last + 1])
        return (units - 1) * family.dressing_mm
    loop = family.service_loop_mm if piece.kind is PieceKind.END_CABLE else 0.0
    return family.dressing_mm + 2 * family.stripping_mm + loop


def assert_ways_are_those_of_the_drawing(design, plan):
    drawn = drawn_mm(design, plan)
    for branch in plan.branches:
        for piece in branch.pieces:
            way = drawn.get(piece.id, 0.0) + bridged_mm(design, piece)
            assert abs(piece.needed_mm - way - allowances_mm(branch, piece)) <= MILLIMETRE, piece.id


def assert_every_piece_covers_its_way_and_bulk_cable_by_a_centimetre_at_most(design, plan):
    for piece in plan.pieces:
        assert piece.length_mm >= piece.needed_mm - 0.01
        if piece.kind is not PieceKind.TRUNK_RUN:
            assert piece.length_mm < piece.needed_mm + 10.01


def assert_slack_is_never_over_its_limit_untold(design, plan):
    told = {f.subjects[:3] for f in plan.findings if f.code == "slack-over-limit"}
    for branch in plan.branches:
        limit = CATALOG.family(branch.family).slack_limit_mm
        for step in branch.steps:
            if step.kind is StepKind.STANDARD and step.slack_mm > limit + 0.01:
                assert (branch.id, step.from_inverter, step.to_inverter) in told


def assert_a_run_on_one_rail_stays_on_it_so_that_its_slack_is_tied_there(design, plan):
    rails = {rail.id: rail for rail in plan.rails}
    units = {one.id: one for one in plan.inverters}
    for branch in plan.branches:
        ports = {drop.id: drop for drop in branch.drops}
        for piece in (one for one in branch.pieces if one.kind is PieceKind.TRUNK_RUN):
            first, last = ports[piece.from_].index, ports[piece.to].index
            on = {units[d.inverter].rail for d in branch.drops if d.inverter and first <= d.index <= last}
            if len(on) == 1:
                rail = rails[on.pop()]
                across = 1 if rail.axis == "eave" else 0
                for part in piece.route:
                    assert all(abs(point[across] - rail.across_mm) < 0.01 for point in part.points)


def water_of(surface):
    ring = (*surface.outline, surface.outline[0])
    kinds = zip(ring, ring[1:], surface.edges, strict=False)
    lines = [LineString((a, b)) for a, b, kind in kinds if kind in {EdgeKind.EAVE, EdgeKind.VALLEY}]
    return lines + [LineString(line.points) for line in surface.water_lines]


def assert_ports_keep_away_from_water_or_are_named(design, plan):
    told = {f.subjects[0] for f in plan.findings if f.code == "port-near-water"}
    water = {surface.id: water_of(surface) for surface in design.surfaces}
    for drop in plan.drops:
        away = min((line.distance(Point(drop.x, drop.y)) for line in water[drop.surface]), default=inf)
        near = away < CATALOG.assumptions.water_distance_mm - 0.01
        assert near == (drop.id in told), drop.id


PREDICATES = [predicate for name, predicate in sorted(globals().items()) if name.startswith("assert_")]


@settings(max_examples=examples(10), deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(), st.lists(st.floats(0.05, 0.95), max_size=2))
def test_on_any_roof_with_channels(design, shares):
    """Channels down the slope are drawn at shares of each roof's width."""
    surfaces = []
    for surface in design.surfaces:
        (_, _), (width, _) = surface.outline[:2]
        height = max(y for _, y in surface.outline)
        lines = tuple(
            WaterLine(id=f"W{surface.id}{n}", points=((share * width, 0.0), (share * width, height)))
            for n, share in enumerate(shares)
        )
        surfaces.append(replace(surface, water_lines=(*surface.water_lines, *lines)))
    design = replace(design, surfaces=tuple(surfaces))
    plan = derive(design, CATALOG)
    for predicate in PREDICATES:
        predicate(design, plan)


@pytest.mark.parametrize("name", ["gable", "hip", "hall"])
def test_on_the_bundled_examples(name):
    design, plan = example(name), plan_of_example(name)
    for predicate in PREDICATES:
        predicate(design, plan)


def test_routes_in_the_dxf_are_as_long_as_the_pieces_say():
    import io

    import ezdxf

    design, plan = example("gable"), plan_of_example("gable")
    document = ezdxf.read(io.StringIO(dxf_bytes(build_drawing(design, plan, CATALOG)).decode()))
    lengths = {"PV-TRUNK": 0.0, "PV-LINK": 0.0, "PV-ENDCABLE": 0.0}
    for line in document.modelspace().query("LWPOLYLINE"):
        if line.dxf.layer in lengths:
            points = [(x, y) for x, y, *_ in line.get_points()]
            lengths[line.dxf.layer] += sum(dist(a, b) for a, b in pairwise(points))
    bridges = sum(bridged_mm(design, piece) for piece in plan.pieces)
    allowed = sum(allowances_mm(branch, piece) for branch in plan.branches for piece in branch.pieces)
    needed = sum(piece.needed_mm for piece in plan.pieces)
    assert sum(lengths.values()) + bridges + allowed == pytest.approx(needed, abs=MILLIMETRE)


def turned(a, b, c):
    """Change of direction at b, half of it, by plain trigonometry."""
    angle = atan2(c[1] - b[1], c[0] - b[0]) - atan2(b[1] - a[1], b[0] - a[0])
    return abs((angle + pi) % (2 * pi) - pi) / 2


@settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
@given(designs())
def test_bends_tighter_than_the_maker_allows_are_told(design):
    """With a radius in the catalogue: no corner beside shorter straights goes untold."""
    strict = replace(CATALOG.family("hoymiles-hms"), bend_radius_mm=120.0)
    catalog = replace(CATALOG, families=(*(f for f in CATALOG.families if f.id != strict.id), strict))
    plan = derive(design, catalog)
    told = {f.subjects[0] for f in plan.findings if f.code == "bend-too-tight"}
    for piece in plan.pieces:
        tight = False
        for part in piece.route:
            points = part.points
            for place in range(1, len(points) - 1):
                half = turned(*points[place - 1 : place + 2])
                if half < 1e-4:
                    continue
                touching = 120.0 * tan(min(half, pi / 2 - 1e-6))
                straights = (dist(points[place - 1], points[place]), dist(points[place], points[place + 1]))
                tight = tight or touching > min(straights) + 0.1
        assert not tight or piece.id in told
