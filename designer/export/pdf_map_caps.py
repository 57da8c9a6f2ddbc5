"""The end caps of the branches on a map, each with the name of its branch, clear of labels and drops."""

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.core.model.plan import BranchPlan
from designer.drawing.palette import BranchInk
from designer.export.pdf_canvas import PT_PER_MM, WHITE, Align, Paper, TextStyle
from designer.export.pdf_fonts import text_width_pt
from designer.export.pdf_map_cells import mark_rect
from designer.export.pdf_map_rects import bounds, overlaps
from designer.export.pdf_map_view import View

_NAME_PT = 7.0
_NAME_HEIGHT_MM = 2.4
_HALF_BAR_MM = 1.6
_LENGTHS_MM = tuple(3.0 + 1.5 * step for step in range(8))


class _Mark(Struct, frozen=True):
    """A stub from the port to a bar, and where the branch's name begins, ends or has its middle."""

    bar: Point
    away: Point
    name_at: Point
    align: Align
    covers: Rect


def draw_end_caps(
    paper: Paper,
    view: View,
    branches: Sequence[BranchPlan],
    surface_id: str,
    inks: dict[str, BranchInk],
    cells: Sequence[Rect],
    names: Sequence[Rect] = (),
) -> None:
    """A bar across the far end of every branch that ends on this surface, and the branch's name.

    They keep clear of cells, and of the `names` of modules, which are drawn over them, where there is room.
    """
    taken = list(cells)
    drops = [drop for branch in branches for drop in branch.drops if drop.surface == surface_id]
    for branch in branches:
        if not branch.drops or branch.drops[0].surface != surface_id:
            continue
        first = branch.drops[0]
        if view.shows((first.x, first.y)):
            marks = [view.rect(mark_rect(drop, view.denominator)) for drop in drops if drop != first]
            mark = _free_mark(branch, view, [*taken, *marks], names)
            _draw(paper, view.point((first.x, first.y)), mark, branch.id, inks[branch.id])
            taken.append(mark.covers)


def _draw(paper: Paper, port: Point, mark: _Mark, name: str, ink: BranchInk) -> None:
    ux, uy = mark.away
    across = (-uy * _HALF_BAR_MM, ux * _HALF_BAR_MM)
    (x, y), (dx, dy) = mark.bar, across
    paper.line([port, mark.bar], width_mm=0.55, colour=ink.colour)
    paper.line([(x - dx, y - dy), (x + dx, y + dy)], width_mm=1.1, colour=ink.colour)
    style = TextStyle(_NAME_PT, bold=True, colour=ink.colour, halo=WHITE)
    paper.text(mark.name_at, name, style, align=mark.align)


def _free_mark(branch: BranchPlan, view: View, taken: Sequence[Rect], names: Sequence[Rect]) -> _Mark:
    """The first mark on nothing taken and inside the plan field, on no name if there is one.

    Without any the one straight away from the port.
    """
    marks = list(_marks(branch, view))
    inside = [one for one in marks if view.plan[0] <= one.covers[0] and one.covers[2] <= view.plan[2]]
    clear = [one for one in inside if not _on_any(one, taken)]
    return next((one for one in clear if not _on_any(one, names)), clear[0] if clear else marks[0])


def _on_any(mark: _Mark, rects: Sequence[Rect]) -> bool:
    return any(overlaps(mark.covers, rect) for rect in rects)


def _marks(branch: BranchPlan, view: View) -> Iterator[_Mark]:
    first = branch.drops[0]
    port = view.point((first.x, first.y))
    ux, uy = _away(branch, view)
    width = text_width_pt(branch.id, _NAME_PT, bold=True) / PT_PER_MM
    for direction in ((ux, uy), (uy, -ux), (-uy, ux)):
        for length in _LENGTHS_MM:
            yield _mark(port, direction, length, width)


def _mark(port: Point, away: Point, length: float, name_mm: float) -> _Mark:
    ux, uy = away
    x, y = port[0] + ux * length, port[1] + uy * length
    align: Align = "middle" if abs(ux) < 0.5 else ("left" if ux > 0 else "right")
    step = 1.4 + (_NAME_HEIGHT_MM / 2 if align == "middle" else 0.0)
    at = (x + ux * step, y + uy * step - 0.9)
    left = at[0] - {"left": 0.0, "middle": 0.5, "right": 1.0}[align] * name_mm
    name = (left - 0.3, at[1] - 0.7, left + name_mm + 0.3, at[1] + _NAME_HEIGHT_MM - 0.4)
    bar = (x - _HALF_BAR_MM, y - _HALF_BAR_MM, x + _HALF_BAR_MM, y + _HALF_BAR_MM)
    return _Mark((x, y), away, at, align, bounds([name, bar]))


def _away(branch: BranchPlan, view: View) -> Point:
    """Unit vector on paper from the second port through the first, where the end cap looks."""
    first = branch.drops[0]
    here = view.point((first.x, first.y))
    for drop in branch.drops[1:]:
        there = view.point((drop.x, drop.y))
        length = math.dist(here, there)
        if drop.surface == first.surface and length > 0:
            return ((here[0] - there[0]) / length, (here[1] - there[1]) / length)
    return (-1.0, 0.0)
