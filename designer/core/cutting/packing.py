"""Patterns and packings in the whole numbers of a `Problem`."""

from collections import Counter
from collections.abc import Iterable, Sequence

from designer.core.cutting.problem import Problem

Pattern = tuple[tuple[int, int], ...]
"""What is cut from one bar: (index of the width, how many), by ascending index, that is longest first."""

Bar = tuple[int, Pattern]
"""Index of the bin and what is cut from it."""

Packing = dict[Bar, int]
"""How often each bar is cut. Pieces that it lacks of the demands are missing, never too many."""


def used(problem: Problem, pattern: Pattern) -> int:
    """Sum of the widths in a pattern."""
    return sum(problem.widths[kind] * times for kind, times in pattern)


def missing(problem: Problem, packing: Packing) -> list[int]:
    """Per width how many pieces the packing lacks; negative where it has too many."""
    rest = list(problem.demands)
    for (_, pattern), bars in packing.items():
        for kind, times in pattern:
            rest[kind] -= times * bars
    return rest


def total_cost(problem: Problem, packing: Packing) -> int:
    """Cost of the bars and penalty of the missing pieces."""
    bars = sum(problem.bins[index].cost * times for (index, _), times in packing.items())
    return bars + sum(missing(problem, packing)) * problem.missing_cost


def merged(first: Packing, second: Packing) -> Packing:
    """All bars of both."""
    return dict(Counter(first) + Counter(second))


def trimmed(problem: Problem, bars: Iterable[tuple[Bar, int]]) -> Packing:
    """A packing without surplus: pieces beyond the demand are left out of the bars, empty bars with them."""
    rest = list(problem.demands)
    packing: Counter[Bar] = Counter()
    for (index, pattern), times in bars:
        for _ in range(times):
            kept = tuple((kind, min(count, rest[kind])) for kind, count in pattern if rest[kind] > 0)
            for kind, count in kept:
                rest[kind] -= count
            if kept:
                packing[index, kept] += 1
    return dict(packing)


def repeats(pattern: Pattern, rest: Sequence[int]) -> int:
    """How often a pattern can be cut before it makes a piece too many."""
    return min((rest[kind] // count for kind, count in pattern), default=0)
