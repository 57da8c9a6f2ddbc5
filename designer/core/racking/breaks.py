"""Where a rail is cut into pieces: fewest pieces, then most whole bars, then longest first; all of it exact.

A break may lie anywhere in a set of places (closed intervals, each within one span). A dynamic programme
runs backward over the number of pieces: layer j holds all places from which j legal pieces reach the rail's
end, as intervals, so nothing is lost to a grid. The least j whose pieces reach back to the rail's start is
the least number of pieces. The same is done with a budget of pieces that may be cut shorter than a bar; the
least budget that reaches back gives the most whole bars. Then each piece, from the start on, is made as long
as the layers allow: whole bars first, the rest piece last, as short as the rules let it (racking.md A7.3).

All lengths here are in micrometres, floats with whole values, so that sums are exact.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.intervals import Interval, normalized

WHOLE_UM = 1000.0
"""Pieces that are cut to length are cut to a whole millimetre where the rules leave room for it."""


class Place(Struct, frozen=True):
    """Where a break may lie; `span` counts the attachments before it."""

    low: float
    high: float
    span: int


class PieceLimits(Struct, frozen=True, kw_only=True):
    """Longest and shortest piece, and the least number of attachments under each."""

    longest: float
    shortest: float
    supports: int


_START = Place(0.0, 0.0, 0)


@lru_cache(maxsize=1024)
def fewest_pieces(
    length: float, attachments: int, places: tuple[Place, ...], limits: PieceLimits
) -> tuple[float, ...] | None:
    """Breaks of a rail from 0 to `length` that has so many `attachments`; None when the limits allow none.

    `places` are sorted, at most touching. A rail that needs no break may be shorter than the shortest piece
    and stand on fewer attachments.
    """
    if length <= limits.longest:
        return ()
    programme = _Programme(Place(length, length, attachments), places, limits)
    pieces = programme.least_pieces()
    return None if pieces is None else programme.longest_first(pieces)


class _Programme:
    """The layers of places from which legal pieces reach the rail's end, its `goal`."""

    def __init__(self, goal: Place, places: Sequence[Place], limits: PieceLimits) -> None:
        self._goal = goal
        self._places = places
        self._limits = limits
        self._whole = replace(limits, shortest=limits.longest)

    def least_pieces(self) -> int | None:
        """The least number of pieces, None where no number will do.

        A legal breaking with more than twice the number that the length alone asks for has two neighbours
        that fit in one bar; they may be joined, and stay legal. So none needs more than 2 · n − 1 pieces.
        """
        least = math.ceil(self._goal.high / self._limits.longest)
        if self._least_up_to(least, self._slack(least)) is not None:
            return least
        return self._least_up_to(2 * least - 1, math.inf)

    def longest_first(self, pieces: int) -> tuple[float, ...]:
        """Breaks into so many legal pieces, with the most whole bars; from the start on the longest first."""
        tables = self._tables(pieces)
        breaks: list[float] = []
        here, budget = _START, len(tables) - 1
        for left in range(pieces - 1, 0, -1):
            options = [(end, budget) for end in _ends(here, tables[budget][left], self._whole)]
            if budget:
                cut = _ends(here, tables[budget - 1][left], self._limits)
                options.extend((end, budget - 1) for end in cut)
            here, budget = max(options, key=lambda option: (option[0].high, option[1]))
            breaks.append(here.high)
        return tuple(breaks)

    def _slack(self, pieces: int) -> float:
        """By how much so many whole bars are longer than the rail."""
        return pieces * self._limits.longest - self._goal.high

    def _least_up_to(self, most_pieces: int, slack: float) -> int | None:
        """The first layer up to `most_pieces` that the rail's start belongs to."""
        layer = [self._goal]
        for pieces in range(1, most_pieces + 1):
            if _before(layer, (_START,), self._limits):
                return pieces
            layer = _before(layer, self._reach(pieces, slack), self._limits)
        return None

    def _tables(self, pieces: int) -> list[list[list[Place]]]:
        """For budgets 0, 1, … of cut pieces the layers 0 … `pieces` − 1; the last budget will do."""
        tables = [self._table(pieces, None)]
        while not self._reaches_start(tables):
            tables.append(self._table(pieces, tables[-1]))
        return tables

    def _table(self, pieces: int, fewer_cuts: Sequence[Sequence[Place]] | None) -> list[list[Place]]:
        layers = [[self._goal]]
        for done in range(1, pieces):
            reach = self._reach(done, self._slack(pieces))
            layer = _before(layers[-1], reach, self._whole)
            if fewer_cuts is not None:
                layer = _joined(layer, _before(fewer_cuts[done - 1], reach, self._limits))
            layers.append(layer)
        return layers

    def _reaches_start(self, tables: Sequence[Sequence[Sequence[Place]]]) -> bool:
        whole = _before(tables[-1][-1], (_START,), self._whole)
        return bool(whole or (len(tables) > 1 and _before(tables[-2][-1], (_START,), self._limits)))

    def _reach(self, pieces: int, slack: float) -> Sequence[Place]:
        """Places no farther from the end than so many whole bars reach, and at most `slack` nearer."""
        lowest = self._goal.high - pieces * self._limits.longest
        return _between(self._places, lowest, lowest + slack)


def _before(goals: Sequence[Place], places: Sequence[Place], limits: PieceLimits) -> list[Place]:
    """The parts of `places` from which one legal piece reaches a goal; goals and places are sorted."""
    if not goals:
        return []
    found: list[Place] = []
    first = 0
    for place in _between(places, goals[0].low - limits.longest, goals[-1].high - limits.shortest):
        while goals[first].high < place.low + limits.shortest:
            first += 1  # out of reach for this place, and for all that follow
        starts = _starts(place, goals, first, limits)
        found.extend(Place(low, high, place.span) for low, high in normalized(starts))
    return found


def _starts(place: Place, goals: Sequence[Place], first: int, limits: PieceLimits) -> list[Interval]:
    """For each goal from `first` on that leaves enough attachments: where in `place` the piece may begin."""
    starts: list[Interval] = []
    for index in range(first, len(goals)):
        goal = goals[index]
        if goal.low > place.high + limits.longest:
            break
        if goal.span - place.span >= limits.supports:
            low, high = goal.low - limits.longest, goal.high - limits.shortest
            starts.append((max(place.low, low), min(place.high, high)))
    return starts


def _joined(first: Sequence[Place], second: Sequence[Place]) -> list[Place]:
    """Both lists of places as one, sorted and disjoint."""
    both = sorted((*first, *second), key=_low)
    return [
        Place(low, high, span)
        for span, places in groupby(both, key=_span)
        for low, high in normalized((place.low, place.high) for place in places)
    ]


def _between(places: Sequence[Place], low: float, high: float) -> Sequence[Place]:
    """Those of the sorted places that have a point in [low, high]."""
    first = bisect_left(places, low, key=_high)
    return places[first : bisect_right(places, high, lo=first, key=_low)]


def _ends(here: Place, goals: Sequence[Place], limits: PieceLimits) -> list[Place]:
    """For each goal in reach of a piece that begins at `here`: where the longest such piece ends."""
    shortest, longest = here.high + limits.shortest, here.high + limits.longest
    ends: list[Place] = []
    for goal in _between(goals, shortest, longest):
        if goal.span - here.span >= limits.supports:
            end = _whole(here.high, max(goal.low, shortest), min(goal.high, longest), longest)
            ends.append(Place(end, end, goal.span))
    return ends


def _whole(start: float, low: float, high: float, longest: float) -> float:
    """The highest end in [low, high] of a whole bar, else of whole millimetres, else the highest."""
    whole = start + math.floor((high - start) / WHOLE_UM) * WHOLE_UM
    return high if high == longest or whole < low else whole


def _high(place: Place) -> float:
    return place.high


def _low(place: Place) -> float:
    return place.low


def _span(place: Place) -> int:
    return place.span
