"""Edits that move one point of a thing: corners of surfaces and obstacles, ends of lines and bridges."""

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Design, DimensionNote, Surface
from designer.core.units import rounded
from designer.edit.edits.notes import offset_to
from designer.edit.edits.outlines import committed_point
from designer.edit.edits.roof import with_surface


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


def _dimension(note: DimensionNote, number: int, at: Point) -> DimensionNote:
    match number:
        case 0:
            return replace(note, first=committed_point(at))
        case 1:
            return replace(note, second=committed_point(at))
        case _:
            offset = offset_to(note.first, note.second, note.angle_deg, at)
            return replace(note, offset_mm=rounded(offset))


def _with_point(points: tuple[Point, ...], number: int, at: Point) -> tuple[Point, ...]:
    return (*points[:number], committed_point(at), *points[number + 1 :])
