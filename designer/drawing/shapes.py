"""Small geometry of drawings: rectangles as points, extents, the way half along a line."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from designer.core.geometry.axes import Point, Rect

RIGHT_ANGLE_DEG = 90.0

_DIGITS = 7
"""Decimals of sizes in mm: far below any measure, far above the noise of sums."""


def corners(rect: Rect) -> tuple[Point, ...]:
    """The four corners, counter-clockwise from the lower left."""
    x0, y0, x1, y1 = rect
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def size(rect: Rect) -> tuple[float, float]:
    """Width and height, rounded so that equal things have equal sizes wherever they lie."""
    return (round(rect[2] - rect[0], _DIGITS), round(rect[3] - rect[1], _DIGITS))


def middle(rect: Rect) -> Point:
    """The middle of a rectangle."""
    return ((rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0)


def relative(rect: Rect, origin: Point) -> Rect:
    """The rectangle as seen from `origin`, rounded so that equal things look equal."""
    x, y = origin
    moved = (rect[0] - x, rect[1] - y, rect[2] - x, rect[3] - y)
    x0, y0, x1, y1 = (round(place, _DIGITS) for place in moved)
    return (x0, y0, x1, y1)


def bounds(points: Iterable[Point]) -> Rect:
    """Extents of the points; a rectangle of no size at the origin when there are none."""
    listed = tuple(points) or ((0.0, 0.0),)
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    return (min(xs), min(ys), max(xs), max(ys))


@lru_cache(maxsize=1024)
def direction(rotation_deg: float) -> Point:
    """The point at distance 1 in a direction."""
    return turned((1.0, 0.0), rotation_deg)


def turned(point: Point, rotation_deg: float) -> Point:
    """The point turned about the origin; exact at right angles."""
    x, y = point
    quarter, rest = divmod(rotation_deg % 360.0, RIGHT_ANGLE_DEG)
    for _ in range(int(quarter)):
        x, y = -y, x
    if rest:
        cosine, sine = math.cos(math.radians(rest)), math.sin(math.radians(rest))
        x, y = x * cosine - y * sine, x * sine + y * cosine
    return (x, y)


def length(points: Sequence[Point]) -> float:
    """Length of a line of points."""
    return sum(math.dist(a, b) for a, b in pairwise(points))


def point_along(points: Sequence[Point], distance_mm: float) -> tuple[Point, float]:
    """The point at a distance along a line of points, and the direction of the line there in degrees.

    Before the first and beyond the last point it is that point. Repeated points are passed over.
    """
    rest, place, direction = max(distance_mm, 0.0), points[0], 0.0
    for start, end in pairwise(points):
        step = math.dist(start, end)
        if step == 0.0:
            continue
        direction = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        share = min(rest / step, 1.0)
        place = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        if rest <= step:
            break
        rest -= step
    return place, direction


def readable(direction_deg: float) -> float:
    """A text along `direction_deg` turned so that it is read from below or from the right."""
    angle = direction_deg % 180.0
    return angle if angle <= RIGHT_ANGLE_DEG else angle - 180.0
