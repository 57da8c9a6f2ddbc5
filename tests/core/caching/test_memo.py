"""Values kept with their inputs, bounded."""

import pytest

from designer.core.caching.memo import Memo


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
