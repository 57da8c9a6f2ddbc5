"""The way rails run on a surface, and the change between rail coordinates and surface coordinates.

Row and rail code thinks in (u, v): u along the rail, v across it. Rails along the eave: u = x, v = y.
Rails up the slope: u = y, v = x. The swap keeps axis-parallel rectangles axis-parallel, which is all
that rows, rails, clamps and enclosures need.
"""

import math
from collections.abc import Iterable
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon, box

Point = tuple[float, float]


class RailAxis(StrEnum):
    """Direction of the rails that carry the modules."""

    EAVE = "eave"
    SLOPE = "slope"


class Orientation(StrEnum):
    """Way a module lies on its surface."""

    PORTRAIT = "portrait"
    """Long side up the slope, along y."""
    LANDSCAPE = "landscape"
    """Long side along the eave, along x."""


Rect = tuple[float, float, float, float]
"""An axis-parallel rectangle (x0, y0, x1, y1) in millimetres, x0 ≤ x1 and y0 ≤ y1."""


def to_xy(axis: RailAxis, u: float, v: float) -> Point:
    """Surface coordinates of the rail coordinates (u, v)."""
    return (u, v) if axis is RailAxis.EAVE else (v, u)


def to_uv(axis: RailAxis, x: float, y: float) -> Point:
    """Rail coordinates of the surface coordinates (x, y)."""
    return (x, y) if axis is RailAxis.EAVE else (y, x)


def middle(first: Point, second: Point) -> Point:
    """The point half way between two others."""
    return ((first[0] + second[0]) / 2.0, (first[1] + second[1]) / 2.0)


def rect_xy(axis: RailAxis, u0: float, v0: float, u1: float, v1: float) -> Rect:
    """Surface rectangle (x0, y0, x1, y1) of the rail-coordinate rectangle (u0, v0, u1, v1)."""
    return (u0, v0, u1, v1) if axis is RailAxis.EAVE else (v0, u0, v1, u1)


def rect_polygon(rect: Rect) -> Polygon:
    """The rectangle as a shapely polygon."""
    return box(*rect)


def module_extent(
    axis: RailAxis, orientation: Orientation, length_mm: float, width_mm: float
) -> tuple[float, float]:
    """Size of a module along the rail (u) and across it (v), from its long and short side."""
    long_side_across = (orientation is Orientation.PORTRAIT) == (axis is RailAxis.EAVE)
    return (width_mm, length_mm) if long_side_across else (length_mm, width_mm)


def tilted_extent(
    axis: RailAxis, orientation: Orientation, length_mm: float, width_mm: float, tilt_deg: float
) -> tuple[float, float]:
    """As `module_extent`, in plan on the roof for a module that is tilted about the rail."""
    along, across = module_extent(axis, orientation, length_mm, width_mm)
    return along, across * math.cos(math.radians(tilt_deg)) if tilt_deg else across


def rect_uv(axis: RailAxis, rect: Rect) -> Rect:
    """Rail-coordinate rectangle (u0, v0, u1, v1) of a surface rectangle (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = rect
    return (x0, y0, x1, y1) if axis is RailAxis.EAVE else (y0, x0, y1, x1)


def rect_polygons(rects: Iterable[Rect]) -> NDArray[np.object_]:
    """Rectangles as an array of shapely polygons, one each; made in one call because there are many."""
    corners = np.array(list(rects), dtype=float).reshape(-1, 4)
    return np.asarray(shapely.box(corners[:, 0], corners[:, 1], corners[:, 2], corners[:, 3]), dtype=object)


def grown(rect: Rect, by_mm: float) -> Rect:
    """The rectangle with `by_mm` added on every side."""
    return (rect[0] - by_mm, rect[1] - by_mm, rect[2] + by_mm, rect[3] + by_mm)
