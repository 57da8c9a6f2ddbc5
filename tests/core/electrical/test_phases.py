"""Circuits dealt out to phases."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.electrical.phases import (
    Circuit,
    Evening,
    all_conductors,
    assign_phases,
    evening,
    imbalance_va,
    on_phase,
    phase_powers,
)

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


def test_all_conductors_are_named_once():
    assert all_conductors(("L1", "L2", "L3")) == "L1-L2-L3"
    assert all_conductors(("L1-L2", "L2-L3", "L3-L1")) == "L1-L2-L3"
    assert all_conductors(("L1-L2",)) == "L1-L2"
    assert on_phase("L1-L2-L3", "L3-L1")
    assert on_phase("L1-L2-L3", "L2")
    assert not on_phase("L1-L2", "L2-L3")


def evenest(powers):
    """The least imbalance of all ways, tried one by one."""
    ways = product(range(3), repeat=len(powers))
    loads = ([sum(p for p, at in zip(powers, way, strict=True) if at == n) for n in range(3)] for way in ways)
    return min(max(load) - min(load) for load in loads)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 14), min_size=1, max_size=7), st.integers(0, 6))
def test_a_limit_is_kept_wherever_any_way_keeps_it(powers, limit):
    circuits = [Circuit(f"B{i}", 500.0 * power) for i, power in enumerate(powers)]
    assigned = assign_phases(circuits, PHASES, 500.0 * limit)
    found = imbalance_va(phase_powers(circuits, assigned, PHASES))
    assert found <= 500.0 * max(limit, evenest(powers)) + 1e-6


def test_many_circuits_are_dealt_out_within_a_narrow_limit():
    circuits = [Circuit(f"B{i}", power) for i, power in enumerate([7000.0, 6000.0, 5500.0, 3000.0] * 20)]
    assigned = assign_phases(circuits, PHASES, 500.0)
    assert imbalance_va(phase_powers(circuits, assigned, PHASES)) <= 500.0


def full_but_the_last(units, circuits):
    most = -(-units // circuits)
    return [min(most, units - at) for at in range(0, units, most)]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 24), st.integers(1, 4), st.integers(0, 8))
def test_evened_circuits_are_the_fewest_that_keep_the_limit(units, circuits, limit):
    circuits = min(circuits, units)
    found = evening(units, 1000.0, circuits, PHASES, 1000.0 * limit)
    counts = range(circuits, min(units, 7) + 1)
    keeping = [count for count in counts if evenest(full_but_the_last(units, count)) <= limit]
    if not keeping:
        assert found is None or found.circuits > 7
        return
    sizes = full_but_the_last(units, keeping[0])
    if len(sizes) > 2 * circuits + 3:
        assert found is None, "so many are no remedy"
    else:
        assert (found.circuits, found.units) == (len(sizes), sizes[0])


def test_where_units_are_larger_than_the_limit_no_number_of_circuits_is_looked_for_long():
    assert evening(500, 5000.0, 72, PHASES, 4600.0) is None
    assert evening(504, 5000.0, 72, PHASES, 4600.0) == Evening(72, 7)
