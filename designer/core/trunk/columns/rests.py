"""What it costs at least to bring a leg from a place to its feed: bounds for legs that are only begun."""

import numpy as np
from msgspec.structs import replace

from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.graph import Array

_FAR = 1e7
"""More than any rail is long, mm: places of one member are told from those of the next by it."""


class Rests:
    """Least costs to go at given prices of the members."""

    def __init__(self, problem: Problem) -> None:
        self._pricer = Pricer(turned(problem))
        self._member = problem.member
        self._offset = _FAR * np.arange(len(problem.ranges))
        self._lows = problem.lows + self._offset[problem.member]
        self._first = np.searchsorted(problem.member, np.arange(len(problem.ranges)))
        counts = np.bincount(problem.member, minlength=len(problem.ranges))
        self._last = self._first + counts - 1

    def price(self, duals: Array, per_leg: float) -> "PricedRests":
        """The rests at prices of the members and of a leg."""
        values = self._pricer.price(duals, per_leg, far=False).values
        states = len(self._member)
        by_load = np.stack([value.reshape(states, -1).min(axis=1) for value in values])
        return PricedRests(self, np.minimum.accumulate(by_load, axis=0) + duals[self._member])

    def parts(self, members: Ints, first: Array, last: Array) -> tuple[Ints, Ints]:
        """The first and the last part of the places of each member that stretches of them meet."""
        offset = self._offset[members]
        low = np.searchsorted(self._lows, first + offset + 1e-6, side="right") - 1
        high = np.searchsorted(self._lows, last + offset + 1e-6, side="right") - 1
        begin, end = self._first[members], self._last[members]
        low = np.clip(low, begin, end)
        return low, np.clip(high, low, end)

    def least_by_member(self, rests: Array) -> Array:
        """The least of all parts of each member."""
        return np.asarray(np.minimum.reduceat(rests, self._first, axis=-1))


class PricedRests:
    """Rests by the load that a leg may still take, the member's own included, and by part of its places."""

    def __init__(self, rests: Rests, values: Array) -> None:
        self._rests, self._values = rests, values
        self._members = rests.least_by_member(values)

    def of_members(self, room: Ints, members: Ints) -> Array:
        """Least costs to go from anywhere at a member."""
        return np.asarray(self._members[room, members])

    def of_places(self, room: Ints, members: Ints, first: Array, last: Array) -> Array:
        """Least costs to go from somewhere between two places of a member."""
        low, high = self._rests.parts(members, first, last)
        found = self._values[room, low]
        width = int((high - low).max(initial=0))
        for more in range(1, width + 1):
            at = np.minimum(low + more, high)
            found = np.minimum(found, self._values[room, at])
        return np.asarray(found)


def turned(problem: Problem) -> Problem:
    """The same legs from their feeds to their far ends."""
    return replace(
        problem,
        tails=problem.heads,
        heads=problem.tails,
        begins=problem.feeds,
        feeds=problem.begins,
        far=np.full(len(problem.member), np.inf),
    )
