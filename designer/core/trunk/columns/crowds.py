"""Crowds: members that no one leg can carry, so that several legs enter them (rounded capacity cuts).

A linear programme over legs does not know that: legs in parts carry units in parts. Told how many legs enter
a crowd at least, it pays legs for each time that they do (Laporte, Nobert and Desrochers 1985; for legs as
columns Fukasawa et al. 2006). What a leg is paid depends on its steps alone, so it is priced as before. Legs
that remember whom they have passed are paid for the first entry only, which shows more.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.trunk.columns.problem import Ints, Route
from designer.core.trunk.graph import Array

_MISSED_BY = 0.05
"""A crowd is worth adding where so much of a leg is missing."""

_AT_ONCE = 10
"""Crowds added at once, those that miss most."""

_EPS = 1e-6


class Tolls(NamedTuple):
    """What a leg is paid for its steps from member to member, (members, members), and for where it begins."""

    steps: Array
    starts: Array

    def turned(self) -> "Tolls":
        """Those of legs from their feeds to their far ends; where they end nothing is paid."""
        return Tolls(np.ascontiguousarray(self.steps.T), np.zeros(len(self.starts)))

    def of(self, members: Sequence[int]) -> float:
        """What a leg of members, from its far end on, is paid in all."""
        route = list(members)
        return float(self.starts[route[0]] + self.steps[route[:-1], route[1:]].sum())


class Crowds(Struct, frozen=True, eq=False):
    """(crowds, members): whether a member is inside; and how many legs enter each crowd at least."""

    inside: NDArray[np.bool_]
    fewest: Array

    def __len__(self) -> int:
        """How many there are."""
        return len(self.fewest)

    def entries(self, legs: Sequence[Sequence[int]]) -> Array:
        """How often legs of members, from their far ends on, enter each crowd: (legs, crowds).

        To begin inside is to enter.
        """
        longest = max(map(len, legs), default=1)
        members = np.array([[*leg, *[-1] * (longest - len(leg))] for leg in legs], dtype=np.intp)
        inside = np.concatenate([self.inside.T, np.zeros((1, len(self)), dtype=bool)])
        own = inside[members.reshape(len(legs), longest)]  # −1 is the one more, inside no crowd
        return np.asarray(own[:, 0] + (own[:, 1:] & ~own[:, :-1]).sum(axis=1), dtype=float)

    def met(self, legs: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether legs, (legs, members), pass any member of each crowd: (legs, crowds)."""
        return np.asarray(legs.astype(np.float32) @ self.inside.T.astype(np.float32) > 0)

    def tolls(self, prices: Array) -> Tolls:
        """What legs are paid at prices of the crowds."""
        inside = self.inside.astype(float)
        starts = prices @ inside
        both = (inside * prices[:, None]).T @ inside
        return Tolls(starts[None, :] - both, starts)

    def and_others(self, others: "Crowds") -> "Crowds":
        """These, and others behind them."""
        return Crowds(
            np.concatenate([self.inside, others.inside]), np.concatenate([self.fewest, others.fewest])
        )


def no_crowds(members: int) -> Crowds:
    """None, of so many members."""
    return Crowds(np.zeros((0, members), dtype=bool), np.zeros(0))


def missed(routes: Iterable[tuple[Route, float]], load: Ints, capacity: int, known: Crowds) -> Crowds:
    """Crowds that a choice of legs in parts, each with its part, enters too seldom.

    Each member begins one. The member that most of what passes the crowd leads to or comes from is added,
    until all are inside; the best crowd on the way counts.
    """
    flow, into = _flows(routes, len(load))
    misses, fewest, inside = _crowds_from_each(flow + flow.T, into, load, capacity)
    seen = {own.tobytes() for own in known.inside}
    found: list[tuple[float, float, NDArray[np.bool_]]] = []
    for seed in np.flatnonzero(misses > _MISSED_BY).tolist():
        if inside[seed].tobytes() not in seen:
            seen.add(inside[seed].tobytes())
            found.append((float(misses[seed]), float(fewest[seed]), inside[seed]))
    found.sort(key=lambda one: -one[0])
    if not found:
        return no_crowds(len(load))
    return Crowds(
        np.stack([inside for _, _, inside in found[:_AT_ONCE]]),
        np.array([fewest for _, fewest, _ in found[:_AT_ONCE]]),
    )


def _flows(routes: Iterable[tuple[Route, float]], size: int) -> tuple[Array, Array]:
    """How much leads from member to member, and how much leads to or begins at each one."""
    flow, into = np.zeros((size, size)), np.zeros(size)
    for route, use in routes:
        members = list(route.members)
        np.add.at(into, members, use)
        np.add.at(flow, (members[:-1], members[1:]), use)
    return flow, into


def _crowds_from_each(
    both: Array, into: Array, load: Ints, capacity: int
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The crowds around each member that miss most: by how much, how many legs they take, who is inside."""
    size = len(load)
    seeds = np.arange(size)
    inside, best = np.zeros((size, size), dtype=bool), np.zeros((size, size), dtype=bool)
    gain = np.tile(-into, (size, 1))
    entered, carried = np.zeros(size), np.zeros(size, dtype=np.intp)
    misses, most = np.full(size, -np.inf), np.zeros(size)
    member = seeds
    for _ in range(size):
        inside[seeds, member] = True
        entered -= gain[seeds, member]
        carried += load[member]
        gain += both[member]
        fewest = np.asarray(-(-carried // capacity), dtype=float)
        better = fewest - entered > misses + _EPS
        misses[better], most[better] = (fewest - entered)[better], fewest[better]
        best[better] = inside[better]
        member = np.argmax(np.where(inside, -np.inf, gain), axis=1)
    return misses, most, best
