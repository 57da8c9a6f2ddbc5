"""The ends of bridges on a surface: where cable leaves it, and where to."""

import math
from collections.abc import Iterator

from shapely.geometry import LineString
from shapely.geometry import Point as ShapelyPoint

from designer.core.geometry.axes import Point
from designer.core.model.design import Bridge, Design, Surface
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.length_units import LengthUnit, length_text
from designer.drawing.model import Item, Polyline, Role, Text
from designer.drawing.shapes import readable
from designer.drawing.style import Style

_AWAY = 2.9
"""From an edge to the middle of the note, by the height of its capitals: beyond the name of the edge."""

_NEAR_MM = 300.0
"""A bridge that ends no farther from an edge leads over it."""


def bridge_items(design: Design, surface: Surface, style: Style) -> Iterator[Item]:
    """A mark where each bridge ends on the surface, and a note along the edge that it leads over."""
    for bridge in design.bridges:
        if surface.id in (bridge.from_surface, bridge.to_surface):
            starts = surface.id == bridge.from_surface
            at = bridge.from_point if starts else bridge.to_point
            other = bridge.to_surface if starts else bridge.from_surface
            yield _mark(at, style.dimension.text_mm / 2.0, bridge.id)
            words = _text(design, bridge, other, style.dimension.unit)
            yield _note(surface, at, words, style.dimension.text_mm, bridge.id)


def _text(design: Design, bridge: Bridge, other: str, unit: LengthUnit) -> str:
    name = next((one.name for one in design.surfaces if one.id == other and one.name), other)
    said = " mm" if unit is LengthUnit.MILLIMETRES else ""
    return f"{bridge.id} to {name}, {length_text(bridge.length_mm, unit)}{said} of cable"


def _mark(at: Point, arm: float, owner: str) -> Polyline:
    x, y = at
    points = ((x - arm, y), (x, y - arm), (x + arm, y), (x, y + arm))
    return Polyline(points=points, closed=True, layer=LayerName.TEXT, role=Role.LABEL, owner=owner)


def _note(surface: Surface, at: Point, text: str, height: float, owner: str) -> Text:
    """Outside the edge that the bridge leads over, along it; above the mark of one that ends farther in."""
    away = _AWAY * height
    edge = _nearest_edge(surface, at)
    if edge.distance(ShapelyPoint(at)) > _NEAR_MM:
        return label(text, (at[0], at[1] + away), height, owner)
    (x0, y0), (x1, y1) = edge.coords
    long = math.hypot(x1 - x0, y1 - y0)
    foot = edge.interpolate(edge.project(ShapelyPoint(at)))
    place = (foot.x + away * (y1 - y0) / long, foot.y - away * (x1 - x0) / long)
    return label(
        text, place, height, owner, rotation_deg=readable(math.degrees(math.atan2(y1 - y0, x1 - x0)))
    )


def _nearest_edge(surface: Surface, at: Point) -> LineString:
    following = (*surface.outline[1:], surface.outline[0])
    edges = (LineString(ends) for ends in zip(surface.outline, following, strict=True))
    return min(edges, key=lambda edge: edge.distance(ShapelyPoint(at)))
