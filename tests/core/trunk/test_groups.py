"""Circuits of one leg or two: what legs cost at least together, and how they are paired."""

from itertools import combinations_with_replacement
from math import inf

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups, fewest, groups_of
from designer.core.trunk.columns.pairing import Sized, paired


def least_by_trying(groups, prices, whole):
    """Every choice of kinds for up to so many circuits."""
    best = inf
    for count in range(groups.circuits + 1):
        for kinds in combinations_with_replacement(groups.kinds(), count):
            loads = [load for kind in kinds for load in kind]
            if sum(loads) == whole and len(loads) <= groups.legs:
                best = min(best, sum(prices[load] for load in loads))
    return best


@given(data=st.data())
def test_no_choice_of_legs_costs_less_than_the_least(data):
    capacity = data.draw(st.integers(1, 4))
    circuits = data.draw(st.integers(1, 3))
    groups = Groups(circuits, data.draw(st.integers(circuits, 2 * circuits)), capacity)
    price = st.one_of(st.just(inf), st.integers(-20, 20).map(float))
    prices = np.array([inf, *(data.draw(price) for _ in range(capacity))])
    whole = data.draw(st.integers(1, circuits * capacity))
    assert groups.least(prices, whole) == pytest.approx(least_by_trying(groups, prices, whole))


def test_legs_that_are_chosen_already_count_as_legs_and_still_need_their_circuits():
    groups = Groups(2, 3, 7).beside([4, 3])
    assert (groups.circuits, groups.legs, groups.taken) == (2, 1, (4, 3))
    assert groups.paired()


@given(data=st.data())
def test_a_load_is_barred_where_the_other_legs_cannot_carry_the_rest(data):
    capacity, circuits = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 3))
    whole = data.draw(st.integers(1, circuits * capacity))
    ones = np.ones(whole, dtype=np.intp)
    barred = groups_of(ones, circuits, circuits, capacity).bars() == IMPOSSIBLE
    for load in range(1, capacity + 1):
        rest = whole - load
        assert barred[load] == (rest > capacity * (circuits - 1))
    assert not groups_of(ones, circuits, circuits + 1, capacity).bars().any()


@given(st.integers(1, 5), st.integers(1, 3), st.booleans(), st.data())
def test_circuits_that_carry_all_are_of_kinds_that_there_are(capacity, circuits, any_centred, data):
    """Whatever loads circuits have: none that is too small for the others to carry the rest."""
    loads = data.draw(st.lists(st.integers(1, capacity), min_size=1, max_size=circuits))
    ones = np.ones(sum(loads), dtype=np.intp)
    groups = groups_of(ones, circuits, circuits * (1 + any_centred), capacity)
    kinds = set(groups.kinds())
    for load in loads:
        assert (load,) in kinds
        assert not any_centred or all((one, load - one) in kinds for one in range(1, load // 2 + 1))
    assert all(sum(kind) + capacity * (circuits - 1) >= sum(loads) for kind in kinds)


def test_units_need_so_many_circuits_at_least():
    assert [fewest(whole, 7) for whole in (1, 7, 8, 14, 15)] == [1, 1, 2, 2, 3]


def fewest_pairs(legs):
    """Circuits of legs of one box, by trying every pairing."""
    if not legs:
        return 0
    first, *rest = legs
    options = [1 + fewest_pairs(rest)]
    for number, other in enumerate(rest):
        if first.fits(other):
            options.append(1 + fewest_pairs(rest[:number] + rest[number + 1 :]))
    return min(options)


@given(st.lists(st.integers(1, 7), min_size=1, max_size=7))
def test_no_pairing_of_a_boxs_legs_needs_fewer_circuits(loads):
    legs = [Sized(number, "X1", load / 7) for number, load in enumerate(loads)]
    found = paired(legs, fewest=True)
    assert sorted(number for circuit in found for number in circuit) == list(range(len(loads)))
    assert all(sum(loads[number] for number in circuit) <= 7 for circuit in found)
    assert len(found) == fewest_pairs(legs)


@example([(3, 2), (2, 1), (2, 3), (5, 1)])  # by either alone the second one finds a partner too soon
@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 4)), min_size=1, max_size=7))
def test_nor_does_one_of_legs_that_current_and_number_limit(figures):
    legs = [Sized(number, "X1", load / 7, units / 4) for number, (load, units) in enumerate(figures)]
    found = paired(legs, fewest=True)
    assert sorted(number for circuit in found for number in circuit) == list(range(len(figures)))
    assert all(legs[one].fits(legs[other]) for one, other in (own for own in found if len(own) > 1))
    assert len(found) == fewest_pairs(legs)


def test_legs_are_paired_by_current_and_by_number():
    """By current alone the first one goes with the third, and the others are too many for a circuit each."""
    figures = [(0.6, 0.2), (0.5, 0.4), (0.1, 0.6), (0.2, 0.8)]
    legs = [Sized(number, "X1", *own) for number, own in enumerate(figures)]
    assert sorted(map(sorted, paired(legs, fewest=True))) == [[0, 3], [1, 2]]


def test_legs_of_different_boxes_never_share_a_circuit():
    legs = [Sized(0, "X1", 0.3), Sized(1, "X2", 0.3), Sized(2, "X1", 0.3)]
    assert sorted(map(sorted, paired(legs, fewest=True))) == [[0, 2], [1]]
    assert paired(legs, fewest=False) == [(0,), (1,), (2,)]
