"""Labels of legs that are left out: another one that stays is as good wherever they hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.core.trunk.columns.batch import Batch
from designer.core.trunk.columns.undercutting import undominated
from tests.effort import examples

PER_MM = 0.5
PLACES = range(13)


@st.composite
def batches(draw, steep=True):
    """A few labels at whole places, with their keys and currents."""
    size = draw(st.integers(1, 9))
    rows = []
    for _ in range(size):
        first, low, high, last = sorted(draw(st.lists(st.integers(0, 12), min_size=4, max_size=4)))
        rows.append(
            (
                draw(st.integers(0, 4)),
                low,
                high,
                first,
                last,
                draw(st.integers(1, 2)),
                draw(st.integers(0, 2)) / 4,
                draw(st.sampled_from([0.0, 0.25])) if steep else 0.0,
            )
        )
    cost, low, high, first, last, ports, rise, slope = np.array(rows, dtype=float).T
    batch = Batch(cost, low, high, first, last, ports.astype(int), rise, slope, np.arange(size))
    key = np.array(draw(st.lists(st.integers(0, 1), min_size=size, max_size=size)))
    amperes = np.array(draw(st.lists(st.integers(1, 2), min_size=size, max_size=size)), dtype=float)
    return batch, key, amperes


def is_as_good(batch, amperes, other, one):
    """Place by place: whether a label holds there too, costs no more and rises no higher."""
    if batch.ports[other] > batch.ports[one] or amperes[other] > amperes[one]:
        return False
    for place in PLACES:
        if not batch.first[one] <= place <= batch.last[one]:
            continue
        if not batch.first[other] <= place <= batch.last[other]:
            return False
        away = [max(0, batch.low[i] - place, place - batch.high[i]) for i in (other, one)]
        cost = [batch.cost[i] + PER_MM * far for i, far in zip((other, one), away, strict=True)]
        rise = [batch.rise[i] + batch.slope[i] * far for i, far in zip((other, one), away, strict=True)]
        if cost[0] > cost[1] + 1e-9 or rise[0] > rise[1] + 1e-9:
            return False
    return True


@settings(max_examples=examples(100), deadline=None)
@given(batches())
def test_for_each_label_that_is_left_out_one_as_good_with_its_keys_stays(given_labels):
    batch, key, amperes = given_labels
    left = undominated(batch, (key,), amperes, PER_MM).tolist()
    assert len(set(left)) == len(left)
    for one in set(range(len(key))) - set(left):
        assert any(key[other] == key[one] and is_as_good(batch, amperes, other, one) for other in left)


@settings(max_examples=examples(100), deadline=None)
@given(batches(steep=False))
def test_of_labels_that_stay_none_is_as_good_as_a_dearer_one(given_labels):
    batch, key, amperes = given_labels
    left = undominated(batch, (key,), amperes, PER_MM).tolist()
    for other in left:
        for one in left:
            if key[other] == key[one] and batch.cost[other] < batch.cost[one]:
                assert not is_as_good(batch, amperes, other, one)


def test_without_labels_none_stay():
    none = np.zeros(0)
    batch = Batch(none, none, none, none, none, none, none, none, none)
    assert len(undominated(batch, (none,), none, PER_MM)) == 0


@pytest.mark.parametrize(("chosen", "copied"), [([True, True, True], False), ([True, False, True], True)])
def test_all_labels_are_chosen_without_a_copy(chosen, copied):
    figures = np.arange(3.0)
    batch = Batch(*[figures] * 9)
    own = batch.of(np.array(chosen))
    assert own.cost.tolist() == figures[chosen].tolist()
    assert (own is batch) is not copied
