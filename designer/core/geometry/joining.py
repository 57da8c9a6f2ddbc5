"""Rings out of lines: closed ones as they are, and those that many open lines make where their ends meet."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from designer.core.geometry.sketch import Points3, Stroke
from designer.core.limits import MOST_CROSSINGS

MEETING_MM = 1.0
"""Ends of lines nearer to each other than this are one corner."""

LEAST_RING_MM2 = 10_000.0
"""A ring that encloses less than 1 dm² is a slip of the pen."""

SLIVER_SHARE = 0.01
"""Area of a face by that of the circle of its circumference: 2 mm between two walls have 0.001 at most."""

MOST_JOINED = 20_000
"""Straight parts of open lines among which rings are looked for."""

_AT_ONCE = 50
"""Lines whose crossings with all others are counted at once, so that counting takes no memory."""


def rings_of(strokes: Iterable[Stroke], *, parted: bool = False) -> list[Points3]:
    """Rings of strokes on one layer, mm: the closed strokes, and the faces that open ones enclose.

    Where closed ones are `parted`, open lines across them make faces of them: a ridge across an outline makes
    two. Of rings drawn twice one is left. Open lines meet where their ends lie within `MEETING_MM` of each
    other, and where one ends on or crosses another, as the ridge does that ends in the middle of an eave.
    """
    listed = tuple(strokes)
    closed = [stroke.points for stroke in listed if stroke.closed]
    drawn = [stroke.points for stroke in listed if not stroke.closed]
    rings = [ring for ring in closed if _area(ring) >= LEAST_RING_MM2]
    if parted and drawn:
        faces = _faces([*(np.vstack((ring, ring[:1])) for ring in closed), *drawn])
        rings = faces or rings
    else:
        rings += _faces(drawn)
    return list(_each_once(rings))


def left_over(strokes: Iterable[Stroke], rings: Sequence[Points3]) -> int:
    """How many strokes have no part that lies on a ring: they enclose nothing, or too little."""
    listed = tuple(strokes)
    if not rings or not listed:
        return len(listed)
    tree = shapely.STRtree(np.concatenate([_sides(ring) for ring in rings]))
    middles = [(one.points[:-1, :2] + one.points[1:, :2]) / 2.0 for one in listed]
    owners = np.repeat(np.arange(len(listed)), [len(one) for one in middles])
    points = shapely.points(np.concatenate(middles))
    on_ring, _ = tree.query(points, predicate="dwithin", distance=MEETING_MM)
    return len(listed) - len(np.unique(owners[on_ring]))


def _sides(ring: Points3) -> Any:
    """The sides of a ring, each on its own: of a ring of thousands few are near a point."""
    corners = ring[:, :2]
    return shapely.linestrings(np.stack((corners, np.roll(corners, -1, axis=0)), axis=1))


def _area(ring: Points3) -> float:
    return float(shapely.Polygon(ring[:, :2]).area) if len(ring) >= 3 else 0.0


def _faces(lines: Sequence[Points3]) -> list[Points3]:
    """What lines enclose; with heights where corners of the lines have them."""
    segments = [segment for line in lines for segment in itertools.pairwise(line)]
    if not 3 <= len(segments) <= MOST_JOINED:
        return []
    corners = _Corners()
    ends = ((corners.at(start), corners.at(end)) for start, end in segments)
    parts = [(start, end) for start, end in ends if start != end]
    if not parts:
        return []
    if _are_crowded(parts):
        return []
    drawn = shapely.node(shapely.multilinestrings(parts))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn)))
    return [
        np.array([(x, y, corners.height((x, y))) for x, y in face.exterior.coords[:-1]])
        for face in faces
        if face.area >= LEAST_RING_MM2 and not _is_sliver(face)
    ]


def _are_crowded(parts: Sequence[Any]) -> bool:
    """Whether straight parts cross at so many places that no one looks for the faces between them."""
    lines: Any = shapely.linestrings(parts)
    tree = shapely.STRtree(lines)
    left = 2 * MOST_CROSSINGS + 5 * len(parts)  # each meets itself, its neighbours, and both count a crossing
    for first in range(0, len(lines), _AT_ONCE):
        left -= tree.query(lines[first : first + _AT_ONCE], predicate="intersects").shape[1]
        if left < 0:
            return True
    return False


def _is_sliver(face: shapely.Polygon) -> bool:
    """Whether a face is what is left between lines that were meant to be one."""
    return bool(4.0 * math.pi * face.area < SLIVER_SHARE * face.length**2)


class _Corners:
    """Gives ends of lines that lie within `MEETING_MM` of each other one place: that of the first."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}

    def at(self, point: Points3) -> tuple[float, float]:
        """The corner that an end belongs to."""
        x, y, z = point.tolist()
        found = self._near(x, y)
        if found is None:
            self._cells.setdefault(_cell(x, y), []).append((x, y, z))
            return (x, y)
        return found[:2]

    def height(self, corner: tuple[float, float]) -> float:
        """The height at a corner; 0 where lines only cross."""
        found = self._near(*corner)
        return 0.0 if found is None else found[2]

    def _near(self, x: float, y: float) -> tuple[float, float, float] | None:
        column, row = _cell(x, y)
        for cell in ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for one in self._cells.get(cell, ()):
                if np.hypot(one[0] - x, one[1] - y) <= MEETING_MM:
                    return one
        return None


def _cell(x: float, y: float) -> tuple[int, int]:
    return (int(x // MEETING_MM), int(y // MEETING_MM))


def _each_once(rings: Iterable[Points3]) -> Iterator[Points3]:
    """Without rings that are drawn over another one."""
    seen: set[frozenset[tuple[int, int]]] = set()
    for ring in rings:
        places = np.round(ring[:, :2] / MEETING_MM).astype(np.int64).tolist()
        key = frozenset((x, y) for x, y in places)
        if key not in seen:
            seen.add(key)
            yield ring
