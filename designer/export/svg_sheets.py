"""A sheet as SVG: to scale, in mm, text as text."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from designer.core.geometry.axes import Point
from designer.drawing.marks import Area, Flattener, Mark, Stroke, Writing
from designer.drawing.model import Align, Drawing, PaperSheet
from designer.export.pdf_sheets import CAPITALS

_FONT = "'DejaVu Sans', Verdana, sans-serif"
_ANCHORS = {
    Align.LEFT: "start",
    Align.CENTER: "middle",
    Align.RIGHT: "end",
    Align.MIDDLE: "middle",
    Align.TOP_LEFT: "start",
}
_DROPS = {Align.MIDDLE: 0.5, Align.TOP_LEFT: 1.0}
"""From the place of a text down to its base line, in heights of its capitals."""

_UNITS_PER_MM = 100.0
"""Coordinates are hundredths of a millimetre: some viewers take no fonts as small as a few units."""

_DIGITS = 1


def sheet_svg(drawing: Drawing, sheet: PaperSheet) -> bytes:
    """One sheet; the same bytes for the same drawing."""
    return marks_svg(tuple(Flattener(drawing).marks(sheet)), sheet)


def marks_svg(marks: Sequence[Mark], sheet: PaperSheet) -> bytes:
    """The resolved marks of a sheet."""
    width, height = _number(sheet.width_mm), _number(sheet.height_mm)
    size = f'width="{sheet.width_mm:g}mm" height="{sheet.height_mm:g}mm"'
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'viewBox="0 0 {width} {height}">\n<title>{escape(sheet.title)}</title>\n'
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>\n'
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round" font-family="{_FONT}">\n'
    )
    body = "".join(_element(mark, sheet.height_mm) for mark in marks)
    return f"{head}{body}</g>\n</svg>\n".encode()


def _element(mark: Mark, height: float) -> str:
    match mark:
        case Stroke():
            return _stroke(mark, height)
        case Area():
            return f'<path d="{_path(mark.points, height, closed=True)}" fill="{mark.ink}"/>\n'
        case Writing():
            return _writing(mark, height)


def _stroke(mark: Stroke, height: float) -> str:
    dash = ""
    if mark.dash_mm:
        steps = " ".join(_number(max(step, 0.05)) for step in mark.dash_mm)
        dash = f' stroke-dasharray="{steps}" stroke-linecap="butt"'
    path = _path(mark.points, height, closed=mark.closed)
    return f'<path d="{path}" stroke="{mark.ink}" stroke-width="{_number(mark.width_mm)}"{dash}/>\n'


def _writing(mark: Writing, height: float) -> str:
    if not mark.text.strip():
        return ""
    x, y = _number(mark.at[0]), _number(height - mark.at[1])
    drop = _number(_DROPS.get(mark.align, 0.0) * mark.height_mm)
    turn = f" rotate({-mark.rotation_deg:g})" if mark.rotation_deg else ""
    weight = ' font-weight="bold"' if mark.bold else ""
    size = _number(mark.height_mm / CAPITALS)
    return (
        f'<text transform="translate({x} {y}){turn}" y="{drop}" font-size="{size}" '
        f'fill="{mark.ink}" text-anchor="{_ANCHORS[mark.align]}"{weight}>{escape(mark.text)}</text>\n'
    )


def _path(points: Sequence[Point], height: float, *, closed: bool) -> str:
    places = " L".join(f"{_number(x)} {_number(height - y)}" for x, y in points)
    return f"M{places}{' Z' if closed else ''}"


def _number(value_mm: float) -> str:
    """A length in the units of the file."""
    return f"{value_mm * _UNITS_PER_MM + 0.0:.{_DIGITS}f}".removesuffix(".0")
