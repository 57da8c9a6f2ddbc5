"""Branches kept while another cable is tried: same inverters, same order, only the steps anew."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import Box, BranchLock, KeptBranch, Settings
from designer.core.planning import derive
from designer.core.resources import resource_root
from designer.edit.edits.branches import kept_branches, plan_anew
from designer.edit.edits.products import set_products
from designer.io.project import load_project
from tests import sites
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()
HIP = sites.keeping_first(load_project(resource_root() / "examples" / "hip.trunkline"))


def strings(plan):
    """Inverters of each circuit from end to end, by its id."""
    found = {}
    for branch in plan.branches:
        before = found.get(branch.circuit, ())
        found[branch.circuit] = (*before, *(branch.inverters[::-1] if before else branch.inverters))
    return found


def told(plan, code):
    return [finding.subjects for finding in plan.findings if finding.code == code]


@pytest.mark.parametrize("design", [sites.gable(), HIP], ids=["gable", "hip"])
@pytest.mark.parametrize("trunk", ["hms-trunk-10awg-2.3m", "hms-trunk-10awg-3.0m", None])
def test_another_cable_keeps_branches_and_their_order(design, trunk):
    start = replace(design, products=replace(design.products, trunk="hms-trunk-10awg-2.0m"))
    before = derive(start, CATALOG)
    changed = set_products(start, before, trunk=trunk)
    after = derive(changed, CATALOG)
    assert strings(after) == strings(before)
    assert told(after, "branches-kept") == [tuple(strings(before))]
    if trunk:
        assert {branch.product for branch in after.branches} == {trunk}


def test_another_family_keeps_the_branches_that_its_device_carries():
    """30 A carry six units: branches of five and six stay, one of seven is planned anew."""
    both = replace(CATALOG.inverter("hms-1000-2t"), families=("hoymiles-hms", "apsystems-ds3"))
    others = tuple(one for one in CATALOG.inverters if one.id != both.id)
    catalog = replace(CATALOG, inverters=(*others, both))
    before = derive(HIP, catalog)
    after = derive(set_products(HIP, before, family="apsystems-ds3"), catalog)
    assert {branch.family for branch in after.branches} == {"apsystems-ds3"}
    carried = [members for members in strings(before).values() if len(members) < 7]
    assert len(carried) == 2
    assert list(strings(after).values())[:2] == carried
    assert told(after, "branch-over-limit") == []


def test_a_branch_that_the_new_cable_cannot_carry_is_planned_anew_alone():
    """Seven units on 12 AWG are three too many; a branch of four stays."""
    roof = sites.surface(width=18000.0, height=9000.0)
    rows = [sites.row("R1", "S1", 14, 1), sites.row("R2", "S1", 8, 31, across=4200.0)]
    design = sites.design([roof], rows, [Box(id="X1", surface="S1", x=9000.0, y=200.0)])
    kept = (
        KeptBranch(inverters=("I13", "I11", "I9", "I7", "I5", "I3", "I1"), box="X1"),
        KeptBranch(inverters=("I31", "I33", "I35", "I37"), box="X1"),
    )
    thin = replace(design.products, trunk="hms-trunk-12awg-2.3m")
    plan = derive(replace(design, kept=kept, products=thin), CATALOG)
    assert kept[1].inverters in strings(plan).values()
    assert told(plan, "branch-over-limit") == []
    (gone,) = (finding for finding in plan.findings if finding.code == "kept-over-amperes")
    assert gone.subjects == kept[0].inverters
    assert gone.params == {"current_a": pytest.approx(7 * 1000 / 230, abs=0.001), "limit_a": 20.0}
    names = sorted(name for members in strings(plan).values() for name in members)
    assert names == sorted(one.id for one in plan.inverters)


def test_more_or_fewer_inverters_let_all_of_them_go():
    before = derive(HIP, CATALOG)
    changed = set_products(HIP, before, trunk="hms-trunk-10awg-2.0m")
    row = changed.rows[0]
    fewer = replace(
        changed, rows=(replace(row, modules=row.modules[:-2], removed=row.modules[-2:]), *changed.rows[1:])
    )
    plan = derive(fewer, CATALOG)
    assert told(plan, "branches-kept") == []
    assert plan.branches == derive(plan_anew(fewer), CATALOG).branches
    restored = derive(changed, CATALOG)
    assert told(restored, "branches-kept") != []


def test_what_is_locked_leaves_the_kept_branches_and_the_others_stay():
    before = derive(HIP, CATALOG)
    changed = set_products(HIP, before, trunk="hms-trunk-10awg-2.0m")
    first = before.branches[0]
    lock = BranchLock(id=first.circuit, inverters=first.inverters, box=first.box)
    after = derive(replace(changed, locks=(lock,)), CATALOG)
    assert strings(after) == strings(before)
    assert told(after, "branches-kept") == [tuple(strings(before))[1:]]


def test_a_tighter_limit_lets_a_branch_go():
    before = derive(HIP, CATALOG)
    changed = set_products(HIP, before, trunk="hms-trunk-10awg-2.0m")
    plan = derive(replace(changed, settings=Settings(max_units_per_branch=3)), CATALOG)
    assert all(len(members) <= 3 for members in strings(plan).values())
    gone = [finding for finding in plan.findings if finding.code == "kept-over-units"]
    assert sorted(finding.params["units"] for finding in gone) == sorted(
        len(members) for members in strings(before).values() if len(members) > 3
    )
    assert all(finding.params["limit"] == 3 for finding in gone)


def let_go(catalog, trunk, settings, code):
    """The figures of branches that another cable lets go, for the reason of a code."""
    changed = set_products(HIP, derive(HIP, catalog), trunk=trunk)
    plan = derive(replace(changed, settings=settings), catalog)
    return [finding.params for finding in plan.findings if finding.code == code]


def test_a_voltage_that_rises_too_high_lets_a_branch_go_and_is_told():
    gone = let_go(CATALOG, "hms-trunk-10awg-2.3m", Settings(max_rise_pct=0.05), "kept-over-rise")
    assert gone
    assert all(params["rise_pct"] > params["limit_pct"] == 0.05 for params in gone)


def test_too_much_slack_lets_a_branch_go_and_is_told():
    """Without links there is no other way to keep the limit."""
    families = tuple(
        replace(one, links_allowed=False) if one.id == "hoymiles-hms" else one for one in CATALOG.families
    )
    catalog = replace(CATALOG, families=families)
    gone = let_go(catalog, "hms-trunk-10awg-4.2m", Settings(slack_limit_mm=10.0), "kept-over-slack")
    assert gone
    assert all(params["slack_mm"] > params["limit_mm"] == 10.0 for params in gone)


@pytest.mark.parametrize("number", [25, 184])
def test_a_branch_fed_in_its_middle_as_that_costs_less_is_kept_so(number):
    design = generated_at(number, CATALOG).design
    before = derive(design, CATALOG)
    kept = derive(replace(design, kept=kept_branches(design, before)), CATALOG)
    assert [one.inverters for one in kept.branches] == [one.inverters for one in before.branches]
    assert len(kept.branches) > kept.trunk.circuits


def test_a_box_that_is_gone_leads_a_kept_branch_to_the_nearest():
    before = derive(HIP, CATALOG)
    changed = set_products(HIP, before, trunk="hms-trunk-10awg-2.0m")
    box = changed.boxes[0]
    moved = replace(changed, boxes=(replace(box, id="X900"), *changed.boxes[1:]), next_number=1000)
    after = derive(moved, CATALOG)
    assert strings(after) == strings(before)


def test_another_inverter_and_planning_anew_keep_nothing():
    before = derive(HIP, CATALOG)
    changed = set_products(HIP, before, trunk="hms-trunk-10awg-2.0m")
    assert changed.kept
    assert set_products(changed, before, inverter="hms-800-2t").kept == ()
    assert plan_anew(changed).kept == ()
    assert set_products(changed, before, rail="unirac-solarmount").kept == changed.kept
