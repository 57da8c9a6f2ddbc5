"""Prices lowered until legs that have paid do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.trunk.columns.crowds import no_crowds
from designer.core.trunk.columns.cuts import Cuts, _least_cut
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.prices import Prices

MEMBERS, CAPACITY, EACH = 6, 3, 10.0
LOAD = np.ones(MEMBERS, dtype=np.intp)
MIXED = np.array([1, 2, 1, 2, 1, 2])


def prices(per_load=(0.0,) * (CAPACITY + 1)):
    duals = np.full(MEMBERS, EACH)
    return Prices(duals, np.array(per_load), no_crowds(MEMBERS), np.zeros(0))


def paying(legs, load=LOAD):
    """Legs as (members, how much they pay)."""
    inside = np.zeros((len(legs), MEMBERS), dtype=bool)
    for row, (members, _) in zip(inside, legs, strict=True):
        row[list(members)] = True
    reduced, loads = np.array([-float(pays) for _, pays in legs]), inside @ load
    nothing = np.zeros(len(legs), dtype=np.intp)
    return Pool(inside, reduced, reduced, loads, nothing, nothing, np.zeros((len(legs), 2)))


def lost(first, after, pool):
    """How much more legs cost above the prices."""
    less = first.duals - after.duals
    return pool.members @ less + (first.per_load - after.per_load)[pool.loads]


def bound(some, groups, load=LOAD):
    possible = np.where(some.per_load > IMPOSSIBLE / 2, some.per_load, np.inf)
    return some.bound(groups, possible, int(load.sum()))


some_legs = st.lists(
    st.tuples(st.frozensets(st.integers(0, MEMBERS - 1), min_size=1, max_size=CAPACITY), st.floats(0.1, 9)),
    min_size=1,
    max_size=8,
)
tasks = st.sampled_from(
    [
        *((LOAD, Groups(*counts, CAPACITY, 2)) for counts in ((2, 2), (3, 3), (2, 4), (4, 6))),
        *((MIXED, Groups(*counts, 2 * CAPACITY, 2)) for counts in ((2, 2), (3, 3), (2, 4))),
    ]
)


@given(st.lists(st.tuples(some_legs, st.booleans()), min_size=1, max_size=5), tasks)
def test_no_leg_that_has_paid_pays_and_no_more_is_lost_than_by_cuts_one_after_the_other(rounds, task):
    load, groups = task
    first = after = prices((0.0,) * (groups.capacity + 1))
    cuts, seen, less = Cuts(first, load, groups), [], np.zeros(MEMBERS)
    for legs, is_last in rounds:
        pool = paying(legs, load)
        still = -pool.reduced - lost(first, after, pool)
        given_up = [(members, pays) for (members, _), pays in zip(legs, still, strict=True) if pays > 1e-6]
        if not given_up:
            continue
        seen += [leg for leg, pays in zip(legs, still, strict=True) if pays > 1e-6]
        after = cuts.after(paying(given_up, load), is_last=is_last)
        everyone = paying(seen, load)
        assert (lost(first, after, everyone) >= -everyone.reduced - 1e-6).all()
        pool = paying(seen[-len(given_up) :], load)
        less = less + _least_cut(pool.members, np.maximum(-pool.reduced - pool.members @ less, 0.0))
    assert (after.duals >= -1e-9).all()
    assert (after.per_load <= first.per_load + 1e-9).all()
    if not any(is_last for _, is_last in rounds):
        one_by_one = replace(first, duals=np.maximum(first.duals - less, 0.0))
        assert bound(after, groups, load) >= bound(one_by_one, groups, load) - 1e-6


def test_legs_that_fill_no_circuit_cost_more_where_each_has_to_be_full():
    groups = Groups(2, 2, CAPACITY, 2)
    pool = paying([(frozenset({one, other}), 4) for one in range(3) for other in range(3, 6)])
    after = Cuts(prices(), LOAD, groups).after(pool, is_last=False)
    assert after.duals.sum() == pytest.approx(MEMBERS * EACH)
    assert after.per_load[2] <= -4
    assert bound(after, groups) == pytest.approx(bound(prices(), groups))


def test_prices_are_lowered_where_legs_that_pay_fill_their_circuits():
    groups = Groups(2, 2, CAPACITY, 2)
    pool = paying([(frozenset({0, 1, 2}), 4), (frozenset({2, 3, 4}), 3)])
    after = Cuts(prices(), LOAD, groups).after(pool, is_last=False)
    assert after.duals[2] == pytest.approx(EACH - 3)
    assert bound(after, groups) == pytest.approx(MEMBERS * EACH - 4)


def test_loads_that_are_barred_stay_so():
    groups = Groups(2, 2, CAPACITY, 2)
    first = prices((IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, 0.0))
    after = Cuts(first, LOAD, groups).after(paying([(frozenset({0, 1, 2}), 2)]), is_last=False)
    assert (after.per_load[:3] == IMPOSSIBLE).all()
    assert bound(after, groups) == pytest.approx(MEMBERS * EACH - 2)
