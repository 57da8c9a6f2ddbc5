"""The parts list."""

from designer.drawing.sheets.context import Context, Draft
from designer.drawing.sheets.flow import wide_tables
from designer.drawing.sheets.table import Column, Table

TITLE = "Parts list"


def parts_sheets(context: Context) -> list[Draft]:
    """All parts with their quantities, over as many sheets as they need."""
    rows = tuple(
        (str(number), line.item, line.product, line.description, f"{line.quantity:g}", line.unit)
        for number, line in enumerate(context.directory.plan.bom, start=1)
    )
    columns = (
        Column("Pos.", 9, number=True),
        Column("Item", 32),
        Column("Product", 56),
        Column("Description", 130, wrapped=True),
        Column("Quantity", 16, number=True),
        Column("Unit", 12),
    )
    return wide_tables(context.frame, TITLE, [Table(title=TITLE, columns=columns, rows=rows, text_mm=2.2)])
