"""Unfolding a pitched roof face: from its plan view to the surface frame with true lengths, and back.

Plan view: east and north in mm, seen from above. Surface frame: x along the eave, y up the slope, mm, true
lengths. Standing before the eave and looking up the slope, x runs to the right. Lengths along x are the same
in both; lengths up the slope are those of the plan divided by the cosine of the tilt.
"""

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Points as rows, shape (n, 2), mm."""

LEVEL_WITHIN_DEG = 30.0
"""An edge counts as level when it lies within this of the level line that the azimuth asks for."""

MIN_EAVE_MM = 50.0
"""A shorter eave segment tells no direction: digitised coordinates are good to some millimetres at best."""


class RoofFrame(Struct, frozen=True, kw_only=True):
    """Place and attitude of a surface frame in the plan; the origin is the place of surface (0, 0)."""

    origin_east_mm: float
    origin_north_mm: float
    x_bearing_deg: float
    """Compass bearing of +x: 0 north, 90 east."""
    tilt_deg: float

    @property
    def azimuth_deg(self) -> float:
        """Compass bearing of the way down the slope, 0 ≤ azimuth < 360."""
        return (self.x_bearing_deg + 90.0) % 360.0

    def to_surface(self, plan_mm: Points) -> Points:
        """Surface coordinates in mm, shape (n, 2), of plan points (east, north) in mm, shape (n, 2)."""
        moved = np.asarray(plan_mm, dtype=np.float64).reshape(-1, 2) - self._origin()
        surface: Points = moved @ _axes(self.x_bearing_deg).T / (1.0, self._foreshortening())
        return surface

    def to_plan(self, surface_mm: Points) -> Points:
        """Plan points (east, north) in mm, shape (n, 2), of surface coordinates in mm, shape (n, 2)."""
        flat = np.asarray(surface_mm, dtype=np.float64).reshape(-1, 2) * (1.0, self._foreshortening())
        plan: Points = flat @ _axes(self.x_bearing_deg) + self._origin()
        return plan

    def _origin(self) -> tuple[float, float]:
        return (self.origin_east_mm, self.origin_north_mm)

    def _foreshortening(self) -> float:
        return math.cos(math.radians(self.tilt_deg))


def fit_frame(
    outline_plan_mm: Points,
    *,
    tilt_deg: float,
    azimuth_deg: float | None = None,
    eave_plan_mm: Points | None = None,
) -> RoofFrame:
    """The frame of a face in which its outline starts at (0, 0).

    `outline_plan_mm` is a counter-clockwise ring without closing point, `eave_plan_mm` a line of points, both
    (east, north) in mm; 0 ≤ `tilt_deg` < 90; `azimuth_deg` is the compass bearing of the way down the slope.
    The direction of x follows `level_bearing_deg`.
    """
    bearing = level_bearing_deg(outline_plan_mm, azimuth_deg=azimuth_deg, eave_plan_mm=eave_plan_mm)
    at_zero = RoofFrame(origin_east_mm=0.0, origin_north_mm=0.0, x_bearing_deg=bearing, tilt_deg=tilt_deg)
    low_corner = at_zero.to_surface(outline_plan_mm).min(axis=0)
    east, north = at_zero.to_plan(low_corner)[0]
    return RoofFrame(
        origin_east_mm=float(east), origin_north_mm=float(north), x_bearing_deg=bearing, tilt_deg=tilt_deg
    )


def level_bearing_deg(
    outline_plan_mm: Points, *, azimuth_deg: float | None = None, eave_plan_mm: Points | None = None
) -> float:
    """Compass bearing of x, 0 ≤ bearing < 360, so that y points up the slope.

    - Along the longest segment of the eave, else along the longest edge of the outline.
    - Where the azimuth is known, only segments and edges within `LEVEL_WITHIN_DEG` of its level line count,
      as a roof is level across its slope; if there is none, x is that level line itself. Up is against the
      azimuth.
    - Where it is not, the surface is taken to lie above its eave, or above its longest edge.
    """
    edges = np.roll(outline_plan_mm, -1, axis=0) - outline_plan_mm
    eaves = _eave_segments(outline_plan_mm, eave_plan_mm)
    if azimuth_deg is None:
        return _bearing_deg(_longest(eaves if len(eaves) else edges))
    level = _axes(azimuth_deg - 90.0)[0]
    for segments in (_level_ones(eaves, level), _level_ones(edges, level)):
        if len(segments):
            return _bearing_deg(_longest(segments))
    return _bearing_deg(level)


def _eave_segments(outline: Points, eave: Points | None) -> Points:
    """Segments of the eave that tell a direction, turned to have the middle of the outline on their left."""
    if eave is None or len(eave) < 2:
        return np.empty((0, 2))
    line = np.asarray(eave, dtype=np.float64)
    segments = line[1:] - line[:-1]
    inward = outline.mean(axis=0) - line[:-1]
    side = segments[:, 0] * inward[:, 1] - segments[:, 1] * inward[:, 0]
    turned: Points = np.where(side[:, None] < 0.0, -segments, segments)
    telling: Points = turned[np.linalg.norm(turned, axis=1) >= MIN_EAVE_MM]
    return telling


def _level_ones(segments: Points, level: Points) -> Points:
    """The segments within `LEVEL_WITHIN_DEG` of the unit vector `level`, turned to run its way."""
    along = segments @ level
    near = np.abs(along) >= math.cos(math.radians(LEVEL_WITHIN_DEG)) * np.linalg.norm(segments, axis=1)
    turned: Points = segments[near] * np.sign(along[near])[:, None]
    return turned


def _longest(segments: Points) -> Points:
    """The longest segment; of equally long ones (to a micrometre) the first."""
    lengths = np.round(np.linalg.norm(segments, axis=1), 3)
    longest: Points = segments[int(np.argmax(lengths))]
    return longest


def _axes(x_bearing_deg: float) -> Points:
    """Unit vectors of x and of y (up the slope) in plan, as rows."""
    bearing = math.radians(x_bearing_deg)
    return np.array(((math.sin(bearing), math.cos(bearing)), (-math.cos(bearing), math.sin(bearing))))


def _bearing_deg(direction: Points) -> float:
    return math.degrees(math.atan2(direction[0], direction[1])) % 360.0
