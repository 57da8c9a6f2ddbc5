"""Voltage rise along the cable of every branch, from the far end to the box, with limit and good practice."""

import math
from collections.abc import Iterator

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.core.model.plan import BranchPlan
from designer.drawing.length_units import LongUnit
from designer.drawing.model import Align, Item
from designer.drawing.sheets.context import COLUMN_PAD, Context, Draft, new_draft
from designer.drawing.sheets.paper import SMALL, SUBHEAD, TEXT, circle, heading, line, write, write_within
from designer.drawing.strip import Strip, strip_of
from designer.drawing.text_metrics import line_width

TITLE = "Voltage rise"
_HEIGHT_MM = 58.0
"""Of a plot with its heading and the names of its axes."""

_WIDE_MM = 95.0
"""Least width of a plot; two stand side by side where both have it."""

_LEFT_MM, _RIGHT_MM, _HEAD_MM, _FOOT_MM = 11.0, 4.0, 9.0, 9.0
_ROOM = 1.25
"""Room above the highest of curve and limit."""

_TITLE_MM, _APART_MM = 24.0, 2.0
"""Room for the title of a plot, and what is between it and its figures where it takes more."""

_ABOVE_MM, _CLEAR_MM = 1.2, 0.5
_TICKS = 5
_DASH_MM = 2.0
_DOT_MM = 0.55
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


class _Axes(Struct, frozen=True):
    """Where the plot lies on paper, and what its upper right corner stands for."""

    rect: Rect
    length_mm: float
    top_pct: float

    def at(self, along_mm: float, pct: float) -> Point:
        """The place of a value on paper."""
        x0, y0, x1, y1 = self.rect
        return (x0 + (x1 - x0) * along_mm / self.length_mm, y0 + (y1 - y0) * pct / self.top_pct)


def rise_sheets(context: Context) -> list[Draft]:
    """The plots of all branches, on as many sheets as they need."""
    directory = context.directory
    rest = list(directory.plan.branches)
    places = _places(context.frame.area)
    drafts: list[Draft] = []
    while rest:
        draft = new_draft(context.frame, TITLE)
        for branch, place in zip(rest, places, strict=False):
            strip = strip_of(directory.design, directory.catalog, directory.plan, branch)
            draft.add(list(_plot(context, branch, strip, place)))
        rest = rest[len(places) :]
        drafts.append(draft)
    return drafts


def _places(area: Rect) -> list[Rect]:
    """Rectangles for plots, row by row from the upper left; at least one."""
    x0, y0, x1, y1 = (area[0] + COLUMN_PAD, area[1] + COLUMN_PAD, area[2] - COLUMN_PAD, area[3] - COLUMN_PAD)
    across = max(1, int((x1 - x0) // _WIDE_MM))
    down = max(1, int((y1 - y0) // _HEIGHT_MM))
    wide, high = (x1 - x0) / across, (y1 - y0) / down
    return [
        (x0 + column * wide, y1 - (row + 1) * high, x0 + (column + 1) * wide, y1 - row * high)
        for row in range(down)
        for column in range(across)
    ]


def _plot(context: Context, branch: BranchPlan, strip: Strip, place: Rect) -> Iterator[Item]:
    x0, y0, x1, y1 = place
    rect = (x0 + _LEFT_MM, y0 + _FOOT_MM, x1 - _RIGHT_MM, y1 - _HEAD_MM)
    axes = _Axes(rect, max(strip.length_mm, 1.0), _ROOM * max(strip.limit_pct, strip.rise_pct))
    title = f"Branch {branch.id}"
    yield heading(title, (rect[0], y1 - 5.0), SUBHEAD)
    way = context.long_length(strip.length_mm)
    told = f"{strip.rise_v:.2f} V, {strip.rise_pct:.2f} % at the far end, {way}"
    left = max(_TITLE_MM, line_width(title, SUBHEAD, bold=True) + _APART_MM)
    yield write_within(told, (rect[0] + left, y1 - 5.0), rect[2] - rect[0] - left, SMALL)
    yield from _grid(axes, context.long_unit)
    yield from _level(axes, strip.limit_pct, "limit")
    if strip.good_pct < strip.limit_pct:
        yield from _level(axes, strip.good_pct, "good practice")
    layer = context.branch_layers[branch.id]
    points = [axes.at(*point) for point in strip.curve]
    yield line(points, layer)
    for point in points[:-1]:
        yield circle(point, _DOT_MM, layer)
    for inverter in strip.inverters:
        x, y = axes.at(inverter.port_mm, inverter.rise_pct)
        yield write(inverter.id, (x + 0.6, y + _beside(axes, strip, y)), SMALL)
    foot = f"{context.long_unit.name} from the far end to box {strip.box}"
    yield write(foot, (rect[2], y0 + 1.2), SMALL, Align.RIGHT)


def _beside(axes: _Axes, strip: Strip, y: float) -> float:
    """From a point up to its name, or down where a level line would strike that."""
    levels = (axes.at(0.0, pct)[1] for pct in (strip.limit_pct, strip.good_pct))
    struck = any(y < level < y + _ABOVE_MM + SMALL + _CLEAR_MM for level in levels)
    return -_ABOVE_MM - SMALL if struck else _ABOVE_MM


def _grid(axes: _Axes, unit: LongUnit) -> Iterator[Item]:
    """The two axes with their figures, the way in a unit for cables."""
    x0, y0, x1, y1 = axes.rect
    yield line(((x0, y1), (x0, y0), (x1, y0)))
    for way in _steps(axes.length_mm / unit.mm):
        x, y = axes.at(unit.mm * way, 0.0)
        yield line(((x, y), (x, y - 1.0)))
        yield write(f"{way:g}", (x, y - 3.6), SMALL, Align.CENTER)
    for pct in _steps(axes.top_pct):
        x, y = axes.at(0.0, pct)
        yield line(((x, y), (x - 1.0, y)))
        yield write(f"{pct:g} %", (x - 1.6, y - SMALL / 2.0), SMALL, Align.RIGHT)


def _steps(end: float) -> list[float]:
    """Round values from 0 to the end, about five of them."""
    power = 10.0 ** math.floor(math.log10(end / _TICKS))
    step = next(nice * power for nice in _NICE if nice * power >= end / _TICKS - 1e-12)
    return [round(number * step, 9) for number in range(int(end / step + 1e-9) + 1)]


def _level(axes: _Axes, pct: float, name: str) -> Iterator[Item]:
    """A dashed level line with its name at the right."""
    (x0, y), (x1, _) = axes.at(0.0, pct), axes.at(axes.length_mm, pct)
    for number in range(int((x1 - x0) / (2.0 * _DASH_MM)) + 1):
        start = x0 + 2.0 * _DASH_MM * number
        yield line(((start, y), (min(start + _DASH_MM, x1), y)))
    yield write(f"{name} {pct:g} %", (x1, y + 0.8), min(SMALL, TEXT), Align.RIGHT)
