"""What every plan of a generated roof must be, asserted from the Plan by plain geometry and sums."""

from collections import Counter
from math import dist, inf

import pytest
from hypothesis import HealthCheck, given, settings
from shapely.geometry import LineString, Polygon, box
from shapely.ops import unary_union

from designer.core.checks.results.faults import faults
from designer.core.findings import Severity
from designer.core.model.plan import HardwareKind, PieceKind, StepKind
from designer.core.model.rail_layout import RailLayout
from designer.core.model.trunk_family import PartPer
from designer.core.planning import derive
from tests import sites
from tests.effort import examples
from tests.property.roofs import designs

CATALOG = sites.catalog()
TOLERANCE = 0.01


def overlap(first, second):
    """Depth of the overlap of two rectangles; negative when they are apart."""
    return min(
        min(first[2], second[2]) - max(first[0], second[0]),
        min(first[3], second[3]) - max(first[1], second[1]),
    )


def rail_rect(rail):
    half = rail.width_mm / 2
    rect = (rail.start_mm, rail.across_mm - half, rail.end_mm, rail.across_mm + half)
    return rect if rail.axis == "eave" else (rect[1], rect[0], rect[3], rect[2])


def usable(design, surface):
    """Outline less 300 mm from every edge and 50 mm round obstacles, as if done by hand."""
    area = Polygon(surface.outline)
    for start, end in zip(surface.outline, (*surface.outline[1:], surface.outline[0]), strict=True):
        area = area.difference(LineString([start, end]).buffer(299.0))
    for obstacle in surface.obstacles:
        x0, y0, x1, y1 = Polygon(obstacle.outline).bounds
        area = area.difference(box(x0 - 49.9, y0 - 49.9, x1 + 49.9, y1 + 49.9))
    return area.buffer(TOLERANCE)


def assert_modules_are_disjoint_and_inside_the_usable_area(design, plan):
    for part in plan.surfaces:
        room = usable(design, design.surface(part.surface))
        for i, module in enumerate(part.modules):
            assert room.covers(box(*module.rect))
            for other in part.modules[i + 1 :]:
                assert overlap(module.rect, other.rect) <= TOLERANCE


def assert_inverters_hang_under_modules_and_clear_of_everything(design, plan):
    for part in plan.surfaces:
        cover = unary_union([box(*module.rect) for module in part.modules]).buffer(TOLERANCE)
        lines = {rail.id: {(line.row_id, line.line) for line in rail.lines} for rail in part.rails}
        rects = {rail.id: box(*rail_rect(rail)).buffer(TOLERANCE) for rail in part.rails}
        for inverter in part.inverters:
            assert cover.union(rects[inverter.rail]).covers(box(*inverter.footprint))
            x0, y0, x1, y1 = inverter.footprint
            grown = (x0 - 20, y0 - 20, x1 + 20, y1 + 20)
            for hardware in part.hardware:
                assert overlap(grown, hardware.footprint) <= TOLERANCE, hardware.id
            for rail in part.rails:
                if not lines[rail.id] & lines[inverter.rail]:
                    assert overlap(grown, rail_rect(rail)) <= TOLERANCE, rail.id
            for other in part.inverters:
                if other.id != inverter.id:
                    assert overlap(grown, other.footprint) <= TOLERANCE, other.id
            rail = next(rail for rail in part.rails if rail.id == inverter.rail)
            assert rail.start_mm <= inverter.along_mm <= rail.end_mm
            assert any(
                low - TOLERANCE <= inverter.along_mm <= high + TOLERANCE for low, high in inverter.allowed
            )


def assert_every_module_has_its_own_input_or_a_finding_says_why(design, plan):
    served = [name for inverter in plan.inverters for name in inverter.modules]
    assert len(served) == len(set(served))
    excused = {
        name
        for finding in plan.findings
        if finding.code in {"no-position", "no-place-in-reach", "height-too-small"}
        for name in finding.subjects
    }
    rows = {module.row_id for module in plan.modules if module.row_id in excused}
    for module in plan.modules:
        if not module.inverter:
            assert module.id in excused or module.row_id in rows
        else:
            unit = next(one for one in plan.inverters if one.id == module.inverter)
            assert unit.modules[module.port - 1] == module.id


def assert_every_inverter_is_on_exactly_one_port_and_vacant_ports_are_capped(design, plan):
    ports = Counter(drop.inverter for drop in plan.drops if drop.inverter)
    unreachable = {
        name
        for finding in plan.findings
        if finding.code == "inverter-unreachable"
        for name in finding.subjects
    }
    for inverter in plan.inverters:
        assert ports[inverter.id] == (0 if inverter.id in unreachable else 1)
    vacant = sum(not drop.inverter for drop in plan.drops)
    assert quantity(plan, PartPer.VACANT_PORT) == vacant
    assert quantity(plan, PartPer.BRANCH_END) == len(plan.branches)
    for branch in plan.branches:
        assert [drop.index for drop in branch.drops] == list(range(1, len(branch.drops) + 1))
        assert branch.drops[0].inverter == branch.inverters[0]
        assert branch.drops[-1].inverter == branch.inverters[-1]


def quantity(plan, per):
    family = CATALOG.family("hoymiles-hms")
    parts = {part.id for part in family.parts if part.per is per}
    return sum(item.quantity for item in plan.bom if item.product in parts)


def assert_no_piece_is_shorter_than_its_way_and_ports_stay_within_reach(design, plan):
    inverters = {inverter.id: inverter for inverter in plan.inverters}
    reach = CATALOG.assumptions.inverter_ac_lead_mm
    for branch in plan.branches:
        family = CATALOG.family(branch.family)
        for piece in branch.pieces:
            way = sum(
                dist(a, b) for part in piece.route for a, b in zip(part.points, part.points[1:], strict=False)
            )
            assert piece.length_mm >= way - TOLERANCE
        for drop in branch.drops:
            if drop.inverter:
                assert dist((drop.x, drop.y), inverters[drop.inverter].mount) <= reach + TOLERANCE
        flagged = any(f.code == "slack-over-limit" and branch.id in f.subjects for f in plan.findings)
        for step in branch.steps:
            assert step.slack_mm >= -TOLERANCE
            if step.kind is StepKind.STANDARD:
                assert step.slack_mm <= family.slack_limit_mm + TOLERANCE or flagged
        runs = [piece for piece in branch.pieces if piece.kind is PieceKind.TRUNK_RUN]
        assert sum(piece.ports for piece in runs) == len(branch.drops)


def assert_branches_keep_their_limits_or_a_finding_says_so(design, plan):
    region = CATALOG.region(design.region)
    codes = Counter(finding.code for finding in plan.findings)
    for circuit in {branch.circuit for branch in plan.branches}:
        legs = [branch for branch in plan.branches if branch.circuit == circuit]
        assert sum(leg.current_a for leg in legs) <= legs[0].ocpd_a + TOLERANCE
        assert sum(len(leg.inverters) for leg in legs) <= legs[0].units_limit
    over = sum(branch.rise_pct > region.max_rise_pct for branch in plan.branches)
    assert codes["rise-too-high"] == over


def assert_pieces_and_kerfs_fit_their_stock_and_all_quantities_agree(design, plan):
    wanted = {bar.piece: bar.length_mm for rail in plan.rails for bar in rail.bars}
    wanted |= {piece.id: piece.length_mm for piece in plan.pieces}
    uncut = {f.subjects[0] for f in plan.findings if f.code == "piece-not-cut"}
    cut = Counter(c.piece for stock in plan.cuts.stocks for c in stock.cuts)
    assert cut == Counter(dict.fromkeys(set(wanted) - uncut, 1))
    for stock in plan.cuts.stocks:
        kerf = CATALOG.rail(stock.product).kerf_mm if stock.kind is PieceKind.RAIL else 0.0
        end = -inf
        for piece in sorted(stock.cuts, key=lambda c: c.start_mm):
            assert piece.length_mm == pytest.approx(wanted[piece.piece])
            assert piece.start_mm >= max(0.0, end + kerf) - TOLERANCE
            end = piece.start_mm + piece.length_mm
            assert end <= stock.length_mm + TOLERANCE
    hardware = Counter(part.kind for part in plan.hardware)
    items = Counter()
    for item in plan.bom:
        items[item.item] += item.quantity
    assert items["module"] == len(plan.modules)
    assert items["inverter"] == len(plan.inverters)
    assert items["mid clamp"] == hardware[HardwareKind.MID_CLAMP]
    assert items["end clamp"] == hardware[HardwareKind.END_CLAMP]
    assert items["splice"] == hardware[HardwareKind.SPLICE]
    assert items["attachment"] == hardware[HardwareKind.ATTACHMENT]
    assert items["splice"] == sum(len(rail.bars) - 1 for rail in plan.rails)
    assert items["end cap"] == 2 * len(plan.rails)
    new_bars = sum(stock.new for stock in plan.cuts.stocks if stock.kind is PieceKind.RAIL)
    assert items["rail"] == new_bars


def assert_the_checks_find_nothing_that_the_engines_should_have_kept(design, plan):
    broken = {
        "module-outside",
        "modules-overlap",
        "inverter-in-the-open",
        "clearance-broken",
        "not-on-one-port",
        "piece-too-short",
        "stock-overrun",
        "branch-over-limit",
    }
    found = [finding for finding in plan.findings if finding.code in broken]
    assert found == []
    assert faults(plan.findings) == ()
    assert derive(design, CATALOG) == plan
    assert all(finding.severity in set(Severity) for finding in plan.findings)


PREDICATES = [predicate for name, predicate in sorted(globals().items()) if name.startswith("assert_")]


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(designs())
def test_a_plan_is_what_the_planning_model_asks_for(design):
    """One plan per roof, all predicates on it: the name of the one that fails stands in the traceback."""
    plan = derive(design, CATALOG)
    for predicate in PREDICATES:
        predicate(design, plan)


@settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(RailLayout.SHARED))
def test_so_is_a_plan_of_rows_that_share_rails(design):
    plan = derive(design, CATALOG)
    for predicate in PREDICATES:
        predicate(design, plan)
    for row in design.rows:
        carriers = [rail for rail in plan.rails if rail.line_in(row.id) is not None]
        assert {rail.line_in(row.id) for rail in carriers} == {0, 1}


def test_all_predicates_are_tried():
    assert len(PREDICATES) == 8
