"""`trunkline serials`: what is entered and what is missing; lists and photos taken over; OpenDTU."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from designer.cli.loading import Planned, planned
from designer.cli.table import table
from designer.core.errors import InputError, TrunklineError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.core.serials.judging import serial_findings
from designer.drawing.directory import Directory
from designer.drawing.stations import Order, Station, stations, walk
from designer.io.atomic import write_bytes_atomically
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
    "-o", "--output", type=click.Path(path_type=Path), help="Project to write with what was taken over."
)
@click.option(
    "--opendtu",
    type=click.Path(path_type=Path),
    help="Write a backup of an OpenDTU's configuration anew with the inverters that report to --dtu.",
)
@click.option("--dtu", default="", help="Serial number of the DTU for --opendtu, where there are several.")
def serials_command(file: Path, output: Path | None, opendtu: Path | None, dtu: str, **choices: Any) -> None:
    """Print the serial numbers of the project FILE in walking order, and what is amiss with them."""
    work, order = planned(file), Order(choices["order"])
    design = _taken(work, order, choices["lists"], choices["photos"])
    if design != work.design:
        _write(design, output)
    for line in _told(design, work.plan, work.catalog, order):
        click.echo(line)
    if opendtu is not None:
        _into_backup(opendtu, stations(Directory(design, work.plan, work.catalog)), dtu)


def _taken(work: Planned, order: Order, lists: Sequence[Path], photos: Sequence[Path]) -> Design:
    """The Design with all lists and photos taken over. Raises InputError for what cannot be used."""
    from designer.edit.edits.serials import take_serials
    from designer.io.serial_lists import read_serial_list

    design, names = work.design, {one.id for one in work.plan.inverters}
    for one in lists:
        entries = [(entry.inverter, entry.serial, entry.gateway) for entry in read_serial_list(one)]
        try:
            design = take_serials(design, names, entries)
        except TrunklineError as problem:
            raise problem.within(str(one)) from problem
    return _photographed(design, work, order, photos)


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
    from designer.io.project import save_project

    if output is None:
        raise InputError("it is not said where to", where="--output", remedy="name a project to write")
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


def _into_backup(backup: Path, found: Sequence[Station], dtu: str) -> None:
    """Write the backup of an OpenDTU with the inverters of one gateway."""
    import json

    from designer.core.serials.reading import plain_serial
    from designer.export.opendtu import by_gateway, opendtu_config

    shares = by_gateway(found)
    if not shares:
        what = "no inverter has a serial number that OpenDTU can hold"
        raise InputError(what, where="--opendtu", remedy="enter serial numbers first")
    chosen = plain_serial(dtu) or (next(iter(shares)) if len(shares) == 1 else "")
    if chosen not in shares:
        known = ", ".join(name or "none" for name in shares)
        raise InputError(f"no inverters report to DTU '{dtu}'", where="--dtu", remedy=f"choose from {known}")
    try:
        content = json.loads(backup.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        remedy = "name a backup that OpenDTU made (config.json)"
        raise InputError("it is no configuration", where=str(backup), remedy=remedy) from problem
    if not isinstance(content, dict):
        raise InputError("it is no configuration", where=str(backup), remedy="name a backup of OpenDTU")
    try:
        data = opendtu_config(shares[chosen], content)
    except TrunklineError as problem:
        raise problem.within(str(backup)) from problem
    write_bytes_atomically(backup, data)
    click.echo(backup)
