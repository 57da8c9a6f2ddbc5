"""Lines, boxes and texts drawn on paper: the few shapes that everything on a sheet is made of."""

import math
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from designer.core.geometry.axes import Point, Rect
from designer.drawing.model import Align, Fill, Polyline, Role, Text, View
from designer.drawing.pieces import number_text
from designer.drawing.shapes import corners
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.text_metrics import LEAST_MM, fitted_height, line_width, shortened

SMALL, TEXT, SUBHEAD, HEAD = 1.8, 2.0, 2.5, 3.5
"""Heights of capitals, mm."""

LEAST = LEAST_MM
"""Below this a text cannot be read on a roof."""

CORNERS = 24
"""Of what stands for a circle."""


def line(points: Iterable[Point], layer: str = SheetLayer.TABLE) -> Polyline:
    """An open line."""
    return Polyline(points=tuple(points), layer=layer, role=Role.TITLE)


def box(rect: Rect, layer: str = SheetLayer.TABLE) -> Polyline:
    """The edges of a rectangle."""
    return Polyline(points=corners(rect), closed=True, layer=layer, role=Role.TITLE)


def shade(rect: Rect) -> Fill:
    """A grey rectangle; what is drawn later lies on top."""
    return Fill(points=corners(rect), layer=SheetLayer.SHADE, role=Role.TITLE)


def solid(points: Iterable[Point], layer: str = SheetLayer.TABLE) -> Fill:
    """A filled ring."""
    return Fill(points=tuple(points), layer=layer, role=Role.TITLE)


def circle(middle: Point, radius: float, layer: str = SheetLayer.TABLE) -> Polyline:
    """A ring of straight lines, as near to a circle as can be seen."""
    angles = (2.0 * math.pi * step / CORNERS for step in range(CORNERS))
    points = tuple((middle[0] + radius * math.cos(a), middle[1] + radius * math.sin(a)) for a in angles)
    return Polyline(points=points, closed=True, layer=layer, role=Role.TITLE)


def write(
    text: str,
    at: Point,
    height: float = TEXT,
    align: Align = Align.LEFT,
    *,
    layer: str = SheetLayer.TABLE,
    rotation_deg: float = 0.0,
) -> Text:
    """A line of text."""
    return Text(
        at=at,
        text=text,
        height_mm=height,
        align=align,
        rotation_deg=rotation_deg,
        layer=layer,
        role=Role.TITLE,
    )


def write_within(text: str, at: Point, width: float, height: float = TEXT, align: Align = Align.LEFT) -> Text:
    """A line of text set smaller where it is too long, and shortened where that is not enough."""
    fitted = max(fitted_height(text, width, at_most_mm=height), min(LEAST, height))
    return write(shortened(text, width, fitted), at, fitted, align)


def name(text: str, at: Point, height: float, align: Align = Align.MIDDLE, turn_deg: float = 0.0) -> Text:
    """What something on a view is called; no line runs through it."""
    text_there = write(text, at, height, align, layer=SheetLayer.LABEL, rotation_deg=turn_deg)
    return replace(text_there, masked=True)


def heading(text: str, at: Point, height: float = HEAD) -> Text:
    """A heading by its lower left."""
    return write(text, at, height, layer=SheetLayer.HEADING)


def on_paper(view: View, text: Text, *, least: float = SMALL) -> Text:
    """A text of model space written on the paper over a view, no smaller than `least`."""
    return name(
        text.text, view.point(text.at), max(text.height_mm / view.scale, least), text.align, text.rotation_deg
    )


def paper_rect(view: View, rect: Rect) -> Rect:
    """Where a rectangle of model space lies on paper."""
    return (*view.point((rect[0], rect[1])), *view.point((rect[2], rect[3])))


def paper_line(view: View, points: Sequence[Point], layer: str) -> Polyline:
    """A line of model space drawn on the paper."""
    return line((view.point(point) for point in points), layer)


def width_of(text: str, height: float) -> float:
    """Width of a line of text."""
    return line_width(text, height)


def mm_text(length_mm: float) -> str:
    """A length as a saw or a tape can take it: to a tenth of a millimetre, without needless decimals."""
    return number_text(round(length_mm, 1))
