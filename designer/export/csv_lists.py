"""Cut list and parts list as CSV (UTF-8, comma, header line)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from designer.core.model.plan import CablePiece, PieceKind, Plan, RailBar, RailRun, StockCut, StockUse
from designer.drawing.pieces import number_text
from designer.export.sheets import Sheet, one_line

CUT_COLUMNS = (
    "piece",
    "kind",
    "product",
    "length_mm",
    "ports",
    "branch",
    "surface",
    "from",
    "to",
    "stock",
    "stock_length_mm",
    "cut_start_mm",
    "quantity",
)
BOM_COLUMNS = ("item", "product", "description", "quantity", "unit", "source")

_FORMULA_STARTS = ("=", "+", "-", "@")
_Cuts = dict[str, tuple[StockUse, StockCut]]


def cut_list_csv(plan: Plan) -> bytes:
    """One row per piece to cut, rails first: what it is, where it goes and what it is cut from.

    The ends of a bar are places on its rail run (run@mm along the rail), those of a cable ports and boxes.
    The last three columns before the quantity are empty for a piece that no stock was found for.
    """
    cuts = {cut.piece: (stock, cut) for stock in plan.cuts.stocks for cut in stock.cuts}
    rails = (_rail_row(rail, bar, cuts) for rail in plan.rails for bar in rail.bars)
    cables = (_cable_row(piece, cuts) for piece in plan.pieces)
    return _table(CUT_COLUMNS, (*rails, *cables))


def bom_csv(plan: Plan) -> bytes:
    """One row per line of the parts list."""
    return _table(
        BOM_COLUMNS,
        (
            (
                text_cell(line.item),
                text_cell(line.product),
                text_cell(line.description),
                number_text(line.quantity),
                text_cell(line.unit),
                text_cell(line.source),
            )
            for line in plan.bom
        ),
    )


def sheet_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV."""
    rows = (
        tuple(
            "" if cell is None else text_cell(cell) if isinstance(cell, str) else number_text(cell)
            for cell in row
        )
        for row in sheet.rows
    )
    return _table(sheet.titles, rows)


def text_cell(text: str) -> str:
    """The text on one line, with an apostrophe before = + - @: no spreadsheet takes it for a formula."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line


def _rail_row(rail: RailRun, bar: RailBar, cuts: _Cuts) -> tuple[str, ...]:
    return (
        text_cell(bar.piece),
        PieceKind.RAIL.value,
        text_cell(rail.product),
        number_text(bar.length_mm),
        "0",
        "",
        text_cell(rail.surface),
        text_cell(f"{rail.id}@{number_text(bar.start_mm)}"),
        text_cell(f"{rail.id}@{number_text(bar.end_mm)}"),
        *_stock_cells(bar.piece, cuts),
        "1",
    )


def _cable_row(piece: CablePiece, cuts: _Cuts) -> tuple[str, ...]:
    surfaces = dict.fromkeys(part.surface for part in piece.route)
    return (
        text_cell(piece.id),
        piece.kind.value,
        text_cell(piece.product),
        number_text(piece.length_mm),
        str(piece.ports),
        text_cell(piece.branch),
        text_cell("/".join(surfaces)),
        text_cell(piece.from_),
        text_cell(piece.to),
        *_stock_cells(piece.id, cuts),
        "1",
    )


def _stock_cells(piece: str, cuts: _Cuts) -> Iterator[str]:
    """Stock, its length and where the cut begins on it."""
    if piece not in cuts:
        yield from ("", "", "")
        return
    stock, cut = cuts[piece]
    yield from (text_cell(stock.id), number_text(stock.length_mm), number_text(cut.start_mm))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode()
