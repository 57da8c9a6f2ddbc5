"""The order of a rail's pieces: the same pieces laid so that splices come to lie in better places."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from designer.core.racking.breaks import Place

MOST_STATES = 2000
"""So many ways of having laid some of the pieces are looked at; few different lengths make fewer."""


@lru_cache(maxsize=1024)
def rearranged(
    pieces: tuple[float, ...], attachments: int, places: tuple[Place, ...], supports: int
) -> tuple[float, ...] | None:
    """Breaks of the same `pieces` in an order that puts every break into one of the sorted `places`.

    Longer pieces come first where there is a choice. None where no order does, or none was found within
    `MOST_STATES`. `supports` is the least number of attachments under a piece, of `attachments` in all.
    """
    return _Arranger(pieces, attachments, places, supports).breaks()


class _Arranger:
    """A search over how many pieces of each length are laid; the same numbers end at the same place."""

    def __init__(
        self, pieces: Sequence[float], attachments: int, places: Sequence[Place], supports: int
    ) -> None:
        counts = Counter(pieces)
        self._lengths = sorted(counts, reverse=True)
        self._all = tuple(counts[length] for length in self._lengths)
        self._attachments, self._places, self._supports = attachments, places, supports
        self._tried: set[tuple[int, ...]] = set()

    def breaks(self) -> tuple[float, ...] | None:
        found = self._lay(self._all, Place(0.0, 0.0, 0))
        return None if found is None else tuple(reversed(found))

    def _lay(self, left: tuple[int, ...], here: Place) -> list[float] | None:
        """Breaks from the last to the first after `here`, with so many pieces of each length left."""
        if sum(left) == 1:
            return [] if self._attachments - here.span >= self._supports else None
        if left in self._tried or len(self._tried) >= MOST_STATES:
            return None
        self._tried.add(left)
        for index, length in enumerate(self._lengths):
            end = self._break_at(here.high + length) if left[index] else None
            if end is None or end.span - here.span < self._supports:
                continue
            further = self._lay((*left[:index], left[index] - 1, *left[index + 1 :]), end)
            if further is not None:
                return [*further, end.high]
        return None

    def _break_at(self, position: float) -> Place | None:
        index = bisect_right(self._places, position, key=_low) - 1
        if index < 0 or self._places[index].high < position:
            return None
        return Place(position, position, self._places[index].span)


def _low(place: Place) -> float:
    return place.low
