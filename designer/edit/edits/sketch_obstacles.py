"""Obstacles out of a drawing: blocks as a whole, and closed lines, in the drawing's coordinates."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry import Polygon

from designer.core.geometry.joining import left_over, rings_of
from designer.core.geometry.sketch import Points3, Sketch, Stroke
from designer.core.model.design import ObstacleKind
from designer.edit.edits.sketch_choices import Meaning, SketchChoices, obstacle_kind
from designer.edit.figures import counted

LINE_MM = 25.0
"""A block that is a single line or point is kept clear by this much on either side."""


class DrawnObstacle(Struct, frozen=True, eq=False):
    """What is kept clear of."""

    kind: ObstacleKind
    area: Polygon


class FoundObstacles(Struct, frozen=True):
    """Obstacles, and what could not be made one, in words."""

    obstacles: tuple[DrawnObstacle, ...]
    told: tuple[str, ...]


def drawn_obstacles(sketch: Sketch, choices: SketchChoices) -> FoundObstacles:
    """Obstacles of all layers that mean such: one for each block put there, else one for each closed line."""
    blocks: dict[int, list[Stroke]] = {}
    loose: dict[str, list[Stroke]] = {}
    for stroke in sketch.strokes:
        block = _block_of(stroke, sketch, choices)
        if block:
            blocks.setdefault(block, []).append(stroke)
        elif choices.meaning(stroke.layer) is Meaning.OBSTACLE:
            loose.setdefault(stroke.layer, []).append(stroke)
    told: list[str] = []
    found = (
        *(_block_obstacle(sketch, number, strokes) for number, strokes in blocks.items()),
        *(one for layer, strokes in loose.items() for one in _ring_obstacles(layer, strokes, told)),
    )
    return FoundObstacles(found, tuple(told))


def _block_of(stroke: Stroke, sketch: Sketch, choices: SketchChoices) -> int:
    """The outermost block that stands for an obstacle and that a stroke belongs to; 0 for none."""
    for number in stroke.parts:
        if choices.meaning(sketch.parts[number - 1].layer) is Meaning.OBSTACLE:
            return number
    return 0


def _block_obstacle(sketch: Sketch, number: int, strokes: Iterable[Stroke]) -> DrawnObstacle:
    part = sketch.parts[number - 1]
    listed = tuple(strokes)
    points = np.concatenate([stroke.points[:, :2] for stroke in listed])
    kind = obstacle_kind(part.block, part.layer)
    hull = shapely.MultiPoint(points).convex_hull
    if not isinstance(hull, Polygon):
        hull = hull.buffer(LINE_MM)
    return DrawnObstacle(kind, _outline(listed, hull))


def _outline(strokes: Iterable[Stroke], hull: Polygon) -> Polygon:
    """The closed line around a block, if it has one; else the convex hull, which keeps clear of all of it."""
    for stroke in strokes:
        ring = _polygon(stroke.points) if stroke.closed else None
        if ring is not None and ring.is_valid and ring.buffer(1.0, join_style="mitre").covers(hull):
            return ring
    return hull


def _ring_obstacles(layer: str, strokes: Sequence[Stroke], told: list[str]) -> Iterator[DrawnObstacle]:
    """Rings within other rings are details of these; lines that are on none are told."""
    rings = rings_of(strokes)
    if lost := left_over(strokes, rings):
        told.append(
            f"{counted(lost, 'line')} on layer '{layer}' left out: an obstacle is a block or a closed line"
        )
    areas = [_sound(_polygon(ring)) for ring in rings]
    tree = shapely.STRtree(areas)
    for number, area in enumerate(areas):
        around = tree.query(area, "covered_by").tolist()
        if not any(place != number and areas[place].area > area.area for place in around):
            yield DrawnObstacle(obstacle_kind(layer), area)


def _polygon(ring: Points3) -> Polygon:
    return Polygon(ring[:, :2])


def _sound(area: Polygon) -> Polygon:
    """An outline that crosses itself keeps all clear that lies within its hull."""
    hull = area if area.is_valid else area.convex_hull
    return hull if isinstance(hull, Polygon) else hull.buffer(LINE_MM)
