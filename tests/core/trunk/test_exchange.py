"""Legs exchanged among neighbouring circuits: never dearer, never more, no inverter left out."""

from functools import cache

import pytest

from designer.core.caching.pace import unhurried
from designer.core.trunk.circuits import plan_circuit, rank_of
from designer.core.trunk.columns.exchange import Effort, Exchange
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.regions import regions_around_each
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()
NUMBERS = [0, 9]
EFFORT = Effort(sizes=(16, 24))


@cache
def exchanged(number):
    """Circuits one after the other as inverters stand, and what an exchange makes of them."""
    site = _surveyed(generated_at(number, CATALOG), CATALOG)
    family = CATALOG.family("hoymiles-hms")
    rules = site.rules_of(family, family.product("hms-trunk-10awg-2.3m"))
    members = list(site.ranges.values())
    task = Task(site, members, rules)
    box, size = next(iter(site.network.boxes)), task.problem.capacity // 2
    groups = [tuple(members[at : at + size]) for at in range(0, len(members), size)]
    start = [(box, plan_circuit(group, box, rules, site.wiring)) for group in groups]
    prices = task.rough_prices(rank_of(plan for _, plan in start), start)
    legs = task.legs(unhurried)
    found = legs.within(prices, 0.03 * prices.bound, 200_000)
    exchange = Exchange(task.problem, found, legs.field.boxes, prices, task.assembly, unhurried)
    plan = [task.assembly.picked(one) for one in start]
    return start, [task.assembly.fed(legs) for legs in exchange.improved(plan, EFFORT)]


def members_of(circuits):
    return sorted(one.slot.id for _, plan in circuits for leg in plan.legs for one in leg.ranges)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_circuits_are_cheaper_of_the_same_members_and_no_more(number):
    start, found = exchanged(number)
    before, after = (rank_of(plan for _, plan in circuits) for circuits in (start, found))
    assert members_of(found) == members_of(start)
    assert after[:3] <= before[:3]
    assert after[3] < before[3]


def test_every_circuit_has_a_region_around_it_that_is_not_too_large():
    circuits = [(0, 1, 2), (3, 4), (5, 6, 7), (8,)]
    near = [[other for other in range(9) if abs(other - one) <= 2] for one in range(9)]
    found = list(regions_around_each(near, circuits, [1.0, 3.0, 2.0, 0.0], 5))
    assert [
        circuit in region for circuit, region in zip(((3, 4), (5, 6, 7), (0, 1, 2), (8,)), found, strict=True)
    ]
    assert all(sum(map(len, region)) <= 5 for region in found)
    assert found[0] == {(3, 4), (0, 1, 2)} or found[0] == {(3, 4), (5, 6, 7)}
