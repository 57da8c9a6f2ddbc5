"""Rows of a table as text for the clipboard."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from designer.export.csv_lists import text_cell
from designer.gui.tables.column import Column

R = TypeVar("R")


def tab_separated(columns: Sequence[Column[R]], rows: Iterable[R]) -> str:
    """Titles and rows, cells apart by tabs; no spreadsheet takes a text among them for a formula."""
    lines = ["\t".join(column.title for column in columns)]
    lines += ["\t".join(_cell(column, row) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(column: Column[R], row: R) -> str:
    text = column.text(row)
    return text if column.right else text_cell(text)
