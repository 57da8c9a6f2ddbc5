"""Lists of serial numbers read from CSV files and workbooks, by the titles of their columns."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from designer.core.errors import InputError
from designer.core.serials.entry import SerialEntry

MOST_BYTES = 16 * 1024 * 1024
MOST_ROWS = 100_000
SUFFIXES = (".csv", ".txt", ".xlsx")

_INVERTER = ("inverter", "id", "inverter id")
_SERIAL = ("serial number", "serial", "serial no", "serial no.", "sn", "s/n", "seriennummer")
_GATEWAY = ("dtu serial number", "dtu", "gateway", "dtu serial")

_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""How spreadsheets write long numbers, with most digits lost."""

Rows = Iterable[Sequence[str]]


def read_serial_list(file: Path) -> tuple[SerialEntry, ...]:
    """The lines of a CSV file or workbook that name an inverter.

    The first line with a column "Inverter" and one "Serial number" is the header; in a workbook the first
    sheet with such a line is read. Raises InputError with file, line and remedy for what cannot be used.
    """
    try:
        sheets = _workbook(file) if file.suffix.lower() == ".xlsx" else _csv(_bytes(file))
        for rows in sheets:
            entries = _entries(rows)
            if entries is not None:
                return entries
    except InputError as problem:
        raise problem.within(str(file)) from problem
    remedy = 'give a line of titles with "Inverter" and "Serial number", as serials.csv has'
    raise InputError("it has no columns of inverters and serial numbers", where=str(file), remedy=remedy)


def _bytes(file: Path) -> bytes:
    """The content of a file. InputError where it cannot be read or is no list of a project."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputError("it is larger than 16 MB", remedy="choose a list of serial numbers")
        return file.read_bytes()
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise InputError(f"it cannot be read ({reason})", remedy="choose another file") from problem


def _csv(data: bytes) -> Iterator[Rows]:
    """Rows of a CSV file, in UTF-8 or what spreadsheets in the West write; by commas, semicolons and tabs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = text.splitlines()
    for mark in ",;\t":
        try:
            yield list(csv.reader(lines, delimiter=mark))
        except csv.Error as problem:
            raise InputError(f"it is no CSV file ({problem})", remedy="save it as CSV anew") from problem


def _workbook(file: Path) -> Iterator[Rows]:
    """The sheets of a workbook as rows of texts."""
    from io import BytesIO

    from openpyxl import load_workbook

    data = _bytes(file)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [
            [[_text(cell) for cell in row] for row in page.iter_rows(max_row=MOST_ROWS, values_only=True)]
            for page in book.worksheets
        ]
    except Exception as problem:  # whatever a broken archive makes the reader raise
        raise InputError(
            "it is no workbook that can be read", remedy="save it as XLSX or CSV anew"
        ) from problem
    yield from sheets


def _text(cell: Any) -> str:
    """A cell as it is seen; a number that stands for a serial number has no fraction."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _entries(rows: Rows) -> tuple[SerialEntry, ...] | None:
    """The lines below the header; None where there is no header."""
    columns: tuple[int, int, int | None] | None = None
    found = []
    for line, row in enumerate(rows, start=1):
        if columns is None:
            columns = _columns(row)
        elif entry := _entry(line, row, columns):
            found.append(entry)
    return tuple(found) if columns else None


def _columns(row: Sequence[str]) -> tuple[int, int, int | None] | None:
    titles = [cell.strip().casefold() for cell in row]
    inverter, serial, gateway = (_first(titles, names) for names in (_INVERTER, _SERIAL, _GATEWAY))
    return None if inverter is None or serial is None else (inverter, serial, gateway)


def _first(titles: Sequence[str], names: Sequence[str]) -> int | None:
    return next((titles.index(name) for name in names if name in titles), None)


def _entry(line: int, row: Sequence[str], columns: tuple[int, int, int | None]) -> SerialEntry | None:
    inverter, serial = _cell(row, columns[0]), _cell(row, columns[1])
    gateway = None if columns[2] is None else _cell(row, columns[2])
    if not inverter:
        return None
    rounded = next((text for text in (serial, gateway or "") if _ROUNDED.fullmatch(text)), "")
    if rounded:
        what = f"a spreadsheet has rounded the number of {inverter} to {rounded}"
        remedy = "format the column as text before the numbers are entered"
        return SerialEntry(line, inverter, serial, gateway, what, remedy)
    return SerialEntry(line, inverter, serial, gateway)


def _cell(row: Sequence[str], column: int) -> str:
    """A cell without the apostrophe that keeps it text."""
    return row[column].strip().removeprefix("'").strip() if column < len(row) else ""
