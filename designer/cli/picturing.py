"""`trunkline picture`: a sheet, or one view of it, as SVG or PNG; without a file the sheets are listed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from designer.cli.exporting import today
from designer.cli.loading import Planned, planned
from designer.cli.table import table
from designer.core.errors import InputError
from designer.core.model.design import Design
from designer.drawing.model import Drawing, PaperSheet
from designer.export.papers import DEFAULT_DPI, Work, sheet_set
from designer.io.atomic import write_bytes_atomically

_KINDS = (".svg", ".png")


@click.command("picture")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("sheet", type=int, required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, .svg or .png.")
@click.option("--view", metavar="NAME", help="Only this view of the sheet: the id of a surface, or 'site'.")
@click.option("--dpi", type=int, default=DEFAULT_DPI, show_default=True, help="Resolution of a PNG file.")
@click.option("--template", metavar="NAME", default="", help="Sheets: see `trunkline sheets`; or a FILE.")
@click.option("--paper", metavar="NAME", default="", help="Paper of the sheets, such as A3.")
def picture_command(file: Path, sheet: int | None, output: Path | None, **given: Any) -> None:
    """Draw sheet SHEET of the project FILE, or one view of it, to -o.

    Without -o the sheets and their views are listed.
    """
    if output is not None and output.suffix.lower() not in _KINDS:
        raise InputError("a picture is SVG or PNG", where=str(output), remedy="end the name in .svg or .png")
    work = planned(file)
    drawing = _drawing(work, given["template"], given["paper"])
    if output is None:
        click.echo(_listed(drawing, work.design))
        return
    if sheet is None:
        names = "; ".join(one.name for one in drawing.sheets)
        raise InputError("the number of a sheet is missing", remedy=f"choose from {names}")
    write_bytes_atomically(output, _picture(drawing, sheet, output, given["view"], given["dpi"]))
    click.echo(output)


def _drawing(work: Planned, template: str, paper: str) -> Drawing:
    return sheet_set(
        Work(
            design=work.design,
            plan=work.plan,
            catalog=work.catalog,
            date=today(),
            template=template,
            paper=paper,
        )
    )


def _listed(drawing: Drawing, design: Design) -> str:
    """The sheets by their numbers, with their papers and views."""
    surfaces = {one.id: one.name for one in design.surfaces}
    rows = [
        (
            str(number),
            one.name.lstrip("0123456789 "),
            f"{one.width_mm:.0f} × {one.height_mm:.0f} mm",
            _views(one, surfaces),
        )
        for number, one in enumerate(drawing.sheets, start=1)
    ]
    return table(("sheet", "name", "paper", "views"), rows)


def _views(sheet: PaperSheet, surfaces: Mapping[str, str]) -> str:
    """The views of a sheet, that of a surface with its name."""
    names = dict.fromkeys(view.name for view in sheet.views)
    return ", ".join(f"{one} ({surfaces[one]})" if one in surfaces else one for one in names) or "-"


def _picture(drawing: Drawing, sheet: int, output: Path, view: str | None, dpi: int) -> bytes:
    from designer.drawing.crops import cropped, sheet_numbered, view_rect
    from designer.drawing.marks import Flattener
    from designer.export.png_sheets import marks_png
    from designer.export.svg_sheets import marks_svg

    chosen = sheet_numbered(drawing, sheet)
    marks = tuple(Flattener(drawing).marks(chosen))
    if view:
        chosen, marks = cropped(chosen, marks, view_rect(chosen, view))
    as_svg = output.suffix.lower() == ".svg"
    return marks_svg(marks, chosen) if as_svg else marks_png(marks, chosen, dpi)
