"""Products that rival each other: the best of them, bounds that hold, better and better offers."""

from functools import cache
from itertools import pairwise
from math import inf

import pytest
from msgspec.structs import replace

from designer.core.caching.pace import Pace, never, unwanted
from designer.core.planning import Planner
from designer.core.trunk.circuits import CLEARLY, Better, carries, fed, preference, ranked
from designer.core.trunk.columns import improve
from designer.core.trunk.columns.problem import FEW
from designer.core.trunk.columns.survey import Surveyor
from designer.core.trunk.labels import OVER_LIMIT
from designer.core.trunk.rival import Rival
from designer.core.trunk.rivals import Rivals
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import Site, generated_at

CATALOG = sites.catalog()
FAMILY = CATALOG.family("hoymiles-hms")
WHOLE = 3
"""Circuits of the best plan of no. 9."""

SHARP_PCT = 0.9
"""A limit of the voltage rise that many branches keep only where they are fed in the middle."""


@cache
def design_of(number, rise_pct=None):
    design = generated_at(number, CATALOG).design
    return replace(design, settings=replace(design.settings, max_rise_pct=rise_pct))


def site_of(number, rise_pct=None):
    return _surveyed(Site("", design_of(number, rise_pct)), CATALOG)


def products(site):
    return site.rules(FAMILY, None, only_confirmed=True)


def halves(site, legs):
    """Circuits of 10 AWG of as many inverters each as it carries, in legs as even as can be."""
    rules = site.rules_of(FAMILY, FAMILY.product("hms-trunk-10awg-2.0m"))
    members, box, found = list(site.ranges.values()), next(iter(site.network.boxes)), []
    size = rules.limit(members[0].slot.product).units
    for at in range(0, len(members), size):
        own = members[at : at + size]
        cuts = [len(own) * part // legs for part in range(legs + 1)]
        found.append(
            (
                box,
                fed([tuple(own[a:b]) for a, b in pairwise(cuts)], box, rules, site.wiring),
            )
        )
    return found


def test_no_product_alone_is_cheaper_also_where_one_looked_dearer_at_first():
    """The product of the best plan costs more on the first branches than another one."""
    design = design_of(94)
    free = Planner(CATALOG).plan(design)
    for name in ("hms-trunk-12awg-1.0m", "hms-trunk-10awg-2.0m", "hms-trunk-10awg-2.3m"):
        alone = Planner(CATALOG).plan(replace(design, products=replace(design.products, trunk=name)))
        assert free.trunk.circuits <= alone.trunk.circuits
        assert free.trunk.cost <= alone.trunk.cost + 0.01


@pytest.mark.parametrize(("number", "rise_pct"), [(23, SHARP_PCT), (23, 0.4), (139, None)])
def test_what_is_told_never_exceeds_the_cost_also_where_there_are_more_or_fewer_legs_then(number, rise_pct):
    first = Planner(CATALOG).plan(design_of(number, rise_pct), hasty=True)
    heard = []
    plan = Planner(CATALOG).plan(design_of(number, rise_pct), told=heard.append)
    assert rise_pct is None or len(plan.branches) != len(first.branches)
    assert max(heard, default=0.0) <= plan.trunk.cost + 0.01
    assert heard
    assert plan.trunk.bound <= plan.trunk.cost


@pytest.mark.parametrize(("number", "at_ends"), [(25, 469.28), (100, 341.13), (23, 580.21)])
def test_circuits_are_fed_in_their_middle_where_that_costs_clearly_less(number, at_ends, monkeypatch):
    """What is told in the end holds for such plans as well; the best without was the answer before."""
    heard = []
    plan = Planner(CATALOG).plan(design_of(number), told=heard.append)
    assert len(plan.branches) > plan.trunk.circuits
    assert plan.trunk.cost < at_ends / (1 + CLEARLY)
    assert plan.trunk.gap_pct == 0
    assert 0.9 * plan.trunk.cost < heard[-1] <= plan.trunk.cost + 0.01
    monkeypatch.setattr(Rivals, "_with_centre_feeds", lambda _self, found: found)
    assert Planner(CATALOG).plan(design_of(number)).trunk.cost == pytest.approx(at_ends, abs=0.05)


@pytest.mark.parametrize("number", [23, 57, 68])
def test_what_is_told_is_no_more_than_the_plan_at_hand_costs(number):
    """A plan with centre feeds costs less than was told beside the one before, where those counted more."""
    design, told = design_of(number), [0.0]
    costs = [Planner(CATALOG).plan(design, hasty=True).trunk.cost]
    over = []

    def hear(bound):
        told.append(bound)
        over.append(bound - costs[-1])

    def take(make):
        costs.append(make().trunk.cost)
        over.append(told[-1] - costs[-1])

    plan = Planner(CATALOG).plan(design, told=hear, offered=take)
    assert max(over) <= 0.01
    assert told[-1] <= plan.trunk.bound + 0.01
    assert any(later < before - 0.1 for before, later in pairwise(told))


@pytest.mark.parametrize("legs", [1, 2])
def test_of_what_was_told_beside_a_plan_without_centre_feeds_most_is_left_beside_one_with(legs):
    site, heard, left = site_of(23, 9.0), [], []
    paced = site.paced(Pace(never, heard.append, left.append))
    rivals = Rivals(paced, list(site.ranges.values()), products(site))
    drafted = rivals.drafted(halves(site, 1), unwanted)
    assert not ranked(drafted)[2]
    assert not left
    rivals.improved(tuple(halves(site, legs)), unwanted)
    assert left == ([1 / (1 + CLEARLY)] if legs == 2 else [])


def singles(site):
    """A circuit for each leg of circuits that are fed in their middle."""
    return tuple(
        (box, fed((leg.ranges,), box, leg.rules, site.wiring))
        for box, plan in halves(site, 2)
        for leg in plan.legs
    )


def told_and_offered(monkeypatch, site, start, against):
    """What one product tells and offers, one after the other, where its search is `against`."""
    events = []
    monkeypatch.setattr(Rival, "against", against)
    monkeypatch.setattr(Rival, "tighten_with_centre_feeds", lambda *_: None)
    monkeypatch.setattr(Rival, "annealed_longer", lambda _self, best, _attempt: tuple(best))
    monkeypatch.setattr(Rival, "fed_in_the_middle", lambda *_: Better(circuits=(), bound=0.0))
    paced = site.paced(
        Pace(
            never, lambda bound: events.append(("told", bound)), lambda share: events.append(("left", share))
        )
    )
    rivals = Rivals(paced, list(site.ranges.values()), products(site)[1:2])
    rivals.improved(start, lambda circuits: events.append(("offered", ranked(circuits)[2])))
    return events


def test_nothing_more_is_told_in_a_search_that_has_found_a_plan_with_centre_feeds(monkeypatch):
    site = site_of(23, 9.0)

    def against(_self, _best, pace, offered):
        pace.tell(1.0)
        offered(halves(site, 2))
        pace.tell(2.0)
        return tuple(halves(site, 2))

    events = told_and_offered(monkeypatch, site, singles(site), against)
    assert events[:3] == [("told", 1.0), ("left", 1 / (1 + CLEARLY)), ("offered", 1)]
    assert ("told", 2.0) not in events


def test_a_plan_is_offered_before_what_holds_beside_it_is_told(monkeypatch):
    site = site_of(23, 9.0)
    fewer = tuple(halves(site, 1))
    assert ranked(fewer) < ranked(singles(site))
    events = told_and_offered(monkeypatch, site, singles(site), lambda *_: fewer)
    assert [kind for kind, _ in events[:2]] == ["offered", "told"]


def test_what_is_found_is_offered_before_bounds_of_its_kind_are_told(monkeypatch):
    """By annealing, and of fewer circuits or without centre feeds."""
    site, events = site_of(23, 9.0), []
    alone, fewer = singles(site), tuple(halves(site, 1))
    task = improve.Task(site, list(site.ranges.values()), fewer[0][1].legs[0].rules)

    def below(self, rank, *_):
        assert rank == ranked(fewer)
        events.append("searched")
        return Better(circuits=(), bound=0.0)

    monkeypatch.setattr(improve.Task, "annealed", lambda *_: fewer)
    monkeypatch.setattr(
        improve.Task, "_annealed_again", lambda _self, start: events.append("bounded") or start
    )
    monkeypatch.setattr(improve.Task, "below", below)
    task.rivalling(alone, site.pace, lambda circuits: events.append(ranked(circuits)[1]))
    assert events[:2] == [len(fewer), "bounded"]
    events.clear()
    assert task._finished(Better(circuits=fewer, bound=0.0)).circuits == fewer
    assert events == [len(fewer), "searched"]


def test_plans_with_centre_feeds_are_bounded_before_they_are_looked_for(monkeypatch):
    heard, before = [], []
    search = Rivals._with_centre_feeds

    def looked_for(self, found):
        before.append(heard[-1])
        return search(self, found)

    monkeypatch.setattr(Rivals, "_with_centre_feeds", looked_for)
    plan = Planner(CATALOG).plan(design_of(94), told=heard.append)
    assert before == [pytest.approx(plan.trunk.cost, abs=0.01)]


def test_where_centre_feeds_are_not_settled_their_bound_counts_a_hundredth_more(monkeypatch):
    unsettled = Better(circuits=(), bound=500.0)
    monkeypatch.setattr(Rival, "fed_in_the_middle", lambda *_: unsettled)
    plan = Planner(CATALOG).plan(design_of(23))
    assert len(plan.branches) == plan.trunk.circuits
    assert plan.trunk.bound == pytest.approx(500 * (1 + CLEARLY), abs=0.05)


def test_what_plans_with_centre_feeds_cost_at_least_those_without_cost_as_well(monkeypatch):
    """Where the counts of their own search end it before."""
    site = site_of(25)
    start = halves(site, 1)
    cost = ranked(start)[3]
    monkeypatch.setattr(
        improve.Task, "rivalling", lambda _self, best, *_: Better(circuits=tuple(best), bound=0.0)
    )
    monkeypatch.setattr(Rival, "annealed_longer", lambda _self, best, _attempt: tuple(best))
    shown = Better(circuits=(), bound=0.95 * cost)
    monkeypatch.setattr(improve.Task, "fed_in_the_middle", lambda *_: shown)
    rivals = Rivals(site, list(site.ranges.values()), products(site))
    found = rivals.improved(tuple(start), unwanted)
    assert found.circuits == tuple(start)
    assert 0.95 * cost <= found.bound < cost


def test_a_second_leg_has_to_save_a_share_of_the_cost_and_none_of_the_fines():
    (_, at_end), *_ = halves(site_of(23, 9.0), 1)
    (_, middle), *_ = halves(site_of(23, 9.0), 2)

    def costing(leg, cost, fines):
        first, *others = leg.match.steps
        steps = (replace(first, over_limit=bool(fines)), *others)
        return replace(leg, match=replace(leg.match, steps=steps, cost=cost + fines))

    at_end = replace(at_end, legs=(costing(at_end.legs[0], 400.0, OVER_LIMIT),))
    one, other = middle.legs
    middle = replace(middle, legs=(costing(one, 100.0, OVER_LIMIT), costing(other, 100.0, 0.0)))
    assert at_end.broken() == middle.broken() == 1
    assert middle.rank() < at_end.rank()
    assert preference([middle]) < preference([at_end])
    dearer = replace(middle, legs=(middle.legs[0], costing(other, 297.0, 0.0)))
    assert dearer.rank() > at_end.rank()


def improved(rivals, start, offered=unwanted):
    return rivals.improved(rivals.drafted(start, offered), offered)


def test_fewer_circuits_are_offered_and_no_more_is_told_than_they_cost():
    """Of 13 inverters that begin with a circuit each."""
    heard, offers, site = [], [], site_of(23, 0.9)
    paced = site.paced(Pace(never, heard.append))
    start = tuple(
        (box, fed(((one,),), box, leg.rules, site.wiring))
        for box, plan in halves(site, 1)
        for leg in plan.legs
        for one in leg.ranges
    )
    members = list(site.ranges.values())
    rivals = Rivals(paced, members, products(site))
    found = improved(rivals, start, offers.append)
    rank = ranked(found.circuits)
    assert rank[1] < len(start)
    assert ranked(offers[-1]) == rank
    assert 0.8 * rank[3] < max(heard) <= rank[3] + 0.01


def test_a_product_that_is_not_searched_to_its_end_keeps_its_bound_where_another_needs_no_centre_feeds(
    monkeypatch,
):
    site, searched = site_of(58), []
    start, whole = halves(site, 2), improve.Task.rivalling

    def rivalling(self, best, pace, offered):
        searched.append(self.rules.product.id)
        if len(searched) == 1:  # as a search that its counts end
            return Better(circuits=tuple(best), bound=400.0)
        return whole(self, best, pace, offered)

    monkeypatch.setattr(improve.Task, "rivalling", rivalling)
    unsettled = Better(circuits=(), bound=400.0)  # which would hold for those without as well
    monkeypatch.setattr(improve.Task, "fed_in_the_middle", lambda *_: unsettled)
    rivals = Rivals(site, list(site.ranges.values()), products(site))
    found = improved(rivals, start)
    assert len(searched) > 1
    rank = ranked(found.circuits)
    assert rank[:3] < ranked(start)[:3]
    assert 400 <= found.bound < rank[3] - 1


@pytest.mark.parametrize(("number", "legs", "rise_pct"), [(94, 1, None), (23, 2, SHARP_PCT), (187, 1, None)])
def test_offers_keep_all_limits_and_each_is_better_than_those_before(number, legs, rise_pct):
    site, offers = site_of(number, rise_pct), []
    start = halves(site, legs)
    rivals = Rivals(site, list(site.ranges.values()), products(site))
    found = improved(rivals, start, lambda circuits: offers.append(tuple(circuits)))
    ranks = [ranked(start), *map(ranked, offers)]
    assert offers
    assert all(later < before for before, later in pairwise(ranks))
    assert ranked(found.circuits) <= ranks[-1]
    names = sorted(site.ranges)
    for circuits in (*offers, found.circuits):
        assert ranked(circuits)[0] == 0
        assert sorted(r.slot.id for _, plan in circuits for leg in plan.legs for r in leg.ranges) == names
        for _, plan in circuits:
            (rules,) = {leg.rules.product.id: leg.rules for leg in plan.legs}.values()
            assert carries((one for leg in plan.legs for one in leg.ranges), rules)


def annealed_longer(monkeypatch, better):
    """Attempts and products that are annealed longer where all may be cheaper by a tenth."""
    site = site_of(9)
    rivals = Rivals(site, list(site.ranges.values()), products(site))
    best = tuple(improved(rivals, halves(site, 1)).circuits)
    seen, heard = [], []

    def noted(self, circuits, attempt):
        seen.append((attempt, self.rules.product.id))
        return better(circuits, attempt)

    monkeypatch.setattr(Rival, "least", lambda _, rank: 0.9 * rank[3])
    monkeypatch.setattr(Rival, "annealed_longer", noted)
    return rivals._annealed_longer(best, heard.append), best, seen, heard


def test_where_bounds_stay_far_all_products_are_annealed_longer_until_that_is_in_vain(monkeypatch):
    found, best, seen, _ = annealed_longer(monkeypatch, lambda circuits, _: tuple(circuits))
    assert found == best
    attempts = [attempt for attempt, _ in seen]
    names = {name for _, name in seen}
    assert sorted(attempts) == sorted([1, 2] * len(names))
    assert len(names) > 1


def test_better_circuits_lead_to_more_attempts_and_are_offered(monkeypatch):
    def better(circuits, attempt):
        """As if a circuit were not needed."""
        return tuple(circuits)[1:] if attempt == 2 and len(circuits) == WHOLE else tuple(circuits)

    found, best, seen, heard = annealed_longer(monkeypatch, better)
    assert len(best) == WHOLE
    assert found == best[1:]
    assert max(attempt for attempt, _ in seen) == 4, "two in vain after the last one that helped"
    assert found in heard


def test_circuits_that_are_near_or_few_are_not_annealed_longer(monkeypatch):
    monkeypatch.setattr(Rival, "annealed_longer", None)
    site = site_of(9)
    rivals = Rivals(site, list(site.ranges.values()), products(site))
    best = tuple(improved(rivals, halves(site, 1)).circuits)
    monkeypatch.setattr(Rival, "least", lambda _, rank: 0.995 * rank[3])
    assert rivals._annealed_longer(best, unwanted) == best
    few = list(site.ranges.values())[:FEW]
    monkeypatch.setattr(Rival, "least", lambda _, rank: 0.5 * rank[3])
    assert Rivals(site, few, products(site))._annealed_longer(best, unwanted) == best


def rival_with(site, product):
    members = list(site.ranges.values())
    rules = site.rules_of(FAMILY, FAMILY.product(product))
    return Rival(site, members, rules, Surveyor(site, members))


def test_a_product_that_costs_more_with_centre_feeds_and_without_cannot_take_a_plans_place():
    """Of a circuit fed in its middle: with 4.2 m of pitch it costs more, with 2.3 m it may cost less."""
    site = site_of(88, SHARP_PCT)
    best = halves(site, 2)
    cost = ranked(best)[3]
    dear, near = (rival_with(site, f"hms-trunk-10awg-{pitch}m") for pitch in ("4.2", "2.3"))
    assert dear.cannot_take_its_place(best, dear.promise(best, inf))
    assert not near.cannot_take_its_place(best, near.promise(best, inf))
    assert near._enough[1, 0] == pytest.approx((1 + CLEARLY) * cost), "no more of those without is asked for"
    assert not dear.cannot_take_its_place(best, cost), "those without may cost little more"
    assert near.promise_with_centre_feeds(1, cost, best) < cost
    assert not near.cannot_take_its_place(best, 2 * cost), "those with cost less"
    assert not dear.cannot_take_its_place(halves(site, 1), inf), "it has no centre feeds"


def test_what_cannot_take_the_place_of_a_plan_with_centre_feeds_is_not_annealed(monkeypatch):
    site = site_of(65, SHARP_PCT)
    best, annealed = tuple(halves(site, 2)), []
    rivals = Rivals(site, list(site.ranges.values()), products(site)[:3])
    monkeypatch.setattr(
        Rival, "annealed", lambda one, best, *_others: annealed.append(one.rules.product.id) or best
    )
    monkeypatch.setattr(Rival, "cannot_take_its_place", lambda *_: False)
    rivals._annealed_with_each(best, unwanted)
    every = set(annealed)
    annealed.clear()
    barred = "hms-trunk-10awg-2.0m"
    monkeypatch.setattr(Rival, "cannot_take_its_place", lambda one, *_: one.rules.product.id == barred)
    rivals._annealed_with_each(best, unwanted)
    assert barred in every
    assert set(annealed) == every - {barred}


@pytest.mark.parametrize(
    ("found", "shown", "asked", "again"),
    [
        (1.005, 1.0, False, False),
        (1.05, 1.2, False, True),
        (1.012, 1.0, True, True),
        (1.012, 1.004, True, False),
    ],
)
def test_long_circuits_that_annealing_leaves_dear_are_annealed_once_more(
    monkeypatch, found, shown, asked, again
):
    """Good is what is within a hundredth of what they cost at least; little more may be as prices show."""
    site = site_of(130)
    rivals = Rivals(site, list(site.ranges.values()), products(site)[1:2])
    (rival,), circuits = rivals._rivals, tuple(halves(site, 1))
    assert rival.only_cost_counts(ranked(circuits))
    floor = ranked(circuits)[3] / found
    prices, anew = [], []
    monkeypatch.setattr(Rivals, "_least_of_fewest", lambda *_: floor)
    monkeypatch.setattr(Rival, "least", lambda *_: (shown if prices else 1.0) * floor)
    monkeypatch.setattr(Rival, "draft", lambda *_: prices.append(1))
    monkeypatch.setattr(improve.Task, "annealed", lambda _, start, *_others: tuple(start))
    monkeypatch.setattr(improve.Task, "annealed_anew", lambda _, start, *_others: anew.append(1) or start)
    assert rivals._annealed_with(rival, circuits, unwanted) == circuits
    assert bool(prices) is asked
    assert bool(anew) is again


@pytest.mark.parametrize(("most_told", "share"), [(inf, 1.0), (0.98, 0.98 * (1 + CLEARLY))])
def test_the_first_annealed_circuits_that_are_offered_are_near_what_is_told(monkeypatch, most_told, share):
    """What plans with centre feeds may cost less is told of all: near what the others cost is not enough."""
    site, asked = site_of(130), []
    rivals = Rivals(site, list(site.ranges.values()), products(site)[1:2])
    circuits = tuple(halves(site, 1))
    assert rivals._rivals[0].only_cost_counts(ranked(circuits))
    cost = ranked(circuits)[3]
    monkeypatch.setattr(Rivals, "_least_of_fewest", lambda *_: 0.9 * cost)
    monkeypatch.setattr(
        improve.Task, "annealed", lambda _, start, enough, _offered: asked.append(enough) or tuple(start)
    )
    monkeypatch.setattr(improve.Task, "annealed_anew", lambda _, start, *_others: tuple(start))
    monkeypatch.setattr(Rivals, "_least_with_centre_feeds", lambda *_: most_told * 0.9 * cost)
    rivals._stand_beside(circuits)
    rivals._annealed_with_each(circuits, unwanted)
    assert asked == [(ranked(circuits)[1], 0, pytest.approx(share * 0.9 * (1 + CLEARLY) * cost))]
