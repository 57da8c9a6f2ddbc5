"""Cable led past waypoints, and locked branches fed at an end or in the middle."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.checks.results.faults import faults
from designer.core.model.design import Box, BranchLock, FeedPolicy, Settings, Waypoint
from designer.core.model.plan import StepKind
from designer.core.planning import derive
from tests import sites
from tests.effort import examples

CATALOG = sites.catalog()
FAMILY = CATALOG.family("hoymiles-hms")


def two_rows(**more):
    """Two rows of eight, one branch over both, a box below."""
    roof = sites.surface(width=14000.0, height=6500.0)
    rows = [sites.row("R1", "S1", 6, 1), sites.row("R2", "S1", 6, 21, across=2400.0)]
    return sites.design([roof], rows, [Box(id="X1", surface="S1", x=3000.0, y=200.0)], **more)


PLAIN = derive(two_rows(), CATALOG)


def with_waypoint(first, second, x, y, design=None, name="P1", surface="S1"):
    design = design or two_rows()
    waypoint = Waypoint(id=name, between=(first, second), surface=surface, x=x, y=y)
    return replace(design, waypoints=(*design.waypoints, waypoint))


def codes(plan):
    return [finding.code for finding in plan.findings if finding.code.startswith("waypoint")]


def chain(plan):
    return [(a, b, branch) for branch in plan.branches for a, b in pairwise((*branch.inverters, branch.box))]


def drawn_mm(route):
    return sum(dist(a, b) for part in route for a, b in pairwise(part.points))


def touches(piece, point):
    """Whether the drawn way runs through a point."""
    for part in piece.route:
        for a, b in pairwise(part.points):
            if dist(a, point) + dist(point, b) - dist(a, b) < 1e-3:
                return True
    return False


def assert_lengths_are_those_of_the_drawing(plan):
    for branch in plan.branches:
        for piece in branch.pieces:
            assert piece.length_mm >= drawn_mm(piece.route) - 1e-3
        steps = sum(step.needed_mm - FAMILY.dressing_mm for step in branch.steps)
        runs_and_links = [piece for piece in branch.pieces if not piece.id.endswith("E1")]
        assert sum(drawn_mm(piece.route) for piece in runs_and_links) == pytest.approx(steps, abs=0.05)
        (end,) = [piece for piece in branch.pieces if piece.id.endswith("E1")]
        extra = FAMILY.dressing_mm + 2 * FAMILY.stripping_mm + FAMILY.service_loop_mm
        assert end.needed_mm == pytest.approx(drawn_mm(end.route) + extra, abs=0.05)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, 20),
    st.booleans(),
    st.integers(100, 13900).map(float),
    st.integers(100, 6400).map(float),
)
def test_cable_of_two_neighbours_runs_through_their_waypoint(index, turned, x, y):
    a, b, branch = chain(PLAIN)[index % len(chain(PLAIN))]
    first, second = (b, a) if turned else (a, b)
    plan = derive(with_waypoint(first, second, x, y), CATALOG)
    assert codes(plan) == []
    same = next(one for one in plan.branches if one.id == branch.id)
    assert (same.inverters, same.product) == (branch.inverters, branch.product)
    assert any(touches(piece, (x, y)) for piece in same.pieces)
    assert_lengths_are_those_of_the_drawing(plan)
    others = [one for one in plan.branches if one.id != branch.id]
    assert others == [one for one in PLAIN.branches if one.id != branch.id]


def test_a_detour_asks_for_more_cable():
    a, b, branch = chain(PLAIN)[0]
    plan = derive(with_waypoint(a, b, 13000.0, 6000.0), CATALOG)
    longer = next(one for one in plan.branches if one.id == branch.id)
    assert longer.steps[0].needed_mm > branch.steps[0].needed_mm + 5000
    assert longer.steps[0].cable_mm > branch.steps[0].cable_mm
    assert longer.steps[0].kind is StepKind.LINK or longer.steps[0].pitches > 1


def test_a_waypoint_on_the_rail_between_two_neighbours_changes_nothing_but_is_passed():
    branch = PLAIN.branches[0]
    first, second = branch.drops[0], branch.drops[1]
    middle = ((first.x + second.x) / 2, (first.y + second.y) / 2)
    assert first.y == second.y
    plan = derive(with_waypoint(*branch.inverters[:2], *middle), CATALOG)
    assert plan.branches[0].steps[0].needed_mm == pytest.approx(branch.steps[0].needed_mm, abs=0.01)
    assert any(touches(piece, middle) for piece in plan.branches[0].pieces)


@pytest.mark.parametrize(("x", "below"), [(5000.0, 0.0), (9000.0, 0.0), (5000.0, 300.0), (4629.0, 900.0)])
def test_cable_keeps_to_the_edges_of_modules_behind_a_waypoint_too(x, below):
    """It crosses a row where modules meet, where it can be tied up, not under one of them."""
    modules = PLAIN.surfaces[0].modules
    top, bottom = (
        sorted({side for one in modules for side in (one.rect[1], one.rect[3])})[i] for i in (1, 2)
    )
    a, b, branch = chain(PLAIN)[-1]
    plan = derive(with_waypoint(a, b, x, (top + bottom) / 2 - below), CATALOG)
    end = next(one for one in plan.branches if one.id == branch.id).pieces[-1]
    crossing = [
        start[0]
        for part in end.route
        for start, stop in pairwise(part.points)
        if start[0] == stop[0] and abs(start[1] - stop[1]) > 500.0
    ]
    assert crossing
    others = (one.rect for one in modules if not one.rect[0] < x < one.rect[2])
    for low, _, high, _ in others:
        assert not any(low + 20.0 < place < high - 20.0 for place in crossing)


def test_several_waypoints_are_passed_in_the_shortest_order():
    a, b, _ = chain(PLAIN)[-1]
    design = with_waypoint(a, b, 12000.0, 300.0)
    design = with_waypoint(a, b, 13500.0, 3000.0, design, "P2")
    backwards = replace(design, waypoints=design.waypoints[::-1])
    assert derive(design, CATALOG) == derive(backwards, CATALOG)
    end = derive(design, CATALOG).branches[-1].pieces[-1]
    assert touches(end, (12000.0, 300.0))
    assert touches(end, (13500.0, 3000.0))


def test_a_waypoint_between_others_than_neighbours_rests():
    far = (PLAIN.branches[0].inverters[0], PLAIN.branches[0].inverters[-1])
    plan = derive(with_waypoint(*far, 5000.0, 300.0), CATALOG)
    assert codes(plan) == ["waypoint-idle"]
    assert plan.branches == PLAIN.branches
    assert codes(derive(with_waypoint("I999", "X1", 500.0, 300.0), CATALOG)) == ["waypoint-idle"]


def test_a_waypoint_off_the_roof_or_on_an_island_is_told_and_left_out():
    a, b, _ = chain(PLAIN)[0]
    plan = derive(with_waypoint(a, b, 15000.0, 300.0), CATALOG)
    assert codes(plan) == ["waypoint-off-surface"]
    assert plan.branches == PLAIN.branches
    design = two_rows()
    design = replace(design, surfaces=(*design.surfaces, sites.surface("S2")))
    plan = derive(with_waypoint(a, b, 3000.0, 3000.0, design, surface="S2"), CATALOG)
    assert codes(plan) == ["waypoint-unreachable"]
    assert plan.branches == PLAIN.branches


def test_a_waypoint_may_lie_on_another_surface_that_a_bridge_leads_to():
    design = sites.gable()
    plain = derive(design, CATALOG)
    a, b, branch = chain(plain)[-1]
    away = "S1" if next(one for one in plain.inverters if one.id == a).surface == "S2" else "S2"
    plan = derive(with_waypoint(a, b, 800.0, 4900.0, design, surface=away), CATALOG)
    assert codes(plan) == []
    route = plan.branches[-1].pieces[-1].route
    assert [part.surface for part in route].count(away) == 1
    assert plan.branches[-1].pieces[-1].length_mm > branch.pieces[-1].length_mm + 600


# Locked branches


def locked(feed, inverters=("I1", "I3", "I5", "I25", "I23"), **more):
    lock = BranchLock(id="B7", inverters=inverters, box="X1", feed=feed)
    return derive(two_rows(locks=(lock,), **more), CATALOG)


def legs(plan):
    return {branch.id: branch.inverters for branch in plan.branches if branch.circuit == "B7"}


def test_a_lock_that_asks_for_it_is_fed_in_its_middle():
    plan = locked(FeedPolicy.MIDDLE)
    assert legs(plan) == {"B7a": ("I1", "I3", "I5"), "B7b": ("I23", "I25")}
    assert all(branch.locked for branch in plan.branches if branch.circuit == "B7")
    assert len({branch.phase for branch in plan.branches if branch.circuit == "B7"}) == 1


def test_one_inverter_has_no_middle():
    assert legs(locked(FeedPolicy.MIDDLE, ("I3",))) == {"B7": ("I3",)}


@pytest.mark.parametrize("feed", [FeedPolicy.END, FeedPolicy.AUTO])
def test_a_lock_is_fed_at_its_end_in_its_own_order(feed):
    assert legs(locked(feed)) == {"B7": ("I1", "I3", "I5", "I25", "I23")}


def test_voltage_rise_moves_the_feed_to_the_middle_unless_the_end_was_asked_for():
    own = next(branch for branch in locked(FeedPolicy.END).branches if branch.id == "B7")
    tight = Settings(max_rise_pct=own.rise_pct * 0.8)
    assert set(legs(locked(FeedPolicy.AUTO, settings=tight))) == {"B7a", "B7b"}
    assert set(legs(locked(FeedPolicy.END, settings=tight))) == {"B7"}


def test_free_branches_are_numbered_around_the_ids_of_locks():
    lock = BranchLock(id="B1", inverters=("I25",), box="X1")
    plan = derive(two_rows(locks=(lock,), settings=Settings(max_units_per_branch=3)), CATALOG)
    assert next(one for one in plan.branches if one.id == "B1").inverters == ("I25",)
    assert sorted(plan.circuits) == ["B1", "B2", "B3"]


def test_removed_modules_are_nowhere_in_the_plan():
    design = two_rows()
    gone, *kept = design.rows[0].modules
    first = replace(design.rows[0], modules=tuple(kept), removed=(gone,))
    last = replace(design.rows[1], modules=(), removed=design.rows[1].modules)
    plan = derive(replace(design, rows=(first, last)), CATALOG)
    bare = derive(replace(design, rows=(replace(first, removed=()),)), CATALOG)
    assert plan == bare
    empty = derive(replace(design, rows=(last,)), CATALOG)
    assert [f.code for f in empty.findings if f.code == "no-modules"] == ["no-modules"]
    assert empty.branches == ()


def with_a_gap():
    """The lower row in two parts, so that each of its rail lines has two runs."""
    design = two_rows()
    parts = design.rows[0].modules
    apart = tuple(replace(one, along_mm=one.along_mm + 1500.0 * (k >= 3)) for k, one in enumerate(parts))
    return replace(design, rows=(replace(design.rows[0], modules=apart), *design.rows[1:]))


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=st.integers(0, 4), x=st.floats(300.0, 13000.0), y=st.floats(600.0, 2320.0))
def test_a_waypoint_may_lie_beside_another_run_of_the_line(pair, x, y):
    """Cable goes straight to it from its own run only; from the others it takes the crossings."""
    bare = with_a_gap()
    (branch, *_) = derive(bare, CATALOG).branches
    order = (*branch.inverters, branch.box)
    design = with_waypoint(*order[pair : pair + 2], x, y, bare)
    plan = derive(design, CATALOG)
    assert faults(plan.findings) == ()
    if {branch.id for branch in plan.branches} == {branch.id}:
        assert_lengths_are_those_of_the_drawing(plan)
