"""`trunkline picture`: a sheet, or one view of it, as SVG or PNG; without a file the sheets are listed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from designer.cli.exporting import today
from designer.cli.loading import Planned, planned
from designer.cli.picture_files import SVG, checked_ending
from designer.cli.table import table
from designer.core.model.design import Design
from designer.drawing.crops import chosen_view
from designer.drawing.model import Drawing, PaperSheet
from designer.export.papers import DEFAULT_DPI, Work, sheet_set
from designer.io.atomic import write_bytes_atomically


@click.command("picture")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("sheet", default="")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, .svg or .png.")
@click.option(
    "--view", metavar="NAME", default="", help="Only this view: a surface by its name or id, or 'site'."
)
@click.option("--dpi", type=int, default=DEFAULT_DPI, show_default=True, help="Resolution of a PNG file.")
@click.option("--template", metavar="NAME", default="", help="Sheets: see `trunkline sheets`; or a FILE.")
@click.option("--paper", metavar="NAME", default="", help="Paper of the sheets, such as A3.")
def picture_command(file: Path, sheet: str, output: Path | None, **given: Any) -> None:
    """Draw sheet SHEET of the project FILE, or one view of it, to -o.

    SHEET is its number or its name, as far as it is of one sheet only; or the name of a view, which is drawn
    from the first sheet that has it. Without -o the sheets and their views are listed.
    """
    if output is not None:
        checked_ending(output)
    work = planned(file)
    drawing = _drawing(work, given["template"], given["paper"])
    if output is None:
        click.echo(_listed(drawing, work.design))
        return
    names = {one.id: one.name for one in work.design.surfaces}
    chosen, view = chosen_view(drawing, sheet, given["view"], names)
    write_bytes_atomically(output, _picture(drawing, chosen, view, output, given["dpi"]))
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


def _picture(drawing: Drawing, sheet: PaperSheet, view: str, output: Path, dpi: int) -> bytes:
    from designer.drawing.crops import cropped, view_rect
    from designer.drawing.marks import Flattener
    from designer.export.png_sheets import marks_png
    from designer.export.svg_sheets import marks_svg

    marks = tuple(Flattener(drawing).marks(sheet))
    if view:
        sheet, marks = cropped(sheet, marks, view_rect(sheet, view))
    return marks_svg(marks, sheet) if checked_ending(output) == SVG else marks_png(marks, sheet, dpi)
