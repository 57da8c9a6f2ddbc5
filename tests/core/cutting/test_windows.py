from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.cutting.effort import Effort
from designer.core.cutting.engine import packed_at_once
from designer.core.cutting.packing import missing, total_cost
from designer.core.cutting.problem import Bin, Problem
from designer.core.cutting.variety import fewer_patterns
from designer.core.cutting.windows import Windows
from tests.core.cutting.problems import problems

LONG, MIDDLE, SHORT = 0, 1, 2

PACKING = {
    (0, ((LONG, 1), (SHORT, 1))): 5,
    (0, ((MIDDLE, 2),)): 1,
    (0, ((MIDDLE, 1), (SHORT, 2))): 2,
    (0, ((SHORT, 4),)): 3,
}
PROBLEM = Problem(widths=(70, 50, 25), demands=(5, 4, 21), bins=(Bin(100, 1, None),), missing_cost=100)


def test_a_window_grows_round_its_seed_by_bars_of_the_same_pieces():
    windows = Windows(PROBLEM, PACKING, [], bars=2, columns=10)
    window = windows.at((0, ((MIDDLE, 2),)))
    assert window.bars == ((0, ((MIDDLE, 2),)), (0, ((MIDDLE, 1), (SHORT, 2))))
    assert window.rest == (0, 4, 4)
    assert window.kept == (
        ((0, ((LONG, 1), (SHORT, 1))), ((SHORT, 1),)),
        ((0, ((SHORT, 4),)), ((SHORT, 4),)),
    )


def test_a_window_holds_what_is_wanted_of_other_bars():
    other = (0, ((LONG, 1), (MIDDLE, 3)))
    window = Windows(PROBLEM, PACKING, [other], bars=1, columns=10).at((0, ((MIDDLE, 2),)))
    assert window.fresh == (((0, ((MIDDLE, 2),)), ((MIDDLE, 2),)),)
    wider = Windows(PROBLEM, PACKING, [other], bars=2, columns=10).at((0, ((MIDDLE, 2),)))
    assert (other, ((MIDDLE, 3),)) in wider.fresh


def test_a_window_stays_small_where_there_is_much_to_choose_from():
    useful = [(0, ((MIDDLE, 1), (SHORT, count))) for count in (1, 3, 4)]
    assert len(Windows(PROBLEM, PACKING, useful, bars=3, columns=2).at((0, ((MIDDLE, 2),))).bars) == 1
    assert len(Windows(PROBLEM, PACKING, useful, bars=3, columns=3).at((0, ((MIDDLE, 2),))).bars) > 1


@settings(max_examples=60, deadline=None)
@given(problems(kinds=4), st.integers(1, 4))
def test_no_piece_is_lost_and_no_bar_is_invented(problem: Problem, times: int):
    """Fewer patterns are the same pieces out of no more bars than there are, at no higher cost."""
    problem = Problem(
        widths=problem.widths,
        demands=tuple(times * demand for demand in problem.demands),
        bins=problem.bins,
        missing_cost=problem.missing_cost,
    )
    packing = packed_at_once(problem).packing
    found = fewer_patterns(problem, packing, effort=Effort(), time_limit_s=10.0, cancelled=lambda: False)
    assert not any(missing(problem, found))
    assert total_cost(problem, found) <= total_cost(problem, packing)
    assert len(found) <= len(packing)
    for index, entry in enumerate(problem.bins):
        used = sum(bars for (own, _), bars in found.items() if own == index)
        assert entry.count is None or used <= entry.count


def test_patterns_are_saved_window_by_window():
    """Three pairs of lengths fill a bar each, and a window holds the bars of one pair only."""
    widths = (70, 60, 55, 45, 40, 30)
    problem = Problem(widths=widths, demands=(6,) * 6, bins=(Bin(100, 1, None),), missing_cost=100)
    scattered = {}
    for long, short in ((0, 5), (1, 4), (2, 3)):
        scattered |= {
            (0, ((long, 1), (short, 1))): 4,
            (0, ((long, 1),)): 2,
            (0, ((short, 2),)): 1,
        }
    found = fewer_patterns(
        problem, scattered, effort=Effort(tidy_bars=3), time_limit_s=10.0, cancelled=lambda: False
    )
    assert found == {(0, ((0, 1), (5, 1))): 6, (0, ((1, 1), (4, 1))): 6, (0, ((2, 1), (3, 1))): 6}
