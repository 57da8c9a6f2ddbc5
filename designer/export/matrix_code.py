"""QR codes drawn as rectangles: made by reportlab's encoder, with the quiet zone that scanners ask for."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from designer.core.geometry.axes import Rect
from designer.export.pdf_canvas import WHITE, Paper

QUIET = 4
"""Light modules on all sides (ISO/IEC 18004)."""


def matrix_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code from above, dark = True; as small as the text allows, a seventh may be spoilt."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in size) for row in size)


def draw_code(paper: Paper, text: str, square: Rect) -> None:
    """Draw a code with its quiet zone into a square."""
    matrix = matrix_of(text)
    side = (square[2] - square[0]) / (len(matrix) + 2 * QUIET)
    paper.rect(square, width_mm=0, fill=WHITE)
    runs = (
        (start + QUIET, len(matrix) - 1 - number + QUIET, end - start)
        for number, row in enumerate(matrix)
        for start, end in _dark(row)
    )
    paper.squares(runs, (square[0], square[1]), side)


def _dark(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of dark modules."""
    start = 0
    for dark, run in groupby(row):
        end = start + len(list(run))
        if dark:
            yield start, end
        start = end
