"""The frame of a sheet and its title block: a block whose attributes are read and changed in a CAD."""

from msgspec.structs import replace

from designer.core.geometry.axes import Rect
from designer.core.units import TOLERANCE_MM
from designer.drawing.blocks import block_name, form_lines
from designer.drawing.model import Block, BlockReference, Item, Polyline, Role, Spot, Text
from designer.drawing.shapes import corners
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.paper import box, write
from designer.drawing.sheets.template import SheetFrame, TitleField
from designer.drawing.text_metrics import LEAST_MM, LINE_STEP

_LABEL_MM = LEAST_MM
_INSET_MM = 1.2
_LABEL_TOP_MM = 1.0
_LABEL_GAP_MM = 0.7
"""Above the label of a field, and between it and the value."""

_LIFT_MM = 1.0
"""From the lower edge of a field to its value."""

_FURTHER = "_2"
"""Behind the tag of a field whose value may need a second line: that line's own attribute."""

_MARK_MM = 5.0
"""Length of the centring marks at the middles of the frame."""


def frame_items(frame: SheetFrame) -> list[Item]:
    """Frame, centring marks and the line left of the column."""
    x0, y0, x1, y1 = rect = frame.frame
    column = frame.column[0]
    middle_x, middle_y = frame.paper.width_mm / 2.0, frame.paper.height_mm / 2.0
    marks = (
        ((middle_x, y0), (middle_x, y0 - _MARK_MM)),
        ((middle_x, y1), (middle_x, y1 + _MARK_MM)),
        ((x0, middle_y), (x0 - _MARK_MM, middle_y)),
        ((x1, middle_y), (x1 + _MARK_MM, middle_y)),
    )
    return [
        box(rect, SheetLayer.FRAME),
        *(Polyline(points=mark, layer=SheetLayer.FRAME, role=Role.TITLE) for mark in marks),
        Polyline(points=((column, y0), (column, y1)), layer=SheetLayer.TABLE, role=Role.TITLE),
    ]


def title_block(frame: SheetFrame) -> Block:
    """The block: its lower left is the insertion point."""
    fields = frame.template.fields
    spots = [spot for field in fields for spot in _spots(frame, field)]
    return Block(
        name=block_name("PV_TITLE", frame.template.id, frame.paper.name),
        layer=SheetLayer.LABEL,
        shapes=tuple(
            Polyline(
                points=corners(_rect(frame, field)), closed=True, layer=SheetLayer.LABEL, role=Role.TITLE
            )
            for field in fields
        ),
        attributes=tuple(tag for tag, _ in spots),
        spots=tuple(spot for _, spot in spots),
        texts=tuple(_label(frame, field) for field in fields),
    )


def title_reference(frame: SheetFrame, block: str, values: dict[str, str]) -> BlockReference:
    """The title block of one sheet. A long value goes on in an attribute of its own, as TAG_2."""
    x0, y0, _, _ = frame.block
    attributes: list[tuple[str, str]] = []
    for field in frame.template.fields:
        spots = _spots(frame, field)
        lines = (*form_lines(spots[0][1], values.get(field.tag, "")), "")
        attributes += [(tag, line) for (tag, _), line in zip(spots, lines, strict=False)]
    return BlockReference(
        block=block, at=(x0, y0), attributes=tuple(attributes), layer=SheetLayer.LABEL, role=Role.TITLE
    )


def _rect(frame: SheetFrame, field: TitleField) -> Rect:
    """A field in the block's coordinates."""
    width, top = frame.paper.column_mm, frame.template.block_mm - field.top_mm
    return (field.x * width, top - field.height_mm, (field.x + field.width) * width, top)


def _spots(frame: SheetFrame, field: TitleField) -> list[tuple[str, Spot]]:
    """Where the value of a field stands, and its second line where the field is high enough for two."""
    x0, y0, x1, y1 = _rect(frame, field)
    tight = _tightness(field)
    room = y1 - y0 - _LABEL_MM - tight * (_LABEL_TOP_MM + _LABEL_GAP_MM + _LIFT_MM)
    spot = Spot(
        at=(x0 + _INSET_MM, y0 + tight * _LIFT_MM),
        height_mm=min(field.text_mm, max(room, LEAST_MM)),
        width_mm=x1 - x0 - 2.0 * _INSET_MM,
        room_mm=room,
    )
    if spot.room_mm + TOLERANCE_MM < LEAST_MM * (1.0 + LINE_STEP):
        return [(field.tag, spot)]
    return [(field.tag, spot), (field.tag + _FURTHER, replace(spot, further=True))]


def _label(frame: SheetFrame, field: TitleField) -> Text:
    x0, _, _, y1 = _rect(frame, field)
    top = y1 - _tightness(field) * _LABEL_TOP_MM
    return write(field.label, (x0 + _INSET_MM, top - _LABEL_MM), _LABEL_MM)


def _tightness(field: TitleField) -> float:
    """What a low field leaves of the gaps around its label and its value: 1 of a usual one."""
    gaps = _LABEL_TOP_MM + _LABEL_GAP_MM + _LIFT_MM
    return min(1.0, max(0.0, field.height_mm - _LABEL_MM - LEAST_MM) / gaps)
