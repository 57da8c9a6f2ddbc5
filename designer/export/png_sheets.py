"""A sheet as PNG, at any resolution: painted larger in bands, then made smaller, so that edges are smooth."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from designer.core.errors import InputError
from designer.core.geometry.axes import Point
from designer.core.resources import resource_root
from designer.drawing.dashes import strokes
from designer.drawing.marks import Area, Flattener, Mark, Stroke, Writing
from designer.drawing.model import Drawing, PaperSheet
from designer.export.fallback_fonts import FontSource, has_own_glyphs, runs
from designer.export.papers import DEFAULT_DPI
from designer.export.pdf_sheets import CAPITALS, text_shift

LEAST_DPI, MOST_DPI = 30, 600
MM_PER_INCH = 25.4

_SHARPNESS = 3
"""Pixels painted for one of the picture, each way."""

_BAND_PX = 400
"""Height of a band of the picture: keeps a large sheet from taking much memory."""

_FONTS = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}


def sheet_png(drawing: Drawing, sheet: PaperSheet, dpi: int = DEFAULT_DPI) -> bytes:
    """One sheet; the same bytes for the same drawing. InputError for a resolution out of bounds."""
    return marks_png(tuple(Flattener(drawing).marks(sheet)), sheet, dpi)


def marks_png(marks: Sequence[Mark], sheet: PaperSheet, dpi: int = DEFAULT_DPI) -> bytes:
    """The resolved marks of a sheet."""
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise InputError(
            f"{dpi} dpi is no resolution for a sheet", remedy=f"choose {LEAST_DPI} to {MOST_DPI} dpi"
        )
    per_mm = dpi / MM_PER_INCH
    size = (round(sheet.width_mm * per_mm), round(sheet.height_mm * per_mm))
    picture = Image.new("RGB", size, "white")
    ranked = [(_rows(mark, sheet.height_mm, per_mm), mark) for mark in marks]
    for top in range(0, size[1], _BAND_PX):
        height = min(_BAND_PX, size[1] - top)
        band = Image.new("RGB", (size[0] * _SHARPNESS, height * _SHARPNESS), "white")
        own = (mark for (first, last), mark in ranked if first <= top + height and last >= top)
        _Pencil(band, sheet.height_mm, per_mm * _SHARPNESS, top * _SHARPNESS).paint(own)
        picture.paste(band.resize((size[0], height), Image.Resampling.BOX), (0, top))
    stream = BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi), pnginfo=PngInfo())
    return stream.getvalue()


def _rows(mark: Mark, height_mm: float, per_mm: float) -> tuple[float, float]:
    """The rows of the picture, from above, that a mark may touch."""
    if isinstance(mark, Writing):
        reach = mark.height_mm * (1.0 + len(mark.text))
        low, high = mark.at[1] - reach, mark.at[1] + reach
    else:
        ys = [y for _, y in mark.points]
        low, high = min(ys) - 1.0, max(ys) + 1.0
    return (height_mm - high) * per_mm, (height_mm - low) * per_mm


TextPart = tuple[ImageFont.FreeTypeFont, str]
"""A part of a text with its font."""


class _Pencil:
    """Paints marks into one band, in its pixels."""

    def __init__(self, band: Image.Image, height_mm: float, per_mm: float, top_px: int) -> None:
        self._band, self._draw = band, ImageDraw.Draw(band)
        self._height, self._per_mm, self._top = height_mm, per_mm, top_px

    def paint(self, marks: Iterable[Mark]) -> None:
        """Paint marks in order."""
        for mark in marks:
            match mark:
                case Stroke():
                    self._stroke(mark)
                case Area():
                    self._draw.polygon([self._at(point) for point in mark.points], fill=mark.ink)
                case Writing():
                    self._writing(mark)

    def _at(self, point: Point) -> Point:
        return (point[0] * self._per_mm, (self._height - point[1]) * self._per_mm - self._top)

    def _stroke(self, mark: Stroke) -> None:
        points = (*mark.points, mark.points[0]) if mark.closed else mark.points
        width = max(1, round(mark.width_mm * self._per_mm))
        for stroke in strokes(points, mark.dash_mm):
            self._draw.line([self._at(point) for point in stroke], fill=mark.ink, width=width, joint="curve")

    def _writing(self, mark: Writing) -> None:
        size = mark.height_mm / CAPITALS * self._per_mm
        if not mark.text.strip() or size < 1.0:
            return
        parts = _parts(mark.text, round(size, 1), bold=mark.bold)
        length = sum(face.getlength(part) for face, part in parts)
        dx, dy = text_shift(mark, length / self._per_mm)
        if not mark.rotation_deg:
            x, y = self._at((mark.at[0] + dx, mark.at[1] + dy))
            _draw_parts(self._draw, (x, y), parts, mark.ink)
            return
        self._turned(mark, parts, (dx, dy), math.ceil(length))

    def _turned(self, mark: Writing, parts: Sequence[TextPart], shift: Point, width: int) -> None:
        """A text painted level, turned about its middle and laid where it belongs."""
        pad = math.ceil(parts[0][0].size)
        level = Image.new("L", (width + 2 * pad, 3 * pad), 0)
        _draw_parts(ImageDraw.Draw(level), (pad, 2 * pad), parts, 255)
        mask = level.rotate(mark.rotation_deg, Image.Resampling.BICUBIC, expand=True)
        x, y = self._at(mark.at)
        turn = math.radians(mark.rotation_deg)
        along = shift[0] * self._per_mm + level.width / 2.0 - pad
        up = shift[1] * self._per_mm + 2 * pad - level.height / 2.0
        middle_x = x + along * math.cos(turn) - up * math.sin(turn)
        middle_y = y - along * math.sin(turn) - up * math.cos(turn)
        corner = (round(middle_x - mask.width / 2.0), round(middle_y - mask.height / 2.0))
        self._band.paste(mark.ink, corner, mask)


def _parts(text: str, size_px: float, *, bold: bool) -> list[TextPart]:
    """A text in parts of one font each: the own one, or one of the system for letters that it lacks."""
    own = _font(size_px, bold=bold)
    if has_own_glyphs(text):
        return [(own, text)]
    return [(own if source is None else _system_font(source, size_px), part) for source, part in runs(text)]


def _draw_parts(draw: ImageDraw.ImageDraw, at: Point, parts: Iterable[TextPart], ink: str | int) -> None:
    """Parts of a text one behind the other, from the left end of their base line."""
    x, y = at
    for face, part in parts:
        draw.text((x, y), part, font=face, fill=ink, anchor="ls")
        x += face.getlength(part)


@lru_cache(maxsize=64)
def _system_font(source: FontSource, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(source.file), size_px, index=source.number, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=64)
def _font(size_px: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(resource_root() / "fonts" / _FONTS[bold]), size_px, layout_engine=ImageFont.Layout.BASIC
    )
