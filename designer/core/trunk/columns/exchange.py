"""Circuits of a large site made cheaper region by region: legs chosen anew among those that cost little.

At prices that show a bound close to what legs really cost, the legs of good plans cost little more than the
prices of their members. So all such legs are grown once for the whole site, and neighbouring circuits are put
together anew from those that lie in them, by an integer programme for each region.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from designer.core.caching.pace import Pace
from designer.core.trunk.circuits import SAME
from designer.core.trunk.columns.choice import chosen
from designer.core.trunk.columns.groups import Groups, groups_of
from designer.core.trunk.columns.legs import Within
from designer.core.trunk.columns.loads import shares_of
from designer.core.trunk.columns.pool import Pool
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.regions import Members, regions_around_each
from designer.core.trunk.columns.search import Judge, Picked
from designer.core.trunk.columns.sifting import Sifted, sifted

Circuit = tuple[Picked, ...]
"""Legs that are led to one box."""

Region = frozenset[Members]
"""Neighbouring circuits, by their members."""


class Effort(Struct, frozen=True):
    """Counts, so that an answer does not depend on the machine."""

    gaps: tuple[float, ...] = (0.0025, 0.001)
    """Legs within such shares of the bound are exchanged: the widest that there is room for."""
    labels: int = 150_000
    """Labels grown for such a gap at most."""
    sizes: tuple[int, ...] = (64,)
    """Inverters of a region at most, one size after the other."""
    regions: int = 4
    """Regions looked at for each circuit in the mean at most."""
    cuts: int = 6
    columns: int = 600
    """Legs in an integer programme at most, those of the least reduced costs."""
    nodes: int = 20


USUAL = Effort()

THOROUGH = Effort(gaps=(0.005, 0.0025, 0.001), sizes=(36, 56, 100), columns=1500)
"""For sites that are few such regions."""


class Exchange:
    """The legs that circuits may be made of."""

    def __init__(
        self, problem: Problem, found: Within, boxes: Sequence[str], prices: Bounded, judge: Judge, pace: Pace
    ) -> None:
        self._problem, self._found, self._boxes = problem, found, boxes
        self._prices, self._judge, self._pace = prices, judge, pace
        self._costs: dict[Picked, float] = {}
        self._shares = shares_of(problem.ranges, problem.rules)
        self._bits = np.packbits(found.pool.members, axis=1)

    def improved(self, plan: Sequence[Circuit], effort: Effort = USUAL) -> list[Circuit]:
        """Circuits that cost no more than those of a plan, as many legs at most.

        Regions around the circuits of the greatest excess come first; after a change its surroundings again.
        """
        known = {_members(circuit): circuit for circuit in plan}
        settled: set[Region] = set()
        left = effort.regions * len(known)
        for most in effort.sizes:
            while left > 0:
                left -= 1
                region = self._unsettled(known, settled, most)
                if region is None:
                    break
                anew = self._anew([known[name] for name in sorted(region)], effort)
                if anew is None:
                    settled.add(region)
                else:
                    known = {name: one for name, one in known.items() if name not in region}
                    known |= {_members(circuit): circuit for circuit in anew}
        return list(known.values())

    def _unsettled(self, known: dict[Members, Circuit], settled: set[Region], most: int) -> Region | None:
        """The next region to look at; None where all of its size are settled."""
        excess = [sum(self._reduced(leg) for leg in circuit) for circuit in known.values()]
        around = regions_around_each(self._problem.near, list(known), excess, most)
        return next((region for region in around if region not in settled), None)

    def _anew(self, own: Sequence[Circuit], effort: Effort) -> list[Circuit] | None:
        """Cheaper circuits of the same members; None where none are found."""
        self._pace()
        legs = [leg for circuit in own for leg in circuit]
        load = self._problem.load[[member for leg in legs for member in leg.members]]
        groups = groups_of(load, len(own), len(legs), self._problem.capacity)
        cost = sum(self._cost(leg) for leg in legs)
        pool = self._among(legs)
        sieve = sifted(pool, groups, cost - SAME, effort.cuts, self._pace)
        if not len(sieve.left):
            return None
        for numbers in self._choices(pool, sieve, groups, effort):
            picked = [
                legs[-1 - number] if number < 0 else self._picked(number) for number in numbers.tolist()
            ]
            if sum(self._cost(leg) for leg in picked) < cost - SAME and self._judge.fits(picked, groups):
                return self._judge.grouped(picked, groups)
        return None

    def _choices(self, pool: Pool, sieve: Sifted, groups: Groups, effort: Effort) -> Iterator[Ints]:
        """Legs that the linear programme uses, where it uses whole ones; those of an integer programme."""
        whole = sieve.whole()
        if whole is not None:
            yield pool.number[sieve.left[whole]]
        order = np.argsort(sieve.reduced, kind="stable")[: effort.columns]
        answer = chosen(pool.of(sieve.left[order]), groups, effort.nodes, self._pace)
        if answer.numbers is not None:
            yield answer.numbers

    def _among(self, legs: Sequence[Picked]) -> Pool:
        """These legs, numbered −1, −2 and so on, and all that pass none but their members.

        These members are the columns.
        """
        inside = np.zeros(len(self._problem.ranges), dtype=bool)
        inside[[member for leg in legs for member in leg.members]] = True
        rows = np.nonzero(~(self._bits & np.packbits(~inside)).any(axis=1))[0]
        pool, own = self._found.pool.of(rows), np.zeros((len(legs), len(inside)), dtype=bool)
        for row, leg in zip(own, legs, strict=True):
            row[list(leg.members)] = True
        return Pool(
            np.concatenate([own, pool.members])[:, inside],
            np.concatenate([[self._cost(leg) for leg in legs], pool.costs]),
            np.concatenate([[self._reduced(leg) for leg in legs], pool.reduced]),
            np.concatenate([own @ self._problem.load, pool.loads]),
            np.concatenate([-1 - np.arange(len(legs)), pool.number]),
            np.concatenate([[self._boxes.index(leg.box) for leg in legs], pool.boxes]),
            np.concatenate([own @ self._shares, pool.shares]),
        )

    def _picked(self, number: int) -> Picked:
        return Picked(self._found.members(number), self._boxes[self._found.box(number)])

    def _cost(self, leg: Picked) -> float:
        if leg not in self._costs:
            self._costs[leg] = self._judge.cost(leg.members, leg.box)
        return self._costs[leg]

    def _reduced(self, leg: Picked) -> float:
        """What a leg costs above the prices of its members and of its load."""
        return self._cost(leg) - self._prices.prices.of(leg.members, self._problem.load)


def _members(circuit: Circuit) -> Members:
    return tuple(sorted(member for leg in circuit for member in leg.members))
