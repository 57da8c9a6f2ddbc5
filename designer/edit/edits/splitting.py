"""Splitting a surface by a line. Both parts keep the frame, so all coordinates on them stay as they are.

The larger part keeps the surface's id. Modules stay with the part that holds their middle, obstacles and
water lines that cross the line are cut at it.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TypeVar

import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as ShapelyPoint
from shapely.ops import split

from designer.core.errors import DesignError
from designer.core.geometry.axes import Point, middle, rect_xy
from designer.core.geometry.edges import EdgeKind, classify_edges
from designer.core.geometry.rings import clean_ring
from designer.core.model.catalog import Catalog
from designer.core.model.design import (
    Box,
    Bridge,
    Design,
    DimensionNote,
    Obstacle,
    Row,
    RowModule,
    Surface,
    TextNote,
    WaterLine,
    Waypoint,
)
from designer.core.units import TOLERANCE_MM
from designer.edit.edits.duplicating import free_name
from designer.edit.edits.numbering import OBSTACLE, ROW, SURFACE, WATER_LINE, Numberer
from designer.edit.edits.outlines import Outline, committed_outline, committed_point
from designer.edit.edits.row_parts import extent_of

Placed = TypeVar("Placed", Box, Waypoint, DimensionNote, TextNote)

LEAST_PART_MM2 = 10_000.0
"""A smaller part (1 dm²) is an edge that was touched, not a surface."""

LEAST_PIECE_MM2 = 100.0
"""A smaller piece of an obstacle (1 cm²) is left out."""

LEAST_WATER_MM = 1.0
"""A shorter piece of a water line is left out."""

_BEYOND_MM = 1.0
"""Points picked on an edge may lie a little inside: the line goes on this far past them."""

_ON_EDGE_MM = 0.01


class _Parts(Struct, frozen=True):
    """The part that keeps the surface's id, and the new one."""

    kept: Polygon
    new: Polygon

    def is_new(self, point: Point) -> bool:
        """Whether a point belongs to the new part; off both it goes to the nearer one."""
        spot = ShapelyPoint(point)
        return bool(self.new.distance(spot) < self.kept.distance(spot))


def split_surface(design: Design, catalog: Catalog, surface_id: str, first: Point, second: Point) -> Design:
    """The Design with a surface split in two by the line through two points.

    The line ends at the points where that makes two parts, else it runs on across the surface. Raises
    DesignError where it does not make two parts; KeyError when there is no such surface.
    """
    surface = design.surface(surface_id)
    parts = _Parts(*split_outline(surface.outline, first, second))
    numbers = Numberer(design)
    name = numbers.new(SURFACE)
    ids = _Ids(numbers)
    kept = _part(surface, parts.kept, ids)
    new = replace(_part(surface, parts.new, ids), id=name, name=free_name(design, surface.name))
    surfaces = tuple(one if one.id != surface_id else kept for one in design.surfaces)
    return numbers.stamped(
        replace(
            design,
            surfaces=(*surfaces, new),
            rows=_split_rows(design, catalog, surface, parts, name, numbers),
            boxes=tuple(_at(box, (box.x, box.y), surface_id, parts, name) for box in design.boxes),
            bridges=tuple(_split_bridge(bridge, surface_id, parts, name) for bridge in design.bridges),
            waypoints=tuple(_at(one, (one.x, one.y), surface_id, parts, name) for one in design.waypoints),
            dimensions=tuple(
                _at(note, middle(note.first, note.second), surface_id, parts, name)
                for note in design.dimensions
            ),
            texts=tuple(_at(note, note.at, surface_id, parts, name) for note in design.texts),
        )
    )


def split_outline(outline: Outline, first: Point, second: Point) -> tuple[Polygon, Polygon]:
    """Both parts of an outline, the larger one first. Raises DesignError where there are not two."""
    if math.dist(first, second) < TOLERANCE_MM:
        raise DesignError("both points of the line are the same", remedy="give two different points")
    polygon = Polygon(outline)
    for beyond in (_BEYOND_MM, _across(polygon, first, second)):
        parts = _polygons(split(polygon, _prolonged(first, second, beyond)))
        if len(parts) == 2 and min(part.area for part in parts) >= LEAST_PART_MM2:
            larger, smaller = sorted(parts, key=lambda part: -part.area)
            return larger, smaller
    if len(parts) > 2:
        what, remedy = f"the line cuts the surface into {len(parts)} parts", "end it on two edges"
        raise DesignError(what, remedy=remedy)
    raise DesignError("the line does not cut the surface in two", remedy="draw it across the surface")


def _across(polygon: Polygon, first: Point, second: Point) -> float:
    """How far past its points a line must go to leave the surface for sure."""
    x0, y0, x1, y1 = polygon.bounds
    corner = max(math.dist(one, other) for one in (first, second) for other in ((x0, y0), (x1, y1)))
    return math.hypot(x1 - x0, y1 - y0) + corner


def _prolonged(first: Point, second: Point, beyond: float) -> LineString:
    long = math.dist(first, second)
    dx, dy = (second[0] - first[0]) / long * beyond, (second[1] - first[1]) / long * beyond
    return LineString(((first[0] - dx, first[1] - dy), (second[0] + dx, second[1] + dy)))


class _Ids:
    """Gives an id to the first piece that asks for it, and a new one to each that follows."""

    def __init__(self, numbers: Numberer) -> None:
        self._numbers = numbers
        self._given: set[str] = set()

    def of(self, name: str, letter: str) -> str:
        """The id itself, or a new one where a piece has it already."""
        own = self._numbers.new(letter) if name in self._given else name
        self._given.add(own)
        return own


def _part(surface: Surface, polygon: Polygon, ids: _Ids) -> Surface:
    """The surface cut down to one of its parts."""
    outline = _corners_of(surface, polygon)
    part = Polygon(outline)
    return replace(
        surface,
        outline=outline,
        edges=_edges(surface, outline),
        obstacles=tuple(piece for one in surface.obstacles for piece in _obstacle_on(one, part, ids)),
        water_lines=tuple(piece for one in surface.water_lines for piece in _water_on(one, part, ids)),
    )


def _corners_of(surface: Surface, polygon: Polygon) -> Outline:
    """The part's corners as committed; a cut that ends at a corner of the surface ends there exactly."""
    outline = committed_outline([_at_corner(surface, (x, y)) for x, y in polygon.exterior.coords])
    return tuple(point for index, point in enumerate(outline) if point != outline[index - 1])


def _at_corner(surface: Surface, point: Point) -> Point:
    near = (corner for corner in surface.outline if math.dist(corner, point) <= _ON_EDGE_MM)
    return next(near, point)


def _edges(surface: Surface, outline: Outline) -> tuple[EdgeKind, ...]:
    """Kinds of the surface's own edges; those of the cut read from the shape."""
    own = zip(surface.outline, (*surface.outline[1:], surface.outline[0]), surface.edges, strict=True)
    lines = [(LineString((start, end)), kind) for start, end, kind in own]
    read = classify_edges(outline)
    ends = (*outline[1:], outline[0])
    return tuple(
        _kind_along(lines, start, end) or kind for start, end, kind in zip(outline, ends, read, strict=True)
    )


def _kind_along(lines: Sequence[tuple[LineString, EdgeKind]], start: Point, end: Point) -> EdgeKind | None:
    for line, kind in lines:
        if all(line.distance(ShapelyPoint(point)) <= _ON_EDGE_MM for point in (start, end)):
            return kind
    return None


def _obstacle_on(obstacle: Obstacle, part: Polygon, ids: _Ids) -> Iterator[Obstacle]:
    """The obstacle, or its pieces, on a part."""
    outline = Polygon(obstacle.outline)
    inside = outline.intersection(part)
    hardly_cut = outline.area - inside.area < LEAST_PIECE_MM2  # also where a long thin corner is cut off
    is_whole = hardly_cut and part.buffer(_ON_EDGE_MM, join_style="mitre").covers(outline)
    for piece in (one for one in _polygons(inside) if one.area >= LEAST_PIECE_MM2):
        ring = obstacle.outline if is_whole else _piece_ring(piece)
        yield replace(obstacle, id=ids.of(obstacle.id, OBSTACLE), outline=ring)


def _piece_ring(piece: Polygon) -> Outline:
    return committed_outline(clean_ring(piece.exterior.coords, tolerance_mm=0.0))


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]


def _water_on(line: WaterLine, part: Polygon, ids: _Ids) -> Iterator[WaterLine]:
    """The water line, or its pieces, on a part; one along the cut lies on both."""
    whole = LineString(line.points)
    if part.buffer(_ON_EDGE_MM, join_style="mitre").covers(whole):
        yield replace(line, id=ids.of(line.id, WATER_LINE))
        return
    pieces = shapely.get_parts(whole.intersection(part)).tolist()
    for piece in (one for one in pieces if one.length > LEAST_WATER_MM):
        points = tuple(committed_point(point) for point in piece.coords)
        yield replace(line, id=ids.of(line.id, WATER_LINE), points=points)


def _split_rows(
    design: Design, catalog: Catalog, surface: Surface, parts: _Parts, name: str, numbers: Numberer
) -> tuple[Row, ...]:
    rows: list[Row] = []
    for row in design.rows:
        if row.surface != surface.id:
            rows.append(row)
            continue
        size = extent_of(design, catalog, surface, row)
        kept, new = (_row_on(row, surface, size, parts, new=new) for new in (False, True))
        if kept is not None:
            rows.append(kept)
        if new is not None:
            rows.append(replace(new, id=row.id if kept is None else numbers.new(ROW), surface=name))
    return tuple(rows)


def _row_on(row: Row, surface: Surface, size: tuple[float, float], parts: _Parts, *, new: bool) -> Row | None:
    """The modules of a row whose middles lie on one part."""

    def lies_here(module: RowModule) -> bool:
        x0, y0, x1, y1 = rect_xy(
            surface.rail_axis,
            module.along_mm,
            row.across_mm,
            module.along_mm + size[0],
            row.across_mm + size[1],
        )
        return parts.is_new(middle((x0, y0), (x1, y1))) is new

    modules, removed = (tuple(one for one in group if lies_here(one)) for group in (row.modules, row.removed))
    return replace(row, modules=modules, removed=removed) if modules or removed else None


def _at(thing: Placed, point: Point, surface_id: str, parts: _Parts, name: str) -> Placed:
    """The thing on the part that holds its place."""
    moves = thing.surface == surface_id and parts.is_new(point)
    return replace(thing, surface=name) if moves else thing


def _split_bridge(bridge: Bridge, surface_id: str, parts: _Parts, name: str) -> Bridge:
    if bridge.from_surface == surface_id and parts.is_new(bridge.from_point):
        bridge = replace(bridge, from_surface=name)
    if bridge.to_surface == surface_id and parts.is_new(bridge.to_point):
        bridge = replace(bridge, to_surface=name)
    return bridge
