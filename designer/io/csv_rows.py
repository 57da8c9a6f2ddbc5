"""Rows of CSV files from anywhere: encodings of spreadsheets, and no more rows and cells than a list has."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from designer.core.errors import InputError
from designer.core.limits import CSV_BYTES, CSV_CELLS, CSV_ROWS
from designer.limited import limited_bytes

_SPLIT = "split it into smaller files"


def csv_text(path: Path, *, most_bytes: int = CSV_BYTES, most_rows: int = CSV_ROWS) -> str:
    """The text of a CSV file, in UTF-8 or what spreadsheets in the West write.

    Raises InputError, naming the file, where it cannot be read, is no text, or has too many lines or bytes.
    """
    data = limited_bytes(path, most_bytes, remedy=_SPLIT)
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > most_rows:
        what = f"it has {lines:,} lines; {most_rows:,} at most are read"
        raise InputError(what, where=str(path), remedy=_SPLIT)
    if b"\0" in data:
        raise InputError("it is no text", where=str(path), remedy="save it as CSV in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def csv_rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a text that are not empty, each with the number of its last line.

    Raises InputError, naming the line, for one that is no CSV or has more cells than any list.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if len(row) > CSV_CELLS:
                what = f"it has {len(row):,} cells; {CSV_CELLS} at most are read"
                raise InputError(what, where=f"line {reader.line_num}", remedy="choose another file")
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        what = f"it is no CSV ({error})"
        remedy = "save it as plain CSV again"
        raise InputError(what, where=f"line {reader.line_num}", remedy=remedy) from error


def filled_columns(row: Sequence[str]) -> int:
    """How many columns a row fills; spreadsheets write empty ones behind."""
    return max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)


def refuse_more_cells(row: Sequence[str], columns: int, line: int) -> None:
    """Raise InputError, naming the line, for a row that holds something beyond its columns.

    A comma of decimals parts a number in two, and what follows would be read in the wrong columns.
    """
    filled = filled_columns(row)
    if filled > columns:
        what = f"it has {filled} values, but there are only {columns} columns"
        remedy = "write decimals with a point, and texts with commas in quotes"
        raise InputError(what, where=f"line {line}", remedy=remedy)
