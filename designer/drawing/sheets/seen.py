"""What of the names and lines over a view lies within it, where the view is only a part of a surface."""

from collections.abc import Iterable, Iterator, Sequence

from designer.core.geometry.axes import Point
from designer.drawing.clipping import clipped, holds
from designer.drawing.model import Item, Polyline, Text, View
from designer.drawing.shapes import RIGHT_ANGLE_DEG, bounds, middle
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.paper import SMALL, line, name, width_of
from designer.drawing.sheets.parts_of_faces import Part
from designer.drawing.sheets.placing import Places

_OUTSIDE_MM = 2.2
"""From a match line to what is written along it, outside."""

_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.42, 0.58, 0.27, 0.73, 0.13, 0.87)
"""Where along a match line its words may stand: the first place that is free."""


def seen_items(items: Iterable[Item], view: View) -> Iterator[Item]:
    """Texts and closed shapes whose middle lies in the view, and open lines as far as they do."""
    rect = view.rect
    for item in items:
        match item:
            case Text():
                if holds(rect, item.at):
                    yield item
            case Polyline() if item.closed:
                if holds(rect, middle(bounds(item.points))):
                    yield item
            case Polyline():
                for points, _ in clipped(item.points, rect, closed=False):
                    yield line(points, item.layer)
            case _:
                yield item


def match_lines(part: Part, view: View, names: Sequence[Item]) -> Iterator[Item]:
    """Strong lines where the surface goes on in another part, which they name clear of other `names`.

    At the foot of a view its heading does that.
    """
    x0, y0, x1, y1 = view.rect
    places = Places()
    places.take(item for item in names if isinstance(item, Text))
    left, below, right, above = part.beyond
    sides: tuple[tuple[int, tuple[Point, Point], Point], ...] = (
        (left, ((x0, y0), (x0, y1)), (-_OUTSIDE_MM, 0.0)),
        (right, ((x1, y0), (x1, y1)), (_OUTSIDE_MM, 0.0)),
        (above, ((x0, y1), (x1, y1)), (0.0, _OUTSIDE_MM)),
    )
    for number, ends, away in sides:
        if number:
            yield line(ends, SheetLayer.FRAME)
            yield from _words(number, ends, away, places)
    if below:
        yield line(((x0, y0), (x1, y0)), SheetLayer.FRAME)


def _words(number: int, ends: tuple[Point, Point], away: Point, places: Places) -> Iterator[Item]:
    """What is written along a match line, where that is free; in its middle where nothing is."""
    text = f"match line: goes on in part {number}"
    upright = ends[0][0] == ends[1][0]
    size = (SMALL, width_of(text, SMALL)) if upright else (width_of(text, SMALL), SMALL)
    (x0, y0), (x1, y1) = ends
    middles = [(x0 + share * (x1 - x0) + away[0], y0 + share * (y1 - y0) + away[1]) for share in _SHARES]
    at = places.first_free(size, middles) or middles[0]
    yield name(text, at, SMALL, turn_deg=RIGHT_ANGLE_DEG if upright else 0.0)
