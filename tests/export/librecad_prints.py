"""What LibreCAD prints of a DXF, as a page and as dark pixels."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pypdf import PdfReader

from designer.export.pdf_canvas import PT_PER_MM

LIBRECAD = shutil.which("librecad")
needs_librecad = pytest.mark.skipif(LIBRECAD is None, reason="LibreCAD is not installed")
_SECONDS = 240
_DARK = 160
MM_PER_INCH = 25.4


def printed_by_librecad(file: Path, *options: str) -> bytes:
    """The PDF that it makes of a drawing, beside which it is put; -m prints black what is coloured."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(file.parent)}
    subprocess.run(
        [str(LIBRECAD), "dxf2pdf", *options, str(file)],
        cwd=file.parent,
        env=environment,
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    return file.with_suffix(".pdf").read_bytes()


def page_size_mm(data: bytes) -> tuple[float, float]:
    """Width and height of its only page."""
    (page,) = PdfReader(io.BytesIO(data)).pages
    return float(page.mediabox.width) / PT_PER_MM, float(page.mediabox.height) / PT_PER_MM


def dark_pixels(data: bytes, dpi: float, *, dark: int = _DARK) -> NDArray[np.bool_]:
    """Where the page is darker than a grey, the first row at its foot."""
    import pypdfium2

    image = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72.0).to_pil().convert("L")
    return np.asarray(image)[::-1] < dark
