"""Tools at work on a desk without an editor: how they begin and end, and what is done with their answers."""

import pytest

from designer.edit.aiming import Aim
from designer.edit.desk import Desk, Event
from designer.edit.edits.starting import new_design
from designer.edit.session import Session
from designer.edit.tool_at_work import ToolAtWork
from designer.edit.tools.base import Gesture, Pointer, Response, ToolKey
from designer.edit.view import SITE, surface_view
from tests.edit.fake_tools import FakeLine, fake_tool_of
from tests.sites import catalog, gable


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designer.edit.tool_at_work.tool_of", fake_tool_of)


@pytest.fixture
def desk() -> Desk:
    return Desk(Session(gable(), catalog()))


@pytest.fixture
def work(desk: Desk) -> ToolAtWork:
    return ToolAtWork(desk, Aim())


def clicked(work: ToolAtWork, x: float, y: float) -> Response | None:
    event = Pointer(gesture=Gesture.CLICK, at=(x, y), raw=(x, y))
    return work.ask(lambda tool, ctx: tool.pointer(ctx, event))


def told(work: ToolAtWork, text: str) -> Response | None:
    return work.ask(lambda tool, ctx: tool.text(ctx, text))


def confirmed(work: ToolAtWork) -> Response | None:
    return work.ask(lambda tool, ctx: tool.key(ctx, ToolKey.CONFIRM))


def said(desk: Desk) -> list[str]:
    words: list[str] = []
    desk.subscribe(Event.MESSAGE, lambda: words.append(desk.message))
    return words


class TestBeginning:
    def test_at_first_things_are_selected(self, work: ToolAtWork) -> None:
        assert (work.command.name, work.response.prompt.text) == ("select", "Pick")

    def test_a_tool_for_a_surface_turns_from_the_site_to_the_surface_selected(
        self, desk: Desk, work: ToolAtWork
    ) -> None:
        desk.turn_to(SITE)
        desk.select({"S2"})
        work.begin("surface")
        assert desk.view == surface_view("S2")

    def test_without_a_surface_a_tool_that_needs_one_does_not_start(self) -> None:
        desk = Desk(Session(new_design("House"), catalog()))
        work, words = ToolAtWork(desk, Aim()), said(desk)
        work.begin("row")
        assert work.command.name == "select"
        assert words == ["There is no surface yet; draw one first"]

    def test_a_tool_that_cannot_begin_gives_way_to_selecting(self, desk: Desk, work: ToolAtWork) -> None:
        words = said(desk)
        work.begin("align")
        clicked(work, 1234.0, 5050.0)
        assert words == ["there is nothing to align; place rows first."]
        assert (work.command.name, work.response.prompt.text) == ("select", "Pick")


class TestCommits:
    def test_what_a_commit_made_is_selected(self, desk: Desk, work: ToolAtWork) -> None:
        work.begin("surface")
        clicked(work, 0.0, 0.0)
        confirmed(work)
        assert desk.selection == {"T1000"}
        assert work.command.name == "select"

    def test_a_commit_may_turn_the_view_while_its_tool_goes_on(self, desk: Desk, work: ToolAtWork) -> None:
        work.begin("surface")
        told(work, "elsewhere")
        assert desk.view == surface_view("S2")
        assert work.command.name == "surface"

    def test_a_step_that_breaks_an_invariant_is_refused_in_words(self, desk: Desk, work: ToolAtWork) -> None:
        before = desk.session.design
        words = said(desk)
        work.begin("surface")
        told(work, "spoil")
        assert desk.session.design is before
        assert "it says nothing" in words[0]
        assert work.command.name == "select"


class TestFaults:
    def test_what_a_tool_refuses_is_said_and_the_tool_stays(self, desk: Desk, work: ToolAtWork) -> None:
        words = said(desk)
        work.begin("surface")
        clicked(work, 0.0, 0.0)
        told(work, "refuse")
        assert words == ["the tool will not do it; ask otherwise."]
        assert isinstance(work.tool, FakeLine)
        assert work.tool.points == [(0.0, 0.0)]
        assert work.response.prompt.text == "Next point"

    def test_a_fault_of_the_program_ends_the_tool_and_nothing_is_done(
        self, desk: Desk, work: ToolAtWork
    ) -> None:
        before = desk.session.design
        work.begin("surface")
        clicked(work, 0.0, 0.0)
        with pytest.raises(KeyError, match="a fault of the program"):
            told(work, "break")
        assert desk.session.design is before
        assert work.command.name == "select"
        assert not work.taking_over
