"""Branches as columns: the bound is below every plan, and small sites are solved to the optimum."""

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.planning import Planner, derive
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.rests import turned
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.first import _FirstAnswer
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.enumeration import least_by_enumeration
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()


SMALL = (1, 4, 7, 14, 15, 16, 34, 46)
"""Those of the first 50 with up to six inverters."""


@pytest.mark.parametrize("number", SMALL)
def test_small_sites_cost_what_enumeration_of_all_partitions_and_orders_finds(number):
    site = generated_at(number, CATALOG)
    assert len(Planner(CATALOG).plan(site.design, hasty=True).inverters) <= 6
    found = derive(site.design, CATALOG).trunk
    assert found.cost == pytest.approx(least_by_enumeration(_surveyed(site, CATALOG)), abs=0.05)
    assert found.gap_pct == 0


@pytest.mark.parametrize("number", [22, 100, 158])
def test_sites_are_proven_whose_steps_are_nearly_too_slack(number):
    """Where the shortest way of a step leaves too much slack, a longer one is taken and drawn."""
    found = derive(generated_at(number, CATALOG).design, CATALOG).trunk
    assert found.gap_pct == 0


def test_branches_that_break_a_limit_are_searched_whatever_others_cost(monkeypatch):
    """The first answer rises too high where it is not parted, and costs less: no reason to keep it."""
    monkeypatch.setattr(_FirstAnswer, "_in_parts", lambda *_: [])
    site = generated_at(69, CATALOG, seed=71).design
    site = replace(site, settings=replace(site.settings, max_rise_pct=0.15))
    first, whole = Planner(CATALOG).plan(site, hasty=True), derive(site, CATALOG)
    assert [finding for finding in first.errors() if "rise" in finding.code]
    assert not [finding for finding in whole.errors() if "rise" in finding.code]
    assert whole.trunk.circuits == first.trunk.circuits
    assert whole.trunk.cost > first.trunk.cost


@pytest.mark.parametrize("number", range(6))
def test_the_whole_plan_is_no_worse_than_the_first_answer_and_no_better_than_the_bound(number):
    site = generated_at(number, CATALOG)
    first = Planner(CATALOG).plan(site.design, hasty=True).trunk
    whole = derive(site.design, CATALOG).trunk
    assert (whole.circuits, whole.cost) <= (first.circuits, first.cost + 0.01)
    assert first.bound <= whole.bound + 0.01
    assert whole.bound <= whole.cost


def problem(parts):
    site = _surveyed(generated_at(SMALL[0], CATALOG), CATALOG)
    members = list(site.ranges.values())
    rules = site.rules(CATALOG.family("hoymiles-hms"), "hms-trunk-10awg-2.0m")[0]
    return site, members, Surveyor(site, members).problem(rules, parts)


def test_another_product_is_surveyed_as_if_it_were_the_first_one():
    site, members, _ = problem(3)
    surveyor = Surveyor(site, members)
    for rules in site.rules(CATALOG.family("hoymiles-hms"), None):
        known, fresh = surveyor.problem(rules, 3), Surveyor(site, members).problem(rules, 3)
        assert known.rules == rules
        for name in ("load", "member", "tails", "heads", "costs", "ways", "far", "feeds", "lows"):
            assert np.array_equal(getattr(known, name), getattr(fresh, name)), name
        duals, per_load = np.linspace(20.0, 60.0, len(members)), np.zeros(known.capacity + 1)
        prices = [Pricer(one).price(duals, per_load, far=False) for one in (known, fresh)]
        turned_prices = [Pricer(turned(one)).price(duals, per_load, far=False) for one in (known, fresh)]
        for one, other in (prices, turned_prices):
            assert np.array_equal(one.values, other.values)


def test_finer_parts_never_make_a_step_cheaper():
    _, _, coarse = problem(1)
    _, _, fine = problem(4)
    least = {}
    for tail, head, cost in zip(fine.member[fine.tails], fine.member[fine.heads], fine.costs, strict=True):
        least[tail, head] = min(cost, least.get((tail, head), np.inf))
    for tail, head, cost in zip(coarse.tails, coarse.heads, coarse.costs, strict=True):
        assert cost <= least[tail, head] + 1e-9


def test_a_voltage_rise_with_a_price_never_makes_a_leg_dearer_that_keeps_its_limit():
    _, members, task = problem(2)
    pricer, prices = Pricer(task), np.full(len(members), 45.0)
    no_prices = np.zeros(task.capacity + 1)
    plain = pricer.price(prices, no_prices, far=False)
    priced = pricer.price(prices, no_prices, far=False, per_rise=50.0)
    keeping = [route for route in pricer.routes(plain, prices, 50) if Rises(task).allowed(route.members)]
    assert keeping
    for route in keeping:
        reduced = route.cost - prices[list(route.members)].sum()
        assert float(priced.ends.min()) <= reduced + 1e-6
