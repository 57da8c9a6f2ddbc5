"""`trunkline new`: a project from options."""

from pathlib import Path
from typing import Any

import click

from designer.cli import roof_options
from designer.cli.choices import (
    FillChoices,
    ProjectChoices,
    fill_options,
    project_options,
    refuse_existing,
    start,
    taken,
)
from designer.cli.filling import filled, require_modules, tell_made, tell_shortages
from designer.core.model.design import Design
from designer.core.model.validate import check_design, check_family
from designer.edit.edits.filling import require_room
from designer.edit.edits.starting import new_design
from designer.io.catalogs import load_catalog
from designer.io.project import save_project

_ROOF_OPTIONS = {
    "surface": roof_options.add_surface_text,
    "obstacle": roof_options.add_obstacle_text,
    "bridge": roof_options.add_bridge_text,
    "box": roof_options.add_box_text,
}


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--surface", multiple=True, metavar="FIELDS", help=roof_options.SURFACE_HELP)
@click.option("--obstacle", multiple=True, metavar="FIELDS", help=roof_options.OBSTACLE_HELP)
@click.option("--box", multiple=True, metavar="FIELDS", help=roof_options.BOX_HELP)
@click.option("--bridge", multiple=True, metavar="FIELDS", help=roof_options.BRIDGE_HELP)
@project_options
@fill_options
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def new_command(file: Path, force: bool, **given: Any) -> None:
    """Make a project FILE from surfaces, obstacles, boxes and products.

    Lengths may be typed like 3500, 3.5m or 12'6".

    \b
    Example:
      trunkline new house.trunkline --fill
        --surface "name=South,width=9.6m,height=5.2m,tilt=35,azimuth=180,rafter=600"
        --obstacle "surface=South,kind=chimney,x=3m,y=2m,width=600,height=600"
        --box "surface=South,x=4.8m,y=100"
    """  # noqa: D301  the backspace is click's mark for lines that are kept
    refuse_existing(file, force=force)
    catalog = load_catalog()
    choices = taken(given, ProjectChoices)
    design = _with_roof(start(new_design(choices.name or file.stem), catalog, choices), given)
    check_design(design, catalog)
    check_family(design, catalog)
    require_room(design, catalog)
    fills = taken(given, FillChoices)
    design = filled(design, catalog, fills)
    require_modules(design, fills)
    save_project(design, file)
    tell_shortages(design, fills)
    tell_made(design, file)


def _with_roof(design: Design, given: dict[str, Any]) -> Design:
    """The Design with its surfaces, then with what lies on them."""
    for option, add in _ROOF_OPTIONS.items():
        for text in given[option]:
            design = add(design, text)
    return design
