"""Tables and symbols set into the columns of sheets, and on sheets of their own where those are full."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.drawing.model import Item
from designer.drawing.sheets.context import COLUMN_PAD, Draft, column_room, new_draft
from designer.drawing.sheets.table import Table, place
from designer.drawing.sheets.template import SheetFrame

Symbols = Callable[[Rect], tuple[list[Item], float]]
"""Draws into a room from its upper edge; gives the items and the height they take."""


def symbols_into(frame: SheetFrame, draft: Draft, symbols: Symbols) -> None:
    """Draw symbols into a sheet's column where they have room."""
    room = column_room(frame, draft)
    items, height = symbols(room)
    if room[3] - height >= room[1]:
        draft.add(items)
        draft.column_top -= height


def tables_into(frame: SheetFrame, drafts: list[Draft], tables: Sequence[Table], *, more: str) -> None:
    """Set tables into the columns of the sheets, one after the other, then on further ones called `more`."""
    rest = [(table, 0) for table in tables if table.rows]
    for draft in drafts:
        rest = _filled(frame, draft, rest)
    while rest:
        draft = new_draft(frame, more)
        rest = _paged(frame, draft, rest)
        drafts.append(draft)


class Filling(Struct, frozen=True):
    """What the column of a sheet is to hold: symbols first, then tables, which may go on on later sheets."""

    symbols: tuple[Symbols, ...] = ()
    tables: tuple[Table, ...] = ()


def tables_filled(frame: SheetFrame, drafts: list[Draft], fillings: Sequence[Filling], *, more: str) -> None:
    """Each sheet's column with its symbols and its tables, behind those that did not fit on sheets before."""
    rest: Rest = []
    for draft, filling in zip(drafts, fillings, strict=True):
        for symbols in filling.symbols:
            symbols_into(frame, draft, symbols)
        rest = _filled(frame, draft, [*rest, *((table, 0) for table in filling.tables if table.rows)])
    while rest:
        draft = new_draft(frame, more)
        rest = _paged(frame, draft, rest)
        drafts.append(draft)


Rest = list[tuple[Table, int]]


def _filled(frame: SheetFrame, draft: Draft, rest: Rest) -> Rest:
    """What is left when a sheet's column is full."""
    while rest:
        left, top = _set(draft, rest, column_room(frame, draft))
        draft.column_top = top
        if left == rest:
            return rest
        rest = left
    return rest


def _set(draft: Draft, rest: Rest, room: Rect) -> tuple[Rest, float]:
    """The first table, or its beginning, set into a room: what is left, and where the room is free."""
    table, start = rest[0]
    placed = place(table, room, start)
    if not placed.rows:
        return rest, room[3]
    draft.add(placed.items)
    end = start + placed.rows
    following = rest[1:] if end >= len(table.rows) else [(table, end), *rest[1:]]
    return following, room[3] - placed.height_mm


def page_columns(frame: SheetFrame) -> list[Rect]:
    """Columns of a sheet of tables, from the left: as wide as the sheet's own column, which is the last."""
    x0, y0, x1, y1 = frame.area
    wide = frame.paper.column_mm
    count = max(1, int((x1 - x0 - COLUMN_PAD) // wide))
    step = (x1 - x0) / count
    pad = COLUMN_PAD
    rooms = [
        (x0 + number * step + pad, y0 + pad, x0 + (number + 1) * step - pad, y1 - pad)
        for number in range(count)
    ]
    column = frame.column
    return [*rooms, (column[0] + pad, column[1] + pad, column[2] - pad, column[3] - pad)]


def _paged(frame: SheetFrame, draft: Draft, rest: Rest) -> Rest:
    for column in page_columns(frame):
        room = column
        while rest:
            left, top = _set(draft, rest, room)
            if left == rest:
                break
            rest, room = left, (room[0], room[1], room[2], top)
    return rest


def wide_tables(frame: SheetFrame, title: str, tables: Sequence[Table]) -> list[Draft]:
    """Tables as wide as the sheet without its column, on as many sheets as they need."""
    rest = [(table, 0) for table in tables if table.rows]
    drafts: list[Draft] = []
    while rest:
        draft = new_draft(frame, title)
        x0, y0, x1, y1 = frame.area
        room = (x0 + COLUMN_PAD, y0 + COLUMN_PAD, x1 - COLUMN_PAD, y1 - COLUMN_PAD)
        while rest:
            left, top = _set(draft, rest, room)
            if left == rest:
                break
            rest, room = left, (room[0], room[1], room[2], top)
        if not draft.items:
            break  # a row that is higher than the sheet
        drafts.append(draft)
    return drafts
