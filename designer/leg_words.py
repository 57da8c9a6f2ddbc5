"""Figures of a circuit, which limits are for, and beside them those of one leg where it has two."""

from collections.abc import Iterable

from designer.core.model.circuits import CircuitLoad
from designer.core.model.plan import BranchPlan

IN_BRACKETS = "in brackets that of one leg where the circuit is fed in its middle"
ON_LEG = " on this leg"


def beside_leg(whole: str, leg: str, load: CircuitLoad) -> str:
    """A figure of a circuit, with that of one leg in brackets where there are two: ``8 (4)``."""
    return f"{whole} ({leg})" if load.legs > 1 else whole


def units_text(branch: BranchPlan, load: CircuitLoad, limit: str = "", leg: str = "") -> str:
    """Inverters of a branch's circuit: ``8 (4)``.

    `limit` follows the figure of the circuit, as it is the circuit's; `leg` that of the branch.
    """
    return beside_leg(f"{load.units}{limit}", f"{len(branch.inverters)}{leg}", load)


def amperes_text(
    branch: BranchPlan, load: CircuitLoad, limit: str = "", leg: str = "", *, digits: int = 2
) -> str:
    """Amperes of a branch's circuit, without their unit: ``34.78 (17.39)``; for the rest see `units_text`."""
    return beside_leg(f"{load.current_a:.{digits}f}{limit}", f"{branch.current_a:.{digits}f}{leg}", load)


def titled(title: str, loads: Iterable[CircuitLoad]) -> str:
    """The title of a printed table, which says what its brackets mean where there are any."""
    return f"{title} (in brackets: one leg)" if any(load.legs > 1 for load in loads) else title
