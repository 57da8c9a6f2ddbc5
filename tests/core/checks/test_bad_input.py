"""What cannot be planned is a finding with its place and number, and all the rest is planned."""

import pytest
from msgspec.structs import replace

from designer.branch_words import title
from designer.cli.summary import summary
from designer.core.findings import Severity
from designer.core.model.design import (
    Box,
    BranchLock,
    Bridge,
    FeedPolicy,
    LeadPolicy,
    Obstacle,
    ObstacleKind,
    Pin,
    Settings,
)
from designer.core.model.validate import check_design
from designer.core.planning import Planner, derive
from designer.drawing.views import site_sight, surface_sight
from designer.edit.edits.removing import remove_things
from designer.edit.picking.index import PickIndex
from designer.edit.picking.objects import outlines_of
from designer.edit.view import SITE, surface_view
from designer.export.papers import PAPERS, Work, files_of
from tests import sites

CATALOG = sites.catalog()


def found(plan, code):
    return [finding for finding in plan.findings if finding.code == code]


def on_branches(plan):
    return {name for branch in plan.branches for name in branch.inverters}


def two_roofs(**more):
    """Two roofs with four modules each, and one box on the first; no bridge between them."""
    roofs = [sites.surface("S1"), sites.surface("S2", azimuth=270.0)]
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S2", 4, 11)]
    return sites.design(roofs, rows, **more)


def test_inverters_that_no_cable_reaches_are_named_with_their_place():
    plan = derive(two_roofs(), CATALOG)
    lost = found(plan, "inverter-unreachable")
    assert {finding.subjects for finding in lost} == {("I11",), ("I13",)}
    assert {finding.location.surface for finding in lost} == {"S2"}
    assert on_branches(plan) == {"I1", "I3"}


def test_an_inverter_pinned_beyond_its_rail_leaves_the_others_their_branch():
    """No cable is tied where there is no rail: the pin of a row that has become shorter, say."""
    design = sites.design([sites.surface("S1")], [sites.row("R1", "S1", 6, 1)])
    plan = derive(replace(design, pins=(Pin(inverter="I5", along_mm=12_000.0),)), CATALOG)
    assert [finding.subjects for finding in found(plan, "inverter-unreachable")] == [("I5",)]
    assert on_branches(plan) == {"I1", "I3"}


def test_a_box_beyond_the_edge_says_how_far_and_the_other_box_is_used():
    boxes = (
        Box(id="X1", surface="S1", x=3000.0, y=200.0),
        Box(id="X2", surface="S2", x=3000.0, y=-750.0),
    )
    plan = derive(two_roofs(boxes=boxes), CATALOG)
    (off,) = found(plan, "box-off-surface")
    assert off.subjects == ("X2",)
    assert off.params == {"away_mm": 750.0}
    assert (off.location.x, off.location.y) == (3000.0, -750.0)
    assert on_branches(plan) == {"I1", "I3"}


def dormer(surface):
    """An obstacle over x from 2900 to 3500 and y from 100 to 400 mm."""
    ring = ((2900.0, 100.0), (3500.0, 100.0), (3500.0, 400.0), (2900.0, 400.0))
    return replace(surface, obstacles=(Obstacle(id="O1", kind=ObstacleKind.DORMER, outline=ring),))


def test_a_box_in_an_obstacle_says_so_beside_what_it_does_not_feed():
    design = two_roofs()
    first, second = design.surfaces
    plan = derive(replace(design, surfaces=(dormer(first), second)), CATALOG)
    (told,) = found(plan, "box-in-obstacle")
    assert (told.severity, told.subjects) == (Severity.ERROR, ("X1", "O1"))
    assert told.params == {"inside_mm": 100.0}
    assert (told.location.x, told.location.y) == (3000.0, 200.0)
    assert not on_branches(plan)


@pytest.mark.parametrize(
    ("end", "code", "params"),
    [
        ((3000.0, -40.0), "bridge-off-surface", {"away_mm": 40.0}),
        ((3300.0, 250.0), "bridge-in-obstacle", {"inside_mm": 150.0}),
        ((3000.0, 0.0), "", {}),
    ],
)
def test_a_bridge_that_no_cable_gets_to_says_where_its_end_is(end, code, params):
    design = two_roofs(
        bridges=(
            Bridge(
                id="G1",
                from_surface="S1",
                from_point=(200.0, 200.0),
                to_surface="S2",
                to_point=end,
                length_mm=300.0,
            ),
        )
    )
    first, second = design.surfaces
    plan = derive(replace(design, surfaces=(first, dormer(second))), CATALOG)
    told = [one for one in plan.findings if one.code.startswith("bridge-")]
    assert [(one.code, one.params) for one in told] == ([(code, params)] if code else [])
    assert [(one.location.x, one.location.y) for one in told] == ([end] if code else [])
    assert on_branches(plan) == ({"I1", "I3"} if code else {"I1", "I3", "I11", "I13"})


@pytest.fixture
def astray():
    """A design whose second box is on a surface that is not there."""
    boxes = (Box(id="X1", surface="S1", x=3000.0, y=200.0), Box(id="X2", surface="S9", x=10.0, y=10.0))
    return two_roofs(boxes=boxes, locks=(BranchLock(id="K1", inverters=("I1",), box="X2"),))


def test_a_box_on_no_surface_is_a_finding_and_no_refusal(astray):
    check_design(astray, CATALOG)
    plan = derive(astray, CATALOG)
    (lost,) = found(plan, "box-without-surface")
    assert (lost.severity, lost.subjects) == (Severity.ERROR, ("X2", "S9"))
    assert on_branches(plan) == {"I1", "I3"}
    assert found(plan, "lock-without-box")[0].subjects == ("K1", "X2")


def test_a_box_on_no_surface_is_in_nobodys_way(astray):
    plan = derive(astray, CATALOG)
    assert summary(astray, plan, CATALOG)
    assert site_sight(astray, plan, CATALOG).planned
    assert surface_sight(astray, plan, CATALOG, "S1").planned
    for view in (SITE, surface_view("S1")):
        sight = (
            site_sight(astray, plan, CATALOG) if view == SITE else surface_sight(astray, plan, CATALOG, "S1")
        )
        assert sight
        assert outlines_of(astray, plan, CATALOG, view, ("X2",)) == ()
        PickIndex(astray, plan, CATALOG, view).at((10.0, 10.0), 50.0)
    for why in Planner(CATALOG).explain(astray):
        assert title(why)
    work = Work(design=astray, plan=plan, catalog=CATALOG, date="2026-01-02", dxf_version="R2010")
    # one asks for serial numbers first, one has the marks of the pages as pictures, which takes long
    papers = [name for name in PAPERS if name not in {"opendtu", "sheets-png"}]
    assert all(len(data) > 20 for data in files_of(papers, work).values())


def test_a_box_on_no_surface_can_be_deleted(astray):
    assert [box.id for box in remove_things(astray, None, ["X2"]).design.boxes] == ["X1"]


def with_family(**changes):
    families = tuple(replace(one, **changes) if one.id == "hoymiles-hms" else one for one in CATALOG.families)
    return replace(CATALOG, families=families)


FAR_APART = tuple(replace(one, pitch_mm=9000.0) for one in CATALOG.family("hoymiles-hms").products)

AT_ITS_END = BranchLock(id="K1", inverters=("I1", "I3"), box="X1", feed=FeedPolicy.END)


def test_a_family_without_a_pitch_that_fits_is_told_with_ways_and_pitches():
    catalog = with_family(products=FAR_APART, links_allowed=False)
    plan = derive(two_roofs(locks=(AT_ITS_END,)), catalog)
    (none,) = found(plan, "no-product-fits")
    assert none.subjects == ("K1", "I1", "I3")
    assert none.params["pitches"] == "9 m"
    assert none.params["limit_mm"] == 2000
    assert 1700 < none.params["way_mm"] < 4100
    assert none.location.surface == "S1"
    assert on_branches(plan) == {"I1", "I3"}
    (slack,) = found(plan, "slack-over-limit")
    assert slack.location is not None


def test_a_cable_that_was_asked_for_and_does_not_fit_is_no_fault_of_the_family():
    catalog = with_family(products=FAR_APART, links_allowed=False)
    design = two_roofs(locks=(AT_ITS_END,))
    asked = replace(design, products=replace(design.products, trunk=FAR_APART[0].id))
    plan = derive(asked, catalog)
    assert found(plan, "slack-over-limit")
    assert found(plan, "no-product-fits") == []


def test_a_lock_over_its_limit_has_its_place_units_and_amperes_and_the_rest_is_planned():
    roof = sites.surface(width=18000.0, height=6000.0)
    rows = [sites.row("R1", "S1", 14, 1), sites.row("R2", "S1", 4, 31, across=2600.0)]
    seven = tuple(f"I{n}" for n in range(1, 15, 2))
    lock = BranchLock(id="K1", inverters=seven, box="X1", product="hms-trunk-12awg-2.3m", feed=FeedPolicy.END)
    plan = derive(sites.design([roof], rows, locks=(lock,)), CATALOG)
    (over,) = found(plan, "branch-over-limit")
    assert over.params == {"units": 7, "limit": 4, "current_a": 30.43, "allowed_a": 20.0}
    assert over.location.surface == "S1"
    assert on_branches(plan) == {*seven, "I31", "I33"}


def test_inverters_that_reach_the_box_but_not_each_other_are_planned_apart():
    """A chimney between two fields that both reach the box: a lock over both is told, none is lost."""
    roof = sites.surface(width=12000.0, height=4000.0)
    wall = Obstacle(
        id="O1",
        kind=ObstacleKind.CHIMNEY,
        outline=((5500.0, 400.0), (6000.0, 400.0), (6000.0, 4000.0), (5500.0, 4000.0)),
    )
    roof = replace(roof, obstacles=(wall,))
    rows = [sites.row("R1", "S1", 4, 1), sites.row("R2", "S1", 4, 11, along=6600.0)]
    lock = BranchLock(id="K1", inverters=("I1", "I11"), box="X1")
    plan = derive(sites.design([roof], rows, locks=(lock,)), CATALOG)
    held = [branch for branch in plan.branches if branch.circuit == "K1"]
    told = {name for f in plan.findings if f.code == "lock-without-way" for name in f.subjects}
    assert held or told >= {"K1"}


def test_leads_that_are_too_short_forbid_a_place_and_say_by_how_much():
    design = two_roofs(settings=Settings(lead_policy=LeadPolicy.FORBID))
    short = tuple(
        replace(one, lead_plus_mm=50.0, lead_minus_mm=50.0) if one.id == sites.MODULE else one
        for one in CATALOG.modules
    )
    plan = derive(design, replace(CATALOG, modules=short))
    blocked = found(plan, "no-place-in-reach")
    assert blocked
    assert all(f.params["missing_mm"] > 0 and f.location is not None for f in blocked)
