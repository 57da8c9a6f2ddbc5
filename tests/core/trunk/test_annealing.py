"""Circuits made better by annealing: complete, within their limits, no worse, and the same every time."""

from functools import cache
from math import inf

import pytest

from designer.core.caching.pace import unhurried
from designer.core.trunk.circuits import carries, fed, plan_circuit, rank_of
from designer.core.trunk.columns.annealed import annealed
from designer.core.trunk.columns.annealing import Annealing, Schedule
from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.survey import survey
from designer.core.trunk.columns.tours import Tariff, Tour
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()
NUMBERS = (5, 9, 160)
"""One box and rows of one surface; two rows; three boxes and long feeds that rise too high from one end."""


@cache
def task(number):
    site = _surveyed(generated_at(number, CATALOG), CATALOG)
    family = CATALOG.family("hoymiles-hms")
    rules = site.rules_of(family, family.product("hms-trunk-10awg-2.0m"))
    return site, survey(site, list(site.ranges.values()), rules, 1)


def in_order(number):
    """Circuits of as many inverters as a branch carries, in the order of their places."""
    site, problem = task(number)
    box = next(iter(site.network.boxes))
    size = problem.capacity // 2
    groups = [problem.ranges[at : at + size] for at in range(0, len(problem.ranges), size)]
    return [(box, plan_circuit(tuple(group), box, problem.rules, site.wiring)) for group in groups]


def members(circuits):
    return sorted(one.slot.id for _, plan in circuits for leg in plan.legs for one in leg.ranges)


@pytest.mark.parametrize("number", NUMBERS)
def test_annealed_circuits_are_complete_within_their_limits_and_no_worse(number):
    site, problem = task(number)
    start = in_order(number)
    assert not any(plan.broken() for _, plan in start), "such a start would stay as it is"
    found = annealed(site, problem, start).circuits
    assert members(found) == members(start)
    assert rank_of(plan for _, plan in found) < rank_of(plan for _, plan in start)
    for _, plan in found:
        assert not plan.broken()
        assert carries((one for leg in plan.legs for one in leg.ranges), problem.rules)


def test_the_same_circuits_are_found_every_time():
    site, problem = task(9)
    first, again = (annealed(site, problem, in_order(9)) for _ in range(2))
    assert first == again


def test_legs_built_on_the_way_cost_what_their_match_costs():
    site, problem = task(9)
    legs = annealed(site, problem, in_order(9)).legs
    assert len({frozenset(leg.members) for leg in legs}) == len(legs) > 10
    boxes = list(site.network.boxes)
    for leg in legs[:100]:
        ranges = tuple(problem.ranges[member] for member in leg.members)
        plans = [fed((ranges,), box, problem.rules, site.wiring) for box in boxes]
        assert any(plan.cost() == pytest.approx(leg.cost, abs=0.01) and not plan.broken() for plan in plans)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_tours_cost_is_what_their_circuits_cost_and_no_less_than_estimated(number):
    site, problem = task(number)
    estimates = Estimates(site, problem)
    tariff = Tariff(site.wiring, problem.ranges, problem.rules, estimates)
    index = {one.slot.id: place for place, one in enumerate(problem.ranges)}
    for box, plan in in_order(number):
        legs = [[index[one.slot.id] for one in leg.ranges] for leg in plan.legs]
        for leg, own in zip(legs, plan.legs, strict=True):
            exact = tariff.exact(tuple(leg), estimates.boxes.index(box))
            assert exact in (inf, pytest.approx(own.match.cost, abs=0.01))
            estimate = estimates.of_leg(leg, estimates.boxes.index(box))
            assert estimate == inf or estimate <= exact + 0.01


def test_a_circuit_of_two_legs_becomes_one_of_one_where_that_costs_less():
    site, problem = task(9)
    few = survey(site, problem.ranges[:6], problem.rules, 1)
    estimates = Estimates(site, few)
    tariff = Tariff(site.wiring, few.ranges, few.rules, estimates)
    legs = ((0, 1, 2), (3, 4, 5))
    start = Tour(legs, 0, sum(tariff.exact(leg, 0) for leg in legs))
    annealing = Annealing(tariff, estimates, [start], 2, unhurried)
    annealing.run(Schedule(100))
    (found,) = annealing.best
    assert len(found.legs) == 1
    assert sorted(found.legs[0]) == list(range(6))
    assert found.cost == annealing.best_cost < start.cost
