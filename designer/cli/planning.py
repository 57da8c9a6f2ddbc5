"""`trunkline plan`: the summary of a plan, or all of it as JSON."""

from pathlib import Path

import click

from designer.cli.loading import planned


@click.command("plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--thorough",
    is_flag=True,
    help="Look for cheaper branches on large roofs too, which takes up to a minute.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole plan as JSON.")
def plan_command(file: Path, thorough: bool, as_json: bool) -> None:
    """Plan the project FILE and print a summary."""
    work = planned(file, thorough=thorough)
    if as_json:
        from designer.export.plan_json import plan_json

        click.echo(plan_json(work.design, work.plan, work.catalog))
    else:
        from designer.cli.summary import summary

        click.echo(summary(work.design, work.plan, work.catalog))
