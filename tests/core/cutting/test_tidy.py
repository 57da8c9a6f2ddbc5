from designer.core.cutting import CuttingOptions, Piece, Stock, solve
from designer.core.cutting.effort import Effort
from designer.core.cutting.packing import total_cost, used
from designer.core.cutting.problem import Bin, Problem
from designer.core.cutting.tidy import longer_remnant, tidied

EFFORT = Effort()


def tidy(problem, packing):
    return tidied(problem, packing, effort=EFFORT, time_limit_s=10.0, cancelled=lambda: False)


def test_fewer_patterns_are_found_at_the_same_cost():
    problem = Problem(widths=(6, 4), demands=(6, 6), bins=(Bin(10, 1, None),), missing_cost=100)
    mixed = {(0, ((0, 1), (1, 1))): 4, (0, ((0, 1),)): 2, (0, ((1, 2),)): 1}
    tidier = tidy(problem, mixed)
    assert tidier == {(0, ((0, 1), (1, 1))): 6}


def test_tidying_never_costs_more_and_leaves_nothing_out():
    problem = Problem(widths=(9, 7, 5, 2), demands=(5, 8, 9, 11), bins=(Bin(20, 1, None),), missing_cost=100)
    wasteful = {(0, ((kind, 1),)): demand for kind, demand in enumerate(problem.demands)}
    tidier = tidy(problem, wasteful)
    assert total_cost(problem, tidier) <= total_cost(problem, wasteful)
    assert len(tidier) <= len(wasteful)


def test_a_cancelled_tidying_keeps_the_patterns():
    problem = Problem(widths=(6, 4), demands=(6, 6), bins=(Bin(10, 1, None),), missing_cost=100)
    mixed = {(0, ((0, 1), (1, 1))): 4, (0, ((0, 1),)): 2, (0, ((1, 2),)): 1}
    kept = tidied(problem, mixed, effort=EFFORT, time_limit_s=10.0, cancelled=lambda: True)
    assert len(kept) == len(mixed)


def test_remnants_are_gathered_in_one_bar():
    problem = Problem(
        widths=(50, 40, 30, 20), demands=(1, 1, 1, 1), bins=(Bin(100, 1, None),), missing_cost=100
    )
    spread = {(0, ((0, 1), (3, 1))): 1, (0, ((1, 1), (2, 1))): 1}
    gathered = longer_remnant(problem, spread)
    assert sorted(used(problem, pattern) for _, pattern in gathered) == [40, 100]


def test_a_plan_has_one_long_remnant_rather_than_two_short_ones():
    pieces = [Piece(name=str(length), length_mm=length) for length in (500.0, 400.0, 300.0, 200.0)]
    plan = solve(pieces, [Stock(name="bar", length_mm=1000.0)], [], CuttingOptions(time_limit_s=10.0))
    assert sorted(bar.remnant_mm for bar in plan.bars) == [0.0, 600.0]
