"""The sheets of the report in their order; drawn, numbered and framed as those of the set."""

from collections.abc import Iterable

from designer.drawing.model import Block, PaperSheet
from designer.drawing.report.assumptions import assumption_tables
from designer.drawing.report.figures import branch_table, gateway_table, serial_table
from designer.drawing.report.rise_plots import rise_sheets
from designer.drawing.sheets.book import bound
from designer.drawing.sheets.context import Context, Draft
from designer.drawing.sheets.flow import wide_tables
from designer.drawing.sheets.module_plan import module_sheets
from designer.drawing.sheets.notes import finding_table
from designer.drawing.sheets.site_plan import site_sheets
from designer.drawing.sheets.trunk_plan import trunk_views

TITLE = "Report"


def report_book(context: Context) -> tuple[tuple[PaperSheet, ...], Block]:
    """All sheets of the report, and the title block that they refer to."""
    return bound(context, _parts(context), cover=TITLE)


def _parts(context: Context) -> Iterable[list[Draft]]:
    if context.faces:
        yield site_sheets(context)
        yield module_sheets(context)
        yield trunk_views(context)
    frame = context.frame
    yield wide_tables(frame, "Branches", [branch_table(context)])
    yield rise_sheets(context)
    yield wide_tables(frame, "Serial numbers", [gateway_table(context), serial_table(context)])
    yield wide_tables(frame, "Findings and approvals", [finding_table(context)])
    yield wide_tables(frame, "Assumptions and sources", assumption_tables(context))
