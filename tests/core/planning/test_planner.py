"""A planner that keeps what an edit does not reach answers as if it had planned nothing before."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.planning import Planner, PlanningCancelled, derive
from designer.core.resources import resource_root
from designer.io.project import load_project
from tests import sites
from tests.core.planning.random_edits import Hand
from tests.property.roofs import designs

CATALOG = sites.catalog()


def example(name):
    return load_project(resource_root() / "examples" / f"{name}.trunkline")


def walk(design, seed, steps):
    """Edit, plan anew, compare; now and then go back to an earlier Design, as undo does."""
    hand, planner, random = Hand(Random(seed)), Planner(CATALOG), Random(seed)
    past = [design]
    plan = planner.plan(design)
    for _ in range(steps):
        design = random.choice(past) if random.random() < 0.2 else hand.edit(design, plan)
        past.append(design)
        plan = planner.plan(design)
        assert plan == derive(design, CATALOG)


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_over_the_gable(seed):
    walk(sites.gable(), seed, 12)


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_over_the_hip_roof(seed):
    walk(example("hip"), seed, 8)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(), st.integers(0, 10**6))
def test_a_walk_over_any_roof(design, seed):
    walk(design, seed, 5)


def test_a_walk_over_the_hall():
    walk(example("hall"), 1, 3)


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
