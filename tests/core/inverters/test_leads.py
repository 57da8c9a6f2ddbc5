"""DC leads: where they reach, and what is left when not all do."""

from hypothesis import given
from hypothesis import strategies as st

from designer.core.geometry.intervals import contains, normalized
from designer.core.inverters.leads import best_covered, least_shortfall_mm, reach_interval, reached_by_all

pairs = st.tuples(st.integers(0, 100), st.integers(0, 40)).map(lambda t: (float(t[0]), float(t[0] + t[1])))


def test_a_lead_spends_its_length_across_first():
    assert reach_interval((1000.0, 500.0), 300.0, 700.0) == (500.0, 1500.0)
    assert reach_interval((1000.0, 500.0), 300.0, 150.0) is None


def test_all_reach_where_the_intervals_meet():
    assert reached_by_all([(0.0, 10.0), (5.0, 20.0)]) == ((5.0, 10.0),)
    assert reached_by_all([(0.0, 4.0), (5.0, 20.0)]) == ()
    assert reached_by_all([(0.0, 4.0), None]) == ()


@given(st.lists(pairs, min_size=1, max_size=4), st.lists(st.one_of(st.none(), pairs), max_size=5))
def test_the_best_covered_part_has_the_most_leads(allowed_pairs, leads):
    from designer.core.geometry.intervals import normalized

    allowed = normalized(allowed_pairs)
    best = best_covered(allowed, leads)

    def count(x):
        return sum(lead is not None and lead[0] <= x <= lead[1] for lead in leads)

    spots = [x for x in range(150) if contains(allowed, float(x))]
    most = max(count(float(x)) for x in spots)
    for x in spots:
        assert contains(best, float(x)) == (count(float(x)) == most)


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
