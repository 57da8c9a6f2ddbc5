"""What is written on every view of a surface: kinds of edges, obstacles, bridges, notes of a person."""

from collections.abc import Iterator

from msgspec.structs import replace

from designer.core.geometry.axes import Point
from designer.core.model.design import Surface
from designer.drawing.bridges import bridge_items
from designer.drawing.chain_texts import half_text_mm
from designer.drawing.chains import Link
from designer.drawing.fault_marks import fault_items
from designer.drawing.model import Item, Text, View, moved
from designer.drawing.notes import text_note_items
from designer.drawing.roof import edge_names, obstacle_name
from designer.drawing.shapes import RIGHT_ANGLE_DEG
from designer.drawing.sheet_dims import sheet_dimensions
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.context import Context, Face
from designer.drawing.sheets.paper import LEAST, on_paper
from designer.drawing.text_metrics import line_width

_SHARES = (0.0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.4, -0.4, 0.5, -0.5)
"""Where along an edge its name may stand, from the middle, as shares of the way that it may be moved."""

_CLEAR_MM = 1.0


def roof_names(context: Context, face: Face, view: View, *, bridges: bool = True) -> Iterator[Item]:
    """The names of the bare roof, on the paper of a view; those of `bridges` where cables are shown."""
    for text in moved(tuple(_texts(context, face, bridges=bridges)), face.offset):
        if isinstance(text, Text):
            yield on_paper(view, text, least=LEAST)
    lines = _extension_lines(context, face, view)
    for text in edge_names(face.surface, context.style):
        yield on_paper(view, _clear(face, text, lines, view))


def _texts(context: Context, face: Face, *, bridges: bool) -> Iterator[Item]:
    surface, design = face.surface, context.directory.design
    if bridges:
        yield from bridge_items(design, surface, context.style)
    for obstacle in surface.obstacles:
        yield obstacle_name(obstacle, context.style)
    yield from fault_items(context.directory.plan, surface.id, context.style)
    for note in design.texts:
        if note.surface == surface.id:
            yield from text_note_items(note)


def _extension_lines(context: Context, face: Face, view: View) -> tuple[list[float], list[float]]:
    """Where lines of dimensions run up and down (x), and across (y), in the surface's frame.

    The heights of boxes are written beside the edge: where these figures begin and end counts like a line.
    """
    hidden = frozenset(view.hidden)
    boxes, style = context.directory.design.boxes, context.style.dimension
    shown = [
        one for one in sheet_dimensions(face.surface, face.plan, boxes, style) if one.layer not in hidden
    ]
    xs = [point[0] for one in shown if not one.angle_deg for point in (one.first, one.second)]
    ys = [point[1] for one in shown if one.angle_deg for point in (one.first, one.second)]
    for one in shown:
        if one.layer == SheetLayer.DIMS_BOX and one.angle_deg and one.text_at:
            half = half_text_mm(Link(one.first[1], one.second[1]), style)
            ys += [one.text_at[1] - half, one.text_at[1] + half]
    return xs, ys


def _clear(face: Face, text: Text, lines: tuple[list[float], list[float]], view: View) -> Text:
    """The name of an edge, moved along a level or upright edge to where no line of a dimension crosses it."""
    upright = text.rotation_deg == RIGHT_ANGLE_DEG
    own = text if text.rotation_deg and not upright else _moved(face, text, lines, view, along=int(upright))
    return replace(own, at=face.placed(own.at))


def _moved(face: Face, text: Text, lines: tuple[list[float], list[float]], view: View, *, along: int) -> Text:
    """The text at the first place along its edge that is clear; where it was if there is none."""
    half = line_width(text.text, text.height_mm) / 2.0 + _CLEAR_MM * view.scale
    place, size = text.at[along], _edge_mm(face.surface, text.at, along)
    for share in _SHARES:
        there = place + share * (size - 2.0 * half)
        if all(abs(line - there) > half for line in lines[along]):
            at: Point = (there, text.at[1]) if along == 0 else (text.at[0], there)
            return replace(text, at=at)
    return text


def _edge_mm(surface: Surface, at: Point, along: int) -> float:
    """Length of the level (0) or upright (1) edge that is next to a place; nothing where none is."""
    across = 1 - along
    edges = [
        (abs(start[across] - at[across]), abs(end[along] - start[along]))
        for start, end in zip(surface.outline, (*surface.outline[1:], surface.outline[0]), strict=True)
        if abs(start[across] - end[across]) < 1.0
        and min(start[along], end[along]) <= at[along] <= max(start[along], end[along])
    ]
    return min(edges, default=(0.0, 0.0))[1]
