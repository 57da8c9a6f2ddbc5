"""`trunkline compare`: ways to fill the surfaces of a project side by side, and one of them taken."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from designer.cli.choices import refuse_existing, taken
from designer.cli.roof_options import named_surface
from designer.cli.table import table
from designer.core.errors import InputError, TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.names import nearest_remedy
from designer.core.model.validate import check_products
from designer.edit.edits.boxes import propose_boxes
from designer.edit.edits.filling import FillChoice, fill_surface
from designer.edit.fill_outlook import Outlook
from designer.edit.fill_variants import Prospect, Variant, fill_variants, prospect
from designer.io.catalogs import load_catalog
from designer.io.project import load_project, save_project

HEADER = ("Way", "Modules", "kWp", "Rails m", "Inverters", "Spare inputs", "Rail errors")


class Comparison(Struct, frozen=True, kw_only=True):
    """What the options of `trunkline compare` say."""

    surface: tuple[str, ...]
    wanted: int | None
    whole: bool
    min_run: int
    as_json: bool
    take: str | None
    output: Path | None
    force: bool


@click.command("compare")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--surface", multiple=True, metavar="NAME", help="Only this one. May be repeated.")
@click.option("--wanted", type=click.IntRange(min=1), help="Wanted number of modules on each surface.")
@click.option("--whole", is_flag=True, help="No input of an inverter stays free.")
@click.option("--min-run", type=click.IntRange(min=1), default=1, help="Fewest modules worth a rail pair.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--take", metavar="WAY", help="Fill the surfaces in this way and write the project to -o.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The project that --take makes.")
@click.option("--force", is_flag=True, help="Replace the file of -o if it exists.")
def compare_command(file: Path, **given: Any) -> None:
    """Compare ways to fill the surfaces of the project FILE: modules, rails, inverters.

    Rows that are there are replaced, pinned modules stay. FILE is never changed; --take writes another one.
    """
    asked = taken(given, Comparison)
    design, catalog = load_project(file), load_catalog()
    try:
        check_products(design, catalog)
        ways = _ways(design, catalog, asked)
        surfaces = [named_surface(design, name, "--surface") for name in asked.surface] or design.surfaces
        if asked.take is None:
            _print(design, catalog, surfaces, ways, as_json=asked.as_json)
        else:
            target = _target(asked, source=file)
            _take(design, catalog, surfaces, _way(asked.take, ways), target)
    except TrunklineError as error:
        raise error.within(str(file)) from error


def _ways(design: Design, catalog: Catalog, asked: Comparison) -> tuple[Variant, ...]:
    inputs = catalog.inverter(design.products.inverter).inputs
    return fill_variants(
        FillChoice(wanted=asked.wanted, multiple_of=inputs if asked.whole else 1, min_run=asked.min_run)
    )


def _print(
    design: Design,
    catalog: Catalog,
    surfaces: Sequence[Surface],
    ways: Sequence[Variant],
    *,
    as_json: bool,
) -> None:
    found = [(one, [prospect(design, catalog, one.id, way) for way in ways]) for one in surfaces]
    if as_json:
        import json

        click.echo(json.dumps([_as_values(surface, prospects) for surface, prospects in found]))
        return
    parts = (f"{surface.name}\n{table(HEADER, [_row(one) for one in made])}" for surface, made in found)
    click.echo("\n\n".join(parts))


def _take(design: Design, catalog: Catalog, surfaces: Sequence[Surface], way: Variant, output: Path) -> None:
    for surface in surfaces:
        design = fill_surface(design, catalog, surface.id, way.choice)
    save_project(propose_boxes(design), output)
    modules = sum(len(row.modules) for row in design.rows)
    click.echo(f"{output}: {modules} modules")


def _way(word: str, ways: Sequence[Variant]) -> Variant:
    by_word = {way.word: way for way in ways}
    if word not in by_word:
        remedy = nearest_remedy(word, by_word)
        raise InputError(f"there is no way to fill called '{word}'", where="--take", remedy=remedy)
    return by_word[word]


def _target(asked: Comparison, source: Path) -> Path:
    if asked.output is None:
        raise InputError("no file to write to is given", where="--take", remedy="name one with -o")
    refuse_existing(asked.output, force=asked.force, source=source)
    return asked.output


def _row(made: Prospect) -> tuple[str, ...]:
    figures = made.figures
    return (
        made.variant.word,
        str(figures.modules),
        f"{figures.power_w / 1000:.2f}",
        f"{figures.rail_mm / 1000:.1f}",
        str(figures.inverters),
        str(figures.spare_inputs),
        str(figures.rail_errors),
    )


def _as_values(surface: Surface, prospects: Sequence[Prospect]) -> dict[str, object]:
    ways = [{"way": made.variant.word, **_figures(made.figures)} for made in prospects]
    return {"surface": surface.id, "name": surface.name, "ways": ways}


def _figures(figures: Outlook) -> dict[str, float]:
    return {
        "modules": figures.modules,
        "kwp": round(figures.power_w / 1000, 3),
        "rail_m": round(figures.rail_mm / 1000, 3),
        "inverters": figures.inverters,
        "spare_inputs": figures.spare_inputs,
        "rail_errors": figures.rail_errors,
    }
