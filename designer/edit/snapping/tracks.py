"""Lines that the roof itself gives: rails of the plan, and rafters, near the cursor."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import shapely

from designer.core.geometry.axes import Point, to_uv, to_xy
from designer.core.model.plan import Plan
from designer.edit.picking.scenery import Placed
from designer.edit.rafters import Line, rafter_lines
from designer.edit.snapping.model import SnapKind


class Track(NamedTuple):
    """A line to snap onto, in view coordinates."""

    kind: SnapKind
    owner: str
    line: Line


def rail_lines(plan: Plan | None, place: Placed) -> list[Track]:
    """The middle lines of all rails on a surface."""
    if plan is None:
        return []
    rails = (rail for part in plan.surfaces if part.surface == place.surface.id for rail in part.rails)
    return [
        Track(
            SnapKind.RAIL,
            rail.id,
            _put(
                place,
                to_xy(rail.axis, rail.start_mm, rail.across_mm),
                to_xy(rail.axis, rail.end_mm, rail.across_mm),
            ),
        )
        for rail in rails
    ]


def rafters_near(place: Placed, cursor: Point, reach_mm: float) -> Iterator[Track]:
    """The rafter line nearest to the cursor, cut to the roof; nothing beside the roof."""
    surface = place.surface
    x, y = _back(place, cursor)
    across, _ = to_uv(surface.rail_axis, x, y)
    rafters = surface.rafters
    nearest = rafters.offset_mm + rafters.spacing_mm * round(
        (across - rafters.offset_mm) / rafters.spacing_mm
    )
    for start, end in rafter_lines(surface, nearest):
        line = _put(place, start, end)
        if shapely.LineString(line).dwithin(shapely.Point(cursor), reach_mm):
            yield Track(SnapKind.RAFTER, surface.id, line)


def _put(place: Placed, start: Point, end: Point) -> Line:
    (x0, y0), (x1, y1) = place.put((start, end)).tolist()
    return (x0, y0), (x1, y1)


def _back(place: Placed, point: Point) -> Point:
    if place.frame is None:
        return point
    x, y = place.frame.to_surface(np.array([point]))[0].tolist()
    return (x, y)
