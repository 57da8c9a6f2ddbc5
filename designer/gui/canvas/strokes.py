"""Many lines as few painter paths, made from arrays at once, and lines taken out of them again."""

import struct
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QRectF
from PySide6.QtGui import QPainterPath

from designer.core.geometry.axes import Point, Rect

Points = NDArray[np.float64]
Numbers = NDArray[np.intp]

CHUNK_LINES = 512
"""Lines to a chunk: few enough that what is off the screen is passed over, many enough to paint fast."""

_LEVEL_MM = 1e-3
"""A line that rises less than this is level."""

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_WINDING = 1
_RECTANGLE_POINTS = 5


class Chunk:
    """Some lines of one kind: a path to stroke, rectangles to fill where all are such, and their owners.

    Where nothing is `filled` no rectangles are looked for.
    """

    def __init__(
        self, points: Points, starts: Numbers, owners: tuple[str, ...], *, filled: bool = True
    ) -> None:
        self._points, self._starts = points, starts
        self.owners = owners
        self.path = painter_path(points, starts)
        low, high = points.min(axis=0), points.max(axis=0)
        self.bounds: Rect = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
        self.level = _is_level(points, starts)
        self.rects = _rectangles(points, starts) if filled and self.level else None
        self._filled = filled
        self._owner_set = frozenset(owners)

    def __len__(self) -> int:
        return len(self.owners)

    def lines(self) -> Iterator[tuple[str, tuple[Point, ...]]]:
        """Owner and points of each line."""
        for owner, part in zip(self.owners, np.split(self._points, self._starts[1:]), strict=True):
            yield owner, tuple((x, y) for x, y in part.tolist())

    def without(self, ids: frozenset[str]) -> "Chunk | None":
        """The chunk without the lines of these owners; None when nothing is left."""
        if self._owner_set.isdisjoint(ids):
            return self
        kept = np.array([owner not in ids for owner in self.owners])
        if not kept.any():
            return None
        counts = np.diff(np.append(self._starts, len(self._points)))
        points = self._points[np.repeat(kept, counts)]
        starts = np.concatenate(([0], np.cumsum(counts[kept])[:-1])).astype(np.intp)
        owners = tuple(owner for owner in self.owners if owner not in ids)
        return Chunk(points, starts, owners, filled=self._filled)


class LineBook:
    """Lines of one kind, collected while a picture is made."""

    def __init__(self, *, filled: bool = True) -> None:
        self._filled = filled
        self._parts: list[Points] = []
        self._counts: list[int] = []
        self._owners: list[str] = []
        self._loose: list[Point] = []

    def add(self, points: Sequence[Point], owner: str, *, closed: bool) -> None:
        """One line."""
        self._loose.extend(points)
        if closed:
            self._loose.append(points[0])
        self._counts.append(len(points) + closed)
        self._owners.append(owner)

    def add_many(self, lines: Points, owners: Sequence[str]) -> None:
        """Lines of equally many points, shape (lines, points, 2); closed ones repeat their first point."""
        self._settle()
        self._parts.append(lines.reshape(-1, 2))
        self._counts.extend([lines.shape[1]] * len(owners))
        self._owners.extend(owners)

    def chunks(self) -> tuple[Chunk, ...]:
        """All lines in the order they came in."""
        self._settle()
        if not self._owners:
            return ()
        points = np.concatenate(self._parts)
        ends = np.cumsum([0, *self._counts])
        return tuple(self._chunk(points, ends, first) for first in range(0, len(self._owners), CHUNK_LINES))

    def _chunk(self, points: Points, ends: Numbers, first: int) -> Chunk:
        last = min(first + CHUNK_LINES, len(self._owners))
        start = ends[first]
        owners = tuple(self._owners[first:last])
        return Chunk(points[start : ends[last]], ends[first:last] - start, owners, filled=self._filled)

    def _settle(self) -> None:
        if self._loose:
            self._parts.append(np.array(self._loose, dtype=np.float64))
            self._loose = []


def painter_path(points: Points, starts: Numbers) -> QPainterPath:
    """A path of many lines, read from the form in which Qt stores paths: far faster than line by line."""
    elements = np.empty(len(points), dtype=_ELEMENT)
    elements["kind"] = 1
    elements["kind"][starts] = 0
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    stored = struct.pack(">i", len(points)) + elements.tobytes() + struct.pack(">ii", 0, _WINDING)
    path = QPainterPath()
    QDataStream(QByteArray(stored)) >> path
    return path


def _is_level(points: Points, starts: Numbers) -> bool:
    """Whether all lines run along x or y only."""
    steps = np.abs(np.diff(points, axis=0))
    within = np.ones(len(steps), dtype=bool)
    within[starts[1:] - 1] = False
    return bool((steps[within].min(axis=1) < _LEVEL_MM).all())


def _rectangles(points: Points, starts: Numbers) -> list[QRectF] | None:
    """The lines as rectangles; None unless each is one."""
    if len(points) != _RECTANGLE_POINTS * len(starts):
        return None
    if not (np.diff(starts) == _RECTANGLE_POINTS).all():
        return None
    rings = points.reshape(-1, _RECTANGLE_POINTS, 2)
    if not np.allclose(rings[:, 0], rings[:, -1], atol=_LEVEL_MM):
        return None
    low, size = rings.min(axis=1), np.ptp(rings, axis=1)
    return [
        QRectF(x, y, width, height)
        for (x, y), (width, height) in zip(low.tolist(), size.tolist(), strict=True)
    ]
