"""Branches by hand: locks that keep, split, join, turn and feed otherwise; the plan obeys them."""

import pytest
from msgspec.structs import replace

from designer.core.errors import InputError
from designer.core.model.design import BranchLock, Design, FeedPolicy, Settings
from designer.core.model.plan import Plan
from designer.core.model.validate import check_design
from designer.core.planning import derive
from designer.edit.cable_ways import Spot, nearest_box, spot_of, way_mm
from designer.edit.commands import command_of
from designer.edit.editor import Editor
from designer.edit.edits.branch_actions import SELECTION_ACTIONS, Step
from designer.edit.edits.branches import circuit_of, circuits, new_lock, put_lock, split
from designer.edit.edits.inverters import pin
from designer.edit.properties.edits.branches import set_lock_fields
from designer.edit.properties.facts import Facts
from designer.edit.properties.sheet import sheet_of
from designer.edit.session import Session
from tests import sites
from tests.benchmarks.trunk_sites import generated_at

CATALOG = sites.catalog()


def two_branches() -> tuple[Design, Plan]:
    """Twelve modules on six units, three to a branch."""
    rows = [sites.row("R1", "S1", 6, 1), sites.row("R2", "S1", 6, 7, across=600.0 + sites.LENGTH + 20.0)]
    design = sites.design([sites.surface()], rows, settings=Settings(max_units_per_branch=3))
    return design, derive(design, CATALOG)


def act(name: str, design: Design, plan: Plan | None, *selection: str) -> Step:
    step = SELECTION_ACTIONS[name](design, plan, frozenset(selection))
    check_design(step.design, CATALOG)
    return step


def planned(design: Design) -> dict[str, tuple[str, ...]]:
    return {branch.id: branch.inverters for branch in derive(design, CATALOG).branches}


def test_a_locked_branch_keeps_its_name_its_inverters_and_their_order() -> None:
    design, plan = two_branches()
    before = planned(design)
    step = act("lock", design, plan, "B2")
    assert step.name == "Lock branch B2"
    assert [lock.id for lock in step.design.locks] == ["B2"]
    assert step.design.locks[0].inverters == before["B2"]
    assert planned(step.design) == before
    assert [branch.locked for branch in derive(step.design, CATALOG).branches].count(True) == 1


def test_an_inverter_stands_for_its_branch() -> None:
    design, plan = two_branches()
    member = plan.branches[0].inverters[1]
    assert act("lock", design, plan, member).design.locks[0].inverters == plan.branches[0].inverters


def test_a_new_lock_takes_a_number_when_the_name_of_its_branch_is_not_free() -> None:
    design, plan = two_branches()
    first, second = (branch.inverters for branch in plan.branches)
    design = put_lock(design, BranchLock(id="B1", inverters=second, box="X1"))
    design = new_lock(design, plan, BranchLock(id="", inverters=first, box="X1"))
    assert [lock.id for lock in design.locks] == ["B1", "B1000"]
    assert design.next_number == 1001


def test_unlocking_gives_the_branch_back_to_the_planner() -> None:
    design, plan = two_branches()
    locked = act("lock", design, plan, "B1", "B2")
    assert locked.name == "Lock branches B1, B2"
    free = act("unlock", locked.design, plan, "B2")
    assert [lock.id for lock in free.design.locks] == ["B1"]


def test_reversing_feeds_from_the_other_end() -> None:
    design, plan = two_branches()
    step = act("branch-reverse", design, plan, "B1")
    assert step.design.locks[0].inverters == plan.branches[0].inverters[::-1]
    assert planned(step.design)["B1"] == plan.branches[0].inverters[::-1]
    again = act("branch-reverse", step.design, plan, "B1")
    assert again.design.locks[0].inverters == plan.branches[0].inverters


def test_feeds_are_kept_as_a_person_wants_them() -> None:
    design, plan = two_branches()
    step = act("branch-middle", design, plan, "B1")
    assert step.name == "Feed branch B1 in the middle"
    assert step.design.locks[0].feed is FeedPolicy.MIDDLE
    assert act("branch-end", step.design, plan, "B1").design.locks[0].feed is FeedPolicy.END


def test_a_leg_stands_for_its_whole_branch() -> None:
    design, plan = two_branches()
    middle = act("branch-middle", design, plan, "B1").design
    replanned = derive(middle, CATALOG)
    assert [branch.id for branch in replanned.branches if branch.circuit == "B1"] == ["B1a", "B1b"]
    found = circuit_of(middle, replanned, "B1a")
    assert found is not None
    assert found.inverters == middle.locks[0].inverters


def test_a_circuit_fed_in_the_middle_shows_the_properties_of_its_legs() -> None:
    design, plan = two_branches()
    step = act("branch-middle", design, plan, "B1")
    assert step.select is not None
    facts = Facts(step.design, CATALOG, derive(step.design, CATALOG))
    (section,) = sheet_of(facts, step.select)
    assert [(section.noun, name[-1]) for name in section.ids] == [("branch", "a"), ("branch", "b")]


def test_a_centre_fed_circuit_of_the_plan_is_locked_end_to_end() -> None:
    design, plan = two_branches()
    first = plan.branches[0]
    one, two, three = first.inverters
    legs = (
        replace(first, id="B1a", circuit="B1", inverters=(one, two)),
        replace(first, id="B1b", circuit="B1", inverters=(three,)),
    )
    step = act("lock", design, replace(plan, branches=(*legs, plan.branches[1])), "B1b")
    assert step.design.locks[0].inverters == (one, two, three)
    assert step.design.locks[0].feed is FeedPolicy.MIDDLE


@pytest.mark.parametrize(("number", "name", "legs"), [(25, "B2", [6, 1]), (184, "B1", [5, 2])])
def test_a_planned_branch_of_legs_that_differ_keeps_them_when_it_is_locked(
    number: int, name: str, legs: list[int]
) -> None:
    design = generated_at(number, CATALOG).design
    plan = derive(design, CATALOG)
    before = [branch.inverters for branch in plan.branches if branch.circuit == name]
    assert list(map(len, before)) == legs
    locked = act("lock", design, plan, name).design
    assert [one.inverters for one in derive(locked, CATALOG).branches if one.circuit == name] == before
    turned = act("branch-reverse", locked, derive(locked, CATALOG), name).design
    assert [one.inverters for one in derive(turned, CATALOG).branches if one.circuit == name] == before[::-1]


def test_a_lock_of_two_legs_that_loses_inverters_keeps_the_others_on_theirs() -> None:
    design, _ = two_branches()
    far, feed = ("I1", "I3", "I5", "I7"), FeedPolicy.MIDDLE
    design = put_lock(design, BranchLock(id="B1", inverters=far, box="X1", feed=feed, first_leg=3))
    design = put_lock(design, BranchLock(id="B2", inverters=("I1",), box="X1"))
    assert (design.locks[0].inverters, design.locks[0].first_leg) == (("I3", "I5", "I7"), 2)
    assert act("branch-end", design, None, "B1").design.locks[0].first_leg is None
    left = put_lock(design, BranchLock(id="B3", inverters=("I3", "I5"), box="X1")).locks[0]
    assert (left.inverters, left.feed, left.first_leg) == (("I7",), FeedPolicy.END, None)


def test_a_lock_whose_feed_is_set_otherwise_forgets_its_legs() -> None:
    design, _ = two_branches()
    lock = BranchLock(id="B1", inverters=("I1", "I3", "I5"), box="X1", feed=FeedPolicy.MIDDLE, first_leg=1)
    design = set_lock_fields(put_lock(design, lock), ["B1"], feed=FeedPolicy.END)
    assert set_lock_fields(design, ["B1"], feed=FeedPolicy.MIDDLE).locks[0].first_leg is None


def test_the_leg_that_is_left_is_fed_where_it_was() -> None:
    far, feed = ("I1", "I3", "I5", "I7", "I9"), FeedPolicy.MIDDLE
    lock = BranchLock(id="B1", inverters=far, box="X1", feed=feed, first_leg=2)
    design = put_lock(two_branches()[0], lock)
    for gone, left in ((("I1", "I3"), ("I9", "I7", "I5")), (("I5", "I7", "I9"), ("I1", "I3"))):
        one = put_lock(design, BranchLock(id="B2", inverters=gone, box="X1")).locks[0]
        assert (one.inverters, one.feed, one.first_leg) == (left, FeedPolicy.END, None)


@pytest.mark.parametrize(
    ("after", "far", "near"),
    [
        (2, (("I1", "I3"), FeedPolicy.END, None), (("I5", "I7", "I9"), FeedPolicy.MIDDLE, 1)),
        (3, (("I1", "I3", "I5"), FeedPolicy.END, None), (("I9", "I7"), FeedPolicy.END, None)),
        (4, (("I1", "I3", "I5", "I7"), FeedPolicy.MIDDLE, 3), (("I9",), FeedPolicy.END, None)),
    ],
)
def test_a_branch_of_two_legs_is_split_so_that_no_leg_gets_another_feed(
    after: int, far: object, near: object
) -> None:
    inverters, feed = ("I1", "I3", "I5", "I7", "I9"), FeedPolicy.MIDDLE
    lock = BranchLock(id="B1", inverters=inverters, box="X1", feed=feed, first_leg=3)
    design = put_lock(two_branches()[0], lock)
    circuit = circuit_of(design, None, "B1")
    assert circuit is not None
    parts = {one.id == "B1": one for one in split(design, None, circuit, after).locks}
    for part, wanted in ((parts[False], far), (parts[True], near)):
        assert (part.inverters, part.feed, part.first_leg) == wanted


def test_a_branch_of_two_legs_that_is_fed_at_an_end_has_the_end_near_its_box() -> None:
    design, plan = two_branches()
    inverters = plan.branches[0].inverters
    for order in (inverters, inverters[::-1]):
        lock = BranchLock(id="B1", inverters=order, box="X1", feed=FeedPolicy.MIDDLE, first_leg=1)
        one = act("branch-end", put_lock(design, lock), plan, "B1").design.locks[0]
        spots = {each.id: spot_of(each) for each in plan.inverters}
        box = spot_of(design.boxes[0])
        first, last = (way_mm(design, spots[name], box) for name in (one.inverters[0], one.inverters[-1]))
        assert last <= first


def test_joined_branches_become_one_with_all_inverters() -> None:
    design, plan = two_branches()
    step = act("branch-join", design, plan, "B1", "B2")
    (lock,) = step.design.locks
    assert sorted(lock.inverters) == sorted(inverter.id for inverter in plan.inverters)
    assert step.select == {lock.id}
    assert sorted(map(len, planned(step.design).values())) == [6]
    ways = [one for branch in plan.branches for one in (branch.inverters, branch.inverters[::-1])]
    assert lock.inverters[:3] in ways
    assert lock.inverters[3:] in ways


def test_a_split_branch_keeps_its_name_at_the_feed() -> None:
    design, plan = two_branches()
    circuit = circuit_of(design, plan, "B1")
    after = split(design, plan, circuit, 1)
    check_design(after, CATALOG)
    locks = {lock.id: lock.inverters for lock in after.locks}
    assert locks["B1"] == circuit.inverters[1:]
    assert circuit.inverters[:1] in locks.values()
    assert len(circuits(after, derive(after, CATALOG))) == 3


def test_inverters_leave_the_locks_they_were_in_and_empty_ones_vanish() -> None:
    design, _ = two_branches()
    design = put_lock(design, BranchLock(id="B1", inverters=("I1", "I3"), box="X1"))
    design = put_lock(design, BranchLock(id="B2", inverters=("I5",), box="X1"))
    design = put_lock(design, BranchLock(id="B3", inverters=("I3", "I5", "I7"), box="X1"))
    assert {lock.id: lock.inverters for lock in design.locks} == {"B1": ("I1",), "B3": ("I3", "I5", "I7")}


def test_unpinning_names_what_it_lets_go() -> None:
    design, plan = two_branches()
    design = pin(pin(design, "I1", 1500.0), "I3", 3500.0)
    assert act("unpin", design, plan, "I1").name == "Unpin inverter I1"
    assert act("unpin", design, plan, "I1", "I3").design.pins == ()


@pytest.mark.parametrize(
    ("action", "selection", "words"),
    [
        ("lock", (), "No branch is selected"),
        ("unlock", ("B1",), "None of the selected branches is locked"),
        ("branch-join", ("B1",), "Only one branch is selected"),
        ("unpin", ("I1",), "None of the selected inverters is pinned"),
    ],
)
def test_what_cannot_be_done_is_said(action: str, selection: tuple[str, ...], words: str) -> None:
    design, plan = two_branches()
    with pytest.raises(InputError, match=words):
        act(action, design, plan, *selection)


def test_what_is_so_already_is_said() -> None:
    design, plan = two_branches()
    locked = act("branch-end", design, plan, "B1").design
    with pytest.raises(InputError, match="Branch B1 is so already"):
        act("branch-end", locked, plan, "B1")
    with pytest.raises(InputError, match="Branch B1 is locked already"):
        act("lock", locked, plan, "B1")


def test_the_editor_carries_actions_out_on_its_selection() -> None:
    design, plan = two_branches()
    editor = Editor(Session(design, CATALOG))
    editor.set_plan(plan)
    editor.run("lock")
    assert editor.message.startswith("No branch is selected")
    editor.select(("B1",))
    editor.run("lock")
    assert [lock.id for lock in editor.session.design.locks] == ["B1"]
    assert editor.selection == {"B1"}
    assert editor.session.undo_name == "Lock branch B1"


def test_every_action_has_its_command() -> None:
    assert all(command_of(name) is not None for name in SELECTION_ACTIONS)


def test_ways_follow_the_rails_and_lead_over_bridges() -> None:
    design = sites.gable()
    assert way_mm(design, Spot("S1", (0.0, 0.0)), Spot("S1", (300.0, 400.0))) == 700.0
    over = way_mm(design, Spot("S1", (5000.0, 5000.0)), Spot("S2", (5000.0, 5000.0)))
    assert over == 150.0 + 300.0 + 150.0
    assert nearest_box(design, Spot("S1", (0.0, 0.0))).id == "X1"
    assert nearest_box(replace(design, bridges=()), Spot("S1", (0.0, 0.0))) is None
