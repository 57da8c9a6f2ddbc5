"""Values kept with their inputs, bounded."""

import gc
import weakref

import pytest

from designer.core.caching.memo import LASTS, Age, Memo


class Counter:
    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return self.calls


def test_equal_inputs_are_computed_once():
    memo, compute = Memo(3), Counter()
    assert [memo.get("a", ([1], {"k": 2}), compute) for _ in range(3)] == [1, 1, 1]


def test_other_inputs_under_the_same_name_are_computed_and_the_last_ones_kept():
    memo, compute = Memo(3, versions=2), Counter()
    assert [memo.get("a", (n,), compute) for n in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 4]


def test_of_equal_inputs_the_last_ones_are_kept():
    """They are those in use; older ones would be there beside them."""

    class Input(list):
        """A list that can be referred to weakly."""

    memo, compute, first = Memo(3), Counter(), Input([1, 2])
    is_there = weakref.ref(first)
    memo.get("a", (first,), compute)
    assert memo.get("a", (Input([1, 2]),), compute) == 1
    del first
    gc.collect()
    assert is_there() is None


def test_the_names_used_least_lately_are_forgotten():
    memo, compute = Memo(2), Counter()
    assert [memo.get(name, (), compute) for name in "abacab"] == [1, 2, 1, 3, 1, 4]
    assert len(memo) == 2


def test_a_value_that_could_not_be_computed_is_asked_for_again():
    def fail():
        raise ValueError("no")

    memo = Memo(2)
    with pytest.raises(ValueError, match="no"):
        memo.get("a", (), fail)
    assert memo.get("a", (), lambda: 7) == 7


def aged(memo, age, changes):
    """So many changes in which another name is asked for."""
    for number in range(changes):
        age.change()
        memo.get("other", (number,), lambda: None)


def test_an_older_version_is_there_as_long_as_an_undo_may_want_it():
    age = Age()
    memo, compute = Memo(9, age=age), Counter()
    first, second = (memo.get("a", (n,), compute) for n in (1, 2))
    aged(memo, age, LASTS)
    assert (memo.get("a", (1,), compute), memo.get("a", (2,), compute)) == (first, second)


def test_an_older_version_is_forgotten_in_the_course_of_changes_and_the_last_one_stays():
    age = Age()
    memo, compute = Memo(9, age=age), Counter()
    memo.get("a", (1,), compute)
    second = memo.get("a", (2,), compute)
    aged(memo, age, 2 * LASTS)
    assert memo.known("a", (1,)) is None
    assert memo.known("a", (2,)) == second


def test_what_is_named_by_its_value_is_forgotten_whole():
    age = Age()
    memo = Memo(9, age=age, lasting=False)
    memo.get("a", (1,), lambda: 1)
    memo.get("kept", (1,), lambda: 2)
    for _ in range(LASTS):
        age.change()
        memo.get("kept", (1,), lambda: 3)
    aged(memo, age, LASTS)
    assert memo.known("a", (1,)) is None
    assert memo.known("kept", (1,)) == 2


def test_some_are_kept_for_more_changes_than_others():
    age = Age()
    short, long = Memo(9, age=age, lasting=False), Memo(9, age=age, lasting=False, lasts=4 * LASTS)
    for memo in (short, long):
        memo.get("a", (1,), lambda: 1)
        aged(memo, age, 2 * LASTS)
    assert short.known("a", (1,)) is None
    assert long.known("a", (1,)) == 1
    aged(long, age, 5 * LASTS)
    assert long.known("a", (1,)) is None


def test_without_changes_nothing_grows_old():
    memo = Memo(9, lasting=False)
    for number in range(5 * LASTS):
        memo.get("a", (number % 2,), lambda: number)  # noqa: B023
    assert len(memo) == 2


def test_names_that_are_gone_are_dropped_where_there_are_many_more_than_are_left():
    memo = Memo(10_000)
    for number in range(1_000):
        memo.get(number, (), lambda: number)  # noqa: B023
    memo.fit(100)
    assert 100 <= len(memo) < 300
    assert memo.known(999, ()) == 999
    assert memo.known(0, ()) is None


def test_no_more_are_kept_than_at_most_however_many_there_are():
    memo = Memo(5)
    memo.fit(1_000)
    for number in range(10):
        memo.get(number, (), lambda: number)  # noqa: B023
    assert len(memo) == 5
