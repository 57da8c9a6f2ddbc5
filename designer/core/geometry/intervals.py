"""Sets of closed intervals on a line: the arithmetic behind rows, allowed positions and clearances.

An interval set is a tuple of (low, high) pairs, sorted, disjoint and not touching; low ≤ high.
A single point is a valid interval. All lengths in millimetres.
"""

from collections.abc import Iterable

Interval = tuple[float, float]
IntervalSet = tuple[Interval, ...]

EMPTY: IntervalSet = ()


def normalized(pairs: Iterable[Interval], *, join_below: float = 0.0) -> IntervalSet:
    """Sort and merge `pairs`; gaps of at most `join_below` are closed, reversed pairs are dropped."""
    merged: list[Interval] = []
    for low, high in sorted(pair for pair in pairs if pair[0] <= pair[1]):
        if merged and low <= merged[-1][1] + join_below:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def union(first: IntervalSet, second: IntervalSet) -> IntervalSet:
    """All points of either set."""
    return normalized((*first, *second))


def intersection(first: IntervalSet, second: IntervalSet) -> IntervalSet:
    """All points of both sets."""
    found: list[Interval] = []
    i = j = 0
    while i < len(first) and j < len(second):
        low, high = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if low <= high:
            found.append((low, high))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return normalized(found)


def without_open(base: IntervalSet, holes: Iterable[Interval]) -> IntervalSet:
    """`base` less the open interiors of `holes`: their end points stay, so touching is allowed."""
    remaining = list(base)
    for hole_low, hole_high in sorted(holes):
        if hole_low >= hole_high:
            continue
        cut: list[Interval] = []
        for low, high in remaining:
            if hole_high <= low or hole_low >= high:
                cut.append((low, high))
                continue
            if low <= hole_low:
                cut.append((low, hole_low))
            if hole_high <= high:
                cut.append((hole_high, high))
        remaining = cut
    return normalized(remaining)


def contains(intervals: IntervalSet, x: float, *, tolerance: float = 0.0) -> bool:
    """Whether `x` lies in the set, end points included."""
    return any(low - tolerance <= x <= high + tolerance for low, high in intervals)


def nearest(intervals: IntervalSet, x: float) -> float:
    """The point of a non-empty set that is nearest to `x`; the lower of two equally near ones."""
    return min((min(max(x, low), high) for low, high in intervals), key=lambda point: (abs(point - x), point))


def distance(x: float, low: float, high: float) -> float:
    """How far a place is from an interval, whose `low` is no more than its `high`; 0 inside."""
    if x < low:
        return low - x
    return x - high if x > high else 0.0


def measure(intervals: IntervalSet) -> float:
    """Total length."""
    return sum(high - low for low, high in intervals)
