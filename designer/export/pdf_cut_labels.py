"""Labels to be cut out or printed on sticky paper: one for every piece, in the order of the saw."""

from collections.abc import Sequence

from msgspec import Struct

from designer.core.geometry.axes import Point
from designer.export.pdf_canvas import FAINT, SOFT, Paper, TextStyle

COLUMNS, ROWS = 4, 6
LABELS_PER_PAGE = COLUMNS * ROWS

_PADDING = 6.0


class PieceLabel(Struct, frozen=True, kw_only=True):
    """What stands on a piece: its name and length, what it is, where it goes, what it was cut from."""

    piece: str
    length: str
    product: str
    place: str
    stock: str


def draw_labels(paper: Paper, labels: Sequence[PieceLabel], title: str) -> None:
    """A page of labels, row by row from the top."""
    wide, high = paper.width_mm / COLUMNS, paper.height_mm / ROWS
    for column in range(1, COLUMNS):
        x = column * wide
        paper.line([(x, 0.0), (x, paper.height_mm)], width_mm=0.1, colour=FAINT, dash_mm=(1.5, 1.5))
    for row in range(1, ROWS):
        y = row * high
        paper.line([(0.0, y), (paper.width_mm, y)], width_mm=0.1, colour=FAINT, dash_mm=(1.5, 1.5))
    for number, label in enumerate(labels):
        row, column = divmod(number, COLUMNS)
        room = wide - 2.0 * _PADDING
        _label(paper, label, title, (column * wide + _PADDING, paper.height_mm - row * high), room)


def _label(paper: Paper, label: PieceLabel, title: str, corner: Point, room: float) -> None:
    left, top = corner
    paper.text((left, top - 11.0), label.piece, TextStyle(15.0, bold=True), max_mm=room)
    paper.text((left, top - 17.5), label.length, TextStyle(11.0), max_mm=room)
    paper.text((left, top - 22.0), label.place, TextStyle(7.0), max_mm=room)
    paper.text((left, top - 25.5), label.product, TextStyle(6.0, colour=SOFT), max_mm=room)
    paper.text((left, top - 29.0), f"{label.stock} · {title}", TextStyle(6.0, colour=SOFT), max_mm=room)
