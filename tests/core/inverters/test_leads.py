"""DC leads: where they reach, and what is left when not all do."""

from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.intervals import contains, normalized
from designer.core.inverters.leads import least_extended, least_shortfall_mm, reach_interval, reached_by_all

pairs = st.tuples(st.integers(0, 100), st.integers(0, 40)).map(lambda t: (float(t[0]), float(t[0] + t[1])))


def test_a_lead_spends_its_length_across_first():
    assert reach_interval((1000.0, 500.0), 300.0, 700.0) == (500.0, 1500.0)
    assert reach_interval((1000.0, 500.0), 300.0, 150.0) is None


def test_all_reach_where_the_intervals_meet():
    assert reached_by_all([(0.0, 10.0), (5.0, 20.0)]) == ((5.0, 10.0),)
    assert reached_by_all([(0.0, 4.0), (5.0, 20.0)]) == ()
    assert reached_by_all([(0.0, 4.0), None]) == ()


@given(
    st.lists(pairs, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(-40, 180), st.integers(-60, 40)), min_size=1, max_size=4),
)
def test_the_least_extended_part_is_that_of_trying_every_millimetre(allowed_pairs, wants):
    allowed = normalized(allowed_pairs)
    best = least_extended(allowed, wants, 20.0)

    def needed(y):
        return sum(max(0, -(-(abs(x - y) + c) // 20)) for x, c in wants)

    spots = [y for y in range(150) if contains(allowed, float(y))]
    least = min(needed(y) for y in spots)
    for y in spots:
        assert contains(best, float(y)) == (needed(y) == least)


@given(
    st.lists(st.tuples(st.integers(-500, 500), st.integers(-300, 300)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(-600, 600), st.integers(0, 300)), min_size=1, max_size=3),
)
def test_the_least_shortfall_is_that_of_trying_every_millimetre(wants, parts):
    allowed = normalized((low, low + length) for low, length in parts)
    tried = [y for low, high in allowed for y in range(int(low), int(high) + 1)]
    best = min(max(0.0, *(abs(x - y) + c for x, c in wants)) for y in tried)
    found = least_shortfall_mm(allowed, wants)
    assert found <= best
    assert found >= best - 0.5
