"""While better branches are looked for, what is proven of their cost is told."""

from msgspec.structs import replace

from designer.core.caching.pace import Pace, SharedBounds, never
from designer.core.model.design import BranchLock
from designer.core.planning import Planner, derive
from designer.io.examples import example_path
from designer.io.project import load_project
from tests import sites
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()


def heard_of(design):
    """All bounds that are told, and the plan."""
    heard = []
    return heard, Planner(CATALOG).plan(design, told=heard.append)


def test_what_is_told_is_never_above_the_bound_in_the_end():
    heard, plan = heard_of(load_project(example_path("hip")))
    first = Planner(CATALOG).plan(load_project(example_path("hip")), hasty=True)
    assert first.trunk.bound < max(heard) <= plan.trunk.bound + 0.01


def test_locked_branches_are_told_of_as_well():
    design = generated_at(185, CATALOG).design
    one = Planner(CATALOG).plan(design, hasty=True).branches[0]
    lock = BranchLock(id=one.id, inverters=one.inverters, box=one.box)
    heard, plan = heard_of(replace(design, locks=(lock,)))
    free = sum(branch.cost for branch in plan.branches if not branch.locked)
    assert heard
    assert plan.trunk.cost - 0.2 * free < max(heard) <= plan.trunk.bound + 0.01


def test_parts_of_the_work_tell_what_all_of_it_costs():
    heard = []
    pace = Pace(never, heard.append)
    pace.beside(10.0).beside(5.0).tell(1.0)
    pace.beside(10.0).at_most(2.0).tell(3.0)
    pace.silent().tell(99.0)
    assert heard == [16.0, 12.0]


def test_what_is_loosened_or_settled_for_less_is_told_at_once():
    heard = []
    bounds = SharedBounds(Pace(never, heard.append), [10.0, 20.0])
    bounds.pace_of(0).beside(5.0).at_most(90.0).counting(2.0).tell(40.0)
    bounds.pace_of(0).loosen(0.5)
    bounds.pace_of(0).silent().loosen(0.5)
    assert heard == [105.0, 62.5]
    bounds.settle(0, 50.0)
    assert heard == [105.0, 62.5]
    bounds.settle(0, 40.0)
    assert heard == [105.0, 62.5, 60.0]


def offers_of(design):
    """The plans that are offered on the way, and the whole one."""
    heard = []
    plan = Planner(CATALOG).plan(design, offered=lambda make: heard.append(make()))
    return heard, plan


def test_a_plan_with_good_branches_is_offered_before_the_best():
    design = generated_at(40, CATALOG).design
    first = Planner(CATALOG).plan(design, hasty=True)
    offers, plan = offers_of(design)
    assert [one.trunk.cost for one in offers] == sorted((one.trunk.cost for one in offers), reverse=True)
    assert plan.trunk.cost <= offers[-1].trunk.cost < first.trunk.cost
    assert {one.id for one in offers[-1].inverters} == {one.id for one in plan.inverters}
    assert sum(len(one.inverters) for one in offers[-1].branches) == len(plan.inverters)
    assert 0 < offers[-1].trunk.bound <= plan.trunk.bound
    assert plan == derive(design, CATALOG), "what was offered changes nothing"


def test_what_is_offered_has_the_branches_of_all_boxes_and_those_that_are_locked():
    design = load_project(example_path("hip"))
    one = Planner(CATALOG).plan(design, hasty=True).branches[0]
    lock = BranchLock(id=one.id, inverters=one.inverters, box=one.box)
    offers, plan = offers_of(replace(design, locks=(lock,)))
    assert offers
    for offer in offers:
        assert {name for own in offer.branches for name in own.inverters} == {i.id for i in plan.inverters}
        assert [own.inverters for own in offer.branches if own.locked] == [one.inverters]
        assert len({own.id for own in offer.branches}) == len(offer.branches)
