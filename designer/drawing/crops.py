"""One view of a sheet, or the sheet as a whole, as a picture of its own."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.geometry.axes import Point, Rect
from designer.drawing.marks import Area, Mark, Stroke, Writing
from designer.drawing.model import Drawing, PaperSheet

_EDGE_MM = 3.0
"""Around a view."""

_BELOW_MM = 11.0
"""Below it stand its name and scale."""


def sheet_numbered(drawing: Drawing, number: int) -> PaperSheet:
    """The sheet with this number, from 1; InputError where there is none."""
    if not 1 <= number <= len(drawing.sheets):
        raise InputError(f"there is no sheet {number}", remedy=f"choose 1 to {len(drawing.sheets)}")
    return drawing.sheets[number - 1]


def view_rect(sheet: PaperSheet, name: str) -> Rect:
    """Where a view with its heading lies on a sheet; InputError where the sheet has no view of this name."""
    for view in sheet.views:
        if view.name.lower() == name.lower():
            x0, y0, x1, y1 = view.rect
            return (x0 - _EDGE_MM, y0 - _BELOW_MM, x1 + _EDGE_MM, y1 + _EDGE_MM)
    known = ", ".join(dict.fromkeys(view.name for view in sheet.views))
    remedy = f"choose from {known}" if known else "choose the sheet of a plan, or leave out the view"
    raise InputError(f"sheet {sheet.name} has no view '{name}'", remedy=remedy)


def cropped(sheet: PaperSheet, marks: Iterable[Mark], rect: Rect) -> tuple[PaperSheet, tuple[Mark, ...]]:
    """A part of a sheet as a paper of its own: what begins in it, moved to its lower left."""
    by = (-rect[0], -rect[1])
    part = replace(sheet, width_mm=rect[2] - rect[0], height_mm=rect[3] - rect[1], views=(), items=())
    return part, tuple(_moved(mark, by) for mark in marks if _touches(mark, rect))


def _touches(mark: Mark, rect: Rect) -> bool:
    points = (mark.at,) if isinstance(mark, Writing) else mark.points
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return not (max(xs) < rect[0] or min(xs) > rect[2] or max(ys) < rect[1] or min(ys) > rect[3])


def _moved(mark: Mark, by: Point) -> Mark:
    match mark:
        case Stroke():
            return replace(mark, points=_shifted(mark.points, by))
        case Area():
            return replace(mark, points=_shifted(mark.points, by))
        case Writing():
            return replace(mark, at=(mark.at[0] + by[0], mark.at[1] + by[1]))


def _shifted(points: Sequence[Point], by: Point) -> tuple[Point, ...]:
    return tuple((x + by[0], y + by[1]) for x, y in points)
