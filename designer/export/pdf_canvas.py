"""A sheet of paper to draw on: millimetres from the lower left corner, over a reportlab canvas.

The file is the same for the same content: no clock, no random identifiers.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Literal

from msgspec import Struct
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from designer.core.geometry.axes import Point, Rect
from designer.export.pdf_fonts import draw_line, fitted, register_fonts, text_width_pt

PT_PER_MM = 72 / 25.4
A4_LANDSCAPE_MM = (297.0, 210.0)

Size = tuple[float, float]


def field_mm(page_mm: Size) -> Size:
    """What is drawn on a page of an office's printer: as wide as the page, as high as A4, at most as both."""
    return (min(page_mm[0], A4_LANDSCAPE_MM[0]), A4_LANDSCAPE_MM[1])


INK = "#1A1A1A"
SOFT = "#6B6B6B"
FAINT = "#B8B8B8"
WASH = "#EFEFEF"
WHITE = "#FFFFFF"

LEAST_PT = 4.2
"""Smaller print cannot be read on a roof; text is shortened instead."""

DOCUMENT_AUTHOR = "Trunkline"


Align = Literal["left", "middle", "right"]
_ALIGN_SHARE: dict[Align, float] = {"left": 0.0, "middle": 0.5, "right": 1.0}


class TextStyle(Struct, frozen=True):
    """How a line of text is set; `halo` is the colour painted under it, none when empty."""

    size_pt: float = 7.0
    bold: bool = False
    colour: str = INK
    halo: str = ""


class Paper:
    """Pages of one size. Lines in mm, text in points; colours as #RRGGBB."""

    def __init__(
        self, size_mm: tuple[float, float], *, title: str, page_mm: tuple[float, float] | None = None
    ) -> None:
        """What is drawn on has `size_mm`; it lies in the middle of a larger `page_mm`, where one is given."""
        register_fonts()
        self.width_mm, self.height_mm = size_mm
        page = page_mm or size_mm
        self._aside_mm = ((page[0] - size_mm[0]) / 2.0, (page[1] - size_mm[1]) / 2.0)
        self._buffer = BytesIO()
        size = (page[0] * PT_PER_MM, page[1] * PT_PER_MM)
        self._file = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1)
        self._file.setTitle(title)
        self._file.setAuthor(DOCUMENT_AUTHOR)
        self._begun = False

    def next_page(self) -> None:
        """Close this page and begin the next."""
        self._file.showPage()
        self._begun = False

    def finish(self) -> bytes:
        """The whole file; nothing may be drawn afterwards."""
        self._file.save()
        return self._buffer.getvalue()

    def bookmark(self, name: str) -> None:
        """An entry in the reader's table of contents that leads to this page."""
        key = f"page-{self._canvas.getPageNumber()}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(name, key)

    @property
    def _canvas(self) -> Canvas:
        """The page, its origin at the lower left of what is drawn on; one without a drawing stays empty."""
        if not self._begun:
            self._begun = True
            if any(self._aside_mm):
                self._file.translate(*(part * PT_PER_MM for part in self._aside_mm))
        return self._file

    @contextmanager
    def clipped(self, rect: Rect) -> Iterator[None]:
        """Draw inside `rect` only."""
        x0, y0, x1, y1 = (value * PT_PER_MM for value in rect)
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x0, y0, x1 - x0, y1 - y0)
        self._canvas.clipPath(path, stroke=0, fill=0)
        yield
        self._canvas.restoreState()

    @contextmanager
    def turned(self, at: Point, angle_deg: float) -> Iterator[None]:
        """Draw in a frame whose origin is `at`, turned counter-clockwise."""
        self._canvas.saveState()
        self._canvas.translate(at[0] * PT_PER_MM, at[1] * PT_PER_MM)
        self._canvas.rotate(angle_deg)
        yield
        self._canvas.restoreState()

    def line(
        self,
        points: Sequence[Point],
        *,
        width_mm: float = 0.2,
        colour: str = INK,
        dash_mm: Sequence[float] = (),
    ) -> None:
        """An open polyline."""
        if len(points) < 2:
            return
        self._stroke(width_mm, colour, dash_mm)
        self._canvas.drawPath(self._path(points), stroke=1, fill=0)

    def polygon(
        self,
        points: Sequence[Point],
        *,
        width_mm: float = 0.2,
        colour: str = INK,
        fill: str = "",
        dash_mm: Sequence[float] = (),
    ) -> None:
        """A closed outline; `width_mm` 0 draws no line, an empty `fill` fills nothing."""
        self._stroke(width_mm, colour, dash_mm)
        if fill:
            self._canvas.setFillColor(_colour(fill))
        path = self._path(points)
        path.close()
        self._canvas.drawPath(path, stroke=int(width_mm > 0), fill=int(bool(fill)))

    def rect(
        self,
        rect: Rect,
        *,
        width_mm: float = 0.2,
        colour: str = INK,
        fill: str = "",
        dash_mm: Sequence[float] = (),
    ) -> None:
        """An axis-parallel rectangle."""
        x0, y0, x1, y1 = rect
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        self.polygon(corners, width_mm=width_mm, colour=colour, fill=fill, dash_mm=dash_mm)

    def squares(self, runs: Iterable[tuple[int, int, int]], at: Point, side_mm: float) -> None:
        """Runs of filled squares on a grid of squares, as one shape: column, row from below, how many."""
        self._canvas.saveState()
        self._canvas.translate(at[0] * PT_PER_MM, at[1] * PT_PER_MM)
        self._canvas.scale(side_mm * PT_PER_MM, side_mm * PT_PER_MM)
        self._canvas.setFillColor(_colour(INK))
        # whole numbers need none of the rounding that takes reportlab most of its time
        rects = " ".join(f"{column} {row} {count} 1 re" for column, row, count in runs)
        self._canvas.addLiteral(f"{rects} f")
        self._canvas.restoreState()

    def circle(
        self, at: Point, radius_mm: float, *, width_mm: float = 0.2, colour: str = INK, fill: str = WHITE
    ) -> None:
        """A circle about `at`."""
        self._stroke(width_mm, colour, ())
        self._canvas.setFillColor(_colour(fill))
        x, y = at[0] * PT_PER_MM, at[1] * PT_PER_MM
        self._canvas.circle(x, y, radius_mm * PT_PER_MM, stroke=int(width_mm > 0), fill=1)

    def text(
        self,
        at: Point,
        text: str,
        style: TextStyle,
        *,
        align: Align = "left",
        max_mm: float | None = None,
    ) -> float:
        """One line with its base line at `at`, made to fit `max_mm`; its width, mm. Breaks become spaces."""
        size = style.size_pt
        text = " ".join(text.split())
        if max_mm is not None:
            room_pt, least_pt = max_mm * PT_PER_MM, min(LEAST_PT, size)
            text, size = fitted(text, room_pt, size, least_pt=least_pt, bold=style.bold)
        width = text_width_pt(text, size, bold=style.bold) / PT_PER_MM
        x = at[0] - width * _ALIGN_SHARE[align]
        if style.halo and text:
            drop, rise = 0.28 * size / PT_PER_MM, 0.85 * size / PT_PER_MM
            self.rect((x - 0.3, at[1] - drop, x + width + 0.3, at[1] + rise), width_mm=0, fill=style.halo)
        self._canvas.setFillColor(_colour(style.colour))
        draw_line(self._canvas, (x * PT_PER_MM, at[1] * PT_PER_MM), text, size, bold=style.bold)
        return width

    def _stroke(self, width_mm: float, colour: str, dash_mm: Sequence[float]) -> None:
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(width_mm * PT_PER_MM)
        self._canvas.setLineJoin(1)
        self._canvas.setDash([step * PT_PER_MM for step in dash_mm], 0)

    def _path(self, points: Sequence[Point]) -> PDFPathObject:
        path = self._canvas.beginPath()
        for number, (x, y) in enumerate(points):
            (path.lineTo if number else path.moveTo)(x * PT_PER_MM, y * PT_PER_MM)
        return path


def _colour(text: str) -> Color:
    return HexColor(text)
