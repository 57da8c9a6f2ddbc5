"""What happens on one building leaves the branches of the others alone."""

import pytest
from msgspec.structs import replace

from designer.core.planning import Planner, derive
from designer.core.trunk import improving
from designer.core.trunk.columns.problem import FEW
from tests import sites
from tests.benchmarks.trunk_sites import Site, _named, generated_at, several
from tests.planned import example

CATALOG = sites.catalog()


@pytest.fixture(scope="module")
def two_gables():
    return several(Site("gable", example("gable")), 2).design


@pytest.fixture(scope="module")
def twins():
    """Two buildings of 14 inverters each."""
    return several(generated_at(187, CATALOG), 2).design


@pytest.fixture(scope="module")
def unlike():
    """Two buildings, of 14 and of 16 inverters."""
    one, other = (_marked(number, mark) for number, mark in ((187, "-a"), (9, "-b")))
    return replace(
        one,
        surfaces=(*one.surfaces, *other.surfaces),
        rows=(*one.rows, *other.rows),
        boxes=(*one.boxes, *other.boxes),
        bridges=(*one.bridges, *other.bridges),
    )


def _marked(number, mark):
    return _named(generated_at(number, CATALOG).design, mark)


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
    monkeypatch.setattr(improving, "FEW", 0)  # else so few are never drafted
    drafted, draft = [], improving._Island._drafted_on
    monkeypatch.setattr(improving._Island, "_drafted_on", lambda *work: drafted.append(work) or draft(*work))
    planner, edited = Planner(CATALOG), with_longer_row(two_gables)
    planner.plan(two_gables)
    assert len(searched) == len(drafted) == 2
    searched.clear()
    drafted.clear()
    plan = planner.plan(edited)
    assert len(searched) == len(drafted) == 1
    assert two_gables.rows[0].surface in searched[0]
    assert plan == derive(edited, CATALOG)


def spied(monkeypatch):
    """What is done for islands in turn, with how many inverters they have."""
    done, draft, improved = [], improving._Island._drafted_on, improving._Island.improved
    monkeypatch.setattr(
        improving._Island,
        "_drafted_on",
        lambda one, *work: done.append(("good", one.size())) or draft(one, *work),
    )
    monkeypatch.setattr(
        improving._Island,
        "improved",
        lambda one, *work: done.append(("best", one.size())) or improved(one, *work),
    )
    return done


def offers_of(planner, design):
    """The plan, and those that were offered before; all have all inverters."""
    offers = []
    plan = planner.plan(design, offered=lambda make: offers.append(make()))
    whole = sorted(one.id for one in plan.inverters)
    for offer in offers:
        assert sorted(name for branch in offer.branches for name in branch.inverters) == whole
    return plan, offers


def test_each_building_has_good_branches_before_any_has_its_best(unlike, monkeypatch):
    with monkeypatch.context() as alone:
        alone.setattr(improving, "_DRAFTED_TOGETHER", 0)
        plain = derive(unlike, CATALOG)
    done = spied(monkeypatch)
    plan, offers = offers_of(Planner(CATALOG), unlike)
    costs = [offer.trunk.cost for offer in offers]
    assert [what for what, _ in done] == ["good", "good", "best", "best"]
    assert plan == plain
    assert len(costs) > 1
    assert costs == sorted(set(costs), reverse=True), "each is better than all before, of whatever island"
    assert plan.trunk.cost <= costs[-1]


def test_no_island_is_made_good_before_the_others_where_there_are_too_many(unlike, monkeypatch):
    """What is known of them meanwhile takes memory."""
    monkeypatch.setattr(improving, "_DRAFTED_TOGETHER", 1)
    done = spied(monkeypatch)
    derive(unlike, CATALOG)
    assert [what for what, _ in done] == ["best", "good", "best", "good"]


def test_after_an_edit_what_is_offered_has_the_best_branches_of_the_other_buildings(unlike, monkeypatch):
    planner = Planner(CATALOG)
    planner.plan(unlike)
    row = next(row for row in unlike.rows if row.surface.endswith("-b"))
    moved = tuple(replace(module, along_mm=module.along_mm + 5.0) for module in row.modules)
    rows = tuple(replace(one, modules=moved) if one is row else one for one in unlike.rows)
    done = spied(monkeypatch)
    plan, offers = offers_of(planner, replace(unlike, rows=rows))
    assert [what for what, _ in done] == ["best", "good", "best"]
    assert offers
    untouched = {branch.inverters for branch in plan.branches if branch.box.endswith("-a")}
    for offer in offers:
        assert {branch.inverters for branch in offer.branches if branch.box.endswith("-a")} == untouched


@pytest.mark.parametrize("turned", [False, True])
def test_islands_of_few_inverters_have_their_best_branches_first(twins, monkeypatch, turned):
    """Of those that follow good ones are known, and what they cost at least."""
    few = [replace(row, modules=row.modules[:2]) for row in twins.rows if row.surface.endswith("-1")]
    rows = [row for row in twins.rows if not row.surface.endswith("-1")]
    by_islands, done = improving.by_islands, spied(monkeypatch)
    monkeypatch.setattr(improving, "by_islands", lambda *given: by_islands(*given)[:: -1 if turned else 1])
    derive(replace(twins, rows=(*rows, *few)), CATALOG)
    sizes = [size for what, size in done if what == "best"]
    assert len(sizes) > 1
    assert sizes[0] < FEW < sizes[-1]


def test_a_box_is_reached_by_inverters_of_its_own_building_only(two_gables):
    plan = derive(two_gables, CATALOG)
    surface_of = {one.id: one.surface.rpartition("-")[2] for one in plan.inverters}
    for branch in plan.branches:
        assert {surface_of[name] for name in branch.inverters} == {branch.box.rpartition("-")[2]}
