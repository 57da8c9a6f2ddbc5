"""Lower bounds of the cost that need no solver: material, and functions that no bar can outwit.

For one endless bin the bound is that of Fekete and Schepers (2001): a dual feasible function f makes every
pattern of a bar add up to at most 1, so Σ f(width) bars are needed.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from designer.core.cutting.problem import Problem

_ROUNDINGS = 12
"""How many rounding functions are tried."""


def simple_bound(problem: Problem) -> int:
    """A lower bound of the cost in whole units, penalties of missing pieces included."""
    bound = _material(problem)
    if len(problem.bins) == 1 and problem.bins[0].count is None:
        bound = max(bound, problem.bins[0].cost * _bars_needed(problem))
    return bound


def _material(problem: Problem) -> int:
    """Cost of the total width out of the bars that give most width for their cost, counts respected."""
    rest = sum(width * demand for width, demand in zip(problem.widths, problem.demands, strict=True))
    supplies = [(entry.capacity, entry.cost, entry.count) for entry in problem.bins]
    supplies += [(width, problem.missing_cost, None) for width in problem.widths[:1]]
    bound = 0
    for capacity, cost, count in sorted(supplies, key=lambda supply: supply[1] / supply[0]):
        if count is None or capacity * count >= rest:
            return bound - (-rest * cost // capacity)
        rest -= capacity * count
        bound += cost * count
    return bound


def _bars_needed(problem: Problem) -> int:
    capacity = problem.bins[0].capacity
    rising = problem.widths[::-1]
    demands = problem.demands[::-1]
    counts = [0, *accumulate(demands)]
    best = 0
    for rounding in range(_ROUNDINGS):
        full = capacity * max(rounding, 1)
        values = [_rounded(width, capacity, rounding) for width in rising]
        sums = [0, *accumulate(value * demand for value, demand in zip(values, demands, strict=True))]
        for small in (0, *(width for width in rising if 2 * width <= capacity)):
            first, last = bisect_left(rising, small), bisect_right(rising, capacity - small)
            total = sums[last] - sums[first] + full * (counts[-1] - counts[last])
            best = max(best, -(-total // full))
    return best


def _rounded(width: int, capacity: int, rounding: int) -> int:
    """u(k) of Fekete and Schepers times k · capacity; for k = 0 the width itself."""
    if rounding == 0 or (rounding + 1) * width % capacity == 0:
        return width * max(rounding, 1)
    return (rounding + 1) * width // capacity * capacity
