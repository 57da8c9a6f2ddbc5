"""Labels of legs that another one makes useless: it costs no more and rises no higher wherever they hold."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from designer.core.trunk.columns.batch import Batch, Flags
from designer.core.trunk.columns.problem import Ints
from designer.core.trunk.graph import Array
from designer.core.trunk.labels import EPS_MM

_LOOKS = 8
"""Each label is compared with so many of the cheapest ones before it."""

_EPS_PCT = 1e-12


def undominated(batch: Batch, keys: Sequence[NDArray[Any]], amperes: Array, per_mm: float) -> Ints:
    """Numbers of the labels without those that another one with the same keys undercuts.

    `amperes` flow at the end of each leg, `per_mm` is the price of bulk cable.
    """
    order = np.lexsort((batch.cost, *keys))
    group = _groups_of(*(own[order] for own in keys))
    left = np.ones(len(order), dtype=bool)
    for before in range(1, min(_LOOKS, len(order) - 1) + 1):
        later = np.nonzero(left[before:] & (group[before:] == group[:-before]))[0] + before
        if not len(later):
            break
        left[later[_undercut(batch, order[later - before], order[later], amperes, per_mm)]] = False
    return np.asarray(order[left])


def _groups_of(*figures: NDArray[Any]) -> Ints:
    """Numbers of the groups of neighbours that are the same in all figures."""
    fresh = np.zeros(len(figures[0]), dtype=np.intp)
    for own in figures:
        fresh[1:] |= own[1:] != own[:-1]
    return np.cumsum(fresh)


def _undercut(batch: Batch, others: Ints, ones: Ints, amperes: Array, per_mm: float) -> Ints:
    """Numbers of the pairs in which the other label undercuts the one.

    One question after the other, each about those pairs alone that are left: most of them differ soon.
    """
    left = np.flatnonzero(_holds_too(batch, others, ones, amperes))
    left = left[_costs_no_more(batch, others[left], ones[left], per_mm)]
    return np.asarray(left[_rises_no_higher(batch, others[left], ones[left])])


def _holds_too(batch: Batch, other: Ints, one: Ints, amperes: Array) -> Flags:
    """Whether labels hold wherever others do, with no more ports before them and no more current."""
    return np.asarray(
        (batch.first[other] <= batch.first[one] + EPS_MM)
        & (batch.last[other] >= batch.last[one] - EPS_MM)
        & (batch.ports[other] <= batch.ports[one])
        & (amperes[other] <= amperes[one] + 1e-9)
    )


def _beyond(batch: Batch, other: Ints, one: Ints) -> Array:
    """How far off labels are where others cost least, mm."""
    return np.asarray(
        np.maximum(0.0, np.maximum(batch.low[other] - batch.low[one], batch.high[one] - batch.high[other]))
    )


def _costs_no_more(batch: Batch, other: Ints, one: Ints, per_mm: float) -> Flags:
    """Whether labels cost no more than others wherever these hold."""
    cost = batch.cost[other] + per_mm * _beyond(batch, other, one)
    return np.asarray(cost <= batch.cost[one] + 1e-9)


def _rises_no_higher(batch: Batch, other: Ints, one: Ints) -> Flags:
    """Whether labels rise no higher than others wherever these hold."""
    rise, slope, most = batch.rise[other], batch.slope[other], batch.rise[one] + _EPS_PCT
    if not slope.any():
        return np.asarray(rise <= most)
    flatter = (slope <= batch.slope[one]) & (rise + slope * _beyond(batch, other, one) <= most)
    low, high = batch.low[other], batch.high[other]
    away = np.maximum(0.0, np.maximum(low - batch.first[one], batch.last[one] - high))
    return np.asarray(flatter | (rise + slope * away <= most))
