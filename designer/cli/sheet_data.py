"""`trunkline layers`, `sheets` and `labels`: what an export is made with, and files for own ones."""

from pathlib import Path

import click

from designer.cli.table import table
from designer.io.atomic import write_bytes_atomically


@click.command("layers")
@click.argument("preset", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the preset's file, to be edited."
)
def layers_command(preset: str | None, output: Path | None) -> None:
    """List the layer presets, or print the file of PRESET, to be changed and given to export --layers."""
    from designer.export.layer_presets import bundled_presets, preset_text

    if preset is None:
        rows = [(one.id, one.name) for one in bundled_presets()]
        click.echo(table(("preset", "name"), rows))
    else:
        _put(preset_text(preset), output)


@click.command("sheets")
@click.argument("template", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the template's file, to be edited."
)
def sheets_command(template: str | None, output: Path | None) -> None:
    """List the sheet templates with their papers, or print the file of TEMPLATE, for export --template."""
    from designer.export.sheet_templates import bundled_templates, template_text

    if template is None:
        rows = [
            (one.id, one.name, ", ".join(paper.name for paper in one.papers)) for one in bundled_templates()
        ]
        click.echo(table(("template", "name", "papers"), rows))
    else:
        _put(template_text(template), output)


@click.command("labels")
@click.argument("sheet", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the sheet's file, to be edited.")
def labels_command(sheet: str | None, output: Path | None) -> None:
    """List the sheets of labels, or print the file of SHEET, to be changed for export --label-sheet."""
    from designer.export.label_sheets import bundled_label_sheets, label_sheet_text

    if sheet is None:
        click.echo(table(("labels", "name"), [(one.id, one.name) for one in bundled_label_sheets()]))
    else:
        _put(label_sheet_text(sheet), output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        write_bytes_atomically(output, text.encode("utf-8"))
        click.echo(output)
