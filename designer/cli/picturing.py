"""`trunkline picture`: a sheet, or one view of it, as SVG or PNG."""

from pathlib import Path

import click

from designer.core.errors import InputError
from designer.export.papers import DEFAULT_DPI
from designer.io.atomic import write_bytes_atomically

_KINDS = (".svg", ".png")


@click.command("picture")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("sheet", type=int, required=False)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="File, .svg or .png.")
@click.option("--view", metavar="NAME", help="Only this view of the sheet: the id of a surface, or 'site'.")
@click.option("--dpi", type=int, default=DEFAULT_DPI, show_default=True, help="Resolution of a PNG file.")
@click.option("--template", metavar="NAME", default="", help="Sheets: see `trunkline sheets`; or a FILE.")
@click.option("--paper", metavar="NAME", default="", help="Paper of the sheets, such as A3.")
def picture_command(
    file: Path, sheet: int | None, output: Path, view: str | None, dpi: int, template: str, paper: str
) -> None:
    """Draw sheet SHEET of the project FILE, or one view of it. Without a number the sheets are listed."""
    from designer.cli.exporting import today
    from designer.cli.loading import planned
    from designer.drawing.crops import cropped, sheet_numbered, view_rect
    from designer.drawing.marks import Flattener
    from designer.export.papers import Work, sheet_set
    from designer.export.png_sheets import marks_png
    from designer.export.svg_sheets import marks_svg

    if output.suffix.lower() not in _KINDS:
        raise InputError("a picture is SVG or PNG", where=str(output), remedy="end the name in .svg or .png")
    work = planned(file)
    drawing = sheet_set(
        Work(
            design=work.design,
            plan=work.plan,
            catalog=work.catalog,
            date=today(),
            template=template,
            paper=paper,
        )
    )
    if sheet is None:
        names = "; ".join(one.name for one in drawing.sheets)
        raise InputError("the number of a sheet is missing", remedy=f"choose from {names}")
    chosen = sheet_numbered(drawing, sheet)
    marks = tuple(Flattener(drawing).marks(chosen))
    if view:
        chosen, marks = cropped(chosen, marks, view_rect(chosen, view))
    as_svg = output.suffix.lower() == ".svg"
    data = marks_svg(marks, chosen) if as_svg else marks_png(marks, chosen, dpi)
    write_bytes_atomically(output, data)
    click.echo(output)
