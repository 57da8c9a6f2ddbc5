"""What a leg that grows remembers of the members that it has passed."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from designer.core.trunk.columns.batch import Flags
from designer.core.trunk.columns.field import Arcs
from designer.core.trunk.columns.problem import Ints, Problem
from designer.core.trunk.columns.transitions import masks_after, near_table

Memories = NDArray[Any]
"""One number or record for each leg."""

MOST_REMEMBERED = 64
"""Members of a problem whose legs remember what they have passed in a bit each."""

_NOBODY = -2
"""The number of no member, nor of a place of a path that is still free."""


class Memory(Protocol):
    """What a leg remembers of the members that it has passed."""

    forgets: bool
    """Whether a leg may pass a member again."""

    def of_first(self, members: Ints) -> Memories:
        """Memories of legs that begin at members."""

    def after(self, memories: Memories, arcs: Ints) -> tuple[Memories, Flags]:
        """Memories after steps, and whether each step may be taken."""

    def near(self, memories: Memories, members: Ints) -> Ints:
        """Which of the members near to the last ones legs do not pass again, as bits."""

    def meets(self, memories: Memories, inside: Flags) -> Flags:
        """Whether any of the members inside has been passed, as far as that is remembered."""

    def keys(self, memories: Memories) -> Memories:
        """Numbers that are the same where the same members have been passed."""


class WholeMemory:
    """All of them, as bits of a number: no leg passes a member twice."""

    forgets = False

    def __init__(self, problem: Problem, arcs: Arcs) -> None:
        members = len(problem.ranges)
        if members > MOST_REMEMBERED:
            raise ValueError(f"{members} members have no room in {MOST_REMEMBERED} bits")
        self._bits = np.uint64(1) << np.arange(members, dtype=np.uint64)
        bits = np.append(self._bits, np.uint64(0))
        self._near = [bits[others] for others in near_table(problem.near).T[1:]]
        self._of_arc = self._bits[arcs.heads]

    def of_first(self, members: Ints) -> Memories:
        """Memories of legs that begin at members."""
        return np.asarray(self._bits[members])

    def after(self, memories: Memories, arcs: Ints) -> tuple[Memories, Flags]:
        """Memories after steps, and whether each step may be taken."""
        bits = self._of_arc[arcs]
        return np.asarray(memories | bits), np.asarray((memories & bits) == 0)

    def near(self, memories: Memories, members: Ints) -> Ints:
        """Which of those near to the last members have been passed, as bits."""
        found = np.zeros(len(members), dtype=np.intp)
        for place, bits in enumerate(self._near):
            found |= ((memories & bits[members]) != 0).astype(np.intp) << place
        return found

    def meets(self, memories: Memories, inside: Flags) -> Flags:
        """Whether any of the members inside has been passed."""
        return np.asarray((memories & self._bits[inside].sum(dtype=np.uint64)) != 0)

    def keys(self, memories: Memories) -> Memories:
        """Numbers that are the same where the same members have been passed."""
        return memories


class PathMemory:
    """All of them one by one, for any number of members: no leg passes a member twice.

    Sets are told apart by sums of random numbers of 64 bits: that two sets of a million share one has a
    probability of 3e-8.
    """

    forgets = False

    def __init__(self, problem: Problem, arcs: Arcs, longest: int) -> None:
        members = len(problem.ranges)
        self._heads, self._near = arcs.heads, near_table(problem.near).T[1:]
        self._numbers = np.random.default_rng(0).integers(0, 2**64, members, dtype=np.uint64)
        self._kind = np.dtype([("key", np.uint64), ("path", np.int16, (longest,))])

    def of_first(self, members: Ints) -> Memories:
        """Memories of legs that begin at members."""
        found = np.zeros(len(members), dtype=self._kind)
        found["path"] = -1
        found["path"][:, 0] = members
        found["key"] = self._numbers[members]
        return found

    def after(self, memories: Memories, arcs: Ints) -> tuple[Memories, Flags]:
        """Memories after steps, and whether each step may be taken; all legs are of one length."""
        heads = self._heads[arcs]
        path = memories["path"]
        allowed = ~(path == heads[:, None]).any(axis=1)
        found = memories.copy()
        length = int((path[0] >= 0).sum()) if len(path) else 0
        found["path"][:, min(length, path.shape[1] - 1)] = heads
        found["key"] += self._numbers[heads]
        return found, np.asarray(allowed)

    def near(self, memories: Memories, members: Ints) -> Ints:
        """Which of those near to the last members have been passed, as bits."""
        path, found = memories["path"], np.zeros(len(members), dtype=np.intp)
        for place, others in enumerate(self._near):
            own = np.where(others < 0, _NOBODY, others)[members]
            found |= (path == own[:, None]).any(axis=1).astype(np.intp) << place
        return found

    def meets(self, memories: Memories, inside: Flags) -> Flags:
        """Whether any of the members inside has been passed."""
        path = memories["path"]
        return np.asarray((inside[path] & (path >= 0)).any(axis=1))

    def keys(self, memories: Memories) -> Memories:
        """Numbers that are the same where the same members have been passed."""
        return np.asarray(memories["key"])


class NearMemory:
    """Those near to the last one (an ng-route): a leg passes a member again by way of others that forget it.

    Legs are told apart by their last members and loads too: of those that end alike the cheapest counts.
    """

    forgets = True

    def __init__(self, problem: Problem, arcs: Arcs) -> None:
        near = problem.near
        self._bits = max(len(own) for own in near) - 1
        self._after = masks_after(near, arcs.tails, arcs.heads)
        self._arcs, self._load, self._size = arcs, problem.load, len(near)

    def of_first(self, members: Ints) -> Memories:
        """Memories of legs that begin at members."""
        return np.asarray((self._load[members] * self._size + members) << self._bits)

    def after(self, memories: Memories, arcs: Ints) -> tuple[Memories, Flags]:
        """Memories after steps, and whether each step may be taken."""
        mask = self._after[arcs, memories & ((1 << self._bits) - 1)]
        heads = self._arcs.heads[arcs]
        load = (memories >> self._bits) // self._size + self._load[heads]
        found = ((load * self._size + heads) << self._bits) | np.maximum(mask, 0)
        return np.asarray(found), np.asarray(mask >= 0)

    def near(self, memories: Memories, members: Ints) -> Ints:  # noqa: ARG002 (a memory tells them apart)
        """Which of those near to the last members are remembered, as bits."""
        return np.asarray(memories & ((1 << self._bits) - 1))

    def meets(self, memories: Memories, inside: Flags) -> Flags:
        """Whether any of the members inside is remembered: that a leg was there may be forgotten."""
        raise NotImplementedError("a leg that forgets is paid for each entry")

    def keys(self, memories: Memories) -> Memories:
        """Numbers that are the same where the same members near by have been passed."""
        return memories


def memory_for(problem: Problem, arcs: Arcs) -> WholeMemory | PathMemory:
    """A memory of all members that legs pass."""
    if len(problem.ranges) <= MOST_REMEMBERED:
        return WholeMemory(problem, arcs)
    return PathMemory(problem, arcs, problem.capacity // max(1, int(problem.load.min())))
