"""Orders of a box's inverters and their cuts: none twice, not even backwards, as both have the same cuts."""

import pytest
from msgspec.structs import replace

from designer.core.trunk.boxes import box_ways
from designer.core.trunk.partition import Estimate, partition
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated

CATALOG = sites.catalog()
SITES = list(generated(6, CATALOG))


def ways_of(site):
    """The ways among all inverters of a site, and to its first box."""
    box = next(iter(site.network.boxes))
    members = [one for one in site.ranges.values() if site.feed_mm(one, box) < float("inf")]

    def between(pairs):
        return [site.wiring.hop(a, b).way(a.slot.preferred_mm, b.slot.preferred_mm) for a, b in pairs]

    places = [(one.line, one.slot.preferred_mm) for one in members]
    return box_ways(members, site.network.feeds_mm(places)[box].tolist(), between)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_no_order_is_another_one_backwards(site):
    orders = ways_of(_surveyed(site, CATALOG)).orders
    both = [*orders, *(order[::-1] for order in orders if order != order[::-1])]
    assert len(set(both)) == len(both)


@pytest.mark.parametrize("most_rise_pct", [0.2, 2.0])
@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_an_order_costs_as_much_backwards(site, most_rise_pct):
    surveyed = _surveyed(site, CATALOG)
    ways = ways_of(surveyed)
    family = surveyed.family_of(ways.ranges[0])
    for rules in surveyed.rules(family, None):
        estimate = Estimate(ways, replace(rules, max_rise_pct=most_rise_pct))
        for order in ways.orders:
            there, back = partition(order, estimate), partition(order[::-1], estimate)
            assert sorted(i for part in there.parts for i in part) == sorted(order)
            assert bool(there.broken) is bool(back.broken)
            if not there.broken:
                assert there.branches == back.branches
                assert there.cost == pytest.approx(back.cost)
