"""Drawn tables: a heading, a row of titles, rows of cells; broken where the paper ends."""

from collections.abc import Sequence
from heapq import nlargest

from msgspec import Struct

from designer.core.geometry.axes import Rect
from designer.drawing.model import Align, Item, Polyline, Role
from designer.drawing.sheets.paper import LEAST, SUBHEAD, TEXT, box, heading, line, shade, write_within
from designer.drawing.text_metrics import NO_BREAK, fitted_height, line_width, words, wrapped_lines

PAD = 1.0
"""Between a line of a table and the text in it."""

LINE_STEP = 1.7
"""From line to line of a wrapped cell, in heights of the text."""

ROW_PAD = 1.3
_HALF = 0.55
"""Of a text that is to have room on two lines."""

_MOST = 0.3
"""Of a table's width for a wrapped column that asks for more than its share."""

_MEASURED = 5
"""So many of the longest texts of a column are measured."""

HEADING_MM = 5.5
GAP_MM = 5.0
"""Below a table."""


class Column(Struct, frozen=True):
    """A column: its title, its share of the width, whether it is a number, and whether it is wrapped."""

    title: str
    share: float
    number: bool = False
    wrapped: bool = False


class Swatch(Struct, frozen=True):
    """A cell that shows the line of a layer instead of a text."""

    layer: str


Cell = str | Swatch


class Table(Struct, frozen=True, kw_only=True):
    """A table of any length."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    text_mm: float = TEXT
    empty: str = ""


class Placed(Struct, frozen=True):
    """A drawn part of a table: its items, the height it takes, and how many rows it holds."""

    items: tuple[Item, ...]
    height_mm: float
    rows: int


def place(table: Table, room: Rect, start: int = 0) -> Placed:
    """As many rows from `start` as the room holds, from its upper edge; none where not even one fits."""
    x0, bottom, x1, top = room
    widths = _widths(table, x1 - x0)
    y = top - HEADING_MM
    title = table.title if start == 0 else f"{table.title}, continued"
    items: list[Item] = [heading(title, (x0, y + 1.8), SUBHEAD)]
    head, high = _head(table, x0, y, widths)
    items += head
    y -= high
    count = 0
    for row in table.rows[start:]:
        cells = _lines(table, row, widths)
        height = _row_height(cells, table.text_mm)
        if y - height < bottom:
            break
        items += _row(table, row, cells, x0, y, widths)
        y -= height
        items.append(line(((x0, y), (x1, y))))
        count += 1
    if count == 0 and table.rows[start:]:
        return Placed((), 0.0, 0)
    items.append(box((x0, y, x1, top - HEADING_MM)))
    return Placed(tuple(items), top - y + GAP_MM, count)


def _widths(table: Table, width: float) -> list[float]:
    """By their shares; columns that need more take it from those that have more than they need."""
    whole = sum(column.share for column in table.columns)
    shared = [column.share / whole * width for column in table.columns]
    needs = _needs(table, width)
    missing = sum(max(need - own, 0.0) for need, own in zip(needs, shared, strict=True))
    spare = sum(max(own - need, 0.0) for need, own in zip(needs, shared, strict=True))
    given = min(1.0, missing / spare) if spare else 0.0
    taken = min(1.0, spare / missing) if missing else 0.0
    return [
        own - given * (own - need) if own > need else own + taken * (need - own)
        for need, own in zip(needs, shared, strict=True)
    ]


def _needs(table: Table, width: float) -> list[float]:
    """What columns need for their longest texts or, where wrapped, words, and for the words of their titles.

    Where there is room, wrapped ones get enough for what is to stay together, and for their longest text on
    two lines.
    """
    needs = [min(_need(table, number), width / 2.0) for number in range(len(table.columns))]
    wrapped = [number for number, column in enumerate(table.columns) if column.wrapped]
    for wish in (_together, _on_two_lines):
        for number in wrapped:
            wanted = wish(table, number, width)
            needs[number] += max(min(wanted - needs[number], width - sum(needs)), 0.0)
    return needs


def _need(table: Table, number: int) -> float:
    column, longest = table.columns[number], _longest(table, number)
    texts = [word for text in longest for word in text.split()] if column.wrapped else longest
    widths = (line_width(text, table.text_mm) for text in (*texts, *column.title.split()))
    return max(widths, default=0.0) + 2.0 * PAD


def _together(table: Table, number: int, width: float) -> float:
    """What a column needs for the longest of its parts that are to stay on one line."""
    parts = (line_width(part, table.text_mm) for text in _longest(table, number) for part in words(text))
    return min(max(parts, default=0.0) + 2.0 * PAD, width / 2.0)


def _on_two_lines(table: Table, number: int, width: float) -> float:
    """What a column needs for its longest text on two lines, within its due."""
    wide = max((line_width(text, table.text_mm) for text in _longest(table, number)), default=0.0)
    return min(_HALF * wide + 2.0 * PAD, _MOST * width)


def _longest(table: Table, number: int) -> list[str]:
    """The longest texts of a column."""
    texts = (cell for row in table.rows if isinstance(cell := row[number], str))
    return nlargest(_MEASURED, texts, key=len)


def _head_lines(table: Table, widths: Sequence[float]) -> list[list[str]]:
    """The titles, those too long for their column on several lines."""
    return [
        wrapped_lines(column.title, width - 2 * PAD, table.text_mm)
        if _too_long(column.title, width, table.text_mm)
        else [column.title]
        for column, width in zip(table.columns, widths, strict=True)
    ]


def _too_long(text: str, width: float, text_mm: float) -> bool:
    return fitted_height(text, width - 2 * PAD, at_most_mm=text_mm) < min(text_mm, LEAST)


def _head(table: Table, x: float, y: float, widths: Sequence[float]) -> tuple[list[Item], float]:
    """The titles on grey, and the height that they take."""
    titles = _head_lines(table, widths)
    height = _row_height(titles, table.text_mm)
    items: list[Item] = [shade((x, y - height, x + sum(widths), y))]
    items += _cells(table, titles, x, y, widths)
    items.append(line(((x, y - height), (x + sum(widths), y - height))))
    return items, height


def _lines(table: Table, row: Sequence[Cell], widths: Sequence[float]) -> list[list[str]]:
    """Each cell as the lines that it is written on."""
    found = []
    for column, cell, width in zip(table.columns, row, widths, strict=True):
        if isinstance(cell, Swatch):
            found.append([""])
        elif column.wrapped:
            found.append(wrapped_lines(cell, width - 2 * PAD, table.text_mm) or [""])
        else:
            found.append([cell.replace(NO_BREAK, " ")])
    return found


def _row_height(cells: Sequence[Sequence[str]], text_mm: float) -> float:
    count = max(len(lines) for lines in cells)
    return text_mm * (1.0 + (count - 1) * LINE_STEP) + 2.0 * ROW_PAD


def _row(
    table: Table,
    row: Sequence[Cell],
    cells: Sequence[Sequence[str]],
    x: float,
    y: float,
    widths: Sequence[float],
) -> list[Item]:
    base = y - ROW_PAD - table.text_mm
    items = _cells(table, cells, x, y, widths)
    for cell, width in zip(row, widths, strict=True):
        if isinstance(cell, Swatch):
            items.append(_swatch(cell, x, base + table.text_mm / 2.0, width))
        x += width
    return items


def _cells(
    table: Table, cells: Sequence[Sequence[str]], x: float, y: float, widths: Sequence[float]
) -> list[Item]:
    """The texts of a row from its upper edge, numbers at the right of their columns."""
    items: list[Item] = []
    base = y - ROW_PAD - table.text_mm
    for column, lines, width in zip(table.columns, cells, widths, strict=True):
        for number, text in enumerate(lines):
            at = (x + width - PAD if column.number else x + PAD, base - number * LINE_STEP * table.text_mm)
            align = Align.RIGHT if column.number else Align.LEFT
            items.append(write_within(text, at, width - 2 * PAD, table.text_mm, align))
        x += width
    return items


def _swatch(cell: Swatch, x: float, y: float, width: float) -> Polyline:
    points = ((x + PAD, y), (x + width - PAD, y))
    return Polyline(points=points, layer=cell.layer, role=Role.TITLE)
