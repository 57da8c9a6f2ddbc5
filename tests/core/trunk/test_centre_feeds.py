"""Where the voltage rise asks for centre feeds: fewest circuits, least cost, no feed that is not needed."""

from math import inf

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.model.plan import StepKind
from designer.core.planning import Planner
from designer.core.trunk.circuits import CLEARLY, Better, ranked
from designer.core.trunk.columns import improve
from designer.core.trunk.columns.groups import NO_PLAN
from designer.core.trunk.columns.prices import Bounded, no_prices
from designer.core.trunk.columns.pricing import Pricer
from tests import sites
from tests.benchmarks.enumeration import least_and_circuits
from tests.core.trunk.drafting import bounded
from tests.core.trunk.test_rivals import design_of, halves, products, site_of

CATALOG = sites.catalog()


@pytest.mark.parametrize(
    ("number", "rise_pct"),
    [
        (1, 0.1),
        (1, 0.25),
        (4, 0.11),
        pytest.param(4, 0.25, marks=pytest.mark.long),
        (15, 0.2),
        (34, 0.1),
        (46, 0.1),
        pytest.param(138, 0.2, marks=pytest.mark.long),
    ],
)
def test_small_sites_have_the_circuits_and_the_cost_of_enumeration(number, rise_pct):
    """No. 4 has three boxes: at 0.11 % a leg leads to a dearer one, that of the other leg of its circuit."""
    plan = Planner(CATALOG).plan(design_of(number, rise_pct))
    assert len(plan.branches) > plan.trunk.circuits, "some are fed in their middle"
    circuits, cost = least_and_circuits(site_of(number, rise_pct))
    assert plan.trunk.circuits == circuits
    assert plan.trunk.cost == pytest.approx(cost, abs=0.05)
    assert plan.trunk.gap_pct == 0


@pytest.mark.parametrize(
    ("number", "rise_pct"),
    [
        (1, 0.2),
        pytest.param(88, 0.09, marks=pytest.mark.long),
        (101, 0.12),
        pytest.param(138, 0.12, marks=pytest.mark.long),
        (172, 0.35),
        (192, 0.12),
        pytest.param(196, 0.12, marks=pytest.mark.long),
    ],
)
def test_small_sites_with_tight_limits_are_proven_and_cost_what_enumeration_finds(number, rise_pct):
    """Links, other places of inverters and more circuits are weighed against each other."""
    plan = Planner(CATALOG).plan(design_of(number, rise_pct))
    circuits, cost = least_and_circuits(site_of(number, rise_pct))
    assert (plan.trunk.circuits, plan.trunk.cost) == (circuits, pytest.approx(cost, abs=0.05))
    assert plan.trunk.gap_pct == 0
    assert not [one for one in plan.findings if one.code == "rise-too-high"]


def test_that_no_plan_has_so_few_circuits_is_proven_once_for_all_products_of_a_conductor(monkeypatch):
    """Sixteen inverters need six circuits with 0.15 %, three for their units."""
    searched, whole = [], improve.Task._searched

    def spy(self, groups, below, known=(), **how):
        found = whole(self, groups, below, known, **how)
        searched.append((self.rules.product, groups, found.bound))
        return found

    monkeypatch.setattr(improve.Task, "_searched", spy)
    plan = Planner(CATALOG).plan(design_of(37, 0.15))
    fewer = [one for one in searched if one[1].circuits < plan.trunk.circuits]
    assert fewer
    assert all(bound >= NO_PLAN for *_, bound in fewer)
    kinds = [(product.conductor, groups) for product, groups, _ in fewer]
    assert len(kinds) == len(set(kinds))


def task_of(number, rise_pct):
    """The inverters of a site with the first product, and circuits of two legs each."""
    site = site_of(number, rise_pct)
    return improve.Task(site, list(site.ranges.values()), products(site)[1]), halves(site, 2)


def test_a_plan_without_centre_feeds_goes_before_one_with_them_at_less_cost():
    """Of 13 inverters that keep the limit either way."""
    task, start = task_of(23, None)
    found = task.below(ranked(start))
    assert ranked(found.circuits)[:3] == (0, len(start), 0)
    assert all(len(plan.legs) == 1 for _, plan in found.circuits)


def searching(monkeypatch, answer):
    """A task whose searches give what `answer` makes of their groups and limit, its least circuits, and the
    groups asked for.
    """
    task, _ = task_of(37, 0.3)
    asked = []

    def searched(groups, below, *_, **__):
        asked.append(groups)
        return answer(task, groups, below)

    assert task.rises_matter()
    monkeypatch.setattr(task, "_searched", searched)
    return task, task.least_circuits(), asked


@pytest.mark.parametrize("centred", [0, 1])
def test_where_a_known_plan_breaks_a_limit_what_is_not_settled_is_not_taken_for_impossible(
    monkeypatch, centred
):
    task, least, asked = searching(monkeypatch, lambda *_: Better(circuits=(), bound=400.0))
    monkeypatch.setattr(task, "_each_holds_alone", lambda: False)
    assert task.below((1, least, centred, 500.0)).bound == 400.0
    assert asked == [task._groups(least, 1), task._groups(least, 0)]


def test_what_is_impossible_with_centre_feeds_is_so_without(monkeypatch):
    task, least, asked = searching(monkeypatch, lambda task, groups, below: task._none(groups, 6e4, below))
    monkeypatch.setattr(task, "_each_holds_alone", lambda: False)
    assert not task.below((1, least, 0, 500.0)).circuits
    assert asked == [task._groups(least, 1)]
    assert task._groups(least, 0) in task.impossible


def test_fewer_circuits_than_asked_for_are_kept_though_others_have_no_centre_feeds(monkeypatch):
    few = halves(site_of(37, 0.3), 2)
    more = [(box, replace(plan, legs=(leg,))) for box, plan in few for leg in plan.legs]
    task, _, _ = searching(
        monkeypatch,
        lambda _task, groups, _below: Better(circuits=tuple(few if groups.paired() else more), bound=1.0),
    )
    assert task._fewest(len(few) + 1).circuits == tuple(few)


def test_where_the_voltage_rise_asks_for_centre_feeds_they_are_looked_for_before_plans_without(monkeypatch):
    task, start = task_of(23, 0.9)
    centred = halves(site_of(23, 0.9), 2)
    asked = []

    def searched(groups, below, *_, **__):
        asked.append((groups, below))
        return Better(circuits=tuple(centred) if groups.paired() else (), bound=10.0)

    monkeypatch.setattr(task, "_searched", searched)
    found = task._fewest(len(start))
    assert found.circuits == tuple(centred)
    most = (1 + CLEARLY) * ranked(centred)[3]
    assert asked == [(task._groups(len(start), 1), inf), (task._groups(len(start), 0), pytest.approx(most))]


def test_plans_without_centre_feeds_are_looked_for_once_and_up_to_a_hundredth_more_cost(monkeypatch):
    task, start = task_of(23, 0.9)
    searched, whole = [], improve.Task._searched

    def spy(self, groups, below, known=(), **how):
        found = whole(self, groups, below, known, **how)
        searched.append((groups, below, bool(found.circuits)))
        return found

    monkeypatch.setattr(improve.Task, "_searched", spy)
    rank = ranked(start)
    assert rank[:3] == (0, len(start), 1)
    task.below(rank)
    none_below = {}
    for groups, below, is_found in searched:
        assert below > none_below.get(groups, 0.0), "nothing is looked for twice"
        if not is_found:
            none_below[groups] = below
    unpaired = [
        below for groups, below, _ in searched if groups.circuits == len(start) and not groups.paired()
    ]
    assert unpaired
    assert unpaired[0] == pytest.approx((1 + CLEARLY) * rank[3])


@pytest.mark.parametrize(("share", "searches"), [(1 + 2 * CLEARLY, 0), (1 + CLEARLY / 2, 1)])
def test_where_plans_with_centre_feeds_cost_clearly_more_none_without_are_looked_for(
    monkeypatch, share, searches
):
    """What those with cost at least those without cost as well; they may cost a hundredth more."""
    task, start = task_of(23, 0.9)
    rank, asked = ranked(start), []
    shown = Bounded(share * rank[3], no_prices(len(task.problem.ranges), np.zeros(1)))
    monkeypatch.setattr(task, "_tightly", lambda *_: shown)
    monkeypatch.setattr(
        task, "_looked_for", lambda groups, below: asked.append(groups) or Better(circuits=(), bound=below)
    )
    found = task.below(rank)
    assert (found.circuits, found.bound) == ((), rank[3])
    assert [groups.paired() for groups in asked if groups.circuits == len(start)] == [False] * searches
    if not searches:
        assert task.shown[len(start), 1] == shown.bound, "it is more than the cost"


def test_steep_prices_of_the_voltage_rise_show_more_where_it_limits_legs():
    """Three circuits of 16 inverters, one leg each, rise higher than 0.4 %: none can be built."""
    site = site_of(37, 0.4)
    task = improve.Task(site, list(site.ranges.values()), products(site)[1])
    groups, pricer = task._groups(3, 0), Pricer(task.problem)
    bounds = [bounded([one], groups, (), 60, site.pace).bound for one in (pricer, pricer.steep())]
    assert bounds[1] > 1.2 * bounds[0]
    assert task._bounded(groups, (), inf, site.pace).bound >= bounds[0]


@pytest.mark.parametrize(("number", "rise_pct"), [(14, 0.065), (65, 0.15), (183, 0.13)])
def test_a_limit_that_one_circuit_breaks_is_kept_with_more_circuits(number, rise_pct):
    """All limits come before the number of circuits."""
    plan = Planner(CATALOG).plan(design_of(number, rise_pct))
    circuits, cost = least_and_circuits(site_of(number, rise_pct))
    assert circuits == 2
    assert (plan.trunk.circuits, plan.trunk.cost) == (circuits, pytest.approx(cost, abs=0.05))
    assert not [one for one in plan.findings if one.code == "rise-too-high"]


@pytest.mark.parametrize(
    ("number", "rise_pct", "cost"), [(841, 0.2, 139.20), (783, 0.266, 165.57), (80, 0.21, 280.34)]
)
def test_centre_feeds_spare_dearer_orders_that_only_the_voltage_rise_asks_for(number, rise_pct, cost):
    """The orders found rise little enough: cheaper ones do not. Costs are those of enumeration."""
    plan = Planner(CATALOG).plan(design_of(number, rise_pct))
    assert len(plan.branches) > plan.trunk.circuits
    assert plan.trunk.cost == pytest.approx(cost, abs=0.01)
    assert plan.trunk.gap_pct == 0


def test_where_an_inverter_alone_breaks_the_limit_all_have_branches_and_it_is_said():
    """Nothing is proven then: only plans that break no limit are bounded."""
    plan = Planner(CATALOG).plan(design_of(14, 0.01))
    assert plan.trunk.gap_pct > 1
    assert sum(len(branch.inverters) for branch in plan.branches) == len(plan.inverters) == 3
    assert [one for one in plan.findings if one.code == "rise-too-high"]


def test_centre_feeds_spare_links_that_only_the_voltage_rise_asks_for():
    """With links no. 138 costs 345 instead of 237, which enumeration finds as well."""
    plan = Planner(CATALOG).plan(design_of(138, 0.2))
    assert plan.trunk.cost == pytest.approx(237, abs=0.5)
    assert plan.trunk.gap_pct == 0
    assert len(plan.branches) > plan.trunk.circuits
    assert not [step for branch in plan.branches for step in branch.steps if step.kind is StepKind.LINK]


def test_where_it_saves_hardly_anything_no_circuit_is_fed_in_its_middle():
    plan = Planner(CATALOG).plan(design_of(2))
    assert len(plan.branches) == plan.trunk.circuits
