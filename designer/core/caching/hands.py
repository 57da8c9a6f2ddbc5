"""Who does work that falls into parts which need nothing of each other."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from designer.core.caching.pace import Pace

T = TypeVar("T")
A = TypeVar("A")


Meanwhile = Callable[[Sequence[Any]], object]
"""Does something else; it gets the answers that there are by then, None for parts that have none yet."""


def nothing(_answers: Sequence[Any]) -> None:
    """Nothing else is to be done."""


class Hands(Protocol):
    """Does parts of a work. Whose hands they are changes the time that it takes, never an answer."""

    def each(
        self,
        work: Callable[[T, Pace], A],
        parts: Sequence[T],
        paces: Sequence[Pace],
        meanwhile: Meanwhile = nothing,
    ) -> list[A]:
        """What a function of a module answers for each part, at its pace, in their order.

        Parts and answers are values that can be pickled. What does not need all answers may be done in this
        process `meanwhile`, where others do the parts: never, once, or again as more answers come. Raises
        what the work raises, `PlanningCancelled` where a pace wants it no more.
        """


class OwnHands:
    """One part after the other, in this process."""

    def each(
        self,
        work: Callable[[T, Pace], A],
        parts: Sequence[T],
        paces: Sequence[Pace],
        meanwhile: Meanwhile = nothing,  # noqa: ARG002 (these hands do one thing at a time)
    ) -> list[A]:
        """See `Hands`."""
        return [work(part, pace) for part, pace in zip(parts, paces, strict=True)]


own_hands = OwnHands()
"""Of a planner that has no others."""
