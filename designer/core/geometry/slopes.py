"""The slope of a ring of points in space: how steep its plane is and which way it looks down."""

import math

import numpy as np
from msgspec import Struct

from designer.core.geometry.sketch import Points3

LEVEL_MM = 10.0
"""Rings whose heights differ by less are taken as drawn in plan, not as lying in space."""

FLAT_WITHIN_MM = 50.0
"""Corners of a measured face may lie this far from the plane through them."""


class Slope(Struct, frozen=True):
    """A plane's steepness, 0 to 90°, and the compass bearing down it (x east, y north)."""

    tilt_deg: float
    azimuth_deg: float


def slope_of(ring: Points3) -> Slope | None:
    """The slope of a ring of at least three points, mm; None where it is level or lies in no plane.

    The normal is that of Newell's method: the sum over the edges, so that no three corners decide alone.
    """
    if float(np.ptp(ring[:, 2])) < LEVEL_MM:
        return None
    local = ring - ring.mean(axis=0)
    normal = np.cross(local, np.roll(local, -1, axis=0)).sum(axis=0)
    size = float(np.linalg.norm(normal))
    if size == 0.0:
        return None
    normal = normal / size if normal[2] >= 0.0 else -normal / size
    if float(np.abs(local @ normal).max()) > FLAT_WITHIN_MM:
        return None
    tilt = math.degrees(math.acos(min(1.0, float(normal[2]))))
    return Slope(tilt, math.degrees(math.atan2(float(normal[0]), float(normal[1]))) % 360.0)
