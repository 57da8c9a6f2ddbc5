"""What a dimension looks like: its lines and its text, for painters and for the block of a DXF dimension."""

import math

from designer.core.geometry.axes import Point
from designer.drawing.length_units import length_text
from designer.drawing.model import Align, Dimension, DimensionStyle, Polyline, Text
from designer.drawing.shapes import readable

_TICK_DEG = 45.0


def measured_mm(dimension: Dimension) -> float:
    """The distance between both points along the dimension's direction."""
    ux, uy = _unit(dimension.angle_deg)
    dx = dimension.second[0] - dimension.first[0]
    dy = dimension.second[1] - dimension.first[1]
    return abs(dx * ux + dy * uy)


MEASURED = "<>"
"""Where the figure stands in the text of a dimension."""


def measured_text(dimension: Dimension, style: DimensionStyle) -> str:
    """What is written: the distance in the style's unit, in the dimension's own text where it has one."""
    figure = length_text(measured_mm(dimension), style.unit)
    return dimension.text.replace(MEASURED, figure) if dimension.text else figure


def text_place(dimension: Dimension, style: DimensionStyle) -> Point:
    """The middle of the text: its own place, or above the middle of the dimension line as it is read."""
    if dimension.text_at is not None:
        return dimension.text_at
    first, second = line_ends(dimension)
    up_x, up_y = _unit(readable(dimension.angle_deg) + 90.0)
    away = style.gap_mm + style.text_mm / 2.0
    return ((first[0] + second[0]) / 2.0 + away * up_x, (first[1] + second[1]) / 2.0 + away * up_y)


def line_ends(dimension: Dimension) -> tuple[Point, Point]:
    """Both points brought onto the dimension line."""
    return _on_line(dimension, dimension.first), _on_line(dimension, dimension.second)


def dimension_shapes(dimension: Dimension, style: DimensionStyle) -> tuple[Polyline | Text, ...]:
    """Extension lines, dimension line, ticks and text."""
    first, second = line_ends(dimension)
    lines = [
        *_extension(dimension.first, first, style),
        *_extension(dimension.second, second, style),
        (first, second),
        _tick(first, dimension.angle_deg, style),
        _tick(second, dimension.angle_deg, style),
    ]
    text = Text(
        at=text_place(dimension, style),
        text=measured_text(dimension, style),
        height_mm=style.text_mm,
        rotation_deg=readable(dimension.angle_deg),
        align=Align.MIDDLE,
        masked=True,
        layer=dimension.layer,
        role=dimension.role,
        owner=dimension.owner,
    )
    shapes = (
        Polyline(points=line, layer=dimension.layer, role=dimension.role, owner=dimension.owner)
        for line in lines
    )
    return (*shapes, text)


def _unit(angle_deg: float) -> Point:
    return (math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg)))


def _on_line(dimension: Dimension, point: Point) -> Point:
    """The foot of the perpendicular from `point` to the dimension line."""
    ux, uy = _unit(dimension.angle_deg)
    base_x, base_y = dimension.line_at
    along = (point[0] - base_x) * ux + (point[1] - base_y) * uy
    return (base_x + along * ux, base_y + along * uy)


def _extension(point: Point, foot: Point, style: DimensionStyle) -> list[tuple[Point, Point]]:
    """From a gap off the measured point to a little beyond the dimension line; none where it lies on it."""
    distance = math.dist(point, foot)
    if distance <= style.offset_mm:
        return []
    ux, uy = (foot[0] - point[0]) / distance, (foot[1] - point[1]) / distance
    reach = distance + style.beyond_mm
    return [
        (
            (point[0] + style.offset_mm * ux, point[1] + style.offset_mm * uy),
            (point[0] + reach * ux, point[1] + reach * uy),
        )
    ]


def _tick(at: Point, angle_deg: float, style: DimensionStyle) -> tuple[Point, Point]:
    ux, uy = _unit(angle_deg + _TICK_DEG)
    half = style.tick_mm / 2.0
    return ((at[0] - half * ux, at[1] - half * uy), (at[0] + half * ux, at[1] + half * uy))
