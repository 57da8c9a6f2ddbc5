"""The bound that no plan of the same inverters can go below."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import Settings
from designer.core.planning import derive
from tests import sites


@pytest.mark.parametrize("limit", [None, 1, 2, 3, 5])
def test_cost_and_circuits_are_never_below_their_bounds(limit):
    design = replace(sites.gable(), settings=Settings(max_units_per_branch=limit))
    found = derive(design, sites.catalog()).trunk
    assert 0 < found.bound <= found.cost
    assert found.circuits >= found.least_circuits
    assert found.gap_pct >= 0


def test_full_branches_are_the_least():
    found = derive(sites.gable(), sites.catalog()).trunk
    assert (found.circuits, found.least_circuits) == (1, 1)


def test_no_branch_no_cost():
    found = derive(replace(sites.gable(), boxes=()), sites.catalog()).trunk
    assert (found.cost, found.bound, found.circuits, found.gap_pct) == (0, 0, 0, 0)
