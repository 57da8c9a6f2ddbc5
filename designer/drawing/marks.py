"""A sheet resolved into strokes, areas and writing in mm of its paper, for PDF, SVG and PNG painters.

Block references are expanded, dimensions and hatches drawn out, views scaled and clipped to their windows,
layers turned into inks and line widths. CADs do the same with the layouts of a DXF.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.drawing.blocks import spot_texts
from designer.drawing.clipping import clipped, holds
from designer.drawing.dimension import dimension_shapes
from designer.drawing.hatching import hatch_lines
from designer.drawing.layers import Layer
from designer.drawing.model import (
    Align,
    Block,
    BlockReference,
    Dimension,
    DimensionStyle,
    Drawing,
    Fill,
    Hatch,
    Item,
    PaperSheet,
    Polyline,
    Text,
    View,
)
from designer.drawing.plot_inks import plot_ink
from designer.drawing.shapes import bounds, turned
from designer.drawing.text_boxes import mask_corners
from designer.drawing.text_metrics import is_bold, line_width

PAPER_INK = "#FFFFFF"

_SLOPE_MM = 3500.0
"""No block reaches farther from its insertion point than this; modules are the largest."""


class Stroke(Struct, frozen=True, gc=False):
    """A line of `width_mm`; `dash_mm` are strokes and gaps by turns, empty for a solid line."""

    points: tuple[Point, ...]
    closed: bool
    ink: str
    width_mm: float
    dash_mm: tuple[float, ...]


class Area(Struct, frozen=True, gc=False):
    """A filled ring."""

    points: tuple[Point, ...]
    ink: str


class Writing(Struct, frozen=True, gc=False):
    """A line of text by the height of its capitals."""

    at: Point
    text: str
    height_mm: float
    rotation_deg: float
    align: Align
    ink: str
    bold: bool


Mark = Stroke | Area | Writing
Simple = Polyline | Fill | Text
StyleOf = Callable[[Dimension], DimensionStyle]


class _Pen(Struct, frozen=True):
    ink: str
    width_mm: float
    dash: tuple[float, ...]
    bold: bool
    plotted: bool


class Flattener:
    """Resolves the sheets of one drawing."""

    def __init__(self, drawing: Drawing) -> None:
        self._style_of = drawing.style_of
        self._blocks = {block.name: block for block in drawing.blocks}
        patterns = {line.name: tuple(abs(step) for step in line.pattern_mm) for line in drawing.linetypes}
        self._pens = {layer.name: _pen(layer, patterns) for layer in drawing.layers}
        self._placed = [(_reach(item), item) for item in drawing.items]

    def marks(self, sheet: PaperSheet) -> Iterator[Mark]:
        """All of a sheet, in mm of its paper: first what its views show, then what lies on the paper."""
        for view in sheet.views:
            yield from self.view_marks(view)
        for item in sheet.items:
            for simple in _simple(item, self._blocks, self._style_of):
                yield from self._mark(simple)

    def view_marks(self, view: View) -> Iterator[Mark]:
        """What a view shows, in mm of the paper that it lies on."""
        hidden = frozenset(view.hidden)
        for reach, item in self._placed:
            if _apart(reach, view.window) or (item.layer in hidden and not isinstance(item, BlockReference)):
                continue
            for simple in _simple(item, self._blocks, self._style_of):
                if simple.layer not in hidden:
                    yield from self._seen(simple, view)

    def _seen(self, item: Simple, view: View) -> Iterator[Mark]:
        pen = self._pens[item.layer]
        match item:
            case Text() if holds(view.window, item.at):
                yield from _written(item, view.point(item.at), item.height_mm / view.scale, pen)
            case Polyline():
                dash = tuple(step / view.scale for step in pen.dash)
                for points, closed in clipped(item.points, view.window, closed=item.closed):
                    on_paper = tuple(view.point(point) for point in points)
                    yield Stroke(on_paper, closed, pen.ink, pen.width_mm, dash)
            case Fill() if all(holds(view.window, point) for point in item.points):
                yield Area(tuple(view.point(point) for point in item.points), pen.ink)

    def _mark(self, item: Simple) -> Iterator[Mark]:
        pen = self._pens[item.layer]
        if not pen.plotted:
            return
        match item:
            case Text():
                yield from _written(item, item.at, item.height_mm, pen)
            case Polyline():
                yield Stroke(item.points, item.closed, pen.ink, pen.width_mm, pen.dash)
            case Fill():
                yield Area(item.points, pen.ink)


def _pen(layer: Layer, patterns: Mapping[str, tuple[float, ...]]) -> _Pen:
    return _Pen(
        ink=plot_ink(layer),
        width_mm=layer.lineweight / 100.0,
        dash=patterns.get(layer.linetype, ()),
        bold=is_bold(layer),
        plotted=layer.plotted,
    )


def _written(text: Text, at: Point, height_mm: float, pen: _Pen) -> Iterator[Mark]:
    """The text, on its mask where it has one."""
    if text.masked and text.text.strip():
        width = line_width(text.text, height_mm, bold=pen.bold)
        yield Area(mask_corners(at, width, height_mm, text.rotation_deg, text.align), PAPER_INK)
    yield Writing(at, text.text, height_mm, text.rotation_deg, text.align, pen.ink, pen.bold)


def _simple(item: Item, blocks: Mapping[str, Block], style_of: StyleOf) -> Iterator[Simple]:
    """Lines, areas and texts of any item, in its own coordinates."""
    match item:
        case Polyline() | Text() | Fill():
            yield item
        case Dimension():
            yield from dimension_shapes(item, style_of(item))
        case Hatch():
            for line in hatch_lines(item):
                yield Polyline(points=line, layer=item.layer, role=item.role, owner=item.owner)
        case BlockReference():
            yield from _expanded(item, blocks[item.block])


def _expanded(reference: BlockReference, block: Block) -> Iterator[Simple]:
    for shape in block.shapes:
        points = tuple(_placed(point, reference) for point in shape.points)
        yield Polyline(points=points, closed=shape.closed, layer=shape.layer, role=shape.role)
    for text in (*block.texts, *spot_texts(block, reference)):
        yield Text(
            at=_placed(text.at, reference),
            text=text.text,
            height_mm=text.height_mm,
            align=text.align,
            layer=text.layer,
            role=text.role,
        )


def _placed(point: Point, reference: BlockReference) -> Point:
    x, y = turned((point[0] * reference.x_scale, point[1] * reference.y_scale), reference.rotation_deg)
    return (reference.at[0] + x, reference.at[1] + y)


def _reach(item: Item) -> Rect:
    """A rectangle that an item does not leave."""
    match item:
        case Polyline() | Fill():
            return bounds(item.points)
        case Hatch():
            return bounds(item.rings[0])
        case Text():
            return (*item.at, *item.at)
        case Dimension():
            return bounds((item.first, item.second, item.line_at))
        case BlockReference():
            x, y = item.at
            return (x - _SLOPE_MM, y - _SLOPE_MM, x + _SLOPE_MM, y + _SLOPE_MM)


def _apart(first: Rect, second: Rect) -> bool:
    return first[2] < second[0] or first[0] > second[2] or first[3] < second[1] or first[1] > second[3]
