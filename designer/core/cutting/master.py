"""The linear programme over the patterns found so far, kept warm in HiGHS.

minimise Σ cost · x   with   Σ pieces of kind i ≥ demand i,   Σ bars of bin j ≤ count j,   x ≥ 0
"""

from collections.abc import Iterable, Sequence

import highspy
from msgspec import Struct

from designer.core.cutting.packing import Bar
from designer.core.cutting.problem import Problem, Span
from designer.core.cutting.programme import quiet_solver

_PRIMAL_SIMPLEX = 4
"""HiGHS's number of it: what was optimal stays feasible when columns are added."""


class Relaxed(Struct, frozen=True):
    """Optimum of the linear programme: cost, use of each bar (in the order of `Master.bars`), dual values."""

    cost: float
    uses: list[float]
    prices: list[float]
    """Per kind of piece what one more costs; never negative."""
    rents: list[float]
    """Per bin what one bar more would save; negative where more bars are asked for than pay."""


class Master:
    """Patterns as columns of a linear programme that is solved again and again."""

    def __init__(self, problem: Problem, *, time_limit_s: float) -> None:
        self.bars: list[Bar] = []
        self._known: set[Bar] = set()
        self._problem = problem
        self._kinds = len(problem.demands)
        self._solver = quiet_solver(time_limit_s)
        self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        self._solver.setOptionValue("presolve", "off")
        self._limits = list(problem.demands)
        self._open: list[bool] = []
        self._holding: list[list[int]] = [[] for _ in problem.demands]
        self._add_rows()
        self._add_missing()

    def _add_rows(self) -> None:
        for demand in self._problem.demands:
            self._solver.addRow(float(demand), highspy.kHighsInf, 0, [], [])
        for span in self._problem.spans:
            self._solver.addRow(float(span.low), _upper(span), 0, [], [])

    def _add_missing(self) -> None:
        for kind in range(len(self._problem.demands)):
            self._solver.addCol(float(self._problem.missing_cost), 0.0, highspy.kHighsInf, 1, [kind], [1.0])

    def add(self, bars: Iterable[Bar]) -> int:
        """Add the bars that are new; the number of them."""
        fresh = [bar for bar in dict.fromkeys(bars) if bar not in self._known]
        for bar in fresh:
            index, pattern = bar
            rows = [*(kind for kind, _ in pattern), self._kinds + index]
            weights = [*(float(count) for _, count in pattern), 1.0]
            cost = float(self._problem.bins[index].cost)
            self._solver.addCol(cost, 0.0, highspy.kHighsInf, len(rows), rows, weights)
            self._known.add(bar)
            for kind, _ in pattern:
                self._holding[kind].append(len(self.bars))
            self.bars.append(bar)
            self._open.append(True)
        return len(fresh)

    def restrict(self, rest: Sequence[int], spans: Sequence[Span]) -> None:
        """Ask for the pieces `rest` and for bars within the spans; patterns with more pieces are closed."""
        changed = [kind for kind, count in enumerate(rest) if count != self._limits[kind]]
        for kind in changed:
            self._solver.changeRowBounds(kind, float(rest[kind]), highspy.kHighsInf)
        self._limits = list(rest)
        for index, span in enumerate(spans):
            self._solver.changeRowBounds(self._kinds + index, float(span.low), _upper(span))
        for column in sorted({column for kind in changed for column in self._holding[kind]}):
            allowed = all(rest[kind] >= count for kind, count in self.bars[column][1])
            if allowed != self._open[column]:
                upper = highspy.kHighsInf if allowed else 0.0
                self._solver.changeColBounds(self._kinds + column, 0.0, upper)
                self._open[column] = allowed

    def solve(self) -> Relaxed | None:
        """The optimum; None where HiGHS gives none (no feasible choice, time limit)."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._solver.getSolution()
        prices = [max(0.0, dual) for dual in solution.row_dual[: self._kinds]]
        rents = [-dual for dual in solution.row_dual[self._kinds :]]
        cost = self._solver.getInfo().objective_function_value
        return Relaxed(cost, list(solution.col_value[self._kinds :]), prices, rents)

    @property
    def seconds(self) -> float:
        """What all solving so far has taken by the solver's own clock."""
        return float(self._solver.getRunTime())


def _upper(span: Span) -> float:
    return highspy.kHighsInf if span.high is None else float(span.high)
