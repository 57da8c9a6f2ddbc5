"""Break points are in micrometres; the tests count in whole millimetres, so that pieces are whole."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from designer.core.racking.arrange import rearranged
from designer.core.racking.breaks import PieceLimits, Place, fewest_pieces

MM = 1000.0


def limits(longest, shortest=0, supports=0):
    return PieceLimits(longest=longest * MM, shortest=shortest * MM, supports=supports)


def anywhere(length):
    return (Place(0.0, length * MM, 0),)


def test_a_rail_no_longer_than_a_bar_is_not_broken():
    assert fewest_pieces(4400 * MM, 3, (), limits(4400, shortest=5000, supports=9)) == ()


def test_whole_bars_come_first_and_the_rest_piece_is_as_short_as_it_may_be():
    # racking.md A8 case A: 9.312 m from 4.40 m bars with pieces of at least 700 mm
    assert fewest_pieces(9312 * MM, 9, anywhere(9312), limits(4400, 700)) == (4400 * MM, 8612 * MM)


def test_a_rail_a_little_longer_than_a_bar_gets_a_second_piece_of_the_least_length():
    assert fewest_pieces(4450 * MM, 5, anywhere(4450), limits(4400, 700)) == (3750 * MM,)


def test_no_breaking_is_found_where_no_place_is_in_reach():
    assert fewest_pieces(9000 * MM, 5, (Place(1000 * MM, 3000 * MM, 0),), limits(4400)) is None


def test_a_forbidden_place_costs_another_piece_rather_than_the_rule():
    places = (Place(0.0, 3000 * MM, 0), Place(6000 * MM, 8000 * MM, 0))
    assert fewest_pieces(8000 * MM, 0, places, limits(4400)) == (3000 * MM, 7400 * MM)


def test_one_piece_is_cut_shorter_so_that_the_others_may_stay_whole():
    # with carriers every 600 mm, longest first alone would cut the first three bars to 3600 mm
    carriers = [50 + 600 * index for index in range(24)]
    places = [Place(0.0, 0.0, 0)]
    for index, (low, high) in enumerate(pairwise(carriers), start=1):
        places.append(Place((low + 50) * MM, (high - 50) * MM, index))
    breaks = fewest_pieces(13928 * MM, len(carriers), tuple(places), limits(3650, 700))
    pieces = [(high - low) / MM for low, high in pairwise((0.0, *breaks, 13928 * MM))]
    assert pieces == [3500.0, 3650.0, 3650.0, 3128.0]


def test_a_piece_that_is_cut_has_a_whole_number_of_millimetres_where_there_is_room():
    roomy, tight = Place(1000 * MM, 3000.75 * MM, 0), Place(3000.25 * MM, 3000.75 * MM, 0)
    assert fewest_pieces(5000 * MM, 0, (roomy,), limits(4400)) == (3000 * MM,)
    assert fewest_pieces(5000 * MM, 0, (tight,), limits(4400)) == (3000.75 * MM,)


def test_a_whole_bar_is_left_whole_though_its_length_is_no_whole_number():
    assert fewest_pieces(9000 * MM, 0, anywhere(9000), limits(5181.6)) == (5181.6 * MM,)


def legal(breaks, length, places, longest, shortest, supports, attachments):
    """Every rule by itself, on whole numbers."""
    ends = (0, *breaks, length)
    spans = [0]
    for at in breaks:
        spans.extend(span for low, high, span in places if low <= at <= high)
    spans.append(attachments)
    return (
        len(spans) == len(ends)
        and all(shortest <= high - low <= longest for low, high in pairwise(ends))
        and all(after - before >= supports for before, after in pairwise(spans))
    )


def whole_bars(ends, longest):
    return sum(high - low == longest for low, high in pairwise(ends))


@st.composite
def rails(draw):
    """Short rails whose spans are 3 to 5 long, with a place in some of them."""
    spans = draw(st.lists(st.integers(3, 5), min_size=2, max_size=5))
    bounds = [sum(spans[:index]) for index in range(len(spans) + 1)]
    places = []
    for index, (low, high) in enumerate(pairwise(bounds)):
        first = draw(st.integers(low + 1, high - 1))
        last = draw(st.integers(first, high - 1))
        if draw(st.booleans()):
            places.append((first, last, index))
    shortest = draw(st.integers(0, 4))
    longest = draw(st.integers(max(shortest, 4), 11))
    return bounds[-1], tuple(places), longest, shortest, draw(st.integers(0, 2)), len(spans) - 1


@given(rail=rails())
def test_no_other_breaking_has_fewer_pieces_or_more_whole_bars_or_longer_first_ones(rail):
    length, places, longest, shortest, supports, attachments = rail
    inner = [at for at in range(1, length) if any(low <= at <= high for low, high, _ in places)]
    least = -(-length // longest)
    every = [
        breaks
        for count in range(least - 1, 2 * least)
        for breaks in combinations(inner, count)
        if legal(breaks, length, places, longest, shortest, supports, attachments)
    ]
    found = fewest_pieces(
        length * MM,
        attachments,
        tuple(Place(low * MM, high * MM, span) for low, high, span in places),
        limits(longest, shortest, supports),
    )
    if length <= longest:
        assert found == ()
    elif not every:
        assert found is None
    else:
        fewest = [breaks for breaks in every if len(breaks) == len(every[0])]
        best = max(fewest, key=lambda breaks: (whole_bars((0, *breaks, length), longest), breaks))
        assert found == tuple(at * MM for at in best)


@given(pieces=st.lists(st.integers(1, 5), min_size=2, max_size=5), rail=rails())
def test_rearranged_pieces_are_the_same_pieces_with_every_break_in_a_place(pieces, rail):
    _, places, _, _, supports, attachments = rail
    total = sum(pieces)
    found = rearranged(
        tuple(piece * MM for piece in pieces),
        attachments,
        tuple(Place(low * MM, high * MM, span) for low, high, span in places),
        supports,
    )
    orders = {
        order
        for order in combinations(range(1, total), len(pieces) - 1)
        if sorted(high - low for low, high in pairwise((0, *order, total))) == sorted(pieces)
        and legal(order, total, places, total, 0, supports, attachments)
    }
    if found is None:
        assert not orders
    else:
        assert tuple(at / MM for at in found) in orders
