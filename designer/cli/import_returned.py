"""An exported drawing that was edited in a CAD, on the command line: what was changed in it."""

from pathlib import Path

import click

from designer.cli.nouns import number
from designer.core.errors import InputError
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.edit.edits.returning import Returned, changes_in
from designer.export.layer_presets import layer_names
from designer.io.dxf_returned import read_returned


def returned_changes(design: Design, catalog: Catalog, file: Path) -> Returned | None:
    """What was changed in a drawing of the Design; None where the file is no drawing of the program."""
    drawing = read_returned(file, layer_names()) if design.surfaces else None
    if drawing is None:
        return None
    try:
        return changes_in(design, catalog, drawing)
    except InputError as error:
        raise error.within(str(file)) from error


def tell_changes(found: Returned) -> None:
    """Print the changes, and on standard error what is passed over."""
    for change in found.changes:
        click.echo(change.text)
    for sentence in found.told:
        click.echo(sentence, err=True)
    click.echo(number(len(found.changes), "change") if found.changes else "nothing was changed")
