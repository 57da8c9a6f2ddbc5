"""The handles of a selection: where they are, what dragging one does, and the lengths it shows meanwhile."""

import math
from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec import Struct

from designer.core.geometry.axes import Point, middle, to_uv, to_xy
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, Surface
from designer.edit.edits.arranging import ends, extent
from designer.edit.edits.moving import moved
from designer.edit.edits.notes import measured_mm
from designer.edit.edits.reshaping import (
    with_bridge_end,
    with_dimension_point,
    with_obstacle_corner,
    with_surface_corner,
    with_water_line_point,
)
from designer.edit.edits.row_length import stretched
from designer.edit.figures import counted, kilowatts, length_text
from designer.edit.picking.scenery import dimension_line
from designer.edit.preview import Note, Tone
from designer.edit.view import surface_view

MOST = 400
"""With more handles than this none is shown: nobody could tell them apart."""


class HandleKind(StrEnum):
    """What a handle moves."""

    SURFACE_CORNER = "corner of surface"
    OBSTACLE_CORNER = "corner of obstacle"
    WATER_POINT = "point of water line"
    BRIDGE_END = "end of bridge"
    DIMENSION_POINT = "dimension"
    ROW_END = "end of row"
    MIDDLE = "middle"
    """The whole thing: a box, a waypoint, a text."""


_POINT_EDITS: dict[HandleKind, Callable[[Design, str, int, Point], Design]] = {
    HandleKind.SURFACE_CORNER: with_surface_corner,
    HandleKind.OBSTACLE_CORNER: with_obstacle_corner,
    HandleKind.WATER_POINT: with_water_line_point,
    HandleKind.DIMENSION_POINT: with_dimension_point,
}


class Handle(Struct, frozen=True, kw_only=True):
    """A handle of the thing `id`; `part` counts its corners or points from 0 (of a row: 0 first, 1 last)."""

    kind: HandleKind
    id: str
    at: Point
    part: int = 0


def handles_of(design: Design, catalog: Catalog, surface_id: str, ids: frozenset[str]) -> tuple[Handle, ...]:
    """Handles of everything selected on a surface, in its frame; none where there would be too many."""
    surface = design.surface(surface_id)
    found: list[Handle] = []
    for parts in (
        _surface_handles(surface, ids),
        _row_handles(design, catalog, surface, ids),
        _fixture_handles(design, surface, ids),
        _note_handles(design, surface, ids),
    ):
        found += parts
    return tuple(found) if len(found) <= MOST else ()


def dragged(design: Design, catalog: Catalog, surface_id: str, handle: Handle, to: Point) -> Design:
    """The Design with a handle at another place. Raises DesignError where its thing is gone."""
    if handle.kind in _POINT_EDITS:
        return _POINT_EDITS[handle.kind](design, handle.id, handle.part, to)
    if handle.kind is HandleKind.BRIDGE_END:
        return with_bridge_end(design, handle.id, surface_id, to)
    if handle.kind is HandleKind.ROW_END:
        u, _ = to_uv(design.surface(surface_id).rail_axis, *to)
        return stretched(design, catalog, handle.id, u, at_last=handle.part == 1)
    by = (to[0] - handle.at[0], to[1] - handle.at[1])
    return moved(design, catalog, (handle.id,), by, surface_view(surface_id))


def drag_name(handle: Handle, before: Design, after: Design) -> str:
    """How the history calls the drag of a handle."""
    match handle.kind:
        case HandleKind.ROW_END:
            more = _modules(after, handle.id) - _modules(before, handle.id)
            return (
                f"{'Lengthen' if more > 0 else 'Shorten'} row {handle.id} by {counted(abs(more), 'module')}"
            )
        case HandleKind.MIDDLE:
            return f"Move {handle.id}"
        case _:
            return f"Move {handle.kind.value} {handle.id}"


def selected_after(design: Design, handle: Handle, selection: frozenset[str]) -> frozenset[str]:
    """The selection once a handle was dragged: what a row has gained is selected as its other modules are."""
    if handle.kind is not HandleKind.ROW_END:
        return selection
    gained = (module.id for row in design.rows if row.id == handle.id for module in row.modules)
    return selection.union(gained)


def drag_notes(design: Design, catalog: Catalog, handle: Handle) -> tuple[Note, ...]:
    """Lengths that change with a handle, beside what they measure, once it has been dragged."""
    for surface in design.surfaces:
        if handle.kind is HandleKind.SURFACE_CORNER and surface.id == handle.id:
            return _sides(surface.outline, handle.part)
        for obstacle in surface.obstacles:
            if handle.kind is HandleKind.OBSTACLE_CORNER and obstacle.id == handle.id:
                return _sides(obstacle.outline, handle.part)
    row = next((row for row in design.rows if row.id == handle.id), None)
    if row is not None:
        return (_row_note(design, catalog, row, handle),)
    note = next((one for one in design.dimensions if one.id == handle.id), None)
    if note is not None:
        start, end = dimension_line(note)
        return (Note(at=middle(start, end), text=length_text(measured_mm(note)), tone=Tone.MEASURE),)
    return ()


def _surface_handles(surface: Surface, ids: frozenset[str]) -> Iterator[Handle]:
    if surface.id in ids:
        yield from _points(HandleKind.SURFACE_CORNER, surface.id, surface.outline)
    for obstacle in surface.obstacles:
        if obstacle.id in ids:
            yield from _points(HandleKind.OBSTACLE_CORNER, obstacle.id, obstacle.outline)
    for line in surface.water_lines:
        if line.id in ids:
            yield from _points(HandleKind.WATER_POINT, line.id, line.points)


def _row_handles(design: Design, catalog: Catalog, surface: Surface, ids: frozenset[str]) -> Iterator[Handle]:
    """Both ends of rows that are selected whole."""
    for row in design.rows_on(surface.id):
        whole = row.id in ids or all(module.id in ids for module in row.modules)
        if row.modules and whole:
            middle = row.across_mm + extent(design, catalog, row)[1] / 2
            for part, u in enumerate(ends(design, catalog, row)):
                at = to_xy(surface.rail_axis, u, middle)
                yield Handle(kind=HandleKind.ROW_END, id=row.id, at=at, part=part)


def _fixture_handles(design: Design, surface: Surface, ids: frozenset[str]) -> Iterator[Handle]:
    for box in design.boxes:
        if box.id in ids and box.surface == surface.id:
            yield Handle(kind=HandleKind.MIDDLE, id=box.id, at=(box.x, box.y))
    for point in design.waypoints:
        if point.id in ids and point.surface == surface.id:
            yield Handle(kind=HandleKind.MIDDLE, id=point.id, at=(point.x, point.y))
    for bridge in design.bridges:
        if bridge.id in ids and bridge.from_surface == surface.id:
            yield Handle(kind=HandleKind.BRIDGE_END, id=bridge.id, at=bridge.from_point)
        if bridge.id in ids and bridge.to_surface == surface.id:
            yield Handle(kind=HandleKind.BRIDGE_END, id=bridge.id, at=bridge.to_point, part=1)


def _note_handles(design: Design, surface: Surface, ids: frozenset[str]) -> Iterator[Handle]:
    for note in design.dimensions:
        if note.id in ids and note.surface == surface.id:
            points = (note.first, note.second, dimension_line(note)[0])
            yield from _points(HandleKind.DIMENSION_POINT, note.id, points)
    for text in design.texts:
        if text.id in ids and text.surface == surface.id:
            yield Handle(kind=HandleKind.MIDDLE, id=text.id, at=text.at)


def _points(kind: HandleKind, name: str, points: tuple[Point, ...]) -> Iterator[Handle]:
    for part, at in enumerate(points):
        yield Handle(kind=kind, id=name, at=at, part=part)


def _sides(outline: tuple[Point, ...], corner: int) -> tuple[Note, ...]:
    """Lengths of the two sides that meet in a corner."""
    at = outline[corner]
    others = (outline[corner - 1], outline[(corner + 1) % len(outline)])
    return tuple(
        Note(at=middle(at, other), text=length_text(math.dist(at, other)), tone=Tone.MEASURE)
        for other in others
    )


def _row_note(design: Design, catalog: Catalog, row: Row, handle: Handle) -> Note:
    first, last = ends(design, catalog, row)
    power = catalog.module(row.module or design.products.module).power_w * len(row.modules)
    text = f"{counted(len(row.modules), 'module')} · {kilowatts(power)} · {length_text(last - first)}"
    axis = design.surface(row.surface).rail_axis
    u, v = last if handle.part else first, to_uv(axis, *handle.at)[1]
    return Note(at=to_xy(axis, u, v), text=text, tone=Tone.MEASURE)


def _modules(design: Design, row_id: str) -> int:
    return next((len(row.modules) for row in design.rows if row.id == row_id), 0)
