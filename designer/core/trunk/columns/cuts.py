"""Prices lowered until legs that have paid do not, by as little as these ask for together.

A member may cost less, or each leg of some load more: where nearly all circuits have to be full, legs that
fill none are few in any plan, and cost the bound next to nothing.
"""

from collections import Counter

import highspy
import numpy as np
from msgspec.structs import replace

from designer.core.cutting.programme import UNLIMITED_S, quiet_solver
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.pool import Members, Pool
from designer.core.trunk.columns.prices import Prices
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array

_ANEW = 2
"""Times that cuts are made anew for the last legs that pay: after that a few are left, which pay little."""


class Cuts:
    """How much less than at first members cost, and what legs of each load cost more.

    As little as the legs that have paid ask for together.
    """

    def __init__(self, first: Prices, load: Ints, groups: Groups) -> None:
        self._first, self._groups, self._whole = first, groups, int(load.sum())
        self._less, self._more = np.zeros(len(first.duals)), np.zeros(groups.capacity + 1)
        self._legs, self._missing = np.zeros((0, len(first.duals)), dtype=bool), np.zeros(0)
        self._loads = np.zeros(0, dtype=np.intp)
        self._left = _ANEW

    def after(self, pool: Pool, *, is_last: bool) -> Prices:
        """Prices at which legs do not pay that do.

        All is worked out anew with these legs: what others asked for may be more than is needed. Where the
        `last` legs pay that is done a few times; the rest is little, and cut as well.
        """
        missing, own = -pool.reduced, pool.members @ self._less + self._more[pool.loads]
        self._legs = np.concatenate([self._legs, pool.members])
        self._missing = np.concatenate([self._missing, missing + own])
        self._loads = np.concatenate([self._loads, pool.loads])
        self._left -= is_last
        if self._left < 0 or not self._anew():
            self._less = np.minimum(self._less + _least_cut(pool.members, missing), self._first.duals)
        first = self._first
        return replace(first, duals=first.duals - self._less, per_load=first.per_load - self._more)

    def _anew(self) -> bool:
        """All cuts by a linear programme; whether it has an answer."""
        solver, size = quiet_solver(UNLIMITED_S), len(self._less)
        self._add_columns(solver)
        for leg, load, least in zip(self._legs, self._loads.tolist(), self._missing.tolist(), strict=True):
            inside = np.append(np.nonzero(leg)[0], size + load).astype(np.int32)
            solver.addRow(least, highspy.kHighsInf, len(inside), inside, np.ones(len(inside)))
        self._add_circuits(solver)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        found = np.array(solver.getSolution().col_value)
        self._less, self._more = found[:size], found[size : size + len(self._more)]
        return True

    def _add_columns(self, solver: "highspy.Highs") -> None:
        """Least Σ less + α · circuits − β · whole."""
        first = self._first
        for most in first.duals.tolist():
            solver.addCol(1.0, 0.0, most, 0, [], [])
        most = float(first.duals.sum())
        for is_possible in (first.per_load > IMPOSSIBLE / 2).tolist():
            solver.addCol(0.0, 0.0, most if is_possible else 0.0, 0, [], [])
        solver.addCol(float(self._groups.circuits), 0.0, most, 0, [], [])
        solver.addCol(-float(self._whole), -most, most, 0, [], [])

    def _add_circuits(self, solver: "highspy.Highs") -> None:
        """No circuit costs less than β times its load, less α.

        So many circuits that carry the whole cost no less than β · whole − α · circuits.
        """
        first, loads = self._first.per_load, len(self._less)
        circuit = loads + len(self._more)
        for kind in self._groups.kinds():
            paid = float(first[list(kind)].sum())
            if paid > IMPOSSIBLE / 2:
                count = Counter(kind)
                columns = np.array([*(loads + load for load in count), circuit, circuit + 1], dtype=np.int32)
                weights = np.array([*map(float, count.values()), -1.0, float(sum(kind))])
                solver.addRow(-highspy.kHighsInf, paid, len(columns), columns, weights)


def _least_cut(legs: Members, missing: Array) -> Array:
    """What members have to cost less, as little as possible in all, so that each leg misses nothing."""
    solver = quiet_solver(UNLIMITED_S)
    found = np.zeros(legs.shape[1])
    passed = np.nonzero(legs.any(axis=0))[0]
    for _ in passed:
        solver.addCol(1.0, 0.0, highspy.kHighsInf, 0, [], [])
    for leg, least in zip(legs[:, passed], missing.tolist(), strict=True):
        inside = np.nonzero(leg)[0].astype(np.int32)
        solver.addRow(least, highspy.kHighsInf, len(inside), inside, np.ones(len(inside)))
    solver.run()
    found[passed] = np.maximum(np.array(solver.getSolution().col_value), 0.0)
    return found
