"""Inverters in walking order with what they are connected to."""

from itertools import pairwise

from msgspec.structs import replace

from designer.drawing.directory import Directory
from designer.drawing.stations import Order, stations, walk
from designer.io.catalogs import bundled_catalog
from tests.planned import example, plan_of_example

CATALOG = bundled_catalog()
DESIGN, PLAN = example("hip"), plan_of_example("hip")
FOUND = stations(Directory(DESIGN, PLAN, CATALOG))


def test_every_inverter_is_walked_past_once_in_either_order() -> None:
    names = sorted(one.id for one in PLAN.inverters)
    assert sorted(walk(PLAN)) == names
    assert sorted(walk(PLAN, Order.BRANCH)) == names
    assert [one.number for one in FOUND] == list(range(1, len(names) + 1))


def test_rows_are_walked_there_and_back() -> None:
    placed = {one.id: one for one in PLAN.inverters}
    for surface in dict.fromkeys(one.surface for one in FOUND):
        own = [one for one in FOUND if one.surface == surface]
        assert [one.row for one in own] == sorted(one.row for one in own)
        turns = []
        for row in dict.fromkeys(one.row for one in own):
            places = [placed[one.inverter].along_mm for one in own if one.row == row]
            if len(places) > 1:
                rising = [a < b for a, b in pairwise(places)]
                assert len(set(rising)) == 1
                turns.append((list(dict.fromkeys(one.row for one in own)).index(row), rising[0]))
        assert all(rising == (turn % 2 == 0) for turn, rising in turns)


def test_along_the_branches_places_count_up_and_numbers_stay() -> None:
    along = stations(Directory(DESIGN, PLAN, CATALOG), Order.BRANCH)
    assert {(one.inverter, one.number) for one in along} == {(one.inverter, one.number) for one in FOUND}
    for before, after in pairwise(along):
        assert after.position == (before.position + 1 if before.branch == after.branch else 1)


def test_an_inverter_on_no_branch_comes_last() -> None:
    branches = (replace(PLAN.branches[0], inverters=PLAN.branches[0].inverters[1:]), *PLAN.branches[1:])
    plan = replace(PLAN, branches=branches)
    lost = stations(Directory(DESIGN, plan, CATALOG), Order.BRANCH)[-1]
    assert (lost.inverter, lost.branch, lost.position, lost.seat) == (
        PLAN.branches[0].inverters[0],
        "",
        0,
        "",
    )


def test_every_module_is_on_one_input_with_its_power() -> None:
    plugged = [(one.inverter, channel.port) for one in FOUND for channel in one.channels if channel.module]
    modules = {channel.module: channel for one in FOUND for channel in one.channels if channel.module}
    assert len(plugged) == len(set(plugged)) == len(PLAN.modules)
    for module in PLAN.modules:
        assert modules[module.id].port == module.port
        assert modules[module.id].power_w == CATALOG.module(module.product).power_w
