"""Where a rail is cut so that its pieces cost least, for a given price of a piece by its length.

Breaks lie at points out of a finite set: ends of the places that the rules allow, and points that make a
piece a whole bar or as short as may be, counted from either end of the rail or from another such point. The
cheapest way from one end to the other in a given number of pieces is a shortest path. Lengths are in
micrometres, as in `breaks`.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from designer.core.racking.breaks import WHOLE_UM, PieceLimits, Place

MOST_POINTS = 400
"""So many points are looked at; those from whole bars come first."""

Reals = NDArray[np.float64]


class BarPrices(Struct, frozen=True):
    """Usable lengths of bars, ascending, and the price of each; one piece up to `offcut` costs nothing."""

    lengths: tuple[float, ...]
    prices: tuple[float, ...]
    offcut: float = 0.0

    def own(self, pieces: Reals) -> Reals:
        """What each piece costs when it has a bar for itself: the cheapest one that holds it."""
        cheapest = np.minimum.accumulate(np.array(self.prices)[::-1])[::-1]
        index = np.searchsorted(np.array(self.lengths), pieces - 0.5)
        return np.append(cheapest, np.inf)[index]

    def shared(self, pieces: Reals) -> Reals:
        """What each piece costs when others use the rest of its bar to the full."""
        return pieces * min(p / length for p, length in zip(self.prices, self.lengths, strict=True))


@lru_cache(maxsize=1024)
def cheapest_breaks(
    length: float,
    places: tuple[Place, ...],
    limits: PieceLimits,
    ends: tuple[int, int],
    bars: BarPrices,
    share: float,
) -> tuple[float, ...] | None:
    """Breaks of a rail in `ends[0]` pieces that carries `ends[1]` attachments, at the least price.

    A piece costs `share` of its own bar's price and the rest of that of its metal. None where the points
    that are looked at allow no breaking.
    """
    steps = _steps_among(length, places, limits, ends, bars)
    price = share * steps.own + (1.0 - share) * steps.shared
    return _path(steps.at, price, steps.free, ends[0])


class _Steps(Struct, frozen=True, eq=False):
    """Points, and what a piece from each to each other one costs: alone, shared, and of an offcut, if any."""

    at: Reals
    own: Reals
    shared: Reals
    free: Reals | None


@lru_cache(maxsize=4)
def _steps_among(
    length: float, places: tuple[Place, ...], limits: PieceLimits, ends: tuple[int, int], bars: BarPrices
) -> _Steps:
    pieces, attachments = ends
    points = _points(length, places, limits, (*bars.lengths, *_some(bars.offcut)), pieces)
    at = np.array([0.0, *(place for place, _ in points), length])
    span = np.array([0, *(number for _, number in points), attachments])
    long = at[None, :] - at[:, None]
    legal = (long >= limits.shortest) & (long <= limits.longest) & (long > 0.0)
    legal &= span[None, :] - span[:, None] >= limits.supports
    own, shared = np.full(long.shape, np.inf), np.zeros(long.shape)  # what is not legal costs inf in all
    own[legal], shared[legal] = bars.own(long[legal]), bars.shared(long[legal])
    free = np.where(legal & (long <= bars.offcut), 0.0, np.inf) if bars.offcut > 0.0 else None
    return _Steps(at, own, shared, free)


def _some(length: float) -> tuple[float, ...]:
    return (length,) if length > 0.0 else ()


def _path(at: Reals, price: Reals, free: Reals | None, pieces: int) -> tuple[float, ...] | None:
    """The cheapest path over so many steps from the first point to the last one, one step `free` at most."""
    size = len(at)
    into = np.ascontiguousarray((price if free is None else _once_free(price, free)).T)
    best = np.full(len(into), np.inf)
    best[0] = 0.0
    came: list[NDArray[np.intp]] = []
    for _ in range(pieces):
        totals = into + best
        came.append(np.argmin(totals, axis=1))
        best = np.take_along_axis(totals, came[-1][:, None], axis=1)[:, 0]
    place = min(range(size - 1, len(into), size), key=lambda end: float(best[end]))
    if not np.isfinite(best[place]):
        return None
    breaks: list[float] = []
    for step in reversed(came[1:]):
        place = int(step[place])
        breaks.append(float(at[place % size]))
    return tuple(reversed(breaks))


def _once_free(price: Reals, free: Reals) -> Reals:
    """Steps among all points twice: from the first half to the second leads the one that is free."""
    return np.block([[price, free], [np.full_like(price, np.inf), price]])


def _points(
    length: float, places: Sequence[Place], limits: PieceLimits, bars: Sequence[float], pieces: int
) -> list[tuple[float, int]]:
    """Points with the number of attachments before them, ascending."""
    found: dict[float, int] = {}
    whole = [
        _steps(0.0, bars, length, places, pieces),
        _steps(length, [-b for b in bars], length, places, pieces),
        *_shortest(length, places, limits.shortest, pieces),
    ]
    ends = [end for place in places for end in _whole_ends(place)]
    shifted = [end + step for end in ends for bar in bars for step in (bar, -bar)]
    for point in (*chain.from_iterable(whole), *ends, *shifted):
        place = _place_of(point, places)
        if place is not None and 0.0 < point < length and len(found) < MOST_POINTS:
            found.setdefault(point, place.span)
    return sorted(found.items())


def _steps(
    start: float, steps: Sequence[float], length: float, places: Sequence[Place], most: int
) -> Iterable[float]:
    """Where whole bars one after the other end, from one end of the rail on."""
    found: dict[float, None] = {}
    reached = [start]
    for _ in range(most - 1):
        ends = dict.fromkeys(point + step for point in reached for step in steps)
        reached = [end for end in ends if 0.0 < end < length and _place_of(end, places) is not None]
        found.update(dict.fromkeys(reached))
    return found


def _shortest(
    length: float, places: Sequence[Place], shortest: float, pieces: int
) -> Iterable[Iterable[float]]:
    """Where pieces as short as may be end, from either end: the others are whole bars then, or nearly."""
    if shortest > 0.0:
        yield _steps(0.0, [shortest], length, places, pieces)
        yield _steps(length, [-shortest], length, places, pieces)


def _whole_ends(place: Place) -> tuple[float, ...]:
    """Both ends of a place on whole millimetres where there are some in it."""
    low, high = -(-place.low // WHOLE_UM) * WHOLE_UM, place.high // WHOLE_UM * WHOLE_UM
    return (low, high) if low <= high else (place.low, place.high)


def _place_of(point: float, places: Sequence[Place]) -> Place | None:
    index = bisect_right(places, point, key=_low) - 1
    return places[index] if index >= 0 and point <= places[index].high else None


_low: Callable[[Place], float] = lambda place: place.low  # noqa: E731
