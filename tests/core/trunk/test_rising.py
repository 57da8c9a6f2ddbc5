"""Matches that keep the voltage rise within its limit where links or other places can bring it there."""

from itertools import islice, pairwise, permutations, product
from math import ceil, inf

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.plan import StepKind
from designer.core.planning import derive
from designer.core.trunk.hops import StraightHop
from designer.core.trunk.labels import lengths_of, link_cost, standard_cost
from designer.core.trunk.matching import match_branch
from designer.core.trunk.rising import rise_v_of, within_rise
from tests import sites
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.test_matching import FAMILY, LowerEnd, ranges, rules
from tests.core.trunk.test_rivals import site_of
from tests.effort import examples

BULK_PER_MM = 0.005
FEED = LowerEnd()


def matches(places, limits):
    """The cheapest match of inverters whose ports cannot move, and the one within the limit."""
    own = ranges([(place, place) for place in places])
    hops = [StraightHop()] * (len(places) - 1)
    cheapest = match_branch(own, hops, FEED, limits)
    return own, cheapest, within_rise(own, hops, FEED, limits, cheapest)


def pct(own, match, limits):
    return limits.rise_pct(rise_v_of(own, match, limits))


def choices(places, limits):
    """(cost, rise in %) of every choice of links and of steps with as few pitches as they need."""
    current = limits.current_a(ranges([(0.0, 0.0)])[0].slot.product)
    per_mm_a = limits.rise_pct(2.0) * 1e-6
    trunk, bulk = per_mm_a * limits.product.ohm_per_km, per_mm_a * limits.bulk.ohm_per_km
    ways = [abs(b - a) for a, b in pairwise(places)]
    feed = FEED.way(places[-1])
    fixed = limits.prices.port + limits.prices.leg + feed * limits.prices.bulk_per_mm
    for kinds in product((False, True), repeat=len(ways)):
        cost, rise = fixed, bulk * (feed + limits.family.beyond_feed_mm) * current * len(places)
        for number, (way, linked) in enumerate(zip(ways, kinds, strict=True), start=1):
            pitches = max(1, ceil(way / limits.product.pitch_mm - 1e-9))
            if linked:
                is_long = way >= limits.family.port_length_mm
                cost += link_cost(limits) + way * limits.prices.bulk_per_mm if is_long else inf
                rise += bulk * way * current * number
            else:
                slack = pitches * limits.product.pitch_mm - way
                cost += standard_cost(pitches, limits) if slack <= limits.slack_limit_mm else inf
                rise += trunk * pitches * limits.product.pitch_mm * current * number
        yield cost, rise


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.integers(2, 44).map(lambda n: n * 100.0), min_size=2, max_size=5),
    st.floats(0.0, 1.0),
    st.sampled_from([1000.0, 2000.0]),
)
def test_ports_that_cannot_move_get_the_cheapest_choice_within_the_limit(gaps, share, pitch):
    places = [600.0]
    for gap in gaps:
        places.append(places[-1] + gap)
    limits = rules(pitch)
    limits = replace(limits, prices=replace(limits.prices, bulk_per_mm=BULK_PER_MM))
    options = [(cost, rise) for cost, rise in choices(places, limits) if cost < inf]
    rises = sorted(rise for _, rise in options)
    limits = replace(limits, max_rise_pct=rises[0] + share * (rises[-1] - rises[0]) + 1e-6)
    own, cheapest, found = matches(places, limits)
    least = min(cost for cost, rise in options if rise <= limits.max_rise_pct)
    assert found.cost == pytest.approx(least, abs=1e-4)
    assert pct(own, found, limits) <= limits.max_rise_pct
    assert found.cost >= cheapest.cost - 1e-6


def free_choices(windows, limits):
    """The same for every choice of places as well, 100 mm apart."""
    grids = [np.arange(low, high + 50.0, 100.0).tolist() for low, high in windows]
    for places in product(*grids):
        yield from choices(places, limits)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 24), st.integers(0, 5)).map(lambda pair: (pair[0] * 100.0, pair[1] * 100.0)),
        min_size=2,
        max_size=3,
    ),
    st.floats(0.0, 1.0),
    st.sampled_from([1000.0, 2000.0]),
    st.sampled_from([0.0, 200.0, 500.0]),
)
def test_ports_that_may_move_get_the_cheapest_choice_within_the_limit(gaps, share, pitch, connector):
    """All that matters is a multiple of 100 mm: a place of the optimum is on the grid."""
    windows, end = [], 600.0
    for gap, width in gaps:
        windows.append((end + gap, end + gap + width))
        end += gap + width
    limits = rules(pitch, port_length_mm=connector)
    limits = replace(limits, prices=replace(limits.prices, bulk_per_mm=BULK_PER_MM))
    options = [(cost, rise) for cost, rise in free_choices(windows, limits) if cost < inf]
    assume(options)
    rises = sorted(rise for _, rise in options)
    limits = replace(limits, max_rise_pct=rises[0] + share * (rises[-1] - rises[0]) + 1e-6)
    own = ranges(windows)
    hops = [StraightHop()] * (len(windows) - 1)
    found = within_rise(own, hops, FEED, limits, match_branch(own, hops, FEED, limits))
    least = min(cost for cost, rise in options if rise <= limits.max_rise_pct)
    assert found.cost == pytest.approx(least, abs=1e-4)
    assert pct(own, found, limits) <= limits.max_rise_pct


def samples(one, count):
    """Places of an inverter: the ends of its intervals and some between."""
    return sorted({mark for low, high in one.places for mark in np.linspace(low, high, count).tolist()})


def grid_choices(own, hops, feed, limits, count):
    """(cost, rise in %) of choices of places and steps: links, and pitches up to one more than needed."""
    current = limits.current_a(own[0].slot.product)
    per_mm_a = limits.rise_pct_per_ohm_a() * current
    trunk = per_mm_a * limits.product.ohm_per_km * limits.product.pitch_mm
    bulk, dressing = per_mm_a * limits.bulk.ohm_per_km, limits.family.dressing_mm
    fixed = limits.prices.port + limits.prices.leg
    for places in product(*(samples(one, count) for one in own)):
        steps = [[(fixed, 0.0)]]
        for number, (hop, (a, b)) in enumerate(zip(hops, pairwise(places), strict=True), start=1):
            way = hop.way(a, b)
            linked = link_cost(limits) + way * limits.prices.bulk_per_mm
            is_long = way >= limits.family.port_length_mm
            kinds = [(linked, number * bulk * (way + dressing))] if is_long else []
            fewest = max(1, ceil((way + dressing) / limits.product.pitch_mm - 1e-9))
            for pitches in (fewest, fewest + 1):
                longer = hop.way(a, b, lengths_of(pitches, limits).least)
                slack = pitches * limits.product.pitch_mm - dressing - longer
                if 0 <= slack <= limits.slack_limit_mm:
                    kinds.append((standard_cost(pitches, limits), number * pitches * trunk))
            steps.append(kinds)
        way = feed.way(places[-1])
        cable = way + limits.family.beyond_feed_mm
        steps.append([(way * limits.prices.bulk_per_mm, len(own) * bulk * cable)])
        for chosen in product(*steps):
            yield sum(cost for cost, _ in chosen), sum(rise for _, rise in chosen)


@pytest.mark.parametrize("number", [1, 4, 14, 172, 192, 196])
def test_no_choice_of_places_on_real_ways_is_cheaper_within_the_limit(number):
    """Ways leave the rails over several crossings; limits are those of choices of different cost."""
    site = site_of(number)
    limits = site.rules_of(FAMILY, FAMILY.product("hms-trunk-10awg-2.0m"))
    box, kept = next(iter(site.network.boxes)), 0
    for own in islice(permutations(list(site.ranges.values())[:4], 3), 0, None, 5):
        hops = [site.wiring.hop(a, b) for a, b in pairwise(own)]
        feed = site.wiring.feed(own[-1], box)
        options = sorted(grid_choices(own, hops, feed, limits, 5))
        rises = sorted({round(rise, 9) for _, rise in options})
        for pct in (rises[len(rises) * share // 100] for share in (0, 3, 10, 30)):
            strict = replace(limits, max_rise_pct=pct + 1e-8)
            cheapest = match_branch(own, hops, feed, strict)
            found = within_rise(own, hops, feed, strict, cheapest)
            assert strict.rise_pct(rise_v_of(own, found, strict)) <= strict.max_rise_pct
            assert found.cost <= min(cost for cost, rise in options if rise <= strict.max_rise_pct) + 1e-4
            kept += found is not cheapest
    assert kept, "some limits ask for another match"


@pytest.mark.parametrize(
    ("number", "max_rise_pct"),
    [(84, 0.15), (42, 0.15), (9, 0.3), pytest.param(42, 0.3, marks=pytest.mark.long)],
)
def test_links_that_keep_the_rise_lay_no_connectors_on_each_other(number, max_rise_pct):
    design = generated_at(number, sites.catalog()).design
    design = replace(design, settings=replace(design.settings, max_rise_pct=max_rise_pct))
    plan = derive(design, sites.catalog())
    assert not [one for one in plan.findings if one.code == "connectors-overlap"]
    assert any(step.kind is StepKind.LINK for branch in plan.branches for step in branch.steps)


def test_a_limit_that_no_choice_keeps_leaves_the_cheapest_match_as_it_is():
    places = [600.0, 2000.0, 3400.0]
    limits = replace(rules(2000.0), max_rise_pct=1e-6)
    _, cheapest, found = matches(places, limits)
    assert found is cheapest


def test_a_family_without_links_has_no_other_match():
    limits = rules(2000.0, links_allowed=False)
    places = [600.0, 2000.0, 3400.0]
    own, cheapest, _ = matches(places, limits)
    strict = replace(limits, max_rise_pct=0.99 * pct(own, cheapest, limits))
    assert matches(places, strict)[2] == matches(places, strict)[1]


@pytest.mark.parametrize(
    ("windows", "bulk_per_mm", "pitches", "last"),
    [([(600.0, 1600.0)], 0.0, (), 700.0), ([(3500.0, 3500.0), (600.0, 1500.0)], BULK_PER_MM, (3,), 600.0)],
)
def test_without_links_ports_give_way_where_that_keeps_the_limit(windows, bulk_per_mm, pitches, last):
    """Towards the box where the end cable costs nothing, and by a pitch more where that makes it shorter."""
    limits = rules(1000.0, links_allowed=False)
    limits = replace(limits, prices=replace(limits.prices, bulk_per_mm=bulk_per_mm))
    own, hops = ranges(windows), [StraightHop()] * (len(windows) - 1)
    cheapest = match_branch(own, hops, FEED, limits)
    nearer = match_branch(ranges([*windows[:-1], (last, last)]), hops, FEED, limits)
    strict = replace(limits, max_rise_pct=pct(own, nearer, limits) + 1e-6)
    assert pct(own, cheapest, strict) > strict.max_rise_pct
    found = within_rise(own, hops, FEED, strict, cheapest)
    assert found.cost == pytest.approx(nearer.cost)
    assert tuple(step.pitches for step in found.steps) == pitches
    assert found.ports[-1] <= last
    assert pct(own, found, strict) <= strict.max_rise_pct


def test_a_branch_that_would_rise_too_high_is_linked_and_no_finding_is_left():
    """Thirteen single-input units: the cheapest match rises to 2.003 %, a link more keeps it within 2 %."""
    plan = derive(generated_at(188, sites.catalog()).design, sites.catalog())
    longest = max(plan.branches, key=lambda branch: branch.rise_pct)
    assert 1.9 < longest.rise_pct <= 2.0
    assert any(step.kind is StepKind.LINK for step in longest.steps)
    assert plan.trunk.gap_pct == 0
