"""What is found of the cheapest branch without building it is what the built one has."""

from functools import cache
from itertools import pairwise
from random import Random

import pytest

from designer.core.model.plan import StepKind
from designer.core.trunk.matching import cheapest_end, ends_of, layers_of, matched, outlined
from designer.core.trunk.rising import rise_v_of
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()
NUMBERS = (9, 53, 160)
"""One box and long rows; several boxes; three boxes and long feeds."""


@cache
def site_of(number):
    return _surveyed(generated_at(number, CATALOG), CATALOG)


def branches(number, product, count=60):
    """Some inverters in any order, or in that of their places, with their ways and a box."""
    site, source = site_of(number), Random(number)
    members, boxes = list(site.ranges.values()), list(site.network.boxes)
    family = CATALOG.family("hoymiles-hms")
    rules = site.rules_of(family, family.product(product))
    for _ in range(count):
        size, at = source.randint(1, 5), source.randrange(len(members) - 5)
        leg = members[at : at + size] if source.random() < 0.5 else source.sample(members, size)
        hops = [site.wiring.hop(a, b) for a, b in pairwise(leg)]
        box = source.choice(boxes)
        yield tuple(leg), hops, layers_of(leg, hops, rules, ()), site.wiring.feed(leg[-1], box), box, rules


@pytest.mark.parametrize("number", NUMBERS)
def test_the_cheapest_end_is_the_first_of_all(number):
    several = 0
    for leg, _, layers, feed, _, rules in branches(number, "hms-trunk-10awg-2.0m"):
        ends = list(ends_of(leg[-1], layers[-1], feed, rules))
        several += len(ends) > 1
        assert cheapest_end(leg[-1], layers[-1], feed, rules) == next(iter(ends), None)
        assert ends == sorted(ends)
    assert several > 10


@pytest.mark.parametrize("product", ["hms-trunk-12awg-1.0m", "hms-trunk-10awg-2.0m"])
@pytest.mark.parametrize("number", NUMBERS)
def test_the_rise_and_the_cost_of_the_cheapest_branch_are_known_before_it_is_built(number, product):
    wiring, linked = site_of(number).wiring, []
    for leg, hops, layers, feed, box, rules in branches(number, product):
        match = matched(leg, hops, layers, feed, rules)
        linked.append(any(step.kind is StepKind.LINK for step in match.steps))
        assert (outlined(leg[-1], layers, feed, rules) is None) == linked[-1]
        least = wiring.least_cost(leg, box, rules)
        assert match.cost == pytest.approx(least, abs=1e-6), "places are chosen among those that cost as much"
        expected = rules.rise_pct(rise_v_of(leg, match, rules))
        assert wiring.rise_pct(leg, box, rules) == pytest.approx(expected, abs=1e-6)
    assert linked.count(True) > 3
    assert linked.count(False) > 3
