"""Which legs make a circuit: told apart by their loads, or by all they fill where loads let in others."""

from itertools import combinations_with_replacement

import numpy as np
from msgspec import Struct

from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.problem import Ints

_DIGITS = 9
"""Shares of a branch are told apart up to this."""


class Sizes(Struct, frozen=True, eq=False):
    """The size of each leg by number, how many sizes there are, and those of the legs that make a circuit."""

    of_legs: Ints
    count: int
    kinds: tuple[tuple[int, ...], ...]


def sizes_of(pool: Pool, groups: Groups) -> Sizes:
    """The loads of legs, where any two that have room by them share a circuit; else what each leg fills.

    Loads of different units are rounded down: two of them may have room where no branch carries both.
    """
    figures = np.column_stack([pool.loads, np.round(pool.shares, _DIGITS)])
    _, first, number = np.unique(figures, axis=0, return_index=True, return_inverse=True)
    loads, shares = pool.loads[first], pool.shares[first]
    has_room = loads[:, None] + loads <= groups.capacity
    is_carried = has_room & (shares[:, None] + shares <= FULL).all(axis=2)
    if (is_carried == has_room).all():
        by_load = tuple(tuple(load - 1 for load in kind) for kind in groups.kinds())
        return Sizes(pool.loads - 1, groups.capacity, by_load)
    alone = [(size,) for size in range(len(loads))]
    pairs = (pair for pair in combinations_with_replacement(range(len(loads)), 2) if is_carried[pair])
    kinds = tuple(kind for kind in [*alone, *pairs] if loads[list(kind)].sum() >= groups.at_least)
    return Sizes(number.ravel(), len(loads), kinds)
