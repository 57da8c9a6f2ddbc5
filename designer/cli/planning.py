"""`trunkline plan`: the summary of a plan, or all of it as JSON."""

from pathlib import Path

import click

from designer.cli.loading import planned
from designer.core.model.design import TrunkSearch


@click.command("plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--first",
    is_flag=True,
    help="Keep the first branches, which come at once, and look for no cheaper ones.",
)
@click.option(
    "--thorough",
    is_flag=True,
    help="Look for cheaper branches on large roofs too, which takes up to a minute.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole plan as JSON.")
def plan_command(file: Path, first: bool, thorough: bool, as_json: bool) -> None:
    """Plan the project FILE and print a summary."""
    work = planned(file, search=_search(first, thorough))
    if as_json:
        from designer.export.plan_json import plan_json

        click.echo(plan_json(work.design, work.plan, work.catalog))
    else:
        from designer.cli.summary import summary

        click.echo(summary(work.design, work.plan, work.catalog))


def _search(first: bool, thorough: bool) -> TrunkSearch | None:
    """The search that was asked for; None = the project's own."""
    if first and thorough:
        raise click.UsageError("--first and --thorough exclude each other: name one of them")
    if first:
        return TrunkSearch.FIRST
    return TrunkSearch.THOROUGH if thorough else None
