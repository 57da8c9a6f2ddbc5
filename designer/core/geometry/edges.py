"""What the edges of a roof surface are: eave, ridge, verge, hip or valley, read from its outline."""

import math
from collections.abc import Sequence
from enum import StrEnum

from designer.core.geometry.axes import Point


class EdgeKind(StrEnum):
    """Kind of a surface's edge; each kind has its own setback. The last two only a person can know."""

    EAVE = "eave"
    RIDGE = "ridge"
    VERGE = "verge"
    HIP = "hip"
    VALLEY = "valley"
    FIRE_WALL = "fire_wall"
    PARAPET = "parapet"


def classify_edges(outline: Sequence[Point], *, tolerance_deg: float = 10.0) -> tuple[EdgeKind, ...]:
    """Kinds of the edges of a counter-clockwise outline in its surface frame (x along the eave, y up, mm).

    Edge i runs from vertex i to vertex i + 1. Within `tolerance_deg` of level an edge with the surface above
    it is an eave and one with the surface below it a ridge; within as much of the line up the slope it is a
    verge. Of the slanted edges those that narrow the surface upward are hips, those that widen it valleys.
    """
    following = (*outline[1:], *outline[:1])
    return tuple(
        _kind(end[0] - start[0], end[1] - start[1], tolerance_deg)
        for start, end in zip(outline, following, strict=True)
    )


def _kind(dx: float, dy: float, tolerance_deg: float) -> EdgeKind:
    steepness_deg = math.degrees(math.atan2(abs(dy), abs(dx)))
    surface_is_above = dx > 0.0  # counter-clockwise: the surface lies to the left of its edges
    if steepness_deg <= tolerance_deg:
        return EdgeKind.EAVE if surface_is_above else EdgeKind.RIDGE
    if steepness_deg >= 90.0 - tolerance_deg:
        return EdgeKind.VERGE
    return EdgeKind.VALLEY if surface_is_above else EdgeKind.HIP
