"""Fewer different patterns at the same cost, by an integer programme over the patterns that may be used."""

from collections.abc import Callable

from designer.core.cutting.effort import Effort
from designer.core.cutting.enumeration import useful_bars
from designer.core.cutting.packing import Bar, Packing, total_cost, trimmed
from designer.core.cutting.problem import Problem
from designer.core.cutting.programme import UNLIMITED, Limits, Programme
from designer.core.cutting.workbench import Workbench


def fewer_patterns(
    problem: Problem, packing: Packing, *, effort: Effort, time_limit_s: float, cancelled: Callable[[], bool]
) -> Packing:
    """A packing of no higher cost with fewer patterns where one is found within the effort, else the same.

    minimise Σ z   with   Σ pieces of kind i ≥ demand i,   Σ cost · x ≤ cost,   x ≤ most · z
    """
    bench = Workbench(problem, packing, effort=effort, time_limit_s=time_limit_s, cancelled=cancelled)
    state = bench.relax(problem.spans, tight=True)
    useful = None if state is None else useful_bars(problem, state.bound, bench.cost, effort.tidy_columns)
    if useful is None:
        return packing
    bars = list(dict.fromkeys([*packing, *useful]))
    uses = [float(packing.get(bar, 0)) for bar in bars]
    answer = _programme(problem, bars, bench.cost).minimise(
        Limits(effort.tidy_nodes, time_limit_s, cancelled), [*uses, *(float(use > 0) for use in uses)]
    )
    if answer.values is None:
        return packing
    found = trimmed(problem, zip(bars, answer.values, strict=False))
    better = len(found) < len(packing) and total_cost(problem, found) <= total_cost(problem, packing)
    return found if better else packing


def _programme(problem: Problem, bars: list[Bar], cost: int) -> Programme:
    """First the uses x of all bars, then for each of them z, whether it is used."""
    programme = Programme()
    pieces = [programme.row(float(demand), UNLIMITED) for demand in problem.demands]
    counts = [programme.row(0.0, UNLIMITED if s.high is None else float(s.high)) for s in problem.spans]
    total = programme.row(-UNLIMITED, cost + 0.5)  # costs are whole: half a unit forgives rounding
    links = [programme.row(-UNLIMITED, 0.0) for _ in bars]
    mosts = [float(max(-(-problem.demands[kind] // n) for kind, n in pattern)) for _, pattern in bars]
    for (index, pattern), link, most in zip(bars, links, mosts, strict=True):
        price = float(problem.bins[index].cost)
        entries = [(pieces[kind], float(count)) for kind, count in pattern]
        programme.column(0.0, most, [*entries, (counts[index], 1.0), (total, price), (link, 1.0)])
    for link, most in zip(links, mosts, strict=True):
        programme.column(1.0, 1.0, [(link, -most)])
    return programme
