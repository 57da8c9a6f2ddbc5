"""Lines cut off at the edges of a rectangle."""

from collections.abc import Sequence

from shapely import LineString, clip_by_rect, get_parts

from designer.core.geometry.axes import Point, Rect

Line = tuple[tuple[Point, ...], bool]
"""Points, and whether the line is closed."""


def holds(window: Rect, point: Point) -> bool:
    """Whether a point lies in a rectangle or on its edge."""
    return window[0] <= point[0] <= window[2] and window[1] <= point[1] <= window[3]


def clipped(points: Sequence[Point], window: Rect, *, closed: bool) -> tuple[Line, ...]:
    """The parts of a line within a rectangle; whole where it does not leave it."""
    if all(holds(window, point) for point in points):
        return ((tuple(points), closed),)
    whole = (*points, points[0]) if closed else tuple(points)
    if len(whole) < 2:
        return ()
    inside = clip_by_rect(LineString(whole), *window)
    parts = (part for part in get_parts(inside) if isinstance(part, LineString))
    return tuple((tuple((x, y) for x, y in part.coords), False) for part in parts if len(part.coords) > 1)
