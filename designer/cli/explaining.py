"""`trunkline explain`: why the branches of a project are as they are."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from designer.branch_words import (
    limited,
    margin_cells,
    option_verdict,
    over_limits,
    reasons,
    runner_up,
    title,
)
from designer.cli.loading import explained
from designer.cli.table import table
from designer.core.errors import InputError
from designer.core.trunk.why import BranchWhy, Option

MARGIN_HEADER = ("Limit", "Is", "At most", "Used")
OPTION_HEADER = ("Trunk cable", "Pitch m", "Ports", "Capped", "Links", "Legs", "Rise %", "Cost", "More", "")


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--branch", "branches", multiple=True, help="Only this branch, or that of an inverter (repeat)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as JSON.")
def explain_command(file: Path, branches: tuple[str, ...], as_json: bool) -> None:
    """Say why the branches of the project FILE are as they are.

    What limits each branch, what other cables and other ways of bridging long steps would have cost, and
    what one inverter more would need.
    """
    found = explained(file, branches)
    _refuse_unknown(file, branches, found)
    if as_json:
        entries = [_entry(why) for why in found]
        click.echo(json.dumps({"branches": entries}, ensure_ascii=False, indent=2).encode())
    elif not found:
        click.echo("There are no branches: put modules on a surface and a box beside them.")
    else:
        click.echo("\n\n".join("\n".join(_told(why)) for why in found))


def _refuse_unknown(file: Path, asked: Sequence[str], found: Sequence[BranchWhy]) -> None:
    known = {name for why in found for name in (why.circuit, *why.branches, *why.inverters)}
    missing = next((name for name in asked if name not in known), None)
    if missing is not None:
        what = f"there is no branch or inverter {missing} in the plan"
        raise InputError(what, where=str(file), remedy="`trunkline plan` lists the branches")


def _told(why: BranchWhy) -> Iterator[str]:
    yield title(why)
    for reason in reasons(why):
        yield f"  {reason}"
    yield ""
    yield table(MARGIN_HEADER, [margin_cells(margin) for margin in why.margins])
    yield ""
    others = [_option_row(option, option_verdict(option, why.chosen)) for option in why.options]
    yield table(OPTION_HEADER, [_option_row(why.chosen, "as planned"), *others])


def _option_row(option: Option, verdict: str) -> Sequence[str]:
    laid = option.cost is not None
    return (
        option.product,
        f"{option.pitch_mm / 1000:.2f}",
        str(option.ports) if laid else "-",
        str(option.capped) if laid else "-",
        str(option.links) if laid else "-",
        str(option.legs) if laid else "-",
        f"{option.rise_pct:.2f}" if laid else "-",
        f"{option.cost:.2f}" if laid else "-",
        f"{option.more:.2f}" if option.more is not None else "-",
        verdict,
    )


def _entry(why: BranchWhy) -> dict[str, Any]:
    """All figures, and the sentences made of them; what is endless or unknown is null."""
    figures: dict[str, Any] = msgspec.to_builtins(why)
    words = {
        "title": title(why),
        "over_limits": over_limits(why),
        "limited": limited(why),
        "runner_up": runner_up(why),
        "all": reasons(why),
    }
    finite: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({**figures, "sentences": words}))
    return finite
