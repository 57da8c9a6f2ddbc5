"""Workbooks (XLSX) from anywhere as rows of texts, read by openpyxl once they are known to be small."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from designer.core.errors import InputError
from designer.core.limits import (
    WORKBOOK_BYTES,
    WORKBOOK_COLUMNS,
    WORKBOOK_ENTRIES,
    WORKBOOK_ROWS,
    WORKBOOK_SHEETS,
    WORKBOOK_SIGNS,
    WORKBOOK_UNPACKED,
)
from designer.io.archives import Archive
from designer.limited import limited_bytes

_LARGE = "save only the list as XLSX or CSV"
_BROKEN = "save it as XLSX or CSV anew"

Row = tuple[int, list[str]]
"""Number of the row in its sheet, and its cells."""


def workbook_rows(file: Path) -> Iterator[Iterator[Row]]:
    """The sheets of a workbook as rows of texts; rows without a text are left out.

    Raises InputError, naming the file, where it is none or would be too much.
    """
    data = limited_bytes(file, WORKBOOK_BYTES, remedy=_LARGE)
    try:
        _check(data)
        counted = _Counted()
        for page in _pages(data):
            yield counted.rows(page)
    except InputError as error:
        raise error.within(str(file)) from error


def _check(data: bytes) -> None:
    """InputError where the parts of a workbook are more than a list has."""
    archive = Archive(data, most_entries=WORKBOOK_ENTRIES, most_bytes=WORKBOOK_UNPACKED, remedy=_LARGE)
    signs = sheets = 0
    for name in archive.names:
        content = archive.content(name)
        signs += content.count(b"<")
        sheets += content.count(b"sheetId=")
    if signs > WORKBOOK_SIGNS:
        raise InputError("it holds more cells than a list of serial numbers", remedy=_LARGE)
    if sheets > WORKBOOK_SHEETS:
        raise InputError(f"it has {sheets:,} sheets", remedy=_LARGE)


def _pages(data: bytes) -> list[Any]:
    from openpyxl import load_workbook

    try:
        return list(load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets)
    except Exception as problem:  # whatever a broken archive makes the reader raise
        raise _unreadable() from problem


def _unreadable() -> InputError:
    return InputError("it is no workbook that can be read", remedy=_BROKEN)


class _Counted:
    """Rows of all sheets, up to a number: a row may say that millions of empty ones come before it."""

    def __init__(self) -> None:
        self._rows = 0

    def rows(self, page: Any) -> Iterator[Row]:
        """The rows of a sheet that hold something."""
        cells = page.iter_rows(max_row=WORKBOOK_ROWS, max_col=WORKBOOK_COLUMNS, values_only=True)
        number = 0
        while True:
            try:
                row = next(cells, None)
            except Exception as problem:  # as above, at any row
                raise _unreadable() from problem
            if row is None:
                return
            number += 1
            self._rows += 1
            if self._rows > WORKBOOK_ROWS:
                raise InputError(f"it has more than {WORKBOOK_ROWS:,} rows", remedy=_LARGE)
            if any(cell is not None for cell in row):
                yield number, [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """A cell as it is seen; a number that stands for a serial number has no fraction."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
