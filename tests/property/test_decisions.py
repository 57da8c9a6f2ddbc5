"""Whatever is edited: no decision is lost, and each holds in the plan or has a finding that names it."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.core.model.design import Pairing
from designer.core.planning import Planner
from designer.core.resources import resource_root
from designer.io.project import load_project
from tests import sites
from tests.core.planning.random_edits import Hand
from tests.effort import examples
from tests.property.roofs import designs

CATALOG = sites.catalog()
TOLERANCE = 0.01

DECIDING = {"do_pin", "do_pair", "do_lock", "do_lock_at_random", "do_serial"}
"""Edits by which a person decides or takes a decision back; all others must leave decisions alone."""


def decisions(design):
    return (design.pins, design.locks, design.pairings, design.serials)


def named(plan):
    """Everything that a finding names."""
    return {name for finding in plan.findings for name in finding.subjects}


def sequence(plan, circuit):
    """The inverters of a circuit from end to end."""
    found = ()
    for leg in (branch for branch in plan.branches if branch.circuit == circuit):
        found = (*found, *(leg.inverters[::-1] if found else leg.inverters))
    return found


def assert_pins_hold_or_are_named(design, plan):
    inverters = {one.id: one for one in plan.inverters}
    for pin in design.pins:
        hung = inverters.get(pin.inverter)
        held = hung is not None and abs(hung.along_mm - pin.along_mm) <= TOLERANCE and hung.pinned
        assert held or pin.inverter in named(plan), pin


def assert_impossible_pins_say_how_far_the_next_place_is(design, plan):
    for finding in plan.findings:
        if finding.code == "pin-not-held":
            assert finding.params["missing_mm"] > 0
            assert finding.location is not None


def assert_locks_hold_or_are_named(design, plan):
    for lock in design.locks:
        held = sequence(plan, lock.id) == lock.inverters
        box = {branch.box for branch in plan.branches if branch.circuit == lock.id}
        product = {branch.product for branch in plan.branches if branch.circuit == lock.id}
        held = held and box == {lock.box} and (lock.product is None or product == {lock.product})
        assert held or lock.id in named(plan), lock
        elsewhere = [
            branch.circuit
            for branch in plan.branches
            if branch.circuit != lock.id and not set(branch.inverters).isdisjoint(lock.inverters)
        ]
        assert not elsewhere or lock.id in named(plan)


def assert_order_and_members_of_a_lock_are_those_that_are_left(design, plan):
    for lock in design.locks:
        kept = sequence(plan, lock.id)
        assert list(kept) == [name for name in lock.inverters if name in kept]


def assert_pairings_hold_or_are_named(design, plan):
    for pairing in design.pairings:
        held = any(set(pairing.modules) <= set(one.modules) for one in plan.inverters)
        assert held or set(pairing.modules) <= named(plan), pairing


def assert_serials_have_their_inverter_or_are_named(design, plan):
    hung = {one.id for one in plan.inverters}
    for inverter in design.serials:
        assert inverter in hung or inverter in named(plan), inverter


def assert_every_inverter_is_on_one_branch_or_named(design, plan):
    on = [name for branch in plan.branches for name in branch.inverters]
    assert len(on) == len(set(on))
    if design.boxes:
        missing = {one.id for one in plan.inverters} - set(on)
        assert missing <= named(plan)


def example(name):
    return load_project(resource_root() / "examples" / f"{name}.trunkline")


PREDICATES = [predicate for name, predicate in sorted(globals().items()) if name.startswith("assert_")]


def walk(design, seed, steps):
    hand, planner = Hand(Random(seed), fresh=design.next_number), Planner(CATALOG)
    plan = planner.plan(design)
    for _ in range(steps):
        kind = hand.random.choice([name for name in dir(hand) if name.startswith("do_")])
        changed = replace(getattr(hand, kind)(design, plan), next_number=hand.fresh + 1)
        if kind not in DECIDING:
            assert decisions(changed) == decisions(design), kind
        design, plan = changed, planner.plan(changed)
        for predicate in PREDICATES:
            predicate(design, plan)


def decided(design, plan, seed):
    """The design with pins, pairings, locks and serials on what it has."""
    hand = Hand(Random(seed))
    for kind in ("do_pin", "do_lock", "do_lock_at_random", "do_serial", "do_pin"):
        design = getattr(hand, kind)(design, plan)
    names = [module.id for module in plan.modules][:2]
    pairings = (Pairing(modules=tuple(names)),) if len(names) == 2 else ()
    return replace(design, pairings=pairings, next_number=hand.fresh + 1)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(designs(), st.integers(0, 10**6))
def test_on_any_roof(design, seed):
    assume(design.rows)
    design = decided(design, Planner(CATALOG).plan(design), seed)
    walk(design, seed, 6)


@pytest.mark.parametrize("seed", range(examples(3)))
def test_on_the_bundled_houses(seed):
    """First branches, and once the few of the gable searched as well."""
    gable, hip = example("gable"), example("hip")
    for design in (sites.keeping_first(gable) if seed else gable, sites.keeping_first(hip)):
        walk(decided(design, Planner(CATALOG).plan(design), seed), seed, 8)


def test_all_predicates_are_tried():
    assert len(PREDICATES) == 7
