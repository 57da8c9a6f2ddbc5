"""Prices of a linear programme kept near to others, and how near."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.trunk.columns.groups import groups_of
from designer.core.trunk.columns.master import Master
from designer.core.trunk.columns.prices import no_prices
from designer.core.trunk.columns.problem import Route
from designer.core.trunk.columns.reach import Reach

MEMBERS, CAPACITY = 6, 3
ONES = np.ones(MEMBERS, dtype=np.intp)
SETS = [own for size in range(1, CAPACITY + 1) for own in combinations(range(MEMBERS), size)]

figures = st.floats(5.0, 90.0)
costs = st.lists(figures, min_size=len(SETS), max_size=len(SETS))
duals = st.lists(figures, min_size=MEMBERS, max_size=MEMBERS).map(np.array)
centre_feeds = st.booleans()


def programme(costs, *, centre_feeds):
    """That of all sets of up to three members out of six, in three circuits of one or two legs."""
    master = Master(ONES, groups_of(ONES, 3, 6 if centre_feeds else 3, CAPACITY))
    master.add(Route(own, cost) for own, cost in zip(SETS, costs, strict=True))
    return master


@given(costs, duals, st.floats(0.5, 40.0), centre_feeds)
def test_prices_go_no_farther_than_they_may_and_hide_nothing_then(costs, duals, apart, centre_feeds):
    master = programme(costs, centre_feeds=centre_feeds)
    free = master.solve()
    near = master.near(duals, apart)
    assert (np.abs(near.prices.duals - duals) <= apart + 1e-6).all()
    assert near.cost <= free.cost + 1e-6
    assert near.held or near.cost == pytest.approx(free.cost)


@given(costs, duals, centre_feeds)
def test_far_apart_they_are_those_of_the_programme_alone(costs, duals, centre_feeds):
    master = programme(costs, centre_feeds=centre_feeds)
    free, far = master.solve(), master.near(duals, 1e4)
    assert not free.held
    assert not far.held
    assert far.cost == pytest.approx(free.cost)


@given(costs, centre_feeds)
def test_near_to_the_best_ones_it_costs_as_much_as_without_limits(costs, centre_feeds):
    master = programme(costs, centre_feeds=centre_feeds)
    free = master.solve()
    near = master.near(free.prices.duals, 0.5)
    assert near.cost == pytest.approx(free.cost)


def test_prices_go_farther_after_better_ones_and_less_far_after_worse():
    best = replace(no_prices(MEMBERS, np.zeros(CAPACITY + 1)), duals=np.full(MEMBERS, 50.0))
    reach = Reach(0.1)
    begun = reach.apart(best)
    assert begun == pytest.approx(5.0)
    reach.learn(is_better=False)
    assert reach.apart(best) < begun
    reach.learn(is_better=True)
    assert reach.apart(best) > begun
    before = reach.apart(best)
    reach.widen()
    assert reach.apart(best) > 2 * before


def test_a_leg_of_which_others_cannot_carry_the_rest_is_none_of_the_programme():
    """Five members in two circuits of three: a leg of one would leave four to the other one."""
    ones = np.ones(5, dtype=np.intp)
    master = Master(ones, groups_of(ones, 2, 2, CAPACITY))
    master.add([Route((0, 1, 2), 30.0), Route((3, 4), 20.0)])
    assert master.add([Route((4,), 1.0), Route((3,), 1.0)]) == 0
