"""Bends of trunk cable against the least radius of its maker."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from designer.core.findings import Finding, Location, warning
from designer.core.geometry.axes import Point
from designer.core.model.catalog import Catalog
from designer.core.model.plan import Plan
from designer.core.told import beyond
from designer.core.units import TOLERANCE_MM


def check_bends(catalog: Catalog, plan: Plan) -> Iterator[Finding]:
    """A warning where the straights beside a corner leave no room for the arc, per piece the tightest one."""
    for branch in plan.branches:
        radius = catalog.family(branch.family).bend_radius_mm
        if radius is None:
            continue
        for piece in branch.pieces:
            corners = [(part.surface, *corner) for part in piece.route for corner in _corners(part.points)]
            tight = min(corners, key=lambda corner: corner[2], default=None)
            if tight is not None and tight[2] < radius - TOLERANCE_MM:
                surface, point, possible = tight
                yield warning(
                    "bend-too-tight",
                    piece.id,
                    at=Location(surface, *point),
                    radius_mm=beyond(possible, radius),
                    least_mm=radius,
                )


def _corners(points: Sequence[Point]) -> Iterator[tuple[Point, float]]:
    """Each corner of a route with the largest radius that fits between its neighbours.

    An arc of radius r that turns by an angle a touches its two straights r · tan(a / 2) before and
    after the corner; corners that follow each other share the straight between them.
    """
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    last = len(lengths) - 1
    for i, (before, after) in enumerate(pairwise(lengths)):
        turn = _turn(points[i], points[i + 1], points[i + 2])
        if turn > 1e-6:
            room = min(before if i == 0 else before / 2, after if i + 1 == last else after / 2)
            yield points[i + 1], room / math.tan(turn / 2)


def _turn(a: Point, b: Point, c: Point) -> float:
    """Change of direction at b, 0 to just under π."""
    first, second = math.atan2(b[1] - a[1], b[0] - a[0]), math.atan2(c[1] - b[1], c[0] - b[0])
    turn = abs((second - first + math.pi) % (2 * math.pi) - math.pi)
    return min(turn, math.pi - 1e-9)
