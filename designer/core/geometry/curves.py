"""Arcs, ellipses, bulges and splines as straight lines that stay within a tolerance of the curve.

Unit-free: points, radii and tolerance are in one unit, angles in radians. The number of points is bounded for
any input, so that no figure of a file makes a curve that fills the memory.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

FEWEST_STEPS, MOST_STEPS = 12, 720
"""Steps of a whole turn: a coarse tolerance leaves a circle round, a fine one leaves it small."""

SPLINE_STEPS, MOST_SPLINE_STEPS = 4, 256
"""Steps of one span of a spline: at first, and at most."""

MOST_SPLINE_POINTS = 20_000
"""No spline becomes more points than this, however many spans it has."""


def steps_of_turn(radius: float, sweep: float, tolerance: float) -> int:
    """How many chords an arc needs so that none is further from it than the tolerance.

    The middle of a chord over the angle a lies radius · (1 − cos(a / 2)) below its arc.
    """
    share = min(max(tolerance / radius, 0.0), 1.0) if radius > 0.0 else 1.0
    step = 2.0 * math.acos(1.0 - share)
    turn = abs(sweep) / (2.0 * math.pi)
    fewest, most = math.ceil(FEWEST_STEPS * turn), math.ceil(MOST_STEPS * turn)
    wanted = abs(sweep) / step if step > 0.0 else math.inf
    return max(1, fewest, min(most, math.ceil(min(wanted, most))))


def arc_points(
    centre: Sequence[float], radius: float, start: float, sweep: float, tolerance: float
) -> Points:
    """Points of an arc from the angle `start` over `sweep` (negative = clockwise), both ends included."""
    turns = start + np.linspace(0.0, sweep, steps_of_turn(radius, sweep, tolerance) + 1)
    return np.stack((centre[0] + radius * np.cos(turns), centre[1] + radius * np.sin(turns)), axis=1)


def ellipse_points(
    centre: Sequence[float] | Points,
    major: Sequence[float] | Points,
    minor: Sequence[float] | Points,
    start: float,
    sweep: float,
    tolerance: float,
) -> Points:
    """Points of an elliptic arc by its half axes as vectors of two or three coordinates, both ends included.

    An ellipse is a circle with its longer half axis pressed together, so its chords are no worse.
    """
    axis, other = np.asarray(major, dtype=np.float64), np.asarray(minor, dtype=np.float64)
    longer = float(max(np.linalg.norm(axis), np.linalg.norm(other)))
    turns = start + np.linspace(0.0, sweep, steps_of_turn(longer, sweep, tolerance) + 1)
    found: Points = np.asarray(centre) + np.cos(turns)[:, None] * axis + np.sin(turns)[:, None] * other
    return found


def bulged_points(
    corners: Points, bulges: Sequence[float], tolerance: float, *, closed: bool = False
) -> Points:
    """A polyline whose edges may be arcs; a bulge is the tangent of a quarter of the arc's angle.

    A closed one comes without its first corner repeated. Both lists have one entry for each corner.
    """
    count = len(corners)
    parts = [corners[:0]]
    for number in range(count):
        parts.append(corners[number : number + 1])
        if (closed or number + 1 < count) and count > 1:
            parts.append(_bulge(corners[number], corners[(number + 1) % count], bulges[number], tolerance))
    return np.concatenate(parts)


def _bulge(start: Points, end: Points, bulge: float, tolerance: float) -> Points:
    """The points strictly between the ends of an arc."""
    dx, dy = (end - start)[:2].tolist()
    chord = math.hypot(dx, dy)
    if bulge == 0.0 or not math.isfinite(bulge) or chord == 0.0:
        return np.empty((0, len(start)))
    sweep = 4.0 * math.atan(bulge)
    radius = chord * (1.0 + bulge * bulge) / (4.0 * abs(bulge))
    away = chord * (1.0 - bulge * bulge) / (4.0 * bulge)
    centre = ((start[0] + end[0]) / 2.0 - away * dy / chord, (start[1] + end[1]) / 2.0 + away * dx / chord)
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    inner = arc_points(centre, radius, first, sweep, tolerance)[1:-1]
    rest = np.tile(start[2:], (len(inner), 1))
    return np.concatenate((inner, rest), axis=1)


def spline_points(
    control: Points, knots: Sequence[float], degree: int, weights: Sequence[float], tolerance: float
) -> Points:
    """Points of a B-spline, rational where there are weights, both ends included.

    Every span between two knots is halved until the middles of its chords lie within the tolerance, or it
    has `MOST_SPLINE_STEPS` steps. ValueError where the figures make no spline.
    """
    spline = _Spline(
        np.asarray(control, dtype=np.float64), np.asarray(knots, dtype=np.float64), degree, weights
    )
    steps = SPLINE_STEPS
    while True:
        ends = spline.at(spline.parameters(steps))
        finer = spline.at(spline.parameters(2 * steps))
        off = np.linalg.norm(finer[1::2] - (ends[:-1] + ends[1:]) / 2.0, axis=1)
        steps *= 2
        most = min(MOST_SPLINE_STEPS, MOST_SPLINE_POINTS // max(1, spline.spans))
        if not np.any(off > tolerance) or 2 * steps > most:
            return finer


class _Spline:
    """De Boor's algorithm for many parameters at once."""

    def __init__(self, control: Points, knots: Points, degree: int, weights: Sequence[float]) -> None:
        count = len(control)
        if degree < 1 or count <= degree or len(knots) != count + degree + 1:
            raise ValueError("its knots and control points do not belong together")
        if np.any(np.diff(knots) < 0.0) or not np.isfinite(knots).all():
            raise ValueError("its knots do not rise")
        weight = np.asarray(weights if len(weights) == count else np.ones(count), dtype=np.float64)
        self._degree, self._knots = degree, knots
        self._raised = np.concatenate((control * weight[:, None], weight[:, None]), axis=1)
        inner = np.unique(knots[degree : count + 1])
        if len(inner) < 2:
            raise ValueError("it has no length")
        self._inner = inner
        self.spans = len(inner) - 1

    def parameters(self, steps: int) -> Points:
        """Parameters with this many steps in every span."""
        low, high = self._inner[:-1, None], self._inner[1:, None]
        inside = (low + (high - low) * np.arange(steps) / steps).reshape(-1)
        return np.append(inside, self._inner[-1])

    def at(self, parameters: Points) -> Points:
        """The points at these parameters."""
        degree, knots = self._degree, self._knots
        last = len(self._raised) - 1
        span = np.clip(np.searchsorted(knots, parameters, side="right") - 1, degree, last)
        found = np.stack([self._raised[span - degree + part] for part in range(degree + 1)])
        for level in range(1, degree + 1):
            for part in range(degree, level - 1, -1):
                low = knots[span - degree + part]
                wide = knots[span + 1 + part - level] - low
                share = np.divide(parameters - low, wide, out=np.zeros_like(wide), where=wide > 0.0)[:, None]
                found[part] = (1.0 - share) * found[part - 1] + share * found[part]
        raised = found[degree]
        points: Points = raised[:, :-1] / raised[:, -1:]
        return points
