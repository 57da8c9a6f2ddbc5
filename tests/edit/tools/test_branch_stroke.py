"""Branches by a stroke across inverters: what it touches, in which order, and where it leads to."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import BranchLock, FeedPolicy, Settings, TrunkSearch
from designer.edit.edits.rows import remove_modules
from designer.edit.preview import Tone
from designer.edit.tools.branch import BranchTool
from tests import sites
from tests.edit.tools.branching import at, hand, stroke
from tests.hands import Hand


def test_a_stroke_locks_exactly_these_inverters_in_this_order() -> None:
    one = hand()
    stroke(one, "I5", "I3", "I1")
    (lock,) = one.design.locks
    assert lock.inverters == ("I5", "I3", "I1")
    branch = next(found for found in one.plan.branches if found.id == lock.id)
    assert branch.locked
    assert branch.inverters == ("I5", "I3", "I1")
    assert one.names == [f"Make branch {lock.id} of 3 inverters"]
    assert one.selection == {lock.id}


def test_a_fast_stroke_takes_what_lies_between() -> None:
    one = hand()
    stroke(one, "I1", "I7")
    assert one.design.locks[0].inverters == ("I1", "I3", "I5", "I7")


def test_going_back_lets_the_last_inverter_go() -> None:
    one = hand()
    stroke(one, "I1", "I3", "I5", "I3")
    assert one.design.locks[0].inverters == ("I1", "I3")


def test_the_figures_stand_at_the_cursor_and_too_many_are_bad() -> None:
    one = hand()
    one.press(at(one, "I1"))
    one.pull(at(one, "I5"))
    assert "3 of 3 inverters" in one.noted()
    assert " A · about " in one.noted()
    assert one.paths(Tone.GHOST)
    one.pull(at(one, "I7"))
    assert "4 of 3 inverters" in one.noted()
    assert one.paths(Tone.BAD)


def test_the_nearest_box_is_taken_unless_the_stroke_ends_on_one() -> None:
    one = hand()
    stroke(one, "I3", "I1")
    one.drag(at(one, "I9"), at(one, "I11"), (9000.0, 150.0))
    assert [lock.box for lock in one.design.locks] == ["X1", "X2"]


def test_a_stroke_from_a_box_begins_at_the_feed() -> None:
    one = hand()
    one.drag((9000.0, 150.0), at(one, "I7"), at(one, "I5"))
    assert one.design.locks[0].inverters == ("I5", "I7")
    assert one.design.locks[0].box == "X2"


def test_a_branch_of_the_plan_drawn_by_hand_keeps_its_name() -> None:
    one = hand()
    branch = one.plan.branches[1]
    for name in branch.inverters:
        one.click(at(one, name))
    one.enter()
    assert one.design.locks[0].id == branch.id


def test_inverters_leave_the_branch_they_were_locked_to() -> None:
    one = hand(locks=(BranchLock(id="B1", inverters=("I1", "I3", "I5"), box="X1"),))
    stroke(one, "I11", "I9", "I3")
    assert [lock.inverters for lock in one.design.locks] == [("I1", "I5"), ("I11", "I9", "I3")]


@pytest.mark.parametrize(
    ("start", "expected"), [("I3", ("I1", "I3", "I5")), ("I1", ("I9", "I1", "I3"))], ids=["feed", "far end"]
)
def test_a_stroke_from_an_end_of_a_locked_branch_makes_it_longer(start, expected) -> None:
    lock = BranchLock(id="B1", inverters=("I1", "I3"), box="X2", feed=FeedPolicy.END)
    one = hand(locks=(lock,))
    stroke(one, start, "I5" if start == "I3" else "I9")
    assert one.design.locks == (BranchLock(id="B1", inverters=expected, box="X2", feed=FeedPolicy.END),)
    assert one.names == ["Extend branch B1 of 3 inverters"]


@pytest.mark.parametrize(
    ("start", "expected", "first_leg"),
    [("I5", ("I1", "I3", "I5", "I7"), 2), ("I1", ("I9", "I1", "I3", "I5"), 3)],
    ids=["second leg", "first leg"],
)
def test_a_branch_fed_in_its_middle_goes_on_with_its_feed_where_it_was(start, expected, first_leg) -> None:
    lock = BranchLock(id="B1", inverters=("I1", "I3", "I5"), box="X1", feed=FeedPolicy.MIDDLE, first_leg=2)
    one = hand(locks=(lock,), settings=Settings(trunk_search=TrunkSearch.FIRST))
    stroke(one, start, expected[-1] if start == "I5" else expected[0])
    assert one.design.locks == (replace(lock, inverters=expected, first_leg=first_leg),)


def test_a_stroke_beside_all_inverters_says_where_to_begin() -> None:
    one = hand()
    one.press((11500.0, 5500.0))
    assert "Begin on an inverter" in one.said[0]


def test_without_a_box_the_branch_is_refused() -> None:
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1)], ())
    one = Hand(BranchTool(), design, planned=True)
    one.click(at(one, "I1"))
    one.enter()
    assert one.design.locks == ()
    assert "place a junction box first" in one.said[0]


def test_a_branch_that_goes_on_keeps_inverters_whose_modules_are_taken_out() -> None:
    one = hand(settings=Settings(trunk_search=TrunkSearch.FIRST))
    stroke(one, "I1", "I3", "I5")
    one.replace(remove_modules(one.design, {"M3", "M4"}))
    stroke(one, "I5", "I7")
    assert one.design.locks[0].inverters == ("I1", "I3", "I5", "I7")


@pytest.mark.parametrize(
    ("gone", "start", "expected"),
    [
        (("M5", "M6"), "I3", ("I1", "I3", "I5", "I9")),
        (("M1", "M2"), "I3", ("I9", "I1", "I3", "I5")),
    ],
    ids=["feed", "far end"],
)
def test_a_branch_whose_end_is_taken_out_goes_on_from_the_last_that_is_there(gone, start, expected) -> None:
    lock = BranchLock(id="B1", inverters=("I1", "I3", "I5"), box="X1")
    one = hand(locks=(lock,), settings=Settings(trunk_search=TrunkSearch.FIRST))
    one.replace(remove_modules(one.design, gone))
    stroke(one, start, "I9")
    assert [(lock.id, lock.inverters) for lock in one.design.locks] == [("B1", expected)]
