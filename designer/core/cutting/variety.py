"""Fewer different patterns at the same cost: a few bars at a time are cut anew by an integer programme."""

from collections.abc import Callable, Sequence

from designer.core.cutting.effort import Effort
from designer.core.cutting.enumeration import useful_bars
from designer.core.cutting.packing import Bar, Packing, Pattern, total_cost, trimmed
from designer.core.cutting.problem import Problem
from designer.core.cutting.programme import UNLIMITED, Entry, Limits, Programme
from designer.core.cutting.windows import Window, Windows
from designer.core.cutting.workbench import Workbench


def fewer_patterns(
    problem: Problem, packing: Packing, *, effort: Effort, time_limit_s: float, cancelled: Callable[[], bool]
) -> Packing:
    """A packing of no higher cost with fewer patterns where one is found within the effort, else the same.

    Windows are laid round the patterns that are cut least often.
    """
    bench = Workbench(problem, packing, effort=effort, time_limit_s=time_limit_s, cancelled=cancelled)
    state = bench.relax(problem.spans, tight=True)
    useful = None if state is None else useful_bars(problem, state.bound, bench.cost, effort.tidy_patterns)
    limits = Limits(effort.tidy_nodes, time_limit_s, cancelled)
    tried: set[Bar] = set()
    windows: Windows | None = None
    for _ in range(effort.tidy_windows if useful else 0):
        seeds = sorted((bar for bar in packing if bar not in tried), key=lambda bar: (packing[bar], bar))
        if not seeds or cancelled():
            break
        windows = windows or Windows(
            problem, packing, useful or (), bars=effort.tidy_bars, columns=effort.tidy_columns
        )
        window = windows.at(seeds[0])
        better = _cut_anew(problem, packing, window, limits)
        tried.update(seeds[:1] if better else window.bars)
        if better:
            packing, windows = better, None
    return packing


def _cut_anew(problem: Problem, packing: Packing, window: Window, limits: Limits) -> Packing | None:
    """The packing with the window cut in fewer patterns; None where no such one is found."""
    choice = (*window.kept, *window.fresh)
    uses = [float(packing.get(bar, 0)) for bar, _ in window.fresh]
    start = [*([0.0] * len(window.kept)), *uses, *(float(use > 0) for use in uses)]
    answer = _programme(problem, packing, window).minimise(limits, start, sparing=True)
    if answer.values is None:
        return None
    counts = {bar: packing[bar] for bar, _ in window.kept}
    for (bar, _), times in zip(choice, answer.values, strict=False):
        if times:
            counts[bar] = counts.get(bar, 0) + times
    found = trimmed(problem, counts.items())
    better = len(found) < len(packing) and total_cost(problem, found) <= total_cost(problem, packing)
    return found if better else None


def _programme(problem: Problem, packing: Packing, window: Window) -> Programme:
    """First the more uses x of kept bars, then those of fresh ones, then for each of these z, whether it is.

    minimise Σ z   with   Σ pieces of kind i ≥ rest i,   Σ cost · x ≤ cost so far,   x ≤ most · z
    """
    programme = Programme()
    pieces = [programme.row(float(count), UNLIMITED) for count in window.rest]
    counts = [programme.row(0.0, left) for left in _left(problem, packing, window)]
    spent = sum(problem.bins[bar[0]].cost * packing[bar] for bar in window.bars)
    total = programme.row(-UNLIMITED, spent + 0.5)  # costs are whole: half a unit forgives rounding
    links = [programme.row(-UNLIMITED, 0.0) for _ in window.fresh]
    mosts = [_most(wanted, window.rest) for _, wanted in window.fresh]

    def use(bar: Bar, wanted: Pattern, *link: Entry) -> None:
        entries = [(pieces[kind], float(count)) for kind, count in wanted]
        price = float(problem.bins[bar[0]].cost)
        most = _most(wanted, window.rest)
        programme.column(0.0, most, [*entries, (counts[bar[0]], 1.0), (total, price), *link])

    for bar, wanted in window.kept:
        use(bar, wanted)
    for (bar, wanted), link in zip(window.fresh, links, strict=True):
        use(bar, wanted, (link, 1.0))
    for link, most in zip(links, mosts, strict=True):
        programme.column(1.0, 1.0, [(link, -most)])
    return programme


def _left(problem: Problem, packing: Packing, window: Window) -> list[float]:
    """Bars of each bin that the kept ones leave."""
    left = [UNLIMITED if entry.count is None else float(entry.count) for entry in problem.bins]
    for bar, _ in window.kept:
        left[bar[0]] -= packing[bar]
    return left


def _most(wanted: Pattern, rest: Sequence[int]) -> float:
    """More bars of a pattern than this bring nothing."""
    return float(max((-(-rest[kind] // count) for kind, count in wanted), default=0))
