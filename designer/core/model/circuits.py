"""Branches by the circuit they belong to."""

from collections.abc import Iterable

from designer.core.model.plan import BranchPlan


def by_circuit(branches: Iterable[BranchPlan]) -> dict[str, list[BranchPlan]]:
    """The branches of each circuit: one, or two of a centre-fed circuit. All in the order of the branches."""
    found: dict[str, list[BranchPlan]] = {}
    for branch in branches:
        found.setdefault(branch.circuit, []).append(branch)
    return found
