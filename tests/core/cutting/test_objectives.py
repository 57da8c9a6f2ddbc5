"""The goals in their order: cost, few patterns, one long remnant; offcuts, and the order at the saw."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from designer.core.cutting import CuttingOptions, CuttingPlan, Offcut, Piece, Stock, solve, verify
from tests.core.cutting.strategies import Task, tasks

Way = tuple[int, tuple[int, ...], float]
"""Bar, pieces of each length, what is left of it."""


def bars_of(task: Task) -> list[tuple[float, float, int]]:
    """Usable length, price and number of each kind of bar; offcuts of one length are one kind."""
    _, stocks, offcuts, options = task
    shelf = Counter(offcut.length_mm for offcut in offcuts)
    bought = [
        (
            stock.length_mm - 2 * options.end_trim_mm,
            stock.length_mm if stock.price is None else stock.price,
            99 if stock.count is None else stock.count,
        )
        for stock in stocks
    ]
    return [*((length, 0.0, count) for length, count in shelf.items()), *bought]


def ways(task: Task) -> Iterator[Way]:
    """All ways to cut one bar."""
    pieces, _, _, options = task
    lengths, demands = lengths_of(pieces)
    for bar, (room, _, _) in enumerate(bars_of(task)):
        for counts in product(*(range(demand + 1) for demand in demands)):
            cut = sum(n * length for n, length in zip(counts, lengths, strict=True))
            number = sum(counts)
            if number and cut + (number - 1) * options.kerf_mm <= room + 1e-9:
                yield bar, counts, max(0.0, room - cut - number * options.kerf_mm)


def lengths_of(pieces: list[Piece]) -> tuple[list[float], tuple[int, ...]]:
    counts: Counter[float] = Counter()
    for piece in pieces:
        counts[piece.length_mm] += piece.quantity
    lengths = sorted(counts, reverse=True)
    return lengths, tuple(counts[length] for length in lengths)


Merit = tuple[int, float]
"""Patterns, minus the longest remnant."""


def fewest(task: Task, cost: float) -> Merit:
    """The merit of the best plan of this cost, by trying everything."""
    _, demands = lengths_of(task[0])
    bars, known = bars_of(task), list(ways(task))
    best: Merit = (99, 0.0)

    def choose(place: int, rest: tuple[int, ...], left: list[int], money: float, merit: Merit) -> None:
        nonlocal best
        if not any(rest):
            best = min(best, merit)
        elif place < len(known) and merit[0] <= best[0]:
            bar, counts, remnant = known[place]
            most = min([left[bar], *(r // n for r, n in zip(rest, counts, strict=True) if n)])
            choose(place + 1, rest, left, money, merit)
            for times in range(1, most + 1):
                spent = times * bars[bar][1]
                if spent > money + 1e-6:
                    break
                after = tuple(r - times * n for r, n in zip(rest, counts, strict=True))
                fewer = [n - times * (index == bar) for index, n in enumerate(left)]
                more = (merit[0] + 1, min(merit[1], -remnant))
                choose(place + 1, after, fewer, money - spent, more)

    choose(0, demands, [count for _, _, count in bars], cost, (0, 0.0))
    return best


def patterns_of(plan: CuttingPlan) -> set[tuple[object, ...]]:
    return {
        (bar.length_mm if bar.is_offcut else bar.stock, bar.is_offcut, tuple(c.length_mm for c in bar.cuts))
        for bar in plan.bars
    }


@settings(max_examples=80, deadline=None)
@given(tasks(kinds=3, quantity=3))
def test_among_plans_of_the_least_cost_none_has_fewer_patterns(task: Task):
    plan = solve(*task)
    assume(not plan.unplaced and len(plan.bars) <= 6 and len(list(ways(task))) <= 40)
    assert len(patterns_of(plan)) == fewest(task, plan.cost)[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(2, 14), st.integers(1, 3)), min_size=1, max_size=3, unique_by=lambda r: r[0]
    )
)
def test_and_among_those_none_has_a_longer_remnant(rows):
    """One stock, no kerf: figures without a common divisor, so that nothing is rounded."""
    pieces = [Piece(name=str(length), length_mm=float(length), quantity=n) for length, n in rows]
    pieces.append(Piece(name="one", length_mm=1.0))
    task = (pieces, [Stock(name="bar", length_mm=15.0)], [], CuttingOptions(time_limit_s=10.0))
    plan = solve(*task)
    assume(len(list(ways(task))) <= 60)
    longest = max(bar.remnant_mm for bar in plan.bars)
    assert (len(patterns_of(plan)), -longest) == fewest(task, plan.cost)


def test_two_short_pieces_leave_one_offcut_whole():
    shelf = [Offcut(name=name, length_mm=1000.0) for name in ("a", "b")]
    plan = solve([Piece(name="P", length_mm=100.0, quantity=2)], [], shelf, CuttingOptions(time_limit_s=5.0))
    assert [(bar.stock, len(bar.cuts)) for bar in plan.bars] == [("a", 2)]


@settings(max_examples=60, deadline=None)
@given(tasks(kinds=4, quantity=4))
def test_bars_come_one_stock_at_a_time_equal_ones_together_and_the_longest_pieces_first(task: Task):
    plan = solve(*task)
    kinds = [(bar.is_offcut, bar.length_mm if bar.is_offcut else bar.stock) for bar in plan.bars]
    assert len([key for key, _ in groupby(kinds)]) == len(set(kinds))
    ways_cut = [
        (kind, tuple(c.length_mm for c in bar.cuts)) for kind, bar in zip(kinds, plan.bars, strict=True)
    ]
    assert len([key for key, _ in groupby(ways_cut)]) == len(set(ways_cut))
    for _, same_stock in groupby(ways_cut, key=lambda way: way[0]):
        firsts = [cuts[0] for _, cuts in same_stock]
        assert firsts == sorted(firsts, reverse=True)
    for bar in plan.bars:
        cut = [c.length_mm for c in bar.cuts]
        assert cut == sorted(cut, reverse=True)
    assert [bar.is_offcut for bar in plan.bars] == sorted((bar.is_offcut for bar in plan.bars), reverse=True)


@settings(max_examples=60, deadline=None)
@given(tasks(kinds=4, quantity=4), st.integers(10, 70))
def test_one_offcut_more_never_costs_more(task: Task, length: int):
    pieces, stocks, offcuts, options = task
    before = solve(*task)
    more = [*offcuts, Offcut(name="more", length_mm=float(length))]
    after = solve(pieces, stocks, more, options)
    assert verify(after, pieces, stocks, more, options) == []
    left = [sum(piece.quantity for piece in plan.unplaced) for plan in (before, after)]
    assert (left[1], after.cost if left[0] == left[1] else 0.0) <= (left[0], before.cost + 1e-6)


@settings(max_examples=60, deadline=None)
@given(tasks(kinds=4, quantity=4), st.integers(0, 30))
def test_the_least_remnant_changes_what_is_kept_and_not_what_is_cut(task: Task, least: int):
    pieces, stocks, offcuts, options = task
    kept = CuttingOptions(
        kerf_mm=options.kerf_mm,
        end_trim_mm=options.end_trim_mm,
        least_remnant_mm=float(least),
        time_limit_s=10.0,
    )
    plan, usual = solve(pieces, stocks, offcuts, kept), solve(*task)
    assert verify(plan, pieces, stocks, offcuts, kept) == []
    assert [bar.cuts for bar in plan.bars] == [bar.cuts for bar in usual.bars]
    assert all(bar.remnant_mm == 0.0 or bar.remnant_mm >= least for bar in plan.bars)
