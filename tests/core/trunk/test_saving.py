"""Circuits saved by chains: complete, within their limits, as few as there may be where there is a way."""

from functools import cache
from itertools import pairwise
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


def test_a_chain_leaves_circuits_alone_that_it_need_not_pass():
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


class Sparse:
    """Estimates and exact costs of inverters of which some have no arc, and some never go together.

    Some may take two of the `most` places of a branch.
    """

    def __init__(self, size, apart, forbidden, near, most, double=()):
        self.shares = [(2 if member in double else 1) / most for member in range(size)]
        self.feeds = [[1.0] * size]
        self.steps = [[inf if {i, j} in apart or i == j else 10.0 for j in range(size)] for i in range(size)]
        self.close, self._forbidden = near, forbidden

    def load(self, legs):
        return sum(self.shares[member] for leg in legs for member in leg)

    def estimated(self, legs):
        if any(pair <= set(leg) for leg in legs for pair in self._forbidden):
            return inf, 0
        steps = (self.steps[a][b] for leg in legs for a, b in pairwise(leg))
        return sum(20.0 for _ in legs) + sum(steps), 0

    def tour(self, legs, box):
        return Tour(tuple(map(tuple, legs)), box, self.estimated(legs)[0])


def test_no_inverter_is_lost_where_a_circuit_has_no_arc_past_the_one_it_would_give():
    """To give 2 seems to save without end: what is left is a step from 1 to 3, which has no arc."""
    near = [[1, 2, 3], *([other for other in range(6) if other != one] for one in range(1, 6))]
    forbidden = [{2, 0}, {2, 4}, {2, 5}]
    roof = Sparse(6, [{1, 3}], forbidden, near, 3)
    start = [roof.tour([leg], 0) for leg in ((0,), (1, 2, 3), (4, 5))]
    found = fewer(start, 2, roof, roof, unhurried)
    assert passed(found) == list(range(6))
    assert all(tour.legs and tour.cost < inf for tour in found)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_inverter_is_lost_whatever_arcs_there_are(chance):
    size, most = chance.randint(5, 9), chance.randint(2, 4)
    legs, left = [], list(range(size))
    while left:
        legs.append(tuple(left.pop(0) for _ in range(min(len(left), chance.randint(1, most)))))
    built = [{a, b} for leg in legs for a, b in pairwise(leg)]
    together = [{a, b} for leg in legs for a in leg for b in leg if a < b]
    pairs = [{i, j} for i in range(size) for j in range(i)]
    apart = [pair for pair in pairs if pair not in built and chance.random() < 0.5]
    forbidden = [pair for pair in pairs if pair not in together and chance.random() < 0.5]
    near = [chance.sample([j for j in range(size) if j != i], 3) for i in range(size)]
    double = [member for leg in legs if len(leg) < most for member in leg[:1]]
    roof = Sparse(size, apart, forbidden, near, most, double)
    start = [roof.tour([leg], 0) for leg in legs]
    assert all(tour.cost < inf for tour in start)
    found = fewer(start, 1, roof, roof, unhurried)
    assert passed(found) == list(range(size))
    assert all(tour.legs and tour.cost < inf and roof.load(tour.legs) < 1.001 for tour in found)
