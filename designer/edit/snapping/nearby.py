"""Edges near the cursor as segments: all that object snaps are computed from."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from designer.core.geometry.axes import Point
from designer.edit.picking.layer import Layer
from designer.edit.picking.model import Kind
from designer.edit.picking.scenery import Scenery
from designer.edit.view import ViewKind

Segments = NDArray[np.float64]
"""Straight edges as rows (x0, y0, x1, y1), mm."""

ON_SURFACE = (
    Kind.SURFACE,
    Kind.OBSTACLE,
    Kind.WATER_LINE,
    Kind.BOX,
    Kind.DIMENSION,
    Kind.MODULE,
    Kind.UNDERLAY,
)
ON_SITE = (Kind.SURFACE, Kind.BRIDGE, Kind.BOX, Kind.MODULE, Kind.UNDERLAY)
CENTRED = (Kind.BOX, Kind.OBSTACLE, Kind.INVERTER, Kind.MODULE)
POINTS = (Kind.WAYPOINT, Kind.BRIDGE)


class Edges(NamedTuple):
    """Segments of one thing that come within reach of the cursor, and its corners that do."""

    owner: str
    kind: Kind
    segments: Segments
    corners: NDArray[np.float64]


def edges_near(scenery: Scenery, cursor: Point, reach_mm: float) -> Iterator[Edges]:
    """Edges of things, nearest kinds first; only those within reach."""
    kinds = ON_SITE if scenery.view.kind is ViewKind.SITE else ON_SURFACE
    for kind in kinds:
        layer = scenery.layer(kind)
        for place in layer.near(cursor, reach_mm).tolist():
            found = _edges(layer, place, kind, cursor, reach_mm)
            if len(found.segments):
                yield found


def middles_near(scenery: Scenery, cursor: Point, reach_mm: float) -> Iterator[tuple[str, Point]]:
    """Middles of areas, and points without extent, within reach of the cursor."""
    for kind in CENTRED:
        layer = scenery.layer(kind)
        places = layer.near(cursor, reach_mm)
        yield from _close(layer, places.tolist(), shapely.centroid(layer.geometry[places]), cursor, reach_mm)


def points_near(scenery: Scenery, cursor: Point, reach_mm: float) -> Iterator[tuple[str, Point]]:
    """Things without extent within reach of the cursor."""
    for kind in POINTS:
        layer = scenery.layer(kind)
        places = [place for place in layer.near(cursor, reach_mm).tolist() if _is_point(layer, place)]
        yield from _close(layer, places, layer.geometry[places], cursor, reach_mm)


def _is_point(layer: Layer, place: int) -> bool:
    return bool(shapely.get_type_id(layer.geometry[place]) == shapely.GeometryType.POINT)


def _close(
    layer: Layer, places: Sequence[int], points: NDArray[np.object_], cursor: Point, reach_mm: float
) -> Iterator[tuple[str, Point]]:
    for place, (x, y) in zip(places, shapely.get_coordinates(points).tolist(), strict=True):
        if np.hypot(x - cursor[0], y - cursor[1]) <= reach_mm:
            yield layer.ids[place], (x, y)


def _edges(layer: Layer, place: int, kind: Kind, cursor: Point, reach_mm: float) -> Edges:
    points = shapely.get_coordinates(layer.geometry[place])
    segments = np.hstack((points[:-1], points[1:]))
    near = distances(segments, cursor) <= reach_mm
    apart = np.hypot(points[:, 0] - cursor[0], points[:, 1] - cursor[1])
    return Edges(layer.ids[place], kind, segments[near], points[apart <= reach_mm])


def feet(segments: Segments, point: Point) -> NDArray[np.float64]:
    """The place of each segment that is nearest to a point, shape (n, 2)."""
    starts, ways = segments[:, :2], segments[:, 2:] - segments[:, :2]
    share = _shares(segments, point).clip(0.0, 1.0)
    nearest: NDArray[np.float64] = starts + share[:, None] * ways
    return nearest


def perpendiculars(segments: Segments, point: Point) -> NDArray[np.float64]:
    """Feet of the perpendiculars from a point on the segments that have one, shape (n, 2)."""
    share = _shares(segments, point)
    held = segments[(share >= 0.0) & (share <= 1.0)]
    return feet(held, point)


def distances(segments: Segments, point: Point) -> NDArray[np.float64]:
    """Distance of a point from each segment, mm."""
    off = feet(segments, point) - np.asarray(point)
    apart: NDArray[np.float64] = np.hypot(off[:, 0], off[:, 1])
    return apart


def _shares(segments: Segments, point: Point) -> NDArray[np.float64]:
    """Where the perpendicular from a point meets each segment's line: 0 at its start, 1 at its end."""
    starts, ways = segments[:, :2], segments[:, 2:] - segments[:, :2]
    squared = (ways**2).sum(axis=1)
    along = ((np.asarray(point) - starts) * ways).sum(axis=1)
    share: NDArray[np.float64] = along / np.where(squared > 0.0, squared, 1.0)
    return share


def crossings(segments: Segments) -> NDArray[np.float64]:
    """Points where two of the segments cross, shape (n, 2). Every pair is tried: give few."""
    first, second = np.triu_indices(len(segments), k=1)
    p, r = segments[first, :2], segments[first, 2:] - segments[first, :2]
    q, s = segments[second, :2], segments[second, 2:] - segments[second, :2]
    turn = r[:, 0] * s[:, 1] - r[:, 1] * s[:, 0]
    apart = q - p
    scale = np.hypot(r[:, 0], r[:, 1]) * np.hypot(s[:, 0], s[:, 1])
    skew = np.abs(turn) > PARALLEL * scale
    safe = np.where(skew, turn, 1.0)
    t = (apart[:, 0] * s[:, 1] - apart[:, 1] * s[:, 0]) / safe
    u = (apart[:, 0] * r[:, 1] - apart[:, 1] * r[:, 0]) / safe
    held = skew & (t >= -SLACK) & (t <= 1 + SLACK) & (u >= -SLACK) & (u <= 1 + SLACK)
    points: NDArray[np.float64] = (p + t[:, None] * r)[held]
    return points


PARALLEL = 1e-9
"""Sine of an angle below which two edges run side by side."""

SLACK = 1e-9
"""Share of an edge by which it may miss the other."""
