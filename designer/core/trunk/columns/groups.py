"""How legs make circuits: one leg fed at its end, or two that share a circuit fed in the middle."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from math import inf

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array

IMPOSSIBLE = -1e9
"""Price of a leg of a load that no leg has: it never pays."""

NO_PLAN = 5e4
"""A bound of few inverters, nothing known yet, that only plans which leave out some have: there is none."""


def none_below(cost: float) -> float:
    """What a bound has to reach to show that no plan costs less; inf is any cost."""
    return NO_PLAN if cost == inf else cost


class Groups(Struct, frozen=True):
    """Up to so many circuits with up to so many legs; those of one circuit take no more than its capacity.

    `taken` are loads of legs that are chosen already, besides up to `legs` other ones. All together are at
    least so many circuits as `fewest`, which linear programmes do not know by themselves: a circuit in parts
    carries units in parts. Each carries `at_least` so much, as all others could not carry more than the rest.
    """

    circuits: int
    legs: int
    capacity: int
    fewest: int = 0
    taken: tuple[int, ...] = ()
    at_least: int = 0

    def paired(self) -> bool:
        """Whether circuits may have two legs."""
        return self.legs + len(self.taken) > self.circuits

    def beside(self, loads: Iterable[int]) -> "Groups":
        """The same with legs of such loads chosen."""
        taken = (*self.taken, *loads)
        return replace(self, legs=self.legs + len(self.taken) - len(taken), taken=taken)

    def bars(self) -> Array:
        """Prices of legs by load that bar those of which the others could not carry the rest."""
        found = np.zeros(self.capacity + 1)
        if not self.paired():
            found[: self.at_least] = IMPOSSIBLE
        return found

    def kinds(self) -> list[tuple[int, ...]]:
        """Loads of the legs that a circuit may have."""
        loads = range(1, self.capacity + 1)
        pairs = [(one, other) for one in loads for other in range(one, self.capacity - one + 1)]
        kinds = [*((load,) for load in loads), *(pairs if self.paired() else [])]
        return [kind for kind in kinds if sum(kind) >= self.at_least]

    def columns(self, legs_row: int, boxes: int = 1) -> Iterator[tuple[list[int], list[float]]]:
        """Rows and weights of the kinds of circuits of each box in a linear programme.

        Behind the row of the legs follow one row for each load of each box, and the row of the circuits.
        """
        circuits_row = legs_row + boxes * self.capacity + 1
        for box, kind in product(range(boxes), self.kinds()):
            count, first = Counter(kind), legs_row + box * self.capacity
            rows = [*(first + load for load in count), circuits_row]
            yield rows, [*(-float(number) for number in count.values()), 1.0]

    def least(self, prices: Array, whole: int) -> float:
        """The least sum of prices of legs that carry `whole` together; inf where none do.

        `prices` are those of legs by load, from 0 on, inf where no leg has the load. What k circuits with p
        second legs carry at least prices grows circuit by circuit; where all may have one these are not
        counted.
        """
        single = np.asarray(prices, dtype=float)
        double = self._doubles(single)
        most = self.legs - self.circuits
        if most >= self.circuits:
            single, most = np.minimum(single, double), 0
        value = np.full((most + 1, whole + 1), inf)
        value[0, 0] = 0.0
        for _ in range(self.circuits):
            grown = value.copy()
            for load in range(1, min(self.capacity, whole) + 1):
                rest = whole + 1 - load
                if single[load] < inf:
                    np.minimum(grown[:, load:], value[:, :rest] + single[load], out=grown[:, load:])
                if most and double[load] < inf:
                    np.minimum(grown[1:, load:], value[:-1, :rest] + double[load], out=grown[1:, load:])
            value = grown
        return float(value[:, whole].min())

    def _doubles(self, single: Array) -> Array:
        """The least prices of two legs by what they carry together."""
        double = np.full(self.capacity + 1, inf)
        for load in range(2, self.capacity + 1):
            double[load] = float(np.min(single[1:load] + single[load - 1 : 0 : -1]))
        return double


def groups_of(load: Ints, circuits: int, legs: int, capacity: int) -> Groups:
    """Those of members with such loads."""
    whole = int(load.sum())
    at_least = max(0, whole - capacity * (circuits - 1))
    return Groups(circuits, legs, capacity, fewest(whole, capacity), at_least=at_least)


def fewest(whole: int, capacity: int) -> int:
    """So many circuits are needed at least."""
    return -(-whole // capacity)
