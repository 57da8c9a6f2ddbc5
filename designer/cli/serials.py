"""`trunkline serials`: what is entered and what is missing; lists and photos taken over; OpenDTU."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from designer.cli.choices import refuse_existing
from designer.cli.loading import Planned, planned
from designer.cli.table import table
from designer.core.errors import InputError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.serials.judging import serial_findings
from designer.drawing.directory import Directory
from designer.drawing.stations import Order, Station, stations, walk
from designer.edit.edits.dealing import Way
from designer.part_names import PartNames
from designer.wording import sentence

_HEADER = ("No.", "Inverter", "Place", "Surface", "Serial number", "DTU", "Modules by input")


@click.command("serials")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--order", type=click.Choice([one.value for one in Order]), default=Order.ROWS.value, show_default=True
)
@click.option(
    "--list", "lists", multiple=True, type=click.Path(path_type=Path), help="CSV or XLSX to take over."
)
@click.option(
    "--photo",
    "photos",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Label photos, for the inverters without a number in this order; may be repeated.",
)
@click.option(
    "--add-dtu", multiple=True, metavar="SERIAL", help="One more DTU of the project; may be repeated."
)
@click.option(
    "--share",
    type=click.Choice([one.value for one in Way]),
    help="Share all inverters among the DTUs, branches or surfaces whole, or evenly along the rows.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Project to write; without it you see a preview."
)
@click.option(
    "--opendtu",
    type=click.Path(path_type=Path),
    help="Backup of an OpenDTU's configuration; written to -o with the inverters that report to --dtu.",
)
@click.option("--dtu", default="", help="Serial number of the DTU for --opendtu, where there are several.")
@click.option("--force", is_flag=True, help="Replace the file of -o, or the backup; it stays as .bak.")
def serials_command(file: Path, **given: Any) -> None:
    """Print the serial numbers of the project FILE in walking order, and what is amiss with them."""
    work, order = planned(file), Order(given["order"])
    changes = any(given[name] for name in ("lists", "photos", "add_dtu", "share"))
    _check_wishes(given, changes=changes)
    if given["opendtu"] is not None:
        _write_config(work, given)
        return
    design = _changed(work, order, given)
    for line in _told(design, work.plan, work.catalog, order):
        click.echo(line)
    if changes:
        _write(design, given["output"])


def _check_wishes(given: Mapping[str, Any], *, changes: bool) -> None:
    """InputError for wishes that do not go together, and for a project that must not be replaced."""
    if given["opendtu"] is not None:
        if changes:
            remedy = "write the project with -o first, then use --opendtu on that"
            raise InputError("a project and a configuration cannot be written at once", remedy=remedy)
    elif given["output"] is not None:
        if not changes:
            remedy = "add --list, --photo, --add-dtu or --share"
            raise InputError("there is nothing to write", where="--output", remedy=remedy)
        refuse_existing(given["output"], force=given["force"])


def _write_config(work: Planned, given: Mapping[str, Any]) -> None:
    from designer.cli.opendtu import Asked, write_config

    asked = Asked(backup=given["opendtu"], dtu=given["dtu"], output=given["output"], force=given["force"])
    found = stations(Directory(work.design, work.plan, work.catalog))
    write_config(asked, found, work.design.settings.dtu_serials)


def _changed(work: Planned, order: Order, given: Mapping[str, Any]) -> Design:
    """The Design with lists, photos and DTUs taken over. Raises InputError for what cannot be used."""
    from designer.edit.edits.dealing import deal_gateways
    from designer.edit.edits.serials import set_gateways

    design = _listed(work, given["lists"])
    design = _photographed(design, work, order, given["photos"])
    if given["add_dtu"]:
        design = set_gateways(design, (*design.settings.dtu_serials, *given["add_dtu"]))
    return deal_gateways(design, work.plan, Way(given["share"])) if given["share"] else design


def _listed(work: Planned, lists: Sequence[Path]) -> Design:
    """The Design with all lists taken over; lines that cannot be are told."""
    from designer.edit.edits.serial_lists import take_list
    from designer.io.serial_lists import read_serial_list

    design = work.design
    for file in lists:
        try:
            taken = take_list(design, walk(work.plan), read_serial_list(file))
        except InputError as problem:
            raise (problem if str(file) in problem.where else problem.within(str(file))) from problem
        for refusal in taken.refusals:
            click.echo(f"left out: {file}: {refusal}", err=True)
        design = taken.design
    return design


def _photographed(design: Design, work: Planned, order: Order, photos: Sequence[Path]) -> Design:
    """The Design with photo after photo noted for inverter after inverter."""
    from designer.edit.serial_entry import next_open, note_serial
    from designer.io.label_photos import serial_on

    names, after = walk(work.plan, order), ""
    placed = {one.id: one for one in work.plan.inverters}
    for photo in photos:
        following = next_open(names, design, after)
        if following is None:
            raise InputError("all inverters have a number", where=str(photo), remedy="leave this photo out")
        serial = serial_on(photo, work.catalog.serials)
        design = note_serial(design, work.catalog, placed[following], serial).design
        after = following
    return design


def _write(design: Design, output: Path | None) -> None:
    """The project; without a place for it, only a word that nothing was written."""
    from designer.io.project import save_project

    if output is None:
        click.echo("This is a preview: add -o NAME.trunkline to write the project.", err=True)
        return
    save_project(design, output)
    click.echo(output)


def _told(design: Design, plan: Plan, catalog: Catalog, order: Order) -> list[str]:
    """The table, then the findings."""
    found = stations(Directory(design, plan, catalog), order)
    if not found:
        return ["There are no inverters: put modules on a surface."]
    names = PartNames(catalog, plan)
    findings = serial_findings(design, catalog, plan.inverters)
    told = [f"{one.severity.value}: {sentence(one, names)}." for one in findings]
    return [table(_HEADER, [_cells(one) for one in found]), *(["", *told] if told else [])]


def _cells(one: Station) -> tuple[str, ...]:
    inputs = "  ".join(f"{channel.port}: {channel.module or '-'}" for channel in one.channels)
    return (
        str(one.number),
        one.inverter,
        one.seat or "-",
        one.surface,
        one.serial or "-",
        one.gateway or "-",
        inputs,
    )
