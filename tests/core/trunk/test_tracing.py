"""Legs that are traced back: what they cost follows from their steps, and none is cheaper at its prices."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.trunk.columns.bounding import parts_for
from designer.core.trunk.columns.crowds import Crowds
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.survey import Surveyor
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import Site, generated_at

CATALOG = sites.catalog()
RISE = 3.0
"""A price of a per cent of voltage rise."""


def mixed():
    """Units of one input in every second row, those of two in the others: loads differ."""
    design = generated_at(39, CATALOG).design
    rows = [replace(one, inverter="hms-500-1t") for one in design.rows[::2]]
    return replace(design, rows=(*rows, *design.rows[1::2]))


@cache
def pricer(kind):
    design = mixed() if kind == "mixed" else generated_at(13, CATALOG).design
    site = _surveyed(Site(kind, design), CATALOG)
    family = CATALOG.family("hoymiles-hms")
    rules = site.rules_of(family, family.product("hms-trunk-10awg-2.0m"))
    members = list(site.ranges.values())[:12]
    return Pricer(Surveyor(site, members).problem(rules, parts_for(len(members))))


def prices_of(task, *, with_tolls):
    """Prices of members, and what legs are paid to enter two crowds."""
    source, size = np.random.default_rng(1), len(task.problem.ranges)
    inside = np.zeros((2, size), dtype=bool)
    inside[0, : size // 2] = inside[1, 1::2] = True
    tolls = Crowds(inside, np.ones(2)).tolls(np.array([7.0, 11.0])) if with_tolls else None
    return source.uniform(30.0, 60.0, size), tolls


def walked(task, members, rate):
    """The least of cost and price of the rise of a leg of members, over all their parts; and its cost."""
    problem, rises, load = task.problem, task.rises, 0
    arcs = {
        pair: (cost, rise)
        for *pair, cost, rise in zip(problem.tails, problem.heads, problem.costs, rises.steps, strict=True)
        for pair in [tuple(pair)]
    }
    reached = dict.fromkeys(np.nonzero(problem.member == members[0])[0], (0.0, 0.0))
    for before, member in pairwise(members):
        load += problem.load[before]
        paid = rate * rises.per_load_a * load
        reached = {
            head: min(
                (value + arcs[tail, head][0] + paid * arcs[tail, head][1], cost + arcs[tail, head][0])
                for tail, (value, cost) in reached.items()
                if (tail, head) in arcs
            )
            for head in np.nonzero(problem.member == member)[0]
            if any((tail, head) in arcs for tail in reached)
        }
    load += problem.load[members[-1]]
    value, cost = min(
        (
            value + problem.feeds[state] + rate * (rises.per_load_a * load * rises.feeds[state]),
            cost + problem.feeds[state],
        )
        for state, (value, cost) in reached.items()
    )
    fixed = problem.fixed()
    return value + fixed - rate * rises.limit_pct, cost + fixed


@pytest.mark.parametrize("kind", ["rows", "mixed"])
@pytest.mark.parametrize("rate", [0.0, RISE])
@pytest.mark.parametrize("with_tolls", [False, True])
def test_legs_are_traced_back_over_the_steps_that_their_values_come_from(kind, rate, with_tolls):
    task = pricer(kind)
    duals, tolls = prices_of(task, with_tolls=with_tolls)
    per_load = np.zeros(task.problem.capacity + 1)
    priced = task.price(duals, per_load, far=False, per_rise=rate, tolls=tolls)
    routes = task.routes(priced, duals, 100)
    of_ends = np.minimum.reduceat(priced.ends.min(axis=0), task.problem.first())
    assert len(routes) == (of_ends < -1e-7).sum() > 3
    assert max(len(one.members) for one in routes) > 2
    least = dict(enumerate(of_ends.tolist()))
    reduced = []
    for route in routes:
        value, cost = walked(task, route.members, rate)
        off = duals[list(route.members)].sum() + (tolls.of(route.members) if tolls else 0.0)
        reduced.append(value - off)
        assert route.cost == pytest.approx(cost)
        assert reduced[-1] == pytest.approx(least.pop(route.members[-1])), "the best one that ends there"
        assert task.problem.load[list(route.members)].sum() <= task.problem.capacity
    assert reduced == sorted(reduced), "those that pay most come first"


def test_fewer_legs_are_the_first_ones():
    task = pricer("rows")
    duals, _ = prices_of(task, with_tolls=False)
    priced = task.price(duals, np.zeros(task.problem.capacity + 1), far=False)
    assert task.routes(priced, duals, 2) == task.routes(priced, duals, 100)[:2]
    assert task.routes(priced, 0 * duals, 0) == []
