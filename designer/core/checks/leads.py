"""DC leads against what is on the roof: they are planned straight, along the rail and across it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import shapely
from shapely.geometry import LineString, Polygon

from designer.core.findings import Finding, Location, warning
from designer.core.geometry.axes import Point, Rect, rect_polygons
from designer.core.geometry.intervals import without_open
from designer.core.geometry.meetings import meetings
from designer.core.limits import MOST_OVERLAPS
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.plan import SurfacePlan
from designer.core.units import TOLERANCE_MM


def check_leads(surface: Surface, part: SurfacePlan, gap_mm: float) -> Iterator[Finding]:
    """Warnings for leads that run into an obstacle, or in the open, between their module and their inverter.

    `gap_mm` is what is usual between modules.
    """
    through = list(_through_obstacles(surface, part))
    yield from through
    yield from _in_the_open(part, gap_mm, {one.subjects[:2] for one in through})


def usual_gap_mm(design: Design, catalog: Catalog) -> float:
    """The larger of the gaps in a row and from row to row, each the project's own or the rail system's."""
    rail, own = catalog.rail(design.products.rail), design.settings
    in_row = rail.mid_gap_mm if own.module_gap_mm is None else own.module_gap_mm
    return max(in_row, rail.row_gap_mm if own.row_gap_mm is None else own.row_gap_mm)


def _through_obstacles(surface: Surface, part: SurfacePlan) -> Iterator[Finding]:
    """A warning for each lead that runs into an obstacle.

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


def _in_the_open(part: SurfacePlan, gap_mm: float, told: Collection[tuple[str, ...]]) -> Iterator[Finding]:
    """A warning for each lead that no module covers over more than the usual gap between two.

    None for those, by inverter and module, of which it is `told` that an obstacle is in their way.
    """
    rects = {module.id: module.rect for module in part.modules}
    leads = [
        (inverter, lead)
        for inverter in part.inverters
        for lead in inverter.leads
        if (inverter.id, lead.module) not in told and not _is_under(lead.route, rects[lead.module])
    ]
    if not leads:
        return
    modules = list(rects.values())
    tree, ways = (
        shapely.STRtree(rect_polygons(modules)),
        shapely.linestrings([lead.route for _, lead in leads]),
    )
    for (inverter, lead), way in zip(leads, ways, strict=True):
        over = [modules[number] for number in tree.query(way).tolist()]
        bare = [(b - a, at) for a, b, at in _bare(lead.route, over) if b - a > gap_mm + TOLERANCE_MM]
        if bare:
            _, (x, y) = max(bare)
            yield warning(
                "lead-in-the-open",
                inverter.id,
                lead.module,
                at=Location(part.surface, round(x, 1), round(y, 1)),
                open_mm=round(sum(length for length, _ in bare), 1),
                gap_mm=gap_mm,
            )


def _is_under(route: Sequence[Point], rect: Rect) -> bool:
    """Whether a module covers a whole route."""
    x0, y0, x1, y1 = rect
    return all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in route)


def _bare(route: Sequence[Point], over: Sequence[Rect]) -> Iterator[tuple[float, float, Point]]:
    """Where no module covers the straight parts of a route: from, to and the middle between, mm."""
    for start, end in pairwise(route):
        along = 0 if abs(end[0] - start[0]) >= abs(end[1] - start[1]) else 1
        at = start[1 - along]
        low, high = sorted((start[along], end[along]))
        covered = (
            (rect[along], rect[along + 2])
            for rect in over
            if rect[1 - along] - TOLERANCE_MM <= at <= rect[3 - along] + TOLERANCE_MM
        )
        for a, b in without_open(((low, high),), covered):
            yield a, b, ((a + b) / 2, at) if along == 0 else (at, (a + b) / 2)
