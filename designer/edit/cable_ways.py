"""A quick estimate of cable ways: along and across the rails, and over bridges from surface to surface."""

import heapq
from collections.abc import Iterator
from math import inf

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.core.model.design import Box, Design
from designer.core.model.plan import PlacedInverter


class Spot(Struct, frozen=True, order=True):
    """A place on a surface, mm."""

    surface: str
    at: Point


def spot_of(thing: PlacedInverter | Box) -> Spot:
    """Where cable reaches an inverter or a box."""
    if isinstance(thing, Box):
        return Spot(thing.surface, (thing.x, thing.y))
    return Spot(thing.surface, thing.mount)


def way_mm(design: Design, start: Spot, end: Spot) -> float:
    """Length of the shortest way that follows rails and bridges; inf where no bridge leads there."""
    known = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        length, here = heapq.heappop(queue)
        if here == end:
            return length
        for step, there in _onward(design, here, end):
            if length + step < known.get(there, inf):
                known[there] = length + step
                heapq.heappush(queue, (length + step, there))
    return inf


def nearest_box(design: Design, start: Spot) -> Box | None:
    """The box with the shortest way; of equal ones the first. None where none can be reached."""
    ways = [(way_mm(design, start, spot_of(box)), number) for number, box in enumerate(design.boxes)]
    length, number = min(ways, default=(inf, 0))
    return None if length == inf else design.boxes[number]


def _onward(design: Design, here: Spot, end: Spot) -> Iterator[tuple[float, Spot]]:
    """The end where it lies on this surface, and the far ends of the bridges that start on it."""
    if here.surface == end.surface:
        yield _square(here.at, end.at), end
    for bridge in design.bridges:
        near, far = Spot(bridge.from_surface, bridge.from_point), Spot(bridge.to_surface, bridge.to_point)
        for one, other in ((near, far), (far, near)):
            if one.surface == here.surface:
                yield _square(here.at, one.at) + bridge.length_mm, other


def _square(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
