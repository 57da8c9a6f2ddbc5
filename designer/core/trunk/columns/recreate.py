"""Members put back into circuits one by one, each where that costs least."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from operator import itemgetter
from random import Random

from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.estimates import Estimates

Draft = list[list[int]]
"""Legs of a circuit that is being changed."""

BLINKS = 0.01
"""Share of the places that are overlooked, so that the next best one gets its turn."""

LOOKED_AT = 12
"""A member may join circuits of so many of those around it."""


Place = tuple[float, int, int, int]
"""Where a member may go: cost, circuit, leg (the number of legs: a new one), position in it."""

_COST = itemgetter(0)


class Recreation:
    """Drafts that members are put into; circuits are opened as members ask for them."""

    def __init__(
        self, estimates: Estimates, chance: Random, drafts: dict[int, Draft], boxes: dict[int, int], more: int
    ) -> None:
        """`more` legs may be opened besides those that the drafts have."""
        self._estimates, self._chance = estimates, chance
        self.drafts, self._boxes, self._more = drafts, boxes, more
        self._loads = {name: self._load(legs) for name, legs in drafts.items()}

    def opened(self, name: int, legs: Draft, box: int) -> None:
        """One more circuit that members may join."""
        if name not in self.drafts:
            self.drafts[name], self._boxes[name] = legs, box
            self._loads[name] = self._load(legs)

    def insert(self, member: int, circuits: Iterable[int]) -> bool:
        """Put a member into the circuit where that costs least; False where none has room."""
        share = self._estimates.shares[member]
        places = [
            place
            for name in circuits
            if self._loads[name] + share <= FULL
            for place in self._places(member, name)
        ]
        for place in sorted(places, key=_COST):
            if self._put(member, place):
                self._loads[place[1]] += share
                return True
        return False

    def _places(self, member: int, name: int) -> Iterator[Place]:
        legs = self.drafts[name]
        feeds = self._estimates.feeds[self._boxes[name]]
        for number, leg in enumerate(legs):
            if leg:
                yield self._best_of(member, name, number, leg, feeds)
            else:
                yield self._estimates.fixed + feeds[member], name, number, 0
        if len(legs) < 2 and self._more > 0:
            yield self._estimates.fixed + feeds[member], name, len(legs), 0

    def _best_of(self, member: int, name: int, number: int, leg: list[int], feeds: list[float]) -> Place:
        """The cheapest place in a leg: before it, in it or behind it."""
        steps, chance = self._estimates.steps, self._chance.random
        own, first, last = steps[member], leg[0], leg[-1]
        best, at = inf, -1
        if chance() >= BLINKS:
            best, at = own[first] + min(0.0, feeds[member] - feeds[last]), 0
        for place, (before, after) in enumerate(pairwise(leg), start=1):
            cost = own[before] + own[after] - steps[before][after]
            if cost < best and chance() >= BLINKS:
                best, at = cost, place
        behind = own[last] + min(feeds[member], feeds[first]) - feeds[last]
        if behind < best and chance() >= BLINKS:
            best, at = behind, len(leg)
        return best, name, number, at

    def _put(self, member: int, place: Place) -> bool:
        cost, circuit, number, at = place
        if cost == inf:
            return False
        legs = self.drafts[circuit]
        if number == len(legs):
            self._more -= 1
            legs.append([member])
            return True
        leg = [*legs[number][:at], member, *legs[number][at:]]
        if len(leg) > 1 and not (self._rises(leg) or self._rises(leg[::-1])):
            return False
        legs[number] = leg
        return True

    def _rises(self, leg: list[int]) -> bool:
        return self._estimates.rises.allowed(leg)

    def _load(self, legs: Draft) -> float:
        return sum(self._estimates.shares[member] for leg in legs for member in leg)
