from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.core.racking.attachments import (
    Stretch,
    SupportLimits,
    excess_cantilever,
    excess_span,
    support,
)

INF = float("inf")
LIMITS = SupportLimits(span_mm=1000.0, cantilever_mm=300.0, overhang_mm=50.0, least_overhang_mm=50.0)


def stretch(start, end, floor=-INF, ceiling=INF):
    return Stretch(start_mm=start, end_mm=end, floor_mm=floor, ceiling_mm=ceiling)


def rafters(spacing, low, high, offset=0.0):
    return [offset + index * spacing for index in range(int(low // spacing), int(high // spacing) + 1)]


def test_feet_under_a_rail_of_11410_mm_at_1000_mm_with_300_mm_cantilevers_are_twelve():
    # greenwoodsolutions.com.au: ceil((L - 2 c) / span) + 1 = 12 (domain.md section 6)
    found = support(rafters(10.0, -1000, 13000), stretch(0.0, 11410.0), LIMITS)
    assert len(found.attachments) == 12


def test_the_span_is_the_greatest_whole_number_of_rafters_within_the_limit():
    found = support(rafters(300.0, -1000, 9000), stretch(0.0, 6000.0), LIMITS)
    assert {high - low for low, high in pairwise(found.attachments)} == {900.0}


def test_the_rail_ends_where_its_modules_ask_for_it_while_rafters_lie_within_the_cantilevers():
    found = support([200.0, 1100.0, 1900.0], stretch(0.0, 2000.0), LIMITS)
    assert (found.start_mm, found.end_mm) == (0.0, 2000.0)


def test_without_a_rafter_in_the_cantilever_the_rail_runs_past_the_next_rafter_outside():
    found = support([-900.0, -150.0, 700.0, 1500.0, 2400.0], stretch(0.0, 2000.0), LIMITS)
    assert found.attachments == (-150.0, 700.0, 1500.0, 2400.0)
    assert (found.start_mm, found.end_mm) == (-200.0, 2450.0)


def test_an_attachment_at_the_very_end_of_the_rail_gets_the_overhang_too():
    found = support([10.0, 900.0, 1800.0], stretch(0.0, 2000.0), LIMITS)
    assert found.start_mm == -40.0


def test_a_rail_is_not_lengthened_into_the_room_of_the_next_one():
    found = support([-150.0, 700.0, 1500.0, 1800.0], stretch(0.0, 2000.0, floor=-100.0), LIMITS)
    assert found.attachments[0] == 700.0
    assert found.start_mm == 0.0
    assert excess_cantilever(found, LIMITS).length_mm == 700.0


def test_a_rail_is_not_lengthened_by_more_than_a_span():
    found = support([-1500.0, 700.0, 1500.0, 1800.0], stretch(0.0, 2000.0), LIMITS)
    assert found.attachments[0] == 700.0


def test_rafters_farther_apart_than_the_span_are_all_used_and_the_excess_is_told():
    found = support(rafters(1500.0, -1000, 9000, 200.0), stretch(0.0, 6300.0), LIMITS)
    assert found.attachments == (200.0, 1700.0, 3200.0, 4700.0, 6200.0)
    assert excess_span(found, LIMITS).length_mm == 1500.0
    assert excess_cantilever(found, LIMITS) is None


def test_without_a_rafter_in_reach_the_rail_keeps_the_ends_its_modules_ask_for():
    found = support([-5000.0, 9000.0], stretch(0.0, 2000.0), LIMITS)
    assert found.attachments == ()
    assert (found.start_mm, found.end_mm) == (0.0, 2000.0)


def test_a_short_rail_stands_on_two_attachments_though_one_would_carry_it():
    found = support([100.0, 250.0, 400.0], stretch(0.0, 500.0), LIMITS)
    assert len(found.attachments) == 2


def test_a_short_rail_over_one_rafter_takes_its_second_attachment_from_outside():
    found = support([-700.0, 250.0, 800.0], stretch(0.0, 500.0), LIMITS)
    assert found.attachments == (250.0, 800.0)
    assert found.end_mm == 850.0


def test_a_short_rail_with_one_rafter_in_reach_keeps_it():
    found = support([250.0], stretch(0.0, 500.0), LIMITS)
    assert found.attachments == (250.0,)


def carries(chosen, start, end):
    ends_kept = chosen[0] - start <= 300.0 and end - chosen[-1] <= 300.0
    return ends_kept and all(high - low <= 1000.0 for low, high in pairwise(chosen))


@given(
    places=st.lists(st.integers(0, 40), min_size=2, max_size=9, unique=True).map(sorted),
    length=st.integers(8, 40),
)
def test_no_other_choice_on_the_rail_needs_fewer_attachments(places, length):
    places, end = [100.0 * place for place in places], 100.0 * length
    inside = [place for place in places if place <= end]
    counts = [
        size
        for size in range(2, len(inside) + 1)
        if any(carries(choice, 0.0, end) for choice in combinations(inside, size))
    ]
    found = support(places, stretch(0.0, end), LIMITS)
    if counts:
        assert len(found.attachments) == counts[0]
        assert carries(found.attachments, 0.0, end)
        assert excess_span(found, LIMITS) is None
        assert excess_cantilever(found, LIMITS) is None


@given(
    places=st.lists(st.integers(-20, 80), max_size=14, unique=True).map(sorted),
    length=st.integers(2, 60),
    floor=st.integers(-20, 0),
)
def test_the_excess_told_is_the_excess_there_is(places, length, floor):
    rail = stretch(0.0, 100.0 * length, floor=100.0 * floor)
    found = support([100.0 * place for place in places], rail, LIMITS)
    chosen = found.attachments
    assert list(chosen) == sorted(set(chosen))
    assert found.start_mm >= 100.0 * floor
    spans = [high - low for low, high in pairwise(chosen)]
    ends = [chosen[0] - found.start_mm, found.end_mm - chosen[-1]] if chosen else [0.0]
    told_span, told_end = excess_span(found, LIMITS), excess_cantilever(found, LIMITS)
    assert (told_span.length_mm if told_span else 0.0) == max(
        [0.0, *(span for span in spans if span > 1000.0)]
    )
    assert (told_end.length_mm if told_end else 0.0) == max([0.0, *(end for end in ends if end > 300.0)])


@pytest.mark.parametrize("shift", [0.0, 1234.567])
def test_a_cantilever_of_exactly_the_limit_is_kept(shift):
    found = support([300.0 + shift, 1300.0 + shift], stretch(shift, 1600.0 + shift), LIMITS)
    assert excess_cantilever(found, LIMITS) is None
    assert excess_span(found, LIMITS) is None
