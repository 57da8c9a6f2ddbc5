"""Members put back into circuits one by one, each where that costs least."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter
from random import Random

from designer.core.electrical.limits import FULL
from designer.core.trunk.columns.estimates import Estimates

Draft = list[Sequence[int]]
"""Legs of a circuit that is being changed; a leg itself stays, another takes its place."""

BLINKS = 0.01
"""Share of the places that are overlooked, so that the next best one gets its turn."""


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
        self._loads = {name: estimates.load(legs) for name, legs in drafts.items()}
        self.changed = set(drafts)

    def opened(self, name: int, legs: Draft, box: int, load: float) -> None:
        """One more circuit that members may join, with what it carries."""
        self.drafts[name], self._boxes[name], self._loads[name] = legs, box, load

    def insert(self, member: int) -> bool:
        """Put a member into the circuit where that costs least; False where none has room."""
        share = self._estimates.shares[member]
        places: list[Place] = []
        for name, load in self._loads.items():
            if load + share <= FULL:
                self._look(member, name, places)
        if not places:
            return False
        if self._put(member, min(places, key=_COST)):
            return True
        return any(self._put(member, place) for place in sorted(places, key=_COST)[1:])

    def _look(self, member: int, name: int, places: list[Place]) -> None:
        """Add the places in a circuit."""
        legs = self.drafts[name]
        feeds = self._estimates.feeds[self._boxes[name]]
        for number, leg in enumerate(legs):
            if leg:
                places.append(self._best_of(member, name, number, leg, feeds))
            else:
                places.append((self._estimates.fixed + feeds[member], name, number, 0))
        if len(legs) < 2 and self._more > 0:
            places.append((self._estimates.fixed + feeds[member], name, len(legs), 0))

    def _best_of(self, member: int, name: int, number: int, leg: Sequence[int], feeds: list[float]) -> Place:
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
        else:
            leg = [*legs[number][:at], member, *legs[number][at:]]
            if len(leg) > 1 and not (self._rises(leg) or self._rises(leg[::-1])):
                return False
            legs[number] = leg
        self._loads[circuit] += self._estimates.shares[member]
        self.changed.add(circuit)
        return True

    def _rises(self, leg: list[int]) -> bool:
        return self._estimates.rises.allowed(leg)
