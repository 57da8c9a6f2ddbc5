"""Who only looks elsewhere or asks why while the plan is improved does not begin the search again."""

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.core.planning import derive
from designer.edit.view import SITE
from designer.gui.branch_why import LATER
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from tests.gui.conftest import wait_for_plan
from tests.gui.searches import Search, wait_until_improving


def type_line(window: MainWindow, text: str) -> None:
    QTest.keyClicks(window.command_line.line, text)
    QTest.keyClick(window.command_line.line, Qt.Key.Key_Return)


def states_of(window: MainWindow) -> list[PlanState]:
    seen: list[PlanState] = []
    window.workspace.state_changed.connect(lambda: seen.append(window.workspace.state))
    return seen


def test_another_view_shows_the_plan_so_far_and_the_search_goes_on(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    states, first, begun = states_of(window), space.plan, len(search.begun)
    dropped = len(search.dropped)
    with qtbot.waitSignal(window.live.pictured, timeout=10_000) as drawn:
        type_line(window, "sv")
    assert drawn.args is not None
    assert drawn.args[1] == SITE
    assert not states
    assert space.plan is first
    assert window.status.state.text() == "improving … within 2.0 %"
    assert window.status.stop.isVisible()
    search.held = False
    wait_for_plan(qtbot, window)
    assert len(search.begun) == begun
    assert len(search.dropped) == dropped
    assert space.plan == derive(space.design, space.catalog)


def test_the_view_that_was_gone_to_shows_the_whole_plan_in_the_end(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    space.session.mark_saved()
    window.documents.open_example("hip")  # where the first answer is not the best
    wait_until_improving(window, qtbot)
    drawn: list[object] = []
    window.live.pictured.connect(lambda _picture, view: drawn.append(view))
    space.editor.look(SITE)
    qtbot.waitUntil(lambda: drawn == [SITE])
    search.held = False
    wait_for_plan(qtbot, window)
    assert len(drawn) > 1
    assert set(drawn) == {SITE}
    known = len(drawn)
    window.live.ask()
    qtbot.wait(100)
    assert len(drawn) == known


def test_stop_keeps_the_plan_right_after_another_view(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    said: list[str] = []
    space.said.connect(said.append)
    space.editor.look(SITE)
    type_line(window, "si")
    assert said == []
    assert space.stopped
    assert window.status.state.text().endswith(" · within 2.0 %")
    with qtbot.waitSignal(window.live.pictured, timeout=10_000) as drawn:
        pass
    assert drawn.args is not None
    assert drawn.args[1] == SITE


def test_why_is_answered_once_the_plan_is_whole_and_says_so_before(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    panel: Any = window.stacks.show("branches")
    panel.why_button.click()
    states, begun = states_of(window), len(search.begun)
    assert space.plan is not None
    circuit = space.plan.branches[0].circuit
    space.select([space.plan.branches[0].id])
    qtbot.waitUntil(lambda: LATER in panel.why.text.text())
    qtbot.wait(50)
    assert not states
    search.held = False
    qtbot.waitUntil(lambda: f"{circuit}: " in panel.why.text.text(), timeout=20_000)
    assert len(search.begun) == begun
    assert states == [PlanState.CURRENT]


def test_before_the_first_answer_there_is_nothing_to_keep(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    said: list[str] = []
    improving.workspace.said.connect(said.append)
    improving.workspace.session.undo()
    assert improving.workspace.state is PlanState.COMPUTING
    type_line(improving, "si")
    assert said == ["There is no plan yet that could be kept"]


def test_an_edit_that_is_undone_at_once_does_not_leave_the_plan_as_one_of_another_design(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    space.edit("Rename", lambda design: replace(design, name="Another"))
    window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: space.state is PlanState.IMPROVING, timeout=20_000)
    assert window.status.stop.isVisible()
