"""What it costs at least to bring a leg from a place to its feed: bounds for legs that are only begun.

A leg that has passed some of the members near to its last one does not pass them again: only rests that keep
clear of them count (completion bounds of ng-routes: Baldacci, Mingozzi and Roberti 2011).
"""

import numpy as np
from msgspec.structs import replace

from designer.core.trunk.columns.prices import Prices
from designer.core.trunk.columns.pricing import Pricer
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.rises import Rises
from designer.core.trunk.graph import Array

_FAR = 1e7
"""More than any rail is long, mm: places of one member are told from those of the next by it."""

_MOST_FIGURES = 6_000_000
"""Rests kept at most; where there would be more, what has been passed does not count."""


class Rests:
    """Least costs to go at given prices of the members."""

    def __init__(self, problem: Problem, rises: Rises) -> None:
        self._problem, self._pricer = problem, Pricer(turned(problem))
        self._member = problem.member
        self._offset = _FAR * np.arange(len(problem.ranges))
        self._lows = problem.lows + self._offset[problem.member]
        self.first = np.searchsorted(problem.member, np.arange(len(problem.ranges)))
        self._reach, self._limit = _reach_of(rises.onward), rises.limit_pct + 1e-9
        counts = np.bincount(problem.member, minlength=len(problem.ranges))
        self._last = self.first + counts - 1
        self.remembered = max(len(near) for near in problem.near) - 1

    def price(self, prices: Prices) -> "PricedRests":
        """The rests at such prices."""
        by_load = self._by_load(prices)
        to_go = self._to_go(by_load + prices.duals[self._member][:, None], prices.per_load)
        return PricedRests(self, to_go, self.least_by_member(by_load[..., -1]))

    def _by_load(self, prices: Prices) -> Array:
        """The least rests by the load to come, from each state, by the members near to it that they may pass.

        The prices of all their members are taken off. What a rest may pass is a number of as many bits as
        there are members remembered; the last one lets it pass all of them.
        """
        tolls, per_load = prices.tolls(), np.zeros(self._problem.capacity + 1)
        turned_tolls = tolls.turned() if tolls else None
        values = self._pricer.price(prices.duals, per_load, far=False, tolls=turned_tolls).values
        least = np.stack([value.reshape(len(self._member), -1) for value in values])
        for bit in range(self.remembered):
            halves = least.reshape(*least.shape[:2], -1, 2, 1 << bit)
            np.minimum(halves[..., 0, :], halves[..., 1, :], out=halves[..., 1, :])
        return least if self.remembered_fit() else least[..., -1:]

    def _to_go(self, rests: Array, per_load: Array) -> Array:
        """The least rests by the load so far and the most that the whole leg may load.

        `rests` are those by the load to come. The member's own load is part of both; what a leg is paid
        depends on the load of the whole.
        """
        capacity = self._problem.capacity
        own = self._problem.load[self._member]
        least = np.full((capacity + 1, *rests.shape), np.inf)
        for load in set(own.tolist()):
            states = np.nonzero(own == load)[0]
            for so_far in range(load, capacity + 1):
                whole = np.arange(so_far, capacity + 1)
                paid = rests[whole - so_far + load][:, states] - per_load[whole][:, None, None]
                least[so_far, so_far:, states] = np.minimum.accumulate(paid, axis=0).swapaxes(0, 1)
        return least

    def remembered_fit(self) -> bool:
        """Whether there is room for rests by the members that they may pass."""
        figures = (self._problem.capacity + 1) ** 2 * len(self._member) << self.remembered
        return bool(figures <= _MOST_FIGURES)

    def parts(self, members: Ints, first: Array, last: Array) -> tuple[Ints, Ints]:
        """The first and the last part of the places of each member that stretches of them meet."""
        offset = self._offset[members]
        low = np.searchsorted(self._lows, first + offset + 1e-6, side="right") - 1
        high = np.searchsorted(self._lows, last + offset + 1e-6, side="right") - 1
        begin, end = self.first[members], self._last[members]
        low = np.clip(low, begin, end)
        return low, np.clip(high, low, end)

    def most(self, loads: Ints, members: Ints, rises: Array) -> Ints:
        """What legs load at most that have so much voltage rise so far; 0 where they cannot end."""
        size, width = self._reach.shape[1:]
        reach, begin = self._reach.ravel(), (loads * size + members) * width
        room = self._limit - rises
        found = np.where(reach[begin + width - 1] <= room, width - 1, 0)
        left = np.nonzero(found == 0)[0]
        begin, room = begin[left], room[left]
        low, high = np.zeros(len(left), dtype=np.intp), np.full(len(left), width - 2)
        for _ in range(width.bit_length()):
            middle = (low + high + 1) // 2
            allowed = reach[begin + middle] <= room
            low, high = np.where(allowed, middle, low), np.where(allowed, high, middle - 1)
        found[left] = np.maximum(low, 0)
        return np.asarray(found)

    def least_by_member(self, rests: Array) -> Array:
        """The least of all parts of each member."""
        return np.asarray(np.minimum.reduceat(rests, self.first, axis=-1))


def _reach_of(onward: Array) -> Array:
    """The least rises onward of legs that load so much or more, by load so far, member and load in the end.

    Those grow with the load in the end, so that the most that is allowed is found by halving.
    """
    least = np.minimum.accumulate(onward[:, ::-1], axis=1)[:, ::-1]
    return np.ascontiguousarray(least.swapaxes(1, 2))


class PricedRests:
    """Rests by the load of the leg so far, its last member included, and by part of that one's places.

    What the voltage rise leaves room for is all that a leg may load. `passed` are the members near to the
    last one that the leg has passed, as bits (`Problem.near`).
    """

    def __init__(self, rests: Rests, values: Array, by_member: Array) -> None:
        """`by_member` are the least rests by the load to come from each member, its price taken off."""
        self._rests, self._values, self.by_member = rests, values, by_member
        self._members = np.minimum.reduceat(values, rests.first, axis=2)
        self._all = values.shape[-1] - 1

    def of_members(self, loads: Ints, members: Ints, passed: Ints, rises: Array) -> Array:
        """Least costs to go from anywhere at a member, after such voltage rises, %."""
        most, free = self._rests.most(loads, members, rises), self._free(passed)
        return np.asarray(self._members[loads, most, members, free])

    def of_places(
        self, loads: Ints, members: Ints, passed: Ints, first: Array, last: Array, rises: Array
    ) -> Array:
        """Least costs to go from somewhere between two places of a member."""
        low, high = self._rests.parts(members, first, last)
        most, free = self._rests.most(loads, members, rises), self._free(passed)
        found = self._values[loads, most, low, free]
        width = int((high - low).max(initial=0))
        for more in range(1, width + 1):
            at = np.minimum(low + more, high)
            found = np.minimum(found, self._values[loads, most, at, free])
        return np.asarray(found)

    def _free(self, passed: Ints) -> Ints:
        """What may still be passed, as a number: all of it where rests are not told apart by that."""
        return np.asarray(self._all & ~passed)


def turned(problem: Problem) -> Problem:
    """The same legs from their feeds to their far ends."""
    return replace(
        problem,
        tails=problem.heads,
        heads=problem.tails,
        begins=problem.feeds,
        feeds=problem.begins,
        feed_ways=np.zeros_like(problem.feed_ways),
        far=np.full_like(problem.far, np.inf),
        kept=problem.kept.setdefault(b"turned", {}),
    )
