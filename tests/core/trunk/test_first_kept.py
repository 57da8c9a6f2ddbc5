"""Where a project keeps the first branches, none are searched, at once or later."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import TrunkSearch
from designer.core.planning import Planner, derive
from designer.io.examples import example_path
from designer.io.project import load_project
from tests import sites

CATALOG = sites.catalog()


def searching(design, search):
    return replace(design, settings=replace(design.settings, trunk_search=search))


@pytest.fixture(scope="module")
def hip():
    return load_project(example_path("hip"))


def test_the_whole_plan_has_the_branches_of_the_hasty_one(hip):
    first = searching(hip, TrunkSearch.FIRST)
    planner = Planner(CATALOG)
    hasty, whole = planner.plan(first, hasty=True), planner.plan(first)
    assert whole.branches == hasty.branches
    assert whole.branches == Planner(CATALOG).plan(hip, hasty=True).branches
    assert whole.trunk.bound <= whole.trunk.cost


def test_a_planner_that_searched_before_keeps_no_searched_branches(hip):
    planner = Planner(CATALOG)
    usual = planner.plan(hip)
    first = searching(hip, TrunkSearch.FIRST)
    assert planner.plan(first, hasty=True, before=usual).branches == derive(first, CATALOG).branches
    assert planner.plan(first) == derive(first, CATALOG)
    assert planner.plan(hip) == usual
    assert usual.trunk.cost < planner.plan(first).trunk.cost
