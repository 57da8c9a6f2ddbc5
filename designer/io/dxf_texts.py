"""Texts of a DXF file as lines of plain text by their lower left corners."""

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from designer.core.geometry.sketch import Writing
from designer.drawing.style import text_width_mm
from designer.io.plain_text import plain

LONGEST_TEXT = 200
"""Characters of a line; what is longer is cut."""
MOST_LINES = 100
"""Lines of one text; further ones are left out."""

_SURELY = 1.15
"""So much wider than its column a line is before it is broken, as widths are estimated."""

LINE_STEP = 5.0 / 3.0
"""Distance of the lines of MTEXT by its height, at a spacing factor of 1 (Autodesk DXF reference)."""

_ALIGNED, _FITTED = 3, 5
_BETWEEN_POINTS = frozenset({_ALIGNED, _FITTED})
"""Ways of TEXT to be put between two points (group 72)."""

_KINDS = frozenset({"TEXT", "ATTRIB", "MTEXT"})
_SPECIAL = {"%%d": "°", "%%p": "±", "%%c": "⌀", "%%%": "%"}
_CODE = re.compile(r"%%[dDpPcC%]|%%[uUoOkK]|%%\d{3}")


def is_text(entity: Any) -> bool:
    """Whether an entity is a text that can be taken."""
    return entity.dxftype() in _KINDS


def writings_of(entity: Any, layer: str, matrix: Any) -> Iterator[Writing]:
    """The lines of a text; `matrix` takes the coordinates it stands in to the drawing, None leaves them."""
    yield from _lines_of(entity, layer, matrix)
    if entity.dxftype() == "MTEXT" and entity.has_columns:
        for column in entity.columns.linked_columns:  # before R2018 further columns are texts of their own
            yield from _lines_of(column, layer, matrix)


def _lines_of(entity: Any, layer: str, matrix: Any) -> Iterator[Writing]:
    lines, at, height, turn, share = _multi(entity) if entity.dxftype() == "MTEXT" else _single(entity)
    along = np.array((math.cos(turn), math.sin(turn), 0.0))
    up = np.array((-along[1], along[0], 0.0))
    for number, line in enumerate(lines[:MOST_LINES]):
        text = plain(line)[:LONGEST_TEXT]
        if text and height > 0.0:
            left = text_width_mm(text, height) * share[0]
            down = height * (share[1] + number * LINE_STEP - (len(lines) - 1) * LINE_STEP * share[2])
            corner = at - along * left - up * down
            yield _placed(Writing(layer, text, (corner[0], corner[1]), height), corner, along, up, matrix)


def _placed(writing: Writing, corner: Any, along: Any, up: Any, matrix: Any) -> Writing:
    if matrix is not None:
        corner = corner @ matrix[:3, :3] + matrix[3, :3]
        along, up = along @ matrix[:3, :3], up @ matrix[:3, :3]
    height = writing.height * float(np.linalg.norm(up))
    turn_deg = math.degrees(math.atan2(along[1], along[0]))
    return Writing(writing.layer, writing.text, (float(corner[0]), float(corner[1])), height, turn_deg)


_Text = tuple[list[str], Any, float, float, tuple[float, float, float]]
"""Lines, place, height, direction in radians; and what the place is: share of the width to its left, of the
height below it to the capitals' foot, and of the further lines above it."""


def _single(entity: Any) -> _Text:
    if int(entity.dxf.get("halign", 0)) in _BETWEEN_POINTS and entity.dxf.hasattr("align_point"):
        return _between_points(entity)
    _, place, _ = entity.get_placement()
    ocs = entity.ocs()
    at = np.array(ocs.to_wcs(place).xyz)
    turn = math.radians(float(entity.dxf.get("rotation", 0.0)))
    if ocs.transform:
        direction = ocs.to_wcs((math.cos(turn), math.sin(turn), 0.0))
        turn = math.atan2(direction[1], direction[0])
    across = {1: 0.5, 2: 1.0, 4: 0.5}.get(int(entity.dxf.get("halign", 0)), 0.0)
    below = {2: 0.5, 3: 1.0}.get(int(entity.dxf.get("valign", 0)), 0.0)
    if int(entity.dxf.get("halign", 0)) == 4:
        below = 0.5
    return [_decoded(str(entity.dxf.text))], at, float(entity.dxf.height), turn, (across, below, 0.0)


def _between_points(entity: Any) -> _Text:
    """An aligned text, as high as its width between two points asks for, or a fitted one, which is squeezed.

    Height and rotation that the file gives such texts are not used by CADs (Autodesk DXF reference, TEXT).
    """
    ocs = entity.ocs()
    start, end = (np.array(ocs.to_wcs(point).xyz) for point in (entity.dxf.insert, entity.dxf.align_point))
    text, height = _decoded(str(entity.dxf.text)), float(entity.dxf.height)
    wide = text_width_mm(text, 1.0)
    if int(entity.dxf.halign) == _ALIGNED and wide > 0.0:
        height = float(np.linalg.norm(end[:2] - start[:2])) / wide
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    return [text], start, height, turn, (0.0, 0.0, 0.0)


def _multi(entity: Any) -> _Text:
    at = np.array((*tuple(entity.dxf.insert), 0.0)[:3], dtype=np.float64)
    turn = math.radians(float(entity.get_rotation()))
    corner = int(entity.dxf.get("attachment_point", 1)) - 1
    across, row = (corner % 3) / 2.0, corner // 3
    height = float(entity.dxf.char_height)
    lines = [
        line
        for paragraph in entity.plain_text(split=True)
        for line in _wrapped(paragraph, _column_width(entity), height)
    ]
    return (
        lines,
        at,
        height,
        turn,
        (across, (1.0, 0.5, 0.0)[row], (0.0, 0.5, 1.0)[row]),
    )


def _column_width(entity: Any) -> float:
    """How wide the lines of an MTEXT are, in units of the drawing; 0 where they are not broken."""
    columns = entity.columns if entity.has_columns else None
    return float(columns.width if columns is not None else entity.dxf.get("width", 0.0))


def _wrapped(paragraph: str, width: float, height: float) -> list[str]:
    """A paragraph on lines of some width, broken between words only. Columns stand one below the other."""
    lines = [""]
    for word in paragraph.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and 0.0 < _SURELY * width < text_width_mm(longer, height):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _decoded(text: str) -> str:
    """Text with its %% codes for signs read, and those for under- and overlining left out."""
    return _CODE.sub(lambda code: _SPECIAL.get(code[0].casefold(), _character(code[0])), text)


def _character(code: str) -> str:
    return chr(int(code[2:])) if code[2:].isdecimal() else ""
