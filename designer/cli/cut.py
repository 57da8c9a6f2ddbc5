"""`trunkline cut`: the cutting engine alone, for any list of pieces."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from designer.cli.cut_input import CutTask, read_length, read_offcut, read_pieces, read_stock
from designer.core.errors import InputError

if TYPE_CHECKING:
    from designer.core.cutting.model import CuttingOptions, CuttingPlan, Offcut
    from designer.core.splicing.model import SplicedPlan

SUFFIXES = (".csv", ".xlsx", ".pdf")
"""Kinds of files that a cut plan comes in."""

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
@click.option(
    "--shelf", metavar="PRODUCT", help="Use the pieces of PRODUCT on your shelf, see `trunkline stock`."
)
@click.option("--kerf", default="0", show_default=True, metavar="LENGTH", help="Width of the saw cut.")
@click.option(
    "--trim", default="0", show_default=True, metavar="LENGTH", help="Loss at each end of a new bar."
)
@click.option(
    "--keep", default="0", show_default=True, metavar="LENGTH", help="Shortest remnant worth keeping."
)
@click.option(
    "--splice",
    metavar="MIN_PIECE_MM",
    help="Build pieces that are longer than the stock of segments, none shorter than this.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Write the cut plan to a .csv, .xlsx or .pdf file. Repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def cut_command(
    pieces: Path,
    stock_texts: tuple[str, ...],
    offcut_texts: tuple[str, ...],
    shelf: str | None,
    splice: str | None,
    outputs: tuple[Path, ...],
    as_json: bool,
    **lengths: str,
) -> None:
    """Cut the pieces of PIECES, a CSV file with the columns length_mm, quantity and optionally name.

    A stock without a price costs its length in mm. Lengths may be typed like 3650, 3.65m or 12'.
    """
    from designer.cli import cut_report

    _check_outputs(outputs, pieces)
    task = CutTask(
        pieces=tuple(read_pieces(pieces)),
        stocks=tuple(read_stock(text) for text in stock_texts),
        offcuts=(
            *(read_offcut(number, text) for number, text in enumerate(offcut_texts, start=1)),
            *_on_shelf(shelf),
        ),
        options=_options(lengths),
        least_mm=None if splice is None else read_length("--splice", splice, least_mm=0.0),
    )
    started = time.perf_counter()
    plan = _solved(task, lambda: time.perf_counter() - started > TIME_LIMIT_S)
    seconds = time.perf_counter() - started
    _refuse_unfit(plan, pieces, task)
    _write(plan, outputs, pieces.stem)
    if as_json:
        click.echo(json.dumps(cut_report.as_json(plan, seconds), indent=2))
    else:
        click.echo(cut_report.as_text(plan))


def _on_shelf(product: str | None) -> "list[Offcut]":
    if product is None:
        return []
    from designer.core.cutting.model import Offcut
    from designer.io.booking import stock_file
    from designer.io.stock_file import load_shelf

    pieces = load_shelf(stock_file()).pieces
    return [Offcut(name=piece.id, length_mm=piece.length_mm) for piece in pieces if piece.product == product]


def _options(lengths: Mapping[str, str]) -> "CuttingOptions":
    from designer.core.cutting.model import CuttingOptions

    read = {name: read_length(f"--{name}", text, least_mm=0.0) for name, text in lengths.items()}
    return CuttingOptions(
        kerf_mm=read["kerf"],
        end_trim_mm=read["trim"],
        least_remnant_mm=read["keep"],
        time_limit_s=TIME_LIMIT_S,
    )


def _solved(task: CutTask, is_late: Callable[[], bool]) -> "CuttingPlan | SplicedPlan":
    if task.least_mm is None:
        from designer.core.cutting.engine import solve

        return solve(task.pieces, task.stocks, task.offcuts, task.options, is_late)
    from designer.core.splicing.engine import solve_spliced

    return solve_spliced(task.pieces, task.stocks, task.offcuts, task.options, task.least_mm, is_late)


def _check_outputs(outputs: Sequence[Path], pieces: Path) -> None:
    """InputError for a file of another kind, or the list itself."""
    for path in outputs:
        if path.suffix.lower() not in SUFFIXES:
            remedy = f"let its name end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
            raise InputError(
                "it is no kind of file that a cut plan comes in", where=f"-o {path}", remedy=remedy
            )
        if path.exists() and pieces.exists() and path.samefile(pieces):
            raise InputError("it is the file that is read", where=f"-o {path}", remedy="choose another name")


def _write(plan: "CuttingPlan | SplicedPlan", outputs: Sequence[Path], title: str) -> None:
    if not outputs:
        return
    from designer.core.splicing.model import SplicedPlan
    from designer.export.cut_papers import plain_cut_plan
    from designer.io.atomic import write_bytes_atomically

    cutting = plan.cutting if isinstance(plan, SplicedPlan) else plan
    for path in outputs:
        write_bytes_atomically(path, plain_cut_plan(cutting, title, path.suffix.lower()))
        click.echo(path, err=True)  # what is printed is the plan itself


def _refuse_unfit(plan: "CuttingPlan | SplicedPlan", path: Path, task: CutTask) -> None:
    """InputError where a piece is left out, naming it."""
    from designer.core.splicing.model import SplicedPlan

    unplaced = (plan.cutting if isinstance(plan, SplicedPlan) else plan).unplaced
    if not unplaced:
        return
    piece = f"piece {unplaced[0].name} of {unplaced[0].length_mm:g} mm"
    if task.least_mm is None:
        remedy = "add a longer --stock or more of it, or let long pieces be spliced with --splice"
        raise InputError(f"{piece} fits in no stock that is left", where=str(path), remedy=remedy)
    remedy = "add a longer --stock or more of it, or allow shorter segments with --splice"
    raise InputError(f"{piece} cannot be made of the stock that is left", where=str(path), remedy=remedy)
