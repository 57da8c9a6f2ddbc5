"""What of the names and lines over a view lies within it, where the view is only a part of a surface."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect
from designer.drawing.clipping import clipped, holds
from designer.drawing.model import Item, Polyline, Text, View
from designer.drawing.shapes import bounds, middle
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.paper import SMALL, line, name
from designer.drawing.sheets.parts_of_faces import Part
from designer.drawing.sheets.placing import extents

_OUTSIDE_MM = 2.2
"""From a match line to what is written along it, outside."""


def seen_items(items: Iterable[Item], view: View) -> Iterator[Item]:
    """Texts and closed shapes whose middle lies in the view, and open lines as far as they do."""
    rect = view.rect
    for item in items:
        match item:
            case Text():
                if holds(rect, item.at):
                    yield _inside(item, rect)
            case Polyline() if item.closed:
                if holds(rect, middle(bounds(item.points))):
                    yield item
            case Polyline():
                for points, _ in clipped(item.points, rect, closed=False):
                    yield line(points, item.layer)
            case _:
                yield item


def _inside(text: Text, rect: Rect) -> Text:
    """A level text that would reach over a side of a part, moved to where it does not."""
    x0, _, x1, _ = extents(text)
    if text.rotation_deg or x1 - x0 > rect[2] - rect[0]:
        return text
    by = max(rect[0] - x0, 0.0) + min(rect[2] - x1, 0.0)
    return replace(text, at=(text.at[0] + by, text.at[1]))


def match_lines(part: Part, view: View) -> Iterator[Item]:
    """Strong lines where the surface goes on in another part, which they name."""
    x0, y0, x1, y1 = view.rect
    away = _OUTSIDE_MM
    sides: tuple[tuple[tuple[Point, Point], Point, float], ...] = (
        (((x0, y0), (x0, y1)), (x0 - away, (y0 + y1) / 2.0), 90.0),
        (((x0, y0), (x1, y0)), ((x0 + x1) / 2.0, y0 - away), 0.0),
        (((x1, y0), (x1, y1)), (x1 + away, (y0 + y1) / 2.0), 90.0),
        (((x0, y1), (x1, y1)), ((x0 + x1) / 2.0, y1 + away), 0.0),
    )
    for number, (ends, at, turn) in zip(part.beyond, sides, strict=True):
        if number:
            yield line(ends, SheetLayer.FRAME)
            yield name(f"match line: goes on in part {number}", at, SMALL, turn_deg=turn)
