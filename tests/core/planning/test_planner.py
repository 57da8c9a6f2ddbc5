"""A planner that keeps what an edit does not reach answers as if it had planned nothing before."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core import planning
from designer.core.electrical.phases import assign_phases
from designer.core.model.rail_layout import RailLayout
from designer.core.planning import Planner, PlanningCancelled, derive
from designer.core.resources import resource_root
from designer.io.project import load_project
from tests import sites
from tests.core.planning.random_edits import Hand
from tests.effort import examples
from tests.property.roofs import designs

CATALOG = sites.catalog()


def example(name):
    return load_project(resource_root() / "examples" / f"{name}.trunkline")


def walk(design, seed, steps):
    """Edit, plan anew, compare; now and then go back to an earlier Design, as undo does."""
    hand, planner, random = Hand(Random(seed)), Planner(CATALOG), Random(seed)
    past = [design]
    plan = planner.plan(design, hasty=True)
    for _ in range(steps):
        design = random.choice(past) if random.random() < 0.2 else hand.edit(design, plan)
        past.append(design)
        kept = planner.plan(design, hasty=True, before=plan)
        plan = planner.plan(design, hasty=True)
        assert plan == Planner(CATALOG).plan(design, hasty=True)
        assert on_branches(kept) == on_branches(plan)
        assert kept.trunk.circuits <= plan.trunk.circuits
    assert planner.plan(design) == derive(design, CATALOG)


def on_branches(plan):
    """Inverters with a branch, none of them twice."""
    names = [name for branch in plan.branches for name in branch.inverters]
    assert len(names) == len(set(names))
    return set(names)


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_over_the_gable(seed):
    walk(sites.gable(), seed, 12)


@pytest.mark.parametrize("seed", range(examples(1)))
def test_a_walk_over_the_hip_roof(seed):
    walk(example("hip"), seed, 8)


@settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(), st.integers(0, 10**6))
def test_a_walk_over_any_roof(design, seed):
    walk(design, seed, 5)


def test_a_walk_over_the_hall():
    walk(example("hall"), 1, 2)


def test_a_walk_over_rows_that_share_rails():
    gable = sites.gable()
    products = replace(gable.products, rail="k2-crossrail-48-x")
    settings = replace(gable.settings, rail_layout=RailLayout.SHARED)
    walk(replace(gable, products=products, settings=settings), 7, 10)


def test_every_kind_of_edit_is_drawn():
    kinds = [name for name in dir(Hand) if name.startswith("do_")]
    design = sites.gable()
    plan = derive(design, CATALOG)
    for kind in kinds:
        getattr(Hand(Random(3)), kind)(design, plan)


def test_a_cancelled_planner_stops_and_stays_usable():
    design = example("hip")
    calls = 0

    def cancelled():
        nonlocal calls
        calls += 1
        return calls == allowed

    derived = derive(design, CATALOG)
    planner = Planner(CATALOG)
    for allowed in (1, 2, 5, 9):
        calls = 0
        with pytest.raises(PlanningCancelled):
            planner.plan(replace(design, name=f"{allowed}"), cancelled=cancelled)
    assert planner.plan(design) == derived


def test_a_hasty_plan_has_the_same_rails_and_modules_and_branches_that_cost_no_less():
    design = example("hip")
    planner = Planner(CATALOG)
    hasty, best = planner.plan(design, hasty=True), planner.plan(design)
    assert best == derive(design, CATALOG)
    assert (hasty.rails, hasty.hardware) == (best.rails, best.hardware)
    assert (hasty.trunk.circuits, hasty.trunk.cost) >= (best.trunk.circuits, best.trunk.cost)
    assert hasty.trunk.bound <= best.trunk.bound


def test_branches_that_were_made_better_stay_so_in_a_hasty_plan_of_the_same_roof():
    design = example("hip")
    planner = Planner(CATALOG)
    best = planner.plan(design)
    renamed = planner.plan(replace(design, name="renamed"), hasty=True)
    assert renamed.branches == best.branches
    for quick, found in zip(renamed.cuts.results, best.cuts.results, strict=True):
        assert quick.product == found.product
        assert quick.bound <= found.cost <= quick.cost


def test_circuits_are_dealt_out_to_phases_once(monkeypatch):
    dealt = []

    def dealing(circuits, *rest):
        dealt.append(circuits)
        return assign_phases(circuits, *rest)

    monkeypatch.setattr(planning, "assign_phases", dealing)
    planner, design = Planner(CATALOG), example("gable")
    before = planner.plan(design)
    assert planner.plan(replace(design, name="another")).phases == before.phases
    assert len(dealt) == 1


def test_a_search_for_cuts_that_was_cancelled_leaves_nothing_behind():
    design = sites.keeping_first(example("hip"))
    asked, allowed = [], None

    def cancelled():
        asked.append(1)
        return allowed is not None and len(asked) > allowed

    planner, best = Planner(CATALOG), Planner(CATALOG).plan(design, cancelled=cancelled)
    for fewer in range(1, 5):
        allowed = len(asked) - fewer if allowed is None else allowed - 1
        asked.clear()
        with pytest.raises(PlanningCancelled):
            Planner(CATALOG).plan(design, cancelled=cancelled)
    assert planner.plan(design) == best


def test_branches_that_are_kept_stay_where_nothing_they_follow_from_is_another():
    """A first answer is kept as it is, also over edits of other things and when an edit is taken back."""
    design = example("hip")
    planner = Planner(CATALOG)
    first = planner.plan(design, hasty=True)
    best = derive(design, CATALOG)
    assert first.branches != best.branches
    known = replace(first.trunk, bound=first.trunk.cost / 2)
    planner.keep(design, replace(first, trunk=known))
    approved = replace(design, approvals=tuple(finding.key for finding in first.findings))
    limited = replace(design, settings=replace(design.settings, max_units_per_branch=2))
    for edited in (design, approved):
        plan = planner.plan(edited)
        assert planner.keeps(edited)
        assert plan.branches == first.branches
        assert plan.trunk == known
        assert plan.findings == first.findings
    assert not planner.keeps(limited)
    assert planner.plan(limited) == derive(limited, CATALOG)
    assert planner.plan(design).branches == first.branches
    planner.forget_kept()
    assert planner.plan(design) == best
