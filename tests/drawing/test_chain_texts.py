"""Texts that are longer than their links: beside each other where that is possible, in both ways to draw."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from designer.drawing.chain_texts import Side, TextPlace, chain_texts, has_room
from designer.drawing.chains import Link, figure_mm
from designer.drawing.length_units import LengthUnit
from designer.drawing.sheets.scales import dimension_style

STYLE = dimension_style(100.0)
LONG, SHORT = 5000.0, 300.0


def links(*lengths: float) -> list[Link]:
    ends = [0.0]
    for length in lengths:
        ends.append(ends[-1] + length)
    return [Link(a, b) for a, b in pairwise(ends)]


def spans(
    chain: list[Link], places: list[TextPlace | None], *, moved: bool
) -> list[tuple[int, float, float]]:
    """Side, beginning and end of each figure; as LibreCAD moves them, or as they are meant."""
    found = []
    for link, place in zip(chain, places, strict=True):
        length = link.end - link.start
        wide = figure_mm(length, STYLE)
        own = place or TextPlace((link.start + link.end) / 2.0, Side.ABOVE)
        further = (wide + length) / 2.0 + STYLE.gap_mm if moved and wide > length else 0.0
        middle = own.middle + further
        found.append((own.side.value, middle - wide / 2.0, middle + wide / 2.0))
    return found


def clear(found: list[tuple[int, float, float]]) -> bool:
    return not any(
        a[0] == b[0] and a[1] < b[2] - 1e-6 and b[1] < a[2] - 1e-6 for a, b in combinations(found, 2)
    )


@given(st.lists(st.floats(1500.0, 9000.0), min_size=1, max_size=8))
def test_texts_with_room_stay_over_their_links(lengths: list[float]) -> None:
    assert chain_texts(links(*lengths), STYLE, beyond=True) == [None] * len(lengths)


@given(st.lists(st.tuples(st.floats(60.0, 900.0), st.floats(3000.0, 9000.0)), min_size=1, max_size=5))
def test_short_links_between_long_ones_are_clear_in_both_ways(pairs: list[tuple[float, float]]) -> None:
    chain = links(*(length for pair in pairs for length in pair))
    places = chain_texts(chain, STYLE, beyond=True)
    assert clear(spans(chain, places, moved=False))
    assert clear(spans(chain, places, moved=True))


@given(st.lists(st.floats(60.0, 9000.0), min_size=1, max_size=8), st.booleans())
def test_only_texts_without_room_are_placed(lengths: list[float], beyond: bool) -> None:
    chain = links(*lengths)
    placed = [place is not None for place in chain_texts(chain, STYLE, beyond=beyond)]
    assert placed == [not has_room(link, STYLE) for link in chain]


def test_short_ends_stand_beyond_the_chain() -> None:
    chain = links(SHORT, LONG, SHORT)
    first, middle, last = chain_texts(chain, STYLE, beyond=True)
    assert middle is None
    assert (first, last) == (
        TextPlace(-figure_mm(SHORT, STYLE) / 2.0 - STYLE.gap_mm, Side.ABOVE),
        TextPlace(chain[-1].end + figure_mm(SHORT, STYLE) / 2.0 + STYLE.gap_mm, Side.ABOVE),
    )


def test_up_the_roof_short_ends_stand_on_the_other_side() -> None:
    """Beyond those ends stand the chains along the eave and the ridge."""
    places = chain_texts(links(SHORT, LONG, SHORT), STYLE, beyond=False)
    assert places == [TextPlace(150.0, Side.BELOW), None, TextPlace(5450.0, Side.BELOW)]


def test_feet_and_inches_need_more_room() -> None:
    style = dimension_style(100.0, LengthUnit.FEET)
    (place,) = chain_texts(links(1154.0), style, beyond=False)
    assert place == TextPlace(577.0, Side.BELOW)
    assert chain_texts(links(1154.0), STYLE, beyond=False) == [None]
