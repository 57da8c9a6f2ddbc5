"""Legends: what the lines and signs of a plan stand for."""

from collections.abc import Iterable, Mapping, Sequence

from designer.core.geometry.axes import Point, Rect
from designer.drawing.clipping import clipped
from designer.drawing.layers import LayerName
from designer.drawing.model import Item, View
from designer.drawing.sheets.drawn import Drawn
from designer.drawing.sheets.flow import Symbols
from designer.drawing.sheets.paper import SUBHEAD, TEXT, box, heading, line, write
from designer.drawing.sheets.table import GAP_MM, HEADING_MM

_STEP_MM = 5.0
SAMPLE_MM = 12.0

Entry = tuple[str, str]
"""A layer and what lies on it, in words."""

_BOXES: Mapping[str, tuple[float, float]] = {
    LayerName.OBSTACLE: (4.0, 1.6),
    LayerName.MODULE: (4.0, 1.6),
    LayerName.BOX: (4.0, 1.6),
    LayerName.INVERTER: (4.0, 1.6),
    LayerName.SPLICE: (4.0, 0.6),
    LayerName.JOINT: (4.0, 0.6),
    LayerName.CLAMP: (1.2, 0.7),
    LayerName.RAIL: (6.0, 0.4),
    LayerName.SITE: (4.0, 1.6),
    LayerName.SITE_MODULE: (4.0, 1.6),
    LayerName.SITE_OBSTACLE: (4.0, 1.6),
}
"""Half the size of what is shown as a box, mm."""

_CROSSES = (LayerName.ATTACHMENT,)
_DIAMONDS = (LayerName.DROP,)
_TICKS = (LayerName.SPLICE, LayerName.JOINT)
_HATCHED = (LayerName.OBSTACLE, LayerName.SITE_OBSTACLE)
_HATCH_MM = 1.6
"""From line to line of a hatch."""


def seen_entries(drawn: Drawn, entries: Iterable[Entry], views: Iterable[View]) -> tuple[Entry, ...]:
    """The entries of which one of the views shows something."""
    layers = drawn.layers(views)
    return tuple(entry for entry in entries if entry[0] in layers)


def legend(entries: Sequence[Entry]) -> Symbols:
    """A legend with one line per entry."""

    def draw(room: Rect) -> tuple[list[Item], float]:
        x, top = room[0], room[3]
        items: list[Item] = [heading("Legend", (x, top - HEADING_MM + 1.8), SUBHEAD)]
        y = top - HEADING_MM - _STEP_MM / 2.0
        for layer, words in entries:
            items += sample(layer, x, y)
            items.append(write(words, (x + SAMPLE_MM + 3.0, y - TEXT / 2.0)))
            y -= _STEP_MM
        return items, HEADING_MM + len(entries) * _STEP_MM + GAP_MM

    return draw


def sample(layer: str, x: float, y: float) -> list[Item]:
    """What stands on a layer, small, from its left end."""
    middle = x + SAMPLE_MM / 2.0
    if layer in _CROSSES:
        return _cross((middle, y), 1.2, layer)
    if layer in _DIAMONDS:
        points = ((middle + 1.4, y), (middle, y + 1.4), (middle - 1.4, y), (middle, y - 1.4))
        return [line((*points, points[0]), layer)]
    if half := _BOXES.get(layer):
        across, up = half
        rect = (middle - across, y - up, middle + across, y + up)
        hatch = _hatch(layer, rect) if layer in _HATCHED else []
        return [box(rect, layer), *hatch, *_tick(layer, middle, y)]
    return [line(((x, y), (x + SAMPLE_MM, y)), layer)]


def _hatch(layer: str, rect: Rect) -> list[Item]:
    """Lines at 45° within a rectangle."""
    x0, y0, x1, y1 = rect
    high = y1 - y0
    starts = [x0 - high + step * _HATCH_MM for step in range(1, int((x1 - x0 + high) / _HATCH_MM) + 1)]
    lines = (((start, y0), (start + high, y1)) for start in starts)
    return [line(points, layer) for ends in lines for points, _ in clipped(ends, rect, closed=False)]


def _tick(layer: str, x: float, y: float) -> list[Item]:
    return [line(((x, y - 0.6), (x, y + 0.6)), layer)] if layer in _TICKS else []


def _cross(at: Point, arm: float, layer: str) -> list[Item]:
    x, y = at
    return [
        box((x - arm, y - arm, x + arm, y + arm), layer),
        line(((x - arm, y - arm), (x + arm, y + arm)), layer),
        line(((x - arm, y + arm), (x + arm, y - arm)), layer),
    ]
