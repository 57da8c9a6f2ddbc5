"""Shares of a branch in whole parts: all that a branch carries has room, and hardly anything else."""

from itertools import product
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.planning import derive
from designer.core.trunk.columns.loads import MOST_PARTS, circuits_needed, loads, parts_of
from tests import sites
from tests.core.trunk.test_mixed_fleets import roof_of
from tests.core.trunk.test_rivals import products, site_of

CATALOG = sites.catalog()

shares = st.lists(st.floats(1 / 20, 1.0), min_size=2, max_size=4, unique=True)
tiny = st.lists(st.floats(1 / 200, 1 / 10), min_size=2, max_size=2, unique=True)
counts = st.lists(st.integers(1, 30), min_size=4, max_size=4)


def mixes(kinds):
    """All mixes of units up to one more of each kind than a branch carries."""
    return product(*(range(floor(1 / share) + 2) for share in kinds))


def of(mix, figures):
    return sum(number * figure for number, figure in zip(mix, figures, strict=True))


@given(shares, counts)
def test_what_a_branch_carries_has_room_by_its_parts(kinds, numbers):
    parts = parts_of(tuple(kinds), tuple(numbers[: len(kinds)]))
    assert min(parts.loads) >= 1
    assert parts.capacity <= MOST_PARTS
    for mix in mixes(kinds):
        if of(mix, kinds) <= 1:
            assert of(mix, parts.loads) <= parts.capacity


@given(shares, counts, st.integers(1, 12))
def test_what_a_branch_of_so_many_units_carries_has_room_by_its_parts(kinds, numbers, most):
    parts = parts_of(tuple(kinds), tuple(numbers[: len(kinds)]), most)
    assert min(parts.loads) >= 1
    for mix in mixes(kinds):
        if of(mix, kinds) <= 1 and sum(mix) <= most:
            assert of(mix, parts.loads) <= parts.capacity


def test_where_the_number_alone_limits_a_branch_units_are_counted():
    parts = parts_of((0.07, 0.14, 0.28), (9, 9, 9), 3)
    assert (parts.strays, parts.capacity, parts.loads) == (0, 3, (1, 1, 1))


@given(
    st.integers(2, 20), st.floats(0.0, 0.9), st.sets(st.sampled_from([2, 3, 4, 6]), min_size=1, max_size=3)
)
def test_units_that_are_multiples_of_the_least_are_counted_in_it(most, spare, times):
    """Nine of the least and no tenth: ten would be let in where nobody asks for the spare room."""
    least = 1 / (most + spare)
    kinds = (least, *(least * one for one in sorted(times) if one <= most))
    if len(kinds) < 2:
        return
    parts = parts_of(kinds, (30,) * len(kinds))
    assert parts.strays == 0
    assert parts.capacity <= most


@pytest.mark.parametrize(
    ("kinds", "numbers", "circuits"),
    [
        ((0.10016, 0.20032, 0.40064), (8, 6, 2), 4),  # 28 parts, nine in each; 2.8 by their shares
        ((0.10016,), (10,), 2),
        ((0.3, 0.4), (3, 3), 3),
        ((0.25, 0.5), (4, 2), 2),
        ((0.6, 0.7), (2, 1), 3),
        ((1.5, 0.2), (2, 1), 3),
    ],
)
def test_so_many_circuits_are_needed_that_units_have_room_as_a_whole(kinds, numbers, circuits):
    assert circuits_needed(kinds, numbers) == circuits
    assert circuits_needed(kinds[::-1], numbers[::-1]) == circuits


def test_a_mixed_roof_whose_units_do_not_fill_its_circuits_is_proven():
    """Nine of the least units fill a circuit, all together are 28: three circuits have no room for them."""
    roof = roof_of("hms-500-1t", "hms-1000-2t", "hms-2000-4t", counts=[8, 12, 8])
    plan = derive(replace(roof, region="na-208"), CATALOG)
    assert len(plan.inverters) == 16
    assert (plan.trunk.circuits, plan.trunk.least_circuits, plan.trunk.gap_pct) == (4, 4, 0)


def test_units_of_one_kind_are_counted():
    site = site_of(1)
    members, rules = list(site.ranges.values()), products(site)[0]
    load, capacity = loads(members, rules)
    assert set(load.tolist()) == {1}
    assert capacity == rules.limit(members[0].slot.product).units
