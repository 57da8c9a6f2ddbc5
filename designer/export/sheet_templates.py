"""Sheet templates: bundled ones in resources/sheets, and a person's own files."""

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from designer.core.errors import InputError
from designer.core.model.names import nearest_remedy
from designer.core.resources import resource_root
from designer.drawing.sheets.template import SheetFrame, Template

SUFFIX = ".toml"
LEAST_AREA_MM = 100.0
"""Less room beside the column shows no plan."""

PLAIN = "iso"
"""For a market that no template names."""


@cache
def bundled_templates() -> tuple[Template, ...]:
    """The templates that come with the program, by their ids."""
    return tuple(read_template(file) for file in sorted((resource_root() / "sheets").glob("*" + SUFFIX)))


def template_for(choice: str, region: str) -> Template:
    """The template with this id or in this file; without a choice the one of the region.

    Raises InputError, with the place and a remedy, where there is none or its file is bad.
    """
    known = {template.id: template for template in bundled_templates()}
    if not choice:
        of_region = (template for template in known.values() if region in template.regions)
        return next(of_region, known[PLAIN])
    if choice in known:
        return known[choice]
    if choice.endswith(SUFFIX):
        return read_template(Path(choice))
    raise InputError(f"there are no sheets '{choice}'", remedy=nearest_remedy(choice, known))


def template_text(choice: str) -> str:
    """The file of a bundled template, to be edited as an own one. InputError for an unknown id."""
    known = {template.id for template in bundled_templates()}
    if choice not in known:
        raise InputError(f"there are no sheets '{choice}'", remedy=nearest_remedy(choice, sorted(known)))
    return (resource_root() / "sheets" / f"{choice}{SUFFIX}").read_text(encoding="utf-8")


def read_template(file: Path) -> Template:
    """A template from its file. InputError, with the place and a remedy, where it is bad."""
    try:
        template = msgspec.convert(_parsed(file), Template, strict=False)
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


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"it cannot be read ({reason})", where=str(file), remedy="check its name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"it is not TOML ({error})", where=str(file), remedy="mend the line") from error


def _problem(template: Template) -> str:
    """What is wrong with a template, in words; empty when nothing is."""
    names = [paper.name for paper in template.papers]
    if not template.papers or not template.scales or not template.fields:
        return "a template needs papers, scales and fields"
    if missing := [name for name in template.auto if name not in names] or (
        [""] if not template.auto else []
    ):
        return f"'auto' names no paper of the template: '{missing[0]}'"
    if any(scale <= 0 or not math.isfinite(scale) for scale in template.scales):
        return "every scale is a number above 0"
    if list(template.scales) != sorted(template.scales):
        return "scales go from fine to coarse"
    for field in template.fields:
        if not (0 <= field.x < 1 and 0 < field.width <= 1.001 - field.x and field.height_mm > 0):
            return f"field '{field.tag}' does not lie within the column"
    return _narrow(template)


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
