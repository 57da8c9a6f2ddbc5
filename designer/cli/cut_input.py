"""What `trunkline cut` reads: the list of pieces, and stock, offcuts and lengths typed as options."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from designer.core.errors import InputError
from designer.core.units import TOLERANCE_MM, parse_length
from designer.io.csv_rows import csv_rows, csv_text, filled_columns, refuse_more_cells

if TYPE_CHECKING:
    from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock


class CutTask(Struct, frozen=True, kw_only=True):
    """All that is to be cut, and from what; `least_mm` is the shortest segment where runs may be spliced."""

    pieces: "tuple[Piece, ...]"
    stocks: "tuple[Stock, ...]"
    offcuts: "tuple[Offcut, ...]"
    options: "CuttingOptions"
    least_mm: float | None = None


def read_pieces(path: Path) -> "list[Piece]":
    """The pieces of a CSV file; InputError naming file, line and remedy where it cannot be used."""
    from designer.core.cutting.model import Piece

    rows = _rows(path)
    _, header = next(rows, (1, []))
    if not {"length_mm", "quantity"} <= set(header):
        raise InputError(
            "its first line is not the header",
            where=f"{path}: line 1",
            remedy="begin with length_mm,quantity[,name]",
        )
    twice = next((name for name in ("length_mm", "quantity") if header.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            f"it has two columns '{twice}'", where=f"{path}: line 1", remedy="leave the one that counts"
        )
    named = ((line, dict(zip(header, row, strict=False))) for line, row in rows)
    found = [
        Piece(
            name=row.get("name", "").strip() or f"P{number}",
            length_mm=read_length(f"{path}: line {line}", row.get("length_mm", "")),
            quantity=_quantity(f"{path}: line {line}", row.get("quantity", "")),
        )
        for number, (line, row) in enumerate(named, start=1)
    ]
    _refuse_counts(path, found)
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = csv_text(path)
    columns = 0
    try:
        for line, row in csv_rows(text):
            columns = columns or filled_columns(row)
            refuse_more_cells(row, columns, line)
            yield line, row
    except InputError as error:
        raise error.within(str(path)) from None


def _refuse_counts(path: Path, pieces: "Sequence[Piece]") -> None:
    from designer.core.cutting.problem import MOST_PIECES

    total = sum(piece.quantity for piece in pieces)
    if not total:
        raise InputError("it lists no pieces", where=str(path), remedy="add a line per length")
    if total > MOST_PIECES:
        raise InputError(
            f"it lists {total} pieces", where=str(path), remedy=f"cut at most {MOST_PIECES} at a time"
        )


def read_length(where: str, text: str, *, least_mm: float = TOLERANCE_MM) -> float:
    """A typed length in mm; InputError that names `where` for one that is none or out of range."""
    from designer.core.cutting.problem import LONGEST_MM

    try:
        value = parse_length(text)
    except ValueError as error:
        raise InputError(str(error), where=where) from None
    if not least_mm <= value <= LONGEST_MM:
        raise InputError(
            f"the length is {value:g} mm",
            where=where,
            remedy=f"give a length from {least_mm:g} to {LONGEST_MM:.0f} mm",
        )
    return value


def _quantity(where: str, text: str) -> int:
    from designer.core.cutting.problem import MOST_PIECES

    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        raise InputError(
            f"the quantity '{text}' is not a whole number", where=where, remedy="write 0, 1, 2 …"
        )
    if len(digits.lstrip("0")) > len(str(MOST_PIECES)) or int(digits.lstrip("0") or "0") > MOST_PIECES:
        raise InputError(
            f"the quantity {digits} is too great", where=where, remedy=f"give at most {MOST_PIECES}"
        )
    return int(digits.lstrip("0") or "0")


def read_stock(text: str) -> "Stock":
    """A stock typed as LENGTH[:COUNT[:PRICE]]."""
    from designer.core.cutting.model import Stock

    parts = text.split(":")
    where = f"--stock {text}"
    if len(parts) > 3:
        raise InputError("it has too many parts", where=where, remedy="write LENGTH[:COUNT[:PRICE]]")
    parts += [""] * (3 - len(parts))
    length = read_length(where, parts[0])
    return Stock(
        name=f"{length:g}",
        length_mm=length,
        count=_quantity(where, parts[1]) if parts[1].strip() else None,
        price=_price(where, parts[2]) if parts[2].strip() else None,
    )


def _price(where: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0 <= value < 1e12:
        raise InputError(
            f"the price '{text}' is not usable", where=where, remedy="give a number of 0 or more"
        )
    return value


def read_offcut(number: int, text: str) -> "Offcut":
    """An offcut by its length, named by its place among those that were typed."""
    from designer.core.cutting.model import Offcut

    length = read_length(f"--offcut {text}", text)
    return Offcut(name=f"offcut {number} ({length:g})", length_mm=length)
