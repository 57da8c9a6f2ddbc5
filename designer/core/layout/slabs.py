"""The usable area cut at the height of every vertex into slabs of trapezoids.

Between two neighbouring vertex heights no edge begins or ends, so the area there is a list of trapezoids with
straight sides. Everything a row needs to know follows from them exactly.
"""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from designer.core.geometry.axes import RailAxis

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

SNAP_DIGITS = 6
"""Heights are rounded to a millionth of a millimetre, so that levels that mean the same become one."""

TOUCH_MM = 1e-6
"""What fits up to this counts as fitting; far below the drawing tolerance, far above rounding noise."""


class Slabs(NamedTuple):
    """Trapezoids sorted by slab and along the rail; slab i lies between levels i and i + 1."""

    levels: Floats
    """(m + 1,) heights v, ascending."""
    first: Ints
    """(m + 1,) index of the first trapezoid of each slab; the last entry is their number."""
    left: Floats
    """(n, 2) u of the left side at the lower and at the upper level."""
    right: Floats
    """(n, 2) u of the right side at the lower and at the upper level."""


def decompose(usable: BaseGeometry, axis: RailAxis) -> Slabs:
    """Slabs of the usable area (polygons, any number of parts and holes) in rail coordinates."""
    lower, upper = _sloping_edges(usable, axis)
    levels = np.unique(np.concatenate((lower[:, 1], upper[:, 1])))
    begin, end = np.searchsorted(levels, lower[:, 1]), np.searchsorted(levels, upper[:, 1])
    edge, slab = expand(begin, end)
    sides = np.stack([_along_at(lower[edge], upper[edge], levels[slab + k]) for k in (0, 1)], axis=1)
    order = np.lexsort((sides.sum(axis=1), slab))
    sides, slab = sides[order], slab[order]
    first = np.searchsorted(slab[0::2], np.arange(max(len(levels), 1)))
    return Slabs(levels, first, sides[0::2], sides[1::2])


def expand(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """For half-open index ranges: the number of the range and the index, for every index in every range."""
    count = end - begin
    owner = np.repeat(np.arange(len(count)), count)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, begin[owner] + offset


def _sloping_edges(usable: BaseGeometry, axis: RailAxis) -> tuple[Floats, Floats]:
    """Lower and upper end (u, v) of every edge that is not parallel to the rail, each (n, 2)."""
    rings = shapely.get_rings(shapely.get_parts(usable))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    uv = points if axis is RailAxis.EAVE else points[:, ::-1]
    uv = np.column_stack((uv[:, 0], np.round(uv[:, 1], SNAP_DIGITS)))
    same_ring = ring[1:] == ring[:-1]
    start, stop = uv[:-1][same_ring], uv[1:][same_ring]
    rising = (start[:, 1] < stop[:, 1])[:, None]
    sloping = start[:, 1] != stop[:, 1]
    return np.where(rising, start, stop)[sloping], np.where(rising, stop, start)[sloping]


def _along_at(lower: Floats, upper: Floats, level: Floats) -> Floats:
    """Place of each edge along the rail at its level v."""
    share = (level - lower[:, 1]) / (upper[:, 1] - lower[:, 1])
    return np.asarray(lower[:, 0] * (1 - share) + upper[:, 0] * share)
