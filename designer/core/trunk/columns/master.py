"""The linear programme over the legs found so far, kept warm in HiGHS.

minimise Σ cost · x   with   Σ legs through member i ≥ 1,   Σ x ≤ most legs,   x ≥ 0

Where circuits may have two legs, y counts circuits by the loads of their legs: Σ x of load l = Σ l in y for
every load l, Σ y ≤ most circuits.
"""

from collections import Counter
from collections.abc import Iterable
from math import inf

import highspy
import numpy as np
from msgspec import Struct

from designer.core.cutting.programme import quiet_solver
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.problem import Ints, Route
from designer.core.trunk.graph import Array

_MISSING = 1e5
"""Price of a member that no leg passes."""

_PRIMAL_SIMPLEX = 4
"""HiGHS's number of it: what was optimal stays feasible when columns are added."""

_UNLIMITED_S = 1e9

_EPS = 1e-6


class Relaxed(Struct, frozen=True, eq=False):
    """Optimum of the linear programme: cost, prices of the members and of legs by load."""

    cost: float
    duals: Array
    per_load: Array


class Master:
    """Legs as columns of a linear programme that is solved again and again."""

    def __init__(self, load: Ints, groups: Groups) -> None:
        self.routes: list[Route] = []
        self._known: dict[tuple[int, ...], float] = {}
        self._load, self._groups = load, groups
        self._members = len(load)
        self._solver = quiet_solver(_UNLIMITED_S)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        for _ in range(self._members):
            self._solver.addRow(1.0, highspy.kHighsInf, 0, [], [])
        self._solver.addRow(-highspy.kHighsInf, float(groups.legs), 0, [], [])
        for member in range(self._members):
            self._solver.addCol(_MISSING, 0.0, highspy.kHighsInf, 1, [member], [1.0])
        if groups.paired():
            self._add_circuits()

    def _add_circuits(self) -> None:
        """Rows of the loads and of the circuits, and the kinds of circuits as columns."""
        for _ in range(self._groups.capacity):
            self._solver.addRow(0.0, 0.0, 0, [], [])
        self._solver.addRow(-highspy.kHighsInf, float(self._groups.circuits), 0, [], [])
        for rows, weights in self._groups.columns(self._members):
            self._solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, weights)

    def add(self, routes: Iterable[Route]) -> int:
        """Add the legs that are new, or cheaper than before; the number of them."""
        fresh = 0
        for route in routes:
            if route.cost >= self._known.get(route.members, inf) - _EPS:
                continue
            self._known[route.members] = route.cost
            self.routes.append(route)
            count = Counter(route.members)
            rows = [*count, self._members]
            weights = [*map(float, count.values()), 1.0]
            if self._groups.paired():
                rows.append(self._members + int(self._load[list(route.members)].sum()))
                weights.append(1.0)
            self._solver.addCol(route.cost, 0.0, highspy.kHighsInf, len(rows), rows, weights)
            fresh += 1
        return fresh

    def solve(self) -> Relaxed:
        """The optimum."""
        self._solver.run()
        duals = np.array(self._solver.getSolution().row_dual)
        per_load = np.full(self._groups.capacity + 1, min(float(duals[self._members]), 0.0))
        if self._groups.paired():
            per_load[1:] += duals[self._members + 1 : -1]
        return Relaxed(
            float(self._solver.getInfo().objective_function_value),
            np.maximum(duals[: self._members], 0.0),
            per_load,
        )
