"""What a planner keeps does not grow with the work that went before."""

import pytest
from msgspec.structs import replace

from designer.core.caching import memo
from designer.core.caching.memo import LASTS, Memo
from designer.core.planning import Planner
from tests import sites
from tests.planned import example

ROUNDS = 44


@pytest.fixture(autouse=True)
def little_to_spare(monkeypatch):
    """So that what is kept is full after few rounds."""
    monkeypatch.setattr(memo, "_SPARE", 8)


def entries(planner):
    """How much every memo below a planner holds, by where it lies."""
    found, waiting, seen = {}, [("planner", planner)], set()
    while waiting:
        name, thing = waiting.pop()
        if isinstance(thing, Memo):
            found[name] = len(thing)
        elif id(thing) not in seen and type(thing).__module__.startswith("designer.core"):
            seen.add(id(thing))
            waiting += [(f"{name}.{key}", value) for key, value in getattr(thing, "__dict__", {}).items()]
    return found


def growth(edit):
    """By how much each memo grew over the second half of many edits."""
    planner, design = Planner(sites.catalog()), example("gable")
    halfway = {}
    for turn in range(ROUNDS):
        planner.plan(edit(design, turn), hasty=True)
        if turn == ROUNDS // 2:
            halfway = entries(planner)
    return {name: number - halfway.get(name, 0) for name, number in entries(planner).items()}


def with_new_rows(design, turn):
    """As if all rows had been deleted and filled in anew."""
    rows = [
        replace(
            row,
            id=f"{row.id}-{turn}",
            modules=tuple(replace(module, id=f"{module.id}-{turn}") for module in row.modules),
        )
        for row in design.rows
    ]
    return replace(design, rows=tuple(rows))


def with_a_moved_module(design, turn):
    """Another module of another row moved, the others as they were."""
    rows = list(design.rows)
    row = rows[turn % len(rows)]
    modules = list(row.modules)
    number = turn // len(rows) % len(modules)
    modules[number] = replace(modules[number], along_mm=modules[number].along_mm + 0.1 * turn)
    rows[turn % len(rows)] = replace(row, modules=tuple(modules))
    return replace(design, rows=tuple(rows))


def test_the_memos_are_found():
    planner = Planner(sites.catalog())
    planner.plan(example("gable"), hasty=True)
    assert sum(number > 0 for number in entries(planner).values()) > 15


def test_rows_that_are_gone_are_forgotten():
    for name, more in growth(with_new_rows).items():
        assert more <= 2, name


def test_edits_here_and_there_leave_nothing_behind():
    for name, more in growth(with_a_moved_module).items():
        assert more <= LASTS, name


def test_a_large_site_after_a_small_one_is_remembered_whole():
    hall, planner, fresh = example("hall"), Planner(sites.catalog()), Planner(sites.catalog())
    planner.plan(example("gable"), hasty=True)
    for one in (planner, fresh):
        one.plan(hall, hasty=True)
    after, alone = entries(planner), entries(fresh)
    for name, number in alone.items():
        assert after[name] >= number, name


def test_what_was_undone_does_not_stay_instead_of_what_is_there():
    planner, design = Planner(sites.catalog()), example("gable")
    plan = planner.plan(design, hasty=True)
    for turn in (1, *range(2, 3 * LASTS, 2)):  # one edit of the second row, then others of the first
        planner.plan(with_a_moved_module(design, turn), hasty=True)
        planner.plan(design, hasty=True)
    versions = rows_racked(planner)["S3", design.rows[1].id]
    assert [set(one.value.rails) <= set(plan.rails) for one in versions] == [True]


def rows_racked(planner):
    """What is kept of the racking of each row, by its surface and its id."""
    return planner._surfaces._racked_rows._built._kept
