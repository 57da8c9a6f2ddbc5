"""`trunkline catalog`: look into the catalogue and add to it."""

from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from designer.core.errors import CatalogError
from designer.core.model.catalog import Catalog, Inverter, Module, Region
from designer.core.model.lookup import find
from designer.core.model.rail_system import RailSystem
from designer.core.model.setback_preset import SetbackPreset
from designer.core.model.trunk_family import TrunkFamily
from designer.edit.figures import counted
from designer.io.catalog_figures import Figure, figures_of, parts_of
from designer.io.catalogs import FOLDER_VARIABLE, catalog_files, default_user_folder, load_catalog
from designer.io.cec import import_cec

KINDS = ("modules", "inverters", "families", "rails", "regions", "setbacks")

NAME_WIDTH = 30
VALUE_WIDTH = 16


@click.group("catalog")
def catalog_group() -> None:
    """Look into the catalogue and add to it.

    A folder of your own adds to the bundled catalogue and overrides it by id: the folder trunkline/catalog of
    your configuration, or the one that the environment variable TRUNKLINE_CATALOG names.
    """


@catalog_group.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only products of this kind.")
@click.option(
    "--search", metavar="TEXT", default="", help="Only products whose id or name holds these words."
)
def list_command(kind: str | None, search: str) -> None:
    """List the products by kind, one a line: id, name, main figures."""
    catalog = load_catalog()
    words = search.casefold().split()
    found = 0
    for group in (kind,) if kind else KINDS:
        lines = [line for product in getattr(catalog, group) if (line := _line(product, words))]
        found += len(lines)
        if lines:
            click.echo(f"{group} ({len(lines)})")
            click.echo("\n".join(lines))
    if not found:
        click.echo(f"Nothing in the catalogue matches '{search}'.")


def _line(product: Any, words: list[str]) -> str:
    """The product's line; empty where a word is missing in it."""
    named = isinstance(product, TrunkFamily | Region | SetbackPreset)
    name = product.name if named else f"{product.maker} {product.model}"
    text = f"{product.id} {name}".casefold()
    if not all(word in text for word in words):
        return ""
    return f"  {product.id:<42} {name:<46} {_main_figures(product)}".rstrip()


def _main_figures(product: object) -> str:
    match product:
        case Module():
            text = f"{product.power_w:g} W  {product.length_mm:g} × {product.width_mm:g} mm"
        case Inverter():
            text = f"{product.power_va:g} VA  {product.inputs} in  {' '.join(product.families)}"
        case TrunkFamily():
            pitches = sorted({one.pitch_mm for one in product.products})
            text = ", ".join(f"{pitch / 1000:g} m" for pitch in pitches)
        case RailSystem():
            text = f"bars {', '.join(f'{bar.length_mm:g}' for bar in product.stock)} mm"
        case Region():
            text = f"{product.voltage_v:g} V  {' '.join(product.phases)}"
        case SetbackPreset():
            text = ", ".join(f"{edge} {setback:g} mm" for edge, setback in product.setbacks_mm.items())
        case _:
            text = ""
    return text


@catalog_group.command("show")
@click.argument("product_id", metavar="ID")
def show_command(product_id: str) -> None:
    """Show every figure of a product with its source and whether it was verified.

    ID is a product's id from the list, the id of a trunk cable or a part, or the word assumptions.
    """
    entry = _entry(load_catalog(), product_id)
    rows: list[Figure] = []
    for part in (entry, *parts_of(entry)):
        own = figures_of(part)
        rows += own
        click.echo(f"{_title(part)}\n" + "\n".join(_text(row) for row in own) + "\n")
    click.echo(_summary(rows))


def _entry(catalog: Catalog, product_id: str) -> Any:
    """What has this id. CatalogError with the nearest names when there is nothing."""
    if product_id == "assumptions":
        return catalog.assumptions
    groups = [getattr(catalog, kind) for kind in KINDS]
    groups += [parts_of(family) for family in catalog.families]
    return find(chain.from_iterable(groups), product_id, "product")


def _title(entry: Any) -> str:
    """The entry's id, its names and its note: what is no figure."""
    words = [getattr(entry, name, "") for name in ("maker", "model", "name", "description")]
    lines = [f"{getattr(entry, 'id', 'assumptions')}  {' '.join(word for word in words if word)}".rstrip()]
    note = getattr(entry, "note", "")
    return "\n".join([*lines, f"  note: {note}"] if note else lines)


def _text(row: Figure) -> str:
    verified = "-" if row.source is None else "yes" if row.source.verified else "no"
    source = "no source gives it" if row.source is None else row.source.text
    return f"  {row.name:<{NAME_WIDTH}} {row.value:<{VALUE_WIDTH}} verified: {verified:<4} {source}"


def _summary(rows: list[Figure]) -> str:
    unverified = sum(1 for row in rows if row.source is not None and not row.source.verified)
    unknown = sum(1 for row in rows if row.source is None)
    text = f"{len(rows)} figures, {unverified} not verified"
    if unknown:
        text += f", {unknown} not known (see `trunkline catalog show assumptions`)"
    return f"{text}."


@catalog_group.command("path")
def path_command() -> None:
    """Say where the folder of your own is, and which files are read from it."""
    folder = _own_folder(f"name a folder in {FOLDER_VARIABLE}")
    click.echo(str(folder))
    if not folder.is_dir():
        click.echo("  There is no such folder: the bundled catalogue is used as it is.")
        return
    found = catalog_files(folder)
    for file in found:
        click.echo(f"  {file.name}")
    if not found:
        click.echo("  No catalogue file lies there: the bundled catalogue is used as it is.")


def _own_folder(remedy: str) -> Path:
    """The person's own catalogue folder, whether it exists or not."""
    folder = default_user_folder()
    if folder is None:
        raise CatalogError("there is no home folder", remedy=remedy)
    return folder


@catalog_group.command("import-cec")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "folder", metavar="FOLDER", type=click.Path(path_type=Path), help="Catalogue folder."
)
def import_cec_command(file: Path, folder: Path | None) -> None:
    """Add the modules of the public CEC list (CEC Modules.csv of SAM or pvlib) to your own catalogue."""
    target = folder or _own_folder(f"name a folder with -o or in {FOLDER_VARIABLE}")
    start = perf_counter()
    found = import_cec(file, target)
    seconds = perf_counter() - start
    left_out = f"{found.without_size} left out for want of length and width, {found.unreadable} unreadable"
    click.echo(
        f"{counted(len(found.modules), 'module')} imported, {left_out}, {seconds:.2f} s; written to {target}."
    )
