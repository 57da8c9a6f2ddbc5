"""Least ways between parts of places: none is longer than a way between ports, and each is some port's."""

import itertools
from math import inf

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.model.design import Pin
from designer.core.trunk.columns.field import Fields
from designer.core.trunk.columns.parts import Parts, cut, least_feeds, least_ways, parts_of
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.columns.ways import Ways
from designer.core.trunk.hops import shortest
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import Site, generated_at
from tests.core.trunk.test_growth import CATALOG, site_of

NUMBERS = (7, 10, 11)


def members_of(number):
    return site_of(number), list(site_of(number).ranges.values())


def table(site, members, most):
    """Parts, the least ways by their numbers, and the pairs of members that were asked for."""
    parts = parts_of([one.places for one in members], most)
    pairs = np.array(list(itertools.combinations(range(len(members)), 2)), dtype=np.intp)
    found = least_ways(parts, pairs, *Ways(site, members).of(*pairs.T))
    return parts, {(int(a), int(b)): float(way) for a, b, way in zip(*found, strict=True)}, pairs


def places_in(parts, part):
    return np.linspace(parts.low[part], parts.high[part], 9)


@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize("number", NUMBERS)
def test_no_two_ports_are_nearer_than_the_least_way_of_their_parts(number, most):
    site, members = members_of(number)
    parts, least, pairs = table(site, members, most)
    joined = 0
    for i, j in pairs.tolist():
        hop = site.wiring.hop(members[i], members[j])
        for a in range(parts.begin[i], parts.begin[i + 1]):
            for b in range(parts.begin[j], parts.begin[j + 1]):
                ways = [hop.way(s, e) for s in places_in(parts, a) for e in places_in(parts, b)]
                way = least.get((a, b), inf)
                assert way <= min(ways) + 1e-6
                assert shortest(hop, members[i].span, members[j].span) <= way + 1e-6
                step = sum(np.diff(places_in(parts, part)[:2])[0] for part in (a, b))
                assert min(ways) <= way + step or (most == 1 and min(ways) == inf)
                joined += way < inf
    assert joined == len(least) > 0


@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize("number", NUMBERS)
def test_no_end_cable_is_shorter_than_the_least_one_of_its_part(number, most):
    site, members = members_of(number)
    parts = parts_of([one.places for one in members], most)
    least = least_feeds(parts, Fields(site, members).gates)
    for number_of, one in enumerate(members):
        feeds = [site.wiring.feed(one, box) for box in site.boxes_for(members)]
        for part in range(parts.begin[number_of], parts.begin[number_of + 1]):
            places = places_in(parts, part)
            shortest_one = min(feed.way(place) for feed in feeds for place in places)
            assert least[part] <= shortest_one + 1e-6
            assert shortest_one <= least[part] + places[1] - places[0]


def test_parts_cover_the_places_and_are_about_as_many_as_asked_for():
    places = ((0.0, 300.0), (500.0, 600.0))
    assert cut(places, 1) == ((0.0, 600.0),), "one part has what lies between as well"
    assert cut(places, 4) == ((0.0, 100.0), (100.0, 200.0), (200.0, 300.0), (500.0, 600.0))
    found = parts_of([places, ((7.0, 7.0),)], 4)
    assert found.begin.tolist() == [0, 4, 5]
    assert (found.low[-1], found.high[-1]) == (7.0, 7.0)


def test_parts_that_no_way_joins_are_left_out():
    parts = Parts(np.array([0, 1, 2]), np.zeros(2), np.ones(2))
    site, members = members_of(NUMBERS[0])
    pairs = np.array([[0, 1]], dtype=np.intp)
    _, moves = Ways(site, members).of(*pairs.T)
    tails, heads, lengths = least_ways(parts, pairs, np.zeros(2, dtype=np.intp), moves.of(slice(0, 0)))
    assert len(tails) == len(heads) == len(lengths) == 0


def test_an_inverter_that_is_pinned_beside_its_rail_has_an_end_cable_from_there():
    """What it costs is no less than that of any place on the rail, and no more than its match has."""
    design = generated_at(7, CATALOG).design
    site = _surveyed(Site("", design), CATALOG)
    name = next(iter(site.ranges))
    astray = replace(design, pins=(Pin(inverter=name, along_mm=-5_000.0),))
    pinned = _surveyed(Site("", astray), CATALOG)
    members = list(pinned.ranges.values())
    number = list(pinned.ranges).index(name)
    rules = pinned.rules(CATALOG.family("hoymiles-hms"), None)[0]
    found = Surveyor(pinned, members).problem(rules, 1)
    assert found.ranges[number].places[0][0] == -5_000.0
    ways = [pinned.wiring.feed(members[number], box).way(-5_000.0) for box in pinned.boxes_for(members)]
    assert found.feeds[number] == pytest.approx(min(ways) * rules.prices.bulk_per_mm)
    assert np.isfinite(found.feeds).all()
