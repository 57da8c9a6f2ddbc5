"""The linear programme over the legs found so far, kept warm in HiGHS.

minimise Σ cost · x   with   Σ legs through member i ≥ 1,   fewest legs ≤ Σ x ≤ most legs,   x ≥ 0

Where circuits may have two legs, y counts circuits by the loads of their legs: Σ x of load l = Σ l in y for
every load l, fewest circuits ≤ Σ y ≤ most circuits.

Crowds (`crowds.py`) are entered by as many legs as they need:   Σ entries · x ≥ fewest   for each.
"""

from collections.abc import Iterable, Sequence
from math import inf

import highspy
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.cutting.programme import UNLIMITED_S, quiet_solver
from designer.core.trunk.columns.crowds import Crowds, missed, no_crowds
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.prices import Prices
from designer.core.trunk.columns.problem import Ints, Route
from designer.core.trunk.graph import Array

_MISSING = 1e5
"""Price of a member that no leg passes, and of a leg that is missing."""

_PRIMAL_SIMPLEX = 4
"""HiGHS's number of it: what was optimal stays feasible when columns are added."""

_EPS = 1e-6

Numbers = NDArray[np.int32]
"""Those of columns."""


class Relaxed(Struct, frozen=True, eq=False):
    """Optimum of the linear programme: cost and prices.

    Where prices are `held` from going farther it costs less than it would.
    """

    cost: float
    prices: Prices
    held: bool = False


class Master:
    """Legs as columns of a linear programme that is solved again and again."""

    def __init__(self, load: Ints, groups: Groups, *, once: bool = False) -> None:
        """Where `once`, a leg enters a crowd but once, however often it leads into it."""
        self._once = once
        self.routes: list[Route] = []
        self._known: dict[tuple[int, ...], float] = {}
        self._load, self._groups = load, groups
        self._members = len(load)
        self.crowds, self._columns = no_crowds(len(load)), list[int]()
        self._solver = quiet_solver(UNLIMITED_S)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        for _ in range(self._members):
            self._solver.addRow(1.0, highspy.kHighsInf, 0, [], [])
        self._bars = groups.bars()
        self._any_barred = bool(self._bars.any())
        fewest = 0 if groups.paired() else groups.fewest
        self._solver.addRow(float(fewest), float(groups.legs), 0, [], [])
        if groups.paired():
            self._add_circuits()
        self._more = self._added([1.0] * self._members)
        self._less: Numbers | None = None
        self._may_rise = self._may_fall = np.zeros(self._members, dtype=bool)
        self._solver.addCol(_MISSING, 0.0, highspy.kHighsInf, 1, [self._solver.getNumRow() - 1], [1.0])
        self._rows = self._solver.getNumRow()

    def _added(self, weights: Sequence[float]) -> Numbers:
        """A column for each member that passes it so often; their numbers."""
        first = self._solver.getNumCol()
        for row, weight in enumerate(weights):
            self._solver.addCol(_MISSING * weight, 0.0, highspy.kHighsInf, 1, [row], [weight])
        return np.arange(first, self._solver.getNumCol(), dtype=np.int32)

    def _add_circuits(self) -> None:
        """Rows of the loads and of the circuits, and the kinds of circuits as columns."""
        for _ in range(self._groups.capacity):
            self._solver.addRow(0.0, 0.0, 0, [], [])
        self._solver.addRow(float(self._groups.fewest), float(self._groups.circuits), 0, [], [])
        for rows, weights in self._groups.columns(self._members):
            self._solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, weights)

    def add(self, routes: Iterable[Route]) -> int:
        """Add the legs that are new, or cheaper than before, if their loads may be; the number of them.

        Those of a load that no leg has would be in no plan, and hold the optimum down.
        """
        fresh: list[Route] = []
        for route in routes:
            if self._any_barred and self._is_barred(route):
                continue
            if route.cost < self._known.get(route.members, inf) - _EPS:
                self._known[route.members] = route.cost
                fresh.append(route)
        if not fresh:
            return 0
        starts, rows, weights = self._coefficients(fresh)
        first = self._solver.getNumCol()
        self._solver.addCols(
            len(fresh),
            np.array([route.cost for route in fresh]),
            np.zeros(len(fresh)),
            np.full(len(fresh), highspy.kHighsInf),
            len(rows),
            starts,
            rows,
            weights,
        )
        self.routes += fresh
        self._columns += range(first, first + len(fresh))
        return len(fresh)

    def _is_barred(self, route: Route) -> bool:
        return bool(self._bars[int(self._load[list(route.members)].sum())] <= IMPOSSIBLE)

    def _coefficients(self, legs: Sequence[Route]) -> tuple[Numbers, Numbers, Array]:
        """Where the coefficients of each leg begin, their rows, and the coefficients."""
        passed = np.zeros((len(legs), self._rows + len(self.crowds)))
        numbers = np.repeat(np.arange(len(legs)), [len(leg.members) for leg in legs])
        members = np.array([member for leg in legs for member in leg.members], dtype=np.intp)
        np.add.at(passed, (numbers, members), 1.0)
        passed[:, self._members] = 1.0
        if self._groups.paired():
            loads = np.bincount(numbers, self._load[members]).astype(np.intp)
            passed[np.arange(len(legs)), self._members + loads] = 1.0
        passed[:, self._rows :] = self._entries(self.crowds, legs)
        leg, rows = np.nonzero(passed)
        starts = np.searchsorted(leg, np.arange(len(legs)))
        return starts.astype(np.int32), rows.astype(np.int32), passed[leg, rows]

    def enter(self, crowds: Crowds) -> None:
        """Crowds that are entered by so many legs from now on."""
        entries = self._entries(crowds, self.routes)
        columns = np.array(self._columns, dtype=np.int32)
        for number, fewest in enumerate(crowds.fewest.tolist()):
            enter = np.nonzero(entries[:, number])[0]
            self._solver.addRow(fewest, highspy.kHighsInf, len(enter), columns[enter], entries[enter, number])
            row = self._solver.getNumRow() - 1
            self._solver.addCol(_MISSING, 0.0, highspy.kHighsInf, 1, [row], [1.0])
        self.crowds = self.crowds.and_others(crowds)

    def _entries(self, crowds: Crowds, legs: Sequence[Route]) -> Array:
        entries = crowds.entries([leg.members for leg in legs])
        return np.minimum(entries, 1.0) if self._once else entries

    def used(self) -> list[tuple[Route, float]]:
        """The legs that the optimum uses, and how much of each."""
        values = self._solver.getSolution().col_value
        uses = ((route, values[column]) for route, column in zip(self.routes, self._columns, strict=True))
        return [(route, use) for route, use in uses if use > _EPS]

    def cut(self) -> bool:
        """Have crowds entered that the optimum enters too seldom; whether there are any."""
        fresh = missed(self.used(), self._load, self._groups.capacity, self.crowds)
        if len(fresh):
            self.enter(fresh)
        return bool(len(fresh))

    def solve(self) -> Relaxed:
        """The optimum."""
        self._solver.run()
        duals = np.array(self._solver.getSolution().row_dual)
        per_load = self._bars + float(duals[self._members])
        if self._groups.paired():
            per_load[1:] += duals[self._members + 1 : self._rows - 1]
        prices = Prices(
            np.maximum(duals[: self._members], 0.0),
            per_load,
            self.crowds,
            np.maximum(duals[self._rows :], 0.0),
        )
        return Relaxed(float(self._solver.getInfo().objective_function_value), prices, self._is_held())

    def near(self, duals: Array, apart: float) -> Relaxed:
        """The optimum with prices of members no farther than so much from others.

        Who is missing costs no more than the highest price, who is passed too often pays the lowest one.
        """
        if self._less is None:
            self._less = self._added([-1.0] * self._members)
        self._solver.changeColsCost(self._members, self._more, np.minimum(duals + apart, _MISSING))
        self._solver.changeColsCost(self._members, self._less, -np.clip(duals - apart, 0.0, _MISSING))
        self._may_rise, self._may_fall = duals + apart < _MISSING, duals > apart
        return self.solve()

    def _is_held(self) -> bool:
        if self._less is None:
            return False
        values = np.array(self._solver.getSolution().col_value)
        more, less = values[self._more] > _EPS, values[self._less] > _EPS
        return bool((more & self._may_rise).any() or (less & self._may_fall).any())
