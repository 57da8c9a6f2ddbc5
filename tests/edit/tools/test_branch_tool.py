"""The branch tool step by step: clicks, keys, levels of Esc, and the keywords."""

from msgspec.structs import replace

from designer.core.model.design import FeedPolicy
from designer.edit.edits.framing import to_view
from designer.edit.tools.branch import BranchTool
from designer.edit.tools.branch_chain import points_of
from designer.edit.view import SITE
from tests import sites
from tests.edit.tools.branching import at, hand
from tests.hands import Hand


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


def test_without_inverters_it_ends_with_a_sentence() -> None:
    one = Hand(BranchTool(), sites.design([sites.surface()], []), planned=True)
    assert one.done
    assert "no inverters yet" in one.said[0]


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
