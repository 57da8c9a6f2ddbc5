"""Where a label goes that would hide a drop or an inverter on its own modules: beside them, with a leader."""

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct
from shapely import Polygon, box

from designer.core.geometry.axes import Point, Rect
from designer.export.pdf_map_rects import area, bounds, clear_of, middle, overlap, slide

_STEPS = 17


class Ground(Struct, frozen=True):
    """What lies around the modules: the roof, what no label may cover, and the sheet of every inverter."""

    outline: tuple[Point, ...]
    keep_off: tuple[Rect, ...]
    frames: dict[str, Rect]


def place_beside(
    around: Sequence[Rect], size: Point, gap: float, ground: Ground, frame: Rect, taken: Sequence[Rect]
) -> list[Rect]:
    """Places of `size` along the edges of any rectangle of `around`, within the frame, on nothing taken."""
    places = [place for rect in around for place in _along_edges(rect, size, gap)]
    inside = [place for place in places if bounds([place, frame]) == frame]
    return clear_of(inside, [*ground.keep_off, *taken])


def cost_beside(rect: Rect, unit: Rect, ground: Ground, routes: Sequence[Rect]) -> tuple[float, ...]:
    """How much of a place is off the roof and on cable, whether it is upright, how far its inverter is."""
    x0, y0, x1, y1 = rect
    off = area(rect)
    if len(ground.outline) > 2:
        off -= Polygon(ground.outline).buffer(0).intersection(box(*rect)).area
    covered = sum(overlap(rect, route) for route in routes)
    away = math.dist(middle(rect), middle(unit))
    return (round(off, 3), round(covered, 3), y1 - y0 > x1 - x0, round(away, 3), *rect)


def _along_edges(rect: Rect, size: Point, gap: float) -> Iterator[Rect]:
    x0, y0, x1, y1 = rect
    width, height = size
    for x in slide(x0 - width, x1, _STEPS):
        for y in (y1 + gap, y0 - gap - height):
            yield (x, y, x + width, y + height)
    for y in slide(y0 - height, y1, _STEPS):
        for x in (x1 + gap, x0 - gap - width):
            yield (x, y, x + width, y + height)
