"""Boxes on a roof: on a surface that exists, and within its outline."""

from collections.abc import Iterator

from shapely.geometry import Point, Polygon

from designer.core.findings import Finding, Location, error
from designer.core.model.design import Design
from designer.core.units import TOLERANCE_MM


def check_boxes(design: Design) -> Iterator[Finding]:
    """An error for each box that no cable can be led to because of where it lies."""
    outlines = {surface.id: Polygon(surface.outline) for surface in design.surfaces}
    for box in design.boxes:
        if box.surface not in outlines:
            yield error("box-without-surface", box.id, box.surface)
            continue
        away = outlines[box.surface].distance(Point(box.x, box.y))
        if away > TOLERANCE_MM:
            at = Location(box.surface, box.x, box.y)
            yield error("box-off-surface", box.id, at=at, away_mm=round(away, 1))
