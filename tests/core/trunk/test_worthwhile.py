"""Steps that labels can afford, against a look at all steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.columns.rows import rows_of
from designer.core.trunk.columns.worthwhile import Worthwhile, affordable
from tests.core.trunk.test_growth import PRODUCTS, site_of, task_of

groups = st.lists(st.lists(st.integers(-5, 5), max_size=6), min_size=1, max_size=5)


@given(groups, st.data())
def test_as_many_figures_of_each_group_are_affordable_as_are_no_more(groups, data):
    figures = np.array([one for own in groups for one in sorted(own)], dtype=float)
    ends = np.cumsum([len(own) for own in groups])
    begin, most = (
        ends - [len(own) for own in groups],
        data.draw(st.lists(st.integers(-7, 7), min_size=len(groups), max_size=len(groups))),
    )
    counts = affordable(figures, begin, ends, np.array(most, dtype=float)) - begin
    expected = [sum(one <= limit for one in own) for own, limit in zip(groups, most, strict=True)]
    assert counts.tolist() == expected


@pytest.mark.parametrize("number", [3, 4])
@pytest.mark.parametrize("max_rise_pct", [None, 0.15])
def test_labels_take_the_steps_that_they_and_the_rest_of_a_leg_can_afford(number, max_rise_pct):
    task = task_of(site_of(number), PRODUCTS[0], 0.05, max_rise_pct)
    problem, arcs = task.problem, task.field.arcs
    paid = task.prices.duals[arcs.heads]
    some = Worthwhile(problem, arcs, task.rests, paid, task.rises, task.field.amperes)
    chance = np.random.default_rng(number)
    size = len(problem.ranges)
    member = chance.integers(0, size, 60)
    load = chance.integers(1, problem.capacity + 1, 60)
    left = chance.uniform(-60.0, 40.0, 60) + task.prices.duals.mean() * load
    found = set(zip(*(one.tolist() for one in some.steps(member, load, left)), strict=True))
    per_load_a = Rises(problem).per_load_a
    expected, nobody = set(), np.zeros(1, dtype=np.intp)
    for label in range(60):
        for arc in rows_of(arcs.begin, member[label : label + 1])[0].tolist():
            head, so_far = arcs.heads[arc], int(load[label])
            after = np.array([so_far + problem.load[head]])
            if after[0] > problem.capacity:
                continue
            rise = np.array([per_load_a * so_far * task.rises[arc]])
            rest = task.rests.of_members(after, np.array([head]), nobody, rise)[0]
            if arcs.least[arc] - paid[arc] + rest <= left[label]:
                expected.add((arc, label))
    assert found == expected
    assert 0 < len(found) < 60 * size


@pytest.mark.parametrize(("number", "in_one"), [(4, True), (10, False), (11, False)])
def test_the_least_of_ways_and_gates_is_no_more_than_steps_and_end_cables_cost_at_least(number, in_one):
    """The same where places are in one piece; ways do not look at what lies between pieces."""
    task = task_of(site_of(number), PRODUCTS[0], 0.01)
    problem, arcs, gates = task.problem, task.field.arcs, task.field.gates
    assert all(len(one.places) == 1 for one in problem.ranges) == in_one
    steps = np.minimum.reduceat(arcs.moves_least, arcs.moves_begin[:-1])
    ends = np.minimum.reduceat(gates.least, gates.begin[:-1]) * problem.rules.prices.bulk_per_mm
    for own, least in ((steps, arcs.least), (ends, np.minimum.reduceat(problem.feeds, problem.first()))):
        assert (own <= least + 1e-9).all()
        assert not in_one or own == pytest.approx(least)
    member = np.repeat(np.arange(len(problem.ranges)), np.diff(gates.begin))
    assert (np.diff(gates.least)[np.diff(member) == 0] >= 0).all()
