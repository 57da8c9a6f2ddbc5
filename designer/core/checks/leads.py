"""DC leads against what stands on the roof: they are planned straight, along the rail and across it."""

from collections.abc import Iterator

import shapely
from shapely.geometry import LineString, Polygon

from designer.core.findings import Finding, Location, warning
from designer.core.geometry.meetings import meetings
from designer.core.limits import MOST_OVERLAPS
from designer.core.model.design import Surface
from designer.core.model.plan import SurfacePlan
from designer.core.units import TOLERANCE_MM


def check_leads(surface: Surface, part: SurfacePlan) -> Iterator[Finding]:
    """A warning for each lead that runs into an obstacle between its module and its inverter.

    Round it the lead is longer than planned, and leaves the modules.
    """
    if not surface.obstacles:
        return
    outlines = [Polygon(obstacle.outline) for obstacle in surface.obstacles]
    leads = [(inverter, lead) for inverter in part.inverters for lead in inverter.leads]
    ways = [LineString(lead.route) for _, lead in leads]
    for number, index in meetings(shapely.STRtree(outlines), ways, MOST_OVERLAPS, "intersects"):
        (inverter, lead), inside = leads[number], ways[number].intersection(outlines[index])
        if inside.length > TOLERANCE_MM:
            at = inside.centroid
            yield warning(
                "lead-through-obstacle",
                inverter.id,
                lead.module,
                surface.obstacles[index].id,
                at=Location(surface.id, round(at.x, 1), round(at.y, 1)),
                inside_mm=round(inside.length, 1),
                length_mm=round(lead.length_mm),
            )
