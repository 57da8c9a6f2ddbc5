"""Obstacles as they are drawn: kinds with what they keep clear, circles, and whether they lie on the roof."""

import math
from collections.abc import Mapping, Sequence

from shapely.geometry import Polygon

from designer.core.geometry.axes import Point
from designer.core.geometry.rings import signed_area_mm2
from designer.core.model.design import ObstacleKind, Surface
from designer.core.model.outlines import INSIDE_TOLERANCE_MM
from designer.edit.edits.outlines import Outline

CLEARANCE_MM: Mapping[ObstacleKind, float | None] = {
    ObstacleKind.CHIMNEY: 300.0,
    ObstacleKind.WINDOW: 150.0,
    ObstacleKind.DORMER: 300.0,
    ObstacleKind.VENT: None,
    ObstacleKind.OTHER: None,
}
"""What a new obstacle keeps clear all round, mm, by its kind; None = the project's own clearance.

These are choices of this program, and no rule of any law: room to stand and sweep beside a chimney, to open
and flash a window, to reach the flashing of a dormer. Each may be changed on the obstacle.
"""

CIRCLE_CORNERS = 32
"""Corners of the polygon that stands for a circle; it lies outside the circle by half a per cent at most."""


def circle_outline(centre: Point, radius_mm: float) -> Outline:
    """A regular polygon about a circle, so that no clearance is less than it would be from the circle."""
    reach = radius_mm / math.cos(math.pi / CIRCLE_CORNERS)
    angles = (2.0 * math.pi * (corner + 0.5) / CIRCLE_CORNERS for corner in range(CIRCLE_CORNERS))
    return tuple((centre[0] + reach * math.cos(a), centre[1] + reach * math.sin(a)) for a in angles)


def lies_on(surface: Surface, outline: Sequence[Point]) -> bool:
    """Whether an outline lies on a surface, within the tolerance of the Design's invariant."""
    if len(outline) < 3 or abs(signed_area_mm2(outline)) <= 1.0:
        return True
    roof = Polygon(surface.outline).buffer(INSIDE_TOLERANCE_MM, join_style="mitre")
    return bool(roof.covers(Polygon(outline)))


def clear_ring(outline: Sequence[Point], clearance_mm: float) -> Outline:
    """The outline with its clearance round it."""
    grown = Polygon(outline).buffer(clearance_mm, join_style="mitre", mitre_limit=5.0)
    return tuple((x, y) for x, y in grown.exterior.coords[:-1])
