"""Small packings with the fewest patterns and then the longest single remnant, by trying everything.

Patterns are chosen one after the other, each for the longest piece that is still wanted, with the number of
bars that are cut by it. The work is bounded by steps; what is found within them is never worse than before.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from designer.core.cutting.packing import Bar, Packing, Pattern, missing, total_cost, used
from designer.core.cutting.problem import Problem

MOST_KINDS = 8
MOST_PIECES = 60
MOST_BARS = 300
"""Larger problems are left as they are: kinds of pieces, pieces, patterns that bars can have."""

STEPS = 4000
"""So many choices of a pattern are made at most."""


def fewest_patterns(problem: Problem, packing: Packing) -> Packing:
    """A packing of no higher cost with no more patterns and, if those are as many, no shorter remnant.

    An offcut that is not cut at all counts as a remnant.
    """
    if (
        len(problem.widths) > MOST_KINDS
        or sum(problem.demands) > MOST_PIECES
        or any(missing(problem, packing))
    ):
        return packing
    bars = _all_bars(problem)
    return packing if bars is None else _Search(problem, bars, packing).best()


def _all_bars(problem: Problem) -> list[Bar] | None:
    """Every way to cut a bar, fullest first; None where there are too many."""
    found: list[Bar] = []
    for index, entry in enumerate(problem.bins):
        for pattern in _patterns(problem, entry.capacity, 0):
            if pattern:
                found.append((index, pattern))
            if len(found) > MOST_BARS:
                return None
    return sorted(found, key=lambda bar: (used(problem, bar[1]) - problem.bins[bar[0]].capacity, bar))


def _patterns(problem: Problem, room: int, kind: int) -> Iterator[Pattern]:
    if kind == len(problem.widths):
        yield ()
        return
    width = problem.widths[kind]
    for count in range(min(problem.demands[kind], room // width), -1, -1):
        for rest in _patterns(problem, room - count * width, kind + 1):
            yield ((kind, count), *rest) if count else rest


class _Search:
    """The best packing so far by (patterns, longest remnant)."""

    def __init__(self, problem: Problem, bars: Sequence[Bar], packing: Packing) -> None:
        self._problem, self._packing = problem, packing
        self._cost = total_cost(problem, packing)
        self._merit = self._merit_of(packing)
        self._steps = STEPS
        self._holding = [[bar for bar in bars if bar[1][0][0] == kind] for kind in range(len(problem.widths))]

    def best(self) -> Packing:
        """Try one pattern, two, … up to as many as there are."""
        left = [entry.count for entry in self._problem.bins]
        for patterns in range(1, len(self._packing) + 1):
            if patterns > self._merit[0] or not self._steps:
                break
            self._choose({}, list(self._problem.demands), left, patterns, self._cost)
        return self._packing

    def _choose(
        self, chosen: Packing, rest: list[int], left: list[int | None], patterns: int, money: int
    ) -> None:
        """Cut what remains by at most so many more patterns, for at most so much."""
        kind = next((index for index, count in enumerate(rest) if count), None)
        if kind is None:
            self._offer(chosen)
            return
        if not patterns:
            return
        for bar in self._holding[kind]:
            index, pattern = bar
            cost, room = self._problem.bins[index].cost, left[index]
            most = min(rest[k] // count for k, count in pattern)
            most = most if room is None else min(most, room)
            for times in range(min(most, money // cost if cost else most), 0, -1):
                if not self._steps:
                    return
                self._steps -= 1
                after = rest.copy()
                for k, count in pattern:
                    after[k] -= times * count
                fewer = left.copy()
                fewer[index] = None if room is None else room - times
                more = {**chosen, bar: chosen.get(bar, 0) + times}
                self._choose(more, after, fewer, patterns - 1, money - times * cost)

    def _offer(self, packing: Packing) -> None:
        merit = self._merit_of(packing)
        if merit < self._merit:
            self._packing, self._merit = packing, merit

    def _merit_of(self, packing: Packing) -> tuple[int, int]:
        """The less the better: patterns, then the longest remnant, negated."""
        bins = self._problem.bins
        rooms = [bins[index].capacity - used(self._problem, pattern) for index, pattern in packing]
        taken = Counter[int]()
        for (index, _), times in packing.items():
            taken[index] += times
        shelf = (index for index, entry in enumerate(bins) if not entry.cost and entry.count is not None)
        rooms += [bins[index].capacity for index in shelf if taken[index] < (bins[index].count or 0)]
        return len(packing), -max(rooms, default=0)
