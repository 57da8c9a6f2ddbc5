"""Exact ways between members, pair by pair, in one table."""

from collections.abc import Iterator, Sequence

import numpy as np

from designer.core.trunk.columns.batch import Moves
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.rows import rows_between
from designer.core.trunk.hops import Hop
from designer.core.trunk.ports import PortRange
from designer.core.trunk.site import Site

_BITS = 24
"""A member's number has so many: with two of them in one, pairs are told apart."""

_PACE = 256
"""Pairs surveyed between two looks at whether to go on."""

_TURNED = [5, 6, 4, 3, 2, 0, 1]
"""The figures of a way in the order of the same way from its end on."""


class Ways:
    """Ways of pairs of members, from the smaller number to the greater one."""

    def __init__(self, site: Site, members: Sequence[PortRange]) -> None:
        self._site, self._members = site, tuple(members)
        self._pairs = np.zeros((0, 2), dtype=np.intp)
        self._begins, self._table = np.zeros(1, dtype=np.intp), np.zeros((0, 7))

    def of(self, tails: Ints, heads: Ints) -> tuple[Ints, Moves]:
        """Where the ways of each step begin, and the ways.

        Those from a greater number to a smaller one are turned.
        """
        pairs = np.stack([np.minimum(tails, heads), np.maximum(tails, heads)], axis=1)
        self._survey(pairs)
        at = np.searchsorted(_keys(self._pairs), _keys(pairs))
        rows, begins = rows_between(self._begins[at], self._begins[at + 1])
        table = self._table[rows]
        turned = np.repeat(tails > heads, np.diff(begins))
        table[turned] = table[turned][:, _TURNED]
        return begins, Moves(*(np.ascontiguousarray(column) for column in table.T))

    def _survey(self, pairs: Ints) -> None:
        """Add the ways of pairs that are new."""
        new = np.setdiff1d(_keys(pairs), _keys(self._pairs))
        if not len(new):
            return
        fresh = np.stack([new >> _BITS, new & ((1 << _BITS) - 1)], axis=1)
        known: dict[int, tuple[Hop, list[tuple[float, ...]]]] = {}
        rows: list[tuple[float, ...]] = []
        ends: list[int] = []
        for hop in self._hops(fresh.tolist()):
            if id(hop) not in known:
                known[id(hop)] = (hop, _rows(hop))
            rows += known[id(hop)][1]
            ends.append(len(rows))
        begin = np.concatenate([self._begins[:-1], [0, *ends[:-1]] + self._begins[-1]])
        end = np.concatenate([self._begins[1:], ends + self._begins[-1]])
        table = np.concatenate([self._table, np.array(rows, dtype=float).reshape(-1, 7)])
        both = np.concatenate([self._pairs, fresh])
        order = np.argsort(_keys(both))
        chosen, self._begins = rows_between(begin[order], end[order])
        self._table, self._pairs = table[chosen], both[order]

    def _hops(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Hop]:
        site, members = self._site, self._members
        ends = [(members[one], members[other]) for one, other in pairs]
        site.network.prepare((one.line, one.span, other.line, other.span) for one, other in ends)
        for number, (one, other) in enumerate(ends):
            if number % _PACE == 0:
                site.pace()
            yield site.wiring.hop(one, other)


def _keys(pairs: Ints) -> Ints:
    """One number for each pair."""
    return np.asarray((pairs[:, 0] << _BITS) | pairs[:, 1])


def _rows(hop: Hop) -> list[tuple[float, ...]]:
    """The ways of a hop, as in `Moves`."""
    straight = [(low, high, np.nan, 0.0, np.nan, low, high) for low, high in hop.runs()]
    bends = [(*b.start_run, b.leaves_mm, b.middle_mm, b.joins_mm, *b.end_run) for b in hop.bends()]
    return [*straight, *bends]
