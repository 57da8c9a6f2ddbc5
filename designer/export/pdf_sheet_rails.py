"""Cut list of the rails, row by row, for whoever stands at the saw."""

from reportlab.platypus import Flowable

from designer.core.model.plan import RailBar, RailRun
from designer.drawing.directory import Directory
from designer.drawing.torques import length_text
from designer.export.pdf_sheet_style import CHAPTER, Column, data_table, paragraph


def rail_cut_list(directory: Directory) -> list[Flowable]:
    """Every rail bar with its length and the stock it is cut from; nothing for a plan without rails."""
    rails = sorted(directory.plan.rails, key=lambda rail: (rail.surface, _row(directory, rail), rail.line))
    if not rails:
        return []
    columns = (
        Column("Bar", 26),
        Column("Surface, row", 34),
        Column("Rail run", 24),
        Column("Product", 26),
        Column("Cut to, mm", 18, "right"),
        Column("Cut from", 20),
        Column("Stock, mm", 15, "right"),
        Column("At, mm", 13, "right"),
    )
    rows = [_bar_row(directory, rail, bar) for rail in rails for bar in rail.bars]
    return [paragraph("Rails to cut", CHAPTER), data_table(columns, rows, ticked=True)]


def _row(directory: Directory, rail: RailRun) -> int:
    return directory.row_number(rail.row_id)


def _rows(directory: Directory, rail: RailRun) -> str:
    """The rows that lie on a rail, in words."""
    numbers = sorted({directory.row_number(line.row_id) for line in rail.lines})
    *first, last = (str(number) for number in numbers)
    return f"rows {', '.join(first)} and {last}" if first else f"row {last}"


def _bar_row(directory: Directory, rail: RailRun, bar: RailBar) -> tuple[str, ...]:
    stock, cut = directory.stock_of.get(bar.piece, (None, None))
    source = "" if stock is None else (stock.id if stock.new else f"{stock.id}, from the shelf")
    return (
        bar.piece,
        f"{directory.surface_name(rail.surface)}, {_rows(directory, rail)}",
        rail.id,
        rail.product,
        length_text(bar.length_mm),
        source,
        "" if stock is None else length_text(stock.length_mm),
        "" if cut is None else length_text(cut.start_mm),
    )
