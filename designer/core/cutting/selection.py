"""The cheapest packing out of a given set of bars, by an integer programme."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.cutting.generation import DualBound
from designer.core.cutting.packing import Bar, Packing, trimmed
from designer.core.cutting.problem import Problem, Span
from designer.core.cutting.programme import UNLIMITED, Limits, Programme, Verdict

_EXACT = 1 << 40
"""Costs up to this are told apart safely in floating point."""


class Selected(Struct, frozen=True):
    """What the programme has shown, the best packing found if any, and the solver's time."""

    verdict: Verdict
    packing: Packing | None
    seconds: float


def select(
    problem: Problem,
    bars: Sequence[Bar],
    spans: Sequence[Span],
    target: int,
    dual: DualBound,
    limits: Limits,
) -> Selected:
    """A packing out of `bars`, as many of each bin as the spans say, of cost ≤ `target`, as cheap as can be.

    NONE says that there is none; OPEN that the limits were met, or that the figures are too great for the
    solver to tell one unit of cost.
    """
    if target > _EXACT:
        return Selected(Verdict.OPEN, None, 0.0)
    programme = Programme()
    pieces = [
        programme.row(float(d), _most(d, v, target, dual))
        for d, v in zip(problem.demands, dual.values, strict=True)
    ]
    counts = [programme.row(float(s.low), UNLIMITED if s.high is None else float(s.high)) for s in spans]
    cost = programme.row(-UNLIMITED, target + 0.5)  # costs are whole: half a unit forgives rounding
    for index, pattern in bars:
        price = float(problem.bins[index].cost)
        most = max(-(-problem.demands[kind] // count) for kind, count in pattern)
        entries = [(pieces[kind], float(count)) for kind, count in pattern]
        programme.column(price, float(most), [*entries, (counts[index], 1.0), (cost, price)])
    if target >= problem.missing_cost:
        penalty = float(problem.missing_cost)
        for row, demand in zip(pieces, problem.demands, strict=True):
            programme.column(penalty, float(demand), [(row, 1.0), (cost, penalty)])
    answer = programme.minimise(limits)
    chosen = None if answer.values is None else trimmed(problem, zip(bars, answer.values, strict=False))
    return Selected(answer.verdict, chosen, answer.seconds)


def _most(demand: int, value: int, target: int, dual: DualBound) -> float:
    """How many pieces a packing of cost ≤ `target` can have: each too many takes `value` of the spare."""
    spare = target * dual.scale - dual.scaled
    return float(demand + spare // value) if value > 0 else UNLIMITED
