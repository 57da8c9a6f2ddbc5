from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.cutting.engine import packed_at_once
from designer.core.cutting.lone import parted
from designer.core.cutting.packing import missing
from designer.core.cutting.problem import Bin, Problem
from tests.core.cutting.problems import optimum, problems


def problem_of(widths: tuple[int, ...], *bins: Bin) -> Problem:
    return Problem(widths=widths, demands=(2,) * len(widths), bins=bins, missing_cost=1000)


def test_what_nothing_fits_beside_is_cut_from_the_cheapest_bar_that_holds_it():
    parts = parted(problem_of((95, 70, 40, 10), Bin(100, 9, None), Bin(80, 8, None)))
    assert (parts.rest.widths, parts.kinds) == ((70, 40, 10), (1, 2, 3))
    assert (parts.lone, parts.lone_cost) == ({(0, ((0, 1),)): 2}, 18)


def test_a_bar_of_which_there_are_few_is_not_given_away():
    """The cheap bar may be of more use to the shorter pieces, and its number may not suffice."""
    scarce = problem_of((95, 40), Bin(100, 9, None), Bin(96, 1, 1))
    assert parted(scarce).rest == scarce
    dear = problem_of((95, 40), Bin(100, 9, None), Bin(96, 20, 1))
    assert parted(dear).rest.widths == (40,)


def test_the_first_answer_is_bounded_by_lone_pieces_too():
    lonely = problem_of((95, 94), Bin(100, 9, None))
    found = packed_at_once(lonely)
    assert found.packing == {(0, ((0, 1),)): 2, (0, ((1, 1),)): 2}
    assert found.bound == 36


@st.composite
def with_long_pieces(draw: st.DrawFn) -> Problem:
    """A problem with pieces as long as its longest bars."""
    problem = draw(problems(kinds=2))
    longest = max(entry.capacity for entry in problem.bins if entry.count is None)
    long = draw(st.lists(st.integers(longest - 6, longest), min_size=1, max_size=2, unique=True))
    widths = tuple(sorted({*problem.widths, *long}, reverse=True))
    return Problem(widths=widths, demands=(1,) * len(widths), bins=problem.bins, missing_cost=1000)


@settings(max_examples=100, deadline=None)
@given(with_long_pieces())
def test_no_better_packing_is_lost(problem: Problem):
    parts = parted(problem)
    assert optimum(parts.rest) + parts.lone_cost == optimum(problem)
    packing = parts.whole(packed_at_once(parts.rest).packing)
    assert not any(missing(problem, packing))
