"""Rectangles on the installation map: what they share, and which of many are clear of others."""

from collections.abc import Sequence

import numpy as np

from designer.core.geometry.axes import Point, Rect


def bounds(rects: Sequence[Rect]) -> Rect:
    """The rectangle around rectangles, of which there is at least one."""
    return (
        min(rect[0] for rect in rects),
        min(rect[1] for rect in rects),
        max(rect[2] for rect in rects),
        max(rect[3] for rect in rects),
    )


def overlaps(first: Rect, second: Rect) -> bool:
    """Whether two rectangles share an area."""
    return overlap(first, second) > 0


def overlap(first: Rect, second: Rect) -> float:
    """The area that two rectangles share."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return width * height if width > 0 and height > 0 else 0.0


def area(rect: Rect) -> float:
    """Of a rectangle."""
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def middle(rect: Rect) -> Point:
    """Of a rectangle."""
    return ((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)


def span(first: Point, second: Point) -> Rect:
    """The rectangle of which two points are opposite corners."""
    return bounds([(*first, *first), (*second, *second)])


def clear_of(places: Sequence[Rect], taken: Sequence[Rect]) -> list[Rect]:
    """Those of the places that share no area with what is taken."""
    if not places or not taken:
        return list(places)
    own, others = np.array(places)[:, None], np.array(taken)[None]
    wide = np.minimum(own[..., 2], others[..., 2]) > np.maximum(own[..., 0], others[..., 0])
    high = np.minimum(own[..., 3], others[..., 3]) > np.maximum(own[..., 1], others[..., 1])
    hit = (wide & high).any(axis=1)
    return [place for place, covered in zip(places, hit, strict=True) if not covered]


def slide(low: float, high: float, steps: int) -> list[float]:
    """Values from `low` to `high`, both included; none where that is no range."""
    if high < low:
        return []
    return [low + (high - low) * step / (steps - 1) for step in range(steps)]


def nearest_points(first: Rect, second: Rect) -> tuple[Point, Point]:
    """The ends of the shortest line between two rectangles, in the middle of where it may lie."""
    xs, ys = _nearest(first[0::2], second[0::2]), _nearest(first[1::2], second[1::2])
    return (xs[0], ys[0]), (xs[1], ys[1])


def _nearest(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    low, high = max(first[0], second[0]), min(first[1], second[1])
    if low <= high:
        return ((low + high) / 2, (low + high) / 2)
    return (high, low) if first[1] < second[0] else (low, high)
