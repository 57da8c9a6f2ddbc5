"""Bounds of all inverters with one product: a floor first, then nearer to the truth, none above it."""

from math import inf

import pytest
from msgspec.structs import asdict, replace

from designer.core.caching.pace import unhurried
from designer.core.trunk.circuits import ranked
from designer.core.trunk.columns import tightening
from designer.core.trunk.columns.bounding import Bounding
from designer.core.trunk.columns.groups import NO_PLAN, groups_of
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.master import Master
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import LeastCosts, Route
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.columns.tightening import tightened
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.test_rivals import halves, products

CATALOG = sites.catalog()
NUMBER = 17
"""33 inverters, seven on a leg at most."""


@pytest.fixture(scope="module")
def island():
    """A site, its inverters, a product, good circuits, the orders of their legs, and their groups."""
    site = _surveyed(generated_at(NUMBER, CATALOG), CATALOG)
    members, rules = list(site.ranges.values()), products(site)[0]
    members = sorted(members, key=lambda one: one.slot.id)
    task = Task(site, members, rules)
    good = task.annealed(task.with_product(halves(site, 1)))
    rank = ranked(good)
    orders = [leg.members for one in good for leg in task.assembly.picked(one)]
    problem = task.problem
    return site, members, rules, rank, orders, groups_of(problem.load, rank[1], rank[1], problem.capacity)


def test_a_bound_is_no_less_than_its_floor_and_no_more_than_circuits_cost(island):
    site, members, rules, rank, orders, groups = island
    one = Bounding(site, members, rules, Surveyor(site, members))
    rough = one.floor(groups, orders, 0.9 * rank[3])
    floor = one.floor(groups, orders, inf)
    assert 0 < rough <= floor
    known = [Route(order, LeastCosts(one.problem).of(order)) for order in orders]
    bound = one.bounded(groups, known, rank[3], unhurried).bound
    assert floor <= bound <= rank[3]
    assert one.bounded(groups, [], inf, unhurried).bound == bound, "it is not looked for again"


def test_a_floor_begins_where_that_of_other_groups_has_ended(island, monkeypatch):
    """Also one of pairs of legs: it is hardly worse in the end, and takes fewer rounds."""
    site, members, rules, rank, orders, groups = island
    paired = groups_of(Task(site, members, rules).problem.load, rank[1], 2 * rank[1], groups.capacity)
    priced, price = [], Pricer.price
    monkeypatch.setattr(Pricer, "price", lambda self, *a, **b: priced.append(1) or price(self, *a, **b))

    def floor_after(others):
        one = Bounding(site, members, rules, Surveyor(site, members))
        for other in others:
            one.floor(other, orders, inf)
        priced.clear()
        return one.floor(paired, orders, inf), len(priced)

    (cold, rounds), (warm, fewer) = floor_after(()), floor_after((groups,))
    assert cold * (1 - 2e-3) <= warm <= rank[3], "plans without pairs are among those with"
    assert fewer < rounds


def test_a_floor_takes_over_prices_and_legs_but_not_which_loads_are_barred(island):
    site, members, rules, rank, orders, groups = island
    paired = groups_of(Task(site, members, rules).problem.load, rank[1], 2 * rank[1], groups.capacity)
    one = Bounding(site, members, rules, Surveyor(site, members))
    cold = one._begun(groups, orders), one._begun(paired, orders)
    one.floor(groups, orders, inf)
    warm, other = one._begun(paired, orders), one._floors[groups]
    assert (warm.prices.duals == other.prices.duals).all()
    assert (warm.prices.per_load == cold[1].prices.per_load).all()
    assert set(other.routes) <= set(warm.routes)
    assert not set(other.routes) <= set(cold[1].routes)
    apart = Bounding(site, members, rules, Surveyor(site, members))
    apart.floor(paired, orders, inf)
    again = apart._begun(groups, orders)
    assert (again.prices.duals == cold[0].prices.duals).all(), "legs without pairs begin anew"


def test_a_bound_is_raised_as_far_whatever_a_plan_costs(island, monkeypatch):
    """Also where it passes what few inverters cost at most: on large roofs, or in another currency."""
    monkeypatch.setattr(tightening, "_FIRST", ())  # round by round from the beginning
    site, members, rules, rank, orders, _ = island
    shares = []
    for factor in (1.0, 1.2 * NO_PLAN / rank[3]):
        prices = type(rules.prices)(
            **{name: factor * figure for name, figure in asdict(rules.prices).items()}
        )
        task = Task(site, members, replace(rules, prices=prices))
        routes = [Route(order, LeastCosts(task.problem).of(order)) for order in orders]
        rough = task._bounding.bounded(task._groups(*rank[1:3]), routes, inf, unhurried)
        legs, groups = task.legs(unhurried), task._groups(*rank[1:3])
        shares.append(tightened(legs, groups, rough, routes, factor * rank[3]).bound / rough.bound)
    assert min(shares) > 1.001
    assert shares[1] == pytest.approx(shares[0], abs=2e-3)


def test_no_bound_exceeds_the_programme_over_known_legs(island):
    site, members, rules, rank, orders, groups = island
    one = Bounding(site, members, rules, Surveyor(site, members))
    one.floor(groups, orders, inf)
    known = [Route(order, LeastCosts(one.problem).of(order)) for order in orders]
    found = one.bounded(groups, known, inf, unhurried)
    master = Master(one.problem.load, groups)
    master.add(known)
    if len(found.prices.crowds):
        master.enter(found.prices.crowds)
    promised = master.solve().cost
    assert found.bound <= promised + 1e-6
    assert promised < rank[3] + 1e-6


def test_of_short_legs_the_floor_is_the_bound_where_a_plan_is_known(island):
    """Exact legs show the rest sooner; where nothing is known, parts of places show more."""
    site, members, rules, rank, orders, groups = island
    shown = []
    for enough in (rank[3], inf):
        one = Bounding(site, members, rules, Surveyor(site, members))
        floor = one.floor(groups, orders, inf)
        shown.append(one.bounded(groups, [], enough, unhurried).bound - floor)
    assert shown[0] == 0.0
    assert shown[1] > 1.0


def test_a_floor_that_was_enough_for_less_goes_on(island):
    site, members, rules, rank, orders, groups = island
    least, shown = Bounding(site, members, rules, Surveyor(site, members)).least, []
    known = [Route(order, least.of(order)) for order in orders]
    for enough in (0.5 * rank[3], inf):
        one = Bounding(site, members, rules, Surveyor(site, members))
        one.floor(groups, orders, enough)
        shown.append(one.bounded(groups, known, rank[3], unhurried).bound)
    assert shown[0] == pytest.approx(shown[1], rel=2e-3)
