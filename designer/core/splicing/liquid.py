"""Runs as a liquid: a bar's room beside its whole pieces is filled with as much of them as fits.

What is poured into a room is one segment or several, none shorter than the least. Every way to break the runs
is such a filling, so the linear programme over the fillings bounds the cost of all of them from below. It
is solved by column generation; whole-number multipliers then prove, in whole numbers, what each bar is worth
at most:  Σ worth_b · bars_b ≥ total  for every plan.
"""

from collections.abc import Callable, Sequence

import highspy
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.cutting.knapsack import Filling, Knapsack
from designer.core.cutting.packing import Pattern
from designer.core.cutting.programme import quiet_solver
from designer.core.splicing.task import Task

CELLS = 1 << 15
"""Cells of the grid of the knapsack."""

ROUNDS = 80
"""Rounds of column generation; any number of them gives a bound."""

_PRECISION = 1 << 46
_SMALL = 1e-7


class Column(Struct, frozen=True):
    """A bar with its whole pieces; `room` is what they leave of its capacity."""

    bin: int
    pattern: Pattern
    room: int


class Multipliers(Struct, frozen=True):
    """A valid inequality of all plans: Σ worth_b · bars_b ≥ total."""

    worth: tuple[int, ...]
    total: int


class Liquid(Struct, frozen=True):
    """The bars that column generation came to, the inequalities that it proved, its last cost."""

    columns: tuple[Column, ...]
    multipliers: tuple[Multipliers, ...]
    feasible: bool
    """Whether the bars suffice for all pieces and runs, as far as the relaxation tells."""


class _Prices(Struct, frozen=True):
    """What one more piece of each kind, one more unit of liquid and one more segment would cost."""

    pieces: tuple[float, ...]
    length: float
    segment: float


def pour(task: Task, *, time_limit_s: float, cancelled: Callable[[], bool]) -> Liquid:
    """Columns and inequalities of a task that has at least one run and one bar that holds a segment."""
    master = _Master(task, time_limit_s)
    pricing = _Pricing(task)
    found = list(_by_length(task))
    feasible = True
    for _ in range(ROUNDS):
        prices = master.solve()
        if prices is None or cancelled():
            break
        proof, fresh = pricing.best(prices)
        found.append(proof)
        if not master.add(fresh):
            feasible = master.is_feasible
            break
    return Liquid(tuple(dict.fromkeys(master.columns)), tuple(found), feasible)


def segments_in(task: Task, room: int) -> int:
    """The most segments that a room holds."""
    return room // (task.least + task.kerf)


def _by_length(task: Task) -> list[Multipliers]:
    """Two inequalities that need no prices: all length with a kerf for each part, and one kerf less a bar."""
    parts = sum(task.demands) + task.segments
    net = sum((w - task.kerf) * d for w, d in zip(task.widths, task.demands, strict=True)) + task.liquid
    return [
        Multipliers(tuple(entry.capacity for entry in task.bins), net + parts * task.kerf),
        Multipliers(tuple(entry.capacity - task.kerf for entry in task.bins), net),
    ]


class _Master:
    """minimise Σ cost · x  with  pieces ≥ demands, liquid ≥ length of the runs, segments ≥ the fewest."""

    def __init__(self, task: Task, time_limit_s: float) -> None:
        self.columns: list[Column] = []
        self._task, self._kinds = task, len(task.widths)
        self._known: set[tuple[Column, int]] = set()
        self._solver = quiet_solver(time_limit_s)
        self._solver.setOptionValue("presolve", "off")
        needs = [*task.demands, task.liquid, task.segments]
        for need in needs:
            self._solver.addRow(float(need), highspy.kHighsInf, 0, [], [])
        for entry in task.bins:
            count = highspy.kHighsInf if entry.count is None else float(entry.count)
            self._solver.addRow(0.0, count, 0, [], [])
        self._missing = len(needs)
        dearest = 10.0 * max(1, *(entry.cost for entry in task.bins))
        for row in range(len(needs)):
            scale = 1.0 if row != self._kinds else 1.0 / max(1, task.least)
            self._solver.addCol(dearest * scale, 0.0, highspy.kHighsInf, 1, [row], [1.0])
        self.add(_starters(task))
        self.is_feasible = True

    def add(self, columns: Sequence[Column]) -> int:
        """Add columns that are new, poured full with one segment and with as many as fit."""
        fresh = 0
        for column in columns:
            most = segments_in(self._task, column.room)
            for segments in {min(1, most), most}:
                if (column, segments) not in self._known:
                    self._known.add((column, segments))
                    self._add(column, segments)
                    fresh += 1
        return fresh

    def _add(self, column: Column, segments: int) -> None:
        liquid = column.room - segments * self._task.kerf if segments else 0
        rows = [kind for kind, _ in column.pattern]
        weights = [float(count) for _, count in column.pattern]
        if segments:
            rows += [self._kinds, self._kinds + 1]
            weights += [float(liquid), float(segments)]
        rows.append(self._kinds + 2 + column.bin)
        weights.append(1.0)
        cost = float(self._task.bins[column.bin].cost)
        self._solver.addCol(cost, 0.0, highspy.kHighsInf, len(rows), rows, weights)
        self.columns.append(column)

    def solve(self) -> _Prices | None:
        """The dual values of the optimum; None where the solver gives none."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        self.is_feasible = all(value < _SMALL for value in solution.col_value[: self._missing])
        duals = [max(0.0, value) for value in solution.row_dual[: self._missing]]
        return _Prices(tuple(duals[: self._kinds]), duals[self._kinds], duals[self._kinds + 1])


def _starters(task: Task) -> list[Column]:
    """Every bar with nothing but liquid, and with one whole piece."""
    found = []
    for index, entry in enumerate(task.bins):
        found.append(Column(index, (), entry.capacity))
        found += [
            Column(index, ((kind, 1),), entry.capacity - width)
            for kind, width in enumerate(task.widths)
            if width <= entry.capacity
        ]
    return found


class _Pricing:
    """The most valuable filling of each bar: a knapsack of whole pieces, the rest poured full."""

    def __init__(self, task: Task) -> None:
        self._task = task
        capacity = max(entry.capacity for entry in task.bins)
        self._over = Knapsack(task.widths, task.demands, capacity, CELLS)
        exact = self._over.step == 1
        self._under = (
            self._over if exact else Knapsack(task.widths, task.demands, capacity, CELLS, round_up=True)
        )

    def best(self, prices: _Prices) -> tuple[Multipliers, list[Column]]:
        """The inequality that the prices prove, and the best filling of each bar."""
        scale = max(1, _PRECISION // max(1, *(entry.cost for entry in self._task.bins)))
        values = [int(price * scale) for price in prices.pieces]
        length, segment = int(prices.length * scale), int(prices.segment * scale)
        over = self._over.solve(values)
        worth = [
            self._worth(over, self._over, index, length, segment)[0] for index in range(len(self._task.bins))
        ]
        demands = zip(values, self._task.demands, strict=True)
        total = sum(value * demand for value, demand in demands)
        total += length * self._task.liquid + segment * self._task.segments
        under = over if self._under is self._over else self._under.solve(values)
        fresh = [self._column(under, index, length, segment) for index in range(len(self._task.bins))]
        return Multipliers(tuple(worth), total), fresh

    def _worth(
        self, filling: Filling, knapsack: Knapsack, index: int, length: int, segment: int
    ) -> tuple[int, int]:
        """The best value of a bar and the cell up to which whole pieces fill it."""
        capacity = self._task.bins[index].capacity
        cells = capacity // knapsack.step + 1
        rooms = capacity - np.arange(cells, dtype=np.int64) * knapsack.step
        totals = filling.values[:cells] + _poured(self._task, rooms, length, segment)
        cell = int(np.argmax(totals))
        return int(totals[cell]), cell

    def _column(self, filling: Filling, index: int, length: int, segment: int) -> Column:
        _, cell = self._worth(filling, self._under, index, length, segment)
        patterns = filling.patterns(cell * self._under.step, 1)
        pattern = patterns[0] if patterns else ()
        width = sum(self._task.widths[kind] * count for kind, count in pattern)
        return Column(index, pattern, self._task.bins[index].capacity - width)


def _poured(task: Task, rooms: NDArray[np.int64], length: int, segment: int) -> NDArray[np.int64]:
    """What the liquid in each room is worth, in one segment or in as many as fit, whichever is more."""
    most = rooms // (task.least + task.kerf)
    one = (rooms - task.kerf) * length + segment
    many = (rooms - most * task.kerf) * length + most * segment
    return np.where(most > 0, np.maximum(one, many), 0)
