"""Boxes and ends of bridges on a roof: on a surface that exists, within its outline, and in no obstacle."""

from collections.abc import Iterator

from shapely.geometry import Point, Polygon

from designer.core.findings import Finding, Location, error, warning
from designer.core.model.design import Design, Surface
from designer.core.units import TOLERANCE_MM


def check_boxes(design: Design) -> Iterator[Finding]:
    """An error for each box that no cable can be led to because of where it lies."""
    surfaces = {surface.id: surface for surface in design.surfaces}
    for box in design.boxes:
        if box.surface not in surfaces:
            yield error("box-without-surface", box.id, box.surface)
            continue
        surface, at = surfaces[box.surface], Location(box.surface, box.x, box.y)
        away = _beyond_edge_mm(surface, at)
        if away > TOLERANCE_MM:
            yield error("box-off-surface", box.id, at=at, away_mm=round(away, 1))
        for obstacle, depth in _obstacles_over(surface, at):
            yield error("box-in-obstacle", box.id, obstacle, at=at, inside_mm=round(depth, 1))


def check_bridges(design: Design) -> Iterator[Finding]:
    """A warning for each end of a bridge that no cable gets to because of where it lies."""
    surfaces = {surface.id: surface for surface in design.surfaces}
    for bridge in design.bridges:
        ends = ((bridge.from_surface, bridge.from_point), (bridge.to_surface, bridge.to_point))
        for surface, at in ((surfaces[name], Location(name, *end)) for name, end in ends if name in surfaces):
            away = _beyond_edge_mm(surface, at)
            if away > TOLERANCE_MM:
                yield warning("bridge-off-surface", bridge.id, surface.id, at=at, away_mm=round(away, 1))
            for obstacle, depth in _obstacles_over(surface, at):
                yield warning("bridge-in-obstacle", bridge.id, obstacle, at=at, inside_mm=round(depth, 1))


def _beyond_edge_mm(surface: Surface, at: Location) -> float:
    """How far a place is off the roof, mm; 0 where it is on it."""
    return float(Polygon(surface.outline).distance(Point(at.x, at.y)))


def _obstacles_over(surface: Surface, at: Location) -> Iterator[tuple[str, float]]:
    """The obstacles that a place lies in, with its way to their edge, mm: cable goes round them."""
    place = Point(at.x, at.y)
    for obstacle in surface.obstacles:
        outline = Polygon(obstacle.outline)
        if outline.intersects(place):
            yield obstacle.id, float(outline.exterior.distance(place))
