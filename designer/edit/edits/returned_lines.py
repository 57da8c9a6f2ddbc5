"""Outlines, obstacles and water lines that were changed in a CAD, as edits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import Polygon

from designer.core.geometry.axes import Point
from designer.core.geometry.edges import EdgeKind, classify_edges
from designer.core.model.design import Design, Obstacle, ObstacleKind, Surface, WaterLine
from designer.core.model.returned import ReturnedDrawing, ReturnedKind
from designer.edit.edits.outlines import committed_outline, committed_point
from designer.edit.edits.returned_places import SAME_MM, Lying
from designer.edit.edits.roof import add_obstacle, with_surface
from designer.edit.edits.water_lines import add_water_line

BESIDE_MM = 500.0
"""A line whose middle lies further than this from all outlines belongs to none of them."""


class Change(Struct, frozen=True):
    """One thing that was changed, in words without a full stop, and the edit that does the same."""

    text: str
    edit: Callable[[Design], Design]


def changed_outline(surface: Surface, place: Lying, told: list[str]) -> Iterator[Change]:
    """The outline where it has other corners now; one that crosses itself is passed over and told."""
    ring = committed_outline(_back(place.outline, place.offset))
    if _alike(ring, surface.outline):
        return
    if not Polygon(ring).is_valid:
        told.append(f"{surface.name}: the outline crosses itself now and stays as it was")
        return
    before, after = (Polygon(one).area / 1e6 for one in (surface.outline, ring))
    text = f"{surface.name}: outline with {len(ring)} corners, {after:.2f} m² instead of {before:.2f} m²"
    edges = _kinds(surface, ring)

    def change(old: Surface) -> Surface:
        return replace(old, outline=ring, edges=edges)

    yield Change(text, lambda design: with_surface(design, surface.id, change))


def _back(points: Iterable[Point], offset: Point) -> tuple[Point, ...]:
    return tuple((x - offset[0], y - offset[1]) for x, y in points)


def _alike(first: Sequence[Point], second: Sequence[Point]) -> bool:
    return len(first) == len(second) and float(np.abs(np.array(first) - np.array(second)).max()) < SAME_MM


def _kinds(surface: Surface, ring: Sequence[Point]) -> tuple[EdgeKind, ...]:
    """Edges keep the kind of the old edge that they lie on, or as many edges keep theirs in order."""
    if len(ring) == len(surface.outline):
        return surface.edges
    following = (*surface.outline[1:], surface.outline[0])
    old = [shapely.LineString(edge) for edge in zip(surface.outline, following, strict=True)]
    kinds = list(classify_edges(ring))
    for number, (start, end) in enumerate(zip(ring, (*ring[1:], ring[0]), strict=True)):
        for line, kind in zip(old, surface.edges, strict=True):
            if all(line.dwithin(shapely.Point(point), 1.0) for point in (start, end)):
                kinds[number] = kind
    return tuple(kinds)


# Obstacles and water lines


def changed_lines(
    surface: Surface, drawing: ReturnedDrawing, places: Mapping[str, Lying]
) -> Iterator[Change]:
    """Obstacles and water lines that were moved, reshaped, deleted or drawn."""
    here = [line for line in drawing.lines if _surface_of(line.points, places) == surface.id]
    offset = places[surface.id].offset
    yield from _changed_lines(
        surface,
        {one.id: one.outline for one in surface.obstacles},
        [(line.id, _back(line.points, offset)) for line in here if line.kind is ReturnedKind.OBSTACLE],
        "obstacle",
    )
    yield from _changed_lines(
        surface,
        {one.id: one.points for one in surface.water_lines},
        [(line.id, _back(line.points, offset)) for line in here if line.kind is ReturnedKind.WATER],
        "water line",
    )


def _surface_of(points: Sequence[Point], places: Mapping[str, Lying]) -> str | None:
    """The surface that a line lies on, or a little beside; None for one that is elsewhere on the sheet."""
    middle = shapely.MultiPoint(points).envelope.centroid
    away = {name: Polygon(place.outline).distance(middle) for name, place in places.items()}
    nearest = min(away, key=lambda name: away[name])
    return nearest if away[nearest] <= BESIDE_MM else None


def _changed_lines(
    surface: Surface,
    known: dict[str, tuple[Point, ...]],
    found: list[tuple[str, tuple[Point, ...]]],
    noun: str,
) -> Iterator[Change]:
    """Lines moved, reshaped, deleted and drawn; without ids those that are as they were are found first."""
    rest = dict(known)
    pending = []
    for name, points in found:
        own = name if name in rest else _as_it_was(name, points, rest)
        if not own:
            pending.append((name, points))
        elif not _alike(points, rest.pop(own)):
            yield _reshaped(surface, noun, own, points)
    for name, points in pending:
        own = next((one for one, old in rest.items() if not name and len(old) == len(points)), "")
        if own:
            rest.pop(own)
            yield _reshaped(surface, noun, own, points)
        elif noun == "obstacle":
            yield Change(f"{surface.name}: one more obstacle", _adding_obstacle(surface.id, points))
        else:
            yield Change(f"{surface.name}: one more water line", _adding_water(surface.id, points))
    for own in rest:
        yield Change(f"{surface.name}: {noun} {own} deleted", _deleting(surface.id, own))


def _as_it_was(name: str, points: Sequence[Point], known: Mapping[str, tuple[Point, ...]]) -> str:
    """The line that one without an id is, unchanged; empty for none."""
    return next((one for one, old in known.items() if not name and _alike(points, old)), "")


def _reshaped(surface: Surface, noun: str, name: str, points: Sequence[Point]) -> Change:
    text = f"{surface.name}: {noun} {name} moved or reshaped"
    return Change(text, _reshaping(surface.id, name, points))


def _adding_obstacle(surface_id: str, points: Sequence[Point]) -> Callable[[Design], Design]:
    obstacle = Obstacle(id="", kind=ObstacleKind.OTHER, outline=tuple(points))
    return lambda design: add_obstacle(design, surface_id, obstacle)


def _adding_water(surface_id: str, points: Sequence[Point]) -> Callable[[Design], Design]:
    return lambda design: add_water_line(design, surface_id, points)


def _reshaping(surface_id: str, name: str, points: Sequence[Point]) -> Callable[[Design], Design]:
    def obstacle(one: Obstacle) -> Obstacle:
        return replace(one, outline=committed_outline(points)) if one.id == name else one

    def line(one: WaterLine) -> WaterLine:
        return replace(one, points=tuple(map(committed_point, points))) if one.id == name else one

    def change(surface: Surface) -> Surface:
        return replace(
            surface,
            obstacles=tuple(map(obstacle, surface.obstacles)),
            water_lines=tuple(map(line, surface.water_lines)),
        )

    return lambda design: with_surface(design, surface_id, change)


def _deleting(surface_id: str, name: str) -> Callable[[Design], Design]:
    def change(surface: Surface) -> Surface:
        return replace(
            surface,
            obstacles=tuple(one for one in surface.obstacles if one.id != name),
            water_lines=tuple(one for one in surface.water_lines if one.id != name),
        )

    return lambda design: with_surface(design, surface_id, change)
