"""What stands around the plan on every map sheet: header fields, footer, scale bar."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from designer.core.geometry.axes import Point, Rect
from designer.export.pdf_canvas import INK, PT_PER_MM, SOFT, Paper, TextStyle
from designer.export.pdf_fonts import text_width_pt, wrapped
from designer.export.pdf_map_view import Fields

_LABEL = TextStyle(5.5, colour=SOFT)
_VALUE = TextStyle(8)
_LONG = TextStyle(6)
_LONG_STEP_MM = 2.5
_STRONG = TextStyle(8, bold=True)
_SHARES = (66.0, 78.0, 62.0)
"""How title, customer and surface share what the other two columns leave."""

_DTU_MM, _SHEET_MM = 48.0, 29.0
"""The column of DTU numbers, which holds a label, and that of the sheet's."""

_SCALE_BAR_MM = 40.0


class Heading(Struct, frozen=True, kw_only=True):
    """The header fields of one map sheet; empty fields are left to be filled in by hand."""

    title: str
    customer: str
    address: str
    project: str
    azimuth: str
    tilt: str
    panel: str
    inverter: str
    dtus: tuple[str, ...]
    sheet: int
    sheets: int
    date: str


def draw_heading(paper: Paper, heading: Heading) -> None:
    """The band at the top: title, customer information, surface, DTU serial numbers, sheet."""
    header = Fields(paper.width_mm).header
    paper.rect(header, width_mm=0.35)
    columns = _columns(header)
    for column in columns[1:]:
        paper.line([(column[0], column[1]), (column[0], column[3])], width_mm=0.2)
    x0, _, x1, y1 = columns[0]
    paper.text((x0 + 2, y1 - 8), "Installation map", TextStyle(14, bold=True), max_mm=x1 - x0 - 4)
    paper.text((x0 + 2, y1 - 14.5), heading.title, TextStyle(9, bold=True), max_mm=x1 - x0 - 4)
    paper.text((x0 + 2, y1 - 20), "Peel one serial label off every inverter,", TextStyle(6, colour=SOFT))
    paper.text((x0 + 2, y1 - 23), "stick it on the cell of its place.", TextStyle(6, colour=SOFT))
    customer = (
        ("Customer information", heading.customer),
        ("Address", heading.address),
        ("Project", heading.project),
    )
    _fields(paper, columns[1], customer)
    panel = (("Panel type", heading.panel), ("Inverter type", heading.inverter))
    _fields(paper, columns[2], (("", ""), *panel))
    _pair(paper, columns[2], ("Azimuth", heading.azimuth), ("Tilt", heading.tilt))
    _dtus(paper, columns[3], heading.dtus)
    sheet = f"{heading.sheet} of {heading.sheets}"
    _fields(paper, columns[4], (("Sheet", sheet), ("Date", heading.date), ("Installed by", "")))


def draw_footer(paper: Paper, note: str, denominator: int) -> None:
    """A line of explanation, the scale and a bar to check it by; `denominator` 0 = nothing to scale."""
    footer = Fields(paper.width_mm).footer
    paper.text((footer[0], footer[1] + 2), note, TextStyle(6, colour=SOFT), max_mm=170)
    if not denominator:
        return
    metres = next((m for m in (50, 20, 10, 5, 2, 1, 0.5) if m * 1000 / denominator <= _SCALE_BAR_MM), 0.2)
    length = metres * 1000 / denominator
    x, y = footer[2] - length - 12, footer[1] + 2
    paper.text((x - 3, y), f"1 : {denominator}", TextStyle(8, bold=True), align="right")
    paper.rect((x, y, x + length / 2, y + 1.4), width_mm=0.2, fill=INK)
    paper.rect((x + length / 2, y, x + length, y + 1.4), width_mm=0.2)
    paper.text((x + length + 1, y), f"{metres:g} m", TextStyle(6.5))


def _columns(header: Rect) -> list[Rect]:
    """The columns of the header, from the left."""
    x0, y0, x1, y1 = header
    free = x1 - x0 - _DTU_MM - _SHEET_MM
    widths = (*(share / sum(_SHARES) * free for share in _SHARES), _DTU_MM, _SHEET_MM)
    edges = list(accumulate(widths, initial=x0))
    return [(left, y0, right, y1) for left, right in pairwise(edges)]


def _fields(paper: Paper, column: Rect, fields: Sequence[tuple[str, str]]) -> None:
    """Fields below each other, each with its name over a line to write on."""
    x0, y0, x1, y1 = column
    step = (y1 - y0) / len(fields)
    for number, (name, value) in enumerate(fields):
        y = y1 - (number + 1) * step
        if number:
            paper.line([(x0, y + step), (x1, y + step)], width_mm=0.15, colour=SOFT)
        paper.text((x0 + 1.2, y + step - 2.4), name, _LABEL)
        _value(paper, (x0 + 1.2, y + 1.4), value, x1 - x0 - 2.4)


def _value(paper: Paper, at: Point, value: str, room_mm: float) -> None:
    """One line, or two smaller ones where it is long."""
    if text_width_pt(value, _VALUE.size_pt) <= room_mm * PT_PER_MM:
        paper.text(at, value, _VALUE)
        return
    lines = wrapped(value, room_mm * PT_PER_MM, _LONG.size_pt, lines=2)
    for number, line in enumerate(reversed(lines)):
        paper.text((at[0], at[1] - 0.4 + number * _LONG_STEP_MM), line, _LONG)


def _pair(paper: Paper, column: Rect, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two short fields side by side in the first third of a column."""
    x0, y0, x1, y1 = column
    middle, bottom = (x0 + x1) / 2, y1 - (y1 - y0) / 3
    paper.line([(middle, y1), (middle, bottom)], width_mm=0.15, colour=SOFT)
    for x, (name, value) in ((x0, left), (middle, right)):
        paper.text((x + 1.2, y1 - 2.4), name, _LABEL)
        paper.text((x + 1.2, bottom + 1.4), value, _STRONG, max_mm=(x1 - x0) / 2 - 2.4)


def _dtus(paper: Paper, column: Rect, serials: Sequence[str]) -> None:
    """The DTU serial numbers, or an empty box as large as a label."""
    x0, y0, x1, y1 = column
    paper.text((x0 + 1.2, y1 - 2.4), "DTU serial number", _LABEL)
    if not serials:
        paper.rect((x0 + 2.5, y0 + 4, x1 - 2.5, y0 + 16), width_mm=0.25, colour=SOFT, dash_mm=(1, 0.8))
        return
    step = min(6.0, (y1 - y0 - 4.5) / len(serials))
    size = min(9.0, step * 2.2)
    for number, serial in enumerate(serials):
        at = (x0 + 1.5, y1 - 4 - (number + 0.8) * step)
        text = f"{number + 1}: {serial}" if len(serials) > 1 else serial
        paper.text(at, text, TextStyle(size, bold=True), max_mm=x1 - x0 - 3)
