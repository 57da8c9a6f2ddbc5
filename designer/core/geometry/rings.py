"""Closed rings of points: cleaning, orientation, area. A ring never repeats its first point at the end.

Plain Python on purpose: roof outlines have some five to twenty corners, too few for arrays to pay.
"""

import math
from collections.abc import Iterable, Sequence

from designer.core.geometry.axes import Point
from designer.core.units import TOLERANCE_MM, rounded


def signed_area_mm2(ring: Sequence[Point]) -> float:
    """Area of the ring, positive when it runs counter-clockwise (the shoelace formula)."""
    if not ring:
        return 0.0
    x_0, y_0 = ring[0]  # relative to a corner the products keep their digits
    local = [(x - x_0, y - y_0) for x, y in ring]
    pairs = zip(local, (*local[1:], local[0]), strict=True)
    return sum(x_a * y_b - x_b * y_a for (x_a, y_a), (x_b, y_b) in pairs) / 2.0


def clean_ring(ring: Iterable[Iterable[float]], *, tolerance_mm: float) -> tuple[Point, ...]:
    """The ring counter-clockwise, without its closing point, repeated points and points on straight edges.

    A corner that juts out by at most `tolerance_mm` is dropped; one that dents inward only when it does so by
    less than a micrometre. So the cleaned ring never holds ground that the given one did not.
    The answer is empty where the ring encloses nothing.
    """
    points = _without_repeats([(float(x), float(y)) for x, y in ring])
    if signed_area_mm2(points) < 0.0:
        points = [points[0], *points[:0:-1]]
    count = math.inf
    while 3 <= len(points) < count:
        count = len(points)
        points = _thinned(points, tolerance_mm)
    return tuple(points) if len(points) >= 3 else ()


def rounded_points(ring: Iterable[Iterable[float]]) -> tuple[Point, ...]:
    """The points rounded to the quantum of committed coordinates."""
    return tuple((rounded(float(x)), rounded(float(y))) for x, y in ring)


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    """Points that are a micrometre or more from the one before, around the ring; the first one stays."""
    kept: list[Point] = []
    for point in points:
        if not kept or math.dist(point, kept[-1]) >= TOLERANCE_MM:
            kept.append(point)
    if len(kept) > 1 and math.dist(kept[-1], kept[0]) < TOLERANCE_MM:
        kept.pop()
    return kept


def _thinned(points: Sequence[Point], tolerance_mm: float) -> list[Point]:
    """One pass over the ring. No two neighbours go in one pass: an arc of small steps must not melt away."""
    kept: list[Point] = []
    may_go = True
    for index, point in enumerate(points):
        after = points[index + 1] if index + 1 < len(points) else points[0]
        is_last_by_dropped_first = index == len(points) - 1 and kept[:1] != [points[0]]
        goes = (
            may_go
            and not is_last_by_dropped_first
            and _is_idle(points[index - 1], point, after, tolerance_mm)
        )
        may_go = not goes
        if not goes:
            kept.append(point)
    return kept


def _is_idle(before: Point, point: Point, after: Point, tolerance_mm: float) -> bool:
    """Whether the ring loses nothing but a sliver that juts out when it goes straight past `point`."""
    chord_x, chord_y = after[0] - before[0], after[1] - before[1]
    arm_x, arm_y = point[0] - before[0], point[1] - before[1]
    length_2 = max(chord_x**2 + chord_y**2, TOLERANCE_MM**2)
    along = min(max((arm_x * chord_x + arm_y * chord_y) / length_2, 0.0), 1.0)
    juts_out = arm_x * chord_y - arm_y * chord_x > 0.0
    away = math.hypot(arm_x - along * chord_x, arm_y - along * chord_y)
    return away <= (tolerance_mm if juts_out else TOLERANCE_MM)
