"""`trunkline export`: all drawings, lists and papers of a project."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from designer.cli.loading import Planned, planned
from designer.core.errors import InputError
from designer.core.model.design import Design
from designer.export.papers import (
    DEFAULT_DPI,
    DXF_VERSIONS,
    PAPERS,
    PNG_FOLDER,
    SVG_FOLDER,
    TILED,
    Work,
    check_papers,
    files_of,
    notes_on,
    usual_papers,
)
from designer.io.edited_drawings import write_export
from designer.io.output_folder import check_within

SVG, PNG = SVG_FOLDER, PNG_FOLDER


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--only", multiple=True, type=click.Choice(tuple(PAPERS)), help="Write this; may be repeated.")
@click.option("--tiled", is_flag=True, help="Also the sheets in parts on A4 (US: Letter), to be glued.")
@click.option("--svg", is_flag=True, help="Also every sheet as SVG.")
@click.option("--png", is_flag=True, help="Also every sheet as PNG.")
@click.option("--dpi", type=int, default=DEFAULT_DPI, show_default=True, help="Resolution of PNG files.")
@click.option("--dxf-version", type=click.Choice(DXF_VERSIONS), default=DXF_VERSIONS[0], show_default=True)
@click.option(
    "--layers", metavar="PRESET", default="", help="Layer names: see `trunkline layers`; or a FILE."
)
@click.option("--template", metavar="NAME", default="", help="Sheets: see `trunkline sheets`; or a FILE.")
@click.option("--paper", metavar="NAME", default="", help="Paper of the sheets, such as A3 or 'ARCH D'.")
@click.option("--label-sheet", metavar="NAME", default="", help="See `trunkline labels`; or a FILE.")
@click.option(
    "--label-skip", type=click.IntRange(min=0), default=0, help="Labels of the first sheet that are used up."
)
@click.option("--blank-map", is_flag=True, help="Installation maps without serial numbers, to be stuck on.")
@click.option("--drawing-number", help="Number of the set; the project's where none is given.")
@click.option("--revision", help="Revision of the set.")
@click.option("--drawn-by", help="Who drew the set.")
def export_command(file: Path, output: Path, **choices: Any) -> None:
    """Plan the project FILE and write drawing, sheets, cut list, parts list and papers to a folder.

    Files of the same names are replaced; a drawing that was edited in a CAD is kept as drawing-edited.dxf.
    """
    require_folder(output)
    _refuse_project(file, output)
    more = {TILED: choices["tiled"], SVG: choices["svg"], PNG: choices["png"]}
    wanted = (*(choices["only"] or usual_papers()), *(name for name, asked in more.items() if asked))
    work = _work(planned(file), choices)
    check_papers(wanted, work)
    write_all(files_of([name for name in PAPERS if name in wanted], work), output)
    for note in notes_on(wanted, work):
        click.echo(note, err=True)


def papers(work: Planned, names: Sequence[str], **choices: Any) -> dict[str, bytes]:
    """The papers with these names by file, ready to be written, in the order of the table."""
    return files_of([name for name in PAPERS if name in names], _work(work, choices))


def _work(work: Planned, choices: Mapping[str, Any]) -> Work:
    """What is exported, as was chosen."""
    return Work(
        design=_with_sheets(work.design, choices),
        plan=work.plan,
        catalog=work.catalog,
        date=today(),
        **{name: choices[name] for name in _CHOICES if name in choices},
    )


_CHOICES = (
    "dxf_version",
    "template",
    "paper",
    "layers",
    "dpi",
    "label_sheet",
    "label_skip",
    "blank_map",
)


def _with_sheets(design: Design, choices: Mapping[str, Any]) -> Design:
    """The Design with what is said of the sheets for this export."""
    keys = ("drawing_number", "revision", "drawn_by")
    said = {key: choices[key] for key in keys if choices.get(key) is not None}
    return replace(design, sheets=replace(design.sheets, **said))


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
    """Write files into a folder, each atomically, and say which; a drawing that was edited is kept.

    Raises InputError where one cannot be written.
    """
    check_within(folder, files)
    for name in files:
        if (folder / name).is_dir():
            raise InputError("it is a folder", where=str(folder / name), remedy="choose another place")
    _make(folder / "any")
    for name, data in files.items():
        _make(folder / name)
        kept = write_export(folder / name, data)
        click.echo(folder / name)
        if kept:
            click.echo(f"{folder / name}: {kept}", err=True)


def _make(file: Path) -> None:
    """Make the folder of a file. InputError where it cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        what = f"the folder cannot be made ({reason})"
        raise InputError(what, where=str(file.parent), remedy="choose another place") from error


def today() -> str:
    """The date that the papers carry: the designer's own day."""
    return date.today().isoformat()
