"""Plain tables for the terminal: columns as wide as their widest cell, numbers to the right."""

from collections.abc import Sequence

_GAP = "  "


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as text; every row has as many cells as the header. Figures are set flush right."""
    columns = list(zip(header, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    to_right = [bool(rows) and all(_is_figure(cell) for cell in column[1:]) for column in columns]
    lines = (header, ["-" * width for width in widths], *rows)
    return "\n".join(_line(cells, widths, to_right) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int], to_right: Sequence[bool]) -> str:
    set_cells = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, to_right, strict=True)
    )
    return _GAP.join(set_cells).rstrip()


def _is_figure(cell: str) -> bool:
    return not cell or (cell[0].isdigit() and ":" not in cell) or cell in {"-", "–"}
