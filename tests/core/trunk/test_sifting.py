"""Legs left by the linear programme over all of them, against all plans that there are."""

from itertools import combinations
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.trunk.columns.choice import chosen
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.sifting import sifted

MEMBERS, CAPACITY = 5, 3


def pool_of(legs, fillings=(1 / CAPACITY,) * MEMBERS):
    """Legs as (members, cost, box), of members that fill such shares of a branch."""
    inside = np.zeros((len(legs), MEMBERS), dtype=bool)
    for row, (members, _, _) in zip(inside, legs, strict=True):
        row[list(members)] = True
    costs = np.array([cost for _, cost, _ in legs], dtype=float)
    boxes = np.array([box for _, _, box in legs], dtype=np.intp)
    loads = inside.sum(axis=1).astype(np.intp)
    shares = np.column_stack([inside @ np.array(fillings), np.zeros(len(legs))])
    return Pool(inside, costs, costs.copy(), loads, np.arange(len(legs)), boxes, shares)


def circuits_of(legs, numbers):
    """The fewest circuits that chosen legs make: two share one where they lead to one box and fit."""
    if not numbers:
        return 0
    first, *others = numbers
    found = 1 + circuits_of(legs, others)
    for other in others:
        size = len(legs[first][0]) + len(legs[other][0])
        if legs[first][2] == legs[other][2] and size <= CAPACITY:
            rest = [one for one in others if one != other]
            found = min(found, 1 + circuits_of(legs, rest))
    return found


def plans(legs, groups):
    """All plans: (cost, numbers of the legs)."""
    for count in range(1, min(groups.legs, len(legs)) + 1):
        for numbers in combinations(range(len(legs)), count):
            passed = [member for number in numbers for member in legs[number][0]]
            if sorted(passed) == list(range(MEMBERS)) and circuits_of(legs, numbers) <= groups.circuits:
                yield sum(legs[number][1] for number in numbers), numbers


members_of_leg = st.sets(st.integers(0, MEMBERS - 1), min_size=1, max_size=CAPACITY)
some_legs = st.lists(
    st.tuples(members_of_leg.map(frozenset), st.integers(5, 40), st.integers(0, 2)),
    min_size=4,
    max_size=14,
    unique=True,
)
some_groups = st.sampled_from(
    [
        Groups(2, 4, CAPACITY, 2),
        Groups(3, 5, CAPACITY, 2),
        Groups(3, 3, CAPACITY, 2),
        Groups(2, 3, CAPACITY, 2),
    ]
)


@given(some_legs, some_groups, st.integers(0, 3))
def test_legs_of_the_cheapest_plan_are_left_and_none_costs_less_than_the_bound(legs, groups, rounds):
    best, numbers = min(plans(legs, groups), default=(inf, ()))
    found = sifted(pool_of(legs), groups, 1e4, rounds, unhurried)
    assert found.bound <= best + 1e-6
    assert set(numbers) <= set(found.left.tolist())
    whole = found.whole()
    if whole is not None and len(found.left):
        passed = pool_of(legs).members[found.left[whole]].sum(axis=0)
        assert passed.tolist() == [1] * MEMBERS


@given(some_legs, some_groups)
def test_beside_a_leg_that_is_chosen_the_others_of_the_plan_are_left(legs, groups):
    """A chosen leg is known by its load alone: where it leads to is not told."""
    best, numbers = min(plans(legs, groups), default=(inf, ()))
    if len(numbers) < 2:
        return
    chosen_leg, *others = numbers
    pool = pool_of(legs)
    passed = pool.members[chosen_leg]
    beside = pool.of(np.flatnonzero(~(pool.members & passed).any(axis=1)))
    beside = replace(beside, members=beside.members[:, ~passed])
    found = sifted(beside, groups.beside([int(passed.sum())]), 1e4, 2, unhurried)
    assert found.bound <= best - legs[chosen_leg][1] + 1e-6
    assert set(others) <= set(beside.number[found.left].tolist())


@given(some_legs, some_groups)
def test_legs_are_gone_where_no_plan_costs_less(legs, groups):
    best, _ = min(plans(legs, groups), default=(inf, ()))
    found = sifted(pool_of(legs), groups, best if best < inf else 1e4, 3, unhurried)
    if best == inf and not len(found.left):
        assert found.bound == inf
    assert not len(found.left) or found.bound < best


@given(some_legs, some_groups)
def test_the_integer_programme_finds_the_cheapest_plan(legs, groups):
    best, _ = min(plans(legs, groups), default=(inf, ()))
    answer = chosen(pool_of(legs), groups, 1_000, unhurried)
    assert answer.settled
    assert (answer.numbers is None) == (best == inf)
    if answer.numbers is not None:
        assert sum(legs[number][1] for number in answer.numbers.tolist()) == pytest.approx(best, abs=0.01)


@given(some_legs, some_groups, st.integers(-3, 3))
def test_only_plans_below_a_cost_are_looked_for(legs, groups, more):
    best, _ = min(plans(legs, groups), default=(inf, ()))
    below = (best if best < inf else 50) + more
    answer = chosen(pool_of(legs), groups, 1_000, unhurried, None, below)
    assert answer.settled
    cost = sum(legs[number][1] for number in answer.numbers.tolist()) if answer.numbers is not None else inf
    assert cost == pytest.approx(best, abs=0.01) if best < below else cost >= below


def test_legs_that_cost_less_are_chosen_though_each_is_rounded_to_more():
    legs = [(frozenset({0}), 5.0051, 0), (frozenset({1, 2}), 5.0051, 0), (frozenset({3, 4}), 5.0051, 0)]
    answer = chosen(pool_of(legs), Groups(3, 3, CAPACITY, 2), 1_000, unhurried, None, 15.0154)
    assert answer.settled
    assert answer.numbers is not None


@pytest.mark.parametrize(("other", "is_any_left"), [(0, True), (2, False)])
def test_two_legs_share_a_circuit_only_where_they_lead_to_one_box(other, is_any_left):
    legs = [(frozenset({0}), 5, 0), (frozenset({1, 2}), 9, other), (frozenset({3, 4}), 9, 1)]
    found = sifted(pool_of(legs), Groups(2, 4, CAPACITY, 2), 1e4, 0, unhurried)
    assert bool(len(found.left)) == is_any_left
    assert found.bound == (23 if is_any_left else inf)


def test_three_halves_of_three_legs_are_cut_off():
    pairs = [(frozenset(pair), 10, 0) for pair in combinations(range(3), 2)]
    legs = [*pairs, *((frozenset({one}), 12, 0) for one in range(3)), (frozenset({3, 4}), 10, 0)]
    groups = Groups(4, 4, CAPACITY, 2)
    loose, tight = (sifted(pool_of(legs), groups, 1e4, rounds, unhurried) for rounds in (0, 1))
    assert loose.whole() is None
    assert loose.bound == pytest.approx(25)
    assert tight.bound == pytest.approx(32)
    assert tight.whole() is not None


def test_legs_that_no_circuit_carries_together_are_not_chosen_for_their_loads():
    """By their loads the two large units have room on one circuit, by their currents they do not."""
    single = [((0,), 10.0, 0), ((1,), 10.0, 0), ((4,), 10.0, 0)]
    double = [((2, 3), 10.0, 0), ((0, 2), 20.0, 0), ((1, 3), 20.0, 0)]
    pool = pool_of([*single, *double], (0.6, 0.6, 0.3, 0.3, 0.1))
    answer = chosen(pool, Groups(2, 4, CAPACITY, 2), 1_000, unhurried)
    assert sorted(answer.numbers.tolist()) == [2, 4, 5]
