"""How much of a branch units take, in whole parts: legs are told apart by how full they are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import ceil, floor, inf

import numpy as np
from msgspec import Struct

from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array
from designer.core.trunk.ports import PortRange
from designer.core.trunk.rules import TrunkRules

MOST_PARTS = 60
"""A full branch is counted in no more parts, unless it holds more units: steps and prices are looked at for
each of them.
"""

_MOST_MIXES = 20_000
"""Mixes of units that are looked at, to see which parts tell those that a branch carries from the others."""

_EPS = 1e-9


def loads(ranges: Sequence[PortRange], rules: TrunkRules) -> tuple[Ints, int]:
    """How much of a branch each member takes, in whole parts, and how many parts there are.

    Units of one kind are counted. The parts of different ones let in all legs that a branch carries, and as
    few others as there may be.
    """
    limits = [rules.limit(one.slot.product) for one in ranges]
    if len(set(limits)) == 1:
        return np.ones(len(ranges), dtype=np.intp), max(limits[0].units, 1)
    counts = Counter(min(one.share, 1.0) for one in limits)
    shares = tuple(sorted(counts))
    parts = parts_of(shares, tuple(counts[share] for share in shares), rules.most_of_any_kind())
    load_of = dict(zip(shares, parts.loads, strict=True))
    return np.array([load_of[min(one.share, 1.0)] for one in limits], dtype=np.intp), parts.capacity


def shares_of(ranges: Sequence[PortRange], rules: TrunkRules) -> Array:
    """How much of a branch each member fills, by its current and as one of a number: (members, 2)."""
    each = 1 / rules.most_of_any_kind()
    return np.array([(rules.limit(one.slot.product).share, each) for one in ranges])


def circuits_needed(shares: Sequence[float], counts: Sequence[int], most: float = inf) -> int:
    """So many circuits of up to `most` units are needed at least for so many that fill such shares of one."""
    whole = [min(share, 1.0) for share in shares]
    load = sum(share * count for share, count in zip(whole, counts, strict=True))
    filled = max(ceil(load - _EPS), ceil(sum(counts) / most))
    if len(shares) < 2:
        return filled
    parts = parts_of(tuple(whole), tuple(counts), most)
    taken = sum(own * count for own, count in zip(parts.loads, counts, strict=True))
    return max(filled, -(-taken // parts.capacity))


class Parts(Struct, frozen=True):
    """Loads of kinds of units, in whole parts of which a branch holds so many.

    `strays` are mixes of units that have room by their parts, though no branch carries them.
    """

    strays: int
    capacity: int
    loads: tuple[int, ...]


@lru_cache(maxsize=64)
def parts_of(shares: tuple[float, ...], counts: tuple[int, ...], most: float = inf) -> Parts:
    """The parts with the fewest strays for so many units that fill such shares of a branch, then the fewest.

    A branch carries up to `most` of them, of whatever kind: a part for each may have the fewest strays.

    With q parts a unit takes ⌊share · q⌋: the parts of units that a branch carries are together no more than
    ⌊q⌋, as ⌊a⌋ + ⌊b⌋ ≤ ⌊a + b⌋. Only numbers matter where a share times q is whole. 500, 1,000 and 2,000 VA
    of which a branch carries nine of the least are 1, 2 and 4 of 9.
    """
    mixes = _mixes(shares, counts)
    is_carried = (mixes @ np.array(shares) <= FULL) & (mixes.sum(axis=1) <= most)
    ways = [([floor(share * parts + _EPS) for share in shares], parts) for parts in _worth_a_look(shares)]
    if most < inf:
        ways.append(([1] * len(shares), most))
    found = []
    for own, parts in ways:
        has_room = mixes @ np.array(own) <= floor(parts + _EPS)
        if has_room[is_carried].all():
            found.append(Parts(int((has_room & ~is_carried).sum()), floor(parts + _EPS), tuple(own)))
    return min(found, key=lambda one: (one.strays, one.capacity))


def _mixes(shares: Sequence[float], counts: Sequence[int]) -> Ints:
    """Mixes of units up to one more of each kind than a branch carries: (mixes, kinds)."""
    most = [min(count, floor(FULL / share) + 1) for share, count in zip(shares, counts, strict=True)]
    while np.prod([one + 1 for one in most]) > _MOST_MIXES:
        most[int(np.argmax(most))] -= 1
    return np.array(list(product(*(range(one + 1) for one in most))), dtype=np.intp)


def _worth_a_look(shares: Sequence[float]) -> Iterator[float]:
    """Numbers of parts at which a unit takes one more, in which the least unit takes one at least."""
    marks = {count / share for share in shares for count in range(1, floor(MOST_PARTS * share + _EPS) + 1)}
    least = 1 / min(shares)  # more than the most, where a branch holds so many of the least unit
    yield from (mark for mark in sorted({*marks, float(MOST_PARTS), least}) if mark >= least - _EPS)
