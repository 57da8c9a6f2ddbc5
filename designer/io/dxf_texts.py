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

LINE_STEP = 5.0 / 3.0
"""Distance of the lines of MTEXT by its height, at a spacing factor of 1 (Autodesk DXF reference)."""

_KINDS = frozenset({"TEXT", "ATTRIB", "MTEXT"})
_SPECIAL = {"%%d": "°", "%%p": "±", "%%c": "⌀", "%%%": "%"}
_CODE = re.compile(r"%%[dDpPcC%]|%%[uUoOkK]|%%\d{3}")


def is_text(entity: Any) -> bool:
    """Whether an entity is a text that can be taken."""
    return entity.dxftype() in _KINDS


def writings_of(entity: Any, layer: str, matrix: Any) -> Iterator[Writing]:
    """The lines of a text; `matrix` takes the coordinates it stands in to the drawing, None leaves them."""
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


def _multi(entity: Any) -> _Text:
    at = np.array((*tuple(entity.dxf.insert), 0.0)[:3], dtype=np.float64)
    turn = math.radians(float(entity.get_rotation()))
    corner = int(entity.dxf.get("attachment_point", 1)) - 1
    across, row = (corner % 3) / 2.0, corner // 3
    lines = entity.plain_text(split=True)
    return (
        lines,
        at,
        float(entity.dxf.char_height),
        turn,
        (across, (1.0, 0.5, 0.0)[row], (0.0, 0.5, 1.0)[row]),
    )


def _decoded(text: str) -> str:
    """Text with its %% codes for signs read, and those for under- and overlining left out."""
    return _CODE.sub(lambda code: _SPECIAL.get(code[0].casefold(), _character(code[0])), text)


def _character(code: str) -> str:
    return chr(int(code[2:])) if code[2:].isdecimal() else ""
