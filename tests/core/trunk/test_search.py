"""The search of up to 64 inverters: wider and wider gaps, leaps over them, choices among legs."""

from functools import cache

import pytest
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.planning import derive
from designer.core.trunk.circuits import ranked
from designer.core.trunk.columns import improve, search
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.search import OF_FEW, USUAL, Search
from tests import sites
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.test_rivals import halves, products, site_of

NUMBER = 12
"""26 inverters, seven on a branch at most."""


@cache
def begun():
    """A task, the rank of circuits annealed briefly, the groups of their legs and tight prices of these."""
    site = site_of(NUMBER)
    task = Task(site, list(site.ranges.values()), products(site)[1])
    circuits = task.annealed(halves(site, 1))
    rank = ranked(circuits)
    groups = task._groups(*rank[1:3])
    return task, rank, groups, task._tightly(groups, circuits, rank[3], unhurried)


def searched(effort, monkeypatch):
    """What is found below the circuits known, and the gaps that were tried for it."""
    task, rank, groups, prices = begun()
    tried, whole = [], Search._try
    monkeypatch.setattr(Search, "_try", lambda self, gap: tried.append(gap) or whole(self, gap))
    legs = task._legs_of(groups, unhurried)
    found = Search(legs, prices, groups, task.assembly, effort).below(rank[3])
    return found, tried


def test_a_leap_over_gaps_finds_and_proves_the_same_plan(monkeypatch):
    step_by_step, many = searched(replace(USUAL, few_labels=1), monkeypatch)
    leaping, few = searched(USUAL, monkeypatch)
    assert step_by_step.legs
    assert step_by_step.bound == pytest.approx(leaping.bound)
    assert step_by_step.bound == pytest.approx(
        sum(begun()[0].assembly.cost(leg.members, leg.box) for leg in leaping.legs)
    )
    assert len(few) < len(many)


def test_there_is_no_leap_where_many_labels_are_to_be_expected(monkeypatch):
    task, rank, groups, prices = begun()
    one = Search(task._legs_of(groups, unhurried), prices, groups, task.assembly)
    one._best = rank[3]
    leaps = []
    monkeypatch.setattr(one, "_try", leaps.append)
    whole = rank[3] - prices.bound
    one._leap(whole / 8, whole / 4, 1_000, 2_000)  # doubles six times: 128,000
    assert not leaps
    one._leap(whole / 8, whole / 4, 1_000, 1_500)  # half as many again six times: 17,000
    assert leaps == [whole]
    one._leap(whole / 8, whole, 10, 10)
    one._leap(0.0, whole / 4, 0, 10)
    assert leaps == [whole], "nothing is left, or nothing known of how labels grow"


@pytest.mark.parametrize(("most", "choices"), [(100, 2), (130, 1)])
def test_hardly_more_legs_than_are_chosen_among_first_are_all_chosen_among_at_once(
    monkeypatch, most, choices
):
    task, rank, groups, prices = begun()
    effort = replace(USUAL, columns=(most, 10_000), corrections=0)
    one = Search(task._legs_of(groups, unhurried), prices, groups, task.assembly, effort)
    one._best = rank[3]
    found = one._source.within(prices, 0.02 * prices.bound, 200_000)
    pool = found.pool.of(found.pool.reduced.argsort()[:190])
    asked, whole = [], search.chosen
    monkeypatch.setattr(
        search, "chosen", lambda own, *others: asked.append(len(own.number)) or whole(own, *others)
    )
    one._choose(found, pool, prices.bound, rank[3], [])
    assert len(asked) == choices
    assert asked[-1] == 190


@pytest.mark.parametrize(
    "ask",
    [
        lambda task, _, start: task.below(ranked(start), start),
        lambda task, best, _: task.drafted_prices(ranked(best), best, ranked(best)[3], unhurried),
    ],
    ids=["searched", "drafted"],
)
def test_tight_prices_begin_with_legs_at_what_they_really_cost(ask, monkeypatch):
    """Legs that cost less than they can be built for would hold the bound down, as they stay."""
    site, begun_with = site_of(187), []
    task = Task(site, list(site.ranges.values()), products(site)[2])
    start = task.with_product(halves(site, 1))
    least = {route.members: route.cost for route in task._known(start)}
    tighten = improve.tightened

    def tightened(legs, groups, rough, known, enough):
        begun_with.extend(known)
        return tighten(legs, groups, rough, known, enough)

    monkeypatch.setattr(improve, "tightened", tightened)
    ask(task, halves(site, 1), start)
    costs = {route.members: route.cost for route in begun_with}
    for leg in (leg for _, plan in start for leg in plan.legs):
        order = task.assembly.order(leg)
        assert costs[order] == pytest.approx(leg.match.cost)
        assert costs[order] > least[order] + 1


def test_few_inverters_are_proven_as_there_is_room_for_all_their_legs(monkeypatch):
    """Twelve on long legs: with little room another plan is found, and nothing is proven."""
    design = generated_at(41, sites.catalog()).design
    usual = derive(design, sites.catalog()).trunk
    monkeypatch.setattr(improve, "OF_FEW", replace(OF_FEW, labels=300))
    narrow = derive(design, sites.catalog()).trunk
    assert usual.bound == usual.cost < narrow.cost
    assert narrow.bound < narrow.cost
