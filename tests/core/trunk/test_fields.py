"""Exact ways behind a problem, surveyed once for all problems of the same members."""

import numpy as np
import pytest

from designer.core.trunk.columns import survey
from designer.core.trunk.columns.field import Fields
from designer.core.trunk.columns.survey import Surveyor
from tests.core.trunk.test_growth import CATALOG, PRODUCTS, site_of


def rules_of(site, product):
    family = CATALOG.family("hoymiles-hms")
    return site.rules_of(family, family.product(product))


def assert_the_same(one, other):
    for part in ("arcs", "gates", "places"):
        mine, others = getattr(one, part), getattr(other, part)
        for name in mine.__struct_fields__:
            figures, expected = getattr(mine, name), getattr(others, name)
            if name == "moves":
                pairs = zip(figures, expected, strict=True)
                assert all(np.array_equal(a, b, equal_nan=True) for a, b in pairs)
            else:
                assert np.array_equal(figures, expected), (part, name)


@pytest.mark.parametrize("number", [10, 11])
def test_with_more_arcs_and_another_product_ways_are_as_if_surveyed_at_once(number, monkeypatch):
    monkeypatch.setattr(survey, "MOST_COMPLETE", 1)  # so few have all arcs
    site = site_of(number)
    members = list(site.ranges.values())
    surveyor = Surveyor(site, members, 2)
    few = surveyor.problem(rules_of(site, PRODUCTS[0]), 2)
    assert_the_same(surveyor.field(few), Fields(site, members).of(few))
    pairs = np.argwhere(np.triu(np.isfinite(few.beyond), 1)).tolist()
    assert pairs, "else nobody is far from anybody"
    surveyor.join(pairs[::2])
    more = surveyor.problem(rules_of(site, PRODUCTS[1]), 2)
    found = surveyor.field(more)
    assert len(found.arcs.tails) > len(surveyor.field(few).arcs.tails)
    assert_the_same(found, Fields(site, members).of(more))


def test_a_way_back_is_the_way_turned():
    site = site_of(7)
    problem = Surveyor(site, list(site.ranges.values())).problem(rules_of(site, PRODUCTS[0]), 1)
    arcs = Fields(site, problem.ranges).of(problem).arcs
    number = {step: at for at, step in enumerate(zip(arcs.tails.tolist(), arcs.heads.tolist(), strict=True))}
    bends = 0
    for (tail, head), at in number.items():
        there = slice(arcs.moves_begin[at], arcs.moves_begin[at + 1])
        back = number[head, tail]
        again = slice(arcs.moves_begin[back], arcs.moves_begin[back + 1])
        one, other = arcs.moves.of(there), arcs.moves.of(again)
        assert np.array_equal(one.start_low, other.end_low)
        assert np.array_equal(one.end_high, other.start_high)
        assert np.array_equal(one.leaves, other.joins, equal_nan=True)
        assert np.array_equal(one.middle, other.middle)
        bends += int(np.isfinite(one.leaves).sum())
    assert bends
