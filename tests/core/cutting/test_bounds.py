import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.cutting.bounds import simple_bound
from designer.core.cutting.generation import prove
from designer.core.cutting.greedy import first_packing
from designer.core.cutting.knapsack import Knapsack
from designer.core.cutting.packing import missing, total_cost, used
from designer.core.cutting.problem import Bin, Problem, Span
from tests.core.cutting.problems import optimum, problems


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_simple_bound_is_never_above_the_optimum(problem: Problem):
    assert simple_bound(problem) <= optimum(problem)


@settings(max_examples=150, deadline=None)
@given(problems(), st.lists(st.integers(0, 4000), min_size=4, max_size=4))
def test_any_dual_values_prove_a_bound_that_is_never_above_the_optimum(problem: Problem, values: list[int]):
    capacity = max(entry.capacity for entry in problem.bins)
    filling = Knapsack(problem.widths, problem.demands, capacity, 64).solve(values)
    dual = prove(problem, problem.demands, problem.spans, values[: len(problem.widths)], 1000, filling)
    assert dual.cost <= optimum(problem)


@settings(max_examples=100, deadline=None)
@given(problems(), st.lists(st.integers(0, 4000), min_size=4, max_size=4))
def test_a_grid_that_is_too_coarse_weakens_a_bound_but_keeps_it_valid(problem: Problem, values: list[int]):
    capacity = max(entry.capacity for entry in problem.bins)
    filling = Knapsack(problem.widths, problem.demands, capacity, 7).solve(values)
    dual = prove(problem, problem.demands, problem.spans, values[: len(problem.widths)], 1000, filling)
    assert dual.cost <= optimum(problem)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_first_packing_is_complete_and_within_its_bars(problem: Problem):
    packing = first_packing(problem)
    assert not any(missing(problem, packing))
    assert total_cost(problem, packing) >= optimum(problem)
    for index, entry in enumerate(problem.bins):
        bars = {pattern: times for (own, pattern), times in packing.items() if own == index}
        assert all(used(problem, pattern) <= entry.capacity for pattern in bars)
        assert entry.count is None or sum(bars.values()) <= entry.count


def test_bars_that_must_be_used_raise_the_bound():
    problem = Problem(widths=(10,), demands=(4,), bins=(Bin(20, 3, None), Bin(10, 2, None)), missing_cost=100)
    filling = Knapsack(problem.widths, problem.demands, 20, 64).solve([15])
    free = prove(problem, problem.demands, problem.spans, [15], 10, filling)
    forced = prove(problem, problem.demands, (Span(0, None), Span(2, None)), [15], 10, filling)
    assert (free.cost, forced.cost) == (6, 7)


@pytest.mark.parametrize(
    ("widths", "demands", "capacity", "bars"),
    [
        ((51,), (7,), 100, 7),
        ((60, 45), (3, 2), 100, 4),
        ((34,), (7,), 100, 4),
        ((50,), (5,), 100, 3),
        ((68, 33), (4, 8), 100, 7),
    ],
)
def test_the_simple_bound_counts_large_pieces(widths, demands, capacity, bars):
    problem = Problem(widths=widths, demands=demands, bins=(Bin(capacity, 1, None),), missing_cost=100)
    assert simple_bound(problem) == bars
