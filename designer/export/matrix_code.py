"""QR codes drawn as rectangles: made by zxing-cpp, with the quiet zone that scanners ask for.

reportlab's own encoder takes twenty times as long, seconds on a large roof.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from designer.core.geometry.axes import Rect
from designer.export.pdf_canvas import WHITE, Paper

_HALF = 128
QUIET = 4
"""Light modules on all sides (ISO/IEC 18004)."""


def matrix_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code from above, dark = True; as small as the text allows, a seventh may be spoilt."""
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    return tuple(tuple(row) for row in (picture < _HALF).tolist())


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
