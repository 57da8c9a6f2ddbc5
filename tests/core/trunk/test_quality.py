"""The bound that no plan of the same inverters can go below."""

import pytest
from msgspec.structs import replace

from designer.branch_words import how_good
from designer.core.model.design import Box, BranchLock, Settings
from designer.core.model.plan import TrunkQuality
from designer.core.planning import derive
from tests import sites
from tests.core.trunk.test_stage import fourteen


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


THIN = "hms-trunk-12awg-2.0m"
"""A branch of it carries four inverters, not seven."""


def with_trunk(product, **more):
    design = sites.gable()
    return replace(design, products=replace(design.products, trunk=product), **more)


def test_the_least_circuits_are_those_of_the_chosen_trunk():
    found = derive(with_trunk(THIN), sites.catalog()).trunk
    assert (found.circuits, found.least_circuits) == (2, 2)


def test_a_lock_without_a_cable_of_its_own_takes_the_chosen_trunk():
    lock = BranchLock(id="K1", inverters=("I1", "I3"), box="X1")
    plan = derive(with_trunk("hms-trunk-12awg-4.2m", locks=(lock,)), sites.catalog())
    assert {branch.product for branch in plan.branches} == {"hms-trunk-12awg-4.2m"}


def test_the_bound_holds_where_a_lock_asks_for_another_cable():
    lock = BranchLock(id="K1", inverters=("I1", "I3"), box="X1", product="hms-trunk-10awg-2.0m")
    found = derive(with_trunk(THIN, locks=(lock,)), sites.catalog()).trunk
    assert 0 < found.bound <= found.cost
    assert found.circuits >= found.least_circuits


def test_each_roof_that_no_way_joins_needs_branches_of_its_own():
    roofs = [sites.surface(name) for name in ("S1", "S2")]
    rows = [sites.row(f"R{number}", f"S{number}", 4, 10 * number) for number in (1, 2)]
    boxes = [Box(id=f"X{number}", surface=f"S{number}", x=700.0, y=200.0) for number in (1, 2)]
    found = derive(sites.design(roofs, rows, boxes), sites.catalog()).trunk
    assert (found.circuits, found.least_circuits) == (2, 2)
    assert how_good(found) == "proven least"


@pytest.mark.parametrize(("held", "said"), [(0, ""), (2, " and 2 locked or kept branches")])
def test_a_proof_is_of_so_many_branches_where_fewer_might_do(held, said):
    known = TrunkQuality(cost=500.0, bound=500.0, circuits=3, least_circuits=2, held=held)
    assert how_good(known) == f"proven least with so many branches{said}"


def test_no_branch_no_cost():
    found = derive(replace(sites.gable(), boxes=()), sites.catalog()).trunk
    assert (found.cost, found.bound, found.circuits, found.gap_pct) == (0, 0, 0, 0)


def test_circuits_that_are_held_are_told_beside_the_proof():
    """A lock of three inverters costs more than the best plan does: the proof is of plans with it."""
    free = derive(fourteen(), sites.catalog())
    lock = BranchLock(id="K1", inverters=free.branches[0].inverters[:3], box="X1")
    plan = derive(replace(fourteen(), locks=(lock,)), sites.catalog())
    assert (free.trunk.held, plan.trunk.held) == (0, 1)
    assert how_good(free.trunk) == "proven least"
    assert plan.trunk.cost > free.trunk.cost
    assert how_good(plan.trunk) == "proven least with 1 locked or kept branch"


def test_no_more_circuits_are_needed_than_a_lock_over_its_limit_has():
    """Held circuits count as they are."""
    names = tuple(derive(fourteen(), sites.catalog()).branches[0].inverters)
    lock = BranchLock(id="K1", inverters=names, box="X1")
    limited = replace(fourteen(), locks=(lock,), settings=Settings(max_units_per_branch=4))
    plan = derive(limited, sites.catalog())
    assert [one for one in plan.findings if one.code == "branch-over-limit"]
    assert plan.trunk.circuits == plan.trunk.least_circuits == 1
