"""What happens on one building leaves the branches of the others alone."""

import pytest
from msgspec.structs import replace

from designer.core.planning import Planner, derive
from designer.core.trunk import improving
from tests import sites
from tests.benchmarks.trunk_sites import Site, several
from tests.planned import example

CATALOG = sites.catalog()


@pytest.fixture(scope="module")
def two_gables():
    return several(Site("gable", example("gable")), 2).design


def with_longer_row(design):
    row = design.rows[0]
    moved = tuple(replace(module, along_mm=module.along_mm + 5.0) for module in row.modules)
    return replace(design, rows=(replace(row, modules=moved), *design.rows[1:]))


def test_branches_of_the_other_building_are_not_searched_again(two_gables, monkeypatch):
    searched = []
    search = improving._Island._improved

    def noted(island, *work):
        searched.append({one.slot.surface for one in island._members})
        return search(island, *work)

    monkeypatch.setattr(improving._Island, "_improved", noted)
    planner, edited = Planner(CATALOG), with_longer_row(two_gables)
    planner.plan(two_gables)
    assert len(searched) == 2
    searched.clear()
    plan = planner.plan(edited)
    assert len(searched) == 1
    assert two_gables.rows[0].surface in searched[0]
    assert plan == derive(edited, CATALOG)


def test_a_box_is_reached_by_inverters_of_its_own_building_only(two_gables):
    plan = derive(two_gables, CATALOG)
    surface_of = {one.id: one.surface.rpartition("-")[2] for one in plan.inverters}
    for branch in plan.branches:
        assert {surface_of[name] for name in branch.inverters} == {branch.box.rpartition("-")[2]}
