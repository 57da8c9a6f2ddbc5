"""The site plan: surfaces and modules as seen from above, with the north arrow. North is up."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from designer.core.geometry.axes import Point, Rect
from designer.core.geometry.unfold import RoofFrame
from designer.core.model.design import Obstacle, Surface
from designer.core.model.plan import SurfacePlan
from designer.drawing.hatching import hatch_lines
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Hatch, Item, Polyline, Role, Text
from designer.drawing.shapes import bounds, corners, readable
from designer.drawing.style import Style, text_width_mm

HEADING = "Site plan"
_ARROW_STEPS = 3.0
_HATCH_SHARE = 0.6
"""From line to line of a hatch, by the height of notes."""


def in_plan(surface: Surface, points: Iterable[Point]) -> tuple[Point, ...]:
    """East and north in mm of points of a surface.

    y runs up the slope to the left of x as seen from above, and is foreshortened by the cosine of the tilt.
    """
    frame = RoofFrame(
        origin_east_mm=surface.east_mm,
        origin_north_mm=surface.north_mm,
        x_bearing_deg=surface.x_bearing_deg,
        tilt_deg=surface.tilt_deg,
    )
    return tuple((x, y) for x, y in frame.to_plan(np.array(tuple(points))).tolist())


def site_bounds(surfaces: Sequence[Surface]) -> Rect:
    """Extents of all surfaces in plan."""
    return bounds(point for surface in surfaces for point in in_plan(surface, surface.outline))


def site_heading_mm(style: Style) -> float:
    """Width of the heading, the arrow beside it included."""
    return text_width_mm(HEADING, style.name_mm) + _ARROW_STEPS * style.name_mm


def site_items(surfaces: Sequence[Surface], plans: Sequence[SurfacePlan], style: Style) -> tuple[Item, ...]:
    """The site plan in its own frame: +x east, +y north."""
    by_id = {surface.id: surface for surface in surfaces}
    outlines = [_outline(surface, surface.outline, surface.id) for surface in surfaces]
    modules = [
        _outline(by_id[plan.surface], corners(module.rect), module.id, LayerName.SITE_MODULE)
        for plan in plans
        for module in plan.modules
    ]
    obstacles = [
        item
        for surface in surfaces
        for obstacle in surface.obstacles
        for item in _obstacle(surface, obstacle, style)
    ]
    names = [site_name(surface, style) for surface in surfaces]
    x0, _, x1, top = site_bounds(surfaces)
    beside = max(x1, x0 + text_width_mm(HEADING, style.name_mm)) + 2.0 * style.name_mm
    heading = label(HEADING, (x0, top + 2.0 * style.name_mm), style.name_mm, "", align=Align.LEFT)
    return (*outlines, *obstacles, *modules, *names, heading, *_north_arrow((beside, top), style))


def _outline(surface: Surface, points: Iterable[Point], owner: str, layer: str = LayerName.SITE) -> Polyline:
    return Polyline(points=in_plan(surface, points), closed=True, layer=layer, role=Role.SITE, owner=owner)


def _obstacle(surface: Surface, obstacle: Obstacle, style: Style) -> tuple[Polyline, ...]:
    """An obstacle as seen from above; its hatch is plain lines, as others count hatches."""
    layer = LayerName.SITE_OBSTACLE
    outline = _outline(surface, obstacle.outline, obstacle.id, layer)
    hatch = Hatch(
        rings=(outline.points,),
        spacing_mm=max(style.hatch_mm, _HATCH_SHARE * style.note_mm),
        layer=layer,
        role=Role.SITE,
    )
    lines = (Polyline(points=ends, layer=layer, role=Role.SITE) for ends in hatch_lines(hatch))
    return (*lines, outline)


def site_name(surface: Surface, style: Style) -> Text:
    """The surface's name along its lower edge, outside, in plan."""
    x0, y0, x1, _ = bounds(surface.outline)
    (east, north), (east_0, north_0), (east_1, north_1) = in_plan(
        surface, (((x0 + x1) / 2.0, y0), (x0, y0), (x1, y0))
    )
    along = math.atan2(north_1 - north_0, east_1 - east_0)
    away = 1.2 * style.note_mm
    at = (east + away * math.sin(along), north - away * math.cos(along))
    turn_deg = readable(math.degrees(along))
    return label(surface.name, at, style.note_mm, surface.id, rotation_deg=turn_deg)


def _north_arrow(tip: Point, style: Style) -> tuple[Polyline, Text]:
    """An arrow that points north with its tip at `tip` and its letter above."""
    x, y = tip
    long, half = _ARROW_STEPS * style.name_mm, 0.7 * style.name_mm
    arrow = ((x, y), (x - half, y - long), (x, y - 0.7 * long), (x + half, y - long))
    letter = Text(
        at=(x, y + 0.5 * style.name_mm),
        text="N",
        height_mm=style.name_mm,
        align=Align.CENTER,
        layer=LayerName.TEXT,
        role=Role.SITE,
    )
    return Polyline(points=arrow, closed=True, layer=LayerName.TEXT, role=Role.SITE), letter
