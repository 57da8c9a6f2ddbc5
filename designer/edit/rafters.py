"""The lines of the rafters on a surface."""

import math
from collections.abc import Iterator

import shapely

from designer.core.geometry.axes import Point, RailAxis, to_uv, to_xy
from designer.core.model.design import Rafters, Surface

Line = tuple[Point, Point]


def rafter_lines(surface: Surface, along_mm: float) -> Iterator[Line]:
    """The parts of one rafter's line that lie on the surface; rafters run across the rails."""
    outline = shapely.Polygon(surface.outline)
    x0, y0, x1, y1 = outline.bounds
    low, high = (y0, y1) if surface.rail_axis is RailAxis.EAVE else (x0, x1)
    ends = [to_xy(surface.rail_axis, along_mm, v) for v in (low - 1.0, high + 1.0)]
    for part in shapely.get_parts(shapely.intersection(outline, shapely.LineString(ends))):
        if part.geom_type == "LineString" and not part.is_empty:
            (first_x, first_y), *_, (last_x, last_y) = shapely.get_coordinates(part).tolist()
            yield (first_x, first_y), (last_x, last_y)


def rafter_places(surface: Surface, rafters: Rafters) -> Iterator[float]:
    """Places along the rails of all rafters between the surface's ends, in order."""
    along = [to_uv(surface.rail_axis, x, y)[0] for x, y in surface.outline]
    first = math.ceil((min(along) - rafters.offset_mm) / rafters.spacing_mm)
    last = math.floor((max(along) - rafters.offset_mm) / rafters.spacing_mm)
    for number in range(first, last + 1):
        yield rafters.offset_mm + number * rafters.spacing_mm
