"""The frame of a sheet and its title block: a block whose attributes are read and changed in a CAD."""

from designer.core.geometry.axes import Rect
from designer.drawing.blocks import block_name
from designer.drawing.model import Block, BlockReference, Item, Polyline, Role, Spot, Text
from designer.drawing.shapes import corners
from designer.drawing.sheet_layers import SheetLayer
from designer.drawing.sheets.paper import box, write
from designer.drawing.sheets.template import SheetFrame, TitleField

_LABEL_MM = 1.6
_INSET_MM = 1.2
_LIFT_MM = 1.1
"""From the lower edge of a field to its value."""

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
    width = frame.paper.column_mm
    return Block(
        name=block_name("PV_TITLE", frame.template.id, frame.paper.name),
        layer=SheetLayer.LABEL,
        shapes=tuple(
            Polyline(
                points=corners(_rect(frame, field)), closed=True, layer=SheetLayer.LABEL, role=Role.TITLE
            )
            for field in fields
        ),
        attributes=tuple(field.tag for field in fields),
        spots=tuple(_spot(frame, field, width) for field in fields),
        texts=tuple(_label(frame, field) for field in fields),
    )


def title_reference(frame: SheetFrame, block: str, values: dict[str, str]) -> BlockReference:
    """The title block of one sheet."""
    x0, y0, _, _ = frame.block
    return BlockReference(
        block=block,
        at=(x0, y0),
        attributes=tuple((field.tag, values.get(field.tag, "")) for field in frame.template.fields),
        layer=SheetLayer.LABEL,
        role=Role.TITLE,
    )


def _rect(frame: SheetFrame, field: TitleField) -> Rect:
    """A field in the block's coordinates."""
    width, top = frame.paper.column_mm, frame.template.block_mm - field.top_mm
    return (field.x * width, top - field.height_mm, (field.x + field.width) * width, top)


def _spot(frame: SheetFrame, field: TitleField, width: float) -> Spot:
    x0, y0, _, _ = _rect(frame, field)
    return Spot(
        at=(x0 + _INSET_MM, y0 + _LIFT_MM),
        height_mm=field.text_mm,
        width_mm=field.width * width - 2.0 * _INSET_MM,
    )


def _label(frame: SheetFrame, field: TitleField) -> Text:
    x0, _, _, y1 = _rect(frame, field)
    return write(field.label, (x0 + _INSET_MM, y1 - _INSET_MM - _LABEL_MM), _LABEL_MM)
