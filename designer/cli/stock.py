"""`trunkline stock`: the shelf of offcuts that all projects share."""

import json
from pathlib import Path

import click
import msgspec

from designer.cli.cut_input import read_length
from designer.core.errors import InputError
from designer.edit.figures import counted
from designer.io.booking import balance_text, book, change_shelf, offcuts_for, stock_file, take_back
from designer.io.stock_file import load_shelf


@click.group("stock")
def stock_group() -> None:
    """The shelf of offcuts that all projects share.

    It is a small file of your own: trunkline/stock.json in your configuration folder, or the file that the
    environment variable TRUNKLINE_STOCK names.
    """


@stock_group.command("list")
@click.option("--product", metavar="ID", help="Only pieces of this product.")
@click.option("--json", "as_json", is_flag=True, help="Print the pieces as JSON.")
def list_command(product: str | None, as_json: bool) -> None:
    """List what lies on the shelf."""
    from designer.cli.table import table

    pieces = [piece for piece in load_shelf(stock_file()).pieces if product in (None, piece.product)]
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(pieces), indent=2))
    elif not pieces:
        click.echo("The shelf is empty." if product is None else f"The shelf holds no {product}.")
    else:
        pieces.sort(key=lambda piece: (piece.product, -piece.length_mm))
        rows = [(piece.id, piece.product, f"{piece.length_mm:g}", piece.origin) for piece in pieces]
        click.echo(table(("Piece", "Product", "Length mm", "From"), rows))


@stock_group.command("add")
@click.argument("product", metavar="PRODUCT")
@click.argument("lengths", metavar="LENGTH…", nargs=-1, required=True)
@click.option("--from", "origin", default="", metavar="TEXT", help="Where they are from.")
def add_command(product: str, lengths: tuple[str, ...], origin: str) -> None:
    """Put pieces of PRODUCT, a rail or bulk cable of the catalogue, on the shelf."""
    from designer.core.model.trunk_family import TrunkProduct
    from designer.io.catalogs import load_catalog
    from designer.io.stock_file import with_pieces

    if isinstance(load_catalog().stock_product(product), TrunkProduct):
        remedy = "put rails or the family's bulk cable on it"
        raise InputError("the shelf holds no reels, which count in ports", where=product, remedy=remedy)
    measured = [read_length(text, text) for text in lengths]
    change_shelf(lambda shelf: with_pieces(shelf, product, measured, " ".join(origin.split())))
    click.echo(f"{counted(len(measured), 'piece')} of {product} put on the shelf.")


@stock_group.command("remove")
@click.argument("ids", metavar="PIECE…", nargs=-1, required=True)
def remove_command(ids: tuple[str, ...]) -> None:
    """Take pieces off the shelf by their names."""
    from designer.io.stock_file import without_pieces

    change_shelf(lambda shelf: without_pieces(shelf, ids))
    click.echo(f"{counted(len(set(ids)), 'piece')} taken off the shelf.")


@stock_group.command("use")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--not", "leave", is_flag=True, help="Plan without the shelf again.")
def use_command(file: Path, leave: bool) -> None:
    """Plan the project FILE with the offcuts on the shelf, which are cut before anything is bought."""
    from designer.edit.edits.offcuts import is_from_shelf, leave_offcuts, use_offcuts
    from designer.io.catalogs import load_catalog
    from designer.io.project import load_project, save_project

    design = load_project(file)
    changed = leave_offcuts(design) if leave else use_offcuts(design, load_catalog(), offcuts_for(file))
    if changed != design:
        save_project(changed, file)
    count = sum(is_from_shelf(offcut) for offcut in changed.offcuts)
    click.echo(f"{file} is planned with {counted(count, 'piece')} from the shelf.")


@stock_group.command("book")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--undo", is_flag=True, help="Take the booking of this project back.")
def book_command(file: Path, undo: bool) -> None:
    """Book the project FILE: what it cuts leaves the shelf, what is left of its bars goes on it.

    Booking a project again first takes back what was booked for it before.
    """
    if undo:
        take_back(file)
        click.echo(f"The booking of {file} is taken back.")
        return
    from designer.cli.loading import planned

    work = planned(file)
    click.echo(balance_text(book(file, work.design.name, work.plan)))
