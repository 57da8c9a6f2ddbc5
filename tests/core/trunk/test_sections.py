"""Large roofs in sections: cut where circuits are full, searched side by side, bounded as a whole."""

from functools import cache
from math import inf

import numpy as np
import pytest
from msgspec.structs import replace

from designer.core.caching.pace import unhurried
from designer.core.model.design import TrunkSearch
from designer.core.planning import Planner, derive
from designer.core.trunk import sections
from designer.core.trunk.circuits import members_of, plan_circuit, ranked
from designer.core.trunk.columns.fleet import Fleet
from designer.core.trunk.columns.groups import IMPOSSIBLE, Groups
from designer.core.trunk.columns.growth import TooMany
from designer.core.trunk.columns.improve import Task
from designer.core.trunk.columns.joining import Section, joined, levelled, lowered
from designer.core.trunk.columns.large import PATIENCE
from designer.core.trunk.columns.prices import Bounded
from designer.core.trunk.columns.regional import _by_load
from designer.core.trunk.columns.sectioned import searched_alone
from designer.core.trunk.searches import Search, SectionPrices
from designer.core.trunk.searches import in_sections as in_sections_of
from designer.core.trunk.sections import sections_of
from tests import sites
from tests.benchmarks.bench_trunk import _surveyed
from tests.benchmarks.trunk_sites import generated_at
from tests.core.trunk.test_rivals import halves, products
from tests.core.trunk.test_searches import Elsewhere

CATALOG = sites.catalog()
NUMBER = 17
"""33 inverters that hang together, seven on a branch at most."""

TOGETHER = 12
"""Up to so many inverters are searched as one, as if these were many."""


@pytest.fixture(scope="module")
def roof():
    """A site, a product, and circuits of as few as there may be."""
    site = _surveyed(generated_at(NUMBER, CATALOG), CATALOG)
    rules = products(site)[0]
    start = halves(site, 1)
    task = Task(site, members_of(start), rules)
    return site, rules, task.annealed(task.with_product(start))


@pytest.fixture
def cut(roof, monkeypatch):
    """The same circuits in sections."""
    monkeypatch.setattr(sections, "MOST_TOGETHER", TOGETHER)
    return sections_of(roof[2], roof[1])


def names(circuits):
    return {one.slot.id for one in members_of(circuits)}


def test_few_inverters_are_searched_as_one(roof, monkeypatch):
    site, rules, circuits = roof
    search = Search(site, members_of(circuits), (rules,), tuple(circuits))
    assert in_sections_of(search) == []
    monkeypatch.setattr(sections, "MOST_TOGETHER", TOGETHER)
    assert len(in_sections_of(search)) == 4


def test_each_circuit_is_in_one_section(roof, cut):
    assert len(cut) == 4, "an even number, none of many more inverters than there may be"
    assert sorted(names(roof[2])) == sorted(name for own in cut for name in names(own))
    assert all(0 < len(names(own)) <= 1.2 * TOGETHER for own in cut)


def test_a_section_is_cut_where_its_units_fill_their_circuits():
    assert sections._cut([[1] * size for size in (7, 7, 7, 1, 1, 7, 7, 7)], 2, 7) == 3
    assert sections._cut([[1] * size for size in (7, 7, 7, 7, 1, 1, 2)], 2, 7) == 2, "not far from the middle"
    assert sections._cut([[1] * 7] * 6, 3, 7) == 2
    assert sections._cut([[1] * 7, [1] * 7], 2, 7) == 1


def sections_in_halves(circuits, task_of):
    """The prices that each half of the circuits ends with alone, by members of the whole."""
    at = {one.slot.id: number for number, one in enumerate(members_of(circuits))}
    half, found = len(circuits) // 2, []
    for own in (circuits[:half], circuits[half:]):
        task = task_of(members_of(own))
        prices = task.tight_prices(ranked(own), own, task.legs(unhurried), PATIENCE).prices
        numbers = np.array([at[one.slot.id] for one in members_of(own)])
        found.append(Section(numbers, prices.duals, prices.per_load))
    return found


@cache
def searched_in_halves():
    """The prices that sections of the roof end with, by members of the whole, and the bound of the whole."""
    site = _surveyed(generated_at(NUMBER, CATALOG), CATALOG)
    rules, start = products(site)[0], halves(site, 1)
    whole = Task(site, members_of(start), rules)
    circuits = whole.annealed(whole.with_product(start))
    found = sections_in_halves(circuits, lambda members: Task(site, members, rules))
    rank = ranked(circuits)
    legs = whole.legs(unhurried)
    return whole, legs, found, rank, whole.tight_prices(rank, circuits, legs, PATIENCE).bound


def test_at_prices_of_one_level_a_full_leg_of_a_section_pays_what_it_did():
    whole, _, found, rank, _ = searched_in_halves()
    load, groups = whole.problem.load, whole._groups(*rank[1:3])
    prices = levelled(found, load, groups)
    for section in found:
        leg = section.members[: groups.capacity]
        assert load[leg].sum() == groups.capacity
        alone = section.duals[: len(leg)].sum() + section.per_load[groups.capacity]
        assert prices.duals[leg].sum() + prices.per_load[groups.capacity] == pytest.approx(alone)


def test_prices_of_sections_show_nearly_what_those_of_the_whole_do():
    whole, legs, found, rank, bound = searched_in_halves()
    groups = whole._groups(*rank[1:3])
    shown = joined(found, groups, legs, PATIENCE).bound
    assert 0.93 * bound < shown <= bound * (1 + 1e-4)
    assert shown <= rank[3]


def begun_at_one_level():
    """Legs of the whole, their groups, and prices of sections at one level."""
    whole, legs, found, rank, _ = searched_in_halves()
    groups = whole._groups(*rank[1:3])
    return legs, groups, levelled(found, whole.problem.load, groups)


def test_lowered_prices_are_those_that_no_leg_pays_at():
    legs, groups, begun = begun_at_one_level()
    pays = legs.within(Bounded(-np.inf, begun), 0.0, 100_000).pool.reduced
    assert (pays < -0.01).any(), "else there is nothing to be seen here"
    best = lowered(legs, groups, begun, 100_000)
    assert best.prices.duals.sum() < begun.duals.sum()
    assert (best.prices.duals <= begun.duals + 1e-9).all()
    assert legs.within(best, 0.0, 100_000).pool.reduced.min(initial=0.0) > -1e-6


def test_nothing_is_shown_where_there_is_no_room_for_the_legs_that_pay():
    legs, groups, begun = begun_at_one_level()
    with pytest.raises(TooMany):
        legs.within(Bounded(-np.inf, begun), 0.0, 3)
    assert lowered(legs, groups, begun, 3) is None


def test_where_there_is_no_room_for_all_legs_those_that_pay_most_come_first():
    legs, groups, begun = begun_at_one_level()
    with pytest.raises(TooMany):
        legs.within(Bounded(-np.inf, begun), 0.0, 400)
    assert lowered(legs, groups, begun, 400).bound == pytest.approx(
        lowered(legs, groups, begun, 100_000).bound
    )


@cache
def proven():
    """What the same roof costs at least, searched as a whole."""
    return derive(generated_at(NUMBER, CATALOG).design, CATALOG).trunk


@pytest.fixture
def in_sections(monkeypatch):
    """A roof that is planned in sections, and by whom."""
    proven()
    monkeypatch.setattr(sections, "MOST_TOGETHER", TOGETHER)
    monkeypatch.setattr("designer.core.trunk.columns.fleet.MOST_WHOLE", 4)  # as if it were large
    design = generated_at(NUMBER, CATALOG).design
    hands = Elsewhere()
    thorough = replace(design, settings=replace(design.settings, trunk_search=TrunkSearch.THOROUGH))
    return Planner(CATALOG, hands).plan(thorough), hands


def test_a_roof_in_sections_is_planned_by_others_first(in_sections):
    plan, hands = in_sections
    assert [part.is_section for part in hands.parts] == [True] * 4
    assert sum(len(part.members) for part in hands.parts) == len(plan.inverters)
    assert all(part.products == hands.parts[0].products for part in hands.parts), "reels are bought whole"
    assert [own.prices.rules for own in hands.answers] == [hands.parts[0].products[0]] * 4
    strung = [name for branch in plan.branches for name in branch.inverters]
    assert sorted(strung) == sorted(one.id for one in plan.inverters)


def test_the_bound_of_a_roof_in_sections_holds(in_sections):
    found, best = in_sections[0].trunk, proven()
    assert best.cost == best.bound
    assert found.circuits == best.circuits
    assert 0.9 * best.cost < found.bound <= best.cost <= found.cost


@pytest.mark.usefixtures("cut")
def test_a_roof_in_sections_begins_with_circuits_as_few_as_there_may_be(roof, monkeypatch):
    """Room that is left in one section is of no use to another one."""
    site, rules, circuits = roof
    whole, box = members_of(circuits), circuits[0][0]
    free = replace(rules, max_rise_pct=inf)  # else circuits in any order may rise too high
    threes = [whole[at : at + 3] for at in range(0, len(whole), 3)]
    start = tuple((box, plan_circuit(own, box, free, site.wiring)) for own in threes)
    search = Search(site, whole, (free,), start)
    assert sum(len(part.start) for part in in_sections_of(search)) == 11
    hands = Elsewhere()
    monkeypatch.setattr(site, "hands", hands)
    answer = searched_alone(search, in_sections_of(search), unhurried)
    assert sum(len(part.start) for part in hands.parts) == 9
    assert len(answer.circuits) == 9
    assert sorted(names(answer.circuits)) == sorted(one.slot.id for one in whole)


@pytest.mark.parametrize("number", [17, 89])
def test_a_roof_in_sections_has_one_product(number, monkeypatch):
    """Also where a section is as cheap with that of the first answer: reels are bought whole."""
    monkeypatch.setattr(sections, "MOST_TOGETHER", TOGETHER)
    monkeypatch.setattr("designer.core.trunk.columns.fleet.MOST_WHOLE", 4)
    design = generated_at(number, CATALOG).design
    plan = derive(
        replace(design, settings=replace(design.settings, trunk_search=TrunkSearch.THOROUGH)), CATALOG
    )
    assert len({branch.product for branch in plan.branches}) == 1


def test_prices_of_a_section_of_one_kind_of_unit_are_those_of_a_mixed_roof():
    """It counts units, the roof parts of a branch: two units are 16 of 60 where each takes eight."""
    own = SectionPrices(
        products(_surveyed(generated_at(NUMBER, CATALOG), CATALOG))[0], {}, (IMPOSSIBLE, 1.0, 2.0)
    )
    ones = np.array([1, 1])
    found = _by_load(own, ones, np.array([8, 8]), 60)
    assert (found[8], found[16]) == (1.0, 2.0)
    assert (np.delete(found, [8, 16]) == IMPOSSIBLE).all()
    assert _by_load(own, ones, ones, 2).tolist() == [IMPOSSIBLE, 1.0, 2.0]
    assert _by_load(own, ones, np.array([2, 3]), 9) is None, "no part of the loads of the roof"


def test_sections_of_other_kinds_of_units_have_prices_of_one_level():
    """A section whose legs never fill a branch has its level by the fullest ones that it has."""
    load, groups = np.array([8, 8, 15, 15]), Groups(2, 2, 60)
    barred = np.full(61, IMPOSSIBLE)
    one, other = barred.copy(), barred.copy()
    one[56], other[60] = -5.6, -12.0
    found = levelled(
        [
            Section(np.array([0, 1]), np.full(2, 10.0), one),
            Section(np.array([2, 3]), np.full(2, 20.0), other),
        ],
        load,
        groups,
    )
    assert found.duals == pytest.approx([10.0 - 0.8, 10.0 - 0.8, 20.0 - 3.0, 20.0 - 3.0])
    assert (found.per_load[56], found.per_load[60]) == pytest.approx((0.0, 0.0))


@pytest.mark.usefixtures("cut")
def test_the_start_stays_where_chains_lead_to_no_better_one(roof, monkeypatch):
    """Circuits as many as before that cost more are not where sections begin."""
    site, rules, circuits = roof
    search = Search(site, members_of(circuits), (rules,), tuple(circuits))
    parts, hands = in_sections_of(search), Elsewhere()
    dearer = tuple(Task(site, search.members, rules).with_product(halves(site, 1)))
    assert ranked(dearer) > ranked(circuits)
    monkeypatch.setattr(site, "hands", hands)
    monkeypatch.setattr(Fleet, "least_circuits", lambda _: 0)  # as if there could be fewer
    monkeypatch.setattr(Fleet, "of_fewest", lambda *_: dearer)
    monkeypatch.setattr("designer.core.trunk.columns.sectioned.begun_with", stopped)
    with pytest.raises(StopIteration):
        searched_alone(search, parts, unhurried)
    assert [ranked(part.start) for part in hands.parts] == [ranked(part.start) for part in parts]


def stopped(*_):
    raise StopIteration
