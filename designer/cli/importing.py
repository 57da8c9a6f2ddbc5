"""`trunkline import`: a project from roofs on a map, a drawing, measured points, or a picture to trace."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from designer.cli import import_drawings, import_pictures, import_roofs
from designer.cli.choices import (
    FillChoices,
    ProjectChoices,
    fill_options,
    project_options,
    refuse_existing,
    start,
    taken,
)
from designer.cli.filling import filled, tell_made, tell_shortages
from designer.cli.import_options import ImportChoices, import_options
from designer.cli.import_returned import returned_changes, tell_changes
from designer.core.errors import InputError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.validate import check_design, check_family
from designer.edit.edits.returning import Returned
from designer.edit.edits.starting import new_design
from designer.io.catalogs import load_catalog
from designer.io.endings import DXF_SUFFIX, MAP_SUFFIXES, SKETCH_SUFFIXES
from designer.io.project import load_project, save_project


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The project to make.")
@click.option("--list", "listing", is_flag=True, help="Only show what is in the file.")
@click.option(
    "--picture", type=click.Path(path_type=Path), metavar="FILE", help="Only draw it, as SVG or PNG."
)
@click.option("--into", type=click.Path(path_type=Path), metavar="PROJECT", help="Add to this project.")
@click.option("--preview", is_flag=True, help="With --into: only show what was changed in a drawing.")
@import_options
@project_options
@fill_options
@click.option("--force", is_flag=True, help="Replace the project if it exists.")
def import_command(
    file: Path,
    output: Path | None,
    listing: bool,
    picture: Path | None,
    into: Path | None,
    preview: bool,
    force: bool,
    **given: Any,
) -> None:
    """Make a project from FILE, or add FILE to one.

    Roofs on a map (.geojson, .json, .kml, .kmz): faces become surfaces with true lengths.

    Drawings (.dxf) and points (.csv): --layers says what becomes of each layer; without it all are underlays.
    A drawing that was exported from PROJECT and edited in a CAD changes it in the same way.

    Pictures (.png, .jpg, .tif …) and pages (.pdf): underlays, scaled by two points or four corners.

    --list shows layers, pages or buildings, --picture a drawing to scale. --fill also fills every surface and
    proposes a box at its eave.
    """
    choices, kind = taken(given, ImportChoices), _kind(file)
    if listing or picture is not None:
        if listing:
            kind.show(file, choices)
        if picture is not None:
            _draw(file, choices, picture)
        return
    catalog = load_catalog()
    before = _base(file, into, catalog, taken(given, ProjectChoices))
    changes = _returned(before, catalog, file, choices) if into is not None else None
    if changes is not None:
        tell_changes(changes)
    if preview:
        if changes is None:
            remedy = "name the project that was exported by --into, and a DXF file"
            raise InputError("only changes of an exported drawing can be previewed", remedy=remedy)
        return
    target = _target(output, file, "--list" if into is None else "--preview", force=force)
    design = kind.add(before, file, choices) if changes is None else changes.applied(before)
    _finish(before, design, catalog, taken(given, FillChoices), target)


def _draw(file: Path, choices: ImportChoices, picture: Path) -> None:
    if file.suffix.lower() not in SKETCH_SUFFIXES:
        remedy = f"files that can be drawn end in {', '.join(SKETCH_SUFFIXES)}"
        raise InputError("only drawings and points are drawn", where="--picture", remedy=remedy)
    import_drawings.draw_drawing(file, choices, picture)


def _target(output: Path | None, file: Path, look: str, *, force: bool) -> Path:
    if output is None:
        remedy = f"add -o NAME.trunkline, or {look} to look only"
        raise InputError("no project to make is named", remedy=remedy)
    refuse_existing(output, force=force, source=file)
    return output


def _returned(design: Design, catalog: Catalog, file: Path, choices: ImportChoices) -> Returned | None:
    """What was changed in a drawing of the project; None for other files, and where layers are named."""
    if file.suffix.lower() != DXF_SUFFIX or choices.layers:
        return None
    return returned_changes(design, catalog, file)


def _finish(before: Design, design: Design, catalog: Catalog, fills: FillChoices, output: Path) -> None:
    """Check, fill and save the project, and say what it holds."""
    check_design(design, catalog)
    check_family(design, catalog)
    design = filled(design, catalog, fills)
    save_project(design, output)
    tell_shortages(design, fills)
    tell_made(design, output, import_drawings.taken_over(before, design))


class _Kind:
    """What is done with files of some endings."""

    def __init__(
        self,
        suffixes: Sequence[str],
        add: Callable[[Design, Path, ImportChoices], Design],
        show: Callable[[Path, ImportChoices], None],
    ) -> None:
        self.suffixes, self.add, self.show = suffixes, add, show


_KINDS = (
    _Kind(MAP_SUFFIXES, import_roofs.add_map, import_roofs.list_map),
    _Kind(SKETCH_SUFFIXES, import_drawings.add_drawing, import_drawings.list_drawing),
    _Kind(import_pictures.SUFFIXES, import_pictures.add_file_picture, import_pictures.list_picture),
)


def _kind(file: Path) -> _Kind:
    for kind in _KINDS:
        if file.suffix.lower() in kind.suffixes:
            return kind
    endings = ", ".join(suffix for kind in _KINDS for suffix in kind.suffixes)
    remedy = f"files that can be imported end in {endings}"
    raise InputError(f"files of kind '{file.suffix}' cannot be imported", where=str(file), remedy=remedy)


def _base(file: Path, into: Path | None, catalog: Catalog, choices: ProjectChoices) -> Design:
    """The project that is added to, else a new one."""
    if into is None:
        return start(new_design(choices.name or file.stem), catalog, choices)
    return load_project(into)
