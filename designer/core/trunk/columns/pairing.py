"""Legs put together to circuits of one or two, box by box."""

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from designer.core.cutting.programme import UNLIMITED_S, Limits, Programme
from designer.core.electrical.limits import FULL

_NODES = 1_000
"""Those of the programme that pairs legs at most."""


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
    and fewer may be, an integer programme finds them.
    """
    if not fewest:
        return [(leg.number,) for leg in legs]
    found: list[tuple[int, ...]] = []
    for box in sorted({leg.box for leg in legs}):
        own = [leg for leg in legs if leg.box == box]
        circuits = _largest_first(sorted(own, key=lambda leg: (leg.share, leg.number)))
        if any(leg.by_number for leg in own):
            circuits = _fewer(own, circuits)
        found += circuits
    return found


def _fewer(legs: Sequence[Sized], known: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The legs of each circuit, as few circuits as can be; those that are known where no fewer are."""
    pairs = [pair for pair in combinations(legs, 2) if pair[0].fits(pair[1])]
    pairable = {leg.number for pair in pairs for leg in pair}
    if len(known) <= len(legs) - len(pairable) // 2:
        return known
    programme = Programme()
    rows = {leg.number: programme.row(0.0, 1.0) for leg in legs}
    for pair in pairs:
        programme.column(-1.0, 1.0, [(rows[leg.number], 1.0) for leg in pair])
    values = programme.minimise(Limits(_NODES, UNLIMITED_S, lambda: False)).values
    if values is None:
        return known
    chosen = [(one.number, other.number) for (one, other), value in zip(pairs, values, strict=True) if value]
    taken = {number for pair in chosen for number in pair}
    return [*chosen, *((leg.number,) for leg in legs if leg.number not in taken)]


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
