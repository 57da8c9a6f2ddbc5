"""`trunkline compare`: ways to fill the surfaces of a project side by side, and one of them taken."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from designer.cli.choices import refuse_existing, taken
from designer.cli.roof_options import named_surface
from designer.cli.specs import length_mm
from designer.cli.table import table
from designer.core.errors import DesignError, InputError, TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design, Surface
from designer.core.model.names import nearest_remedy
from designer.core.model.validate import check_products
from designer.edit.edits.boxes import propose_boxes
from designer.edit.edits.fill_choice import FillChoice, FlatRows
from designer.edit.edits.filling import fill_surface
from designer.edit.fill_outlook import Outlook
from designer.edit.fill_variants import Variant, fill_variants, prospect
from designer.io.catalogs import load_catalog
from designer.io.project import load_project, save_project

HEADER = ("Way", "Modules", "kWp", "Rails m", "Inverters", "Spare inputs", "Rail errors")


class Comparison(Struct, frozen=True, kw_only=True):
    """What the options of `trunkline compare` say."""

    surface: tuple[str, ...]
    wanted: int | None
    whole: bool
    min_run: int
    carried: bool
    tilt: float | None
    row_pitch: str | None
    walkways: str | None
    as_json: bool
    take: str | None
    output: Path | None
    force: bool


class Tried(Struct, frozen=True):
    """A way with its figures on a surface, or with what hinders it."""

    way: Variant
    figures: Outlook | None
    problem: str = ""


@click.command("compare")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--surface", multiple=True, metavar="NAME", help="Only this one. May be repeated.")
@click.option("--wanted", type=click.IntRange(min=1), help="Wanted number of modules on each surface.")
@click.option("--whole", is_flag=True, help="No input of an inverter stays free.")
@click.option("--min-run", type=click.IntRange(min=1), default=1, help="Fewest modules worth a rail pair.")
@click.option("--carried", is_flag=True, help="Leave out modules whose rails find no rafter near their ends.")
@click.option("--tilt", type=float, help="On flat roofs: how steep modules stand, in degrees.")
@click.option("--row-pitch", metavar="LENGTH", help="On flat roofs: from a tilted row or pair to the next.")
@click.option("--walkways", metavar="ROWS=LENGTH", help="On flat roofs: a walkway after so many rows.")
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
        surfaces = [named_surface(design, name, "--surface") for name in asked.surface] or design.surfaces
        if asked.take is None:
            _print(design, catalog, surfaces, asked)
        else:
            target = _target(asked, source=file)
            _take(design, catalog, surfaces, asked, target)
    except TrunklineError as error:
        raise error.within(str(file)) from error


def _ways(design: Design, catalog: Catalog, surface: Surface, asked: Comparison) -> tuple[Variant, ...]:
    """The ways for a surface, with the numbers asked for."""
    inputs = catalog.inverter(design.products.inverter).inputs
    numbers = FillChoice(
        wanted=asked.wanted,
        multiple_of=inputs if asked.whole else 1,
        min_run=asked.min_run,
        carried_only=asked.carried,
        flat=_flat_rows(asked),
    )
    return fill_variants(surface, numbers)


def _flat_rows(asked: Comparison) -> FlatRows:
    rows, sign, width = (asked.walkways or "0=0").partition("=")
    if not sign or not rows.strip().isdecimal():
        what = f"'{asked.walkways}' is no ROWS=LENGTH"
        raise InputError(what, where="--walkways", remedy="write it like 6=800")
    return FlatRows(
        tilt_deg=asked.tilt,
        pitch_mm=None if asked.row_pitch is None else _length_mm("--row-pitch", asked.row_pitch),
        walkway_rows=int(rows),
        walkway_mm=_length_mm("--walkways", width),
    )


def _length_mm(option: str, text: str) -> float:
    try:
        return length_mm(text)
    except ValueError as error:
        raise InputError(str(error), where=option) from error


def _print(design: Design, catalog: Catalog, surfaces: Sequence[Surface], asked: Comparison) -> None:
    found = [
        (one, [_tried(design, catalog, one, way) for way in _ways(design, catalog, one, asked)])
        for one in surfaces
    ]
    if asked.as_json:
        import json

        click.echo(json.dumps([_as_values(surface, tried) for surface, tried in found]))
        return
    click.echo("\n\n".join(_as_text(surface, tried) for surface, tried in found))


def _tried(design: Design, catalog: Catalog, surface: Surface, way: Variant) -> Tried:
    try:
        return Tried(way, prospect(design, catalog, surface.id, way).figures)
    except DesignError as problem:
        return Tried(way, None, problem.sentence())


def _take(
    design: Design, catalog: Catalog, surfaces: Sequence[Surface], asked: Comparison, output: Path
) -> None:
    for surface in surfaces:
        way = _way(asked.take or "", _ways(design, catalog, surface, asked))
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


def _as_text(surface: Surface, tried: Sequence[Tried]) -> str:
    problems = [f"{one.way.word}: {one.problem}" for one in tried if one.problem]
    return "\n".join((surface.name, table(HEADER, [_row(one) for one in tried]), *problems))


def _row(tried: Tried) -> tuple[str, ...]:
    figures = tried.figures
    if figures is None:
        return (tried.way.word, *("–" for _ in HEADER[1:]))
    return (
        tried.way.word,
        str(figures.modules),
        f"{figures.power_w / 1000:.2f}",
        f"{figures.rail_mm / 1000:.1f}",
        str(figures.inverters),
        str(figures.spare_inputs),
        str(figures.rail_errors),
    )


def _as_values(surface: Surface, tried: Sequence[Tried]) -> dict[str, object]:
    ways = [{"way": one.way.word, **_figures(one)} for one in tried]
    return {"surface": surface.id, "name": surface.name, "ways": ways}


def _figures(tried: Tried) -> dict[str, float | str]:
    figures = tried.figures
    if figures is None:
        return {"problem": tried.problem}
    return {
        "modules": figures.modules,
        "kwp": round(figures.power_w / 1000, 3),
        "rail_m": round(figures.rail_mm / 1000, 3),
        "inverters": figures.inverters,
        "spare_inputs": figures.spare_inputs,
        "rail_errors": figures.rail_errors,
    }
