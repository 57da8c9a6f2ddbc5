"""`trunkline demo`: the main job on a bundled example."""

from pathlib import Path

import click

from designer.core.errors import InputError
from designer.io.examples import example_names, example_path


@click.command("demo")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--example", metavar="NAME", help="Which example; the first of the list where none is given.")
@click.option("--list", "as_list", is_flag=True, help="Print the names of the examples, one a line.")
@click.option("--describe", is_flag=True, help="With --list: say what each example shows.")
def demo_command(folder: Path | None, example: str | None, as_list: bool, describe: bool) -> None:
    """Plan a bundled example and write all its files to FOLDER."""
    if as_list:
        for name, text in example_names().items():
            click.echo(f"{name}: {text}" if describe else name)
    elif folder is None:
        raise InputError("no folder to write to is named", remedy="write `trunkline demo out`")
    else:
        _write(example or next(iter(example_names())), folder)


def _write(name: str, folder: Path) -> None:
    from designer.cli.exporting import papers, require_folder, write_all
    from designer.cli.loading import planned
    from designer.cli.summary import summary
    from designer.export.papers import usual_papers

    require_folder(folder)
    project = example_path(name)
    content = project.read_bytes()
    _refuse_changed(folder / project.name, content)
    work = planned(project)
    files = {project.name: content, **papers(work, usual_papers())}
    write_all(files, folder)
    click.echo()
    click.echo(summary(work.design, work.plan, work.catalog))


def _refuse_changed(copy: Path, content: bytes) -> None:
    """InputError where an earlier demo's project was worked on since: it is nobody's to overwrite."""
    if copy.is_file() and copy.read_bytes() != content:
        raise InputError("it differs from the example", where=str(copy), remedy="choose another folder")
