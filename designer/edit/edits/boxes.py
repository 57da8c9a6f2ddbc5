"""Edits of junction and distribution boxes."""

import math
from collections.abc import Iterator

from msgspec.structs import replace
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, unary_union

from designer.core.geometry.axes import Point, rect_polygon
from designer.core.geometry.edges import EdgeKind
from designer.core.model.design import Box, BoxKind, Design, Surface
from designer.core.units import rounded
from designer.edit.edits.numbering import BOX, Numberer

EAVE_DISTANCE_MM = 25.0
"""A proposed box keeps this far from the edge of the roof and from obstacles."""

_LIFTS = 40
_STEPS = 16
_LEVEL_WITHIN_DEG = 45.0


def add_box(design: Design, box: Box) -> Design:
    """The Design with one more box; it gets the next id, whatever id it came with."""
    numbers = Numberer(design)
    added = replace(box, id=numbers.new(BOX), x=rounded(box.x), y=rounded(box.y))
    return numbers.stamped(replace(design, boxes=(*design.boxes, added)))


def propose_box(design: Design, surface_id: str, kind: BoxKind = BoxKind.JUNCTION) -> Design:
    """The Design with a box near the middle of the surface's longest eave, on the roof, clear of obstacles.

    Where there is no such place, the box stands where there is room for it all round, and on a surface
    smaller than a box at a point inside it. KeyError when there is no such surface.
    """
    surface = design.surface(surface_id)
    box = Box(id="", surface=surface_id, x=0.0, y=0.0, kind=kind)
    free = _free_area(surface)
    places = (replace(box, x=x, y=y) for x, y in _places(surface, box))
    fitting = next((place for place in places if free.covers(rect_polygon(footprint(place)))), None)
    return add_box(design, fitting or _inside(surface, box, free))


def _inside(surface: Surface, box: Box, free: BaseGeometry) -> Box:
    """The box at the free place nearest to the eave that has room all round, else just on the surface."""
    roomy = free.buffer(-math.hypot(box.width_mm, box.height_mm) / 2)
    if roomy.is_empty:
        place = Polygon(surface.outline).representative_point()
    else:
        place = nearest_points(roomy, LineString(_eave(surface)).centroid)[0]
    return replace(box, x=place.x, y=place.y)


def footprint(box: Box) -> tuple[float, float, float, float]:
    """The rectangle (x0, y0, x1, y1) that a box covers on its surface, mm."""
    half_width, half_height = box.width_mm / 2, box.height_mm / 2
    return (box.x - half_width, box.y - half_height, box.x + half_width, box.y + half_height)


def _free_area(surface: Surface) -> BaseGeometry:
    inside: BaseGeometry = Polygon(surface.outline).buffer(-EAVE_DISTANCE_MM / 2)
    obstacles = unary_union([Polygon(obstacle.outline) for obstacle in surface.obstacles])
    return inside.difference(obstacles.buffer(EAVE_DISTANCE_MM))


def _places(surface: Surface, box: Box) -> Iterator[Point]:
    """Middles to try: the nearest to the eave first, of these the nearest to its middle."""
    start, end = _eave(surface)
    shares = sorted(
        (step / (2 * _STEPS) for step in range(1, 2 * _STEPS)), key=lambda share: abs(share - 0.5)
    )
    for lift in range(_LIFTS):
        rise_mm = box.height_mm / 2 + (lift + 1) * EAVE_DISTANCE_MM
        for share in shares:
            x, y = (low + share * (high - low) for low, high in zip(start, end, strict=True))
            yield (x, y + rise_mm)


def _eave(surface: Surface) -> tuple[Point, Point]:
    """The longest eave; without one the lowest edge that is nearer to level than to the slope."""
    corners = surface.outline
    edges = list(zip(corners, (*corners[1:], *corners[:1]), surface.edges, strict=True))
    eaves = [(start, end) for start, end, kind in edges if kind is EdgeKind.EAVE]
    if eaves:
        return max(eaves, key=lambda edge: math.dist(*edge))
    level = [(start, end) for start, end, _ in edges if _is_level(start, end)]
    return min(level or [edge[:2] for edge in edges], key=lambda edge: edge[0][1] + edge[1][1])


def _is_level(start: Point, end: Point) -> bool:
    rise, run = abs(end[1] - start[1]), abs(end[0] - start[0])
    return rise <= run * math.tan(math.radians(_LEVEL_WITHIN_DEG))


def propose_boxes(design: Design) -> Design:
    """The Design with a box within reach of all modules; cable goes from surface to surface on bridges only.

    Of surfaces that bridges join, the one with the most modules gets the box.
    """
    for group in _joined_surfaces(design):
        if any(box.surface in group for box in design.boxes):
            continue
        modules = {name: sum(len(row.modules) for row in design.rows_on(name)) for name in group}
        most = max(group, key=lambda name: modules[name])
        if modules[most]:
            design = propose_box(design, most)
    return design


def _joined_surfaces(design: Design) -> list[list[str]]:
    """Groups of surfaces that bridges join, in the Design's order."""
    group_of = {surface.id: [surface.id] for surface in design.surfaces}
    for bridge in design.bridges:
        first, second = group_of[bridge.from_surface], group_of[bridge.to_surface]
        if first is not second:
            first.extend(second)
            group_of.update(dict.fromkeys(second, first))
    return list({id(group): group for group in group_of.values()}.values())
