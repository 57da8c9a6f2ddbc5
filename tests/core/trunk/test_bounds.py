"""Bounds: never above the best plan, higher by what legs really cost, safe where the voltage rises."""

from functools import cache
from itertools import pairwise, product
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.caching.pace import Pace, never, unhurried
from designer.core.planning import derive
from designer.core.trunk.columns import tightening
from designer.core.trunk.columns.field import Fields
from designer.core.trunk.columns.generation import drafted, undrafted
from designer.core.trunk.columns.groups import IMPOSSIBLE, fewest, groups_of
from designer.core.trunk.columns.legs import Legs
from designer.core.trunk.columns.prices import Bounded, no_prices
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import LeastCosts, sparse
from designer.core.trunk.columns.rests import Rests
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.columns.tightening import Tightening
from designer.core.trunk.columns.transitions import masks_after
from designer.core.trunk.labels import link_cost, standard_cost
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.drafting import bounded

CATALOG = sites.catalog()

PROVEN = (3, 9, 20, 53)
"""Sites whose plans are proven to be the cheapest there are."""


@cache
def proven(number):
    plan = derive(generated_at(number, CATALOG).design, CATALOG).trunk
    assert plan.gap_pct == 0
    return plan


@cache
def task(number, product="hms-trunk-10awg-2.0m"):
    site = _surveyed(generated_at(number, CATALOG), CATALOG)
    family = CATALOG.family("hoymiles-hms")
    rules = site.rules_of(family, family.product(product))
    problem = Surveyor(site, list(site.ranges.values())).problem(rules, 3)
    return site, problem


@cache
def bound_of(number):
    site, problem = task(number)
    circuits = fewest(int(problem.load.sum()), problem.capacity)
    groups = groups_of(problem.load, circuits, circuits, problem.capacity)
    first = bounded([Pricer(sparse(problem, 18, 6)), Pricer(problem)], groups, (), 60, unhurried)
    legs = Legs(Pricer(problem), Fields(site, problem.ranges).of(problem), unhurried)
    return first, Tightening(legs, groups, first, ()).run(inf)


@pytest.mark.parametrize("number", PROVEN)
def test_no_bound_of_one_product_is_above_a_plan_with_it(number):
    first, tight = bound_of(number)
    plan = derive(generated_at(number, CATALOG).design, CATALOG)
    if {branch.product for branch in plan.branches} == {"hms-trunk-10awg-2.0m"}:
        assert first.bound <= proven(number).cost + 0.01
        assert tight.bound <= proven(number).cost + 0.01
    assert first.bound <= tight.bound


@pytest.mark.parametrize("number", PROVEN)
def test_at_the_prices_of_a_bound_no_leg_that_can_be_built_pays(number):
    site, problem = task(number)
    _, tight = bound_of(number)
    legs = Legs(Pricer(problem), Fields(site, problem.ranges).of(problem), unhurried)
    found = legs.within(tight, 0.002 * tight.bound, 200_000)
    assert np.min(found.pool.reduced, initial=0.0) >= -1e-5


@pytest.mark.parametrize("number", [9, pytest.param(17, marks=pytest.mark.long)])
def test_prices_are_as_tight_where_only_legs_that_pay_well_grow_first(number, monkeypatch):
    site, problem = task(number)
    legs = Legs(Pricer(problem), Fields(site, problem.ranges).of(problem), unhurried).forgetful()
    circuits = fewest(int(problem.load.sum()), problem.capacity)
    first = rough(problem, circuits, circuits)
    gaps, within = [], Legs.within

    def noted(self, prices, gap, most_labels):
        gaps.append(gap)
        return within(self, prices, gap, most_labels)

    monkeypatch.setattr(Legs, "within", noted)
    groups = groups_of(problem.load, circuits, circuits, problem.capacity)
    found = []
    for few_labels in (10**9, 0):
        monkeypatch.setattr(tightening, "_FEW_LABELS", few_labels)
        gaps.clear()
        found.append(Tightening(legs, groups, first, ()).run(inf))
        assert any(gap < 0 for gap in gaps) == (few_labels == 0)
    usual, narrow = found
    assert narrow.bound == pytest.approx(usual.bound, rel=3e-4)
    assert first.bound < narrow.bound
    assert np.min(within(legs, narrow, 1.0, 200_000).pool.reduced) >= -1e-5


def rough(problem, circuits, legs, rounds=60):
    groups = groups_of(problem.load, circuits, legs, problem.capacity)
    return bounded([Pricer(problem)], groups, (), rounds, unhurried)


@pytest.mark.parametrize("number", [9, 53])
def test_steps_without_an_arc_lower_the_bound_but_little(number, monkeypatch):
    """They are as long as the crow flies: a leg gains nothing by one to the far side of a roof."""
    site, whole = task(number)
    monkeypatch.setattr("designer.core.trunk.columns.survey.MOST_COMPLETE", 0)
    part = Surveyor(site, whole.ranges, neighbours=8).problem(whole.rules, 3)
    assert np.isfinite(part.far).any()
    least = np.full_like(part.far, inf)
    np.minimum.at(least, (whole.member[whole.tails], whole.member[whole.heads]), whole.costs)
    assert (part.far <= least + 1e-9)[np.isfinite(part.far)].all()
    circuits = fewest(int(whole.load.sum()), whole.capacity)
    bounds = [rough(one, circuits, circuits).bound for one in (part, whole)]
    assert 0.95 * bounds[1] < bounds[0] <= bounds[1] * 1.002


@pytest.fixture
def sparsely_joined(monkeypatch):
    """Legs of inverters that have arcs to eight others each, with no prices."""
    site, whole = task(9)
    monkeypatch.setattr("designer.core.trunk.columns.survey.MOST_COMPLETE", 0)
    part = Surveyor(site, whole.ranges, neighbours=8).problem(whole.rules, 3)
    return part, Legs(Pricer(part), Fields(site, part.ranges).of(part), unhurried)


def free(problem):
    return Bounded(0.0, no_prices(len(problem.ranges), np.zeros(problem.capacity + 1)))


def test_a_leg_with_a_step_without_an_arc_costs_its_steps_and_what_any_leg_costs_once(sparsely_joined):
    part, legs = sparsely_joined
    far, feeds = part.far, np.minimum.reduceat(part.feeds, part.first())
    steps = far + feeds[None, :]
    assert legs.least_far(free(part))[2] == pytest.approx(part.fixed() + steps.min())


def test_no_leg_with_such_a_step_pays_at_lowered_prices(sparsely_joined):
    part, legs = sparsely_joined
    far = legs._far(free(part))
    duals = np.zeros(len(part.ranges))
    duals[np.argmin(far.min(axis=0))] = far.min() + 5.0  # some legs to one member pay
    dear = Bounded(0.0, replace(free(part).prices, duals=duals))
    assert legs.least_far(dear).min() < -5.0 + 1e-6
    lower = legs.without_far(dear, circuits=1_000)
    assert lower.prices.duals.sum() < dear.prices.duals.sum()
    assert legs.least_far(lower).min() >= -1e-6
    assert legs.without_far(dear, circuits=1) is dear, "as much is lost for one circuit either way"


def test_second_legs_never_raise_the_bound():
    _, problem = task(160)
    few = sparse(problem, 18, 6)
    bounds = [rough(few, 2, legs).bound for legs in (2, 3, 4)]
    for fewer, more in pairwise(bounds):
        assert more <= fewer * 1.002, "but for what the last round leaves"


def test_too_few_circuits_for_the_units_are_shown_to_be_none():
    _, problem = task(20)
    short = fewest(int(problem.load.sum()), problem.capacity) - 1
    assert rough(problem, short, short, 5).bound == inf


@pytest.mark.parametrize("number", [5, 160])
def test_no_load_is_barred_that_a_leg_within_the_voltage_rise_has(number):
    _, problem = task(number)
    rises = Rises(problem)
    pricer = Pricer(problem)
    prices = np.full(len(problem.ranges), 60.0)
    for route in pricer.routes(pricer.price(prices, np.zeros(problem.capacity + 1), far=False), prices, 50):
        if rises.allowed(route.members):
            last = np.nonzero(problem.member == route.members[-1])[0]
            assert rises.ends[int(problem.load[list(route.members)].sum()), last].any()


def test_where_steps_are_to_cost_least_only_links_that_cost_no_more_than_standard_ones_count():
    """No. 130: two roofs, with links between them."""
    _, problem = task(130)
    rules, ways = problem.rules, problem.ways
    pitches = np.ceil((ways + rules.family.dressing_mm) / rules.product.pitch_mm)
    linked = link_cost(rules) + ways * rules.prices.bulk_per_mm
    is_link = linked <= [standard_cost(int(own), rules) for own in pitches]
    assert 0 < is_link.sum() < len(ways)
    found, least = Rises(problem, cheapest=True).steps, Rises(problem).steps
    assert (found[is_link] == least[is_link]).all()
    ohms = pitches * rules.product.pitch_mm * rules.product.ohm_per_km
    assert found[~is_link] == pytest.approx(rules.rise_pct_per_ohm_a() * ohms[~is_link])
    assert (least[~is_link] < found[~is_link]).any()


def test_end_cables_that_cost_nothing_have_their_voltage_rise():
    site, problem = task(20)
    free = replace(problem.rules, prices=replace(problem.rules.prices, bulk_per_mm=0.0))
    unpriced = Surveyor(site, problem.ranges).problem(free, 3)
    assert not unpriced.feeds.any()
    assert Rises(unpriced).feeds == pytest.approx(Rises(problem).feeds)


def test_a_tight_limit_of_the_voltage_rise_bars_full_legs():
    _, problem = task(5)
    strict = replace(problem, rules=replace(problem.rules, max_rise_pct=0.05))
    assert Rises(problem).ends[problem.capacity].any()
    assert not Rises(strict).ends[problem.capacity].any()
    prices, no_prices = np.full(len(problem.ranges), 60.0), np.zeros(problem.capacity + 1)
    priced = Pricer(strict).price(prices, no_prices, far=False)
    assert (priced.ends[problem.capacity] == inf).all()


@pytest.mark.parametrize("number", [5, 20])
def test_what_is_to_come_of_the_voltage_rise_is_no_more_than_any_leg_has(number):
    _, problem = task(number)
    rises, pricer = Rises(problem), Pricer(problem)
    prices = np.full(len(problem.ranges), 60.0)
    routes = pricer.routes(pricer.price(prices, np.zeros(problem.capacity + 1), far=False), prices, 50)
    assert routes
    for route in routes:
        whole = int(problem.load[list(route.members)].sum())
        for size in range(1, len(route.members) + 1):
            begun = route.members[:size]
            load = int(problem.load[list(begun)].sum())
            so_far = rises.least_pct(begun) - rises.per_load_a * load * rises.of_feed(begun[-1])
            assert so_far + rises.onward[load, whole, begun[-1]] <= rises.least_pct(route.members) + 1e-9


@given(data=st.data())
def test_memories_after_a_step_are_those_of_the_members_that_both_know(data):
    size = data.draw(st.integers(2, 8))
    near = []
    for own in range(size):
        others = data.draw(st.permutations([one for one in range(size) if one != own]))
        near.append((own, *others[: data.draw(st.integers(1, min(4, size - 1)))]))
    pairs = [(tail, head) for tail in range(size) for head in range(size) if tail != head]
    tails, heads = np.array(pairs).T
    after = masks_after(near, tails, heads)
    for row, (tail, head) in zip(after, pairs, strict=True):
        for memory in range(1 << (len(near[tail]) - 1)):
            passed = {tail, *(one for bit, one in enumerate(near[tail][1:]) if memory >> bit & 1)}
            kept = sum(1 << bit for bit, one in enumerate(near[head][1:]) if one in passed)
            assert row[memory] == (-1 if head in passed else kept)


def test_loads_that_no_leg_has_stay_impossible():
    _, problem = task(5)
    strict = replace(problem, rules=replace(problem.rules, max_rise_pct=0.12))
    found = rough(strict, 7, 14, 30)
    barred = ~Rises(strict).ends[1:].any(axis=1)
    assert barred.any()
    assert not barred.all()
    assert (found.prices.per_load[1:][barred] == IMPOSSIBLE).all()
    assert found.bound < inf


@pytest.mark.parametrize("number", [9, 20])
def test_a_bound_that_begins_with_a_floor_is_the_same_one_sooner(number):
    site, fine = task(number)
    whole = Surveyor(site, fine.ranges).problem(fine.rules, 1)
    circuits = fewest(int(fine.load.sum()), fine.capacity)
    groups = groups_of(fine.load, circuits, circuits, fine.capacity)
    alone = bounded([Pricer(fine)], groups, (), 90, unhurried).bound
    floor = drafted([Pricer(whole)], groups, undrafted(whole, groups, ()), 90, unhurried)
    least = LeastCosts(fine)
    routes = [replace(one, cost=least.of(one.members)) for one in floor.routes]
    begun = replace(floor, routes=tuple(one for one in routes if one.cost < inf))
    after = drafted([Pricer(fine)], groups, begun, 30, unhurried).bounded.bound
    assert floor.bounded.bound <= after * (1 + 2e-4)
    assert after == pytest.approx(alone, rel=2e-3)


def test_no_more_is_found_out_than_is_asked_for():
    _, problem = task(20)
    circuits = fewest(int(problem.load.sum()), problem.capacity)
    groups = groups_of(problem.load, circuits, circuits, problem.capacity)
    told = []
    pace = Pace(never, told.append)
    full = bounded([Pricer(problem)], groups, (), 60, unhurried).bound
    some = drafted([Pricer(problem)], groups, undrafted(problem, groups, ()), 60, pace, 0.9 * full)
    assert 0.9 * full <= some.bounded.bound < full
    assert told == sorted(told)
    assert told[-1] == some.bounded.bound


def test_what_is_found_with_a_part_of_all_steps_is_told_to_nobody():
    _, problem = task(20)
    circuits = fewest(int(problem.load.sum()), problem.capacity)
    groups = groups_of(problem.load, circuits, circuits, problem.capacity)
    few, all_steps, told = Pricer(sparse(problem, 1, 8)), Pricer(problem), []
    alone = bounded([few], groups, (), 60, unhurried).bound
    found = bounded([few, all_steps], groups, (), 60, Pace(never, told.append)).bound
    assert alone > found, "what it does not know of is cheaper"
    assert max(told) == found


@pytest.mark.parametrize("number", [9, 20])
def test_least_costs_of_legs_are_those_of_their_cheapest_places(number):
    _, problem = task(number)
    least, arcs = LeastCosts(problem), {}
    for tail, head, cost in zip(problem.tails, problem.heads, problem.costs, strict=True):
        arcs[int(tail), int(head)] = float(cost)
    states = [np.nonzero(problem.member == member)[0].tolist() for member in range(len(problem.ranges))]
    for order in ((0,), (1, 0), (2, 0, 1)):
        costs = [
            sum(arcs.get(step, inf) for step in pairwise(way)) + problem.feeds[way[-1]] + problem.fixed()
            for way in product(*(states[member] for member in order))
        ]
        assert least.of(order) == pytest.approx(min(costs))


@pytest.mark.parametrize("number", [5, 20])
def test_what_a_leg_may_load_is_the_most_that_its_voltage_rise_leaves_room_for(number):
    _, problem = task(number)
    strict = replace(problem, rules=replace(problem.rules, max_rise_pct=0.2))
    rests, rises = Rests(strict, Rises(strict)), Rises(strict)
    chance = np.random.default_rng(number)
    loads = chance.integers(0, problem.capacity + 1, 500)
    members = chance.integers(0, len(problem.ranges), 500)
    so_far = chance.uniform(0.0, 0.25, 500)
    for load, member, rise, most in zip(
        loads, members, so_far, rests.most(loads, members, so_far), strict=True
    ):
        room = rises.limit_pct + 1e-9 - rise
        allowed = np.nonzero(rises.onward[load, :, member] <= room)[0]
        assert most == (allowed[-1] if len(allowed) else 0)
