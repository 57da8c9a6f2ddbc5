"""Circuits saved by chains: complete, within their limits, as few as there may be where there is a way."""

from functools import cache
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.trunk.circuits import fed, ranked
from designer.core.trunk.columns import saving
from designer.core.trunk.columns.annealed import annealed
from designer.core.trunk.columns.estimates import Estimates
from designer.core.trunk.columns.groups import fewest
from designer.core.trunk.columns.saving import fewer
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.columns.tours import Tariff, Tour
from tests.core.trunk.test_annealing import members, task

NUMBER = 17
"""33 inverters on one roof, seven on a branch at most."""


@cache
def unlimited(number):
    """The problem of a site whatever the voltage rise is: any circuits of its inverters can be built."""
    site, problem = task(number)
    rules = replace(problem.rules, max_rise_pct=inf)
    return site, Surveyor(site, problem.ranges).problem(rules, 1)


def tariff_of(number):
    site, problem = unlimited(number)
    estimates = Estimates(site, problem)
    return problem, estimates, Tariff(site.wiring, problem.ranges, problem.rules, estimates)


def tours_of(sizes, estimates, tariff):
    """Circuits of so many inverters each, in their order, each fed from the cheaper end."""
    found, at = [], 0
    for size in sizes:
        leg = tuple(range(at, at + size))
        found.append(tariff.tour([leg], tariff.estimated([leg])[1]))
        at += size
    assert at == len(estimates.shares)
    return found


def passed(tours):
    return sorted(member for tour in tours for leg in tour.legs for member in leg)


def assert_they_hold(tours, problem, estimates, tariff):
    assert passed(tours) == list(range(len(problem.ranges)))
    for tour in tours:
        assert sum(problem.load[member] for leg in tour.legs for member in leg) <= problem.capacity
        assert tour.cost == sum(tariff.exact(leg, tour.box) for leg in tour.legs) < inf


@pytest.mark.parametrize("sizes", [(1, 7, 7, 7, 7, 4), (7, 7, 1, 7, 7, 4), (4, 7, 7, 7, 7, 1)])
def test_one_inverter_finds_room_at_the_other_end_of_the_roof(sizes):
    problem, estimates, tariff = tariff_of(NUMBER)
    found = fewer(tours_of(sizes, estimates, tariff), 5, tariff, estimates, unhurried)
    assert len(found) == 5
    assert_they_hold(found, problem, estimates, tariff)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 7), min_size=8, max_size=12).filter(lambda sizes: sum(sizes) >= 33))
def test_circuits_of_any_sizes_become_as_few_as_there_may_be(sizes):
    problem, estimates, tariff = tariff_of(NUMBER)
    cut, left = [], len(problem.ranges)
    for size in sizes:
        cut.append(min(size, left))
        left -= cut[-1]
    start = tours_of([size for size in cut if size], estimates, tariff)
    found = fewer(start, 5, tariff, estimates, unhurried)
    assert len(found) == 5
    assert_they_hold(found, problem, estimates, tariff)
    assert found == fewer(start, 5, tariff, estimates, unhurried), "the same every time"


def test_circuits_that_are_as_few_as_asked_for_stay_as_they_are():
    _, estimates, tariff = tariff_of(NUMBER)
    start = tours_of([7, 7, 7, 7, 5], estimates, tariff)
    assert fewer(start, 5, tariff, estimates, unhurried) == tuple(start)


def test_full_circuits_stay_as_they_are_where_none_has_room():
    _, estimates, tariff = tariff_of(NUMBER)
    start = tours_of([7, 7, 7, 7, 5], estimates, tariff)
    assert fewer(start, 4, tariff, estimates, unhurried) == tuple(start)


def test_where_a_circuit_of_a_chain_cannot_be_built_another_chain_is_looked_for(monkeypatch):
    problem, estimates, tariff = tariff_of(NUMBER)
    start = tours_of([7, 7, 7, 7, 1, 4], estimates, tariff)
    usual = fewer(start, 5, tariff, estimates, unhurried)
    barred = {tour.legs for tour in usual if tour.legs not in {own.legs for own in start}}
    exact = Tariff.exact

    def dear(self, leg, box):
        return inf if (leg,) in barred else exact(self, leg, box)

    monkeypatch.setattr(Tariff, "exact", dear)
    found = fewer(start, 5, tariff, estimates, unhurried)
    assert barred
    assert len(found) == 5
    assert not barred & {tour.legs for tour in found}
    assert_they_hold(found, problem, estimates, tariff)


def test_a_chain_costs_less_than_circuits_taken_as_they_come():
    """Of the circuits near by that may take an inverter the cheapest ones do, by estimates."""
    _, estimates, tariff = tariff_of(NUMBER)
    start = tours_of([7, 7, 7, 1, 7, 4], estimates, tariff)
    found = fewer(start, 5, tariff, estimates, unhurried)
    changed = [tour for tour in found if tour not in start]
    assert len(changed) <= 3, "the shortest way is by the circuit between"


@pytest.mark.parametrize("number", [9, 160])
def test_saved_circuits_keep_their_limits_where_feeds_are_long(number):
    """Of no. 160 the voltage rises too high where circuits are fed from the wrong end."""
    site, problem = task(number)
    box = next(iter(site.network.boxes))
    alone = [(box, fed([(one,)], box, problem.rules, site.wiring)) for one in problem.ranges]
    found = annealed(site, problem, alone, rounds=0).circuits
    assert len(found) == fewest(int(problem.load.sum()), problem.capacity)
    assert members(found) == members(alone)
    assert ranked(found)[0] == 0


def test_circuits_that_are_annealed_are_as_few_as_there_may_be_before(monkeypatch):
    site, problem = unlimited(NUMBER)
    box = next(iter(site.network.boxes))
    sizes, ranges = [1, 6, 6, 6, 6, 6, 2], list(problem.ranges)
    start = [
        (box, fed([tuple(ranges.pop(0) for _ in range(size))], box, problem.rules, site.wiring))
        for size in sizes
    ]
    assert len(annealed(site, problem, start, rounds=0).circuits) == 5
    monkeypatch.setattr(saving, "_TAKEN_APART", 0)
    assert len(annealed(site, problem, start, rounds=0).circuits) == 7


def test_a_circuit_of_two_legs_takes_and_gives_as_well():
    problem, estimates, tariff = tariff_of(NUMBER)
    others = tours_of([7, 7, 7, 7, 5], estimates, tariff)[1:]
    double = Tour(((0, 1, 2), (6, 5, 4, 3)), others[0].box, 0.0)
    start = [tariff.tour(double.legs, double.box), *others]
    one = start.pop()
    start += [tariff.tour([one.legs[0][:1]], one.box), tariff.tour([one.legs[0][1:]], one.box)]
    found = fewer(start, 5, tariff, estimates, unhurried)
    assert len(found) == 5
    assert_they_hold(found, problem, estimates, tariff)


def test_circuits_that_break_a_limit_stay_as_they_are():
    """In their order those of no. 17 rise too high."""
    site, problem = task(NUMBER)
    box, sizes, ranges = next(iter(site.network.boxes)), (6, 6, 6, 6, 6, 3), list(problem.ranges)
    start = [
        (box, fed([tuple(ranges.pop(0) for _ in range(size))], box, problem.rules, site.wiring))
        for size in sizes
    ]
    assert ranked(start)[0], "else nothing is broken"
    assert annealed(site, problem, start, rounds=0).circuits == tuple(start)
