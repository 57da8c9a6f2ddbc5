"""Small tasks, decided by an integer programme over single bars and single runs.

Per bar: whether it is bought, which whole pieces lie in it, and of each run a segment or none. Lengths of
segments may be any; with the assignment fixed they are a transport problem, so whole numbers suffice.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from designer.core.cutting.programme import UNLIMITED, Limits, Programme, Verdict
from designer.core.splicing.task import Task

MOST_BARS = 16
MOST_RUNS = 8
MOST_PIECES = 24
"""Larger tasks are left open."""

NODES = 20_000
NODES_FOR_SPLICES = 2_000
"""Nodes of the integer programmes for the least cost and for the fewest splices."""


class Decided(Struct, frozen=True):
    """Segments per run in the order of the task, and whether no cheaper plan exists."""

    segments: tuple[tuple[int, ...], ...]
    proven: bool


class _Bar(Struct, frozen=True):
    """A single bar that may be bought: its columns per run (whether there is a segment, how long it is)."""

    cuts: tuple[tuple[int, int], ...]


def decide(
    task: Task, most_cost: int, *, time_limit_s: float, cancelled: Callable[[], bool]
) -> Decided | None:
    """The cheapest plan that costs at most `most_cost`; None where the task is too large or time ran out."""
    return _solved(task, most_cost, Limits(NODES, time_limit_s, cancelled), few=False)


def fewest_splices(
    task: Task, most_cost: int, *, time_limit_s: float, cancelled: Callable[[], bool]
) -> Decided | None:
    """The plan with the fewest segments that costs at most `most_cost`; None as for `decide`."""
    return _solved(task, most_cost, Limits(NODES_FOR_SPLICES, time_limit_s, cancelled), few=True)


def _solved(task: Task, most_cost: int, limits: Limits, *, few: bool) -> Decided | None:
    numbers = _bars_of_each(task, most_cost)
    runs = [run for run, count in zip(task.runs, task.counts, strict=True) for _ in range(count)]
    if sum(numbers) > MOST_BARS or len(runs) > MOST_RUNS or sum(task.demands) > MOST_PIECES:
        return None
    programme = Programme()
    model = _Model(task, runs, programme, most_cost, few=few)
    bars = [model.bar(index, first=not nth) for index, number in enumerate(numbers) for nth in range(number)]
    answer = programme.minimise(limits)
    if answer.values is None:
        return None
    segments = tuple(_segments(bars, run, answer.values) for run in range(len(runs)))
    if [sum(own) for own in segments] != runs:
        return None  # rounding of the solver: no answer is better than a wrong one
    return Decided(segments, answer.verdict is Verdict.FOUND)


def _segments(bars: Sequence[_Bar], run: int, values: Sequence[int]) -> tuple[int, ...]:
    """What a run is built of, the longest first."""
    cuts = [bar.cuts[run] for bar in bars]
    return tuple(sorted((values[length] for there, length in cuts if values[there]), reverse=True))


def _bars_of_each(task: Task, most_cost: int) -> list[int]:
    """How many bars of each bin a plan of at most this cost can use."""
    parts = sum(task.demands) + sum(
        count * (run // task.least) for run, count in zip(task.runs, task.counts, strict=True)
    )
    return [
        min(
            parts,
            parts if entry.count is None else entry.count,
            parts if not entry.cost else most_cost // entry.cost,
        )
        for entry in task.bins
    ]


class _Model:
    """Rows for what is wanted, then bar after bar with rows of its own."""

    def __init__(
        self, task: Task, runs: Sequence[int], programme: Programme, most_cost: int, *, few: bool
    ) -> None:
        self._task, self._runs, self._programme, self._few = task, runs, programme, few
        self._money = programme.row(-UNLIMITED, most_cost + 0.5)
        self._pieces = [programme.row(float(demand), UNLIMITED) for demand in task.demands]
        self._lengths = [programme.row(float(run), float(run)) for run in runs]
        self._before = -1

    def bar(self, index: int, *, first: bool) -> _Bar:
        """One more bar of a bin; it is bought only if the one before it is, unless it is the first."""
        task, programme = self._task, self._programme
        capacity = float(task.bins[index].capacity)
        room = programme.row(-UNLIMITED, 0.0)
        following = programme.row(-UNLIMITED, 0.0)  # bars of a bin alike are bought one after the other
        cost = float(task.bins[index].cost)
        entries = [(room, -capacity), (following, -1.0), (self._money, cost)]
        if not first:
            entries.append((self._before, 1.0))
        programme.column(0.0 if self._few else cost, 1.0, entries)
        self._before = following
        for kind, width in enumerate(task.widths):
            most = min(task.demands[kind], task.bins[index].capacity // width)
            if most:
                programme.column(0.0, float(most), [(room, float(width)), (self._pieces[kind], 1.0)])
        return _Bar(tuple(self._cut(index, room, run) for run in range(len(self._runs))))

    def _cut(self, index: int, room: int, run: int) -> tuple[int, int]:
        """Columns for a segment of one run: whether there is one, and its length."""
        task, programme = self._task, self._programme
        most = min(task.bins[index].capacity - task.kerf, self._runs[run])
        longest = programme.row(-UNLIMITED, 0.0)
        shortest = programme.row(0.0, UNLIMITED)
        there = programme.column(
            1.0 if self._few else 0.0,
            1.0 if most >= task.least else 0.0,
            [(room, float(task.kerf)), (longest, -float(most)), (shortest, -float(task.least))],
        )
        entries = [(room, 1.0), (longest, 1.0), (shortest, 1.0), (self._lengths[run], 1.0)]
        return there, programme.column(0.0, float(max(most, 0)), entries)
