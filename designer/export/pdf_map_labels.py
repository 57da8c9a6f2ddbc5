"""Serial label cells: in place on the plan, or numbered on sheets of their own."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.core.model.plan import PlacedInverter
from designer.core.serials.reports import gateway_number
from designer.drawing.directory import Directory
from designer.export.pdf_canvas import FAINT, INK, SOFT, WHITE, Paper, TextStyle
from designer.export.pdf_map_cells import CAPTION_MM, LABEL_MM, Cell
from designer.export.pdf_map_rects import bounds, clear_of, nearest_points
from designer.export.pdf_map_view import Fields, View

_SERIAL = TextStyle(11, bold=True)
_HINT = TextStyle(5.5, colour=FAINT)
_CAPTION = TextStyle(6, bold=True)
_FLAG_MM = (5.5, 4.2)

_COLUMNS, _ROWS, _STEP_MM = 4, 7, (56.0, 21.5)
"""Steps from cell to cell; across they are smaller where the paper is narrower."""

CELLS_PER_SHEET = _COLUMNS * _ROWS
"""Label cells on a sheet without a plan."""


class Flag(Struct, frozen=True):
    """A number at an inverter, by its outline on paper."""

    number: int
    rect: Rect


def draw_cells(paper: Paper, view: View, directory: Directory, cells: Sequence[Cell]) -> None:
    """Label cells at their places, each with its caption; a line leads to one beside its modules."""
    for cell in cells:
        if cell.beside:
            _draw_leader(paper, view.rect(cell.rect), view.rect(directory.inverters[cell.inverter].footprint))
        x0, y0, x1, _ = view.rect(cell.rect)
        at, angle = ((x1, y0), 90.0) if cell.upright else ((x0, y0), 0.0)
        with paper.turned(at, angle):
            _draw_cell(paper, directory, cell.inverter, caption(directory, cell.inverter))


def draw_flags(paper: Paper, flags: Sequence[Flag]) -> None:
    """The number of its label cell at every inverter whose cell is on another sheet."""
    for flag in flags:
        x0, y0, x1, y1 = flag.rect
        paper.rect(flag.rect, width_mm=0.35, fill=WHITE)
        at = ((x0 + x1) / 2, (y0 + y1) / 2 - 1)
        paper.text(at, str(flag.number), TextStyle(7.5, bold=True), align="middle", max_mm=x1 - x0 - 0.4)


def flags_of(
    view: View, inverters: dict[str, PlacedInverter], numbers: dict[str, int], marks: Sequence[Rect]
) -> list[Flag]:
    """A flag over the enclosure of every numbered inverter, moved as far as it takes to clear the marks."""
    found = []
    for inverter_id, number in numbers.items():
        x0, y0, x1, y1 = view.rect(inverters[inverter_id].footprint)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        least = (x - _FLAG_MM[0] / 2, y - _FLAG_MM[1] / 2, x + _FLAG_MM[0] / 2, y + _FLAG_MM[1] / 2)
        places = _around(bounds([(x0, y0, x1, y1), least]))
        found.append(Flag(number, (clear_of(places, marks) or places)[0]))
    return found


def _around(rect: Rect) -> list[Rect]:
    """The rectangle and the same moved ever farther: up, down, to the left and to the right."""
    x0, y0, x1, y1 = rect
    moved = [rect]
    for share in (0.25, 0.5, 0.75, 1.0):
        for right, up in ((0.0, share), (0.0, -share), (-share, 0.0), (share, 0.0)):
            dx, dy = right * (x1 - x0), up * (y1 - y0)
            moved.append((x0 + dx, y0 + dy, x1 + dx, y1 + dy))
    return moved


def draw_cell_sheet(paper: Paper, directory: Directory, numbered: Sequence[tuple[int, str]]) -> None:
    """At most `CELLS_PER_SHEET` numbered label cells in rows, in walking order."""
    left, _, right, top = Fields(paper.width_mm).plan
    step = min(_STEP_MM[0], (right - left - 4.0) / _COLUMNS)
    for place, (number, inverter_id) in enumerate(numbered):
        row, column = divmod(place, _COLUMNS)
        x = left + 3 + column * step
        y = top - 4 - (row + 1) * _STEP_MM[1] + 6
        _draw_numbered(paper, directory, (x, y), number, inverter_id)


def caption(directory: Directory, inverter_id: str) -> str:
    """Inverter, its place in the branch and its port, and its DTU where there are several, in a line."""
    seat = directory.seats.get(inverter_id)
    number = gateway_number(directory.design, inverter_id)
    gateway = f" · DTU {number}" if number else ""
    if seat is None:
        return f"{inverter_id} · no branch{gateway}"
    port = f" · drop {seat.drop}" if seat.drop else ""
    return f"{inverter_id} · {seat.branch} no. {seat.position}{port}{gateway}"


def paper_rects(view: View, cells: Sequence[Cell]) -> list[Rect]:
    """Paper rectangles of cells."""
    return [view.rect(cell.rect) for cell in cells]


def _draw_leader(paper: Paper, cell: Rect, unit: Rect) -> None:
    """A thin line from a cell to a dot at the edge of its inverter."""
    start, end = nearest_points(cell, unit)
    paper.line([start, end], width_mm=0.2, colour=INK)
    paper.circle(end, 0.4, width_mm=0.2, colour=INK, fill=INK)


def _draw_cell(paper: Paper, directory: Directory, inverter_id: str, text: str) -> None:
    """A cell whose lower left corner is the origin."""
    width, height = LABEL_MM
    paper.rect((0, 0, width, height + CAPTION_MM), width_mm=0, fill=WHITE)
    paper.rect((0, 0, width, height), width_mm=0.35, fill=WHITE)
    paper.text((0.5, height + 0.8), text, _CAPTION, max_mm=width - 1)
    if serial := directory.serial(inverter_id):
        paper.text((width / 2, height / 2 - 1.4), serial, _SERIAL, align="middle", max_mm=width - 2)
    else:
        paper.text((width / 2, height / 2 - 0.8), "serial number label", _HINT, align="middle")


def _draw_numbered(paper: Paper, directory: Directory, at: Point, number: int, inverter_id: str) -> None:
    x, y = at
    height = LABEL_MM[1]
    paper.rect((x, y, x + 7.5, y + height), width_mm=0.35, fill=WHITE)
    style = TextStyle(10, bold=True)
    paper.text((x + 3.75, y + height / 2 - 1.2), str(number), style, align="middle", max_mm=6.8)
    with paper.turned((x + 8.2, y), 0.0):
        _draw_cell(paper, directory, inverter_id, caption(directory, inverter_id))
    modules = directory.inverters[inverter_id].modules
    served = "   ".join(f"in {port}: {module}" for port, module in enumerate(modules, start=1))
    colour = INK if modules else SOFT
    paper.text(
        (x + 8.7, y - 2.4), served or "no module", TextStyle(5.8, colour=colour), max_mm=LABEL_MM[0] - 1
    )
