"""Labels to be cut out or printed on sticky paper: one for every piece, in the order of the saw."""

from collections.abc import Sequence

from msgspec import Struct

from designer.export.pdf_canvas import A4_LANDSCAPE_MM, FAINT, SOFT, Paper, TextStyle

COLUMNS, ROWS = 4, 6
LABELS_PER_PAGE = COLUMNS * ROWS

_WIDTH, _HEIGHT = A4_LANDSCAPE_MM[0] / COLUMNS, A4_LANDSCAPE_MM[1] / ROWS
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
    for column in range(1, COLUMNS):
        x = column * _WIDTH
        paper.line([(x, 0.0), (x, A4_LANDSCAPE_MM[1])], width_mm=0.1, colour=FAINT, dash_mm=(1.5, 1.5))
    for row in range(1, ROWS):
        y = row * _HEIGHT
        paper.line([(0.0, y), (A4_LANDSCAPE_MM[0], y)], width_mm=0.1, colour=FAINT, dash_mm=(1.5, 1.5))
    for number, label in enumerate(labels):
        row, column = divmod(number, COLUMNS)
        _label(paper, label, title, column * _WIDTH + _PADDING, A4_LANDSCAPE_MM[1] - row * _HEIGHT)


def _label(paper: Paper, label: PieceLabel, title: str, left: float, top: float) -> None:
    room = _WIDTH - 2.0 * _PADDING
    paper.text((left, top - 11.0), label.piece, TextStyle(15.0, bold=True), max_mm=room)
    paper.text((left, top - 17.5), label.length, TextStyle(11.0), max_mm=room)
    paper.text((left, top - 22.0), label.place, TextStyle(7.0), max_mm=room)
    paper.text((left, top - 25.5), label.product, TextStyle(6.0, colour=SOFT), max_mm=room)
    paper.text((left, top - 29.0), f"{label.stock} · {title}", TextStyle(6.0, colour=SOFT), max_mm=room)
