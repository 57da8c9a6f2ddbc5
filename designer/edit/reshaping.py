"""Edits that move one point of a thing: corners of surfaces and obstacles, ends of lines and bridges."""

import math

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, DimensionNote, Surface
from designer.core.units import rounded
from designer.edit.outlines import committed_point
from designer.edit.roof import with_surface


def with_surface_corner(design: Design, surface_id: str, corner: int, at: Point) -> Design:
    """The Design with one corner of a surface moved; its edges keep their kinds."""
    return with_surface(
        design,
        surface_id,
        lambda surface: replace(surface, outline=_with_point(surface.outline, corner, at)),
    )


def with_obstacle_corner(design: Design, obstacle_id: str, corner: int, at: Point) -> Design:
    """The Design with one corner of an obstacle moved."""

    def change(surface: Surface) -> Surface:
        obstacles = (
            replace(one, outline=_with_point(one.outline, corner, at)) if one.id == obstacle_id else one
            for one in surface.obstacles
        )
        return replace(surface, obstacles=tuple(obstacles))

    return replace(design, surfaces=tuple(change(surface) for surface in design.surfaces))


def with_water_line_point(design: Design, line_id: str, number: int, at: Point) -> Design:
    """The Design with one point of a water line moved."""

    def change(surface: Surface) -> Surface:
        lines = (
            replace(one, points=_with_point(one.points, number, at)) if one.id == line_id else one
            for one in surface.water_lines
        )
        return replace(surface, water_lines=tuple(lines))

    return replace(design, surfaces=tuple(change(surface) for surface in design.surfaces))


def with_bridge_end(design: Design, bridge_id: str, surface_id: str, at: Point) -> Design:
    """The Design with the end of a bridge on this surface moved."""
    place = committed_point(at)
    bridges = []
    for one in design.bridges:
        if one.id == bridge_id and one.from_surface == surface_id:
            bridges.append(replace(one, from_point=place))
        elif one.id == bridge_id and one.to_surface == surface_id:
            bridges.append(replace(one, to_point=place))
        else:
            bridges.append(one)
    return replace(design, bridges=tuple(bridges))


def with_dimension_point(design: Design, note_id: str, number: int, at: Point) -> Design:
    """The Design with the first (0) or second (1) point of a dimension moved, or its line (2)."""
    notes = (_dimension(one, number, at) if one.id == note_id else one for one in design.dimensions)
    return replace(design, dimensions=tuple(notes))


def line_point(note: DimensionNote) -> Point:
    """The point of a dimension line beside the first point."""
    dx, dy = _direction(note)
    return (note.first[0] - note.offset_mm * dy, note.first[1] + note.offset_mm * dx)


def _dimension(note: DimensionNote, number: int, at: Point) -> DimensionNote:
    match number:
        case 0:
            return replace(note, first=committed_point(at))
        case 1:
            return replace(note, second=committed_point(at))
        case _:
            dx, dy = _direction(note)
            offset = -(at[0] - note.first[0]) * dy + (at[1] - note.first[1]) * dx
            return replace(note, offset_mm=rounded(offset))


def _direction(note: DimensionNote) -> Point:
    """The direction measured in, of length 1."""
    if note.angle_deg is not None:
        angle = math.radians(note.angle_deg)
    else:
        (x0, y0), (x1, y1) = note.first, note.second
        angle = math.atan2(y1 - y0, x1 - x0)
    return (math.cos(angle), math.sin(angle))


def _with_point(points: tuple[Point, ...], number: int, at: Point) -> tuple[Point, ...]:
    return (*points[:number], committed_point(at), *points[number + 1 :])
