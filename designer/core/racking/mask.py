"""What the roof lets rails and attachments do: where its outline ends and where obstacles stand.

Everything here is in rail coordinates (u along the rail, v across it).
"""

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from designer.core.errors import DesignError
from designer.core.geometry.axes import Rect, to_uv
from designer.core.geometry.intervals import IntervalSet, without_open
from designer.core.model.design import Surface
from designer.core.units import TOLERANCE_MM


class RoofMask:
    """A surface's outline and obstacles, made ready for many questions. Touching an edge is allowed."""

    def __init__(self, surface: Surface) -> None:
        """Raises DesignError when the surface's rafters have no spacing."""
        if not surface.rafters.spacing_mm > 0.0:
            raise DesignError(
                f"the rafter spacing is {surface.rafters.spacing_mm:g} mm",
                where=f"surface '{surface.name}'",
                remedy="give the distance between rafters as a length above 0",
            )
        self.surface = surface
        axis = surface.rail_axis
        outline = Polygon([to_uv(axis, x, y) for x, y in surface.outline])
        self._reach: Rect = outline.bounds
        self._outline = outline.buffer(TOLERANCE_MM, join_style="mitre")
        shapely.prepare(self._outline)
        self._obstacles = tuple(
            (obstacle.id, Polygon([to_uv(axis, x, y) for x, y in obstacle.outline]))
            for obstacle in surface.obstacles
        )
        self._standing = shapely.union_all([shape for _, shape in self._obstacles])
        shapely.prepare(self._standing)
        self._rafters = surface.rafters

    def attachment_places(self, v: float, along_mm: float, across_mm: float) -> tuple[float, ...]:
        """Rafter positions u on the line v where there is roof and an attachment meets no obstacle."""
        places = self._rafter_lines()
        on_roof = shapely.contains_xy(self._outline, places, np.full_like(places, v))
        places = places[on_roof]
        if self._obstacles and len(places):
            places = places[~self._blocked(places, v, along_mm, across_mm)]
        return tuple(round(place, 3) for place in places.tolist())

    def free_ground(self, v: float, half_mm: float) -> IntervalSet:
        """Stretches of the line v along which a rail of this half width lies on roof and off obstacles."""
        low, _, high, _ = self._reach
        strip = (low, v - half_mm, high, v + half_mm)
        off_roof = shapely.box(*strip).difference(self._outline)
        standing = shapely.box(*_shrunk(strip)).intersection(self._standing)
        parts = (*shapely.get_parts(off_roof), *shapely.get_parts(standing))
        return without_open(((low, high),), (part.bounds[0::2] for part in parts if part.area > 0.0))

    def off_roof(self, rect: Rect) -> Rect | None:
        """The extent of what lies off the roof, None where the rectangle lies on it but for the tolerance."""
        whole = shapely.box(*rect)
        if shapely.covers(self._outline, whole):
            return None
        off = whole.difference(self._outline)
        if off.is_empty:
            return None
        u0, v0, u1, v1 = off.bounds
        return (u0, v0, u1, v1) if max(u1 - u0, v1 - v0) > TOLERANCE_MM else None

    def obstacles_in(self, rect: Rect) -> tuple[tuple[str, Rect], ...]:
        """Obstacles that reach into the rectangle by more than the tolerance, each with what it covers."""
        inner = shapely.box(*_shrunk(rect))
        if not shapely.intersects(self._standing, inner):
            return ()
        return tuple(
            (obstacle, shape.intersection(inner).bounds)
            for obstacle, shape in self._obstacles
            if shape.intersects(inner)
        )

    def _rafter_lines(self) -> NDArray[np.float64]:
        spacing, offset = self._rafters.spacing_mm, self._rafters.offset_mm
        first = math.ceil((self._reach[0] - TOLERANCE_MM - offset) / spacing)
        last = math.floor((self._reach[2] + TOLERANCE_MM - offset) / spacing)
        return offset + spacing * np.arange(first, last + 1, dtype=np.float64)

    def _blocked(
        self, places: NDArray[np.float64], v: float, along_mm: float, across_mm: float
    ) -> NDArray[np.bool_]:
        half_u, half_v = along_mm / 2.0 - TOLERANCE_MM, across_mm / 2.0 - TOLERANCE_MM
        low, high = np.full_like(places, v - half_v), np.full_like(places, v + half_v)
        outlines = shapely.box(places - half_u, low, places + half_u, high)
        blocked: NDArray[np.bool_] = shapely.intersects(self._standing, outlines)
        return blocked


def _shrunk(rect: Rect) -> Rect:
    u0, v0, u1, v1 = rect
    return (u0 + TOLERANCE_MM, v0 + TOLERANCE_MM, u1 - TOLERANCE_MM, v1 - TOLERANCE_MM)
