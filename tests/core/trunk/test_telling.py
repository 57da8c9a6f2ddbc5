"""What is told of bounds beside plans with centre feeds, and beside those without."""

import pytest

from designer.core.caching.pace import Pace, never
from designer.core.trunk.circuits import CLEARLY
from designer.core.trunk.telling import Telling
from tests.core.trunk.test_rivals import halves, site_of

MORE = 1 + CLEARLY


@pytest.fixture
def events():
    return []


@pytest.fixture
def telling(events):
    return Telling(Pace(never, events.append, lambda share: events.append(("left", share))))


@pytest.fixture
def at_ends():
    return halves(site_of(23, 9.0), 1)


@pytest.fixture
def in_the_middle():
    return halves(site_of(23, 9.0), 2)


def test_plans_with_centre_feeds_count_for_more_beside_one_without(telling, events, at_ends):
    telling.beside(at_ends, with_centre_feeds=100.0)
    telling.pace.tell(90.0)
    telling.pace.tell(110.0)
    telling.with_centre_feeds(others=105.0, without=200.0).tell(103.0)
    telling.with_centre_feeds(others=105.0, without=200.0).tell(108.0)
    telling.with_centre_feeds(others=105.0, without=104.0).tell(108.0)
    assert events == [90.0, *map(pytest.approx, (100 * MORE, 103 * MORE, 105 * MORE, 104.0))]


def test_a_share_is_left_where_a_plan_with_centre_feeds_comes_and_nothing_is_told_until_more_is_known(
    telling, events, at_ends, in_the_middle
):
    telling.beside(at_ends)
    telling.take(at_ends)
    telling.pace.tell(90.0)
    telling.take(in_the_middle)
    telling.pace.tell(95.0)
    telling.take(in_the_middle)
    telling.pace.tell(96.0)
    telling.beside(in_the_middle)
    telling.pace.tell(97.0)
    assert events == [90.0, ("left", 1 / MORE), 97.0]


def test_nothing_is_told_beside_a_plan_without_centre_feeds_until_it_is_known_what_others_cost(
    telling, events, at_ends, in_the_middle
):
    telling.beside(in_the_middle)
    telling.take(at_ends)
    telling.pace.tell(95.0)
    telling.beside(at_ends, with_centre_feeds=90.0)
    telling.pace.tell(95.0)
    assert events == [pytest.approx(90 * MORE)]


def test_nothing_is_told_beside_a_plan_that_breaks_a_limit(telling, events, in_the_middle):
    broken = halves(site_of(23, 0.1), 1)
    assert any(plan.broken() for _, plan in broken)
    telling.beside(broken)
    telling.pace.tell(90.0)
    telling.take(in_the_middle)
    telling.pace.tell(90.0)
    assert events == []
