"""The key: surfaces small, with their parts numbered and those of the sheet shaded."""

from collections.abc import Sequence

from designer.core.geometry.axes import Point, Rect
from designer.drawing.model import Item, Polyline, Role
from designer.drawing.shapes import bounds
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Face
from designer.drawing.sheets.flow import Symbols
from designer.drawing.sheets.paper import SMALL, SUBHEAD, box, heading, shade, write
from designer.drawing.sheets.parts_of_faces import Part
from designer.drawing.sheets.table import GAP_MM, HEADING_MM

_HIGHEST_MM = 24.0
_NAME_MM = 4.0


def key_plan(context: Context, parts: Sequence[Part]) -> Symbols:
    """Draws each surface that the sheet shows parts of below the other."""
    faces = list(dict.fromkeys(part.face.surface.id for part in parts if part.count > 1))
    whole = [face for face in context.faces if face.surface.id in faces]

    def draw(room: Rect) -> tuple[list[Item], float]:
        items: list[Item] = [heading("Parts on this sheet", (room[0], room[3] - HEADING_MM + 1.8), SUBHEAD)]
        top = room[3] - HEADING_MM
        for face in whole:
            own = [part for part in parts if part.face is face]
            drawn, high = _face(face, own, (room[0], top), room[2] - room[0])
            items += drawn
            top -= high
        return items, room[3] - top + GAP_MM

    return draw


def _face(face: Face, parts: Sequence[Part], at: Point, width: float) -> tuple[list[Item], float]:
    """A surface from its upper left, and the height that it takes."""
    x0, y0, x1, y1 = face.rect(bounds(face.surface.outline))
    scale = max((x1 - x0) / width, (y1 - y0) / _HIGHEST_MM)
    top = at[1] - _NAME_MM

    def paper(x: float, y: float) -> Point:
        return (at[0] + (x - x0) / scale, top - (y1 - y) / scale)

    items: list[Item] = [write(face.label, (at[0], at[1] - SMALL - 0.8), SMALL)]
    for part in parts:
        a, b, c, d = part.window
        rect = (*paper(max(a, x0), max(b, y0)), *paper(min(c, x1), min(d, y1)))
        number = ((rect[0] + rect[2]) / 2.0, (rect[1] + rect[3] - SMALL) / 2.0)
        items += [shade(rect), box(rect), write(str(part.number), number, SMALL)]
    outline = tuple(paper(*face.placed(point)) for point in face.surface.outline)
    items.append(Polyline(points=outline, closed=True, layer=SheetLayer.LABEL, role=Role.TITLE))
    return items, _NAME_MM + (y1 - y0) / scale + 2.0
