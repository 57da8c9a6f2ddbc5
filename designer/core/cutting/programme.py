"""Integer programmes for HiGHS, built column by column."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

import highspy
import numpy as np
from msgspec import Struct

Entry = tuple[int, float]
"""(row, coefficient)"""

UNLIMITED = float(highspy.kHighsInf)

UNLIMITED_S = 1e9
"""Seconds that never pass: counts end a solver, so that an answer does not depend on the machine."""

_SPARING: dict[str, bool | float] = {
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_effort": 0.0,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
}
"""Measured on the windows of `variety`: as few patterns in two thirds of the time."""

_PROBING = 1 << 15
"""A rule of the presolve of HiGHS, by its bit."""

_BELOW: dict[str, bool | float | int] = {**_SPARING, "presolve_rule_off": _PROBING}
"""Where a choice has to cost less than a known one. The 15 longest choices of legs on 117 sites take 4.2 s
instead of 9.9; of some, probing had taken most of the time."""


class Limits(Struct, frozen=True):
    """When an integer programme ends unfinished."""

    nodes: int
    time_limit_s: float
    cancelled: Callable[[], bool]


class Verdict(Enum):
    """What an integer programme has shown."""

    FOUND = "the best choice is found, or one that costs no less than was asked for"
    NONE = "there is no choice, or none that costs less than was asked for"
    OPEN = "the nodes or the time did not suffice"


class Answer(Struct, frozen=True):
    """Verdict, the best values found (None where there are none), seconds by the solver's own clock."""

    verdict: Verdict
    values: list[int] | None
    seconds: float


class Programme:
    """Rows first, then columns of non-negative variables, whole ones unless said."""

    def __init__(self) -> None:
        self._rows: list[tuple[float, float]] = []
        self._costs: list[float] = []
        self._upper: list[float] = []
        self._whole: list[bool] = []
        self._starts: list[int] = [0]
        self._places: list[int] = []
        self._weights: list[float] = []

    def row(self, low: float, high: float) -> int:
        """A new row low ≤ … ≤ high; its number."""
        self._rows.append((low, high))
        return len(self._rows) - 1

    def column(self, cost: float, upper: float, entries: Iterable[Entry], *, whole: bool = True) -> int:
        """A new variable between 0 and `upper` with its coefficients; its number."""
        for place, weight in entries:
            self._places.append(place)
            self._weights.append(weight)
        self._starts.append(len(self._places))
        self._costs.append(cost)
        self._upper.append(upper)
        self._whole.append(whole)
        return len(self._costs) - 1

    def minimise(
        self,
        limits: Limits,
        start: Sequence[float] | None = None,
        *,
        sparing: bool = False,
        below: float = UNLIMITED,
    ) -> Answer:
        """The least cost, certain to less than one unit; `start` is a known choice.

        A `sparing` solver leaves out what rarely helps a small programme whose start is good already. Where
        only choices that cost less than `below` are asked for, which makes it sparing as well, it may say
        that there is none, or find one that costs more, instead of the best one; mostly it says so sooner.
        """
        solver = quiet_solver(limits.time_limit_s)
        options = _BELOW if below < UNLIMITED else _SPARING if sparing else {}
        for name, value in options.items():
            solver.setOptionValue(name, value)
        if below < UNLIMITED:
            solver.setOptionValue("objective_bound", below)
        solver.setOptionValue("mip_max_nodes", limits.nodes)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 1.0 - 1e-3)
        solver.passModel(self._model())
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = list(start)
            solver.setSolution(known)

        def listen(event: Any) -> None:
            event.data_in.user_interrupt = limits.cancelled()

        solver.cbMipInterrupt.subscribe(listen)
        solver.run()
        return _answer(solver)

    def _model(self) -> "highspy.HighsLp":
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._costs), len(self._rows)
        model.col_cost_ = np.array(self._costs)
        model.col_lower_, model.col_upper_ = np.zeros(len(self._costs)), np.array(self._upper)
        model.row_lower_ = np.array([low for low, _ in self._rows])
        model.row_upper_ = np.array([high for _, high in self._rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._places)
        model.a_matrix_.value_ = np.array(self._weights)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[whole] for whole in self._whole]
        return model


class _SilentHighs(highspy.Highs):
    """HiGHS without the banner that it prints as soon as callbacks are set, which its constructor does."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def quiet_solver(time_limit_s: float) -> "highspy.Highs":
    """A HiGHS instance that prints nothing and answers the same every time."""
    solver = _SilentHighs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("time_limit", float(time_limit_s))
    return solver


def _answer(solver: "highspy.Highs") -> Answer:
    status, seconds = solver.getModelStatus(), solver.getRunTime()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(Verdict.NONE, None, seconds)
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(Verdict.OPEN, None, seconds)
    values = [round(value) for value in solver.getSolution().col_value]
    done = status == highspy.HighsModelStatus.kOptimal
    return Answer(Verdict.FOUND if done else Verdict.OPEN, values, seconds)
