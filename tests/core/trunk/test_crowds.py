"""Crowds: members that several legs enter, what legs are paid for that, and the bounds that it raises."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.planning import derive
from designer.core.trunk.columns import generation
from designer.core.trunk.columns.crowds import Crowds, missed, no_crowds
from designer.core.trunk.columns.groups import groups_of
from designer.core.trunk.columns.prices import no_prices
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import Route
from designer.core.trunk.columns.survey import Surveyor
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.drafting import bounded

CATALOG = sites.catalog()
MEMBERS = 6
ONES = np.ones(MEMBERS, dtype=np.intp)


@st.composite
def crowds(draw):
    inside = draw(
        st.lists(st.lists(st.booleans(), min_size=MEMBERS, max_size=MEMBERS), min_size=1, max_size=4)
    )
    return Crowds(np.array(inside), np.ones(len(inside)))


legs = st.lists(st.integers(0, MEMBERS - 1), min_size=1, max_size=MEMBERS, unique=True)


@given(crowds(), legs, st.data())
def test_a_leg_is_paid_for_each_time_that_it_enters_a_crowd(some, leg, data):
    prices = np.array([data.draw(st.floats(0, 50)) for _ in range(len(some))])
    times = [
        sum(member in crowd and (at == 0 or leg[at - 1] not in crowd) for at, member in enumerate(leg))
        for crowd in (set(np.nonzero(inside)[0].tolist()) for inside in some.inside)
    ]
    assert some.entries([leg]).tolist() == [times]
    assert some.tolls(prices).of(leg) == pytest.approx(float(prices @ times))
    passed = np.zeros((1, MEMBERS), dtype=bool)
    passed[0, leg] = True
    assert some.met(passed)[0].tolist() == [count > 0 for count in times]


@given(crowds(), legs)
def test_a_leg_from_its_feed_on_is_paid_the_same_but_for_where_it_begins(some, leg):
    tolls = some.tolls(np.arange(1.0, len(some) + 1))
    backwards = tolls.turned().of(leg[::-1])
    assert backwards == pytest.approx(tolls.of(leg) - tolls.starts[leg[0]])


def test_half_a_leg_for_each_half_of_too_many_members_misses_half_of_one():
    """Three members that two can be carried of at once, each pair by half a leg: one and a half, not two."""
    parts = [(Route(pair, 1.0), 0.5) for pair in ((0, 1), (1, 2), (2, 0))]
    found = missed(parts, np.ones(3, dtype=np.intp), 2, no_crowds(3))
    assert found.inside.all(axis=1).any()
    everyone = int(np.nonzero(found.inside.all(axis=1))[0][0])
    assert found.fewest[everyone] == 2
    assert len(missed(parts, np.ones(3, dtype=np.intp), 2, found)) == 0


def test_whole_legs_miss_nothing():
    whole = [(Route((0, 1, 2), 1.0), 1.0), (Route((5, 4, 3), 1.0), 1.0)]
    assert len(missed(whole, ONES, 3, no_crowds(MEMBERS))) == 0


@cache
def problem_of(number, product="hms-trunk-10awg-2.0m"):
    site = _surveyed(generated_at(number, CATALOG), CATALOG)
    family = CATALOG.family("hoymiles-hms")
    return Surveyor(site, list(site.ranges.values())).problem(
        site.rules_of(family, family.product(product)), 2
    )


@pytest.mark.parametrize("number", [3, 10, 53])
def test_a_route_costs_the_same_whatever_legs_are_paid(number):
    """Prices choose routes; their costs are those of their steps and their end cable."""
    problem = problem_of(number)
    size = len(problem.ranges)
    half = np.arange(size) < size // 2
    some = Crowds(np.stack([half, np.arange(size) % 2 == 0]), np.array([2.0, 2.0]))
    duals, per_load = np.full(size, 45.0), np.zeros(problem.capacity + 1)
    pricer = Pricer(problem)
    tolls = some.tolls(np.array([20.0, 7.0]))
    paid = pricer.routes(pricer.price(duals, per_load, far=False, tolls=tolls), duals, 50)
    assert paid
    for route in paid:
        least = min(_costs(problem, route.members), default=np.inf)
        assert route.cost == pytest.approx(least)


def _costs(problem, members):
    """Costs of a leg by its last state: the least steps, by trying all states of all members."""
    value = {int(s): float(problem.begins[s]) for s in np.nonzero(problem.member == members[0])[0]}
    for member in members[1:]:
        after = {}
        for arc in np.nonzero(problem.member[problem.heads] == member)[0]:
            tail, head = int(problem.tails[arc]), int(problem.heads[arc])
            if tail in value:
                after[head] = min(after.get(head, np.inf), value[tail] + float(problem.costs[arc]))
        value = after
    return [problem.fixed() + cost + float(problem.feeds[state]) for state, cost in value.items()]


def bound_of(number):
    problem = problem_of(number)
    fewest = -(-int(problem.load.sum()) // problem.capacity)
    groups = groups_of(problem.load, fewest, fewest, problem.capacity)
    return bounded([Pricer(problem)], groups, (), 90, unhurried).bound


def test_crowds_raise_the_bound_and_never_above_a_plan(monkeypatch):
    """30 units, 14 on a branch: the linear programme alone makes do with parts of circuits."""
    plan = derive(generated_at(63, CATALOG).design, CATALOG)
    assert {branch.product for branch in plan.branches} == {"hms-trunk-10awg-2.0m"}
    with_crowds = bound_of(63)
    monkeypatch.setattr(generation, "_CUTS", 0)
    without = bound_of(63)
    assert without * 1.002 < with_crowds <= plan.trunk.cost + 0.01


def test_prices_between_others_know_all_crowds():
    first = no_prices(MEMBERS, np.zeros(3))
    some = Crowds(np.eye(2, MEMBERS, dtype=bool), np.array([1.0, 1.0]))
    second = replace(first, duals=np.full(MEMBERS, 4.0), crowds=some, per_crowd=np.array([8.0, 2.0]))
    between = first.towards(second, 0.25)
    assert between.duals.tolist() == [3.0] * MEMBERS
    assert between.per_crowd.tolist() == [6.0, 1.5]
    assert between.of((0, 1), ONES) == pytest.approx(6.0 + 6.0 + 1.5)
