"""Which bars are bought and which whole pieces lie in them, so that the rooms beside those hold the runs."""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from designer.core.cutting.programme import UNLIMITED, Limits, Programme
from designer.core.splicing.liquid import Column, segments_in
from designer.core.splicing.task import Task

NODES = 400
"""Nodes of the integer programme."""

_FEWER_BARS = 10_000
"""Among equal costs fewer bars are preferred, where costs leave the solver room to tell."""

_LARGEST = 1 << 40


class Rooms(Struct, frozen=True):
    """Rooms by size with their number; `cost` is that of all bars, `bars` those without any room too."""

    sizes: Counter[int]
    cost: int

    def total(self) -> int:
        """Size of all rooms together."""
        return sum(size * count for size, count in self.sizes.items())


def choose_rooms(
    task: Task,
    columns: Sequence[Column],
    needed: int,
    *,
    time_limit_s: float,
    cancelled: Callable[[], bool],
) -> Rooms | None:
    """The cheapest bars out of `columns` for all whole pieces whose rooms add up to `needed` or more.

    None where there are too few bars, or where the solver finds none in time.
    """
    programme = Programme()
    pieces = [programme.row(float(demand), UNLIMITED) for demand in task.demands]
    room = programme.row(float(needed), UNLIMITED)
    net = programme.row(float(task.liquid), UNLIMITED)
    counts = [
        programme.row(0.0, UNLIMITED if entry.count is None else float(entry.count)) for entry in task.bins
    ]
    weight = _weight(task, needed)
    for column in columns:
        entries = [(pieces[kind], float(count)) for kind, count in column.pattern]
        if segments_in(task, column.room):
            entries += [(room, float(column.room)), (net, float(column.room - task.kerf))]
        cost = task.bins[column.bin].cost * weight + 1
        programme.column(float(cost), UNLIMITED, [*entries, (counts[column.bin], 1.0)])
    answer = programme.minimise(Limits(NODES, time_limit_s, cancelled))
    if answer.values is None:
        return None
    sizes: Counter[int] = Counter()
    for column, count in zip(columns, answer.values, strict=True):
        if count and segments_in(task, column.room):
            sizes[column.room] += count
    cost = sum(task.bins[c.bin].cost * n for c, n in zip(columns, answer.values, strict=True))
    return Rooms(sizes, cost)


def _weight(task: Task, needed: int) -> int:
    """What a unit of cost counts against a bar."""
    dearest = max(entry.cost for entry in task.bins)
    bars = needed // max(1, min(entry.capacity for entry in task.bins)) + sum(task.demands)
    return _FEWER_BARS if dearest * _FEWER_BARS * max(1, bars) < _LARGEST else 1
