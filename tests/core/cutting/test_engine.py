import math
from collections import Counter

import pytest
from hypothesis import given, settings

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock, quick, solve, verify
from designer.core.cutting.effort import Effort, Stage
from designer.core.cutting.engine import least_cost
from designer.core.errors import InputError
from tests.core.cutting.oracle import best
from tests.core.cutting.strategies import Task, tasks

PLAIN = CuttingOptions(time_limit_s=30.0)


def lengths(*rows: tuple[float, int]) -> list[Piece]:
    return [Piece(name=f"L{length:g}", length_mm=length, quantity=count) for length, count in rows]


def bars_of(length_mm: float, **more) -> list[Stock]:
    return [Stock(name="bar", length_mm=length_mm, **more)]


@settings(max_examples=120, deadline=None)
@given(tasks())
def test_small_tasks_are_solved_to_the_proven_optimum(task: Task):
    plan = solve(*task)
    assert verify(plan, *task) == []
    assert plan.proven
    assert (sum(piece.quantity for piece in plan.unplaced), plan.cost) == pytest.approx(best(*task))


@settings(max_examples=60, deadline=None)
@given(tasks(kinds=8, quantity=6))
def test_plans_are_sound_and_bounded_by_the_first_answer(task: Task):
    plan, first = solve(*task), quick(*task)
    assert verify(plan, *task) == []
    assert verify(first, *task) == []
    left, left_at_first = (sum(piece.quantity for piece in p.unplaced) for p in (plan, first))
    assert left <= left_at_first
    if left == left_at_first:
        assert plan.bound >= first.bound - 1e-6
        assert plan.cost <= first.cost + 1e-6


@settings(max_examples=25, deadline=None)
@given(tasks(kinds=6, quantity=5))
def test_the_same_task_gives_the_same_plan(task: Task):
    assert solve(*task) == solve(*task)


@settings(max_examples=40, deadline=None)
@given(tasks(kinds=5, quantity=4))
def test_cutting_conserves_length(task: Task):
    pieces, stocks, offcuts, options = task
    no_least = CuttingOptions(
        kerf_mm=options.kerf_mm, end_trim_mm=options.end_trim_mm, time_limit_s=options.time_limit_s
    )
    for bar in solve(pieces, stocks, offcuts, no_least).bars:
        trim = 0.0 if bar.is_offcut else 2 * options.end_trim_mm
        cut = sum(c.length_mm for c in bar.cuts) + len(bar.cuts) * options.kerf_mm
        assert bar.remnant_mm == pytest.approx(max(0.0, bar.length_mm - trim - cut))


def test_a_piece_that_ends_at_the_end_of_the_bar_needs_no_last_cut():
    plan = solve(lengths((1998.0, 3)), bars_of(6000.0), [], CuttingOptions(kerf_mm=3.0, time_limit_s=1.0))
    assert plan.stocks_used == 1
    assert [cut.start_mm for cut in plan.bars[0].cuts] == [0.0, 2001.0, 4002.0]
    tighter = CuttingOptions(kerf_mm=3.001, time_limit_s=1.0)
    assert solve(lengths((1998.0, 3)), bars_of(6000.0), [], tighter).stocks_used == 2


def test_fractions_of_a_millimetre_add_up_without_surprises():
    plan = solve(lengths((0.1, 10)), bars_of(1.0), [], PLAIN)
    assert plan.stocks_used == 1
    assert plan.proven


def test_trim_is_lost_at_both_ends_of_a_new_bar_but_not_of_an_offcut():
    options = CuttingOptions(end_trim_mm=10.0, time_limit_s=1.0)
    plan = solve(lengths((980.0, 1)), bars_of(1000.0), [], options)
    assert plan.bars[0].cuts[0].start_mm == 10.0
    assert plan.bars[0].remnant_mm == 0.0
    assert solve(lengths((981.0, 1)), bars_of(1000.0), [], options).unplaced[0].quantity == 1
    whole = solve(lengths((1000.0, 1)), [], [Offcut(name="shelf", length_mm=1000.0)], options)
    assert whole.bars[0].cuts[0].start_mm == 0.0


def test_offcuts_are_used_before_stock_is_bought():
    plan = solve(
        lengths((900.0, 2), (300.0, 1)),
        bars_of(6000.0),
        [Offcut(name="left", length_mm=1000.0), Offcut(name="right", length_mm=1300.0)],
        PLAIN,
    )
    assert plan.cost == 0.0
    assert [(bar.stock, bar.is_offcut) for bar in plan.bars] == [("left", True), ("right", True)]


def test_each_offcut_is_used_once_under_its_own_name():
    shelf = [Offcut(name=name, length_mm=500.0) for name in ("a", "b", "c")]
    plan = solve(lengths((400.0, 4)), bars_of(1000.0), shelf, PLAIN)
    assert Counter(bar.stock for bar in plan.bars) == {"a": 1, "b": 1, "c": 1, "bar": 1}


def test_a_remnant_below_the_least_length_is_waste():
    task = (lengths((700.0, 1)), bars_of(1000.0), [])
    assert solve(*task, CuttingOptions(least_remnant_mm=300.0, time_limit_s=1.0)).bars[0].remnant_mm == 300.0
    assert solve(*task, CuttingOptions(least_remnant_mm=301.0, time_limit_s=1.0)).bars[0].remnant_mm == 0.0


def test_several_stock_lengths_are_mixed_to_the_least_cost():
    """Whole numbers of bars decide here: the linear programme would buy fractions of both."""
    pieces = lengths((2310.0, 7), (1730.0, 9), (1190.0, 11), (860.0, 6), (540.0, 13))
    stocks = [
        Stock(name="6.5 m", length_mm=6500.0, price=65.0),
        Stock(name="4.2 m", length_mm=4200.0, price=44.0),
        Stock(name="3.3 m", length_mm=3300.0, price=33.5, count=4),
    ]
    options = CuttingOptions(kerf_mm=3.0, time_limit_s=30.0)
    plan = solve(pieces, stocks, [], options)
    assert verify(plan, pieces, stocks, [], options) == []
    assert plan.proven
    for without in range(3):
        fewer = [stock for number, stock in enumerate(stocks) if number != without]
        assert plan.cost <= solve(pieces, fewer, [], options).cost


def test_what_fits_no_bar_is_left_out_and_the_rest_is_cut():
    plan = solve(lengths((7000.0, 2), (3000.0, 2)), bars_of(6000.0), [], PLAIN)
    assert plan.unplaced == (Piece(name="L7000", length_mm=7000.0, quantity=2),)
    assert plan.stocks_used == 1
    assert plan.proven


def test_counts_are_kept_and_what_they_do_not_suffice_for_is_left_out():
    plan = solve(lengths((3000.0, 5)), bars_of(6000.0, count=2), [], PLAIN)
    assert plan.stocks_used == 2
    assert plan.unplaced == (Piece(name="L3000", length_mm=3000.0, quantity=1),)
    assert plan.proven


def test_without_any_stock_everything_is_left_out():
    plan = solve(lengths((100.0, 3)), [], [], PLAIN)
    assert plan.bars == ()
    assert plan.unplaced == (Piece(name="L100", length_mm=100.0, quantity=3),)


def test_no_pieces_give_an_empty_proven_plan():
    plan = solve([], bars_of(6000.0), [], PLAIN)
    assert (plan.bars, plan.cost, plan.proven, plan.unplaced) == ((), 0.0, True, ())


def test_prices_decide_not_lengths():
    stocks = [
        Stock(name="long", length_mm=6000.0, price=100.0),
        Stock(name="short", length_mm=3000.0, price=40.0),
    ]
    plan = solve(lengths((2900.0, 4)), stocks, [], PLAIN)
    assert {bar.stock for bar in plan.bars} == {"short"}
    assert plan.cost == 160.0


@pytest.mark.parametrize("price", [1e-9, 0.07, 1 / 3, 12.37, 1e11, 1e300])
def test_any_price_is_kept_exactly(price):
    stocks = [Stock(name="bar", length_mm=1000.0, price=price), Stock(name="x", length_mm=900.0, price=price)]
    plan = solve(lengths((450.0, 4)), stocks, [], PLAIN)
    assert plan.cost == pytest.approx(round(2 * price, 6))
    assert plan.proven


def test_pieces_of_one_length_are_dealt_out_by_name():
    pieces = [Piece(name=name, length_mm=1000.0) for name in ("R1", "R2", "R3", "R4")]
    plan = solve(pieces, bars_of(2000.0), [], PLAIN)
    assert [[cut.piece for cut in bar.cuts] for bar in plan.bars] == [["R1", "R2"], ["R3", "R4"]]
    assert plan.patterns == 1


def test_bars_come_in_an_order_that_suits_the_saw():
    pieces = lengths((2500.0, 3), (1200.0, 5), (400.0, 9))
    stocks = [Stock(name="6 m", length_mm=6000.0), Stock(name="4 m", length_mm=4000.0)]
    plan = solve(pieces, stocks, [Offcut(name="rest", length_mm=1300.0)], PLAIN)
    names = [bar.stock for bar in plan.bars]
    assert names == sorted(names, key=["rest", "6 m", "4 m"].index)
    assert [bar.index for bar in plan.bars] == list(range(1, len(names) + 1))
    for bar in plan.bars:
        cut = [c.length_mm for c in bar.cuts]
        assert cut == sorted(cut, reverse=True)
    for name in set(names):
        first = [bar.cuts[0].length_mm for bar in plan.bars if bar.stock == name]
        assert first == sorted(first, reverse=True)


def test_runs_of_ports_are_cut_from_reels():
    runs = [
        Piece(name=f"B{n}", length_mm=float(ports)) for n, ports in enumerate([7, 7, 7, 7, 5, 5, 5, 3, 2])
    ]
    plan = solve(runs, [Stock(name="reel", length_mm=24.0, price=310.0)], [], PLAIN)
    assert plan.stocks_used == 2
    assert plan.cost == 620.0
    assert plan.proven


def test_thousands_of_pieces_of_few_lengths_are_proven():
    pieces = lengths((5730.0, 500), (4310.0, 500), (3190.0, 500), (2270.0, 500), (1510.0, 500), (890.0, 500))
    stocks = [Stock(name="6.5 m", length_mm=6500.0), Stock(name="4.4 m", length_mm=4400.0)]
    options = CuttingOptions(kerf_mm=3.0, end_trim_mm=5.0, time_limit_s=30.0)
    plan = solve(pieces, stocks, [], options)
    assert verify(plan, pieces, stocks, [], options) == []
    assert plan.proven


def test_lengths_of_arbitrary_micrometres_are_solved():
    pieces = lengths(*((301.237 + 97.113 * n, 1 + n % 5) for n in range(24)))
    options = CuttingOptions(kerf_mm=2.2, time_limit_s=30.0)
    plan = solve(pieces, bars_of(6000.123), [], options)
    assert verify(plan, pieces, bars_of(6000.123), [], options) == []
    assert plan.proven


def test_a_gap_between_bound_and_optimum_is_closed_by_proof():
    """Pieces of 3 · 160 mm in all that need four bars, though the linear programme is content with three."""
    pieces = lengths((65, 2), (63, 1), (54, 1), (47, 1), (46, 1), (34, 3), (12, 1), (10, 1), (8, 1), (6, 1))
    plan = solve(pieces, bars_of(160.0, price=1.0), [], PLAIN)
    assert (plan.cost, plan.bound, plan.proven) == (4.0, 4.0, True)


LITTLE = Effort(stages=(Stage(2, 500, 20),))
"""As rails are broken with."""


@settings(max_examples=60, deadline=None)
@given(tasks(kinds=8, quantity=6))
def test_the_least_cost_is_that_of_the_plan_with_its_patterns_tidied(task: Task):
    assert least_cost(*task, LITTLE) == solve(*task, effort=LITTLE).cost


def test_a_cancelled_search_still_gives_a_sound_plan():
    pieces = lengths(*((100.0 + 37 * n, 1 + n % 3) for n in range(30)))
    plan = solve(pieces, bars_of(1500.0), [], PLAIN, cancelled=lambda: True)
    assert verify(plan, pieces, bars_of(1500.0), [], PLAIN) == []
    assert plan.bound <= plan.cost


def test_without_time_for_the_solver_the_first_plan_is_given():
    pieces = lengths(*((100.0 + 37 * n, 1 + n % 3) for n in range(30)))
    hurried = CuttingOptions(time_limit_s=0.0)
    plan = solve(pieces, bars_of(1500.0), [], hurried)
    assert verify(plan, pieces, bars_of(1500.0), [], hurried) == []


def test_a_search_cancelled_on_the_way_keeps_the_best_plan_so_far():
    pieces = lengths(*((173.0 + 11 * n, 1 + n % 4) for n in range(30)))
    answers = iter([False] * 4)
    plan = solve(pieces, bars_of(1000.0), [], PLAIN, cancelled=lambda: next(answers, True))
    assert verify(plan, pieces, bars_of(1000.0), [], PLAIN) == []
    assert plan.cost <= quick(pieces, bars_of(1000.0), [], PLAIN).cost


@pytest.mark.parametrize("length", [0.0, -1.0, math.nan, math.inf, 1e-5, 1e12])
def test_a_length_that_is_none_is_refused_by_name(length):
    with pytest.raises(InputError, match="piece 'rail'"):
        solve([Piece(name="rail", length_mm=length)], bars_of(1000.0), [], PLAIN)
    with pytest.raises(InputError, match="stock 'bar'"):
        solve(lengths((1.0, 1)), bars_of(length), [], PLAIN)
    with pytest.raises(InputError, match="offcut 'shelf'"):
        solve(lengths((1.0, 1)), [], [Offcut(name="shelf", length_mm=length)], PLAIN)


def test_other_figures_that_make_no_sense_are_refused():
    with pytest.raises(InputError, match="kerf"):
        solve(lengths((1.0, 1)), bars_of(10.0), [], CuttingOptions(kerf_mm=-1.0, time_limit_s=1.0))
    with pytest.raises(InputError, match="end trim"):
        solve(lengths((1.0, 1)), bars_of(10.0), [], CuttingOptions(end_trim_mm=math.nan, time_limit_s=1.0))
    with pytest.raises(InputError, match="price"):
        solve(lengths((1.0, 1)), bars_of(10.0, price=-1.0), [], PLAIN)
    with pytest.raises(InputError, match="count -2"):
        solve(lengths((1.0, 1)), bars_of(10.0, count=-2), [], PLAIN)
    with pytest.raises(InputError, match="quantity -1"):
        solve(lengths((1.0, -1)), bars_of(10.0), [], PLAIN)
    with pytest.raises(InputError, match="too many"):
        solve(lengths((1.0, 10**12)), bars_of(10.0), [], PLAIN)
