"""What of model space lies in a view: layers that it shows something of, figures of dimensions."""

from collections.abc import Iterable, Iterator

import numpy as np

from designer.core.geometry.axes import Point, Rect
from designer.drawing.clipping import holds
from designer.drawing.dimension import measured_text, text_place
from designer.drawing.model import (
    Align,
    Block,
    BlockReference,
    Dimension,
    DimensionStyle,
    Fill,
    Hatch,
    Item,
    Polyline,
    Text,
    View,
)
from designer.drawing.shapes import bounds, readable


class Drawn:
    """The items of model space by layer, to be asked what a view shows."""

    def __init__(self, items: Iterable[Item], blocks: Iterable[Block]) -> None:
        shapes = {block.name: frozenset(shape.layer for shape in block.shapes) for block in blocks}
        found: dict[str, list[Rect]] = {}
        self._dimensions: list[Dimension] = []
        for item in items:
            if isinstance(item, Dimension):
                self._dimensions.append(item)
            rect = bounds(_points(item))
            for layer in shapes[item.block] if isinstance(item, BlockReference) else (item.layer,):
                found.setdefault(layer, []).append(rect)
        self._rects = {layer: np.array(rects) for layer, rects in found.items()}

    def layers(self, views: Iterable[View]) -> frozenset[str]:
        """The layers of which one of the views shows something."""
        return frozenset(layer for view in views for layer in self._seen(view))

    def figures(self, view: View, style: DimensionStyle) -> Iterator[Text]:
        """The figures of dimensions that a view shows, mm of paper; their middles lie in it."""
        for item in self._dimensions:
            at = view.point(text_place(item, style))
            if item.layer not in view.hidden and holds(view.rect, at):
                yield Text(
                    at=at,
                    text=measured_text(item, style),
                    height_mm=style.text_mm / view.scale,
                    rotation_deg=readable(item.angle_deg),
                    align=Align.MIDDLE,
                    layer=item.layer,
                    role=item.role,
                )

    def _seen(self, view: View) -> Iterator[str]:
        x0, y0, x1, y1 = view.window
        for layer, rects in self._rects.items():
            if layer not in view.hidden and np.any(
                (rects[:, 0] <= x1) & (rects[:, 2] >= x0) & (rects[:, 1] <= y1) & (rects[:, 3] >= y0)
            ):
                yield layer


def _points(item: Item) -> tuple[Point, ...]:
    """Points between which an item lies; of blocks and texts where they are put."""
    match item:
        case Polyline() | Fill():
            return item.points
        case Hatch():
            return item.rings[0]
        case Text() | BlockReference():
            return (item.at,)
        case Dimension():
            return (item.first, item.second)
