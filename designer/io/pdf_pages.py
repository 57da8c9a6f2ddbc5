"""Pages of PDF files as pictures, drawn by PDFium in a process of its own."""

from pathlib import Path
from typing import Any

from msgspec import Struct
from PIL import Image

from designer.core.errors import InputError
from designer.io.guarded import guarded, same
from designer.io.pictures import LONGEST_SIDE_PX, FilePicture, encoded_picture
from designer.limited import limited_head

MAX_BYTES = 100_000_000
MOST_DPI = 300.0
POINTS_TO_INCH = 72.0
"""PDF 32000-1, 8.3.2.3: a unit of a page is 1/72 inch."""

LONGEST_SIDE_MM = 10_000.0
_REMEDY = "print the page to a new PDF as a picture, or save it as PNG"


class PdfPages(Struct, frozen=True):
    """Sizes of the pages of a file, mm."""

    sizes_mm: tuple[tuple[float, float], ...]


def pdf_pages(path: Path) -> PdfPages:
    """The pages of a PDF file. Raises InputError, naming the file, where it is no PDF or cannot be read."""
    _check(path)
    try:
        return guarded(_pages, path, then=same)
    except InputError as error:
        raise error.within(str(path)) from error


def read_page(path: Path, page: int = 1) -> FilePicture:
    """A page, counted from 1, as a picture with its pixels to an inch. Raises InputError as `pdf_pages`."""
    _check(path)
    try:
        return guarded(_drawn, path, page, then=_encoded)
    except InputError as error:
        remedy = _REMEDY if error.remedy.startswith("save it in") else error.remedy
        raise InputError(error.what, where=str(path), remedy=remedy) from error


def _check(path: Path) -> None:
    head = limited_head(path, MAX_BYTES, remedy="save the one page that is needed as PDF")
    if b"%PDF-" not in head:
        raise InputError("it is no PDF", where=str(path), remedy="choose a PDF file")


# In the other process


def _pages(path: Path) -> PdfPages:
    document = _opened(path)
    listed = [document.get_page_size(number) for number in range(min(len(document), 1000))]
    return PdfPages(tuple((_mm(width), _mm(height)) for width, height in listed))


_Drawn = tuple[Image.Image, float]
"""A picture and its pixels to an inch."""


def _drawn(path: Path, page: int) -> _Drawn:
    document = _opened(path)
    if not 1 <= page <= len(document):
        if len(document) == 1:
            raise InputError(f"there is no page {page}: it has one page", remedy="leave out the number")
        what = f"there is no page {page}: it has {len(document)} pages"
        raise InputError(what, remedy=f"give one from 1 to {len(document)}")
    sheet = document[page - 1]
    long = max(sheet.get_size())
    if not 0.0 < _mm(long) <= LONGEST_SIDE_MM:
        raise InputError(f"page {page} is {_mm(long) / 1000:.1f} m long", remedy=_REMEDY)
    scale = min(MOST_DPI / POINTS_TO_INCH, LONGEST_SIDE_PX / long)
    image = sheet.render(scale=scale).to_pil()
    if image.getcolors(1) is not None:
        raise InputError(f"page {page} is empty", remedy="choose another page")
    return image, scale * POINTS_TO_INCH


def _encoded(drawn: _Drawn) -> FilePicture:
    image, dpi = drawn
    return encoded_picture(image if image.mode in {"L", "RGB"} else image.convert("RGB"), dpi=dpi)


def _opened(path: Path) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("it is locked by a password", remedy="save it without one") from error
        raise InputError("it is too broken to be read", remedy=_REMEDY) from error
    if not count:
        raise InputError("it has no pages", remedy=_REMEDY)
    return document


def _mm(points: float) -> float:
    return points / POINTS_TO_INCH * 25.4
