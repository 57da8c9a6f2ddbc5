"""Circuits dealt out to phases."""

from hypothesis import given
from hypothesis import strategies as st

from designer.core.electrical.phases import Circuit, assign_phases, imbalance_va, phase_powers

PHASES = ("L1", "L2", "L3")


def test_three_equal_circuits_take_three_phases():
    circuits = [Circuit(f"B{i}", 1000.0) for i in (1, 2, 3)]
    assert assign_phases(circuits, PHASES) == {"B1": "L1", "B2": "L2", "B3": "L3"}


def test_a_three_phase_circuit_loads_all_alike():
    circuits = [Circuit("B1", 3000.0, three_phase=True)]
    loads = phase_powers(circuits, assign_phases(circuits, PHASES), PHASES)
    assert loads == {"L1": 1000.0, "L2": 1000.0, "L3": 1000.0}
    assert imbalance_va(loads) == 0


@given(st.lists(st.integers(1, 8), min_size=1, max_size=30))
def test_no_phase_is_ahead_by_more_than_the_largest_circuit(powers):
    circuits = [Circuit(f"B{i}", 1000.0 * power) for i, power in enumerate(powers)]
    assigned = assign_phases(circuits, PHASES)
    loads = phase_powers(circuits, assigned, PHASES)
    assert sum(loads.values()) == sum(circuit.power_va for circuit in circuits)
    assert imbalance_va(loads) <= max(circuit.power_va for circuit in circuits)


def test_one_phase_has_no_imbalance():
    circuits = [Circuit("B1", 1000.0), Circuit("B2", 500.0)]
    loads = phase_powers(circuits, assign_phases(circuits, ("L1-L2",)), ("L1-L2",))
    assert imbalance_va(loads) == 0
