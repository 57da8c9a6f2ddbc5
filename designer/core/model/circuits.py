"""Branches by the circuit they belong to."""

from collections.abc import Iterable

from msgspec import Struct

from designer.core.model.plan import BranchPlan


class CircuitLoad(Struct, frozen=True):
    """What a circuit has to keep its limits with: all of its legs share one protective device."""

    units: int
    current_a: float
    legs: int


def by_circuit(branches: Iterable[BranchPlan]) -> dict[str, list[BranchPlan]]:
    """The branches of each circuit: one, or two of a centre-fed circuit. All in the order of the branches."""
    found: dict[str, list[BranchPlan]] = {}
    for branch in branches:
        found.setdefault(branch.circuit, []).append(branch)
    return found


def circuit_loads(branches: Iterable[BranchPlan]) -> dict[str, CircuitLoad]:
    """Inverters and amperes of each circuit."""
    return {
        name: CircuitLoad(
            sum(len(leg.inverters) for leg in legs), sum(leg.current_a for leg in legs), len(legs)
        )
        for name, legs in by_circuit(branches).items()
    }
