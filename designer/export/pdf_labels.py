"""Labels for pieces and inverters on sheets of labels, each with a code that a scanner or a phone reads.

The code of a piece says its name, length and place. The code of an inverter is its serial number, or while
none is known its id: scanned before the number on the unit itself, it tells where that unit hangs.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.drawing.directory import Directory
from designer.drawing.stations import Station, stations
from designer.export.cut_papers import piece_labels
from designer.export.label_sheets import LabelSheet
from designer.export.matrix_code import draw_code
from designer.export.pdf_canvas import INK, PT_PER_MM, SOFT, Paper, TextStyle
from designer.export.pdf_fonts import fitted

_PAD_MM = 2.0
_CODE_SHARE = 0.42
"""Most of a label's width that the code takes."""

_LEADING = 1.25
_SIZES = (11.0, 8.0, 6.5, 6.5, 6.0)
"""Of the lines, pt, on a label of the usual height."""

_USUAL_HEIGHT_MM = 34.0
_LEAST_PT = 4.8
_STRONG_LINES = 3


class Label(Struct, frozen=True):
    """The code's text, and the lines beside it, the most important first."""

    code: str
    lines: tuple[str, ...]


def labels_pdf(directory: Directory, sheet: LabelSheet, *, skip: int = 0) -> bytes:
    """All labels as a PDF, those of the pieces first; `skip` labels of the first sheet are used already.

    The same bytes for the same content.
    """
    paper = Paper(sheet.paper_mm, title=f"Labels {directory.design.name}".strip())
    parts = (
        ("Pieces", tuple(_pieces(directory))),
        ("Inverters", tuple(_unit(directory, one) for one in stations(directory))),
    )
    number = skip % sheet.count
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
            lines=(one.piece, one.length, one.place, one.product, f"{one.stock} · {project}"),
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


def _write(paper: Paper, lines: Sequence[str], room: Rect) -> None:
    """The lines below each other about the middle of the room, none larger than the one above it."""
    width, height = room[2] - room[0], room[3] - room[1]
    share = min(1.2, height / _USUAL_HEIGHT_MM)
    sizes: list[float] = []
    for number, text in enumerate(lines):
        wanted = max(_SIZES[min(number, len(_SIZES) - 1)] * share, _LEAST_PT)
        wanted = min([wanted, *sizes])
        _, size = fitted(text, width * PT_PER_MM, wanted, least_pt=_LEAST_PT, bold=number == 0)
        sizes.append(size)
    steps = [size * _LEADING / PT_PER_MM for size in sizes]
    top = room[3] - max(0.0, (height - sum(steps)) / 2.0)
    for number, (text, size, step) in enumerate(zip(lines, sizes, steps, strict=True)):
        top -= step
        if top < room[1]:
            break
        style = TextStyle(size, bold=number == 0, colour=INK if number < _STRONG_LINES else SOFT)
        paper.text((room[0], top + 0.2 * step), text, style, max_mm=width)
