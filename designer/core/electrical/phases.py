"""Deal single-phase circuits out to the phase conductors so that they are loaded evenly."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct


class Circuit(Struct, frozen=True):
    """A circuit's id and apparent power; three-phase circuits load all phases alike."""

    id: str
    power_va: float
    three_phase: bool = False


MOST_STATES = 400
"""So many ways of loading the phases are followed at once; few enough circuits are dealt out exactly."""


def assign_phases(
    circuits: Sequence[Circuit], phases: Sequence[str], limit_va: float | None = None
) -> dict[str, str]:
    """Phase of each circuit: largest first, each to the phase with the least load (first of equals).

    Where that leaves the phases further apart than `limit_va`, the most even way is looked for. Three-phase
    circuits are on the conductors of all phases. The circuits are taken as they are, as few as there may be,
    so the phases may stay further apart than the limit.
    """
    single = sorted((one for one in circuits if not one.three_phase), key=lambda one: (-one.power_va, one.id))
    dealt = _dealt(single, phases)
    if limit_va is not None and _spread(_loads(single, dealt, phases)) > limit_va:
        dealt = min(dealt, _searched(single, phases), key=lambda way: _spread(_loads(single, way, phases)))
    everywhere = all_conductors(phases)
    return {
        **dict(zip((one.id for one in single), dealt, strict=True)),
        **{one.id: everywhere for one in circuits if one.three_phase},
    }


def all_conductors(phases: Iterable[str]) -> str:
    """The conductors of all phases in one name: L1, L2, L3 or L1-L2, L2-L3, L3-L1 → L1-L2-L3."""
    return "-".join(dict.fromkeys(name for phase in phases for name in phase.split("-")))


def on_phase(circuit_phase: str, phase: str) -> bool:
    """Whether a circuit with this phase, or on all conductors, loads a phase."""
    return set(phase.split("-")) <= set(circuit_phase.split("-"))


class Evening(Struct, frozen=True):
    """So many circuits of up to so many units each that load the phases evenly enough."""

    circuits: int
    units: int


def evening(
    units: int, unit_va: float, circuits: int, phases: Sequence[str], limit_va: float
) -> Evening | None:
    """The fewest circuits of units of one kind, at least `circuits`, that keep the phases within the limit.

    All of them but the last are full. None where not even some more than twice as many do.
    """
    for count in range(circuits, min(units, 2 * circuits + len(phases)) + 1):
        most = -(-units // count)
        sizes = [most] * (units // most) + [units % most] * (units % most > 0)
        if len(sizes) < count and count > circuits:
            continue  # as many units each make fewer circuits, which were looked at
        dealt = [Circuit(str(number), size * unit_va) for number, size in enumerate(sizes)]
        loads = phase_powers(dealt, assign_phases(dealt, phases, limit_va), phases)
        if imbalance_va(loads) <= limit_va:
            return Evening(len(sizes), most)
    return None


def _dealt(circuits: Sequence[Circuit], phases: Sequence[str]) -> tuple[str, ...]:
    loads = dict.fromkeys(phases, 0.0)
    dealt = []
    for circuit in circuits:
        phase = min(phases, key=lambda name: (loads[name], phases.index(name)))
        loads[phase] += circuit.power_va
        dealt.append(phase)
    return tuple(dealt)


class _Way:
    """Circuits dealt out one after the other: the last one's phase, and the way before it."""

    __slots__ = ("before", "loads", "phase")

    def __init__(self, loads: tuple[float, ...], phase: str = "", before: "_Way | None" = None) -> None:
        self.loads, self.phase, self.before = loads, phase, before

    def dealt(self) -> tuple[str, ...]:
        """The phase of each circuit."""
        found, way = [], self
        while way.before is not None:
            found.append(way.phase)
            way = way.before
        return tuple(reversed(found))


def _searched(circuits: Sequence[Circuit], phases: Sequence[str]) -> tuple[str, ...]:
    """The most even of the ways that are followed, circuit by circuit; like loads count once."""
    ways = [_Way((0.0,) * len(phases))]
    for circuit in circuits:
        grown: dict[tuple[float, ...], _Way] = {}
        for way in ways:
            loads = way.loads
            for place, phase in enumerate(phases):
                more = round(loads[place] + circuit.power_va, 3)
                after = (*loads[:place], more, *loads[place + 1 :])
                key = tuple(sorted(after))
                if key not in grown:
                    grown[key] = _Way(after, phase, way)
        kept = sorted(grown, key=lambda loads: (loads[-1] - loads[0], loads))[:MOST_STATES]
        ways = [grown[key] for key in kept]
    return min(ways, key=lambda way: (_spread(way.loads), way.dealt())).dealt()


def _loads(circuits: Sequence[Circuit], dealt: Sequence[str], phases: Sequence[str]) -> list[float]:
    own = [(circuit.power_va, phase) for circuit, phase in zip(circuits, dealt, strict=True)]
    return [sum(power for power, where in own if where == phase) for phase in phases]


def _spread(loads: Sequence[float]) -> float:
    return max(loads, default=0.0) - min(loads, default=0.0)


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
