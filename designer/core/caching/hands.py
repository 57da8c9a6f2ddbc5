"""Who does work that falls into parts which need nothing of each other."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from designer.core.caching.pace import Pace

T = TypeVar("T")
A = TypeVar("A")


class Hands(Protocol):
    """Does parts of a work. Whose hands they are changes the time that it takes, never an answer."""

    def each(self, work: Callable[[T, Pace], A], parts: Sequence[T], paces: Sequence[Pace]) -> list[A]:
        """What a function of a module answers for each part, at its pace, in their order.

        Parts and answers are values that can be pickled. Raises what the work raises, `PlanningCancelled`
        where a pace wants it no more.
        """


class OwnHands:
    """One part after the other, in this process."""

    def each(self, work: Callable[[T, Pace], A], parts: Sequence[T], paces: Sequence[Pace]) -> list[A]:
        """See `Hands`."""
        return [work(part, pace) for part, pace in zip(parts, paces, strict=True)]


own_hands = OwnHands()
"""Of a planner that has no others."""
