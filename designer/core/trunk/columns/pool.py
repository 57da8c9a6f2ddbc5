"""Legs to choose from, one for each set of members: the cheapest order and box of the set."""

import numpy as np
from msgspec import Struct

from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.growth import Grown
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.sifting import Members
from designer.core.trunk.graph import Array


class Pool(Struct, frozen=True, eq=False):
    """Sets of members as rows, exact costs of their legs, these with prices taken off, the legs' numbers."""

    members: Members
    costs: Array
    reduced: Array
    number: Ints

    def of(self, chosen: Ints) -> "Pool":
        """Some of the legs, in the order asked for."""
        return Pool(self.members[chosen], self.costs[chosen], self.reduced[chosen], self.number[chosen])


def pool_of(grown: Grown, duals: Array, per_leg: float, shares: Array) -> Pool:
    """The legs that have ended and that a branch carries; their numbers are those of the ends.

    `shares` are how much of a branch each member fills: loads of different units are rounded while legs grow.
    """
    ends = grown.ends
    order = np.lexsort((ends.box, ends.cost, ends.memory))
    best = np.ones(len(order), dtype=bool)
    best[1:] = ends.memory[order][1:] != ends.memory[order][:-1]
    number = order[best]
    bits = np.arange(len(duals), dtype=np.uint64)
    members = (ends.memory[number][:, None] >> bits & np.uint64(1)).astype(bool)
    carried = members @ shares <= FULL
    number, members = number[carried], members[carried]
    reduced = ends.cost[number]
    return Pool(members, reduced + members @ duals + per_leg, reduced, number)
