"""The dimensions of the site plan: how long and wide the roof is as seen from above, surface by surface."""

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Surface
from designer.drawing.chains import Link, distinct, figure_mm
from designer.drawing.dimension import text_place
from designer.drawing.model import Dimension, DimensionStyle, Role
from designer.drawing.shapes import RIGHT_ANGLE_DEG, bounds, turned
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.siteplan import in_plan

SITE_STYLE = "site"
"""The name of their style: the site has a scale of its own."""

CHAIN_STEPS, WHOLE_STEPS = 4.0, 6.2
"""Lines below and to the left, from the roof outwards in heights of the text: beyond the surfaces' names."""

ROOM_STEPS = WHOLE_STEPS + 2.0
"""Room that they need around the roof."""

_MOST_STOPS = 9
"""With more corners than that only the whole is measured."""

_ALIKE_MM = 5.0


def site_dimensions(
    surfaces: Sequence[Surface], style: DimensionStyle, plans: DimensionStyle
) -> tuple[Dimension, ...]:
    """Chains along both directions of the roof, and the whole, in the frame of the site plan.

    They have room for texts as large as those of the `plans`: some programs (LibreCAD among them) draw all
    dimensions of a file alike.
    """
    if not surfaces:
        return ()
    widest = max(style, plans, key=lambda one: one.text_mm)
    turn = _turn_deg(surfaces[0])
    rects = [
        bounds(turned(point, -turn) for point in in_plan(surface, surface.outline)) for surface in surfaces
    ]
    x0, y0 = min(r[0] for r in rects), min(r[1] for r in rects)
    across = _stops([(r[0], r[2]) for r in rects], widest)
    up = _stops([(r[1], r[3]) for r in rects], widest)
    found = []
    for stops, steps in _lines(across):
        line = y0 - steps * widest.text_mm
        found += [_dimension((a, y0), (b, y0), (a, line), turn, 0.0) for a, b in stops]
    for stops, steps in _lines(up):
        line = x0 - steps * widest.text_mm
        found += [_dimension((x0, a), (x0, b), (line, a), turn, RIGHT_ANGLE_DEG) for a, b in stops]
    return tuple(found) if widest == style else tuple(_clear_of_line(one, widest) for one in found)


def _clear_of_line(dimension: Dimension, widest: DimensionStyle) -> Dimension:
    """Its text as far from its line as one of the other style."""
    return replace(dimension, text_at=text_place(dimension, widest))


def _turn_deg(surface: Surface) -> float:
    """How far the roof is turned from east and north, at most an eighth of a turn."""
    (x0, y0), (x1, y1) = in_plan(surface, ((0.0, 0.0), (1000.0, 0.0)))
    turn = math.degrees(math.atan2(y1 - y0, x1 - x0))
    return turn - RIGHT_ANGLE_DEG * round(turn / RIGHT_ANGLE_DEG)


def _stops(spans: Sequence[tuple[float, float]], style: DimensionStyle) -> list[float]:
    """Where surfaces begin and end; only the ends of all where there are many or some stand too close."""
    stops: list[float] = []
    for stop in distinct([stop for span in spans for stop in span]):
        if not stops or stop - stops[-1] > _ALIKE_MM:
            stops.append(stop)
    links = [Link(a, b) for a, b in pairwise(stops)]
    if len(stops) > _MOST_STOPS or any(figure_mm(one.step_mm, style) > one.step_mm for one in links):
        return [stops[0], stops[-1]]
    return stops


def _lines(stops: Sequence[float]) -> list[tuple[list[tuple[float, float]], float]]:
    """Dimensions line by line: each link, and beyond them the whole where it is more than one link."""
    links = list(pairwise(stops))
    whole = [([(stops[0], stops[-1])], WHOLE_STEPS)] if len(links) > 1 else []
    return [(links, CHAIN_STEPS), *whole]


def _dimension(first: Point, second: Point, line_at: Point, turn: float, angle: float) -> Dimension:
    return Dimension(
        first=turned(first, turn),
        second=turned(second, turn),
        line_at=turned(line_at, turn),
        angle_deg=turn + angle,
        style=SITE_STYLE,
        layer=SheetLayer.DIMS_SITE,
        role=Role.DIMENSION,
    )
