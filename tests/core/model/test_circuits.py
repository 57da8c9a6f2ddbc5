"""Branches by their circuits."""

from designer.core.model.circuits import by_circuit
from tests.planned import plan_of_example


def test_every_branch_is_in_its_circuit_and_all_stay_in_order():
    branches = plan_of_example("hip").branches * 2
    found = by_circuit(branches)
    assert list(found) == list(dict.fromkeys(branch.circuit for branch in branches))
    for circuit, legs in found.items():
        assert legs == [branch for branch in branches if branch.circuit == circuit]
