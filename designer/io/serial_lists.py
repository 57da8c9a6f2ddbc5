"""Lists of serial numbers read from CSV files and workbooks, by the titles of their columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from designer.core.errors import InputError
from designer.core.serials.entry import SerialEntry
from designer.io.csv_rows import csv_rows, csv_text
from designer.io.workbooks import workbook_rows

SUFFIXES = (".csv", ".txt", ".xlsx")

_INVERTER = ("inverter", "id", "inverter id")
_SERIAL = ("serial number", "serial", "serial no", "serial no.", "sn", "s/n", "seriennummer")
_GATEWAY = ("dtu serial number", "dtu", "gateway", "dtu serial")

_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""How spreadsheets write long numbers, with most digits lost."""

Rows = Iterable[tuple[int, Sequence[str]]]
"""With the numbers of their lines."""


def read_serial_list(file: Path) -> tuple[SerialEntry, ...]:
    """The lines of a CSV file or workbook that name an inverter.

    The first line with a column "Inverter" and one "Serial number" is the header; in a workbook the first
    sheet with such a line is read. Raises InputError with file, line and remedy for what cannot be used.
    """
    try:
        sheets = workbook_rows(file) if file.suffix.lower() == ".xlsx" else _csv(file)
        for rows in sheets:
            entries = _entries(rows)
            if entries is not None:
                return entries
    except InputError as problem:
        raise (problem if str(file) in problem.where else problem.within(str(file))) from problem
    remedy = 'give a line of titles with "Inverter" and "Serial number", as serials.csv has'
    raise InputError("it has no columns of inverters and serial numbers", where=str(file), remedy=remedy)


def _csv(file: Path) -> Iterator[Rows]:
    """Rows of a CSV file, by commas, semicolons and tabs."""
    text = csv_text(file)
    for mark in ",;\t":
        yield csv_rows(text, mark)


def _entries(rows: Rows) -> tuple[SerialEntry, ...] | None:
    """The lines below the header; None where there is no header."""
    columns: tuple[int, int, int | None] | None = None
    found = []
    for line, row in rows:
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
