"""Steps that a leg may take and still pay, found without a look at all the others.

Nine of ten steps from a label cost more than is left of the gap, whatever the leg has passed. So those that
some label can afford are sorted by what they and the rest of a leg cost at least, and halving finds how many
of them each label can.
"""

import numpy as np

from designer.core.trunk.columns.field import Arcs
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.rests import PricedRests
from designer.core.trunk.columns.rises import least_per_load
from designer.core.trunk.columns.rows import rows_between
from designer.core.trunk.graph import Array


class Worthwhile:
    """The steps of a field at given prices, with what legs are paid for each."""

    def __init__(
        self, problem: Problem, arcs: Arcs, rests: PricedRests, paid: Array, rises: Array, amperes: Array
    ) -> None:
        """`rises` are the least voltage rises of the steps, % per A, `amperes` those of each member."""
        self._problem, self._arcs, self._rests = problem, arcs, rests
        self._costs, self._rises = arcs.least - paid, rises
        self._per_load_a = least_per_load(amperes, problem.load)
        self._least_by_load: dict[int, Array] = {}

    def steps(self, member: Ints, load: Ints, left: Array) -> tuple[Ints, Ints]:
        """Arcs that labels may take, and the number of the label of each.

        Labels are at a member with a load, and have so much `left` for the step and the rest of their leg.
        """
        found = [(np.zeros(0, dtype=np.intp),) * 2]
        found += [self._of_load(own, member, load, left) for own in np.unique(load).tolist()]
        arcs, labels = (np.concatenate(part) for part in zip(*found, strict=True))
        return arcs, labels

    def _of_load(self, own: int, member: Ints, load: Ints, left: Array) -> tuple[Ints, Ints]:
        label = np.flatnonzero(load == own)
        member, left, least = member[label], left[label], self._least(own)
        arcs = np.flatnonzero(least <= left.max())
        arcs = arcs[np.lexsort((least[arcs], self._arcs.tails[arcs]))]
        tails = self._arcs.tails[arcs]
        begin, end = np.searchsorted(tails, member), np.searchsorted(tails, member, side="right")
        rows, begins = rows_between(begin, affordable(least[arcs], begin, end, left))
        return arcs[rows], np.repeat(label, np.diff(begins))

    def _least(self, load: int) -> Array:
        """What steps and the rest of a leg cost at least; inf where a branch does not carry their heads."""
        if load not in self._least_by_load:
            heads = self._arcs.heads
            after = load + self._problem.load[heads]
            fits = np.flatnonzero(after <= self._problem.capacity)
            rises = self._per_load_a * load * self._rises[fits]
            nobody = np.zeros(len(fits), dtype=np.intp)
            rests = self._rests.of_members(after[fits], heads[fits], nobody, rises)
            least = self._least_by_load[load] = np.full(len(heads), np.inf)
            least[fits] = self._costs[fits] + rests
        return self._least_by_load[load]


def affordable(figures: Array, begin: Ints, end: Ints, most: Array) -> Ints:
    """Where figures, which grow from each `begin` to its `end`, become more than `most`."""
    low, high = begin, end
    for _ in range(int((high - low).max(initial=0)).bit_length()):
        middle = (low + high) // 2
        more = (low < high) & (figures[np.minimum(middle, len(figures) - 1)] <= most)
        low, high = np.where(more, middle + 1, low), np.where(more, high, middle)
    return low
