"""The linear programme over the legs found so far, kept warm in HiGHS.

minimise Σ cost · x   with   Σ legs through member i ≥ 1,   Σ x ≤ most legs,   x ≥ 0
"""

from collections import Counter
from collections.abc import Iterable

import highspy
import numpy as np
from msgspec import Struct

from designer.core.cutting.programme import quiet_solver
from designer.core.trunk.columns.problem import Route
from designer.core.trunk.graph import Array

_MISSING = 1e5
"""Price of a member that no leg passes."""

_PRIMAL_SIMPLEX = 4
"""HiGHS's number of it: what was optimal stays feasible when columns are added."""

_UNLIMITED_S = 1e9


class Relaxed(Struct, frozen=True, eq=False):
    """Optimum of the linear programme: cost, prices of the members and of a leg (≤ 0)."""

    cost: float
    duals: Array
    per_leg: float


class Master:
    """Legs as columns of a linear programme that is solved again and again."""

    def __init__(self, members: int, most_legs: int) -> None:
        self.routes: list[Route] = []
        self._known: set[tuple[int, ...]] = set()
        self._members = members
        self._solver = quiet_solver(_UNLIMITED_S)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        for _ in range(members):
            self._solver.addRow(1.0, highspy.kHighsInf, 0, [], [])
        self._solver.addRow(-highspy.kHighsInf, float(most_legs), 0, [], [])
        for member in range(members):
            self._solver.addCol(_MISSING, 0.0, highspy.kHighsInf, 1, [member], [1.0])

    def add(self, routes: Iterable[Route]) -> int:
        """Add the legs that are new; the number of them."""
        fresh = 0
        for route in routes:
            if route.members in self._known:
                continue
            self._known.add(route.members)
            self.routes.append(route)
            count = Counter(route.members)
            rows = [*count, self._members]
            weights = [*map(float, count.values()), 1.0]
            self._solver.addCol(route.cost, 0.0, highspy.kHighsInf, len(rows), rows, weights)
            fresh += 1
        return fresh

    def solve(self) -> Relaxed:
        """The optimum."""
        self._solver.run()
        duals = np.array(self._solver.getSolution().row_dual)
        return Relaxed(
            float(self._solver.getInfo().objective_function_value),
            np.maximum(duals[:-1], 0.0),
            min(float(duals[-1]), 0.0),
        )
