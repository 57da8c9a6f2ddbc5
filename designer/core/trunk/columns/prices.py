"""Prices of members, of legs by load and of crowds, and the bound that they show."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from designer.core.trunk.columns.crowds import Crowds, Tolls, no_crowds
from designer.core.trunk.columns.groups import Groups
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array


class Prices(Struct, frozen=True, eq=False):
    """Of members, of legs by load from 0 on, and of crowds."""

    duals: Array
    per_load: Array
    crowds: Crowds
    per_crowd: Array

    def tolls(self) -> Tolls | None:
        """What legs are paid for the crowds that they enter; None where that is nothing."""
        return self.crowds.tolls(self.per_crowd) if self.per_crowd.any() else None

    def priced_crowds(self) -> Crowds:
        """Those of them that have a price."""
        priced = self.per_crowd > 0
        return Crowds(self.crowds.inside[priced], self.crowds.fewest[priced])

    def towards(self, other: "Prices", share: float) -> "Prices":
        """Prices between these, of which they have a share, and others, which may know of more crowds."""
        own = np.zeros(len(other.per_crowd))
        own[: len(self.per_crowd)] = self.per_crowd
        return Prices(
            share * self.duals + (1 - share) * other.duals,
            share * self.per_load + (1 - share) * other.per_load,
            other.crowds,
            share * own + (1 - share) * other.per_crowd,
        )

    def bound(self, groups: Groups, least: Array, whole: int) -> float:
        """What no plan costs less than where legs of each load cost `least` with the prices taken off.

        All but those by load are taken off: a plan pays each member once, and each crowd as often as at
        least so many legs enter it.
        """
        paid = float(self.duals.sum() + self.per_crowd @ self.crowds.fewest)
        return paid + groups.least(least, whole)

    def of(self, members: Sequence[int], load: Ints) -> float:
        """What is taken off the cost of a leg of members: each crowd pays it once."""
        route = list(members)
        passed = np.zeros((1, len(self.duals)), dtype=bool)
        passed[0, route] = True
        paid = float(self.duals[route].sum() + self.per_load[int(load[route].sum())])
        return paid + float((self.crowds.met(passed) @ self.per_crowd)[0])


class Bounded(Struct, frozen=True, eq=False):
    """A bound of the cost, and the prices that show it: at them no leg pays.

    Where a load is barred its price is `IMPOSSIBLE`.
    """

    bound: float
    prices: Prices


def no_prices(members: int, per_load: Array) -> Prices:
    """Prices of nothing but loads."""
    return Prices(np.zeros(members), per_load, no_crowds(members), np.zeros(0))
