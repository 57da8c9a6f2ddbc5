"""Branches of whole sites."""

from math import dist

import pytest
from msgspec.structs import replace

from designer.core.model.design import Box, BranchLock, FeedPolicy, Settings, WaterLine
from designer.core.model.plan import PieceKind, StepKind
from designer.core.model.trunk_family import PartPer
from designer.core.planning import derive
from tests import sites
from tests.benchmarks.trunk_sites import generated_at


def fourteen(**more):
    """The row of fourteen modules: seven inverters at a pitch of 2,308 mm."""
    roof = sites.surface(width=18000.0, height=4000.0)
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    return sites.design([roof], [sites.row("R1", "S1", 14, 1)], [box], **more)


def only(*products):
    """The catalogue with these trunk products only."""
    catalog = sites.catalog()
    families = tuple(
        replace(family, products=tuple(p for p in family.products if p.id in products))
        if family.id == "hoymiles-hms"
        else family
        for family in catalog.families
    )
    return replace(catalog, families=families)


def route_mm(piece):
    return sum(dist(a, b) for part in piece.route for a, b in zip(part.points, part.points[1:], strict=False))


def test_fourteen_modules_take_the_cable_that_is_eight_millimetres_short_per_step():
    plan = derive(fourteen(), sites.catalog())
    (branch,) = plan.branches
    product = sites.catalog().family(branch.family).product(branch.product)
    assert product.pitch_mm == 2300
    assert [(step.kind, step.pitches) for step in branch.steps] == [(StepKind.STANDARD, 1)] * 6
    assert all(drop.inverter for drop in branch.drops)
    assert all(step.slack_mm >= 0 for step in branch.steps)
    assert plan.errors() == ()


def test_with_the_two_metre_cable_alone_ports_are_skipped_or_linked_and_capped():
    plan = derive(fourteen(), only("hms-trunk-10awg-2.0m"))
    (branch,) = plan.branches
    vacant = [drop for drop in branch.drops if not drop.inverter]
    links = [step for step in branch.steps if step.kind is StepKind.LINK]
    assert vacant or links
    caps = [item for item in plan.bom if item.product == cap_id()]
    assert sum(item.quantity for item in caps) == len(vacant)


def cap_id():
    family = sites.catalog().family("hoymiles-hms")
    return next(part.id for part in family.parts if part.per is PartPer.VACANT_PORT)


def test_the_gable_is_one_branch_whose_leg_beyond_the_ridge_has_an_end_cable_over_it():
    """A link over the ridge and one end cable would cost 5 % more."""
    plan = derive(sites.gable(), sites.catalog())
    assert plan.trunk.circuits == 1
    assert [len(branch.inverters) for branch in plan.branches] == [4, 3]
    assert {branch.units_limit for branch in plan.branches} == {7}
    (crossing,) = (piece for piece in plan.pieces if len(piece.route) == 2)
    assert crossing.kind is PieceKind.END_CABLE
    assert plan.errors() == ()


def test_without_a_bridge_the_other_side_cannot_be_reached():
    plan = derive(replace(sites.gable(), bridges=()), sites.catalog())
    assert {f.code for f in plan.errors()} == {"inverter-unreachable"}
    assert sum(len(branch.inverters) for branch in plan.branches) == 4


@pytest.mark.parametrize("share", [1 / 7, 1 / 2, 5 / 7, 11 / 14])
def test_a_box_on_a_sloping_edge_is_reached_whichever_way_its_place_was_rounded(share):
    """A place on a hip, to a micrometre, lies as often beside the roof as on it; bridges end there, too."""
    hip = ((0.0, 0.0), (9070.0, 0.0), (6313.0, 4613.0), (2757.0, 4613.0))
    x, y = round(9070.0 - 2757.0 * share, 3), round(4613.0 * share, 3)
    design = sites.design(
        [replace(sites.surface(), outline=hip)],
        [sites.row("R1", "S1", 4, 1, along=2500.0)],
        [Box(id="X1", surface="S1", x=x, y=y)],
    )
    plan = derive(design, sites.catalog())
    assert plan.errors() == ()
    assert len(plan.branches) == 1


def test_no_box_is_one_finding_and_the_rest_is_planned():
    plan = derive(replace(sites.gable(), boxes=()), sites.catalog())
    assert [f.code for f in plan.errors()] == ["no-box"]
    assert len(plan.inverters) == 7
    assert plan.branches == ()


def test_pieces_are_as_long_as_their_route_on_the_drawing():
    plan = derive(fourteen(), sites.catalog())
    family = sites.catalog().family("hoymiles-hms")
    for piece in plan.pieces:
        way = route_mm(piece)
        if piece.kind is PieceKind.END_CABLE:
            extra = family.dressing_mm + 2 * family.stripping_mm + family.service_loop_mm
            assert piece.needed_mm == pytest.approx(way + extra, abs=0.01)
        assert piece.length_mm >= piece.needed_mm - 0.001
        assert piece.length_mm >= way


def test_more_units_than_a_branch_may_carry_make_another_branch():
    design = replace(fourteen(), settings=Settings(max_units_per_branch=3))
    plan = derive(design, sites.catalog())
    assert sorted(len(branch.inverters) for branch in plan.branches) == [1, 3, 3]
    assert plan.errors() == ()


def test_a_cheaper_cable_that_carries_not_even_one_unit_is_not_taken():
    """A unit takes 4.35 A: a branch each on either cable, on that of 4 A an overloaded one."""
    amperes = {"hms-trunk-10awg-2.0m": 4.0, "hms-trunk-10awg-4.2m": 6.0}
    catalog = only(*amperes)
    family = catalog.family("hoymiles-hms")
    weak = tuple(replace(one, ocpd_a=amperes[one.id]) for one in family.products)
    families = (replace(family, products=weak),)
    plan = derive(fourteen(), replace(catalog, families=families))
    assert {branch.product for branch in plan.branches} == {"hms-trunk-10awg-4.2m"}
    assert (len(plan.branches), plan.errors()) == (7, ())


def test_a_branch_too_long_in_voltage_is_fed_in_the_middle():
    roof = sites.surface(width=18000.0, height=4000.0)
    box = Box(id="X1", surface="S1", x=8700.0, y=200.0)
    design = sites.design([roof], [sites.row("R1", "S1", 14, 1)], [box], settings=Settings(max_rise_pct=0.8))
    plan = derive(design, sites.catalog())
    assert len({branch.circuit for branch in plan.branches}) == 1
    assert len(plan.branches) == 2
    assert all(branch.rise_pct <= 0.8 for branch in plan.branches)
    ends = [
        item
        for item in plan.bom
        if "end cap" in item.description.lower() and "trunk" in item.description.lower()
    ]
    assert sum(item.quantity for item in ends) == 2
    breakers = [item for item in plan.bom if item.item == "breaker"]
    assert sum(item.quantity for item in breakers) == 1
    assert breakers[0].description.endswith("one per circuit")


def test_a_locked_branch_keeps_its_order_and_the_rest_is_planned():
    lock = BranchLock(id="K1", inverters=("I5", "I1", "I3"), box="X1")
    plan = derive(replace(fourteen(), locks=(lock,)), sites.catalog())
    locked = next(branch for branch in plan.branches if branch.id == "K1")
    assert locked.inverters == ("I5", "I1", "I3")
    assert locked.locked
    others = [name for branch in plan.branches if branch.id != "K1" for name in branch.inverters]
    assert sorted(others) == ["I11", "I13", "I7", "I9"]


def test_a_lock_over_its_limit_is_kept_and_flagged_in_amperes():
    lock = BranchLock(
        id="K1",
        inverters=("I1", "I3", "I5", "I7", "I9"),
        box="X1",
        product="hms-trunk-12awg-2.3m",
        feed=FeedPolicy.END,
    )
    plan = derive(replace(fourteen(), locks=(lock,)), sites.catalog())
    found = next(f for f in plan.findings if f.code == "branch-over-limit")
    assert found.subjects == ("K1",)
    assert found.params["current_a"] > found.params["allowed_a"]
    assert next(b for b in plan.branches if b.id == "K1").inverters == lock.inverters


def test_a_lock_on_inverters_that_are_gone_keeps_the_others():
    lock = BranchLock(id="K1", inverters=("I1", "I99"), box="X1")
    plan = derive(replace(fourteen(), locks=(lock,)), sites.catalog())
    finding = next(f for f in plan.findings if f.code == "lock-not-held")
    assert finding.subjects == ("K1", "I99")
    assert next(b for b in plan.branches if b.id == "K1").inverters == ("I1",)


def test_a_lock_over_surfaces_without_a_bridge_keeps_what_its_box_can_be_reached_from():
    design = sites.gable()
    boxes = (*design.boxes, Box(id="X2", surface="S1", x=4800.0, y=150.0))
    lock = BranchLock(id="K1", inverters=("I1", "I7", "I9"), box="X1")
    plan = derive(replace(design, boxes=boxes, bridges=(), locks=(lock,)), sites.catalog())
    assert next(b for b in plan.branches if b.id == "K1").inverters == ("I7", "I9")
    finding = next(f for f in plan.errors())
    assert (finding.code, finding.subjects) == ("lock-without-way", ("K1", "I1"))
    assert sorted(name for branch in plan.branches for name in branch.inverters) == sorted(
        one.id for one in plan.inverters
    )


def test_connectors_keep_away_from_a_water_line():
    dry = derive(fourteen(), sites.catalog())
    port = next(drop for drop in dry.drops if drop.index == 3)
    line = WaterLine(id="W1", points=((port.x, 0.0), (port.x, 4000.0)))
    design = fourteen()
    wet = replace(design, surfaces=(replace(design.surfaces[0], water_lines=(line,)),))
    plan = derive(wet, sites.catalog())
    least = sites.catalog().assumptions.water_distance_mm
    assert all(abs(drop.x - port.x) >= least - 0.01 for drop in plan.drops)
    assert not [f for f in plan.findings if f.code == "port-near-water"]


def test_the_same_design_gives_the_same_plan():
    assert derive(sites.gable(), sites.catalog()) == derive(sites.gable(), sites.catalog())


def test_a_run_longer_than_a_reel_is_joined_by_a_link():
    catalog = sites.catalog()
    families = tuple(
        replace(family, products=tuple(replace(p, ports_per_reel=3) for p in family.products))
        if family.id == "hoymiles-hms"
        else family
        for family in catalog.families
    )
    plan = derive(fourteen(), replace(catalog, families=families))
    assert max(piece.ports for piece in plan.pieces) <= 3
    assert not [f for f in plan.findings if f.code == "piece-not-cut"]
    assert sum(len(branch.inverters) for branch in plan.branches) == 7


def test_circuits_are_fewest_also_where_all_are_fed_in_their_middle_and_boxes_are_several():
    """Both legs of a circuit lead to one box, not always the nearest one of each: four were found."""
    design = generated_at(37, sites.catalog()).design
    plan = derive(replace(design, settings=replace(design.settings, max_rise_pct=0.26)), sites.catalog())
    assert (plan.trunk.circuits, len(plan.branches)) == (3, 6)
    assert plan.trunk.gap_pct == 0
