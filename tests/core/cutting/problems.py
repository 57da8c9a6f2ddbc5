"""Small problems in whole numbers and their optimum by trying everything."""

from functools import cache
from itertools import product

from hypothesis import strategies as st

from designer.core.cutting.packing import Pattern
from designer.core.cutting.problem import Bin, Problem


def problems(kinds: int = 4) -> st.SearchStrategy[Problem]:
    """Problems in which every piece fits the first bin, of which there is any number."""
    return st.builds(_problem, st.lists(st.integers(2, 30), min_size=1, max_size=kinds, unique=True), bins())


def bins() -> st.SearchStrategy[list[tuple[int, int, int | None]]]:
    row = st.tuples(st.integers(5, 40), st.integers(0, 9), st.integers(1, 2))
    return st.lists(row, max_size=2)


def _problem(widths: list[int], more: list[tuple[int, int, int | None]]) -> Problem:
    falling = tuple(sorted(widths, reverse=True))
    demands = tuple(1 + width % 2 for width in falling)
    first = Bin(30 + sum(widths) % 11, 5, None)
    extra = tuple(Bin(*row) for row in more if row[0] >= falling[-1])
    return Problem(widths=falling, demands=demands, bins=(first, *extra), missing_cost=1000)


def patterns(problem: Problem, capacity: int) -> list[Pattern]:
    """Every pattern, the empty one left out, that a bar of this capacity can hold."""
    found = []
    for counts in product(*(range(demand + 1) for demand in problem.demands)):
        total = sum(count * width for count, width in zip(counts, problem.widths, strict=True))
        if 0 < total <= capacity:
            found.append(tuple((kind, count) for kind, count in enumerate(counts) if count))
    return found


def optimum(problem: Problem) -> int:
    """Least cost of all packings that leave nothing out."""
    kinds = [[_dense(problem, p) for p in patterns(problem, entry.capacity)] for entry in problem.bins]
    everything = 10**9

    @cache
    def solve(rest: tuple[int, ...], left: tuple[int | None, ...]) -> int:
        if not any(rest):
            return 0
        answer = everything
        for index, entry in enumerate(problem.bins):
            room = left[index]
            if room == 0:
                continue
            fewer = (*left[:index], None if room is None else room - 1, *left[index + 1 :])
            for taken in kinds[index]:
                after = tuple(max(0, r - t) for r, t in zip(rest, taken, strict=True))
                if after != rest:
                    answer = min(answer, entry.cost + solve(after, fewer))
        return answer

    return solve(problem.demands, tuple(entry.count for entry in problem.bins))


def _dense(problem: Problem, pattern: Pattern) -> tuple[int, ...]:
    counts = dict(pattern)
    return tuple(counts.get(kind, 0) for kind in range(len(problem.widths)))
