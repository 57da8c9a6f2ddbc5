"""Legs put together to circuits of one or two, box by box."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.electrical.limits import FULL


class Sized(Struct, frozen=True):
    """A leg to be paired: its number, its box, and how much of a circuit it fills (1: all of it).

    By its current, and by how many units it has where a project has a number of its own for them.
    """

    number: int
    box: str
    share: float
    by_number: float = 0.0

    def fits(self, other: "Sized") -> bool:
        """Whether a circuit carries both."""
        return self.share + other.share <= FULL and self.by_number + other.by_number <= FULL


def paired(legs: Sequence[Sized], *, fewest: bool) -> list[tuple[int, ...]]:
    """Numbers of the legs of each circuit, as few circuits as can be where `fewest`, else a leg each.

    The largest leg of a box is paired with the smallest one that a circuit carries besides, or has a circuit
    to itself: no other pairing of the box needs fewer circuits, where one figure limits them. Where both do,
    the largest is looked for by either.
    """
    if not fewest:
        return [(leg.number,) for leg in legs]
    found: list[tuple[int, ...]] = []
    for box in sorted({leg.box for leg in legs}):
        own = [leg for leg in legs if leg.box == box]
        ways = [sorted(own, key=lambda leg: (leg.share, leg.number))]
        if any(leg.by_number for leg in own):
            ways.append(sorted(own, key=lambda leg: (leg.by_number, leg.share, leg.number)))
        best = min(map(_largest_first, ways), key=len)
        found += best
    return found


def _largest_first(legs: list[Sized]) -> list[tuple[int, ...]]:
    """Pairs of legs in this order, and those that find no other one."""
    own, found = list(legs), list[tuple[int, ...]]()
    while own:
        largest = own.pop()
        other = next((leg for leg in own if leg.fits(largest)), None)
        if other is None:
            found.append((largest.number,))
        else:
            own.remove(other)
            found.append((largest.number, other.number))
    return found
