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
        one, other = order[later], order[later - before]
        no_more = amperes[other] <= amperes[one] + 1e-9
        left[later] = ~(no_more & _undercuts(batch.of(other), batch.of(one), per_mm))
    return np.asarray(order[left])


def _groups_of(*figures: NDArray[Any]) -> Ints:
    """Numbers of the groups of neighbours that are the same in all figures."""
    fresh = np.zeros(len(figures[0]), dtype=np.intp)
    for own in figures:
        fresh[1:] |= own[1:] != own[:-1]
    return np.cumsum(fresh)


def _undercuts(other: Batch, one: Batch, per_mm: float) -> Flags:
    """Whether a label costs no more than one and rises no higher, wherever that one holds."""
    beyond = np.maximum(0.0, np.maximum(other.low - one.low, one.high - other.high))
    away = np.maximum(0.0, np.maximum(other.low - one.first, one.last - other.high))
    flatter = (other.slope <= one.slope) & (other.rise + other.slope * beyond <= one.rise + _EPS_PCT)
    return np.asarray(
        (other.first <= one.first + EPS_MM)
        & (other.last >= one.last - EPS_MM)
        & (other.ports <= one.ports)
        & (other.cost + per_mm * beyond <= one.cost + 1e-9)
        & (flatter | (other.rise + other.slope * away <= one.rise + _EPS_PCT))
    )
