"""The legs of a pool that together cost least, by an integer programme."""

import numpy as np
from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.core.cutting.programme import Limits, Programme, Verdict
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.problem import Ints

_CENTS = 100

_UNLIMITED_S = 1e9


class Chosen(Struct, frozen=True, eq=False):
    """Numbers of the legs chosen (None where there are none), and whether no others are better."""

    numbers: Ints | None
    settled: bool


def chosen(pool: Pool, most_legs: int, nodes: int, pace: Pace) -> Chosen:
    """The legs of the pool that pass each member once and cost least, certain to a cent."""
    programme = Programme()
    rows = [programme.row(1.0, 1.0) for _ in range(pool.members.shape[1])]
    legs = programme.row(0.0, float(most_legs))
    for members, cost in zip(pool.members, pool.costs.tolist(), strict=True):
        own = [(rows[member], 1.0) for member in np.nonzero(members)[0].tolist()]
        programme.column(round(cost * _CENTS), 1.0, [*own, (legs, 1.0)])
    answer = programme.minimise(Limits(nodes, _UNLIMITED_S, pace.stopped))
    settled = answer.verdict is not Verdict.OPEN
    if answer.values is None:
        return Chosen(None, settled)
    return Chosen(pool.number[np.nonzero(np.array(answer.values))[0]], settled)
