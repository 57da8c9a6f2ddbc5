"""`trunkline check`: the findings of a plan, and an exit code for scripts."""

import json
from pathlib import Path
from typing import Any

import click

from designer.cli.loading import planned
from designer.cli.summary import counted
from designer.cli.voice import DONE, FOUND_ERRORS
from designer.core.findings import Finding, Severity
from designer.part_names import Naming, PartNames
from designer.wording import located_sentence, sentence


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def check_command(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Plan the project FILE and print what is found: errors, warnings and notes.

    Exit code 0: no error that is not approved; 1: such errors; 2: the file cannot be used.
    """
    work = planned(file)
    findings = sorted(work.plan.findings, key=lambda finding: list(Severity).index(finding.severity))
    approvals = work.design.approvals
    names = PartNames(work.catalog, work.plan)
    if as_json:
        entries = [_entry(finding, names, approved=finding.key in approvals) for finding in findings]
        click.echo(json.dumps({"findings": entries}, ensure_ascii=False, indent=2).encode())
    else:
        for finding in findings:
            approved = " (approved)" if finding.key in approvals else ""
            click.echo(f"{finding.severity}{approved}: {located_sentence(finding, names)}.")
        click.echo(counted(findings, approvals))
    unapproved = any(finding.key not in approvals for finding in work.plan.errors())
    ctx.exit(FOUND_ERRORS if unapproved else DONE)


def _entry(finding: Finding, names: Naming, *, approved: bool) -> dict[str, Any]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sentence": sentence(finding, names),
        "subjects": list(finding.subjects),
        "location": place and {"surface": place.surface, "x": place.x, "y": place.y},
        "params": finding.params,
        "key": finding.key,
        "approved": approved,
    }
