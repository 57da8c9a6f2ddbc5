"""`trunkline export`: all drawings, lists and papers of a project."""

from datetime import date
from pathlib import Path

import click

from designer.cli.loading import Planned, planned
from designer.core.errors import InputError
from designer.export.papers import DXF_VERSIONS, PAPERS, Work
from designer.io.atomic import write_bytes_atomically


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--dxf-version", type=click.Choice(DXF_VERSIONS), default=DXF_VERSIONS[0], show_default=True)
def export_command(file: Path, output: Path, dxf_version: str) -> None:
    """Plan the project FILE and write drawing, cut list, parts list and papers to a folder."""
    require_folder(output)
    _refuse_project(file, output)
    write_all(papers(planned(file), dxf_version), output)


def papers(work: Planned, dxf_version: str) -> dict[str, bytes]:
    """All files of an export by name, ready to be written."""
    order = Work(
        design=work.design, plan=work.plan, catalog=work.catalog, date=today(), dxf_version=dxf_version
    )
    return {name: paper.make(order) for name, paper in PAPERS.items()}


def require_folder(folder: Path) -> None:
    """InputError where a folder is wanted and a file is in the way."""
    for place in (folder, *folder.parents):
        if place.exists():
            if not place.is_dir():
                remedy = "name a folder, which is made if need be"
                raise InputError("it is a file, not a folder", where=str(place), remedy=remedy)
            return


def _refuse_project(file: Path, folder: Path) -> None:
    """InputError where a paper would take the place of the project itself."""
    if any((folder / name).exists() and (folder / name).samefile(file) for name in PAPERS if file.exists()):
        raise InputError("it is the file that is read", where=str(file), remedy="choose another folder")


def write_all(files: dict[str, bytes], folder: Path) -> None:
    """Write files into a folder, each atomically, and say which. Raises InputError where one cannot be."""
    for name in files:
        if (folder / name).is_dir():
            raise InputError("it is a folder", where=str(folder / name), remedy="choose another place")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        what = f"the folder cannot be made ({reason})"
        raise InputError(what, where=str(folder), remedy="choose another place") from error
    for name, data in files.items():
        write_bytes_atomically(folder / name, data)
        click.echo(folder / name)


def today() -> str:
    """The date that the papers carry: the designer's own day."""
    return date.today().isoformat()
