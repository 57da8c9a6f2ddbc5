"""The legs of a pool that together cost least, by an integer programme."""

from collections import Counter
from itertools import product

import numpy as np
from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.core.cutting.programme import UNLIMITED, UNLIMITED_S, Limits, Programme, Verdict
from designer.core.trunk.columns.crowds import Crowds
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.sizes import Sizes, sizes_of

_CENTS = 100


class Chosen(Struct, frozen=True, eq=False):
    """Numbers of the legs chosen (None where there are none), and whether no others are better.

    Where a cost was asked for that those chosen do not keep below, whether none do.
    """

    numbers: Ints | None
    settled: bool


def chosen(
    pool: Pool, groups: Groups, nodes: int, pace: Pace, crowds: Crowds | None = None, below: float = UNLIMITED
) -> Chosen:
    """The legs of the pool that pass each member once, make circuits and cost least, certain to a cent.

    Two legs of a circuit lead to the same box. Where none cost less than `below` there may be none chosen.
    Any choice enters each of the `crowds` often enough; said aloud, that spares nodes.
    """
    met = crowds.met(pool.members) if crowds else np.zeros((len(pool.number), 0), dtype=bool)
    programme = Programme()
    rows = [programme.row(1.0, 1.0) for _ in range(pool.members.shape[1])]
    fewest = 0 if groups.paired() else groups.fewest
    legs = programme.row(float(fewest), float(groups.legs))
    boxes = range(int(pool.boxes.max(initial=-1)) + 1) if groups.paired() else ()
    sizes = sizes_of(pool, groups) if boxes else Sizes(pool.loads - 1, groups.capacity, ())
    filled = [[programme.row(0.0, 0.0) for _ in range(sizes.count)] for _ in boxes]
    entered = [programme.row(fewest, UNLIMITED) for fewest in (crowds.fewest.tolist() if crowds else ())]
    kinds = zip(pool.boxes.tolist(), sizes.of_legs.tolist(), strict=True)
    figures = zip(pool.members, pool.costs.tolist(), kinds, met, strict=True)
    for members, cost, (box, size), crowded in figures:
        own = [(rows[member], 1.0) for member in np.nonzero(members)[0].tolist()]
        own += [(filled[box][size], 1.0)] if filled else []
        own += [(entered[crowd], 1.0) for crowd in np.nonzero(crowded)[0].tolist()]
        programme.column(round(cost * _CENTS), 1.0, [*own, (legs, 1.0)])
    if filled:
        circuits = programme.row(float(groups.fewest), float(groups.circuits))
        for own_filled, kind in product(filled, sizes.kinds):
            weights = [(own_filled[size], -float(number)) for size, number in Counter(kind).items()]
            programme.column(0.0, float(groups.circuits), [*weights, (circuits, 1.0)])
    answer = programme.minimise(Limits(nodes, UNLIMITED_S, pace.stopped), below=_cents(below, groups.legs))
    settled = answer.verdict is not Verdict.OPEN
    if answer.values is None:
        return Chosen(None, settled)
    taken = np.nonzero(np.array(answer.values[: len(pool.number)]))[0]
    return Chosen(pool.number[taken], settled)


def _cents(below: float, legs: int) -> float:
    """Cents that legs which cost less together do not exceed, though each is rounded to a cent."""
    return below * _CENTS + legs if below < UNLIMITED else UNLIMITED
