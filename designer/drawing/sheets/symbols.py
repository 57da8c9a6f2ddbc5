"""North arrow and scale bar."""

from collections.abc import Sequence

from designer.core.geometry.axes import Point, Rect
from designer.core.model.design import Surface
from designer.drawing.length_units import LONG_UNITS
from designer.drawing.model import Align, Item
from designer.drawing.shapes import turned
from designer.drawing.sheets.paper import SMALL, box, circle, line, solid, write
from designer.drawing.sheets.template import Template

_BAR_MM = 45.0
"""Longest scale bar."""

_LENGTHS = (200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5)
"""In metres, or in feet."""


def north_deg(surface: Surface) -> float:
    """Where north is on a drawing of a surface, counter-clockwise from its x axis as seen from above."""
    return surface.x_bearing_deg


def north_arrow(middle: Point, radius: float, direction_deg: float = 90.0) -> list[Item]:
    """A ring with an arrow to the north, half of it filled, and its letter."""
    turn = direction_deg - 90.0

    def at(x: float, y: float) -> Point:
        dx, dy = turned((x * radius, y * radius), turn)
        return (middle[0] + dx, middle[1] + dy)

    letter = at(0.0, 1.35)
    height = max(SMALL, 0.5 * radius)
    return [
        circle(middle, radius),
        solid((at(0.0, 0.95), at(-0.42, -0.75), at(0.0, -0.4))),
        line((at(0.0, 0.95), at(-0.42, -0.75), at(0.0, -0.4), at(0.42, -0.75), at(0.0, 0.95))),
        write("N", letter, height, Align.MIDDLE),
    ]


def scale_bar(template: Template, at: Point, scale: float) -> list[Item]:
    """A bar to check a print by, in black and white, from its lower left."""
    unit, unit_mm = LONG_UNITS[template.lengths]
    length = _bar_length(template, scale)
    step = length * unit_mm / scale / 4.0
    x, y = at
    items: list[Item] = []
    for number in range(4):
        rect: Rect = (x + number * step, y, x + (number + 1) * step, y + 1.4)
        items.append(box(rect))
        if number % 2 == 0:
            items.append(solid(_ring(rect)))
    stops = ((0.0, "0"), (2.0, f"{length / 2.0:g}"), (4.0, f"{length:g} {unit}"))
    items += [write(text, (x + place * step, y + 2.4), SMALL, Align.CENTER) for place, text in stops]
    return items


def bar_width(template: Template, scale: float) -> float:
    """Width of the bar."""
    return _bar_length(template, scale) * LONG_UNITS[template.lengths][1] / scale


def _bar_length(template: Template, scale: float) -> float:
    """Metres or feet that the bar shows."""
    _, unit_mm = LONG_UNITS[template.lengths]
    return next((long for long in _LENGTHS if long * unit_mm / scale <= _BAR_MM), _LENGTHS[-1])


def _ring(rect: Rect) -> Sequence[Point]:
    x0, y0, x1, y1 = rect
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
