"""Deal single-phase circuits out to the phase conductors so that they are loaded evenly."""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class Circuit(Struct, frozen=True):
    """A circuit's id and apparent power; three-phase circuits load all phases alike."""

    id: str
    power_va: float
    three_phase: bool = False


def assign_phases(circuits: Sequence[Circuit], phases: Sequence[str]) -> dict[str, str]:
    """Phase of each circuit: largest first, each to the phase with the least load (first of equals).

    Three-phase circuits get all phases joined by a hyphen.
    """
    loads = dict.fromkeys(phases, 0.0)
    assigned = {}
    for circuit in sorted(circuits, key=lambda item: (-item.power_va, item.id)):
        if circuit.three_phase:
            assigned[circuit.id] = "-".join(phases)
            continue
        phase = min(phases, key=lambda name: (loads[name], phases.index(name)))
        loads[phase] += circuit.power_va
        assigned[circuit.id] = phase
    return assigned


def phase_powers(
    circuits: Sequence[Circuit], assigned: Mapping[str, str], phases: Sequence[str]
) -> dict[str, float]:
    """Apparent power on each phase, VA."""
    loads = dict.fromkeys(phases, 0.0)
    for circuit in circuits:
        if circuit.three_phase:
            for phase in phases:
                loads[phase] += circuit.power_va / len(phases)
        else:
            loads[assigned[circuit.id]] += circuit.power_va
    return loads


def imbalance_va(loads: Mapping[str, float]) -> float:
    """Largest difference between two phases; 0 where there is only one."""
    return max(loads.values(), default=0.0) - min(loads.values(), default=0.0)
