"""Make a row longer or shorter at one of its ends: modules appear and vanish."""

from msgspec.structs import replace

from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Row, RowModule
from designer.core.units import rounded
from designer.edit.edits.arranging import find_row
from designer.edit.edits.numbering import MODULE, Numberer
from designer.edit.edits.rows import in_order
from designer.edit.room import Room
from designer.edit.row_drag import drag_number

SAME_PLACE_MM = 1.0
"""A removed module this near to where a new one would stand is brought back instead."""


def stretched(design: Design, catalog: Catalog, row_id: str, to_u: float, *, at_last: bool) -> Design:
    """The Design with an end of a row drawn to a place along its rail.

    A module appears or vanishes as the place passes its middle; one always stays. The row stops where there
    is no room. Those that vanish are taken out: drawn longer again, the row has them back. Raises DesignError
    where the row is gone.
    """
    row = find_row(design, row_id)
    room = Room.for_row(design, catalog, row)
    ends = (row.modules[-1].along_mm + room.along_mm) if at_last else row.modules[0].along_mm
    beyond = to_u - ends if at_last else ends - to_u
    number = round(beyond / room.rule.pitch_mm)
    if number > 0:
        start = ends + room.rule.gap_mm if at_last else ends - room.rule.gap_mm
        draft = drag_number(room, (start, row.across_mm), number, leftward=not at_last)
        return _with_more(design, row, draft.along_mm)
    return _with(design, _shorter(row, room, to_u, at_last=at_last))


def _shorter(row: Row, room: Room, to_u: float, *, at_last: bool) -> Row:
    half = room.along_mm / 2
    if at_last:
        kept = tuple(one for one in row.modules if one.along_mm + half <= to_u) or row.modules[:1]
    else:
        kept = tuple(one for one in row.modules if one.along_mm + half >= to_u) or row.modules[-1:]
    out = tuple(one for one in row.modules if one not in kept)
    return replace(row, modules=kept, removed=in_order((*row.removed, *out)))


def _with_more(design: Design, row: Row, along_mm: tuple[float, ...]) -> Design:
    """The row with modules at these places; removed ones come back to theirs."""
    numbers = Numberer(design)
    back: list[RowModule] = []
    new: list[RowModule] = []
    for along in along_mm:
        old = next((one for one in row.removed if abs(one.along_mm - along) < SAME_PLACE_MM), None)
        if old is not None:
            back.append(old)
        else:
            new.append(RowModule(id=numbers.new(MODULE), along_mm=rounded(along), pinned=True))
    removed = tuple(one for one in row.removed if one not in back)
    longer = replace(row, modules=in_order((*row.modules, *back, *new)), removed=removed)
    return numbers.stamped(_with(design, longer))


def _with(design: Design, row: Row) -> Design:
    return replace(design, rows=tuple(row if one.id == row.id else one for one in design.rows))
