"""`trunkline cut`: the cutting engine alone, for any list of pieces."""

import csv
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from designer.core.errors import InputError
from designer.core.units import TOLERANCE_MM, parse_length

if TYPE_CHECKING:
    from designer.core.cutting.model import CutBar, CuttingPlan, Offcut, Piece, Stock

TIME_LIMIT_S = 30.0
"""After this the best plan so far is printed, with its bound."""


@click.command("cut")
@click.argument("pieces", type=click.Path(path_type=Path))
@click.option(
    "--stock",
    "stock_texts",
    multiple=True,
    required=True,
    metavar="LENGTH[:COUNT[:PRICE]]",
    help="A stock length, how many there are (empty: any number) and the price of one. Repeatable.",
)
@click.option(
    "--offcut", "offcut_texts", multiple=True, metavar="LENGTH", help="A bar on the shelf. Repeatable."
)
@click.option("--kerf", default="0", show_default=True, metavar="LENGTH", help="Width of the saw cut.")
@click.option(
    "--trim", default="0", show_default=True, metavar="LENGTH", help="Loss at each end of a new bar."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def cut_command(
    pieces: Path,
    stock_texts: tuple[str, ...],
    offcut_texts: tuple[str, ...],
    kerf: str,
    trim: str,
    as_json: bool,
) -> None:
    """Cut the pieces of PIECES, a CSV file with the columns length_mm, quantity and optionally name.

    A stock without a price costs its length in mm. Lengths may be typed like 3650, 3.65m or 12'.
    """
    from designer.core.cutting.engine import solve
    from designer.core.cutting.model import CuttingOptions

    wanted = read_pieces(pieces)
    stocks = [_stock(text) for text in stock_texts]
    offcuts = [_offcut(number, text) for number, text in enumerate(offcut_texts, start=1)]
    options = CuttingOptions(
        kerf_mm=_length("--kerf", kerf, least_mm=0.0),
        end_trim_mm=_length("--trim", trim, least_mm=0.0),
        time_limit_s=TIME_LIMIT_S,
    )
    started = time.perf_counter()
    plan = solve(
        wanted, stocks, offcuts, options, cancelled=lambda: time.perf_counter() - started > TIME_LIMIT_S
    )
    seconds = time.perf_counter() - started
    _refuse_unfit(plan, pieces)
    click.echo(json.dumps(_as_json(plan, seconds), indent=2) if as_json else _as_text(plan))


def read_pieces(path: Path) -> "list[Piece]":
    """The pieces of a CSV file; InputError naming file, line and remedy where it cannot be used."""
    from designer.core.cutting.model import Piece

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            "there is no such file", where=str(path), remedy="check its name and folder"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"it cannot be read as text ({type(error).__name__})",
            where=str(path),
            remedy="give a CSV file in UTF-8",
        ) from None
    rows = csv.DictReader(text.splitlines())
    if not {"length_mm", "quantity"} <= set(rows.fieldnames or ()):
        raise InputError(
            "its first line is not the header",
            where=f"{path}: line 1",
            remedy="begin with length_mm,quantity[,name]",
        )
    found = [
        Piece(
            name=(row.get("name") or "").strip() or f"P{number}",
            length_mm=_length(f"{path}: line {line}", row["length_mm"] or ""),
            quantity=_quantity(f"{path}: line {line}", row["quantity"] or ""),
        )
        for number, (line, row) in enumerate(_numbered(path, rows), start=1)
    ]
    _refuse_counts(path, found)
    return found


def _numbered(path: Path, rows: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise InputError(
            f"it is no CSV file ({error})",
            where=f"{path}: line {rows.line_num + 1}",
            remedy="save it as plain CSV, separated by commas",
        ) from None


def _refuse_counts(path: Path, pieces: "Sequence[Piece]") -> None:
    from designer.core.cutting.problem import MOST_PIECES

    total = sum(piece.quantity for piece in pieces)
    if not total:
        raise InputError("it lists no pieces", where=str(path), remedy="add a line per length")
    if total > MOST_PIECES:
        raise InputError(
            f"it lists {total} pieces", where=str(path), remedy=f"cut at most {MOST_PIECES} at a time"
        )


def _length(where: str, text: str, *, least_mm: float = TOLERANCE_MM) -> float:
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
    if len(digits.lstrip("0")) > len(str(MOST_PIECES)) or int(digits) > MOST_PIECES:
        raise InputError(
            f"the quantity {digits} is too great", where=where, remedy=f"give at most {MOST_PIECES}"
        )
    return int(digits)


def _stock(text: str) -> "Stock":
    from designer.core.cutting.model import Stock

    parts = text.split(":")
    where = f"--stock {text}"
    if len(parts) > 3:
        raise InputError("it has too many parts", where=where, remedy="write LENGTH[:COUNT[:PRICE]]")
    parts += [""] * (3 - len(parts))
    length = _length(where, parts[0])
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


def _offcut(number: int, text: str) -> "Offcut":
    from designer.core.cutting.model import Offcut

    length = _length(f"--offcut {text}", text)
    return Offcut(name=f"offcut {number} ({length:g})", length_mm=length)


def _refuse_unfit(plan: "CuttingPlan", path: Path) -> None:
    if plan.unplaced:
        piece = plan.unplaced[0]
        raise InputError(
            f"piece {piece.name} of {piece.length_mm:g} mm fits in no stock that is left",
            where=str(path),
            remedy="add a longer --stock or more of it",
        )


def _as_json(plan: "CuttingPlan", seconds: float) -> dict[str, Any]:
    return {
        "stocks_used": plan.stocks_used,
        "bound": plan.bound,
        "cost": plan.cost,
        "proven": plan.proven,
        "seconds": round(seconds, 4),
        "patterns": [
            {
                "stock": bar.stock,
                "offcut": bar.is_offcut,
                "length_mm": bar.length_mm,
                "count": count,
                "pieces": [
                    {"name": cut.piece, "length_mm": cut.length_mm, "start_mm": cut.start_mm}
                    for cut in bar.cuts
                ],
                "remnant_mm": bar.remnant_mm,
            }
            for bar, count in _patterns(plan)
        ],
        "unplaced": [],
    }


def _patterns(plan: "CuttingPlan") -> "list[tuple[CutBar, int]]":
    """Bars that are cut alike, pieces of the same names included, with how many there are."""
    first: dict[tuple[object, ...], CutBar] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for bar in plan.bars:
        key = (bar.stock, bar.is_offcut, bar.cuts)
        first.setdefault(key, bar)
        counts[key] += 1
    return [(bar, counts[key]) for key, bar in first.items()]


def _as_text(plan: "CuttingPlan") -> str:
    from designer.cli.table import table

    rows = [
        (
            str(count),
            bar.stock,
            "  ".join(f"{cut.piece} {cut.length_mm:g}" for cut in bar.cuts),
            f"{bar.remnant_mm:g}",
        )
        for bar, count in _patterns(plan)
    ]
    quality = "proven least cost" if plan.proven else f"at least {plan.bound:g} is needed"
    total = f"{plan.stocks_used} bars, cost {plan.cost:g}, {quality}"
    return f"{table(('Bars', 'Stock', 'Pieces', 'Remnant mm'), rows)}\n\n{total}"
