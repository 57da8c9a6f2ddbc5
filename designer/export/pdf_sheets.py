"""The set of sheets as a PDF: vector, to scale, one page per sheet, or tiled onto smaller paper."""

import math
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from msgspec import Struct
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from designer.core.geometry.axes import Point, Rect
from designer.drawing.marks import Area, Flattener, Mark, Stroke, Writing
from designer.drawing.model import Align, Drawing, PaperSheet
from designer.export.pdf_canvas import A4_LANDSCAPE_MM, DOCUMENT_AUTHOR, PT_PER_MM
from designer.export.pdf_fonts import draw_line, register_fonts, text_width_pt

CAPITALS = 0.729
"""Height of DejaVu's capitals by the size of the font."""

TILE_MARGIN_MM = 8.0
"""What printers leave white."""

TILE_OVERLAP_MM = 10.0
"""What two tiles both show, to be glued."""

_MARK_MM = 4.0
_LEAST_LINE_MM = 0.05


class Tile(Struct, frozen=True):
    """A part of a sheet on a page of its own: what it shows, mm, and its place among the others."""

    part: Rect
    column: int
    row: int


Size = tuple[float, float]
"""Width and height of a paper, mm."""


def sheets_pdf(drawing: Drawing, *, tile: Size | None = None) -> bytes:
    """All sheets of a drawing; with a `tile` in pieces on such paper, to be printed at 100 % and glued.

    The same bytes for the same drawing.
    """
    register_fonts()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(drawing.name)
    canvas.setAuthor(DOCUMENT_AUTHOR)
    flattener = Flattener(drawing)
    for sheet in drawing.sheets:
        marks = tuple(flattener.marks(sheet))
        if tile and not _on_one_tile(sheet, tile):
            _tiles(canvas, sheet, marks, tile)
        else:
            _page(canvas, sheet, marks)
    canvas.save()
    return buffer.getvalue()


def tiles_of(width_mm: float, height_mm: float, tile: Size = A4_LANDSCAPE_MM) -> list[Tile]:
    """The parts of a paper that are printed on a tile each, by columns from the left and rows from above."""
    wide, high = (side - 2 * TILE_MARGIN_MM for side in tile)
    columns, rows = _count(width_mm, wide), _count(height_mm, high)
    found = []
    for row in range(rows):
        for column in range(columns):
            x = column * (wide - TILE_OVERLAP_MM)
            top = height_mm - row * (high - TILE_OVERLAP_MM)
            part = (x, max(top - high, 0.0), min(x + wide, width_mm), top)
            found.append(Tile(part, column, row))
    return found


def _count(length: float, room: float) -> int:
    """Tiles along a length."""
    return max(1, math.ceil((length - TILE_OVERLAP_MM) / (room - TILE_OVERLAP_MM) - 1e-9))


def _on_one_tile(sheet: PaperSheet, tile: Size) -> bool:
    return sheet.width_mm <= tile[0] and sheet.height_mm <= tile[1]


def _page(canvas: Canvas, sheet: PaperSheet, marks: Sequence[Mark]) -> None:
    canvas.setPageSize((sheet.width_mm * PT_PER_MM, sheet.height_mm * PT_PER_MM))
    _bookmark(canvas, sheet.name)
    _Brush(canvas).paint(marks)
    canvas.showPage()


def _tiles(canvas: Canvas, sheet: PaperSheet, marks: Sequence[Mark], size: Size) -> None:
    tiles = tiles_of(sheet.width_mm, sheet.height_mm, size)
    for number, tile in enumerate(tiles):
        canvas.setPageSize((size[0] * PT_PER_MM, size[1] * PT_PER_MM))
        if number == 0:
            _bookmark(canvas, sheet.name)
        _tile(canvas, tile, marks, size[1])
        note = (
            f"{sheet.name}: part {number + 1} of {len(tiles)}, column {tile.column + 1}, row {tile.row + 1}"
        )
        canvas.setFillColor(HexColor("#6B6B6B"))
        draw_line(canvas, (TILE_MARGIN_MM * PT_PER_MM, 3.0 * PT_PER_MM), f"{note}; print at 100 %", 6)
        canvas.showPage()


def _tile(canvas: Canvas, tile: Tile, marks: Sequence[Mark], height_mm: float) -> None:
    """The part of the sheet within the margins, and marks where the next tile begins."""
    x0, y0, x1, y1 = tile.part
    left, top = TILE_MARGIN_MM, height_mm - TILE_MARGIN_MM
    shift = (left - x0, top - y1)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left * PT_PER_MM, (top - (y1 - y0)) * PT_PER_MM, (x1 - x0) * PT_PER_MM, (y1 - y0) * PT_PER_MM)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.translate(shift[0] * PT_PER_MM, shift[1] * PT_PER_MM)
    _Brush(canvas).paint(mark for mark in marks if _within(mark, tile.part))
    canvas.restoreState()
    _Brush(canvas).paint(_crosses(tile, shift))


def _crosses(tile: Tile, shift: Point) -> Iterator[Stroke]:
    """Crosses at the corners that neighbouring tiles share, to lay one on the other."""
    x0, y0, x1, y1 = tile.part
    inset = TILE_OVERLAP_MM / 2.0
    for x in (x0 + inset, x1 - inset):
        for y in (y0 + inset, y1 - inset):
            at = (x + shift[0], y + shift[1])
            for dx, dy in ((_MARK_MM, 0.0), (0.0, _MARK_MM)):
                ends = ((at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy))
                yield Stroke(ends, False, "#6B6B6B", 0.1, ())


def _within(mark: Mark, part: Rect) -> bool:
    """Whether a mark may show in a part; texts may reach far."""
    if isinstance(mark, Writing):
        return True
    xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
    return not (
        max(xs) < part[0] - 1 or min(xs) > part[2] + 1 or max(ys) < part[1] - 1 or min(ys) > part[3] + 1
    )


def _bookmark(canvas: Canvas, name: str) -> None:
    key = f"sheet-{canvas.getPageNumber()}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(name, key)


class _Brush:
    """Paints marks, and says colours and widths only where they change."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._pen: tuple[str, float, tuple[float, ...]] | None = None
        self._fill = ""

    def paint(self, marks: Iterable[Mark]) -> None:
        """Paint marks in order."""
        for mark in marks:
            match mark:
                case Stroke():
                    self._stroke(mark)
                case Area():
                    self._area(mark)
                case Writing():
                    self._writing(mark)

    def _stroke(self, mark: Stroke) -> None:
        pen = (mark.ink, mark.width_mm, mark.dash_mm)
        if pen != self._pen:
            self._pen = pen
            self._canvas.setStrokeColor(HexColor(mark.ink))
            self._canvas.setLineWidth(max(mark.width_mm, _LEAST_LINE_MM) * PT_PER_MM)
            self._canvas.setLineJoin(1)
            self._canvas.setLineCap(1 if not mark.dash_mm else 0)
            self._canvas.setDash([max(step, 0.05) * PT_PER_MM for step in mark.dash_mm], 0)
        path = self._canvas.beginPath()
        self._trace(path, mark.points, closed=mark.closed)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def _area(self, mark: Area) -> None:
        self._ink(mark.ink)
        path = self._canvas.beginPath()
        self._trace(path, mark.points, closed=True)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _trace(self, path: PDFPathObject, points: Sequence[Point], *, closed: bool) -> None:
        x, y = points[0]
        path.moveTo(x * PT_PER_MM, y * PT_PER_MM)
        for x, y in points[1:]:
            path.lineTo(x * PT_PER_MM, y * PT_PER_MM)
        if closed:
            path.close()

    def _writing(self, mark: Writing) -> None:
        if not mark.text.strip():
            return
        size = mark.height_mm / CAPITALS * PT_PER_MM
        width = text_width_pt(mark.text, size, bold=mark.bold) / PT_PER_MM
        dx, dy = text_shift(mark, width)
        self._ink(mark.ink)
        x, y = mark.at[0] * PT_PER_MM, mark.at[1] * PT_PER_MM
        if not mark.rotation_deg:
            at = (x + dx * PT_PER_MM, y + dy * PT_PER_MM)
            draw_line(self._canvas, at, mark.text, size, bold=mark.bold)
            return
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(mark.rotation_deg)
        draw_line(self._canvas, (dx * PT_PER_MM, dy * PT_PER_MM), mark.text, size, bold=mark.bold)
        self._canvas.restoreState()

    def _ink(self, ink: str) -> None:
        if ink != self._fill:
            self._fill = ink
            self._canvas.setFillColor(HexColor(ink))


def text_shift(mark: Writing, width_mm: float) -> Point:
    """From the place of a text to where its base line begins, along and across it."""
    match mark.align:
        case Align.LEFT:
            return (0.0, 0.0)
        case Align.CENTER:
            return (-width_mm / 2.0, 0.0)
        case Align.RIGHT:
            return (-width_mm, 0.0)
        case Align.MIDDLE:
            return (-width_mm / 2.0, -mark.height_mm / 2.0)
        case Align.TOP_LEFT:
            return (0.0, -mark.height_mm)
