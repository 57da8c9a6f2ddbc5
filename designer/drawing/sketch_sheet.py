"""What was read from a file as a sheet to scale: lines and texts as they would be imported."""

import math
from collections.abc import Iterable, Iterator

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.geometry.axes import Point, Rect
from designer.core.geometry.sketch import Sketch, Stroke, Writing, size_of
from designer.drawing.layers import Layer, LinetypeName
from designer.drawing.model import DimensionStyle, Drawing, Item, PaperSheet, Polyline, Role, Sheet, Text
from designer.drawing.text_metrics import line_width

PAPER = ("A3", 420.0, 297.0)
MARGIN_MM = 12.0
"""Between the edges of the paper and the drawing; at the foot there is a line of text as well."""

_CAPTION_MM = 2.5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Scales are these and their tenfolds, also of what is smaller than the paper."""

_BLACK, _LINEWEIGHT = 7, 18
_CAPTION_LAYER = "caption"


class Placing(Struct, frozen=True):
    """Units of the drawing to mm of paper: times `per_unit`, then moved by `at`."""

    per_unit: float
    at: Point

    def point(self, x: float, y: float) -> Point:
        """A point of the drawing on paper."""
        return (x * self.per_unit + self.at[0], y * self.per_unit + self.at[1])


class SketchSheet(Struct, frozen=True):
    """The drawing with its one sheet, how it lies there, and its scale (paper : drawing = 1 : scale)."""

    drawing: Drawing
    placing: Placing
    scale: float

    @property
    def sheet(self) -> PaperSheet:
        """The only sheet."""
        return self.drawing.sheets[0]


def sketch_sheet(sketch: Sketch, name: str) -> SketchSheet:
    """All layers that are on, as large as has room on A3; where no unit is known, as if it were mm.

    Raises InputError where nothing is on, or all of it is in one point.
    """
    strokes = [one for one in sketch.strokes if one.layer not in sketch.hidden]
    writings = [one for one in sketch.writings if one.layer not in sketch.hidden]
    rect = _extents(strokes, writings)
    if rect is None or max(rect[2] - rect[0], rect[3] - rect[1]) <= 0.0:
        raise InputError("there is nothing to be seen on its layers that are on", remedy="see --list")
    unit_mm = sketch.unit_mm or 1.0
    _, width, height = PAPER
    scale = _scale(rect, unit_mm, width - 2.0 * MARGIN_MM, height - 3.0 * MARGIN_MM)
    placing = _placing(rect, unit_mm / scale, width, height)
    items: list[Item] = [*_lines(strokes, placing), *_texts(writings, placing), _caption(sketch, name, scale)]
    return SketchSheet(_drawing(sketch, name, items), placing, scale)


def _extents(strokes: Iterable[Stroke], writings: Iterable[Writing]) -> Rect | None:
    """Of all lines, and of texts as they are drawn."""
    lines = size_of(strokes)
    rects = [_text_rect(one) for one in writings] + ([] if lines is None else [lines])
    if not rects:
        return None
    x0, y0, x1, y1 = zip(*rects, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))


def _text_rect(writing: Writing) -> Rect:
    wide, high = line_width(writing.text, writing.height), writing.height
    turn = math.radians(writing.rotation_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = writing.at
    xs = [x + u * cos - v * sin for u in (0.0, wide) for v in (0.0, high)]
    ys = [y + u * sin + v * cos for u in (0.0, wide) for v in (0.0, high)]
    return (min(xs), min(ys), max(xs), max(ys))


def _scale(rect: Rect, unit_mm: float, width: float, height: float) -> float:
    """The finest round scale at which the drawing has room."""
    least = max((rect[2] - rect[0]) * unit_mm / width, (rect[3] - rect[1]) * unit_mm / height)
    ten = 10.0 ** math.floor(math.log10(least))
    return next(step * ten for step in _STEPS if step * ten >= least * (1.0 - 1e-9))


def _placing(rect: Rect, per_unit: float, width: float, height: float) -> Placing:
    """In the middle of the paper above its foot."""
    x = width / 2.0 - (rect[0] + rect[2]) / 2.0 * per_unit
    y = (height + MARGIN_MM) / 2.0 - (rect[1] + rect[3]) / 2.0 * per_unit
    return Placing(per_unit, (x, y))


def _lines(strokes: Iterable[Stroke], placing: Placing) -> Iterator[Polyline]:
    for one in strokes:
        points = tuple(placing.point(x, y) for x, y in one.points[:, :2].tolist())
        yield Polyline(points=points, closed=one.closed, layer=one.layer, role=Role.LABEL)


def _texts(writings: Iterable[Writing], placing: Placing) -> Iterator[Text]:
    for one in writings:
        yield Text(
            at=placing.point(*one.at),
            text=one.text,
            height_mm=one.height * placing.per_unit,
            rotation_deg=one.rotation_deg,
            layer=one.layer,
            role=Role.LABEL,
        )


def _caption(sketch: Sketch, name: str, scale: float) -> Text:
    ratio = f"1:{scale:g}" if scale >= 1.0 else f"{1.0 / scale:g}:1"
    unit = "" if sketch.unit_mm else ", as if it were in mm: the file does not say its unit"
    return Text(
        at=(MARGIN_MM, MARGIN_MM / 2.0),
        text=f"{name}, {ratio}{unit}",
        height_mm=_CAPTION_MM,
        layer=_CAPTION_LAYER,
        role=Role.TITLE,
    )


def _drawing(sketch: Sketch, name: str, items: Iterable[Item]) -> Drawing:
    paper, width, height = PAPER
    sheet = PaperSheet(
        name=name, title=name, paper=paper, width_mm=width, height_mm=height, items=tuple(items)
    )
    names = dict.fromkeys((*sketch.layers, _CAPTION_LAYER))
    return Drawing(
        name=name,
        date="",
        layers=tuple(
            Layer(layer, _BLACK, LinetypeName.CONTINUOUS, _LINEWEIGHT, "of the file") for layer in names
        ),
        linetypes=(),
        dimension_style=DimensionStyle(text_mm=1.0, tick_mm=0.5, gap_mm=0.5, offset_mm=0.5, beyond_mm=0.5),
        sheet=Sheet(name=paper, width_mm=width, height_mm=height, scale=1.0),
        blocks=(),
        items=(),
        extents=(0.0, 0.0, width, height),
        sheets=(sheet,),
    )
