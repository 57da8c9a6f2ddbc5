"""Findings on faults of the program, known by their code."""

from collections.abc import Iterable

from designer.core.findings import Finding, Location, error

PREFIX = "result-"
"""What the codes of these findings begin with."""


def fault(
    code: str, *subjects: str, at: tuple[str, float, float] | None = None, **params: str | float
) -> Finding:
    """A result that does not hold: `code` without the prefix, and where it is, as surface, x and y, mm."""
    return error(PREFIX + code, *subjects, at=Location(*at) if at else None, **params)


def faults(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of the findings that tell of a fault of the program."""
    return tuple(finding for finding in findings if finding.code.startswith(PREFIX))
