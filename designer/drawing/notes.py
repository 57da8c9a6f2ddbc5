"""What a person wrote on a surface: dimensions, texts and the places that cable has to pass."""

import math
from collections.abc import Iterable

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, DimensionNote, TextNote, Waypoint
from designer.drawing.labels import label
from designer.drawing.layers import LayerName
from designer.drawing.model import Align, Dimension, Item, Polyline, Role, Text
from designer.drawing.shapes import turned
from designer.drawing.style import Style, text_width_mm

LINE_STEP = 1.6
"""Distance of the lines of a text by the height of its capitals."""

WAYPOINT_MM = 45.0
"""From the middle of a waypoint's mark to its corners."""


def note_items(design: Design, surface_id: str, style: Style) -> tuple[Item, ...]:
    """All that a person wrote on one surface, in its frame."""
    return (
        *(item for point in design.waypoints for item in waypoint_items(point, surface_id, style)),
        *(dimension_note_item(note) for note in design.dimensions if note.surface == surface_id),
        *(line for note in design.texts if note.surface == surface_id for line in text_note_items(note)),
    )


def dimension_note_item(note: DimensionNote) -> Dimension:
    """The dimension; its line lies `offset_mm` to the left of the direction that is measured in."""
    angle_deg = measured_direction_deg(note)
    away = turned((0.0, note.offset_mm), angle_deg)
    return Dimension(
        first=note.first,
        second=note.second,
        line_at=(note.first[0] + away[0], note.first[1] + away[1]),
        angle_deg=angle_deg,
        layer=LayerName.DIMS,
        role=Role.DIMENSION,
        owner=note.id,
    )


def measured_direction_deg(note: DimensionNote) -> float:
    """The direction that a dimension measures in: its own, else that from its first point to its second."""
    if note.angle_deg is not None:
        return note.angle_deg
    dx, dy = note.second[0] - note.first[0], note.second[1] - note.first[1]
    return math.degrees(math.atan2(dy, dx))


def text_note_items(note: TextNote) -> tuple[Text, ...]:
    """The lines of a text, the first one at its place and each further one below."""
    lines = (line.strip() for line in note.text.splitlines())
    return tuple(_line(note, number, line) for number, line in enumerate(lines) if line)


def waypoint_items(waypoint: Waypoint, surface_id: str, style: Style) -> tuple[Item, ...]:
    """A ring with a point in it where the cable passes, and its name beside it."""
    if waypoint.surface != surface_id:
        return ()
    x, y = waypoint.x, waypoint.y
    return (
        _ring((x, y), WAYPOINT_MM, waypoint.id),
        _ring((x, y), WAYPOINT_MM / 4.0, waypoint.id),
        label(waypoint.id, (x, y - WAYPOINT_MM - style.port_mm), style.port_mm, waypoint.id),
    )


def note_points(design: Design, surface_id: str) -> Iterable[Point]:
    """Points that enclose the notes on one surface."""
    for waypoint in design.waypoints:
        if waypoint.surface == surface_id:
            yield (waypoint.x, waypoint.y)
    for note in design.dimensions:
        if note.surface == surface_id:
            item = dimension_note_item(note)
            yield from (item.first, item.second, item.line_at)
    for text in design.texts:
        if text.surface == surface_id:
            yield from (point for item in text_note_items(text) for point in _text_corners(item))


def _line(note: TextNote, number: int, text: str) -> Text:
    down = turned((0.0, -number * LINE_STEP * note.height_mm), note.rotation_deg)
    return Text(
        at=(note.at[0] + down[0], note.at[1] + down[1]),
        text=text,
        height_mm=note.height_mm,
        rotation_deg=note.rotation_deg,
        align=Align.LEFT,
        layer=LayerName.TEXT,
        role=Role.LABEL,
        owner=note.id,
    )


def _text_corners(item: Text) -> Iterable[Point]:
    """Corners of a text that stands at its lower left."""
    width = text_width_mm(item.text, item.height_mm)
    for corner in ((0.0, 0.0), (width, 0.0), (width, item.height_mm), (0.0, item.height_mm)):
        x, y = turned(corner, item.rotation_deg)
        yield (item.at[0] + x, item.at[1] + y)


def _ring(middle: Point, radius_mm: float, owner: str) -> Polyline:
    corners = (turned((radius_mm, 0.0), 45.0 * step) for step in range(8))
    return Polyline(
        points=tuple((middle[0] + x, middle[1] + y) for x, y in corners),
        closed=True,
        layer=LayerName.TEXT,
        role=Role.WAYPOINT,
        owner=owner,
    )
