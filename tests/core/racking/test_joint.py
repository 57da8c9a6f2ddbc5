"""Breaks and stock decided together: what a surface's rails cost, and which offcuts they use."""

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.caching.memo import Age
from designer.core.cutting.engine import solve
from designer.core.cutting.model import CuttingOptions, Offcut, Piece, Stock
from designer.core.model.design import Rafters, ShelfOffcut
from designer.core.model.rail_system import SpliceRules, StockBar
from designer.core.racking.breaks import PieceLimits, Place
from designer.core.racking.joint import KINDS_LAST
from designer.core.racking.priced import BarPrices, cheapest_breaks
from designer.core.racking.stage import RackingMemory, rack_surface
from tests.core.racking.racking_sample import catalog_of, design_of, evenly, racked, rail_system, roof, row_of

MM = 1000.0
FINE = Rafters(spacing_mm=50.0, offset_mm=0.0)
PLANNER = SpliceRules(min_piece_mm=700.0)
YIELDING = replace(PLANNER, forbidden_middle_share=1.0 / 3.0, stagger_mm=200.0, firm=False)
K2_STOCK = (2400.0, 3650.0, 4400.0, 4800.0)
KERF_MM = 10.0


def plan_of(racking, system, offcuts=()):
    pieces = [Piece(name=bar.piece, length_mm=bar.length_mm) for rail in racking.rails for bar in rail.bars]
    stocks = [Stock(name=f"{b.length_mm:g}", length_mm=b.length_mm, price=b.price) for b in system.stock]
    plan = solve(pieces, stocks, offcuts, CuttingOptions(kerf_mm=system.kerf_mm, time_limit_s=20.0))
    assert plan.proven
    assert not plan.unplaced
    return plan


def two_rails(rail_mm, *stock, **figures):
    """A row whose two rails are so long, and the rail system."""
    system = rail_system(*stock, splice=PLANNER, kerf_mm=KERF_MM, end_overhang_mm=50.0, **figures)
    module_mm = (rail_mm - 100.0 - 6 * 20.0) / 7
    modules = [
        replace(module, rect=(left, module.rect[1], left + module_mm, module.rect[3]))
        for module, left in zip(
            row_of(*evenly(7, 1000.0, module_mm + 20.0)),
            evenly(7, 1000.0, module_mm + 20.0),
            strict=True,
        )
    ]
    return modules, system


def test_a_run_of_8_5_m_takes_two_bars_of_4_4_m_and_not_the_longest_one_first():
    modules, system = two_rails(8500.0, *K2_STOCK)
    racking = racked(roof(rafters=FINE), system, modules)
    assert [round(rail.end_mm - rail.start_mm) for rail in racking.rails] == [8500, 8500]
    plan = plan_of(racking, system)
    assert (plan.cost, {bar.stock for bar in plan.bars}) == (4 * 4400.0, {"4400"})


def test_kinds_that_no_rail_has_any_more_are_forgotten_in_the_course_of_changes():
    age = Age()
    memory = RackingMemory(age)
    for turn in range(2 * KINDS_LAST):
        age.change()
        modules, system = two_rails(3000.0 + turn, *K2_STOCK)
        racked(roof(rafters=FINE), system, modules, memory=memory)
    assert KINDS_LAST <= len(memory.pairs.choices) <= KINDS_LAST + 8
    assert KINDS_LAST <= len(memory.pairs.options) <= KINDS_LAST + 8


def test_prices_decide_and_not_lengths():
    modules, system = two_rails(8500.0, *K2_STOCK)
    dear = tuple(
        StockBar(bar.length_mm, price=99.0 if bar.length_mm == 4400.0 else bar.length_mm / 100.0)
        for bar in system.stock
    )
    priced = replace(system, stock=dear)
    plan = plan_of(racked(roof(rafters=FINE), priced, modules), priced)
    assert "4400" not in {bar.stock for bar in plan.bars}


def test_with_one_stock_length_the_longest_pieces_come_first():
    modules, system = two_rails(9312.0, 4400.0)
    racking = racked(roof(rafters=FINE), system, modules)
    assert sorted(round(bar.length_mm) for bar in racking.rails[0].bars) == [700, 4212, 4400]


def test_a_break_is_put_where_an_offcut_ends_and_on_one_surface_only():
    modules, system = two_rails(8200.0, 4400.0)
    design = replace(design_of(), offcuts=(ShelfOffcut(id="F1", product="R", length_mm=3800.0),))
    racking = rack_surface(design, roof(rafters=FINE), catalog_of(system), modules)
    plan = plan_of(racking, system, [Offcut(name="F1", length_mm=3800.0)])
    assert plan.cost == 3 * 4400.0
    assert [bar.stock for bar in plan.bars if bar.is_offcut] == ["F1"]


@settings(max_examples=25, deadline=None)
@given(
    columns=st.lists(st.integers(4, 15), min_size=1, max_size=3),
    stock=st.sampled_from([K2_STOCK, (3352.8, 4267.2, 5181.6), (3600.0, 4800.0), (3650.0,)]),
    spacing_mm=st.sampled_from([600.0, 850.0]),
    rules=st.sampled_from([PLANNER, YIELDING]),
)
def test_no_more_splices_are_made_than_with_the_longest_pieces_first_and_no_more_metal_is_bought(
    columns, stock, spacing_mm, rules
):
    modules = [
        module
        for row, count in enumerate(columns)
        for module in row_of(*evenly(count, 1000.0, 1154.0), across_mm=500.0 + 1900.0 * row, row=row + 1)
    ]
    site = roof(22000.0, rafters=Rafters(spacing_mm=spacing_mm, offset_mm=120.0))
    system = rail_system(*stock, splice=rules, kerf_mm=KERF_MM)
    together = racked(site, system, modules)
    longest = racked(site, replace(system, stock=(StockBar(max(stock)),), splice=PLANNER), modules)
    assert [len(rail.bars) for rail in together.rails] == [len(rail.bars) for rail in longest.rails]
    assert plan_of(together, system).cost <= plan_of(longest, system).cost * 1.01  # judged by a first cutting


@pytest.mark.parametrize(
    ("offset_mm", "firm", "pieces"),
    [
        (250.0, True, [[2716.0, 3650.0, 934.0], [2266.0, 3650.0, 1384.0]]),
        (250.0, False, [[3650.0, 3650.0]] * 2),  # in the middle of a span and at one place, but in two pieces
        (600.0, True, [[3650.0, 3354.0], [3354.0, 3650.0]]),
        (600.0, False, [[3650.0, 3354.0], [3354.0, 3650.0]]),  # costs nothing: all rules are kept
    ],
)
def test_rules_that_are_not_firm_give_way_where_they_cost_a_piece(offset_mm, firm, pieces):
    system = rail_system(3650.0, max_span_mm=800.0, splice=replace(YIELDING, firm=firm))
    site = roof(rafters=Rafters(spacing_mm=800.0, offset_mm=offset_mm))
    racking = racked(site, system, row_of(*evenly(6, 2000.0, 1154.0)))
    assert racking.findings == ()
    assert [[bar.length_mm for bar in rail.bars] for rail in racking.rails] == pieces


def test_rules_that_are_not_firm_give_way_where_they_cost_a_bar():
    system = rail_system(3650.0, max_span_mm=800.0, splice=YIELDING, kerf_mm=KERF_MM)
    site = roof(rafters=Rafters(spacing_mm=800.0, offset_mm=0.0))
    modules = row_of(*evenly(7, 2000.0, 1154.0))
    bought = [
        plan_of(racked(site, replace(system, splice=rules), modules), system).stocks_used
        for rules in (YIELDING, replace(YIELDING, firm=True))
    ]
    assert bought == [5, 6]  # two rests of 1734 mm share a bar, 1734 and 2184 mm do not


bars_of = st.lists(st.integers(4, 9), min_size=1, max_size=3, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(8, 20),
    bars=bars_of,
    shortest=st.integers(1, 3),
    hole=st.integers(1, 18),
)
@example(length=17, bars=[4], shortest=3, hole=2)  # two whole bars and three pieces as short as may be
def test_pieces_of_own_bars_are_as_cheap_as_trying_every_break(length, bars, shortest, hole):
    """One hole in the rail; breaks on whole millimetres."""
    places = tuple(
        Place(low * MM, high * MM, 0)
        for low, high in ((0, min(hole - 1, length)), (hole + 1, length))
        if low <= high
    )
    prices = BarPrices(tuple(bar * MM for bar in bars), tuple(float(bar) for bar in bars))
    limits = PieceLimits(longest=bars[-1] * MM, shortest=shortest * MM, supports=0)
    pieces = -(-length // bars[-1])
    found = cheapest_breaks(length * MM, places, limits, (pieces, 0), prices, 1.0)
    inner = [at for at in range(1, length) if any(p.low <= at * MM <= p.high for p in places)]
    costs = [
        sum(min(bar for bar in bars if bar >= high - low) for low, high in pairwise((0, *breaks, length)))
        for breaks in combinations(inner, pieces - 1)
        if all(shortest <= high - low <= bars[-1] for low, high in pairwise((0, *breaks, length)))
    ]
    if found is None:
        assert not costs
    else:
        ends = (0.0, *found, length * MM)
        cost = sum(min(bar for bar in bars if bar * MM >= high - low) for low, high in pairwise(ends))
        assert cost == min(costs)
