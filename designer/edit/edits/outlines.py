"""Outlines as an edit commits them: rounded to a micrometre, counter-clockwise, without a closing corner."""

from collections.abc import Sequence

from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind, classify_edges
from designer.core.units import rounded

Outline = tuple[Point, ...]


def committed_point(point: Point) -> Point:
    """The point rounded to the quantum of committed coordinates."""
    return (rounded(point[0]), rounded(point[1]))


def committed_outline(outline: Sequence[Point]) -> Outline:
    """The outline rounded, counter-clockwise, starting at the same corner, its closing corner dropped."""
    points = _open(outline)
    return points if _is_counter_clockwise(points) else (points[:1] + points[:0:-1])


def committed_edges(outline: Sequence[Point], edges: Sequence[EdgeKind]) -> tuple[EdgeKind, ...]:
    """Kinds of the edges of the committed outline; read from its shape where `edges` is empty.

    `edges` belong to `outline` as it was drawn: edge i goes from corner i to corner i + 1.
    """
    if not edges:
        return classify_edges(committed_outline(outline))
    return tuple(edges if _is_counter_clockwise(_open(outline)) else reversed(edges))


def rectangle(width_mm: float, height_mm: float, at: Point = (0.0, 0.0)) -> Outline:
    """The outline of a rectangle with its lower left corner at `at`."""
    x, y = at
    return ((x, y), (x + width_mm, y), (x + width_mm, y + height_mm), (x, y + height_mm))


def _open(outline: Sequence[Point]) -> Outline:
    points = tuple(committed_point(point) for point in outline)
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _is_counter_clockwise(points: Outline) -> bool:
    """Whether twice the signed area is positive or nil (the shoelace formula)."""
    following = (*points[1:], *points[:1])
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, following, strict=True)) >= 0.0
