"""Legs sifted by a linear programme over all of them: a better bound, and those that no better plan has.

minimise Σ cost · x   with   Σ legs through member i = 1,   fewest legs ≤ Σ x ≤ most legs,   x ≥ 0,
and subset-row cuts: of the legs that pass two or three of three members at most one is chosen (Jepsen et al.
2008). Where circuits may have two legs their kinds are counted as in `master.py`, but box by box: both legs
of a circuit lead to the same one. As many legs as it needs pass each crowd (`crowds.py`).
"""

from collections import Counter
from collections.abc import Sequence

import highspy
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.caching.pace import Pace
from designer.core.cutting.programme import quiet_solver
from designer.core.trunk.columns.crowds import Crowds, no_crowds
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.pool import Members, Pool
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array

Cut = tuple[int, int, int]
"""Three members."""

_MISSING = 1e5
"""Price of a member that no leg passes, and of a leg that is missing."""

_UNLIMITED_S = 1e9

_EPS = 1e-6

_BEGINNING = 600
"""Legs that the programme begins with, those of the least reduced costs."""

_MORE = 400
"""Legs added at once."""

_CUTS = 30
"""Cuts added at once."""

_CUT_BY = 0.03
"""A cut is worth adding where it is broken by so much."""


class Sifted(Struct, frozen=True, eq=False):
    """Legs left, by number, and what no plan of these legs costs less than (inf: there is none).

    `reduced` are the costs of the legs left with the prices of the best bound taken off: a plan with a leg
    costs at least so much more than the bound. `uses` are how much of each the programme would use.
    """

    left: Ints
    bound: float
    reduced: Array
    uses: Array

    def whole(self) -> Ints | None:
        """The legs left that the programme uses, where it uses none in part."""
        used = self.uses > 1 - _EPS
        return np.flatnonzero(used) if (used | (self.uses < _EPS)).all() else None


class Sieve:
    """The linear programme over the legs that matter so far."""

    def __init__(self, pool: Pool, groups: Groups, crowds: Crowds | None = None) -> None:
        self.pool, self._groups = pool, groups
        self._crowds = crowds or no_crowds(pool.members.shape[1])
        self._met = self._crowds.met(pool.members)
        self.size = pool.members.shape[1]
        self._boxes, self._load_row = _load_rows(pool, groups)
        self.columns: list[int] = []
        self.inside = np.zeros(len(pool.number), dtype=bool)
        self.cuts: list[Cut] = []
        self._in_cuts = np.zeros((len(pool.number), 0), dtype=bool)
        self._solver = quiet_solver(_UNLIMITED_S)
        self._solver.setOptionValue("presolve", "off")
        for _ in range(self.size):
            self._solver.addRow(1.0, 1.0, 0, [], [])
        fewest = 0 if groups.paired() else max(0, groups.fewest - len(groups.taken))
        self._solver.addRow(float(fewest), float(groups.legs), 0, [], [])
        if groups.paired():
            self._add_circuits()
        self._missing, others = self._solver.getNumCol(), self._solver.getNumRow()
        for fewest in self._crowds.fewest.tolist():
            self._solver.addRow(fewest, highspy.kHighsInf, 0, [], [])
        for row in (*range(self.size), *range(others - 1, self._solver.getNumRow())):
            self._solver.addCol(_MISSING, 0.0, highspy.kHighsInf, 1, [row], [1.0])
        self._before = self._solver.getNumCol()
        self._rows = self._solver.getNumRow()

    def _add_circuits(self) -> None:
        taken = Counter(self._groups.taken)
        for load in self._boxes * [*range(1, self._groups.capacity + 1)]:
            self._solver.addRow(-float(taken[load]), -float(taken[load]), 0, [], [])
        self._solver.addRow(float(self._groups.fewest), float(self._groups.circuits), 0, [], [])
        for rows, weights in self._groups.columns(self.size, self._boxes):
            self._solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, weights)

    def add(self, legs: Ints) -> None:
        """Legs into the programme."""
        inside = np.zeros((len(legs), self._rows + len(self.cuts)), dtype=bool)
        inside[:, : self.size] = self.pool.members[legs]
        inside[:, self.size] = True
        if self._groups.paired():
            inside[np.arange(len(legs)), self._load_row[legs]] = True
        inside[:, self._rows - len(self._crowds) : self._rows] = self._met[legs]
        inside[:, self._rows :] = self._in_cuts[legs]
        number, rows = np.nonzero(inside)
        self._solver.addCols(
            len(legs),
            self.pool.costs[legs],
            np.zeros(len(legs)),
            np.full(len(legs), highspy.kHighsInf),
            len(rows),
            np.searchsorted(number, np.arange(len(legs))).astype(np.int32),
            rows.astype(np.int32),
            np.ones(len(rows)),
        )
        self.columns += legs.tolist()
        self.inside[legs] = True

    def cut(self, cuts: Sequence[Cut]) -> None:
        """New cuts."""
        first = len(self.cuts)
        members = self.pool.members
        passed = [[members[:, member] for member in cut] for cut in cuts]
        fresh = np.array([(a & b) | (a & c) | (b & c) for a, b, c in passed])
        self._in_cuts = np.concatenate([self._in_cuts, fresh.T], axis=1)
        for number in range(first, first + len(cuts)):
            places = np.nonzero(self._in_cuts[self.columns, number])[0] + self._before
            self._solver.addRow(
                -highspy.kHighsInf, 1.0, len(places), places.astype(np.int32), np.ones(len(places))
            )
        self.cuts += cuts

    def solve(self) -> tuple[float, Array, Array]:
        """Cost (inf: there is no plan), uses and reduced costs of all legs, those not asked for included."""
        while True:
            self._solver.run()
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
                return np.inf, np.zeros(len(self.pool.number)), self.pool.costs
            solution = self._solver.getSolution()
            duals = np.array(solution.row_dual)
            reduced = self.pool.costs - self.pool.members @ duals[: self.size] - duals[self.size]
            reduced = reduced - self._met @ duals[self._rows - len(self._crowds) : self._rows]
            if self._groups.paired():
                reduced = reduced - duals[self._load_row]
            reduced = reduced - self._in_cuts @ duals[self._rows :]
            fresh = np.nonzero((reduced < -_EPS) & ~self.inside)[0]
            if not len(fresh):
                values = np.array(solution.col_value)
                uses = np.zeros(len(self.pool.costs))
                uses[self.columns] = values[self._before :]
                whole = values[self._missing : self._before].sum() <= _EPS
                cost = float(self._solver.getInfo().objective_function_value) if whole else np.inf
                return cost, uses, reduced
            self.add(fresh[np.argsort(reduced[fresh], kind="stable")[:_MORE]])

    def only(self, legs: NDArray[np.bool_]) -> None:
        """Leave out all other legs for good."""
        gone = [self._before + place for place, leg in enumerate(self.columns) if not legs[leg]]
        if gone:
            self._solver.deleteCols(len(gone), np.array(gone, dtype=np.int32))
        number = np.cumsum(legs) - 1
        self.columns = [int(number[leg]) for leg in self.columns if legs[leg]]
        self.pool, self.inside, self._met = self.pool.of(legs), self.inside[legs], self._met[legs]
        self._load_row, self._in_cuts = self._load_row[legs], self._in_cuts[legs]


def _load_rows(pool: Pool, groups: Groups) -> tuple[int, Ints]:
    """How many boxes are told apart, and the row of the load of each leg.

    Legs that are chosen already are known by their loads alone: beside them all boxes are one.
    """
    boxes = np.unique(pool.boxes)
    if groups.taken or len(boxes) < 2:
        return 1, pool.members.shape[1] + pool.loads
    return len(boxes), pool.members.shape[1] + np.searchsorted(
        boxes, pool.boxes
    ) * groups.capacity + pool.loads


def sifted(
    pool: Pool, groups: Groups, below: float, rounds: int, pace: Pace, crowds: Crowds | None = None
) -> Sifted:
    """The legs that a plan which costs less than `below` may have, after up to so many rounds of cuts.

    Those of the least reduced costs, at whatever prices, come first.
    """
    sieve = Sieve(pool, groups, crowds)
    sieve.add(np.argsort(pool.reduced, kind="stable")[:_BEGINNING])
    left = np.arange(len(pool.number))
    best = Sifted(left, -np.inf, pool.reduced, np.zeros(len(left)))
    for number in range(rounds + 1):
        pace()
        cost, uses, slack = sieve.solve()
        if cost >= below - _EPS:
            return Sifted(left[:0], np.inf, np.zeros(0), np.zeros(0))
        keep = slack <= below - cost + _EPS
        left, uses = left[keep], uses[keep]
        best = Sifted(left, cost, slack[keep], uses)
        sieve.only(keep)
        broken = _broken(sieve.pool.members, uses, set(sieve.cuts)) if number < rounds else []
        if not broken:
            break
        sieve.cut(broken)
    return best


def _broken(members: Members, uses: Array, known: set[Cut]) -> list[Cut]:
    """The cuts that a choice in parts breaks most."""
    parts = np.nonzero((uses > _EPS) & (uses < 1 - _EPS))[0]
    inside = members[parts].astype(float)
    weighted = inside * uses[parts][:, None]
    pairs = weighted.T @ inside
    found: list[tuple[float, Cut]] = []
    for a in range(members.shape[1]):
        later, own = slice(a + 1, None), pairs[a, a + 1 :]
        three = (weighted[:, later] * inside[:, a : a + 1]).T @ inside[:, later]
        sums = pairs[later, later] + own + own[:, None] - 2 * three
        for b, c in zip(*np.nonzero(np.triu(sums > 1 + _CUT_BY, 1)), strict=True):
            cut = (a, a + 1 + int(b), a + 1 + int(c))
            if cut not in known:
                found.append((-round(float(sums[b, c]), 9), cut))
    return [cut for _, cut in sorted(found)[:_CUTS]]
