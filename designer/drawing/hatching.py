"""The lines of a hatch at 45°, within its first ring and outside the others."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from designer.core.geometry.axes import Point
from designer.drawing.model import Hatch

_HALF = math.sqrt(0.5)


def hatch_lines(hatch: Hatch) -> Iterator[tuple[Point, Point]]:
    """The lines, from where they enter the hatched area to where they leave it."""
    rings = [[_turned(point) for point in ring] for ring in hatch.rings]
    across = [v for ring in rings for _, v in ring]
    if not across:
        return
    first = math.floor(min(across) / hatch.spacing_mm) + 1
    last = math.ceil(max(across) / hatch.spacing_mm)
    for number in range(first, last):
        v = number * hatch.spacing_mm
        stops = sorted(u for ring in rings for u in _crossings(ring, v))
        for start, end in zip(stops[::2], stops[1::2], strict=False):
            yield _back((start, v)), _back((end, v))


def _turned(point: Point) -> Point:
    """Along and across the lines."""
    return ((point[0] + point[1]) * _HALF, (point[1] - point[0]) * _HALF)


def _back(point: Point) -> Point:
    return ((point[0] - point[1]) * _HALF, (point[0] + point[1]) * _HALF)


def _crossings(ring: Sequence[Point], v: float) -> Iterator[float]:
    """Where a ring crosses the line across = v; an edge counts with its lower end only."""
    for (u0, v0), (u1, v1) in pairwise((*ring, ring[0])):
        if (v0 <= v < v1) or (v1 <= v < v0):
            yield u0 + (v - v0) / (v1 - v0) * (u1 - u0)
