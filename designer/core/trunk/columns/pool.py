"""Legs to choose from, one for each set of members (and box, where that matters): the cheapest of the set."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.batch import Chosen, numbers_of
from designer.core.trunk.columns.growth import Grown, Task
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array

Members = NDArray[np.bool_]
"""(legs, members): whether a leg passes a member."""


class Pool(Struct, frozen=True, eq=False):
    """Sets of members as rows, with figures of their legs.

    These are costs, costs with prices taken off, loads, numbers, the numbers of their boxes, and how much of
    a branch they fill, by current and by number: (legs, 2).
    """

    members: Members
    costs: Array
    reduced: Array
    loads: Ints
    number: Ints
    boxes: Ints
    shares: Array

    def of(self, chosen: Chosen) -> "Pool":
        """Some of the legs, in the order asked for."""
        rows = numbers_of(chosen)
        return Pool(
            self.members[rows],
            self.costs[rows],
            self.reduced[rows],
            self.loads[rows],
            self.number[rows],
            self.boxes[rows],
            self.shares[rows],
        )


def pool_of(grown: Grown, task: Task, shares: Array) -> Pool:
    """The legs that have ended and that a branch carries; their numbers are those of the ends.

    `shares`, (members, 2), are how much of a branch each member fills, by its current and as one of a number:
    loads of different units are rounded while legs grow.
    """
    ends = grown.ends
    keys = grown.memory.keys(ends.memory)
    kinds = ends.box if task.by_box else np.zeros_like(ends.box)
    order = np.lexsort((ends.box, ends.cost, kinds, keys))
    best = np.ones(len(order), dtype=bool)
    best[1:] = (keys[order][1:] != keys[order][:-1]) | (kinds[order][1:] != kinds[order][:-1])
    number = order[best]
    members, paid = grown.passed(number)
    weights = np.column_stack([task.problem.load, shares])
    sums = members.astype(float) @ weights
    carried = (sums[:, 1:] <= FULL).all(axis=1)
    number, members, sums, paid = number[carried], members[carried], sums[carried], paid[carried]
    reduced = ends.cost[number]
    loads = np.rint(sums[:, 0]).astype(np.intp)
    costs = reduced + paid + task.prices.per_load[loads]
    return Pool(members.astype(bool), costs, reduced, loads, number, ends.box[number], sums[:, 1:])
