"""Places of inverters cut into parts, and the least ways between these: wherever in them the ports sit."""

import itertools
from collections.abc import Sequence
from math import ceil

import numpy as np
from msgspec import Struct

from designer.core.geometry.intervals import Interval, IntervalSet
from designer.core.trunk.columns.batch import Moves, distance
from designer.core.trunk.columns.field import Gates
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.columns.rows import rows_of
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import EPS_MM


class Parts(Struct, frozen=True, eq=False):
    """Intervals along the rails, those of member m from begin[m] on."""

    begin: Ints
    low: Array
    high: Array


def parts_of(places: Sequence[IntervalSet], most: int) -> Parts:
    """The places of each member in at most about so many parts; all in one where they are not to be cut."""
    own = [cut(one, most) for one in places]
    low, high = np.array([part for parts in own for part in parts], dtype=float).reshape(-1, 2).T
    return Parts(np.cumsum([0, *map(len, own)]), low, high)


def cut(places: IntervalSet, parts: int) -> tuple[Interval, ...]:
    """The places in at most about so many parts, long intervals cut into more of them."""
    whole = sum(high - low for low, high in places)
    found: list[Interval] = []
    for low, high in places:
        count = max(1, ceil(parts * (high - low) / whole - 1e-9)) if whole > 0 else 1
        marks = np.linspace(low, high, count + 1).tolist()
        found += list(itertools.pairwise(marks))
    return tuple(found) if parts > 1 else ((places[0][0], places[-1][1]),)


def least_ways(parts: Parts, pairs: Ints, begins: Ints, moves: Moves) -> tuple[Ints, Ints, Array]:
    """The shortest way from any place of a part to any of another, for the parts of the members of `pairs`.

    The ways of pair p are the `moves` from begins[p] on. Numbers of both parts and the length, mm, one after
    the other; parts that no way joins are left out.
    """
    first, second = (np.diff(parts.begin)[member] for member in pairs.T)
    blocks = np.concatenate([[0], np.cumsum(first * second)])  # a row of a pair's table for each first part
    found = np.full(blocks[-1], np.inf)
    pair_of = np.repeat(np.arange(len(pairs)), np.diff(begins))
    start, starts = rows_of(parts.begin, pairs[pair_of, 0])
    move = np.repeat(np.arange(len(pair_of)), np.diff(starts))
    end, ends = rows_of(parts.begin, pairs[pair_of[move], 1])
    back = np.repeat(np.arange(len(move)), np.diff(ends))
    start, move = start[back], move[back]
    pair = pair_of[move]
    at = blocks[pair] + (start - parts.begin[pairs[pair, 0]]) * second[pair]
    at += end - parts.begin[pairs[pair, 1]]
    np.minimum.at(found, at, _lengths(parts, start, end, moves.of(move)))
    cell = np.flatnonzero(np.isfinite(found))
    pair = np.searchsorted(blocks, cell, side="right") - 1
    across, along = np.divmod(cell - blocks[pair], second[pair])
    return parts.begin[pairs[pair, 0]] + across, parts.begin[pairs[pair, 1]] + along, found[cell]


def least_feeds(parts: Parts, gates: Gates) -> Array:
    """The shortest way from any place of each part to any box, mm; inf where there is none."""
    member = np.repeat(np.arange(len(parts.begin) - 1), np.diff(parts.begin))
    gate, begins = rows_of(gates.begin, member)
    part = np.repeat(np.arange(len(member)), np.diff(begins))
    low = np.maximum(parts.low[part], gates.run_low[gate])
    high = np.minimum(parts.high[part], gates.run_high[gate])
    ways = distance(gates.along[gate], low, high) + gates.onward[gate]
    found = np.full(len(member), np.inf)
    np.minimum.at(found, part, np.where(low <= high + EPS_MM, ways, np.inf))
    return found


def _lengths(parts: Parts, start: Ints, end: Ints, moves: Moves) -> Array:
    """How long ways from part to part are at least, mm; inf where a way meets one of them nowhere."""
    low, high = parts.low[start], parts.high[start]
    first, last = parts.low[end], parts.high[end]
    along = np.maximum(0.0, np.maximum(low - last, first - high))
    bent = distance(moves.leaves, low, high) + moves.middle + distance(moves.joins, first, last)
    meets = (high >= moves.start_low) & (low <= moves.start_high)
    meets &= (last >= moves.end_low) & (first <= moves.end_high)
    return np.where(meets, np.where(np.isnan(moves.leaves), along, bent), np.inf)
