"""Edits of the figures of obstacles: kind, clearance, place and size."""

import math
from collections.abc import Callable, Collection
from typing import Any

from msgspec.structs import replace

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point, Rect
from designer.core.model.design import Design, Obstacle
from designer.core.model.places import place_of
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.outlines import committed_point

_ROUND_CORNERS = 8
"""An outline with as many corners or more, all equally far from its middle, is a circle."""


def set_obstacle_fields(design: Design, ids: Collection[str], **values: Any) -> Design:
    """The Design with `kind` or `clearance_mm` of these obstacles set."""
    return _each(design, ids, lambda obstacle: replace(obstacle, **values))


def move_obstacles_to(
    design: Design, ids: Collection[str], *, x: float | None = None, y: float | None = None
) -> Design:
    """The Design with the lower left corner of these obstacles' extent at x or y, mm."""

    def moved(obstacle: Obstacle) -> Obstacle:
        left, bottom, _, _ = extent(obstacle.outline)
        dx, dy = (0.0 if x is None else x - left), (0.0 if y is None else y - bottom)
        return _reshaped(obstacle, [(px + dx, py + dy) for px, py in obstacle.outline])

    return _each(design, ids, moved)


def resize_obstacles(
    design: Design, ids: Collection[str], *, width_mm: float | None = None, height_mm: float | None = None
) -> Design:
    """The Design with these rectangles' sides set, their first corner where it is.

    Raises DesignError for an obstacle that is no rectangle and for a side that is no length.
    """
    return _each(design, ids, lambda obstacle: _resized(obstacle, width_mm, height_mm))


def set_obstacle_diameter(design: Design, ids: Collection[str], diameter_mm: float) -> Design:
    """The Design with these circles' diameter set, their middle where it is. DesignError for other shapes."""

    def scaled(obstacle: Obstacle) -> Obstacle:
        _require_length(obstacle, diameter_mm)
        now = diameter(obstacle.outline)
        if now is None:
            raise DesignError("it is no circle", where=place_of(obstacle))
        (mx, my), share = _middle(obstacle.outline), diameter_mm / now
        return _reshaped(
            obstacle, [(mx + (x - mx) * share, my + (y - my) * share) for x, y in obstacle.outline]
        )

    return _each(design, ids, scaled)


def extent(outline: Collection[Point]) -> Rect:
    """The smallest upright rectangle around an outline."""
    xs, ys = zip(*outline, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def sides(outline: tuple[Point, ...]) -> tuple[float, float] | None:
    """Width and height of a rectangle, mm, also of a turned one; None for other shapes."""
    if len(outline) != 4:
        return None
    a, b, c, d = outline
    skew = max(abs(a[0] + c[0] - b[0] - d[0]), abs(a[1] + c[1] - b[1] - d[1]))
    if skew > TOLERANCE_MM * 2 or abs(math.dist(a, c) - math.dist(b, d)) > TOLERANCE_MM * 2:
        return None
    return (
        (math.dist(a, b), math.dist(b, c)) if _first_is_width(outline) else (math.dist(b, c), math.dist(a, b))
    )


def diameter(outline: tuple[Point, ...]) -> float | None:
    """Diameter of an outline that stands for a circle, mm; None for other shapes."""
    if len(outline) < _ROUND_CORNERS:
        return None
    middle = _middle(outline)
    radii = [math.dist(middle, corner) for corner in outline]
    return 2 * radii[0] if max(radii) - min(radii) <= TOLERANCE_MM * 4 else None


def _resized(obstacle: Obstacle, width_mm: float | None, height_mm: float | None) -> Obstacle:
    now = sides(obstacle.outline)
    if now is None:
        raise DesignError("it is no rectangle", where=place_of(obstacle), remedy="drag its corners")
    width, height = now[0] if width_mm is None else width_mm, now[1] if height_mm is None else height_mm
    _require_length(obstacle, min(width, height))
    start, second, _, last = obstacle.outline
    first, other = (width, height) if _first_is_width(obstacle.outline) else (height, width)
    u, v = _direction(start, second), _direction(start, last)
    along, across = (u[0] * first, u[1] * first), (v[0] * other, v[1] * other)
    corners = [
        start,
        (start[0] + along[0], start[1] + along[1]),
        (start[0] + along[0] + across[0], start[1] + along[1] + across[1]),
        (start[0] + across[0], start[1] + across[1]),
    ]
    return _reshaped(obstacle, corners)


def _first_is_width(outline: tuple[Point, ...]) -> bool:
    """Whether the first side runs rather along the eave than up the slope."""
    (x0, y0), (x1, y1) = outline[0], outline[1]
    return abs(x1 - x0) >= abs(y1 - y0)


def _direction(start: Point, end: Point) -> Point:
    length = math.dist(start, end)
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def _middle(outline: tuple[Point, ...]) -> Point:
    return (sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline))


def _require_length(obstacle: Obstacle, length_mm: float) -> None:
    if length_mm <= TOLERANCE_MM:
        what = f"a size of {length_mm:g} mm is none"
        raise DesignError(what, where=place_of(obstacle), remedy="give more than 0")


def _reshaped(obstacle: Obstacle, corners: list[Point]) -> Obstacle:
    return replace(obstacle, outline=tuple(committed_point(corner) for corner in corners))


def _each(design: Design, ids: Collection[str], change: Callable[[Obstacle], Obstacle]) -> Design:
    chosen = frozenset(ids)
    surfaces = tuple(
        replace(
            surface, obstacles=tuple(change(one) if one.id in chosen else one for one in surface.obstacles)
        )
        if any(one.id in chosen for one in surface.obstacles)
        else surface
        for surface in design.surfaces
    )
    return replace(design, surfaces=surfaces)
