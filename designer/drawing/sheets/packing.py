"""Views set out on sheets, each sheet's in its middle."""

from collections.abc import Sequence

from designer.core.geometry.axes import Point, Rect
from designer.drawing.sheets.template import SheetFrame

GAP_MM = 5.0
PAD_MM = 4.0

Place = tuple[int, Point]
"""The number of a sheet, from 0, and the lower left corner of a view with its heading."""

Sizes = Sequence[tuple[float, float]]


def inner(frame: SheetFrame) -> Rect:
    """What plans may take of a sheet."""
    x0, y0, x1, y1 = frame.area
    return (x0 + PAD_MM, y0 + PAD_MM, x1 - PAD_MM, y1 - PAD_MM)


def packed(frame: SheetFrame, sizes: Sizes) -> list[Place]:
    """Views on shelves from the upper left; a new sheet where one is full."""
    x0, bottom, x1, top = inner(frame)
    places: list[Place] = []
    sheet, x, y, high = 0, x0, top, 0.0
    for wide, tall in sizes:
        if x > x0 and x + wide > x1:
            x, y, high = x0, y - high - GAP_MM, 0.0
        if y - tall < bottom and (x > x0 or y < top):
            sheet, x, y, high = sheet + 1, x0, top, 0.0
        places.append((sheet, (x, y - tall)))
        x, high = x + wide + GAP_MM, max(high, tall)
    return places


def centred(places: Sequence[Place], sizes: Sizes, frame: SheetFrame) -> list[Place]:
    """The views of each sheet moved to the middle of what is left of its column."""
    x0, y0, x1, y1 = inner(frame)
    found: list[Place] = []
    for sheet, (x, y) in places:
        own = [(at, size) for (one, at), size in zip(places, sizes, strict=True) if one == sheet]
        left, low = min(at[0] for at, _ in own), min(at[1] for at, _ in own)
        right = max(at[0] + size[0] for at, size in own)
        high = max(at[1] + size[1] for at, size in own)
        found.append((sheet, (x + (x0 + x1 - left - right) / 2.0, y + (y0 + y1 - low - high) / 2.0)))
    return found
