"""Legends: what the lines and signs of a plan stand for."""

from collections.abc import Iterable, Mapping, Sequence

from designer.core.geometry.axes import Point, Rect
from designer.drawing.layers import LayerName
from designer.drawing.model import Item, View
from designer.drawing.sheets.drawn import Drawn
from designer.drawing.sheets.flow import Symbols
from designer.drawing.sheets.paper import SUBHEAD, TEXT, box, heading, line, write
from designer.drawing.sheets.table import GAP_MM, HEADING_MM

_STEP_MM = 5.0
_SAMPLE_MM = 12.0

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
}
"""Half the size of what is shown as a box, mm."""

_CROSSES = (LayerName.ATTACHMENT,)
_DIAMONDS = (LayerName.DROP,)
_TICKS = (LayerName.SPLICE, LayerName.JOINT)


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
            items += _sample(layer, x, y)
            items.append(write(words, (x + _SAMPLE_MM + 3.0, y - TEXT / 2.0)))
            y -= _STEP_MM
        return items, HEADING_MM + len(entries) * _STEP_MM + GAP_MM

    return draw


def _sample(layer: str, x: float, y: float) -> list[Item]:
    """What stands on a layer, small."""
    middle = x + _SAMPLE_MM / 2.0
    if layer in _CROSSES:
        return _cross((middle, y), 1.2, layer)
    if layer in _DIAMONDS:
        points = ((middle + 1.4, y), (middle, y + 1.4), (middle - 1.4, y), (middle, y - 1.4))
        return [line((*points, points[0]), layer)]
    if half := _BOXES.get(layer):
        across, up = half
        return [box((middle - across, y - up, middle + across, y + up), layer), *_tick(layer, middle, y)]
    return [line(((x, y), (x + _SAMPLE_MM, y)), layer)]


def _tick(layer: str, x: float, y: float) -> list[Item]:
    return [line(((x, y - 0.6), (x, y + 0.6)), layer)] if layer in _TICKS else []


def _cross(at: Point, arm: float, layer: str) -> list[Item]:
    x, y = at
    return [
        box((x - arm, y - arm, x + arm, y + arm), layer),
        line(((x - arm, y - arm), (x + arm, y + arm)), layer),
        line(((x - arm, y + arm), (x + arm, y - arm)), layer),
    ]
