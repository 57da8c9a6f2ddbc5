"""Labels for pieces and inverters on sheets of labels, each with a code that a scanner or a phone reads.

The code of a piece says its name, length and place. The code of an inverter is its serial number, or while
none is known its id: scanned before the number on the unit itself, it tells where that unit hangs.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.geometry.axes import Rect
from designer.drawing.directory import Directory
from designer.drawing.stations import Station, stations
from designer.export.cut_papers import piece_labels
from designer.export.label_sheets import LabelSheet
from designer.export.matrix_code import draw_code
from designer.export.pdf_canvas import INK, PT_PER_MM, SOFT, Paper, TextStyle
from designer.export.pdf_fonts import fitted, wrapped

_PAD_MM = 2.0
_CODE_SHARE = 0.42
"""Most of a label's width that the code takes."""

_LEADING = 1.25
_SIZES = (11.0, 8.0, 6.5, 6.5, 6.0)
"""Of the lines, pt, on a label of the usual height."""

_USUAL_HEIGHT_MM = 34.0
_LEAST_PT = 4.8
_WRAPPED_PT = 6.0
"""No text is made smaller than that to stand on one line."""

_STRONG_LINES = 3
_MOST_PARTS = 4
"""Of what is too long for one line."""


class Label(Struct, frozen=True):
    """The code's text, and the lines beside it, the most important first."""

    code: str
    lines: tuple[str, ...]


def labels_pdf(directory: Directory, sheet: LabelSheet, *, skip: int = 0) -> bytes:
    """All labels as a PDF, those of the pieces first; `skip` labels of the first sheet are used already.

    The same bytes for the same content. InputError where fewer labels than that are on a sheet.
    """
    paper = Paper(sheet.paper_mm, title=f"Labels {directory.design.name}".strip())
    parts = (
        ("Pieces", tuple(_pieces(directory))),
        ("Inverters", tuple(_unit(directory, one) for one in stations(directory))),
    )
    if not 0 <= skip < sheet.count:
        raise InputError(
            f"{skip} labels of the first sheet cannot be used up: there are {sheet.count} on one",
            remedy=f"say 0 to {sheet.count - 1}",
        )
    number = skip
    for title, labels in parts:
        for first, label in enumerate(labels):
            if number and number % sheet.count == 0:
                paper.next_page()
            if first == 0:
                paper.bookmark(title)
            _draw(paper, label, sheet.place(number))
            number += 1
    return paper.finish()


def _pieces(directory: Directory) -> Iterator[Label]:
    project = directory.design.customer.project_number or directory.design.name
    for one in piece_labels(directory.design, directory.plan, directory.catalog):
        yield Label(
            code=f"{one.piece} {one.length} {one.place}",
            lines=(one.piece, one.length, one.place, one.stock, one.product, project),
        )


def _unit(directory: Directory, one: Station) -> Label:
    project = directory.design.customer.project_number or directory.design.name
    inputs = "  ".join(f"{channel.port}: {channel.module or '-'}" for channel in one.channels)
    row = f"row {one.row}" if one.row else ""
    place = ", ".join(part for part in (one.surface, row, f"no. {one.number}") if part)
    return Label(
        code=one.serial or one.inverter,
        lines=(
            "  ".join(part for part in (one.inverter, one.seat) if part),
            one.serial or inputs,
            *((inputs,) if one.serial else ()),
            place,
            directory.catalog.names[one.product],
            project,
        ),
    )


def _draw(paper: Paper, label: Label, rect: Rect) -> None:
    """The code at the left, the lines beside it, as many as have room."""
    x0, y0, x1, y1 = rect
    side = min(y1 - y0 - 2 * _PAD_MM, _CODE_SHARE * (x1 - x0))
    middle = (y0 + y1) / 2.0
    draw_code(
        paper, label.code, (x0 + _PAD_MM, middle - side / 2.0, x0 + _PAD_MM + side, middle + side / 2.0)
    )
    left = x0 + side + 1.5 * _PAD_MM
    _write(paper, label.lines, (left, y0 + 0.5, x1 - _PAD_MM, y1 - _PAD_MM))


class _Line(Struct, frozen=True):
    """A line as it is printed: its text, its size in points, the number of what it says from 0."""

    text: str
    size: float
    number: int


def _write(paper: Paper, lines: Sequence[str], room: Rect) -> None:
    """The lines below each other about the middle of the room, as many as it holds."""
    width, height = room[2] - room[0], room[3] - room[1]
    printed = _fitting(_printed(lines, width, min(1.2, height / _USUAL_HEIGHT_MM)), height)
    top = room[3] - max(0.0, (height - sum(_step_mm(line) for line in printed)) / 2.0)
    for line in printed:
        top -= _step_mm(line)
        colour = INK if line.number < _STRONG_LINES else SOFT
        style = TextStyle(line.size, bold=line.number == 0, colour=colour)
        paper.text((room[0], top + 0.2 * _step_mm(line)), line.text, style, max_mm=width)


def _printed(lines: Sequence[str], width_mm: float, share: float) -> list[_Line]:
    """None larger than the one above it; one that is too long at the least size goes on below itself."""
    found: list[_Line] = []
    for number, text in enumerate(lines):
        wanted = max(_SIZES[min(number, len(_SIZES) - 1)] * share, _LEAST_PT)
        wanted = min([wanted, *(line.size for line in found)])
        bold, width = number == 0, width_mm * PT_PER_MM
        whole, size = fitted(text, width, wanted, least_pt=min(wanted, _WRAPPED_PT), bold=bold)
        parts = [text] if whole == text else wrapped(text, width, size, lines=_MOST_PARTS, bold=bold)
        found += [_Line(part, size, number) for part in parts]
    return found


def _fitting(lines: Sequence[_Line], height_mm: float) -> list[_Line]:
    """As many lines from the first as have room; none of what has no room as a whole."""
    found = list(lines)
    while found and sum(_step_mm(line) for line in found) > height_mm:
        last = found[-1].number
        found = [line for line in found if line.number != last]
    return found


def _step_mm(line: _Line) -> float:
    return line.size * _LEADING / PT_PER_MM
