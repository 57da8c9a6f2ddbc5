"""Legs put together to circuits of one or two, box by box."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.electrical.limits import FULL


class Sized(Struct, frozen=True):
    """A leg to be paired: its number, its box, and how much of a circuit it fills (1: all of it)."""

    number: int
    box: str
    share: float


def paired(legs: Sequence[Sized], *, fewest: bool) -> list[tuple[int, ...]]:
    """Numbers of the legs of each circuit, as few circuits as can be where `fewest`, else a leg each.

    The largest leg of a box is paired with the smallest one, or has a circuit to itself where that is too
    much: no other pairing of the box needs fewer circuits.
    """
    if not fewest:
        return [(leg.number,) for leg in legs]
    found: list[tuple[int, ...]] = []
    for box in sorted({leg.box for leg in legs}):
        own = sorted((leg for leg in legs if leg.box == box), key=lambda leg: (leg.share, leg.number))
        while own:
            largest = own.pop()
            if own and own[0].share + largest.share <= FULL:
                found.append((largest.number, own.pop(0).number))
            else:
                found.append((largest.number,))
    return found
