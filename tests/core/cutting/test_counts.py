from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.cutting.counting import CountSearch
from designer.core.cutting.counts import Counts, Cover, counts_below, cover_of
from designer.core.cutting.effort import Effort
from designer.core.cutting.engine import packed_at_once
from designer.core.cutting.packing import missing, total_cost
from designer.core.cutting.problem import Bin, Problem
from designer.core.cutting.workbench import Workbench
from tests.core.cutting.problems import optimum, patterns, problems


def drained(counts: Counts) -> list[tuple[int, ...]]:
    found = []
    while (choice := counts.cheapest()) is not None:
        found.append(choice)
        counts.drop_cheapest()
    return found


def enough(bars: tuple[int, ...], covers: list[Cover]) -> bool:
    return all(
        sum(worth * count for worth, count in zip(cover.worths, bars, strict=True)) >= cover.need
        for cover in covers
    )


covers_of_three = st.lists(
    st.builds(Cover, st.tuples(*[st.integers(0, 9)] * 3), st.integers(0, 40)), max_size=4
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from([None, 0, 2])), min_size=2, max_size=2),
    st.integers(0, 3),
    covers_of_three,
    st.integers(1, 40),
)
def test_choices_are_all_that_cost_less_and_are_enough(rows, free, covers, cost):
    bins = (*(Bin(10, price, count) for price, count in rows), Bin(5, 0, free))
    problem = Problem(widths=(4,), demands=(9,), bins=bins, missing_cost=10**6)
    counts = counts_below(problem, covers, cost, limit=10_000)
    assert counts is not None
    ranges = [range(cost + 1 if entry.count is None else entry.count + 1) for entry in bins[:2]]
    expected = [
        (price, bars)
        for pair in product(*ranges)
        if (price := sum(n * entry.cost for n, entry in zip(pair, bins, strict=False))) < cost
        and enough(bars := (*pair, free), covers)
    ]
    found = drained(counts)
    assert sorted(found) == sorted(bars for _, bars in expected)
    prices = [sum(n * entry.cost for n, entry in zip(bars, bins, strict=True)) for bars in found]
    assert prices == sorted(prices)


@given(st.lists(st.integers(0, 1 << 60), min_size=1, max_size=3), st.integers(0, 1 << 60), st.data())
def test_a_cover_scaled_down_rules_out_nothing_that_is_enough(worths, need, data):
    bars = data.draw(st.tuples(*[st.integers(0, 1000)] * len(worths)))
    cover = cover_of(worths, need)
    assert max(cover.need, 0) <= 1 << 40
    if enough(bars, [Cover(tuple(worths), need)]):
        assert enough(bars, [cover])


def test_later_covers_rule_out_choices():
    problem = Problem(widths=(4,), demands=(9,), bins=(Bin(10, 2, None), Bin(6, 1, None)), missing_cost=10**6)
    counts = counts_below(problem, [], 5, limit=100)
    assert counts is not None
    assert counts.cheapest() == (0, 0)
    counts.keep([Cover((2, 1), 4)])
    assert (counts.cheapest(), counts.least_cost()) == ((2, 0), 4)
    counts.keep([Cover((1, 1), 5)])
    assert (counts.cheapest(), counts.least_cost()) == (None, None)


def test_too_many_choices_are_none():
    problem = Problem(widths=(4,), demands=(9,), bins=(Bin(10, 1, None),) * 3, missing_cost=10**6)
    assert counts_below(problem, [], 1000, limit=10_000) is None


def test_where_all_bars_are_free_there_is_nothing_to_choose():
    problem = Problem(widths=(4,), demands=(9,), bins=(Bin(10, 0, 3),) * 3, missing_cost=10)
    assert counts_below(problem, [], 5, limit=100) is None


@settings(max_examples=60, deadline=None)
@given(problems(kinds=3))
def test_what_column_generation_shows_covers_every_packing(problem: Problem):
    """No choice that a best packing makes may be ruled out by any pricing."""
    bench = bench_of(problem)
    bench.relax(problem.spans, tight=True)
    for values_of in ([1] * len(problem.widths), list(problem.widths)):
        worths = [
            max(
                (
                    sum(values_of[kind] * n for kind, n in pattern)
                    for pattern in patterns(problem, e.capacity)
                ),
                default=0,
            )
            for e in problem.bins
        ]
        need = sum(value * n for value, n in zip(values_of, problem.demands, strict=True))
        bench.covers.append(cover_of(worths, need))
    best = optimum(problem)
    counts = counts_below(problem, bench.covers, best + 1, limit=100_000)
    assert counts is not None
    least = counts.least_cost()
    assert least is not None
    assert least <= best
    assert any(
        sum(n * entry.cost for n, entry in zip(bars, problem.bins, strict=True)) == best
        for bars in drained(counts)
    )


@settings(max_examples=100, deadline=None)
@given(problems(kinds=4))
def test_the_search_over_counts_ends_at_the_optimum(problem: Problem):
    bench = bench_of(problem)
    bench.relax(problem.spans)
    bound = CountSearch(bench, 0).run(Effort().stages[0])
    assert bound == bench.cost == optimum(problem)
    assert total_cost(problem, bench.packing) == bench.cost
    assert not any(missing(problem, bench.packing))


def test_a_search_that_may_try_nothing_proves_only_what_covers_say():
    problem = Problem(
        widths=(7, 5, 4), demands=(3, 3, 3), bins=(Bin(12, 12, None), Bin(9, 10, None)), missing_cost=10**4
    )
    bench = bench_of(problem, Effort(choices_tried=0))
    state = bench.relax(problem.spans)
    assert state is not None
    bound = CountSearch(bench, 0).run(Effort().stages[0])
    assert state.bound.cost <= bound <= optimum(problem)


def test_a_search_that_is_given_up_may_prove_nothing():
    """Free bars alone cost nothing: as long as they are not ruled out, that is the bound."""
    problem = Problem(widths=(7,), demands=(3,), bins=(Bin(12, 0, 1), Bin(12, 12, None)), missing_cost=10**4)
    bench = Workbench(
        problem,
        {(1, ((0, 1),)): 3},
        effort=Effort(choices_tried=0),
        time_limit_s=10.0,
        cancelled=lambda: False,
    )
    assert CountSearch(bench, 0).run(Effort().stages[0]) == 0


def bench_of(problem: Problem, effort: Effort | None = None) -> Workbench:
    """A bench with a packing that is as bad as can be: a bar for each piece."""
    start = {(0, ((kind, 1),)): count for kind, count in enumerate(problem.demands)}
    assert total_cost(problem, start) >= total_cost(problem, packed_at_once(problem).packing)
    return Workbench(problem, start, effort=effort or Effort(), time_limit_s=10.0, cancelled=lambda: False)
