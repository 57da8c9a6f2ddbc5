"""Labels of many legs at once: the same as `trunk/labels.py` in arrays, exact and without any grid.

Nobody writes into the arrays: others may have them too.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import EPS_MM

Flags = NDArray[np.bool_]

Chosen = Ints | Flags | slice


def numbers_of(chosen: Chosen) -> Ints | slice:
    """Rows by number: flags are read once for all the figures that they choose from."""
    if isinstance(chosen, slice):
        return chosen
    return np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen.astype(np.intp, copy=False)


def are_all(chosen: Chosen) -> bool:
    """Whether flags choose all there is, as most of them do: then nothing needs to be copied."""
    return not isinstance(chosen, slice) and chosen.dtype == np.bool_ and bool(chosen.all())


class Batch(NamedTuple):
    """Labels, one per place of the arrays; `labels.Label` says what the figures mean.

    `mark` is the number of what a label came from, `rise` the voltage rise so far in % of the mains voltage
    where the label costs least, `slope` how much more it is for each mm beside: the link on the way grows.
    """

    cost: Array
    low: Array
    high: Array
    first: Array
    last: Array
    ports: Ints
    rise: Array
    slope: Array
    mark: Ints

    def of(self, chosen: Chosen) -> "Batch":
        """Some of the labels, in the order asked for; the same object where they are all."""
        if are_all(chosen):
            return self
        rows = numbers_of(chosen)
        return Batch._make([figures[rows] for figures in self])


class Moves(NamedTuple):
    """Ways from one inverter's rail to another's: along a common run (`leaves` is nan), or over a bend."""

    start_low: Array
    start_high: Array
    leaves: Array
    middle: Array
    joins: Array
    end_low: Array
    end_high: Array

    def of(self, chosen: Chosen) -> "Moves":
        """Some of the ways, in the order asked for; the same object where they are all."""
        if are_all(chosen):
            return self
        rows = numbers_of(chosen)
        return Moves._make([figures[rows] for figures in self])


class Limits(NamedTuple):
    """Per label: the first and the last place to reach, the most it may cost, A that flow in its step."""

    first: Array
    last: Array
    cost: Array
    amperes: Array

    def of(self, chosen: Chosen) -> "Limits":
        """Some of the limits, in the order asked for; the same object where they are all."""
        if are_all(chosen):
            return self
        rows = numbers_of(chosen)
        return Limits._make([figures[rows] for figures in self])


class Electric(NamedTuple):
    """Voltage rise per mm of trunk and of bulk cable and A that flows, %.

    `beside_pct` is that of links longer than they need be, 0 where that does not count.
    """

    trunk_pct: float
    bulk_pct: float
    beside_pct: float


def joined(batches: Sequence[Batch]) -> Batch:
    """All labels of some batches, one after the other."""
    return Batch(*(np.concatenate(figures) for figures in zip(*batches, strict=True)))


def clipped(batch: Batch, low: Array, high: Array, per_mm: float) -> tuple[Batch, Flags]:
    """Each label between its two places, and whether it holds there at all."""
    first, last = np.maximum(batch.first, low), np.minimum(batch.last, high)
    holds = first <= last + EPS_MM
    first = np.minimum(first, last)
    left, right = np.maximum(batch.low, first), np.minimum(batch.high, last)
    beside = left > right
    nearest = np.where(batch.low > last, last, first)
    # those that end nowhere are no number of mm away, whatever a mm costs
    away = np.where(beside, np.maximum(np.maximum(batch.low - nearest, nearest - batch.high), 0.0), 0.0)
    return (
        batch._replace(
            cost=batch.cost + per_mm * away,
            rise=batch.rise + batch.slope * away,
            low=np.where(beside, nearest, left),
            high=np.where(beside, nearest, right),
            first=first,
            last=last,
        ),
        holds,
    )


def distance(place: Array | float, low: Array, high: Array) -> Array:
    """How far a place lies outside an interval, mm."""
    return np.asarray(np.maximum(0.0, np.maximum(low - place, place - high)))
