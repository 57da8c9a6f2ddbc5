"""What can be seen in a view, kind by kind, as geometry in view coordinates.

Modules and all else that a person decided come from the Design, so that they are right the moment it
changes; rails, inverters and cables come from the Plan, which may be a moment older.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct

from designer.core.geometry.axes import Point, Rect, rect_xy
from designer.core.geometry.unfold import RoofFrame
from designer.core.model.catalog import Catalog
from designer.core.model.design import Bridge, Design, DimensionNote, Surface, TextNote
from designer.core.model.plan import Plan, RailRun
from designer.drawing.style import text_width_mm
from designer.edit.edits.boxes import footprint
from designer.edit.edits.site import frame_of
from designer.edit.picking.layer import Coordinates, Form, Layer, Shape, layer_of_quads, layer_of_shapes
from designer.edit.picking.model import Kind
from designer.edit.picking.module_places import module_rects, quads
from designer.edit.picking.recent import recent
from designer.edit.underlay_places import Lain, lines_of, outline_of, underlays_in
from designer.edit.view import View, ViewKind

NOTHING = layer_of_shapes(())

_PLANNED = frozenset({Kind.INVERTER, Kind.RAIL, Kind.BRANCH})

_KEPT = 48
"""Layers remembered: all kinds of two views, before and after an edit."""


class Placed(Struct, frozen=True):
    """A surface that can be seen in a view, and the frame that takes it there; None = its own."""

    surface: Surface
    frame: RoofFrame | None = None

    def put(self, points: Sequence[Point] | Coordinates) -> Coordinates:
        """Points of the surface in view coordinates, mm."""
        flat = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        return flat if self.frame is None else self.frame.to_plan(flat)


def visible(design: Design, view: View) -> tuple[Placed, ...]:
    """The surfaces that can be seen in a view, the lowest first."""
    if view.kind is ViewKind.SITE:
        return tuple(Placed(surface, frame_of(surface)) for surface in design.surfaces)
    return tuple(Placed(surface) for surface in design.surfaces if surface.id == view.surface)


class Scenery:
    """Layers of one view by kind, each made when it is first asked for; those `without` are empty."""

    def __init__(
        self,
        design: Design,
        plan: Plan | None,
        catalog: Catalog,
        view: View,
        without: frozenset[Kind] = frozenset(),
    ) -> None:
        self.design, self.plan, self.catalog, self.view = design, plan, catalog, view
        self._without = without

    def layer(self, kind: Kind) -> Layer:
        """All things of a kind that can be seen."""
        if kind in self._without:
            return NOTHING
        if kind not in _PLANNED:
            return _decided(kind, self.design, self.catalog, self.view)
        return NOTHING if self.plan is None else _planned(kind, self.design, self.plan, self.view)


@recent(_KEPT)
def _decided(kind: Kind, design: Design, catalog: Catalog, view: View) -> Layer:
    """Things of the Design."""
    if kind in (Kind.MODULE, Kind.REMOVED):
        return _modules(design, catalog, view, removed=kind is Kind.REMOVED)
    if kind is Kind.BRIDGE:
        return layer_of_shapes(_bridges(design, view))
    if kind is Kind.UNDERLAY:
        return _underlay_layer(underlays_in(design, view))
    places = visible(design, view)
    return layer_of_shapes(
        shape._replace(points=place.put(shape.points))
        for place in places
        for shape in _things(kind, design, place.surface)
    )


@recent(_KEPT)
def _planned(kind: Kind, design: Design, plan: Plan, view: View) -> Layer:
    """Things of the Plan."""
    return layer_of_shapes(
        shape._replace(points=place.put(shape.points))
        for place in visible(design, view)
        for shape in _planned_things(kind, plan, place.surface.id)
    )


def _modules(design: Design, catalog: Catalog, view: View, *, removed: bool) -> Layer:
    ids: list[str] = []
    corners: list[Coordinates] = []
    for place in visible(design, view):
        names, rects = module_rects(design, catalog, place.surface, removed=removed)
        ids += names
        corners.append(place.put(quads(rects).reshape(-1, 2)))
    return layer_of_quads(ids, np.concatenate(corners)) if ids else NOTHING


def _bridges(design: Design, view: View) -> Iterator[Shape]:
    """In the site view from end to end; on a surface the end that lies on it."""
    places = {place.surface.id: place for place in visible(design, view)}
    for bridge in design.bridges:
        ends = [places[name].put([point])[0] for name, point in _bridge_ends(bridge) if name in places]
        if ends:
            yield Shape(bridge.id, np.array(ends), Form.LINE if len(ends) > 1 else Form.POINT)


@recent(4)
def _underlay_layer(there: tuple[Lain, ...]) -> Layer:
    """Remembered by the underlays themselves: there may be many lines, and most edits change none."""
    return layer_of_shapes(_underlays(there))


def _underlays(there: tuple[Lain, ...]) -> Iterator[Shape]:
    """Lines of underlays; of a picture its frame."""
    for lain in there:
        for line in lines_of(lain):
            yield Shape(lain.underlay.id, line, Form.LINE)
        ring = outline_of(lain)
        if ring:
            yield Shape(lain.underlay.id, [*ring, ring[0]], Form.LINE)


def _bridge_ends(bridge: Bridge) -> tuple[tuple[str, Point], tuple[str, Point]]:
    return (bridge.from_surface, bridge.from_point), (bridge.to_surface, bridge.to_point)


def _things(kind: Kind, design: Design, surface: Surface) -> Iterable[Shape]:  # noqa: PLR0911
    """Things of the Design on a surface, but modules and bridges, in its coordinates."""
    match kind:
        case Kind.SURFACE:
            return [Shape(surface.id, surface.outline)]
        case Kind.EDGE:
            return _edges(surface)
        case Kind.OBSTACLE:
            return (Shape(part.id, part.outline) for part in surface.obstacles)
        case Kind.WATER_LINE:
            return (Shape(part.id, part.points, Form.LINE) for part in surface.water_lines)
        case Kind.BOX:
            boxes = (box for box in design.boxes if box.surface == surface.id)
            return (Shape(box.id, corners(footprint(box))) for box in boxes)
        case Kind.WAYPOINT:
            points = (point for point in design.waypoints if point.surface == surface.id)
            return (Shape(point.id, [(point.x, point.y)], Form.POINT) for point in points)
        case Kind.DIMENSION:
            notes = (note for note in design.dimensions if note.surface == surface.id)
            return (shape for note in notes for shape in _dimension(note))
        case Kind.TEXT:
            return (_text(note) for note in design.texts if note.surface == surface.id)
        case _:
            return ()


def _edges(surface: Surface) -> Iterator[Shape]:
    ring = surface.outline
    for index, ends in enumerate(zip(ring, (*ring[1:], ring[0]), strict=True)):
        yield Shape(surface.id, ends, Form.LINE, index)


def corners(rect: Rect) -> tuple[Point, Point, Point, Point]:
    """The corners of a rectangle, counter-clockwise."""
    x0, y0, x1, y1 = rect
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def dimension_line(note: DimensionNote) -> tuple[Point, Point]:
    """Both ends of the dimension line of a note, mm."""
    ux, uy = _direction(note)
    at = (note.first[0] - uy * note.offset_mm, note.first[1] + ux * note.offset_mm)
    along = (note.second[0] - at[0]) * ux + (note.second[1] - at[1]) * uy
    return at, (at[0] + along * ux, at[1] + along * uy)


def _direction(note: DimensionNote) -> Point:
    (x0, y0), (x1, y1) = note.first, note.second
    angle = math.atan2(y1 - y0, x1 - x0) if note.angle_deg is None else math.radians(note.angle_deg)
    return math.cos(angle), math.sin(angle)


def _dimension(note: DimensionNote) -> Iterator[Shape]:
    """The dimension line and what joins it with the points measured."""
    first, second = dimension_line(note)
    yield Shape(note.id, (note.first, first, second, note.second), Form.LINE)


def _text(note: TextNote) -> Shape:
    """The rectangle that a text fills; it starts at its point and its lines go down from there."""
    lines = note.text.splitlines() or [""]
    width = max(text_width_mm(line, note.height_mm) for line in lines)
    drop = (len(lines) - 1) * note.height_mm * _LINE_STEP
    turn = math.radians(note.rotation_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    flat = corners((0.0, -drop, width, note.height_mm))
    x, y = note.at
    return Shape(note.id, [(x + u * cos - v * sin, y + u * sin + v * cos) for u, v in flat])


_LINE_STEP = 1.6
"""Lines of a text stand this many heights apart."""


def _planned_things(kind: Kind, plan: Plan, surface: str) -> Iterable[Shape]:
    """Things of the Plan on a surface, in its coordinates."""
    parts = [part for part in plan.surfaces if part.surface == surface]
    match kind:
        case Kind.INVERTER:
            return (Shape(one.id, corners(one.footprint)) for part in parts for one in part.inverters)
        case Kind.RAIL:
            return (Shape(rail.id, corners(rail_rect(rail))) for part in parts for rail in part.rails)
        case _:
            return _branches(plan, surface)


def rail_rect(rail: RailRun) -> Rect:
    """The rectangle that a rail covers on its surface, mm."""
    half = rail.width_mm / 2
    return rect_xy(rail.axis, rail.start_mm, rail.across_mm - half, rail.end_mm, rail.across_mm + half)


def _branches(plan: Plan, surface: str) -> Iterator[Shape]:
    """Cables and ports, each under the id of its branch."""
    for branch in plan.branches:
        for drop in branch.drops:
            if drop.surface == surface:
                yield Shape(branch.id, [(drop.x, drop.y)], Form.POINT)
        for piece in branch.pieces:
            for part in piece.route:
                if part.surface == surface:
                    yield Shape(branch.id, part.points, Form.LINE)
