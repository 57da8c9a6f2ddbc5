"""Why a branch is as it is: limits, runner-up, other ways of bridging long steps, one inverter more."""

from itertools import permutations
from math import inf

import pytest
from msgspec.structs import replace

from designer.branch_words import option_verdict, reasons, runner_up
from designer.core.model.catalog import BranchLimit
from designer.core.model.design import Box, BranchLock, FeedPolicy, KeptBranch, Settings, TrunkSearch
from designer.core.planning import Planner
from designer.core.resources import resource_root
from designer.core.trunk import why as why_module
from designer.core.trunk.circuits import carries, fed
from designer.core.trunk.margins import Limit
from designer.core.trunk.one_more import Fixed
from designer.core.trunk.reordering import reordered
from designer.core.trunk.why import NamedBy
from designer.io.project import load_project
from tests import sites
from tests.core.trunk.test_rivals import design_of, products, site_of
from tests.core.trunk.test_stage import fourteen, only

CATALOG = sites.catalog()

TWO = "hms-trunk-10awg-2.0m"


def explained(design, catalog=CATALOG, *branches):
    """The plan and the reasons, from one planner."""
    planner = Planner(catalog)
    return planner.plan(design), planner.explain(design, branches)


def margin(why, limit):
    return next(one for one in why.margins if one.limit is limit)


def test_fourteen_modules_are_limited_by_amperes_and_one_more_is_told_in_amperes():
    _, (why,) = explained(fourteen())
    assert why.limited_by is Limit.AMPERES
    assert margin(why, Limit.AMPERES).value == pytest.approx(7 * 1000 / 230)
    assert margin(why, Limit.AMPERES).most == 32
    assert (margin(why, Limit.UNITS).value, margin(why, Limit.UNITS).most) == (7, 7)
    assert why.one_more.inverter == ""
    assert why.one_more.current_a == pytest.approx(8 * 1000 / 230, abs=1e-3)
    assert why.one_more.fits_on == ()


def test_each_port_of_a_mixed_branch_is_measured_by_the_lead_of_its_own_inverter():
    leads = {"hms-2000-4t": 500.0, "hms-1000-2t": 250.0}
    units = (replace(one, ac_lead_mm=leads.get(one.id, one.ac_lead_mm)) for one in CATALOG.inverters)
    rows = [
        sites.row("R1", "S1", 4, 1),
        sites.row("R2", "S1", 5, 11, across=2600.0, inverter="hms-2000-4t"),
    ]
    design = sites.keeping_first(sites.design([sites.surface(width=16000.0)], rows))
    _, (why,) = explained(design, replace(CATALOG, inverters=tuple(units)))
    reach = margin(why, Limit.REACH)
    assert (reach.value, reach.most) == (500, 500)


def test_the_chosen_option_is_the_plan_to_the_cent():
    for design in (fourteen(), sites.gable(), load_project(resource_root() / "examples" / "hip.trunkline")):
        plan, whys = explained(design)
        assert [why.circuit for why in whys] == list(plan.circuits)
        for why in whys:
            legs = [branch for branch in plan.branches if branch.circuit == why.circuit]
            assert why.chosen.cost == pytest.approx(sum(leg.cost for leg in legs), abs=0.011)
            assert why.chosen.ports == sum(len(leg.drops) for leg in legs)
            assert why.chosen.rise_pct == max(leg.rise_pct for leg in legs)
            assert margin(why, Limit.RISE).value == pytest.approx(why.chosen.rise_pct, abs=1e-4)


def test_with_two_cables_skipping_linking_and_the_longer_pitch_are_all_priced():
    catalog = only("hms-trunk-10awg-2.0m", "hms-trunk-10awg-4.2m")
    _, (why,) = explained(fourteen(), catalog)
    known = {(one.product, one.capped > 0, one.links > 0): one for one in (why.chosen, *why.options)}
    short, long = "hms-trunk-10awg-2.0m", "hms-trunk-10awg-4.2m"
    skipped, linked, longer = known[short, True, False], known[short, False, True], known[long, False, False]
    assert why.chosen.cost == min(one.cost for one in known.values())
    for one in (skipped, linked, longer):
        assert one is why.chosen or one.more == pytest.approx(one.cost - why.chosen.cost, abs=0.011)
    assert why.runner_up.product != why.chosen.product


def test_no_option_has_more_ports_in_a_run_than_a_reel():
    """Seven inverters take as many ports without a link; a reel has five."""
    catalog = only(TWO)
    family = catalog.family("hoymiles-hms")
    reels = tuple(replace(one, ports_per_reel=5) for one in family.products)
    _, (why,) = explained(fourteen(), replace(catalog, families=(replace(family, products=reels),)))
    found = (why.chosen, *why.options)
    assert any(one.links for one in found)
    assert all(one.links or one.ports <= 5 for one in found)


def test_a_branch_fed_in_its_middle_says_what_it_would_cost_at_the_better_of_its_ends():
    plan, (why,) = explained(sites.gable())
    assert why.chosen.legs == 2
    (at_end,) = (one for one in why.options if one.product == why.chosen.product and one.legs == 1)
    first, second = (branch.inverters for branch in plan.branches)
    costs = []
    for order in ((*first, *second[::-1]), (*second, *first[::-1])):
        lock = BranchLock(id="B1", inverters=order, box="X1", product=why.chosen.product, feed=FeedPolicy.END)
        fed, _ = explained(replace(sites.gable(), locks=(lock,)))
        costs.append((len(fed.errors()), fed.branches[0].cost))
    assert at_end.cost == pytest.approx(min(costs)[1], abs=0.011)
    assert any(f"fed at its end would have cost {at_end.cost:.2f}" in one for one in reasons(why))


def test_what_the_runner_up_would_have_cost_is_what_a_plan_with_it_costs():
    _, (why,) = explained(fourteen())
    design = fourteen()
    products = replace(design.products, trunk=why.runner_up.product)
    plan, _ = explained(replace(design, products=products))
    assert sum(branch.cost for branch in plan.branches) == pytest.approx(why.runner_up.cost, abs=0.011)


@pytest.mark.parametrize(
    ("number", "cable"),
    [(1, "hms-trunk-10awg-4.2m"), (100, "hms-trunk-10awg-4.2m"), (168, None), (194, None)],
)
def test_the_runner_up_costs_what_its_plan_does_also_where_that_has_another_order(number, cable):
    """In the order of the cable that was chosen it costs 2 to 37 % more."""
    design = design_of(number)
    _, (why,) = explained(replace(design, products=replace(design.products, trunk=cable)))
    other = why.runner_up
    assert other.reordered
    plan, _ = explained(replace(design, products=replace(design.products, trunk=other.product)))
    assert other.cost == pytest.approx(plan.trunk.cost, abs=0.011)
    in_order = [one.cost for one in why.options if one.product == other.product and not one.reordered]
    assert min(in_order) > 1.01 * other.cost
    assert "in another order" in runner_up(why)
    fed = ["fed in its middle"] if other.legs > why.chosen.legs else []
    assert option_verdict(other, why.chosen) == ", ".join([*fed, "in another order"])


def test_the_runner_up_may_have_another_box_that_suits_it_in_an_order_of_its_own_alone():
    """In the order of now the other box costs more with it."""
    design, catalog = design_of(97), only(TWO, "hms-trunk-10awg-2.3m")
    roof = design.surface(design.boxes[0].surface)
    (x, _), middle = min(roof.outline), max(y for _, y in roof.outline) / 2
    design = replace(design, boxes=(*design.boxes, Box(id="X9", surface=roof.id, x=x + 300.0, y=middle)))
    before, (why,) = explained(design, catalog)
    other = why.runner_up
    assert {branch.box for branch in before.branches} == {"X1"}
    plan, _ = explained(replace(design, products=replace(design.products, trunk=other.product)), catalog)
    assert {branch.box for branch in plan.branches} == {other.box} == {"X9"}
    assert other.cost == pytest.approx(plan.trunk.cost, abs=0.011)


@pytest.mark.parametrize("number", [40, 47, 104])
def test_no_order_of_a_few_inverters_costs_less_than_their_other_cables_do(number):
    """Also where every port is used, so that only the way to the box differs, and another box is near."""
    few = Settings(max_units_per_branch=4, trunk_search=TrunkSearch.FIRST)
    design = replace(design_of(number), settings=few)
    _, whys = explained(design)
    site = site_of(number)
    for why in whys:
        members = [site.ranges[name] for name in why.inverters]
        for rules in products(site):
            own = [one.cost for one in why.options if one.product == rules.product.id and not one.breaks]
            if rules.product.id == why.chosen.product or not carries(members, rules):
                continue
            plans = [fed((order,), why.box, rules, site.wiring) for order in permutations(members)]
            costs = [plan.price() for plan in plans if not plan.broken()]
            assert min(own, default=inf) <= min(costs, default=inf) + 0.011


def test_another_cable_is_told_from_the_box_that_suits_it():
    """From the box of the branch it costs a little more than its plan does."""
    design = design_of(82)
    _, (why,) = explained(design)
    other = next(one for one in why.options if one.box is not None)
    plan, _ = explained(replace(design, products=replace(design.products, trunk=other.product)))
    assert other.cost == pytest.approx(plan.trunk.cost, abs=0.011)
    assert {branch.box for branch in plan.branches} == {other.box} != {why.box}
    assert f"fed from {other.box}" in option_verdict(other, why.chosen)


def test_no_order_of_many_inverters_is_searched_for_a_cable_that_cannot_be_the_runner_up(monkeypatch):
    """That may take long, and cables that cost more by their ports alone cost more in any order."""
    searched = []

    def noted(site, box, plan, wiring):
        searched.append(plan.legs[0].rules.product.id)
        return reordered(site, box, plan, wiring)

    monkeypatch.setattr(why_module, "reordered", noted)
    roof = sites.surface(width=18000.0, height=4000.0)
    row = sites.row("R1", "S1", 12, 1, inverter="hms-500-1t")
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    _, (why,) = explained(sites.design([roof], [row], [box]))
    confirmed = {one.product for one in (why.chosen, *why.options) if one.confirmed and not one.breaks}
    assert why.runner_up.product in searched
    assert not {why.chosen.product, "hms-trunk-10awg-4.2m"} & set(searched)
    assert "hms-trunk-10awg-4.2m" in confirmed


def with_another(why, site, row):
    """The circuits of a row of inverters that the one more is put into at every place, fed at their end."""
    rules = next(one for one in products(site) if one.product.id == why.chosen.product)
    other = site.ranges[why.one_more.inverter]
    rows = [(*row[:at], other, *row[at:]) for at in range(len(row) + 1)]
    return [fed((own,), why.box, rules, site.wiring) for own in rows]


@pytest.mark.parametrize("number", [40, 47])
def test_one_inverter_more_costs_no_more_than_at_any_place_among_the_others(number):
    """In their order, run either way."""
    few = Settings(max_units_per_branch=4, trunk_search=TrunkSearch.FIRST)
    _, whys = explained(replace(design_of(number), settings=few))
    site, fitting = site_of(number), 0
    for why in whys:
        more, row = why.one_more, tuple(site.ranges[name] for name in why.inverters)
        if more.breaks or not more.inverter:
            continue
        plans = [*with_another(why, site, row), *with_another(why, site, row[::-1])]
        costs = [plan.price() for plan in plans if not plan.broken()]
        assert more.cost <= min(costs) - why.chosen.cost + 0.011
        fitting += 1
    assert fitting


@pytest.mark.parametrize(
    ("feed", "limit_pct"), [*((feed, None) for feed in FeedPolicy), (FeedPolicy.END, 1.2)]
)
def test_one_inverter_more_goes_anywhere_into_a_lock_whose_order_stays(feed, limit_pct):
    """Also where its voltage would rise too high at either end of the lock."""
    row = ("I13", "I11", "I9", "I7", "I5", "I3", "I1")
    without = tuple(name for name in row if name != "I9")
    lock = BranchLock(id="K1", inverters=without, box="X1", product=TWO, feed=feed)
    design = replace(fourteen(), settings=Settings(max_rise_pct=limit_pct))
    _, (why,) = explained(replace(design, locks=(lock,)), CATALOG, "K1")
    more = why.one_more
    assert (more.inverter, more.breaks) == ("I9", ())
    plan, _ = explained(replace(design, locks=(replace(lock, inverters=row),)))
    assert more.cost <= sum(one.cost for one in plan.branches) - why.chosen.cost + 0.021


def test_one_inverter_more_that_is_said_to_fit_a_lock_fits_it():
    """Somewhere in its order: the planner feeds such a lock where it needs to."""
    box = Box(id="X1", surface="S1", x=300.0, y=150.0)
    rows = [sites.row("R1", "S1", 10, 1), sites.row("R2", "S1", 9, 20, across=2500.0)]
    roof = sites.design([sites.surface(width=26000.0, height=5000.0)], rows, [box])
    planner, fitting = Planner(CATALOG), 0
    for limit_pct in (0.3, 0.35, 0.4, 0.5):
        limit = Settings(max_rise_pct=limit_pct, trunk_search=TrunkSearch.FIRST)
        design = replace(roof, settings=limit)
        for members in (("I7", "I5", "I3", "I1"), ("I9", "I7", "I5"), ("I24", "I22", "I20")):
            locked = replace(design, locks=(BranchLock(id="K1", inverters=members, box="X1"),))
            _, (why,) = explained(locked, CATALOG, "K1")
            more = why.one_more
            places = range(len(members) + 1)
            orders = [(*members[:at], more.inverter, *members[at:]) for at in places]
            lock = BranchLock(id="K1", inverters=(), box="X1", product=why.chosen.product)
            locked = [replace(design, locks=(replace(lock, inverters=order),)) for order in orders]
            plans = [planner.plan(one) for one in locked]
            rises = [max(one.rise_pct for one in plan.branches if one.locked) for plan in plans]
            assert (min(rises) <= limit_pct) == (Limit.RISE not in more.breaks)
            fitting += not more.breaks
    assert fitting > 3


def test_the_order_of_a_lock_is_that_of_all_its_options():
    """A person decided on it."""
    design = design_of(126)
    plan, _ = explained(design)
    (branch,) = plan.branches
    lock = BranchLock(id=branch.id, inverters=branch.inverters, box=branch.box)
    _, (why,) = explained(replace(design, locks=(lock,)))
    assert not [one for one in (why.chosen, *why.options) if one.reordered]
    assert why.runner_up.cost > why.chosen.cost


def test_cables_that_break_a_limit_come_last_and_say_which():
    _, (why,) = explained(fourteen())
    thin = [one for one in why.options if "12awg" in one.product]
    assert thin
    assert all(Limit.AMPERES in one.breaks for one in thin)
    assert [bool(one.breaks) for one in why.options] == sorted(bool(one.breaks) for one in why.options)


def test_the_projects_own_number_of_units_limits():
    _, whys = explained(replace(fourteen(), settings=Settings(max_units_per_branch=3)))
    full = next(why for why in whys if len(why.inverters) == 3)
    assert full.limited_by is Limit.UNITS
    assert full.one_more.units == 4
    assert full.one_more.inverter not in full.inverters


def test_the_voltage_rise_limits_and_is_told_in_per_cent():
    design = replace(fourteen(), settings=Settings(max_rise_pct=0.3))
    _, whys = explained(design)
    for why in whys:
        assert margin(why, Limit.RISE).most == 0.3
    limited = [why for why in whys if why.limited_by is Limit.RISE]
    assert limited
    assert all(why.one_more.rise_pct > 0.3 for why in limited)


@pytest.mark.parametrize(("limit_pct", "box_x"), [(0.5, 300.0), (0.5, 6000.0), (0.8, 300.0), (0.8, 6000.0)])
def test_what_the_voltage_rise_keeps_from_a_branch_it_keeps_from_one_fed_in_its_middle_too(limit_pct, box_x):
    """Else it would not be the voltage rise that limits it."""
    rows = [sites.row("R1", "S1", 10, 1), sites.row("R2", "S1", 9, 20, across=2500.0)]
    box = Box(id="X1", surface="S1", x=box_x, y=150.0)
    roof = sites.design([sites.surface(width=26000.0, height=5000.0)], rows, [box])
    design = replace(roof, settings=Settings(max_rise_pct=limit_pct))
    plan, whys = explained(design)
    assert any(branch.rise_pct > 0.8 * limit_pct for branch in plan.branches)
    for why in whys:
        more = why.one_more
        if not more.inverter or more.breaks[:1] != (Limit.RISE,):
            continue
        for order in ((more.inverter, *why.inverters), (*why.inverters, more.inverter)):
            lock = BranchLock(
                id="K1", inverters=order, box="X1", product=why.chosen.product, feed=FeedPolicy.MIDDLE
            )
            legs = [one for one in explained(replace(design, locks=(lock,)))[0].branches if one.locked]
            assert max(leg.rise_pct for leg in legs) > limit_pct


def test_units_limit_where_a_maker_prints_more_than_the_current_alone_allows():
    """The branch is over the rating of its device already: it is the printed number that ends it."""
    catalog = sites.catalog()
    unit = next(one for one in catalog.inverters if one.id == "hms-1000-2t")
    printed = tuple(BranchLimit(conductor=one, voltage_v=230.0, units=5) for one in ("10 AWG", "12 AWG"))
    strong = replace(unit, power_va=2000.0, branch_limits=printed)
    inverters = tuple(strong if one is unit else one for one in catalog.inverters)
    design = replace(fourteen(), settings=Settings(max_rise_pct=100.0))
    _, whys = explained(design, replace(catalog, inverters=inverters))
    full = [why for why in whys if len(why.inverters) == 5]
    assert full
    for why in full:
        assert margin(why, Limit.AMPERES).used > 1
        assert why.limited_by is Limit.UNITS


def test_one_more_that_would_fit_limits_nothing():
    roof = sites.surface(width=18000.0, height=4000.0)
    box = Box(id="X1", surface="S1", x=700.0, y=200.0)
    design = sites.design([roof], [sites.row("R1", "S1", 4, 1)], [box])
    _, (why,) = explained(design)
    assert why.limited_by is None
    assert why.one_more.breaks == ()


def test_the_inverter_more_is_one_from_beside():
    lock = BranchLock(id="K1", inverters=("I1", "I3", "I5"), box="X1")
    _, (why,) = explained(replace(fourteen(), locks=(lock,)), CATALOG, "K1")
    assert why.locked
    assert why.one_more.inverter == "I7"
    assert why.one_more.fixed is Fixed.LOCKED
    assert why.limited_by is None
    assert why.one_more.cost > 0


def test_what_holds_an_inverter_on_its_branch_is_told():
    """On a lock of its own, on a kept branch, or where the planner put it."""
    lock = BranchLock(id="K1", inverters=("I1", "I3", "I5"), box="X1")
    few = replace(fourteen(), settings=Settings(max_units_per_branch=4))
    rest = ("I7", "I9", "I11", "I13")
    _, whys = explained(replace(few, locks=(lock,)))
    assert {why.circuit: why.one_more.fixed for why in whys} == {"K1": Fixed.LOCKED, "B1": Fixed.LOCKED}
    kept = tuple(KeptBranch(inverters=names, box="X1") for names in (lock.inverters, rest))
    _, whys = explained(replace(few, kept=kept))
    assert [why.one_more.fixed for why in whys] == [Fixed.KEPT, Fixed.KEPT]
    _, whys = explained(few)
    assert [why.one_more.fixed for why in whys] == [None, None]


@pytest.mark.parametrize(
    ("lock", "project", "named"),
    [
        (None, None, None),
        (None, TWO, NamedBy.PROJECT),
        (TWO, None, NamedBy.LOCK),
        (TWO, "hms-trunk-10awg-4.2m", NamedBy.LOCK),
    ],
)
@pytest.mark.parametrize("is_locked", [False, True])
def test_who_names_the_cable_is_told(lock, project, named, is_locked):
    row = ("I1", "I3", "I5", "I7", "I9", "I11", "I13")
    locks = (BranchLock(id="B1", inverters=row, box="X1", product=lock),) if is_locked else ()
    design = fourteen()
    asked = replace(design, products=replace(design.products, trunk=project), locks=locks)
    _, (why,) = explained(asked)
    by_project = NamedBy.PROJECT if project else None
    assert why.named_by is (named if is_locked else by_project)


def test_whether_other_inverters_have_the_cable_is_told():
    _, (why,) = explained(fourteen())
    assert why.alone
    _, whys = explained(replace(fourteen(), settings=Settings(max_units_per_branch=4)))
    assert [why.alone for why in whys] == [False, False]


def test_branches_that_were_let_go_keep_nobody():
    """Kept branches that the free inverters are not all on, and such as are over a limit."""
    one, rest = ("I1", "I3", "I5"), ("I7", "I9", "I11", "I13")
    four = replace(fourteen(), settings=Settings(max_units_per_branch=4))
    _, whys = explained(replace(four, kept=(KeptBranch(inverters=rest, box="X1"),)))
    assert [why.one_more.fixed for why in whys] == [None, None]
    two = replace(fourteen(), settings=Settings(max_units_per_branch=2))
    kept = tuple(KeptBranch(inverters=names, box="X1") for names in (one, rest))
    _, whys = explained(replace(two, kept=kept))
    assert {why.one_more.fixed for why in whys} == {None}


def test_what_is_too_slack_costs_what_its_parts_do():
    """Fed in the middle, the only cable lies too slack; that is no matter of its price."""
    slack = replace(fourteen(), settings=Settings(slack_limit_mm=1000.0))
    asked = replace(slack, products=replace(slack.products, trunk="hms-trunk-10awg-4.2m"))
    _, whys = explained(asked)
    loose = [one for why in whys for one in why.options if Limit.SLACK in one.breaks]
    assert loose
    assert all(one.cost < 2_000 for one in loose)


def test_a_circuit_fed_in_its_middle_is_one_answer():
    lock = BranchLock(id="K1", inverters=("I1", "I3", "I5", "I7", "I9"), box="X1", feed=FeedPolicy.MIDDLE)
    _, (why,) = explained(replace(fourteen(), locks=(lock,)), CATALOG, "K1b")
    assert why.branches == ("K1a", "K1b")
    assert sorted(why.inverters) == sorted(lock.inverters)
    assert why.chosen.legs == 2
    assert all(option.legs == 2 for option in why.options)


def test_a_branch_is_found_by_its_inverters_and_nothing_by_other_names():
    assert [why.circuit for why in explained(fourteen(), CATALOG, "I9")[1]] == ["B1"]
    assert explained(fourteen(), CATALOG, "B77")[1] == ()
    assert explained(replace(fourteen(), boxes=()))[1] == ()


def test_moulded_cable_without_links_is_explained_too():
    family = replace(CATALOG.family("hoymiles-hms"), links_allowed=False)
    families = tuple(family if one.id == family.id else one for one in CATALOG.families)
    _, (why,) = explained(fourteen(), replace(CATALOG, families=families))
    assert all(one.links == 0 for one in (why.chosen, *why.options))


def test_mixed_units_count_how_many_more_would_fit():
    rows = [
        sites.row("R1", "S1", 4, 1, inverter="hms-2000-4t"),
        sites.row("R2", "S1", 4, 11, across=2400.0),
        sites.row("R3", "S1", 1, 21, across=4200.0, inverter="hms-500-1t"),
    ]
    roof = sites.surface(width=9000.0, height=7000.0)
    _, (why,) = explained(sites.design([roof], rows, [Box(id="X1", surface="S1", x=700.0, y=200.0)]))
    # 8.70 + 2 · 4.35 + 2.17 A leave 12.4 A of 32: one more of the largest kind
    assert margin(why, Limit.AMPERES).value == pytest.approx(8.696 + 8.696 + 2.174, abs=0.01)
    assert (margin(why, Limit.UNITS).value, margin(why, Limit.UNITS).most) == (4, 5)


def test_a_question_leaves_the_planner_as_it_was():
    planner, design = Planner(CATALOG), sites.gable()
    before = planner.plan(design)
    planner.explain(design)
    assert planner.plan(design) == before


def test_reasons_know_how_far_the_branches_may_be_from_the_least():
    design = sites.gable()
    planner = Planner(CATALOG)
    plan = planner.plan(design)
    assert [why.gap_pct for why in planner.explain(design)] == [plan.trunk.gap_pct]
    first = planner.plan(design, hasty=True)
    planner.keep(design, replace(first, trunk=replace(first.trunk, bound=first.trunk.cost / 1.03)))
    assert [why.gap_pct for why in planner.explain(design)] == [pytest.approx(3.0)]
