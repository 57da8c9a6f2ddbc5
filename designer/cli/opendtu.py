"""A backup of an OpenDTU's configuration written anew with inverters of a project."""

from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from designer.cli.choices import refuse_existing
from designer.core.errors import InputError, TrunklineError
from designer.core.serials.reading import plain_serial
from designer.drawing.stations import Station
from designer.export.opendtu import opendtu_config, unlisted
from designer.export.opendtu_shares import Shares, shares_of
from designer.io.atomic import write_bytes_atomically
from designer.io.device_backups import read_backup
from designer.io.project import backup_path


class Asked(Struct, frozen=True, kw_only=True):
    """The backup that is read, the DTU that is meant, and where to the new one goes; None = in its place."""

    backup: Path
    dtu: str
    output: Path | None
    force: bool


def write_config(asked: Asked, stations: Sequence[Station], gateways: Sequence[str]) -> None:
    """Write a backup's content with the inverters that report to one DTU in the place of its own.

    What is left out is told on standard error. A file is replaced only with `force`, and then stays
    beside the new one as `.bak`. Raises InputError where it is not said which DTU or where to.
    """
    backup, target = asked.backup, _target(asked)
    _refuse_unknown(asked.dtu, gateways)
    shares = shares_of(stations, gateways)
    chosen = shares.lists[_chosen(shares, asked.dtu)]
    content = read_backup(backup)
    try:
        data, gone = opendtu_config(chosen, content), unlisted(chosen, content)
    except TrunklineError as problem:
        raise problem.within(str(backup)) from problem
    write_bytes_atomically(target, data, keep_as=backup_path(target))
    for note in (*shares.left_out, *gone):
        click.echo(note, err=True)
    click.echo(target)


def _target(asked: Asked) -> Path:
    if asked.output is None and not asked.force:
        remedy = "add -o NAME.json, or --force to replace the backup itself, which stays as .bak"
        raise InputError("it is not said where to", where="--opendtu", remedy=remedy)
    target = asked.output or asked.backup
    refuse_existing(target, force=asked.force)
    if target.suffix.lower() != ".json":
        raise InputError(
            "a configuration of OpenDTU is JSON", where=str(target), remedy="end its name in .json"
        )
    return target


def _refuse_unknown(dtu: str, gateways: Sequence[str]) -> None:
    """InputError where a DTU is named that is none of the project's: told before anything else is found."""
    wanted, known = plain_serial(dtu), [plain_serial(text) for text in gateways]
    if wanted and known and wanted not in known:
        remedy = f"choose from {', '.join(known)}"
        raise InputError(f"the project has no DTU {wanted}", where="--dtu", remedy=remedy)


def _chosen(shares: Shares, dtu: str) -> str:
    """The DTU that is meant. InputError where it is not said which, or it has none or too many."""
    wanted, known = plain_serial(dtu), ", ".join(name for name in shares.lists if name)
    dtus = len(shares.lists) + len(shares.too_many)
    if not wanted and dtus == 1:
        return next(iter(shares.lists))
    if wanted in shares.too_many:
        raise shares.too_many[wanted]
    if not wanted:
        what = f"inverters report to {dtus} DTUs, and a configuration is that of one"
        raise InputError(what, where="--dtu", remedy=f"choose from {known}")
    if wanted not in shares.lists:
        remedy = f"choose from {known}" if known else "leave it out: the project has no DTU"
        raise InputError(f"no inverters report to DTU {wanted}", where="--dtu", remedy=remedy)
    return wanted
