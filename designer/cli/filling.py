"""Filling the surfaces of a project on the command line, with a word on what did not fit."""

from pathlib import Path

import click

from designer.cli.choices import FillChoices, wanted_counts
from designer.cli.nouns import number
from designer.core.errors import DesignError
from designer.core.layout.model import FillMode
from designer.core.model.catalog import Catalog
from designer.core.model.design import Design
from designer.core.model.places import place_of
from designer.edit.edits.boxes import propose_boxes
from designer.edit.edits.fill_choice import FillChoice
from designer.edit.edits.filling import fill_surface


def filled(design: Design, catalog: Catalog, choices: FillChoices) -> Design:
    """The Design with all surfaces filled, or those with a wanted number, and boxes where none are."""
    wanted = wanted_counts(choices.wanted, design)
    for name in _chosen(design, choices):
        choice = FillChoice(mode=FillMode(choices.orientation), wanted=wanted.get(name))
        design = fill_surface(design, catalog, name, choice)
    return propose_boxes(design) if _chosen(design, choices) else design


def require_modules(design: Design, choices: FillChoices) -> None:
    """DesignError where surfaces were to be filled and not one module found room."""
    names = _chosen(design, choices)
    if names and not design.rows:
        what = f"no module {design.products.module} finds room on the roof"
        remedy = "check its lengths, setbacks and obstacles or choose a smaller module"
        raise DesignError(what, where=", ".join(names[:3]), remedy=remedy)


def tell_shortages(design: Design, choices: FillChoices) -> None:
    """Say on standard error which surfaces hold fewer modules than was asked for."""
    wanted = wanted_counts(choices.wanted, design)
    for name in _chosen(design, choices):
        found = sum(len(row.modules) for row in design.rows_on(name))
        place = place_of(design.surface(name))
        if found < wanted.get(name, 0):
            click.echo(f"{place}: {found} of the {wanted[name]} wanted modules find room", err=True)
        elif found == 0:
            click.echo(f"{place}: no module finds room", err=True)


def tell_made(design: Design, file: Path, further: str = "") -> None:
    """Say what the new project holds; `further` is what is told besides surfaces and modules."""
    modules = sum(len(row.modules) for row in design.rows)
    counts = (number(len(design.surfaces), "surface"), number(modules, "module"), further)
    click.echo(f"{file}: {', '.join(count for count in counts if count)}")


def _chosen(design: Design, choices: FillChoices) -> list[str]:
    """Ids of the surfaces to be filled."""
    wanted = wanted_counts(choices.wanted, design)
    return [surface.id for surface in design.surfaces if choices.fill or surface.id in wanted]
