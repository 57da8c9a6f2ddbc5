"""Sheets as an Excel workbook: real numbers, frozen header, filter, print area; no cell is ever a formula."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from designer.export.sheets import Cell, Sheet, one_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows that a sheet can have below its header."""

_WIDEST, _NARROWEST = 48, 7
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Written as the date of creation: the same content makes the same file."""


_LETTER, _A4 = 1, 9
"""Numbers of papers in a workbook."""


def xlsx_bytes(sheets: Sequence[Sheet], title: str, *, letter: bool = False) -> bytes:
    """A workbook with these sheets, to be printed on A4 or Letter; the same bytes for the same content.

    Text is written as text whatever it begins with, and marked so: it stays text when its cell is edited.
    ValueError for a sheet of more rows than Excel knows.
    """
    import xlsxwriter

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": one_line(title), "author": "Trunkline", "created": _LONG_AGO})
        formats = _Formats(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_paper(_LETTER if letter else _A4)
            _write(page, sheet, formats)
    return buffer.getvalue()


class _Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.header = book.add_format(
            {"bold": True, "bg_color": "#EFEFEF", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.text = book.add_format({"quote_prefix": True})
        self._numbers: dict[int, Any] = {}

    def number(self, digits: int) -> Any:
        """A number with so many digits behind the point; below 0 with as many as it has."""
        if digits not in self._numbers:
            pattern = "General" if digits < 0 else f"0.{'0' * digits}" if digits else "0"
            self._numbers[digits] = self._book.add_format({"num_format": pattern})
        return self._numbers[digits]


def _write(page: "Worksheet", sheet: Sheet, formats: _Formats) -> None:
    if len(sheet.rows) > MOST_ROWS:
        raise ValueError(f"{len(sheet.rows)} rows are more than a sheet of a workbook holds")
    for column, title in enumerate(sheet.titles):
        page.write_string(0, column, title, formats.header)
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _write_cell(page, (row, column), cell, sheet.digits[column], formats)
    last_row, last_column = max(len(sheet.rows), 1), len(sheet.titles) - 1
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last_row, last_column)
    page.set_landscape()
    page.repeat_rows(0)
    page.print_area(0, 0, last_row, last_column)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _write_cell(
    page: "Worksheet", place: tuple[int, int], cell: Cell, digits: int, formats: _Formats
) -> None:
    if isinstance(cell, str):
        text = one_line(cell)
        if text:
            page.write_string(*place, text, formats.text)
    elif cell is not None:
        page.write_number(*place, cell, formats.number(digits))


def _widths(sheet: Sheet) -> list[int]:
    """Columns as wide as their longest text, within limits; titles may wrap between words."""
    widths = []
    for column, title in enumerate(sheet.titles):
        words = max(map(len, title.split()), default=0)
        longest = max((len(_shown(row[column])) for row in sheet.rows), default=0)
        widths.append(min(max(words + 3, longest + 2, _NARROWEST), _WIDEST))
    return widths


def _shown(cell: Cell) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else f"{cell:.1f}"
