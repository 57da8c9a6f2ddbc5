"""A plan found quickly: legs of the linear programme chosen one by one, those that it uses most first."""

import numpy as np
from msgspec.structs import replace

from designer.core.caching.pace import Pace
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.sifting import Sieve

_CERTAIN = 0.95
"""Legs that are used so much are chosen together."""

_TRIES = 40
"""Linear programmes solved in all."""

_BEGINNING = 200
"""Legs that each of them begins with, those of the least reduced costs."""


def dived(pool: Pool, groups: Groups, below: float, pace: Pace) -> Ints | None:
    """Numbers of legs that make a plan which costs less than `below`; None where none is found."""
    return _Dive(pace).below(pool, groups, below)


class _Dive:
    def __init__(self, pace: Pace) -> None:
        self._left, self._pace = _TRIES, pace

    def below(self, pool: Pool, groups: Groups, below: float) -> Ints | None:
        """Legs that pass each member of the pool once; a choice that leads to none is taken back."""
        while self._left > 0 and len(pool.number):
            self._left -= 1
            self._pace()
            sieve = Sieve(pool, groups)
            sieve.add(np.argsort(pool.reduced, kind="stable")[:_BEGINNING])
            cost, uses, reduced = sieve.solve()
            if cost >= below:
                return None
            certain = np.nonzero(uses >= _CERTAIN)[0]
            picked = certain if len(certain) else np.array([int(np.argmax(uses))])
            passed = pool.members[picked].any(axis=0)
            if passed.all():
                return np.asarray(pool.number[picked])
            beside = np.nonzero(~(pool.members & passed).any(axis=1) & (reduced <= below - cost))[0]
            rest = pool.of(beside)
            rest = replace(rest, members=rest.members[:, ~passed], reduced=reduced[beside])
            spent = float(pool.costs[picked].sum())
            left = groups.beside(pool.loads[picked].tolist())
            found = self.below(rest, left, below - spent)
            if found is not None or len(certain):
                return None if found is None else np.concatenate([pool.number[picked], found])
            others = np.nonzero((np.arange(len(reduced)) != picked[0]) & (reduced <= below - cost))[0]
            pool = pool.of(others)
        return None
