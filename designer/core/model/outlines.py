"""Invariants of outlines: three corners or more, no crossing, counter-clockwise, obstacles inside."""

from collections.abc import Sequence

import shapely
from shapely.geometry import Polygon

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point
from designer.core.limits import MOST_CORNERS
from designer.core.model.design import Obstacle, Surface
from designer.core.model.places import place_of
from designer.core.units import TOLERANCE_MM

MAX_SURFACE_MM = 2_000_000.0
"""No roof is 2 km wide: such an outline was typed in another unit."""

INSIDE_TOLERANCE_MM = 1.0
"""An obstacle may jut out of its surface by this much, as measured corners do."""


def check_surface_outline(surface: Surface) -> None:
    """DesignError where the outline or the list of its edges cannot be that of a roof surface."""
    where = place_of(surface)
    check_outline(surface.outline, where)
    x0, y0, x1, y1 = shapely.bounds(Polygon(surface.outline))
    if max(x1 - x0, y1 - y0) > MAX_SURFACE_MM:
        what = f"it measures {(x1 - x0) / 1000:.0f} × {(y1 - y0) / 1000:.0f} m"
        raise DesignError(what, where=where, remedy="check the unit: a length without one is in mm")
    if len(surface.edges) != len(surface.outline):
        what = f"it has {len(surface.outline)} edges but {len(surface.edges)} kinds of edges"
        raise DesignError(what, where=where, remedy="give one kind for each edge")
    if surface.obstacles:
        inside = Polygon(surface.outline).buffer(INSIDE_TOLERANCE_MM, join_style="mitre")
        for obstacle in surface.obstacles:
            _check_obstacle(obstacle, surface, inside)


def _check_obstacle(obstacle: Obstacle, surface: Surface, inside: Polygon) -> None:
    where = f"{place_of(obstacle)} on {place_of(surface)}"
    check_outline(obstacle.outline, where)
    if not inside.covers(Polygon(obstacle.outline)):
        x0, y0, x1, y1 = (f"{value:.0f}" for value in shapely.bounds(Polygon(surface.outline)))
        remedy = f"keep it inside the surface, which reaches from ({x0}, {y0}) to ({x1}, {y1}) mm"
        raise DesignError("it reaches outside the surface", where=where, remedy=remedy)


def check_outline(outline: Sequence[Point], where: str) -> None:
    """DesignError where an outline is no simple counter-clockwise polygon. `where` names its owner."""
    if len(outline) < 3:
        what = f"its outline has only {len(outline)} of the three corners it needs"
        raise DesignError(what, where=where, remedy="add corners")
    if len(outline) > MOST_CORNERS:
        what = f"its outline has {len(outline):,} corners; {MOST_CORNERS:,} at most can be planned with"
        raise DesignError(what, where=where, remedy="simplify it")
    _check_edges(outline, where)
    polygon = Polygon(outline)
    if not polygon.is_valid or polygon.area <= TOLERANCE_MM:
        raise DesignError(_fault(polygon), where=where, remedy="draw it as one simple ring")
    if not polygon.exterior.is_ccw:
        raise DesignError("its outline runs clockwise", where=where, remedy="list its corners backwards")


def _check_edges(outline: Sequence[Point], where: str) -> None:
    for index, (start, end) in enumerate(zip(outline, (*outline[1:], outline[0]), strict=True)):
        if max(abs(end[0] - start[0]), abs(end[1] - start[1])) < TOLERANCE_MM:
            what = f"edge {index + 1} of its outline has no length"
            raise DesignError(what, where=where, remedy="leave out the repeated corner")


def _fault(polygon: Polygon) -> str:
    """What is wrong with an invalid polygon, with the place where it crosses itself."""
    reason = shapely.is_valid_reason(polygon)
    if "[" in reason:
        x, y = reason[reason.index("[") + 1 : -1].split()[:2]
        return f"its outline crosses or touches itself at ({float(x):.0f}, {float(y):.0f}) mm"
    return "its outline encloses no area"
