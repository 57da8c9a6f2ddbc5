"""Chains of dimensions."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.chains import Link, chain, distinct, fits, short_text
from designer.drawing.sheets.scales import dimension_style

STYLE = dimension_style(50.0)
STOPS = st.lists(st.integers(0, 100_000).map(float), max_size=40)


@given(STOPS)
def test_links_lead_from_the_first_stop_to_the_last_without_a_gap(stops: list[float]) -> None:
    links, places = chain(stops, STYLE), distinct(stops)
    assert sum(link.count for link in links) == max(len(places) - 1, 0)
    if links:
        assert (links[0].start, links[-1].end) == (places[0], places[-1])
    assert all(one.end == other.start for one, other in pairwise(links))


@given(st.integers(3, 30), st.integers(600, 3000))
def test_of_equal_steps_the_first_is_shown_and_the_rest_are_one_link(count: int, step: int) -> None:
    first, rest = chain([float(number * step) for number in range(count + 1)], STYLE)
    assert (first.end - first.start, first.text) == (step, "")
    assert rest.text == ("" if count == 2 else f"<> ({count - 1} equal)")


def test_equal_steps_without_room_for_the_figure_of_one_are_a_single_link() -> None:
    (link,) = chain([float(number * 100) for number in range(21)], STYLE)
    assert link.text == "<> (20 equal)"


def test_two_equal_steps_stay_two_links() -> None:
    assert [link.count for link in chain([0.0, 500.0, 1000.0], STYLE)] == [1, 1]


def test_a_text_without_room_gives_way_to_the_figure() -> None:
    style = dimension_style(100.0)
    narrow, wide = Link(0.0, 1500.0, 3), Link(0.0, 15000.0, 3)
    assert not fits(narrow, style)
    assert short_text(narrow, style) == ""
    assert short_text(wide, style) == "<> (3 equal)"
