"""One way to change whatever a set of ids stands for: each kind of thing by a function of its own."""

from collections.abc import Callable, Collection

from msgspec import Struct
from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.design import (
    Box,
    Bridge,
    Design,
    DimensionNote,
    Obstacle,
    Surface,
    TextNote,
    WaterLine,
    Waypoint,
)
from designer.edit.edits.outlines import committed_outline, committed_point
from designer.edit.edits.pins_along import with_pins_along
from designer.edit.edits.row_parts import RowChange, chosen_part, with_modules_changed

PointChange = Callable[[Surface, Point], Point]
"""Where a point of a surface goes, in the same frame."""


class Change(Struct, frozen=True, kw_only=True):
    """What happens to the things named. `turn_deg` maps a direction on a surface to its new direction.

    `flips` says whether left and right change sides, as they do in a mirror, `turns_rows` whether the ends of
    rows on a surface do.
    """

    ids: frozenset[str]
    point: PointChange
    row: RowChange
    turn_deg: Callable[[float], float] = lambda angle: angle
    flips: bool = False
    turns_rows: Callable[[Surface], bool] = lambda _: False
    on: Collection[str]
    """Ids of the surfaces whose things may change."""


def changed(design: Design, catalog: Catalog, change: Change) -> Design:
    """The Design with everything changed that the ids stand for, but no surface itself.

    Modules take the places of their pinned inverters along.
    """
    surfaces = {surface.id: surface for surface in design.surfaces if surface.id in change.on}
    ids = _module_ids(design, change)
    turned = _turned_modules(design, surfaces, ids, change)
    design = with_pins_along(with_modules_changed(design, catalog, ids, change.row), design, catalog, turned)
    return replace(
        design,
        surfaces=tuple(_parts(old, change) if old.id in surfaces else old for old in design.surfaces),
        boxes=tuple(_box(box, surfaces, change) for box in design.boxes),
        bridges=tuple(_bridge(bridge, surfaces, change) for bridge in design.bridges),
        waypoints=tuple(_waypoint(point, surfaces, change) for point in design.waypoints),
        dimensions=tuple(_dimension(note, surfaces, change) for note in design.dimensions),
        texts=tuple(_text(note, surfaces, change) for note in design.texts),
    )


def _module_ids(design: Design, change: Change) -> frozenset[str]:
    rows = [row for row in design.rows if row.surface in change.on]
    return frozenset(name for row in rows for name in (row.id, *(m.id for m in row.modules))) & change.ids


def _turned_modules(
    design: Design, surfaces: dict[str, Surface], ids: frozenset[str], change: Change
) -> frozenset[str]:
    """The modules, also those taken out, of rows whose ends change sides."""
    on = {name for name, surface in surfaces.items() if change.turns_rows(surface)}
    parts = (part for row in design.rows if row.surface in on and (part := chosen_part(row, ids)) is not None)
    return frozenset(module.id for part in parts for module in (*part.modules, *part.removed))


def _parts(surface: Surface, change: Change) -> Surface:
    """A surface with its obstacles and water lines changed."""
    return replace(
        surface,
        obstacles=tuple(_obstacle(one, surface, change) for one in surface.obstacles),
        water_lines=tuple(_water_line(one, surface, change) for one in surface.water_lines),
    )


def _obstacle(obstacle: Obstacle, surface: Surface, change: Change) -> Obstacle:
    if obstacle.id not in change.ids:
        return obstacle
    return replace(obstacle, outline=committed_outline(_points(obstacle.outline, surface, change)))


def _water_line(line: WaterLine, surface: Surface, change: Change) -> WaterLine:
    return line if line.id not in change.ids else replace(line, points=_points(line.points, surface, change))


def _points(points: tuple[Point, ...], surface: Surface, change: Change) -> tuple[Point, ...]:
    return tuple(committed_point(change.point(surface, point)) for point in points)


def _box(box: Box, surfaces: dict[str, Surface], change: Change) -> Box:
    if box.id not in change.ids or box.surface not in surfaces:
        return box
    x, y = committed_point(change.point(surfaces[box.surface], (box.x, box.y)))
    return replace(box, x=x, y=y)


def _bridge(bridge: Bridge, surfaces: dict[str, Surface], change: Change) -> Bridge:
    """The ends of a bridge on the surfaces in question."""
    if bridge.id not in change.ids:
        return bridge
    ends = {}
    for end in ("from", "to"):
        surface = surfaces.get(getattr(bridge, f"{end}_surface"))
        if surface is not None:
            ends[f"{end}_point"] = committed_point(change.point(surface, getattr(bridge, f"{end}_point")))
    return replace(bridge, **ends)


def _waypoint(waypoint: Waypoint, surfaces: dict[str, Surface], change: Change) -> Waypoint:
    if waypoint.id not in change.ids or waypoint.surface not in surfaces:
        return waypoint
    x, y = committed_point(change.point(surfaces[waypoint.surface], (waypoint.x, waypoint.y)))
    return replace(waypoint, x=x, y=y)


def _dimension(note: DimensionNote, surfaces: dict[str, Surface], change: Change) -> DimensionNote:
    if note.id not in change.ids or note.surface not in surfaces:
        return note
    first, second = _points((note.first, note.second), surfaces[note.surface], change)
    angle = None if note.angle_deg is None else angle_of(change.turn_deg(note.angle_deg))
    offset = -note.offset_mm if change.flips else note.offset_mm
    return replace(note, first=first, second=second, angle_deg=angle, offset_mm=offset)


def _text(note: TextNote, surfaces: dict[str, Surface], change: Change) -> TextNote:
    if note.id not in change.ids or note.surface not in surfaces:
        return note
    at = committed_point(change.point(surfaces[note.surface], note.at))
    return replace(note, at=at, rotation_deg=angle_of(change.turn_deg(note.rotation_deg)))


def angle_of(degrees: float) -> float:
    """An angle as it is committed: 0 ≤ angle < 360, rounded so that equal angles are equal."""
    return round(degrees % 360.0, 9) % 360.0
