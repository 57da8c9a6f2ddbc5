"""Sheet templates: bundled ones in resources/sheets, and a person's own files."""

import math
from functools import cache
from pathlib import Path

import msgspec

from designer.core.errors import InputError
from designer.drawing.sheets.template import SheetFrame, Template
from designer.export.data_files import bundled_files, bundled_text, chosen
from designer.limited import toml_tables

FOLDER = "sheets"
LEAST_AREA_MM = 100.0
"""Less room beside the column shows no plan."""

LETTER = "Letter"
A4_MM, LETTER_MM = (297.0, 210.0), (279.4, 215.9)

PLAIN = "iso"
"""For a market that no template names."""

_MISSING = "there are no sheets"


@cache
def bundled_templates() -> tuple[Template, ...]:
    """The templates that come with the program, by their ids."""
    return tuple(read_template(file) for file in bundled_files(FOLDER))


def template_for(choice: str, region: str) -> Template:
    """The template with this id or in this file; without a choice the one of the region.

    Raises InputError, with the place and a remedy, where there is none or its file is bad.
    """
    known = {template.id: template for template in bundled_templates()}
    if not choice:
        of_region = (template for template in known.values() if region in template.regions)
        return next(of_region, known[PLAIN])
    return chosen(choice, known, read_template, _MISSING)


def check_paper(template: Template, paper: str) -> None:
    """InputError where a template lacks a paper, naming the bundled one that has it."""
    if not paper or paper.lower() in (one.name.lower() for one in template.papers):
        return
    for other in bundled_templates():
        if paper.lower() in (one.name.lower() for one in other.papers):
            what = f"the sheets '{template.id}' have no paper '{paper}'"
            raise InputError(what, remedy=f"choose the sheets that have it, --template {other.id}")
    template.paper(paper)


def office_page_mm(template: Template) -> tuple[float, float]:
    """The lying paper of an office's printer: A4, or Letter where large sheets are tiled on that."""
    tile = template.tile_paper
    return LETTER_MM if tile.name == LETTER else A4_MM


def template_text(choice: str) -> str:
    """The file of a bundled template, to be edited as an own one. InputError for an unknown id."""
    known = {template.id: template for template in bundled_templates()}
    return bundled_text(FOLDER, choice, known, _MISSING)


def read_template(file: Path) -> Template:
    """A template from its file. InputError, with the place and a remedy, where it is bad."""
    try:
        template = msgspec.convert(toml_tables(file), Template, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(
            f"the template is not complete: {error}",
            where=str(file),
            remedy="begin with a copy of a bundled one, `trunkline sheets`",
        ) from error
    problem = _problem(template)
    if problem:
        raise InputError(problem, where=str(file), remedy="mend the figure")
    return template


def _problem(template: Template) -> str:
    """What is wrong with a template, in words; empty when nothing is."""
    if not template.papers or not template.scales or not template.fields:
        return "a template needs papers, scales and fields"
    if problem := _unknown_paper(template):
        return problem
    if any(scale <= 0 or not math.isfinite(scale) for scale in template.scales):
        return "every scale is a number above 0"
    if list(template.scales) != sorted(template.scales):
        return "scales go from fine to coarse"
    for field in template.fields:
        if not (0 <= field.x < 1 and 0 < field.width <= 1.001 - field.x and field.height_mm > 0):
            return f"field '{field.tag}' does not lie within the column"
    return _narrow(template)


def _unknown_paper(template: Template) -> str:
    """The paper that is named and not there."""
    names = [paper.name for paper in template.papers]
    if missing := [name for name in template.auto if name not in names] or (
        [""] if not template.auto else []
    ):
        return f"'auto' names no paper of the template: '{missing[0]}'"
    if template.tile and template.tile not in names:
        return f"'tile' names no paper of the template: '{template.tile}'"
    return ""


def _narrow(template: Template) -> str:
    """The paper that leaves no room for a plan."""
    for paper in template.papers:
        frame = SheetFrame(template, paper)
        x0, y0, x1, y1 = frame.area
        least = min(x1 - x0, y1 - y0, frame.column[3] - frame.column[1] + LEAST_AREA_MM / 2.0)
        if not math.isfinite(least) or least < LEAST_AREA_MM:
            return (
                f"paper '{paper.name}' leaves less than {LEAST_AREA_MM:.0f} mm beside column and title block"
            )
    return ""
