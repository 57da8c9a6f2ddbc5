"""Legs grown in arrays cost what the exact match of the same members in the same order costs."""

from functools import cache
from itertools import combinations, permutations

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.trunk.circuits import fed
from designer.core.trunk.columns.crowds import Crowds, no_crowds
from designer.core.trunk.columns.field import Fields
from designer.core.trunk.columns.groups import IMPOSSIBLE, fewest, groups_of
from designer.core.trunk.columns.growth import Grown, Task, TooMany
from designer.core.trunk.columns.memories import NearMemory, PathMemory, WholeMemory
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.rests import Rests
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.survey import Surveyor
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.drafting import bounded

CATALOG = sites.catalog()
PRODUCTS = ("hms-trunk-10awg-2.0m", "hms-trunk-10awg-2.3m")


@cache
def site_of(number):
    return _surveyed(generated_at(number, CATALOG), CATALOG)


"""With and without bridges, one to three boxes, rails along the eave and up the slope."""


def task_of(site, product, share, max_rise_pct=None, connector_mm=None):
    family = CATALOG.family("hoymiles-hms")
    rules = site.rules_of(family, family.product(product))
    if connector_mm:  # the site remembers the rules of a product
        rules = replace(rules, family=replace(family, port_length_mm=connector_mm))
    rules = replace(rules, max_rise_pct=max_rise_pct or rules.max_rise_pct)
    members = list(site.ranges.values())
    problem = Surveyor(site, members).problem(rules, 3)
    circuits = fewest(int(problem.load.sum()), problem.capacity)
    groups = groups_of(problem.load, circuits, circuits, problem.capacity)
    found = bounded([Pricer(problem)], groups, (), 40, unhurried)
    field = Fields(site, problem.ranges).of(problem)
    per_load = np.where(found.prices.per_load > IMPOSSIBLE / 2, found.prices.per_load, 0.0)
    prices = replace(found.prices, per_load=per_load)
    rests = Rests(problem, Rises(problem)).price(prices)
    steps = Rises(problem).of_steps(field.arcs.tails, field.arcs.heads)
    return Task(problem, field, rests, prices, steps, share * found.bound)


def grown_of(task, most=60_000, memory=WholeMemory):
    longest = task.problem.capacity
    own = memory(task.problem, task.field.arcs, *([longest] if memory is PathMemory else []))
    return Grown(task, own, most, unhurried)


def legs_of(task, grown):
    """The cheapest leg of each set of members that has ended: its cost, its order and its box.

    Labels of an order are left out where another order of the same members undercuts them.
    """
    ends = grown.ends
    found = {}
    for layer, label, cost, box in zip(ends.layer, ends.label, ends.cost, ends.box, strict=True):
        members = grown.members_of(int(layer), int(label))
        whole = float(cost) + task.prices.of(members, task.problem.load)
        leg = (whole, members, task.field.boxes[int(box)])
        known = found.get(frozenset(members))
        found[frozenset(members)] = leg if known is None else min(known, leg)
    return found


def plan_of(site, task, members, box):
    ranges = tuple(task.problem.ranges[member] for member in members)
    return fed((ranges,), box, task.problem.rules, site.wiring)


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("number", [1, 3, 4, 7, 10, 11, 13])
def test_a_grown_leg_costs_what_its_exact_match_costs(number, product):
    task = task_of(site_of(number), product, 0.05)
    legs = legs_of(task, grown_of(task))
    assert legs
    for cost, members, box in list(legs.values())[:150]:
        assert plan_of(site_of(number), task, members, box).cost() == pytest.approx(cost, abs=1e-5)
        assert len(set(members)) == len(members)


@pytest.mark.parametrize(
    ("number", "product", "max_rise_pct", "connector_mm"),
    [
        *((number, product, None, None) for number in (1, 4, 7) for product in PRODUCTS),
        *((number, PRODUCTS[0], pct, None) for number, pct in ((4, 0.15), (1, 0.09), (1, 0.2), (7, 0.12))),
        *((number, PRODUCTS[0], pct, 1500.0) for number, pct in ((1, 0.2), (1, 0.3), (4, 0.3))),
        pytest.param(10, PRODUCTS[0], 0.15, None, marks=pytest.mark.long),
        pytest.param(10, PRODUCTS[0], 0.3, 1500.0, marks=pytest.mark.long),
    ],
)
def test_within_a_wide_gap_every_set_has_its_cheapest_order_and_box(
    number, product, max_rise_pct, connector_mm
):
    """Sets that no order keeps the voltage rise of have none; links may be short or have a least length."""
    site = site_of(number)
    task = replace(task_of(site, product, 0.0, max_rise_pct, connector_mm), gap=1e7)
    legs = legs_of(task, grown_of(task))
    everyone = range(len(task.problem.ranges))
    sizes = range(1, min(task.problem.capacity, len(everyone), 4) + 1)
    for group in (group for size in sizes for group in combinations(everyone, size)):
        plans = [plan_of(site, task, order, box) for order in permutations(group) for box in task.field.boxes]
        least = min((plan.cost() for plan in plans if not plan.broken()), default=None)
        if least is None:
            assert frozenset(group) not in legs
        else:
            assert legs[frozenset(group)][0] == pytest.approx(least, abs=1e-5)


def test_a_wider_gap_only_adds_legs():
    task = task_of(site_of(3), PRODUCTS[0], 0.005)
    wider = replace(task, gap=2 * task.gap)
    few, more = (set(legs_of(one, grown_of(one))) for one in (task, wider))
    assert few < more


@pytest.mark.parametrize("number", [4, 10])
@pytest.mark.parametrize("memory", [WholeMemory, PathMemory])
def test_within_a_gap_grow_the_legs_of_a_wider_one_that_cost_no_more(number, memory):
    """What the rest of a leg costs at least, past members that it has passed, drops none that ends within."""
    task = task_of(site_of(number), PRODUCTS[0], 0.01)
    wider = replace(task, gap=4 * task.gap)
    narrow, wide = (legs_of(one, grown_of(one, 400_000, memory)) for one in (task, wider))
    within = {
        group
        for group, (cost, members, _) in wide.items()
        if cost - task.prices.of(members, task.problem.load) <= task.gap - 1e-6
    }
    assert within
    assert within <= set(narrow)


@pytest.mark.parametrize("memory", [WholeMemory, PathMemory])
@pytest.mark.parametrize("number", [1, 4, 10])
def test_what_legs_are_paid_for_entering_crowds_leaves_their_costs_alone(number, memory):
    task = task_of(site_of(number), PRODUCTS[0], 0.1)
    size = len(task.problem.ranges)
    unpaid = replace(task.prices, crowds=no_crowds(size), per_crowd=np.zeros(0))
    plain = replace(task, prices=unpaid, rests=Rests(task.problem, Rises(task.problem)).price(unpaid))
    some = Crowds(np.stack([np.arange(size) < size // 2, np.arange(size) % 3 == 0]), np.array([2.0, 1.0]))
    prices = replace(unpaid, crowds=some, per_crowd=np.array([30.0, 14.0]))
    paid = replace(plain, prices=prices, rests=Rests(plain.problem, Rises(plain.problem)).price(prices))
    own, others = (legs_of(task, grown_of(task, memory=memory)) for task in (plain, paid))
    assert own
    assert set(own) <= set(others), "whoever is paid more costs less"
    for group, leg in own.items():
        assert others[group][0] == pytest.approx(leg[0], abs=1e-6)


@pytest.mark.parametrize("number", [1, 4, 10])
def test_legs_that_remember_their_path_are_those_that_remember_a_bit_for_each_member(number):
    task = task_of(site_of(number), PRODUCTS[0], 0.02)
    bits, paths = (legs_of(task, grown_of(task, memory=memory)) for memory in (WholeMemory, PathMemory))
    assert set(bits) == set(paths)
    for group, leg in bits.items():
        assert paths[group][0] == pytest.approx(leg[0], abs=1e-9)


@pytest.mark.parametrize("number", [1, 4, 10])
def test_legs_that_forget_cost_no_more_than_those_that_do_not(number):
    task = task_of(site_of(number), PRODUCTS[0], 0.02)
    whole, loose = grown_of(task), Grown(task, NearMemory(task.problem, task.field.arcs), 60_000, unhurried)
    assert loose.labels <= 1.1 * whole.labels, "some of them pass a member twice"
    best = {}
    for layer, label, cost in zip(loose.ends.layer, loose.ends.label, loose.ends.cost, strict=True):
        members = loose.members_of(int(layer), int(label))
        name = (len(members), members[-1])
        best[name] = min(float(cost), best.get(name, float(cost)))
    assert whole.ends.label.size
    for layer, label, cost in zip(whole.ends.layer, whole.ends.label, whole.ends.cost, strict=True):
        members = whole.members_of(int(layer), int(label))
        assert best[len(members), members[-1]] <= float(cost) + 1e-9


def test_how_often_legs_pass_members_is_what_their_orders_say():
    task = task_of(site_of(10), PRODUCTS[0], 0.02)
    grown = Grown(task, NearMemory(task.problem, task.field.arcs), 60_000, unhurried)
    numbers = np.arange(len(grown.ends.label))
    assert len(numbers)
    for row, number in zip(grown.passed(numbers)[0], numbers, strict=True):
        members = grown.members_of(int(grown.ends.layer[number]), int(grown.ends.label[number]))
        assert row.tolist() == [members.count(one) for one in range(len(row))]


def test_more_labels_than_there_is_room_for_are_told():
    with pytest.raises(TooMany):
        grown_of(task_of(site_of(3), PRODUCTS[0], 0.05), most=50)
