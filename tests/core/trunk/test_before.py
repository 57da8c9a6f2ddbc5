"""The first answer after an edit keeps the branches that a search had chosen before, where they still do."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import TrunkSearch
from designer.core.planning import Planner, derive
from designer.io.examples import example_path
from designer.io.project import load_project
from tests import sites

CATALOG = sites.catalog()


@pytest.fixture(scope="module")
def hip():
    return load_project(example_path("hip"))


@pytest.fixture(scope="module")
def planner():
    return Planner(CATALOG)


@pytest.fixture(scope="module")
def planned(planner, hip):
    return planner.plan(hip)


def circuits(plan):
    """The inverters of each branch, in whatever order: orders of the same cost are as good."""
    return {frozenset(branch.inverters) for branch in plan.branches}


def shifted(design, number, by_mm):
    """The Design with a row moved along its rails."""
    row = design.rows[number]
    moved = replace(row, modules=tuple(replace(one, along_mm=one.along_mm + by_mm) for one in row.modules))
    return replace(design, rows=(*design.rows[:number], moved, *design.rows[number + 1 :]))


def without(design, row, module):
    own = design.rows[row]
    left = replace(own, modules=tuple(one for index, one in enumerate(own.modules) if index != module))
    return replace(design, rows=(*design.rows[:row], left, *design.rows[row + 1 :]))


@pytest.mark.parametrize("number", [0, 2])
def test_a_moved_row_keeps_its_branches_from_the_first_answer_on(planner, hip, planned, number):
    moved = shifted(hip, number, 7.0)
    alone, first = planner.plan(moved, hasty=True), planner.plan(moved, hasty=True, before=planned)
    whole = planner.plan(moved)
    assert circuits(alone) != circuits(whole)
    assert circuits(first) == circuits(whole)
    assert [one.id for one in first.branches] == [one.id for one in whole.branches]
    assert whole == derive(moved, CATALOG)


@pytest.mark.parametrize("module", range(4))
def test_where_a_module_is_removed_all_inverters_that_are_left_stay_on_branches(
    planner, hip, planned, module
):
    fewer = without(hip, 0, module)
    alone, first = planner.plan(fewer, hasty=True), planner.plan(fewer, hasty=True, before=planned)
    assert sorted(i for leg in circuits(first) for i in leg) == sorted(one.id for one in first.inverters)
    assert (first.trunk.circuits, first.trunk.cost) <= (alone.trunk.circuits, alone.trunk.cost)


@pytest.mark.parametrize("module", range(4))
def test_a_module_put_back_joins_the_branches_that_are_there(hip, module):
    planner = Planner(CATALOG)
    before = planner.plan(without(hip, 0, module), hasty=True)
    alone, first = planner.plan(hip, hasty=True), planner.plan(hip, hasty=True, before=before)
    assert sorted(i for leg in circuits(first) for i in leg) == sorted(one.id for one in first.inverters)
    assert (first.trunk.circuits, first.trunk.cost) <= (alone.trunk.circuits, alone.trunk.cost)


def test_branches_that_would_be_dearer_now_are_not_kept(hip, planned):
    planner = Planner(CATALOG)
    few = replace(hip, settings=replace(hip.settings, max_units_per_branch=3))
    before = planner.plan(few, hasty=True)
    assert before.trunk.circuits > planned.trunk.circuits
    assert planner.plan(hip, hasty=True, before=before).branches == planner.plan(hip, hasty=True).branches


def test_branches_over_a_limit_that_is_new_are_not_kept(planner, hip, planned):
    few = replace(hip, settings=replace(hip.settings, max_units_per_branch=3))
    first = planner.plan(few, hasty=True, before=planned)
    assert max(len(branch.inverters) for branch in first.branches) == 3
    assert first.branches == planner.plan(few, hasty=True).branches


def test_where_nothing_is_searched_the_first_answer_is_that_of_the_whole_plan():
    hall = load_project(example_path("hall"))
    assert hall.settings.trunk_search is TrunkSearch.USUAL
    planner = Planner(CATALOG)
    before, moved = planner.plan(hall), shifted(hall, 4, 40.0)
    first = planner.plan(moved, hasty=True, before=before)
    assert first.branches == planner.plan(moved).branches
    assert circuits(first) != circuits(before)
