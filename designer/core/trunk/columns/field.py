"""The exact ways of a problem in arrays: what the legs of many orders are built along."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct

from designer.core.trunk.columns.batch import Moves, distance
from designer.core.trunk.columns.problem import Ints, Problem, least_step_costs
from designer.core.trunk.columns.ways import Ways
from designer.core.trunk.graph import Array
from designer.core.trunk.hops import Gate
from designer.core.trunk.labels import EPS_MM
from designer.core.trunk.ports import PortRange
from designer.core.trunk.site import Site


class Arcs(Struct, frozen=True, eq=False):
    """Steps from member to member in the order of their tails, those of member m from begin[m] on.

    `least` is what the step costs at least; its ways are those of `moves` from moves_begin[a] on, and what
    each of these costs at least is in `moves_least`.
    """

    begin: Ints
    tails: Ints
    heads: Ints
    least: Array
    moves_begin: Ints
    moves: Moves
    moves_least: Array


class Gates(Struct, frozen=True, eq=False):
    """Ways to the boxes, member by member as in `Arcs`: where they leave which run of the rail.

    Those of a member begin with the shortest; `least` is how long they are at least from any of its places.
    Those that meet none of them are left out.
    """

    begin: Ints
    along: Array
    run_low: Array
    run_high: Array
    onward: Array
    box: Ints
    least: Array


class Places(Struct, frozen=True, eq=False):
    """Intervals of the ports, member by member as in `Arcs`, and the ends of each member's places."""

    begin: Ints
    low: Array
    high: Array
    first: Array
    last: Array


class Field(Struct, frozen=True, eq=False):
    """Places, steps and feeds of all members; currents in A; `boxes` are the names of the gates' boxes."""

    arcs: Arcs
    gates: Gates
    places: Places
    amperes: Array
    boxes: tuple[str, ...]


class Fields:
    """The exact ways among members, surveyed once for problems with any product and any arcs."""

    def __init__(self, site: Site, members: Sequence[PortRange], ways: Ways | None = None) -> None:
        """The `ways` of the same members may be known already."""
        self._site, self._members = site, tuple(members)
        self._boxes, self._ways = site.boxes_for(members), ways or Ways(site, members)

    def of(self, problem: Problem) -> Field:
        """The exact ways behind the least costs of a problem of these members."""
        return Field(
            arcs=self._arcs(problem),
            gates=self.gates,
            places=self._places,
            amperes=np.array([problem.rules.current_a(one.slot.product) for one in self._members]),
            boxes=self._boxes,
        )

    def _arcs(self, problem: Problem) -> Arcs:
        size = len(self._members)
        key = problem.member[problem.tails] * size + problem.member[problem.heads]
        order = np.argsort(key, kind="stable")
        known, starts = np.unique(key[order], return_index=True)
        least = np.minimum.reduceat(problem.costs[order], starts) if len(known) else np.zeros(0)
        tails, heads = known // size, known % size
        begins, moves = self._ways.of(tails, heads)
        step = np.repeat(np.arange(len(tails)), np.diff(begins))
        lengths = _least_lengths(moves, self._places, tails[step], heads[step])
        return Arcs(
            begin=np.searchsorted(tails, np.arange(size + 1)),
            tails=tails,
            heads=heads,
            least=least,
            moves_begin=begins,
            moves=moves,
            moves_least=least_step_costs(lengths, problem.rules),
        )

    @cached_property
    def _places(self) -> Places:
        return _places(self._members)

    @cached_property
    def gates(self) -> Gates:
        """The ways to the boxes."""
        return _gates(self._site, self._members, self._places, self._boxes)


def _least_lengths(moves: Moves, places: Places, tails: Ints, heads: Ints) -> Array:
    """How long ways between members are at least, mm; inf where a way meets no places of one of them."""
    low = np.maximum(places.first[tails], moves.start_low)
    high = np.minimum(places.last[tails], moves.start_high)
    first = np.maximum(places.first[heads], moves.end_low)
    last = np.minimum(places.last[heads], moves.end_high)
    along = np.maximum(0.0, np.maximum(first - high, low - last))
    bent = distance(moves.leaves, low, high) + moves.middle + distance(moves.joins, first, last)
    meets = (low <= high + EPS_MM) & (first <= last + EPS_MM)
    return np.where(meets, np.where(np.isnan(moves.leaves), along, bent), np.inf)


def _gates(site: Site, members: Sequence[PortRange], places: Places, boxes: Sequence[str]) -> Gates:
    begins, rows = [0], []
    for one in members:
        for number, box in enumerate(boxes):
            gates: tuple[Gate, ...] = site.wiring.feed(one, box).gates
            rows += [(gate.along_mm, *gate.run, gate.onward_mm, number) for gate in gates]
        begins.append(len(rows))
    along, low, high, onward, box_of = np.array(rows, dtype=float).reshape(-1, 5).T
    member = np.repeat(np.arange(len(members)), np.diff(begins))
    first, last = np.maximum(places.first[member], low), np.minimum(places.last[member], high)
    least, meets = distance(along, first, last) + onward, first <= last + EPS_MM
    order = np.lexsort((least, member))
    order = order[meets[order]]
    return Gates(
        begin=np.searchsorted(member[order], np.arange(len(members) + 1)),
        along=along[order],
        run_low=low[order],
        run_high=high[order],
        onward=onward[order],
        box=box_of[order].astype(np.intp),
        least=least[order],
    )


def _places(members: Sequence[PortRange]) -> Places:
    intervals = [interval for one in members for interval in one.places]
    low, high = np.array(intervals, dtype=float).T
    return Places(
        begin=np.cumsum([0, *(len(one.places) for one in members)]),
        low=low,
        high=high,
        first=np.array([one.places[0][0] for one in members]),
        last=np.array([one.places[-1][1] for one in members]),
    )
