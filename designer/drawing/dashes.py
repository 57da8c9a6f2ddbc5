"""Lines broken into strokes, for painters that know no dashes."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from designer.core.geometry.axes import Point

_LEAST = 0.05
"""A dot is a stroke of this length, in the unit of the points."""


def strokes(points: Sequence[Point], dash: Sequence[float]) -> Iterator[tuple[Point, ...]]:
    """The strokes of a line by a pattern of strokes and gaps; the line itself where there is none."""
    steps = [max(step, _LEAST) for step in dash]
    if not steps:
        yield tuple(points)
        return
    number, rest = 0, steps[0]
    stroke: list[Point] = [points[0]]
    for start, end in pairwise(points):
        length, done = math.dist(start, end), 0.0
        while length - done > rest:
            done += rest
            at = _between(start, end, done / length)
            if number % 2 == 0:
                yield (*stroke, at)
            stroke = [at]
            number += 1
            rest = steps[number % len(steps)]
        rest -= length - done
        stroke.append(end)
    if number % 2 == 0 and len(stroke) > 1:
        yield tuple(stroke)


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
