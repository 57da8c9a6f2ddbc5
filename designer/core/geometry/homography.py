"""The map that takes four points to four others as a photograph takes a plane: lines stay straight."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

from designer.core.geometry.axes import Point

Matrix = NDArray[np.float64]
"""Three rows; points (x, y, 1) are columns and stand to its right."""

LEAST_SINE = 1e-3
"""Three points whose sides meet at a smaller angle count as lying on one line."""

HORIZON_SHARE = 0.05
"""How near to the horizon, by its distance from the four points, a picture is still shown."""


def quad_fault(quad: Sequence[Point]) -> str:
    """Why four points tell no plane: three lie on a line, one within the others' triangle, or sides cross."""
    turns = []
    for number in range(4):
        (ax, ay), (bx, by), (cx, cy) = (quad[(number + step) % 4] for step in range(3))
        ux, uy, vx, vy = bx - ax, by - ay, cx - bx, cy - by
        size = math.hypot(ux, uy) * math.hypot(vx, vy)
        sine = (ux * vy - uy * vx) / size if size > 0.0 else 0.0
        if abs(sine) < LEAST_SINE:
            return "three of the four points lie on one line"
        turns.append(sine > 0.0)
    if any(turns) != all(turns):
        return "the four points are not the corners of a rectangle in their order"
    return ""


def homography(sources: Sequence[Point], targets: Sequence[Point]) -> Matrix:
    """The map from four source points to four target points. ValueError where one of them is no quadrangle.

    Solved about the middle of the points in units of their spread, so that large coordinates keep their
    digits (Hartley, In defense of the eight-point algorithm, 1997).
    """
    for quad in (sources, targets):
        if fault := quad_fault(quad):
            raise ValueError(fault)
    (before, near_sources), (after, near_targets) = _normalised(sources), _normalised(targets)
    rows, wanted = [], []
    for (x, y), (u, v) in zip(near_sources, near_targets, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        wanted += [u, v]
    solved = np.append(np.linalg.solve(np.array(rows), np.array(wanted)), 1.0).reshape(3, 3)
    whole: Matrix = np.linalg.inv(after) @ solved @ before
    return whole


def _normalised(points: Sequence[Point]) -> tuple[Matrix, list[tuple[float, float]]]:
    array = np.array(points, dtype=np.float64)
    middle = array.mean(axis=0)
    scale = 1.0 / max(float(np.abs(array - middle).max()), 1e-12)
    matrix = np.array(((scale, 0.0, -scale * middle[0]), (0.0, scale, -scale * middle[1]), (0.0, 0.0, 1.0)))
    return matrix, [(x, y) for x, y in ((array - middle) * scale).tolist()]


def mapped(matrix: Matrix, points: Iterable[Point]) -> list[Point]:
    """Where a map takes points."""
    raised = np.array([(x, y, 1.0) for x, y in points]).reshape(-1, 3) @ matrix.T
    return [(x, y) for x, y in (raised[:, :2] / raised[:, 2:]).tolist()]


def seen_part(matrix: Matrix, sources: Sequence[Point], area: Sequence[Point]) -> list[Point]:
    """The part of a convex area of the source plane that lies before the horizon, as a ring.

    What is beyond it, the sky of a photograph, would be mapped to infinity and back.
    """
    weights = np.array([(x, y, 1.0) for x, y in sources]) @ matrix[2]
    sign = 1.0 if weights.mean() > 0.0 else -1.0
    least = HORIZON_SHARE * float(np.abs(weights).min())
    a, b, c = (sign * matrix[2]).tolist()
    return _cut(area, a, b, c - least)


def _cut(area: Sequence[Point], a: float, b: float, c: float) -> list[Point]:
    """The part of a ring where a·x + b·y + c ≥ 0 (Sutherland and Hodgman's clipping by one line)."""
    kept: list[Point] = []
    for start, end in zip(area, (*area[1:], area[0]), strict=True):
        here, there = (a * x + b * y + c for x, y in (start, end))
        if here >= 0.0:
            kept.append(start)
        if (here < 0.0) != (there < 0.0):
            share = here / (here - there)
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept if len(kept) >= 3 and Polygon(kept).area > 0.0 else []
