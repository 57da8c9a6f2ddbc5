"""Options that several commands share: products, customer, setbacks and how surfaces are filled."""

import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from designer.cli.roof_options import named_surface
from designer.cli.specs import finite_number, length_mm, member
from designer.core.errors import CatalogError, InputError
from designer.core.geometry.edges import EdgeKind
from designer.core.model.catalog import Catalog
from designer.core.model.design import Customer, Design, Settings
from designer.core.model.rail_layout import RailLayout
from designer.edit.edits.products import set_products
from designer.edit.edits.setback_presets import take_setback_preset
from designer.edit.edits.starting import START_PRODUCTS, START_REGION

C = TypeVar("C", bound=Struct)
F = TypeVar("F", bound=Callable[..., object])

ORIENTATIONS = ("best", "portrait", "landscape", "mixed")
ALL_EDGES = "all"

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
"""A file without any of these is protected, also from those whom the system would let replace it."""


class ProjectChoices(Struct, frozen=True, kw_only=True):
    """The answers to `project_options`."""

    name: str | None
    customer: str
    address: str
    project_number: str
    region: str
    module: str
    inverter: str
    family: str
    trunk: str | None
    rail: str
    setbacks: str | None
    setback: tuple[str, ...]
    obstacle_clearance: str | None
    gap: str | None
    min_temperature: str | None
    pressure: str | None
    uplift: str | None
    building_height: str | None
    rail_layout: str | None
    shared_span: str | None
    edge_span: str | None
    corner_span: str | None


class FillChoices(Struct, frozen=True, kw_only=True):
    """The answers to `fill_options`."""

    fill: bool
    orientation: str
    wanted: tuple[str, ...]


def taken(given: dict[str, Any], kind: type[C]) -> C:
    """The answers among `given` that a struct of choices has fields for."""
    return kind(**{name: given[name] for name in kind.__struct_fields__})


def project_options(command: F) -> F:
    """Give a command the options of `ProjectChoices`."""
    return _with_options(
        command,
        click.option("--name", help="Name of the project; the file's name where none is given."),
        click.option("--customer", default="", help="Name of the customer."),
        click.option("--address", default="", help="Address of the site."),
        click.option("--project-number", default="", help="Your number of the project."),
        click.option("--region", default=START_REGION, show_default=True, help="Mains and market."),
        click.option("--module", default=START_PRODUCTS.module, show_default=True, help="Module by its id."),
        click.option("--inverter", default=START_PRODUCTS.inverter, show_default=True, help="Inverter."),
        click.option("--family", default=START_PRODUCTS.family, show_default=True, help="Trunk family."),
        click.option("--trunk", help="One trunk cable of the family; the best one where none is given."),
        click.option("--rail", default=START_PRODUCTS.rail, show_default=True, help="Rail system."),
        click.option(
            "--setbacks",
            metavar="PRESET",
            help="Setbacks of a market or law (see `trunkline catalog list --kind setbacks`).",
        ),
        click.option(
            "--setback",
            multiple=True,
            metavar="KIND=LENGTH",
            help=f"Distance from edges of a kind ({', '.join(EdgeKind)} or {ALL_EDGES}). May be repeated.",
        ),
        click.option("--obstacle-clearance", metavar="LENGTH", help="Distance from obstacles (50)."),
        click.option("--gap", metavar="LENGTH", help="Gap between modules (the rail system's clamp gap)."),
        click.option("--pressure", metavar="PASCAL", help="Design pressure on modules: tells clamp zones."),
        click.option("--uplift", metavar="PASCAL", help="Design suction on modules."),
        click.option("--building-height", metavar="LENGTH", help="Ground to ridge: gives the wind zones."),
        click.option(
            "--rail-layout",
            type=click.Choice([layout.value for layout in RailLayout]),
            help="Two rails under each row, or one between two; the rail system's usual way.",
        ),
        click.option(
            "--shared-span",
            metavar="LENGTH",
            help="Longest span of rails that carry two rows (by their load).",
        ),
        click.option("--edge-span", metavar="LENGTH", help="Longest span of rails in edge zones."),
        click.option("--corner-span", metavar="LENGTH", help="Longest span of rails in corner zones."),
        click.option("--min-temperature", metavar="CELSIUS", help="Lowest air temperature (-10)."),
    )


def fill_options(command: F) -> F:
    """Give a command the options of `FillChoices`."""
    return _with_options(
        command,
        click.option("--fill", is_flag=True, help="Fill all surfaces with modules."),
        click.option(
            "--orientation",
            type=click.Choice(ORIENTATIONS),
            default="best",
            show_default=True,
            help="How modules lie.",
        ),
        click.option(
            "--wanted",
            multiple=True,
            metavar="SURFACE=NUMBER",
            help="Wanted number of modules on a surface, such as East=6. May be repeated.",
        ),
    )


def start(design: Design, catalog: Catalog, choices: ProjectChoices) -> Design:
    """The Design with the chosen products, customer and settings.

    Raises InputError for an unusable length and CatalogError for an unknown setback preset.
    """
    customer = Customer(name=choices.customer, address=choices.address, project_number=choices.project_number)
    settings = design.settings
    if choices.rail_layout is not None:
        settings = replace(settings, rail_layout=RailLayout(choices.rail_layout))
    settings = _with_loads(_with_lengths(settings, choices), choices)
    if choices.min_temperature is not None:
        lowest = _number("--min-temperature", choices.min_temperature, finite_number)
        design = replace(design, climate=replace(design.climate, min_c=lowest))
    changed = replace(design, customer=customer, region=choices.region, settings=settings)
    chosen = set_products(
        changed,
        module=choices.module,
        inverter=choices.inverter,
        family=choices.family,
        trunk=choices.trunk,
        rail=choices.rail,
    )
    return _with_setbacks(chosen, catalog, choices)


_LENGTHS = {
    "obstacle_clearance": "obstacle_clearance_mm",
    "gap": "module_gap_mm",
    "building_height": "building_height_mm",
    "shared_span": "shared_span_mm",
    "edge_span": "edge_span_mm",
    "corner_span": "corner_span_mm",
}
"""Options that are lengths, with the rules that they set."""


def _with_lengths(settings: Settings, choices: ProjectChoices) -> Settings:
    """The rules with the lengths that were given."""
    given = {
        rule: _number(f"--{option.replace('_', '-')}", text, length_mm)
        for option, rule in _LENGTHS.items()
        if (text := getattr(choices, option)) is not None
    }
    return replace(settings, **given)


def _with_loads(settings: Settings, choices: ProjectChoices) -> Settings:
    """The rules with the loads that were given."""
    given = {
        f"design_{option}_pa": _number(f"--{option}", text, finite_number)
        for option in ("pressure", "uplift")
        if (text := getattr(choices, option)) is not None
    }
    return replace(settings, **given)


def _with_setbacks(design: Design, catalog: Catalog, choices: ProjectChoices) -> Design:
    """The Design with the setbacks of the preset, and those typed over them."""
    typed = _setbacks(choices.setback)
    if choices.setbacks is not None:
        try:
            design = take_setback_preset(design, catalog, choices.setbacks)
        except CatalogError as error:
            raise error.within(f"--setbacks {choices.setbacks}") from error
    setbacks = {**design.settings.setbacks_mm, **typed}
    return replace(design, settings=replace(design.settings, setbacks_mm=setbacks))


def wanted_counts(texts: Sequence[str], design: Design) -> dict[str, int]:
    """Wanted number of modules by surface id, from texts such as ``East=6``. Raises InputError."""
    counts: dict[str, int] = {}
    for text in texts:
        name, sign, count = (part.strip() for part in text.rpartition("="))
        if not sign or not count.isdecimal() or len(count) > 6:
            raise InputError(
                f"'{text}' is no SURFACE=NUMBER", where="--wanted", remedy="write it like East=6"
            )
        counts[named_surface(design, name, "--wanted").id] = int(count)
    return counts


def refuse_existing(path: Path, *, force: bool, source: Path | None = None) -> None:
    """InputError where a file would be overwritten that nobody said may be.

    `force` allows to replace an old result, never the file that is read nor one that is write-protected.
    """
    if not path.exists():
        return
    other = "choose another name"
    if source is not None and source.exists() and path.samefile(source):
        raise InputError("it is the file that is read", where=str(path), remedy=f"{other} for the project")
    if not force:
        remedy = f"{other} or add --force to replace it"
        raise InputError("the file exists already", where=str(path), remedy=remedy)
    if not path.stat().st_mode & WRITABLE:
        raise InputError("the file is write-protected", where=str(path), remedy=other)


def _with_options(command: F, *options: Callable[[F], F]) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def _setbacks(texts: Sequence[str]) -> dict[EdgeKind, float]:
    setbacks: dict[EdgeKind, float] = {}
    for text in texts:
        name, sign, length = (part.strip() for part in text.partition("="))
        if not sign:
            raise InputError(
                f"'{text}' is no KIND=LENGTH", where="--setback", remedy="write it like eave=300"
            )
        setback = _number("--setback", length, length_mm)
        kinds = tuple(EdgeKind) if name == ALL_EDGES else (_number("--setback", name, _edge_kind),)
        setbacks |= dict.fromkeys(kinds, setback)
    return setbacks


def _edge_kind(text: str) -> EdgeKind:
    return member(text, EdgeKind)


def _number(option: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise InputError(str(error), where=option) from error
