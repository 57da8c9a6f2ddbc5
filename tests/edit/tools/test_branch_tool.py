"""Branches by a stroke across inverters, by clicks, and the keywords."""

import pytest
from msgspec.structs import replace

from designer.core.model.design import Box, BranchLock, FeedPolicy, Settings
from designer.edit.edits.framing import to_view
from designer.edit.preview import Tone
from designer.edit.tools.branch import BranchTool
from designer.edit.tools.branch_chain import points_of
from designer.edit.view import SITE
from tests import sites
from tests.hands import Hand

CATALOG = sites.catalog()
BOXES = (Box(id="X1", surface="S1", x=3000.0, y=150.0), Box(id="X2", surface="S1", x=9000.0, y=150.0))


def hand(**more) -> Hand:
    """Eight units on two rows, three to a branch; a drag may begin on any of them."""
    rows = [sites.row("R1", "S1", 8, 1), sites.row("R2", "S1", 8, 9, across=600.0 + sites.LENGTH + 20.0)]
    more.setdefault("settings", Settings(max_units_per_branch=3))
    design = sites.design([sites.surface()], rows, BOXES, **more)
    one = Hand(BranchTool(), design, planned=True)
    one.mm_per_px = 3.0
    return one


def at(one: Hand, name: str) -> tuple[float, float]:
    inverter = next(found for found in one.plan.inverters if found.id == name)
    x0, y0, x1, y1 = inverter.footprint
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def stroke(one: Hand, *names: str):
    return one.drag(*[at(one, name) for name in names])


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


def test_clicks_one_after_the_other_and_enter() -> None:
    one = hand()
    for name in ("I9", "I11", "I13", "I13"):
        one.click(at(one, name))
    one.back()
    one.click(at(one, "I1"))
    one.enter()
    assert one.design.locks[0].inverters == ("I9", "I1")


def test_a_click_on_a_box_ends_and_a_typed_one_is_chosen() -> None:
    one = hand()
    one.click(at(one, "I1"))
    one.click((9000.0, 150.0))
    assert one.design.locks[0].box == "X2"
    one.click(at(one, "I3"))
    one.type("Box")
    one.type("X9")
    assert "no box X9" in one.said[0]
    one.type("x2")
    one.enter()
    assert one.design.locks[1].box == "X2"


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


def test_keywords_act_on_the_selection_or_ask_for_a_branch() -> None:
    one = hand()
    one.selection = frozenset(("B1",))
    one.type("Lock")
    assert [lock.id for lock in one.design.locks] == ["B1"]
    one.selection = frozenset()
    one.type("Reverse")
    assert "which branch" in one.last.prompt.text
    one.click(at(one, one.plan.branches[0].inverters[0]))
    assert one.names[1] == "Reverse branch B1"
    one.type("Middle")
    assert one.design.locks[0].feed is FeedPolicy.MIDDLE
    one.selection = frozenset()
    one.type("UL")
    one.click(at(one, one.design.locks[0].inverters[0]))
    assert one.design.locks == ()


def test_a_click_between_two_inverters_splits() -> None:
    one = hand(locks=(BranchLock(id="B1", inverters=("I1", "I3", "I5"), box="X1"),))
    one.type("Split")
    (x0, y0), (x1, y1) = at(one, "I1"), at(one, "I3")
    one.click(((x0 + x1) / 2, (y0 + y1) / 2))
    assert {lock.id: lock.inverters for lock in one.design.locks}["B1"] == ("I3", "I5")
    assert ("I1",) in {lock.inverters for lock in one.design.locks}
    one.type("S")
    one.click((11000.0, 5500.0))
    assert one.said == ["Click between two inverters of a branch."]


def test_two_clicked_branches_are_joined() -> None:
    one = hand()
    first, second = one.plan.branches[0], one.plan.branches[1]
    one.type("Join")
    one.click(at(one, first.inverters[0]))
    one.click(at(one, second.inverters[0]))
    assert sorted(one.design.locks[0].inverters) == sorted((*first.inverters, *second.inverters))


def test_escape_gives_the_branch_up_level_by_level() -> None:
    one = hand()
    one.click(at(one, "I1"))
    one.type("Box")
    assert one.escape()
    assert one.escape()
    assert not one.escape()
    assert one.design.locks == ()


def test_a_stroke_beside_all_inverters_says_where_to_begin() -> None:
    one = hand()
    one.press((11500.0, 5500.0))
    assert "Begin on an inverter" in one.said[0]


def test_without_inverters_it_ends_with_a_sentence() -> None:
    one = Hand(BranchTool(), sites.design([sites.surface()], []), planned=True)
    assert one.done
    assert "no inverters yet" in one.said[0]


def test_without_a_box_the_branch_is_refused() -> None:
    design = sites.design([sites.surface()], [sites.row("R1", "S1", 4, 1)], ())
    one = Hand(BranchTool(), design, planned=True)
    one.click(at(one, "I1"))
    one.enter()
    assert one.design.locks == ()
    assert "place a junction box first" in one.said[0]


def test_the_site_view_shows_branches_in_plan() -> None:
    one = Hand(BranchTool(), sites.gable(), planned=True)
    inverters = one.plan.branches[0].inverters
    ctx = replace(one.context(), view=SITE)
    points = points_of(ctx, inverters)
    assert len(points) == len(inverters)
    assert points != points_of(one.context(), inverters)


def test_on_the_site_plan_modules_stand_for_their_inverters() -> None:
    design = sites.gable()
    west = replace(design.surfaces[1], east_mm=0.0, north_mm=20000.0)
    one = Hand(BranchTool(), replace(design, surfaces=(design.surfaces[0], west)), view=SITE, planned=True)
    ends = [one.plan.surfaces[0].inverters[0], one.plan.surfaces[1].inverters[0]]
    for inverter in ends:
        module = next(found for found in one.plan.modules if found.id == inverter.modules[0])
        x0, y0, x1, y1 = module.rect
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        one.click(to_view(one.design.surface(inverter.surface), SITE, (middle,))[0])
    assert "about" in one.noted()
    one.enter()
    assert one.design.locks[0].inverters == tuple(inverter.id for inverter in ends)
