"""Inverters whose voltage rise alone is over its limit do not take others over it with them."""

from math import inf

import pytest
from msgspec.structs import replace

from designer.core.model.design import BranchLock, FeedPolicy, TrunkSearch
from designer.core.planning import Planner
from designer.core.trunk import improving
from designer.core.trunk.circuits import ranked
from designer.core.trunk.first import first_circuits
from designer.core.trunk.margins import Limit
from designer.core.trunk.rivals import Rivals
from designer.core.trunk.too_far import limited, parted, too_far
from designer.edit.edits.branches import circuits
from tests import sites
from tests.core.trunk.test_rivals import design_of, products, site_of

CATALOG = sites.catalog()
FAMILY = CATALOG.family("hoymiles-hms")
HARD = [(3, 0.05), (13, 0.1), (23, 0.05), (23, 0.1), (26, 0.1)]
"""Sites of 8 to 14 inverters where some are too far from every box for such a limit."""
ALL_TOO_FAR = [(3, 0.001), (13, 0.001), (23, 0.001)]
"""Sites where all of them are."""


def rise_alone_pct(site, one):
    """2 · I · R · L / V of the end cable to the nearest box, with the thickest cable."""
    feed_mm = min(site.feed_mm(one, box) for box in site.network.boxes)
    least = inf
    for rules in products(site):
        cable_m = (feed_mm + rules.family.dressing_mm + rules.family.service_loop_mm) / 1000
        ohm = 2 * cable_m * rules.bulk.ohm_per_km / 1000
        least = min(least, 100 * ohm * rules.current_a(one.slot.product) / rules.region.voltage_v)
    return least


@pytest.mark.parametrize(("number", "rise_pct"), HARD)
def test_only_branches_of_inverters_that_are_too_far_break_the_limit(number, rise_pct):
    site = site_of(number, rise_pct)
    far = {name for name, one in site.ranges.items() if rise_alone_pct(site, one) > rise_pct}
    assert 0 < len(far) < len(site.ranges)
    plan = Planner(CATALOG).plan(design_of(number, rise_pct))
    over = [branch for branch in plan.branches if branch.rise_pct > rise_pct]
    assert {name for branch in over for name in branch.inverters} == far
    told = [one for one in plan.findings if one.code == "rise-too-high"]
    assert len(told) == len(over)


@pytest.mark.parametrize("hasty", [True, False])
@pytest.mark.parametrize(("number", "rise_pct"), [*HARD, *ALL_TOO_FAR])
def test_those_too_far_rise_no_higher_than_the_farthest_must(number, rise_pct, hasty):
    site = site_of(number, rise_pct)
    plan = Planner(CATALOG).plan(design_of(number, rise_pct), hasty=hasty)
    farthest = max(rise_alone_pct(site, one) for one in site.ranges.values())
    assert rise_pct < max(branch.rise_pct for branch in plan.branches) <= farthest + 1e-4


def test_the_first_answer_keeps_a_limit_that_each_inverter_barely_keeps_alone():
    """By its estimate three of them cannot: on one branch they would break it once only, at 0.76 %."""
    plan = Planner(CATALOG).plan(design_of(23, 0.1719), hasty=True)
    assert max(branch.rise_pct for branch in plan.branches) <= 0.1719


def test_reasons_and_locks_keep_the_legs_of_those_too_far():
    """They have links for the limit that they need, which the project's own would drop: none keeps that."""
    planner, design = Planner(CATALOG), design_of(23, 0.05)
    plan = planner.plan(design)
    for why in planner.explain(design):
        legs = [branch for branch in plan.branches if branch.circuit == why.circuit]
        assert why.chosen.cost == pytest.approx(sum(leg.cost for leg in legs), abs=0.011)
        assert why.chosen.rise_pct == max(leg.rise_pct for leg in legs)
        assert (Limit.RISE in why.chosen.breaks) == (why.chosen.rise_pct > 0.05)
    locked = replace(design, locks=tuple(one.lock() for one in circuits(design, plan)))
    again = planner.plan(locked)
    assert {one.circuit for one in again.branches if one.locked} == set(plan.circuits)
    assert [(b.rise_pct, b.cost) for b in again.branches] == [(b.rise_pct, b.cost) for b in plan.branches]


@pytest.mark.parametrize(("number", "rise_pct"), HARD)
def test_what_such_plans_cost_at_least_is_no_more_than_those_of_all_together(number, rise_pct):
    """Without any limit all cost less than with it: the bounds have to hold for that plan too."""
    free, heard = Planner(CATALOG).plan(design_of(number, 100.0)).trunk.cost, list[float]()
    bound = Planner(CATALOG).plan(design_of(number, rise_pct), told=heard.append).trunk.bound
    assert max([bound, *heard]) <= free + 0.01


def test_the_bound_of_the_others_is_their_own_once_those_too_far_are_locked():
    """Also where the planner has planned all of them together before."""
    design = sites.keeping_first(design_of(13, 0.1))
    planner = Planner(CATALOG)
    far = [branch for branch in planner.plan(design).branches if branch.rise_pct > 0.1]
    locks = tuple(
        BranchLock(id=one.id, inverters=one.inverters, box=one.box, product=one.product, feed=FeedPolicy.END)
        for one in far
    )
    locked = replace(design, locks=locks)
    assert planner.plan(locked).trunk == Planner(CATALOG).plan(locked).trunk


def test_bounds_that_are_told_of_large_roofs_hold_too(monkeypatch):
    """Large ones are searched side by side; few are as good as many for that."""
    monkeypatch.setattr("designer.core.trunk.columns.fleet.MOST_WHOLE", 2)
    heard = list[float]()
    Planner(CATALOG).plan(thorough(design_of(13, 0.1)), told=heard.append)
    free = Planner(CATALOG).plan(thorough(design_of(13, 100.0)))
    assert max(heard, default=0.0) <= free.trunk.cost + 0.01


def thorough(design):
    return replace(design, settings=replace(design.settings, trunk_search=TrunkSearch.THOROUGH))


def test_a_thicker_cable_that_no_list_names_is_better_than_one_that_breaks_the_limit():
    """Some circuits keep the limit with it at once, the others in smaller ones: none is too far."""
    bulk = replace(FAMILY.bulk[0], id="thick", conductor="8 AWG", ohm_per_km=0.6 * FAMILY.bulk[0].ohm_per_km)
    listed = next(one for one in FAMILY.products if one.id == "hms-trunk-10awg-2.0m")
    cable = replace(listed, id="thick-trunk", conductor="8 AWG", confirmed=False)
    cable = replace(cable, ohm_per_km=0.6 * listed.ohm_per_km)
    family = replace(FAMILY, products=(*FAMILY.products, cable), bulk=(*FAMILY.bulk, bulk))
    others = tuple(family if one is FAMILY else one for one in CATALOG.families)
    plan = Planner(replace(CATALOG, families=others)).plan(design_of(13, 0.1))
    assert max(branch.rise_pct for branch in plan.branches) <= 0.1
    assert "thick-trunk" in {branch.product for branch in plan.branches}


def test_which_are_too_far_follows_from_the_end_cable_alone():
    site = site_of(13, 0.1)
    far = too_far(site, site.ranges.values(), products(site))
    assert far == {name for name, one in site.ranges.items() if rise_alone_pct(site, one) > 0.1}


def boxes_of(site):
    found = {}
    for one in site.ranges.values():
        found.setdefault(site.nearest_box(one), []).append(one)
    return found


def test_circuits_are_parted_by_kind_unless_one_has_both():
    site = site_of(13, 0.1)
    circuits = first_circuits(site, FAMILY, boxes_of(site))
    far = too_far(site, site.ranges.values(), products(site))
    others, own = parted(circuits, far)
    assert others
    assert own
    assert len(others) + len(own) == len(circuits)
    assert parted(circuits, far | {others[0][1].legs[0].ranges[0].slot.id}) == (list(circuits), [])
    assert parted(circuits, frozenset()) == (list(circuits), [])
    assert parted(circuits, frozenset(site.ranges)) == (list(circuits), [])


def test_circuits_keep_their_legs_with_another_limit():
    site = site_of(13, 0.1)
    circuits = first_circuits(site, FAMILY, boxes_of(site))
    assert ranked(circuits)[0]
    free = limited(circuits, inf, site.wiring)
    assert not ranked(free)[0]
    again = limited(free, 0.1, site.wiring)
    assert [plan.legs for _, plan in again] == [plan.legs for _, plan in circuits]


def test_good_circuits_of_those_too_far_are_offered_with_the_limit_that_they_break(monkeypatch):
    site, offers = site_of(13, 0.1), []
    *_, far = improving._islands_of(site, first_circuits(site, FAMILY, boxes_of(site)), products(site))
    assert isinstance(far, improving._TooFar)
    monkeypatch.setattr(Rivals, "drafted", lambda _, group, offered: offered(group) or tuple(group))
    far.draft(site.pace, offers.append)
    (circuits,) = offers
    assert ranked(circuits)[0] > 0
    assert {leg.rules.max_rise_pct for _, plan in circuits for leg in plan.legs} == {0.1}
