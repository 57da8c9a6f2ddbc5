"""Steps to inverters far off: they have no arc until legs with them would pay, and then they get one."""

from functools import cache

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.trunk import sections
from designer.core.trunk.circuits import members_of, ranked
from designer.core.trunk.columns.groups import IMPOSSIBLE
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.large import PATIENCE
from designer.core.trunk.columns.prices import Bounded, no_prices
from designer.core.trunk.columns.regional import improved_by_regions, pairs_of, surveyor_of
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.searches import Search, in_sections, together
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.test_rivals import halves, products
from tests.core.trunk.test_sections import sections_in_halves

CATALOG = sites.catalog()

FEW = 4
"""Inverters that each one has arcs to at first."""

SITES = (12, 17, 44)
"""26 to 38 inverters that hang together."""


@cache
def circuits_of(number):
    """A site, a product, and circuits with it."""
    site = _surveyed(generated_at(number, CATALOG), CATALOG)
    rules, start = products(site)[0], halves(site, 1)
    task = Task(site, members_of(start), rules)
    return site, rules, task.annealed(task.with_product(start))


@cache
def best_of(number):
    """What the best circuits cost that are known, with the product of the others."""
    site, rules, circuits = circuits_of(number)
    return ranked(Task(site, members_of(circuits), rules).rivalling(circuits, unhurried).circuits)[3]


@pytest.fixture
def sparse(monkeypatch):
    """As if sites of any size were large."""
    monkeypatch.setattr("designer.core.trunk.columns.survey.MOST_COMPLETE", 0)


def few(number):
    """A task whose inverters have few arcs, and what is known of it."""
    site, rules, circuits = circuits_of(number)
    members = members_of(circuits)
    return Task(site, members, rules, Surveyor(site, members, FEW)), circuits


def shown(task, circuits):
    return task.tight_prices(ranked(circuits), circuits, task.legs(unhurried), PATIENCE).bound


@pytest.mark.parametrize("number", SITES)
def test_few_arcs_show_what_all_of_them_do(sparse, monkeypatch, number):
    best = best_of(number)
    site, rules, circuits = circuits_of(number)
    task, _ = few(number)
    begun = len(task.problem.tails)
    bound = shown(task, circuits)
    assert bound <= best + 0.01
    assert len(task.problem.tails) > begun
    monkeypatch.setattr("designer.core.trunk.columns.survey.MOST_COMPLETE", 140)
    complete = Task(site, members_of(circuits), rules)
    assert bound >= 0.99 * shown(complete, circuits)
    assert len(task.problem.tails) < len(complete.problem.tails)


@pytest.mark.parametrize("number", SITES)
def test_without_more_arcs_far_steps_would_hold_the_bound_down(sparse, monkeypatch, number):
    task, circuits = few(number)
    bound = shown(task, circuits)
    monkeypatch.setattr("designer.core.trunk.columns.tightening._WIDER", 0)
    task, circuits = few(number)
    assert shown(task, circuits) < 0.98 * bound


def test_members_that_are_joined_later_have_the_ways_of_those_that_always_were(sparse, monkeypatch):
    site, rules, circuits = circuits_of(12)
    members = members_of(circuits)
    surveyor = Surveyor(site, members, FEW)
    before = surveyor.problem(rules, 3)
    far = [(int(i), int(j)) for i, j in np.argwhere(np.isfinite(before.beyond)) if i < j]
    surveyor.join(far)
    after = surveyor.problem(rules, 3)
    monkeypatch.setattr("designer.core.trunk.columns.survey.MOST_COMPLETE", 140)
    complete = Surveyor(site, members).problem(rules, 3)

    def steps(problem):
        figures = (problem.tails, problem.heads, problem.ways, problem.costs)
        return sorted(zip(*(values.tolist() for values in figures), strict=True))

    assert len(before.tails) < len(after.tails)
    assert steps(after) == steps(complete)
    assert not np.isfinite(after.far).any()
    surveyor.join([*far, *((j, i) for i, j in far)])
    assert steps(surveyor.problem(rules, 3)) == steps(complete), "once is enough"
    assert sorted(surveyor.joined) == far


@pytest.mark.parametrize("gap", [0.0, 5.0])
def test_only_steps_that_legs_within_the_gap_take_get_an_arc(sparse, gap):
    task, _ = few(12)
    legs, problem = task.legs(unhurried), task.problem
    size = len(problem.ranges)
    free = Bounded(0.0, no_prices(size, np.zeros(problem.capacity + 1)))
    assert legs.wider(free, 0.0) is None, "nothing pays where nothing is paid"
    first, second = (int(one) for one in np.argwhere(np.isfinite(problem.far))[0])
    duals = np.zeros(size)
    duals[[first, second]] = problem.far[first, second] + 10.0
    dear = Bounded(0.0, replace(free.prices, duals=duals))
    assert legs.lost_to_far(dear, 3) > 0
    least = legs._least_far_steps(dear, gap)
    asked = [[i, j] for i, j in np.argwhere(np.minimum(least, least.T) <= gap).tolist() if i < j]
    assert 0 < len(asked) < 2 * size
    wider = legs.wider(dear, gap)
    joined = np.argwhere(np.isfinite(problem.far) & ~np.isfinite(wider.problem.far)).tolist()
    assert [pair for pair in joined if pair[0] < pair[1]] == asked
    assert sorted(map(list, task._surveyor.joined)) == asked
    assert wider.problem is task.problem, "the task has the arcs as well"
    assert wider.lost_to_far(dear, 3) < legs.lost_to_far(dear, 3)


def test_a_roof_in_sections_begins_with_the_arcs_that_its_sections_have_asked_for(sparse, monkeypatch):
    monkeypatch.setattr(sections, "MOST_TOGETHER", 15)
    monkeypatch.setattr("designer.core.trunk.columns.regional._FEW_NEIGHBOURS", FEW)
    site, rules, circuits = circuits_of(50)
    search = Search(site, members_of(circuits), (rules,), tuple(circuits))
    own = [improved_by_regions(section)[1] for section in in_sections(search)]
    pairs = [pair for prices in own for pair in prices.joined]
    assert pairs
    names = [one.slot.id for one in search.members]
    whole = replace(search, sections=tuple(own))
    assert [(names[one], names[other]) for one, other in pairs_of(whole.sections, whole.members)] == pairs
    assert len(set(pairs)) == len(pairs)
    surveyor = surveyor_of(whole, is_cut=True)
    improved_by_regions(whole, surveyor)
    problem = surveyor.problem(rules, 3)
    assert all(not np.isfinite(problem.far[pair]) for pair in pairs_of(whole.sections, whole.members))
    steps = list(zip(problem.tails.tolist(), problem.heads.tolist(), strict=True))
    assert len(set(steps)) == len(steps), "no arc twice"


def test_sections_are_bounded_with_centre_feeds_where_the_roof_has_any(monkeypatch):
    monkeypatch.setattr(sections, "MOST_TOGETHER", 15)
    site, rules, circuits = circuits_of(50)
    search = Search(site, members_of(circuits), (rules,), tuple(circuits))
    assert not ranked(circuits)[2]
    assert not any(one.any_centred for one in in_sections(search))
    assembly = Task(site, members_of(circuits), rules).assembly
    (leg,) = assembly.picked(circuits[0])
    cut = [replace(leg, members=leg.members[:2]), replace(leg, members=leg.members[:1:-1])]
    centred = (assembly.fed(cut), *circuits[1:])
    assert ranked(centred)[2]
    of_centred = in_sections(replace(search, start=centred))
    assert all(one.any_centred for one in of_centred)
    section = of_centred[-1]
    assert not ranked(section.start)[2], "this one has none itself"
    loads = np.array(improved_by_regions(section)[1].per_load)
    assert (loads[1:] > IMPOSSIBLE / 2).all(), "a leg of any load may be one of two"
    alone = np.array(improved_by_regions(replace(section, any_centred=False))[1].per_load)
    assert (alone[1:] <= IMPOSSIBLE / 2).any()


def test_a_roof_in_sections_is_surveyed_once(sparse, monkeypatch):
    monkeypatch.setattr(sections, "MOST_TOGETHER", 15)
    asked = []
    survey = Surveyor.__init__

    def counted(self, site, members, *neighbours):
        asked.append(len(members))
        survey(self, site, members, *neighbours)

    monkeypatch.setattr(Surveyor, "__init__", counted)
    site, rules, circuits = circuits_of(50)
    search = Search(site, members_of(circuits), (rules,), tuple(circuits))
    (found,) = together([search], [unhurried])
    assert asked.count(len(search.members)) == 1
    assert len(asked) == 1 + len(in_sections(search))
    assert len(members_of(found.circuits)) == len(search.members)


def test_prices_of_sections_ask_for_arcs_from_one_into_the_other(sparse):
    """Where lowered prices ask for none, steps without an arc hold the bound down."""
    site, rules, circuits = circuits_of(50)
    members = members_of(circuits)
    rank = ranked(circuits)

    def task_of(own):
        return Task(site, own, rules, Surveyor(site, own, FEW))

    found = sections_in_halves(circuits, task_of)
    whole = task_of(members)
    bound = whole.joined_prices(rank, whole.legs(unhurried), PATIENCE, found).bound
    assert whole._surveyor.joined
    assert bound <= best_of(50) + 0.01
    fixed = task_of(members)
    legs = fixed.legs(unhurried)
    legs._join = None
    assert fixed.joined_prices(rank, legs, PATIENCE, found).bound < 0.995 * bound
