"""Inverters dealt out to gateways: by branch, by surface, evenly; compared with trying all ways."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.errors import InputError
from designer.drawing.stations import Order, walk
from designer.edit.edits.dealing import Way, _ends, deal_gateways
from designer.edit.edits.serials import set_gateways
from tests.effort import examples
from tests.planned import example, plan_of_example

PLAIN = example("hall")
DTUS = ("10F773010101", "10F773010102", "10F773010103")


def dealt(way: Way, count: int = 3) -> dict[str, list[str]]:
    """The inverters by gateway, in the crew's order."""
    design = deal_gateways(set_gateways(PLAIN, DTUS[:count]), plan_of_example("hall"), way)
    order = Order.BRANCH if way is Way.BRANCH else Order.ROWS
    found: dict[str, list[str]] = {}
    for name in walk(plan_of_example("hall"), order):
        found.setdefault(design.reports[name], []).append(name)
    return found


@pytest.mark.parametrize("way", list(Way))
def test_every_inverter_reports_to_one_gateway_and_neighbours_to_the_same(way: Way) -> None:
    shares = dealt(way)
    order = walk(plan_of_example("hall"), Order.BRANCH if way is Way.BRANCH else Order.ROWS)
    assert tuple(name for own in shares.values() for name in own) == order


def test_evenly_is_evenly() -> None:
    sizes = [len(own) for own in dealt(Way.EVENLY).values()]
    assert max(sizes) - min(sizes) <= 1


def test_branches_and_surfaces_stay_whole() -> None:
    by_branch, by_surface = dealt(Way.BRANCH), dealt(Way.SURFACE, 2)
    for branch in plan_of_example("hall").branches:
        assert sum(bool(set(branch.inverters) & set(own)) for own in by_branch.values()) == 1
    surfaces = {one.id: one.surface for one in plan_of_example("hall").inverters}
    assert all(
        sum(surface in {surfaces[name] for name in own} for own in by_surface.values()) == 1
        for surface in set(surfaces.values())
    )


@pytest.mark.parametrize(("count", "words"), [(0, "no DTU"), (1, "only one DTU")])
def test_with_fewer_than_two_gateways_there_is_nothing_to_deal_out(count: int, words: str) -> None:
    with pytest.raises(InputError, match=f"the project has {words}; add the serial numbers"):
        deal_gateways(set_gateways(PLAIN, DTUS[:count]), plan_of_example("hall"), Way.EVENLY)


@settings(max_examples=examples(60))
@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(1, 4))
def test_no_other_way_to_part_is_more_even(sizes: list[int], parts: int) -> None:
    parts = min(parts, len(sizes))

    def cost(ends: tuple[int, ...]) -> tuple[int, int]:
        runs = [sum(sizes[start:end]) for start, end in zip((0, *ends), ends, strict=False)]
        return max(runs), sum(run * run for run in runs)

    every = [(*cuts, len(sizes)) for cuts in combinations(range(1, len(sizes)), parts - 1)]
    assert cost(tuple(_ends(sizes, parts))) == min(cost(ends) for ends in every)
