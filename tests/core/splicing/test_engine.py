"""Runs that are longer than the stock: sound plans, least cost, and what a planner prints (racking.md A8)."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from designer.core.cutting import CuttingOptions, Offcut, Piece, Stock, solve
from designer.core.errors import InputError
from designer.core.splicing import solve_spliced, verify_spliced
from tests.core.splicing.oracle import best_spliced, breakings
from tests.effort import examples

PLANNER = CuttingOptions(kerf_mm=10.0, time_limit_s=30.0)
PLAIN = CuttingOptions(time_limit_s=30.0)


def runs(*rows: tuple[float, int]) -> list[Piece]:
    return [Piece(name=f"R{length:g}", length_mm=length, quantity=count) for length, count in rows]


def bars(*lengths: float) -> list[Stock]:
    return [Stock(name=f"{length:g}", length_mm=length) for length in lengths]


def sound(pieces, stocks, offcuts, options, least_mm):
    plan = solve_spliced(pieces, stocks, offcuts, options, least_mm)
    assert verify_spliced(plan, pieces, stocks, offcuts, options, least_mm) == []
    return plan


@pytest.mark.parametrize(
    ("rails", "stock", "bought", "splices"),
    [
        ((9312.0, 4), 4400.0, 9, 8),
        ((11906.0, 4), 3650.0, 14, 12),
        ((7280.0, 4), 3650.0, 8, 4),
    ],
)
def test_bars_and_splices_are_as_many_as_a_makers_planner_prints(rails, stock, bought, splices):
    plan = sound(runs(rails), bars(stock), [], PLANNER, 700.0)
    assert (plan.cutting.stocks_used, plan.splices, plan.cutting.proven) == (bought, splices, True)


def test_one_run_takes_the_cheapest_combination_of_several_stock_lengths():
    stock = bars(2400.0, 3650.0, 4400.0, 4800.0)
    plan = sound(runs((8500.0, 1)), stock, [], PLAIN, 700.0)
    assert (plan.cutting.cost, plan.cutting.proven) == (8800.0, True)  # two of 4.4 m, not 4.8 m and 4.4 m
    assert sorted(bar.stock for bar in plan.cutting.bars) == ["4400", "4400"]


def test_prices_decide_between_combinations():
    stock = [
        Stock(name="long", length_mm=4800.0, price=60.0),
        Stock(name="short", length_mm=2400.0, price=20.0),
    ]
    plan = sound(runs((9300.0, 1)), stock, [], PLAIN, 700.0)
    assert plan.cutting.cost == 80.0
    assert plan.splices == 3


def test_a_break_is_put_where_an_offcut_ends():
    shelf = [Offcut(name="shelf", length_mm=3900.0)]
    plan = sound(runs((8200.0, 1)), bars(4400.0), shelf, PLANNER, 700.0)
    assert plan.cutting.cost == 4400.0
    assert [bar.stock for bar in plan.cutting.bars] == ["shelf", "4400"]


def test_a_rest_shorter_than_the_least_segment_takes_length_from_its_neighbour():
    plan = sound(runs((4450.0, 1)), bars(4400.0), [], PLAIN, 700.0)
    assert plan.runs[0].segments_mm == (3750.0, 700.0)


def test_whole_pieces_fill_what_the_runs_leave():
    pieces = [*runs((6000.0, 2)), Piece(name="W", length_mm=1200.0)]
    plan = sound(pieces, bars(4400.0), [], CuttingOptions(time_limit_s=30.0), 700.0)
    assert (plan.cutting.stocks_used, plan.cutting.proven) == (3, True)


def test_what_fits_the_stock_is_never_spliced():
    pieces = runs((3000.0, 4))
    plan = sound(pieces, bars(4400.0), [], PLAIN, 700.0)
    assert (plan.splices, plan.runs) == (0, ())
    assert plan.cutting == solve(pieces, bars(4400.0), [], PLAIN)


def test_a_long_offcut_may_hold_a_whole_run():
    shelf = [Offcut(name="long", length_mm=7000.0)]
    plan = sound(runs((6800.0, 2)), bars(4400.0), shelf, PLAIN, 700.0)
    assert plan.cutting.cost == 8800.0
    assert sorted(len(run.segments_mm) for run in plan.runs for _ in range(run.quantity)) == [1, 2]


def test_a_run_that_no_segments_make_up_is_left_out_and_the_rest_is_cut():
    plan = sound(runs((5000.0, 1), (9000.0, 1)), bars(4400.0), [], PLAIN, 3000.0)
    assert [piece.length_mm for piece in plan.cutting.unplaced] == [5000.0]
    assert [run.segments_mm for run in plan.runs] == [(3000.0, 3000.0, 3000.0)]


def test_runs_for_which_there_are_too_few_bars_are_left_out():
    stock = [Stock(name="bar", length_mm=4400.0, count=3)]
    plan = sound([*runs((9000.0, 2)), Piece(name="W", length_mm=1000.0)], stock, [], PLAIN, 700.0)
    assert [(piece.length_mm, piece.quantity) for piece in plan.cutting.unplaced] == [(9000.0, 2)]


def test_runs_of_one_length_keep_their_names():
    pieces = [Piece(name=name, length_mm=9312.0, quantity=2) for name in ("east", "west")]
    plan = sound(pieces, bars(4400.0), [], PLANNER, 700.0)
    for name in ("east", "west"):
        cut = sum(c.length_mm for bar in plan.cutting.bars for c in bar.cuts if c.piece == name)
        assert cut == pytest.approx(2 * 9312.0)


@pytest.mark.parametrize("least_mm", [-1.0, float("nan"), float("inf")])
def test_a_least_segment_that_is_no_length_is_refused(least_mm):
    with pytest.raises(InputError):
        solve_spliced(runs((9000.0, 1)), bars(4400.0), [], PLAIN, least_mm)


@st.composite
def small_tasks(draw):
    """Few runs of whole millimetres, so that every way to break them can be tried."""
    longest = draw(st.integers(4, 6))
    stocks = bars(float(longest))
    if draw(st.booleans()):
        count = draw(st.sampled_from([None, 1, 2]))
        price = draw(st.sampled_from([None, 1.0, 4.0, 9.0]))
        length = float(draw(st.integers(3, longest)))
        stocks.append(Stock(name="other", length_mm=length, count=count, price=price))
    lengths = draw(st.lists(st.integers(longest + 1, 2 * longest + 2), min_size=1, max_size=2))
    pieces = [Piece(name=f"R{n}", length_mm=float(length)) for n, length in enumerate(lengths)]
    if draw(st.booleans()):
        pieces.append(Piece(name="W", length_mm=float(draw(st.integers(1, longest)))))
    shelf = [
        Offcut(name=f"O{n}", length_mm=float(length))
        for n, length in enumerate(draw(st.lists(st.integers(2, 9), max_size=1)))
    ]
    options = CuttingOptions(kerf_mm=draw(st.sampled_from([0.0, 1.0])), time_limit_s=30.0)
    return pieces, stocks, shelf, options, draw(st.integers(2, 3))


@settings(max_examples=60, deadline=None)
@given(small_tasks())
def test_small_tasks_are_solved_to_the_proven_optimum_with_the_fewest_splices(task):
    pieces, stocks, offcuts, options, least = task
    most = int(max(bar.length_mm for bar in (*stocks, *offcuts)))
    ways = 1
    for piece in pieces:
        if piece.length_mm > stocks[0].length_mm:
            ways *= len(breakings(int(piece.length_mm), least, most))
    assume(ways <= 60)
    plan = sound(pieces, stocks, offcuts, options, float(least))
    best = best_spliced(pieces, stocks, offcuts, options, least)
    if best is None:
        assert plan.cutting.unplaced
    else:
        assert (plan.cutting.cost, plan.splices) == (pytest.approx(best[0]), best[1])
        assert plan.cutting.proven


lengths_mm = st.integers(5000, 25000).map(float)


@settings(max_examples=examples(12), deadline=None)
@given(
    rails=st.lists(
        st.tuples(lengths_mm, st.integers(1, 6)), min_size=1, max_size=3, unique_by=lambda r: r[0]
    ),
    stock=st.sampled_from([(4400.0,), (3650.0, 2400.0), (4800.0, 4400.0, 2400.0)]),
    kerf_mm=st.sampled_from([0.0, 3.0, 10.0]),
    shelf=st.lists(st.integers(700, 4000).map(float), max_size=2),
)
def test_plans_are_sound_and_within_one_bar_of_the_bound(rails, stock, kerf_mm, shelf):
    offcuts = [Offcut(name=f"O{n}", length_mm=length) for n, length in enumerate(shelf)]
    options = CuttingOptions(kerf_mm=kerf_mm, end_trim_mm=5.0, time_limit_s=30.0)
    plan = sound(runs(*rails), bars(*stock), offcuts, options, 700.0)
    assert plan.cutting.unplaced == ()
    assert plan.cutting.cost <= plan.cutting.bound + max(stock)
    assert plan.cutting.bound <= plan.cutting.cost


@settings(max_examples=10, deadline=None)
@given(small_tasks())
def test_the_same_task_gives_the_same_plan(task):
    pieces, stocks, offcuts, options, least = task
    assert solve_spliced(pieces, stocks, offcuts, options, least) == solve_spliced(
        pieces, stocks, offcuts, options, least
    )
