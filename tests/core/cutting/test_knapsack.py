from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.cutting.enumeration import useful_bars
from designer.core.cutting.generation import DualBound, prove
from designer.core.cutting.knapsack import Knapsack, suffix_values
from designer.core.cutting.packing import Pattern, used
from designer.core.cutting.problem import Bin, Problem
from tests.core.cutting.problems import patterns, problems

VALUES = st.lists(st.integers(0, 3000), min_size=4, max_size=4)


def worth(pattern: Pattern, values: list[int]) -> int:
    return sum(values[kind] * count for kind, count in pattern)


def widest(problem: Problem) -> int:
    return max(entry.capacity for entry in problem.bins)


@settings(max_examples=150, deadline=None)
@given(problems(), VALUES, st.integers(0, 9))
def test_the_best_filling_is_that_of_trying_everything(problem: Problem, values: list[int], turn: int):
    filling = Knapsack(problem.widths, problem.demands, widest(problem), 100).solve(values, turn)
    for entry in problem.bins:
        best = max((worth(p, values) for p in patterns(problem, entry.capacity)), default=0)
        assert filling.value(entry.capacity) == best
        found = filling.patterns(entry.capacity, 4)
        assert max((worth(p, values) for p in found), default=0) == best
        for pattern in found:
            assert used(problem, pattern) <= entry.capacity
            assert all(count <= problem.demands[kind] for kind, count in pattern)


@settings(max_examples=100, deadline=None)
@given(problems(), VALUES, st.integers(3, 20))
def test_a_coarse_grid_rounds_values_up_and_patterns_to_the_safe_side(
    problem: Problem, values: list[int], cells: int
):
    size = widest(problem)
    best = max((worth(p, values) for p in patterns(problem, size)), default=0)
    loose = Knapsack(problem.widths, problem.demands, size, cells).solve(values)
    assert loose.value(size) >= best
    tight = Knapsack(problem.widths, problem.demands, size, cells, round_up=True).solve(values)
    assert tight.value(size) <= best
    assert all(used(problem, pattern) <= size for pattern in tight.patterns(size, 4))


@settings(max_examples=60, deadline=None)
@given(problems(), VALUES)
def test_suffix_values_are_best_fillings_out_of_the_last_kinds(problem: Problem, values: list[int]):
    size = widest(problem)
    table, step = suffix_values(problem.widths, problem.demands, values[: len(problem.widths)], size, 100)
    assert step == 1
    for kind in range(len(problem.widths) + 1):
        last = [p for p in patterns(problem, size) if p[0][0] >= kind]
        for room in (0, size // 2, size):
            best = max((worth(p, values) for p in last if used(problem, p) <= room), default=0)
            assert table[kind][room] == best


@settings(max_examples=120, deadline=None)
@given(problems(), VALUES, st.integers(0, 60))
def test_exactly_the_maximal_patterns_within_the_slack_are_found(
    problem: Problem, values: list[int], target: int
):
    filling = Knapsack(problem.widths, problem.demands, widest(problem), 100).solve(values)
    dual = prove(problem, problem.demands, problem.spans, values[: len(problem.widths)], 1000, filling)
    found = useful_bars(problem, dual, target, 10_000)
    assert found is not None
    assert len(found) == len(set(found))
    expected = {
        (index, pattern)
        for index, entry in enumerate(problem.bins)
        for pattern in patterns(problem, entry.capacity)
        if is_maximal(problem, pattern, entry.capacity)
        and slack(problem, dual, index, pattern) <= spare(dual, target)
    }
    assert set(found) == expected


def is_maximal(problem: Problem, pattern: Pattern, capacity: int) -> bool:
    counts, room = dict(pattern), capacity - used(problem, pattern)
    return not any(
        width <= room and counts.get(kind, 0) < problem.demands[kind]
        for kind, width in enumerate(problem.widths)
    )


def slack(problem: Problem, dual: DualBound, index: int, pattern: Pattern) -> int:
    price = dual.scale * problem.bins[index].cost + dual.rents[index]
    return price - worth(pattern, list(dual.values))


def spare(dual: DualBound, target: int) -> int:
    return target * dual.scale - dual.scaled


@settings(max_examples=60, deadline=None)
@given(problems(), VALUES)
def test_no_pattern_has_a_negative_slack(problem: Problem, values: list[int]):
    filling = Knapsack(problem.widths, problem.demands, widest(problem), 100).solve(values)
    dual = prove(problem, problem.demands, problem.spans, values[: len(problem.widths)], 1000, filling)
    for index, entry in enumerate(problem.bins):
        for pattern in patterns(problem, entry.capacity):
            assert slack(problem, dual, index, pattern) >= 0


def test_too_many_patterns_are_reported_as_such():
    kinds = range(20, 40)
    problem = Problem(
        widths=tuple(reversed(kinds)),
        demands=(3,) * len(kinds),
        bins=(Bin(200, 1, None),),
        missing_cost=1000,
    )
    everything = DualBound(1, (0,) * len(kinds), (0,), 0)
    assert useful_bars(problem, everything, 100, 500) is None
