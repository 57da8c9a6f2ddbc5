"""Inverters in walking order with what they are connected to."""

from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from designer.drawing.directory import Directory
from designer.drawing.stations import Order, stations, walk
from designer.io.catalogs import bundled_catalog
from tests.planned import example, plan_of_example

CATALOG = bundled_catalog()
DESIGN = example("hip")


@cache
def hip():
    """Its plan."""
    return plan_of_example("hip")


@cache
def found():
    """All inverters in walking order."""
    return stations(Directory(DESIGN, hip(), CATALOG))


def test_every_inverter_is_walked_past_once_in_either_order() -> None:
    names = sorted(one.id for one in hip().inverters)
    assert sorted(walk(hip())) == names
    assert sorted(walk(hip(), Order.BRANCH)) == names
    assert [one.number for one in found()] == list(range(1, len(names) + 1))


def test_rows_are_walked_there_and_back() -> None:
    placed = {one.id: one for one in hip().inverters}
    for surface in dict.fromkeys(one.surface for one in found()):
        own = [one for one in found() if one.surface == surface]
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
    along = stations(Directory(DESIGN, hip(), CATALOG), Order.BRANCH)
    assert {(one.inverter, one.number) for one in along} == {(one.inverter, one.number) for one in found()}
    for before, after in pairwise(along):
        assert after.position == (before.position + 1 if before.branch == after.branch else 1)


def test_an_inverter_on_no_branch_comes_last() -> None:
    branches = (replace(hip().branches[0], inverters=hip().branches[0].inverters[1:]), *hip().branches[1:])
    plan = replace(hip(), branches=branches)
    lost = stations(Directory(DESIGN, plan, CATALOG), Order.BRANCH)[-1]
    assert (lost.inverter, lost.branch, lost.position, lost.seat) == (
        hip().branches[0].inverters[0],
        "",
        0,
        "",
    )


def test_every_module_is_on_one_input_with_its_power() -> None:
    plugged = [(one.inverter, channel.port) for one in found() for channel in one.channels if channel.module]
    modules = {channel.module: channel for one in found() for channel in one.channels if channel.module}
    assert len(plugged) == len(set(plugged)) == len(hip().modules)
    for module in hip().modules:
        assert modules[module.id].port == module.port
        assert modules[module.id].power_w == CATALOG.module(module.product).power_w
