"""From inequalities over bars to a bound in whole bars: the cheapest bars that satisfy them all."""

from collections.abc import Callable, Sequence

from designer.core.cutting.programme import UNLIMITED, Limits, Programme, Verdict
from designer.core.splicing.liquid import Multipliers
from designer.core.splicing.task import Task

NODES = 5000
"""Nodes of the integer programme; it has a variable per kind of bar."""

_KEPT = 12
"""Of the inequalities of column generation the last ones are the sharpest."""

_EXACT = 1 << 40
"""Costs up to this are told apart safely in floating point."""

_FIRST = 2
"""The inequalities by length alone come first."""


def whole_bound(
    task: Task, found: Sequence[Multipliers], *, time_limit_s: float, cancelled: Callable[[], bool]
) -> int:
    """A lower bound of the cost; 0 where the programme is left unfinished."""
    programme = Programme()
    kept = [*found[:_FIRST], *found[_FIRST:][-_KEPT:]]
    rows = [(one, max(one.worth, default=0)) for one in kept]
    usable = [(one, scale, programme.row(one.total / scale, UNLIMITED)) for one, scale in rows if scale > 0]
    for index, entry in enumerate(task.bins):
        entries = [(row, one.worth[index] / scale) for one, scale, row in usable]
        upper = UNLIMITED if entry.count is None else float(entry.count)
        programme.column(float(entry.cost), upper, entries)
    answer = programme.minimise(Limits(NODES, time_limit_s, cancelled))
    if answer.verdict is not Verdict.FOUND or answer.values is None:
        return 0
    cost = sum(entry.cost * count for entry, count in zip(task.bins, answer.values, strict=True))
    return cost if cost <= _EXACT else 0
