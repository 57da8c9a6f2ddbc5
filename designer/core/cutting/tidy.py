"""The secondary goals: fewer different patterns, then one long remnant. The cost stays as it is.

Both are looked for within fixed bounds of work: the first by an integer programme over the patterns that an
optimal packing can use, the second by filling single bars anew. Small packings are tried in all ways (`few`).
"""

from collections.abc import Callable

from designer.core.cutting.effort import Effort
from designer.core.cutting.few import fewest_patterns
from designer.core.cutting.greedy import fullest
from designer.core.cutting.packing import Bar, Packing, Pattern, total_cost, used
from designer.core.cutting.problem import Problem

_REPEATED = 3
"""Patterns can be saved where there are so many pieces a length on average; else bars differ anyway."""


def tidied(
    problem: Problem, packing: Packing, *, effort: Effort, time_limit_s: float, cancelled: Callable[[], bool]
) -> Packing:
    """A packing of no higher cost with no more patterns and, if those are as many, a longest remnant no
    shorter.
    """
    if len(packing) > 1 and sum(problem.demands) >= _REPEATED * len(problem.demands) and not cancelled():
        # loads numpy and the solver, which few plans need
        from designer.core.cutting.variety import fewer_patterns

        packing = fewer_patterns(
            problem, packing, effort=effort, time_limit_s=time_limit_s, cancelled=cancelled
        )
    packing = longer_remnant(problem, packing)
    return packing if cancelled() else fewest_patterns(problem, packing)


def longer_remnant(problem: Problem, packing: Packing) -> Packing:
    """Fill bars that are cut only once anew, the emptiest ones of each bin, so that the last is emptier."""
    for index in range(len(problem.bins)):
        single = [bar for bar, times in packing.items() if times == 1 and bar[0] == index]
        single.sort(key=lambda bar: used(problem, bar[1]))
        count = len(single)
        while count > 1:
            better = _refilled(problem, packing, single[:count])
            if better is not packing:
                packing = better
                break
            count //= 2
    return packing


def _refilled(problem: Problem, packing: Packing, bars: list[Bar]) -> Packing:
    """The packing with these bars of one bin filled one after the other, if that is better."""
    rest = [0] * len(problem.widths)
    for _, pattern in bars:
        for kind, count in pattern:
            rest[kind] += count
    index = bars[0][0]
    patterns: list[Pattern] = []
    while any(rest) and len(patterns) < len(bars):
        pattern = fullest(problem, problem.bins[index].capacity, rest)
        for kind, count in pattern:
            rest[kind] -= count
        patterns.append(pattern)
    if any(rest):
        return packing
    filled = {bar: times for bar, times in packing.items() if bar not in bars}
    for pattern in patterns:
        filled[index, pattern] = filled.get((index, pattern), 0) + 1
    return min(packing, filled, key=lambda choice: _merit(problem, choice, index))


def _merit(problem: Problem, packing: Packing, index: int) -> tuple[int, int, int]:
    """The less the better: cost, patterns, and how full the emptiest bar of a bin is."""
    emptiest = min(used(problem, pattern) for own, pattern in packing if own == index)
    return total_cost(problem, packing), len(packing), emptiest
