"""Roofs on a map on the command line: what is in the file, and the surfaces that its faces become."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from designer.cli.import_options import ImportChoices, angles
from designer.cli.nouns import number
from designer.cli.table import table
from designer.core.errors import InputError
from designer.core.geometry.buildings import Building
from designer.core.geometry.faces import RoofObstacle, UnfoldedFace, unfold_building
from designer.core.model.design import Design
from designer.core.model.names import nearest_remedy
from designer.edit.edits.mapped_roofs import add_faces, check_number
from designer.io.geojson import read_roofs


def add_map(design: Design, file: Path, choices: ImportChoices) -> Design:
    """The Design with the faces of a file as surfaces; what is left out is said on standard error."""
    names, skip_bad = choices.building, choices.skip_bad
    tilt_deg, _ = angles("--tilt", choices.tilt, ())
    roofs = read_roofs(file, strict=not skip_bad, tilt_deg=tilt_deg)
    for problem in roofs.problems:
        click.echo(f"left out: {problem}", err=True)
    try:
        buildings = _chosen(roofs.buildings(), names)
        check_number(sum(len(building.faces) for building in buildings))
        faces = list(_unfolded(buildings, skip_bad=skip_bad))
        imported = add_faces(design, faces)
    except InputError as error:
        raise error.within(str(file)) from error
    ours = [obstacle for building in buildings for obstacle in building.obstacles]
    _tell_outside(ours if names else roofs.obstacles, faces)
    return imported


def list_map(file: Path, choices: ImportChoices) -> None:
    """Print the buildings of a file, those of features that cannot be imported as they are too."""
    tilt_deg, _ = angles("--tilt", choices.tilt, ())
    roofs = read_roofs(file, strict=False, tilt_deg=0.0 if tilt_deg is None else tilt_deg)
    rows = [(one.id, str(len(one.faces)), str(len(one.obstacles))) for one in roofs.buildings()]
    click.echo(table(("building", "faces", "obstacles"), rows))
    for problem in roofs.problems:
        click.echo(f"left out: {problem}", err=True)
    untold = 0 if tilt_deg is not None else len(roofs.faces) - _sloped(file)
    if untold:
        tells = "does not tell its" if untold == 1 else "do not tell their"
        click.echo(
            f"{number(untold, 'face')} {tells} slope: give --tilt DEGREES to import the file", err=True
        )


def _sloped(file: Path) -> int:
    """How many faces of a file tell their slope."""
    try:
        return len(read_roofs(file, strict=False).faces)
    except InputError:  # none does
        return 0


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
