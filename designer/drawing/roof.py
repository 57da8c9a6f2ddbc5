"""A surface without what is built on it: outline, edges, obstacles, usable area, water lines."""

import math
from collections.abc import Iterator

from shapely.geometry import Polygon, box

from designer.core.geometry.axes import Point, Rect
from designer.core.model.design import Obstacle, Surface
from designer.core.model.plan import SurfacePlan, WindArea, WindZone
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Hatch, Item, Polyline, Role, Text
from designer.drawing.shapes import bounds, corners, middle, readable
from designer.drawing.style import Style, height_to_fit, text_width_mm

_OBSTACLE_TEXT_SHARE = 0.8
_LEAST_TEXT_SHARE = 0.55
_OUTSIDE_SHARE = 0.8
"""Of the height of dimensions: the least for a name in an obstacle, and that of a name above one."""


def roof_items(surface: Surface, plan: SurfacePlan, style: Style) -> tuple[Item, ...]:
    """Everything of the bare roof, in the surface's frame."""
    hatches = tuple(_hatch(obstacle, style) for obstacle in surface.obstacles)
    return (
        *hatches,
        *(_line(area.outline, LayerName.WIND, Role.WIND, surface.id, closed=True) for area in plan.wind),
        _line(surface.outline, LayerName.ROOF, Role.ROOF, surface.id, closed=True),
        *(
            _line(ring, LayerName.SETBACK, Role.SETBACK, surface.id, closed=True)
            for ring in plan.usable
            if len(ring) > 2
        ),
        *(
            _line(obstacle.outline, LayerName.OBSTACLE, Role.OBSTACLE, obstacle.id, closed=True)
            for obstacle in surface.obstacles
        ),
        *(_line(water.points, LayerName.WATER, Role.WATER, water.id) for water in surface.water_lines),
        *(obstacle_name(obstacle, style) for obstacle in surface.obstacles),
        *(_wind_name(area, style) for area in plan.wind if area.zone is WindZone.CORNER),
        *edge_names(surface, style),
    )


def _line(
    points: tuple[Point, ...], layer: LayerName, role: Role, owner: str, *, closed: bool = False
) -> Polyline:
    return Polyline(points=points, closed=closed, layer=layer, role=role, owner=owner)


def _hatch(obstacle: Obstacle, style: Style) -> Hatch:
    """The obstacle's hatch, leaving room for its name where the name fits in."""
    island = _name_island(obstacle, style)
    rings = (obstacle.outline,) if island is None else (obstacle.outline, corners(island))
    extent = bounds(obstacle.outline)
    spacing = max(style.hatch_mm, max(extent[2] - extent[0], extent[3] - extent[1]) / 40.0)
    return Hatch(
        rings=rings, spacing_mm=spacing, layer=LayerName.HATCH, role=Role.OBSTACLE, owner=obstacle.id
    )


def _name_text(obstacle: Obstacle) -> str:
    return f"{obstacle.kind.value} {obstacle.id}"


def _name_height(obstacle: Obstacle, style: Style) -> float:
    x0, _, x1, _ = bounds(obstacle.outline)
    width = _OBSTACLE_TEXT_SHARE * (x1 - x0)
    return height_to_fit(_name_text(obstacle), width, at_most_mm=style.dimension.text_mm)


def _name_island(obstacle: Obstacle, style: Style) -> Rect | None:
    """The box about the name if that lies within the obstacle and the name can still be read."""
    height = _name_height(obstacle, style)
    if height < _LEAST_TEXT_SHARE * style.dimension.text_mm:
        return None
    outline = Polygon(obstacle.outline)
    x, y = outline.centroid.coords[0]
    half = text_width_mm(_name_text(obstacle), height) / 2.0 + height / 2.0
    island = (x - half, y - height, x + half, y + height)
    return island if outline.contains(box(*island)) else None


def _wind_name(area: WindArea, style: Style) -> Text:
    """The corner's name in its middle."""
    at = Polygon(area.outline).representative_point()
    return label("wind corner", (at.x, at.y), style.dimension.text_mm, "")


def obstacle_name(obstacle: Obstacle, style: Style) -> Text:
    """The obstacle's kind and id: in its hatch where that has room for them, else above it."""
    island = _name_island(obstacle, style)
    if island is not None:
        return label(_name_text(obstacle), middle(island), _name_height(obstacle, style), obstacle.id)
    x0, _, x1, y1 = bounds(obstacle.outline)
    height = _OUTSIDE_SHARE * style.dimension.text_mm
    at = ((x0 + x1) / 2.0, y1 + height / 2.0)
    return label(_name_text(obstacle), at, height, obstacle.id, align=Align.CENTER)


def edge_names(surface: Surface, style: Style) -> Iterator[Text]:
    """The kind of each edge, outside of it; edges too short for the word go without."""
    height = style.dimension.text_mm
    following = (*surface.outline[1:], surface.outline[0])
    for start, end, kind in zip(surface.outline, following, surface.edges, strict=False):
        dx, dy = end[0] - start[0], end[1] - start[1]
        long = math.hypot(dx, dy)
        name = kind.value.replace("_", " ")
        if long < 2.0 * text_width_mm(name, height):
            continue
        outward = (dy / long, -dx / long)
        away = 1.1 * height
        at = (
            (start[0] + end[0]) / 2.0 + away * outward[0],
            (start[1] + end[1]) / 2.0 + away * outward[1],
        )
        direction_deg = readable(math.degrees(math.atan2(dy, dx)))
        yield label(name, at, height, surface.id, rotation_deg=direction_deg)
