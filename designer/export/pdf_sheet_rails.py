"""Cut list of the rails, row by row, for whoever stands at the saw."""

from reportlab.platypus import Flowable

from designer.core.model.plan import RailBar, RailRun
from designer.drawing.directory import Directory
from designer.drawing.tape import Tape
from designer.export.pdf_sheet_style import CHAPTER, Column, data_table, paragraph


def rail_cut_list(directory: Directory, tape: Tape) -> list[Flowable]:
    """Every rail bar with its length and the stock it is cut from; nothing for a plan without rails."""
    rails = sorted(directory.plan.rails, key=lambda rail: (rail.surface, _row(directory, rail), rail.line))
    if not rails:
        return []
    columns = (
        Column("Bar", 24),
        Column("Surface, row", 29),
        Column("Rail run", 21),
        Column("Product", 23),
        Column(tape.head("Cut to"), 21, "right"),
        Column("Cut from", 20),
        Column(tape.head("Stock"), 19, "right"),
        Column(tape.head("At"), 19, "right"),
    )
    rows = [_bar_row(directory, rail, bar, tape) for rail in rails for bar in rail.bars]
    return [paragraph("Rails to cut", CHAPTER), data_table(columns, rows, ticked=True)]


def _row(directory: Directory, rail: RailRun) -> int:
    return directory.row_number(rail.row_id)


def _rows(directory: Directory, rail: RailRun) -> str:
    """The rows that lie on a rail, in words."""
    numbers = sorted({directory.row_number(line.row_id) for line in rail.lines})
    *first, last = (str(number) for number in numbers)
    return f"rows {', '.join(first)} and {last}" if first else f"row {last}"


def _bar_row(directory: Directory, rail: RailRun, bar: RailBar, tape: Tape) -> tuple[str, ...]:
    stock, cut = directory.stock_of.get(bar.piece, (None, None))
    source = "" if stock is None else (stock.id if stock.new else f"{stock.id}, from the shelf")
    return (
        bar.piece,
        f"{directory.surface_name(rail.surface)}, {_rows(directory, rail)}",
        rail.id,
        rail.product,
        tape.text(bar.length_mm),
        source,
        "" if stock is None else tape.text(stock.length_mm),
        "" if cut is None else tape.text(cut.start_mm),
    )
