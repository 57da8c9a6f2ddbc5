"""What a line of text takes up, and the mask that keeps lines behind it from running through it."""

from designer.core.geometry.axes import Point, Rect
from designer.drawing.model import Align
from designer.drawing.shapes import corners, turned

MASK_PAD = 0.25
"""Of a mask around its text, by the height of the capitals."""


def text_box(width: float, height: float, align: Align) -> Rect:
    """A text of some width and height of capitals, about its place."""
    x = {Align.CENTER: -width / 2.0, Align.MIDDLE: -width / 2.0, Align.RIGHT: -width}.get(align, 0.0)
    y = {Align.MIDDLE: -height / 2.0, Align.TOP_LEFT: -height}.get(align, 0.0)
    return (x, y, x + width, y + height)


def mask_corners(
    at: Point, width: float, height: float, rotation_deg: float, align: Align
) -> tuple[Point, ...]:
    """The corners of the mask behind a text at a place, turned with it."""
    x0, y0, x1, y1 = text_box(width, height, align)
    pad = MASK_PAD * height
    around = corners((x0 - pad, y0 - pad, x1 + pad, y1 + pad))
    turned_about = (turned(point, rotation_deg) for point in around)
    return tuple((at[0] + x, at[1] + y) for x, y in turned_about)
