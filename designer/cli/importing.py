"""`trunkline import`: a project from a file of roofs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

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
from designer.core.errors import InputError
from designer.core.geometry.buildings import Building
from designer.core.geometry.faces import RoofObstacle, UnfoldedFace, unfold_building
from designer.core.model.design import Design
from designer.core.model.names import nearest_remedy
from designer.core.model.validate import check_design, check_family
from designer.edit.edits.mapped_roofs import add_faces
from designer.edit.edits.starting import new_design
from designer.io.catalogs import load_catalog
from designer.io.geojson import read_roofs
from designer.io.project import save_project


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The project to make.")
@click.option("--building", multiple=True, metavar="ID", help="Only this building. May be repeated.")
@click.option("--skip-bad", is_flag=True, help="Leave out roof faces that cannot be used and say so.")
@project_options
@fill_options
@click.option("--force", is_flag=True, help="Replace the project if it exists.")
def import_command(
    file: Path, output: Path, building: tuple[str, ...], skip_bad: bool, force: bool, **given: Any
) -> None:
    """Make a project from FILE: roof faces as GeoJSON (.geojson, .json).

    Faces are polygons in longitude and latitude with the property tilt_deg and, where known, azimuth_deg,
    eave and building; obstacles are features of kind obstacle. --fill also fills every face and proposes a
    box at its eave.
    """
    refuse_existing(output, force=force, source=file)
    catalog = load_catalog()
    choices = taken(given, ProjectChoices)
    design = start(new_design(choices.name or file.stem), catalog, choices)
    design = _importer(file)(design, file, building, skip_bad)
    check_design(design, catalog)
    check_family(design, catalog)
    fills = taken(given, FillChoices)
    design = filled(design, catalog, fills)
    save_project(design, output)
    tell_shortages(design, fills)
    tell_made(design, output)


Importer = Callable[[Design, Path, Sequence[str], bool], Design]
"""Adds what a file holds to a Design: the file, wanted buildings (none: all), whether to skip bad faces."""


def _importer(file: Path) -> Importer:
    importer = _IMPORTERS.get(file.suffix.lower())
    if importer is None:
        remedy = f"files that can be imported end in {', '.join(_IMPORTERS)}"
        raise InputError(f"files of kind '{file.suffix}' cannot be imported", where=str(file), remedy=remedy)
    return importer


def _import_geojson(design: Design, file: Path, names: Sequence[str], skip_bad: bool) -> Design:
    roofs = read_roofs(file, strict=not skip_bad)
    for problem in roofs.problems:
        click.echo(f"left out: {problem}", err=True)
    try:
        buildings = _chosen(roofs.buildings(), names)
        faces = list(_unfolded(buildings, skip_bad=skip_bad))
        imported = add_faces(design, faces)
    except InputError as error:
        raise error.within(str(file)) from error
    ours = [obstacle for building in buildings for obstacle in building.obstacles]
    _tell_outside(ours if names else roofs.obstacles, faces)
    return imported


def _tell_outside(obstacles: Iterable[RoofObstacle], faces: Iterable[UnfoldedFace]) -> None:
    """Say on standard error which obstacles lie on no roof face: nothing keeps clear of them."""
    parts = {part.id for face in faces for part in face.obstacles}
    placed = parts | {part.rpartition(".")[0] for part in parts}
    for obstacle in obstacles:
        if obstacle.id not in placed:
            what = "it lies on no imported roof face; check its place and building"
            click.echo(f"left out: obstacle '{obstacle.id}': {what}", err=True)


def _chosen(buildings: Sequence[Building], names: Sequence[str]) -> list[Building]:
    by_id = {building.id: building for building in buildings}
    for name in names:
        if name not in by_id:
            raise InputError(f"there is no building '{name}'", remedy=nearest_remedy(name, by_id))
    return [by_id[name] for name in dict.fromkeys(names)] if names else list(buildings)


def _unfolded(buildings: Sequence[Building], *, skip_bad: bool) -> Iterator[UnfoldedFace]:
    for building in buildings:
        try:
            yield from unfold_building(building.faces, building.obstacles)
        except InputError as error:
            if not skip_bad:
                raise
            click.echo(f"left out: building {building.id}: {error.sentence()}", err=True)


_IMPORTERS: dict[str, Importer] = {".geojson": _import_geojson, ".json": _import_geojson}
