"""Stop improving: the best plan so far stays, with what was proven of it, until the next edit."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.core.model.plan import Plan
from designer.core.planning import derive
from designer.edit.edits.approvals import approve_findings
from designer.edit.view import SITE
from designer.gui import live_worker as live_module
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from tests.gui.conftest import wait_for_plan
from tests.gui.searches import Search, limit_units, wait_until_improving


def click_stop(window: MainWindow) -> None:
    QTest.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)


def press_stop(window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)


def type_stop(window: MainWindow) -> None:
    QTest.keyClicks(window.command_line.line, "si")
    QTest.keyClick(window.command_line.line, Qt.Key.Key_Return)


def stopped_at(window: MainWindow) -> Plan:
    """Press Stop; the plan that stays."""
    click_stop(window)
    kept = window.workspace.plan
    assert kept is not None
    return kept


@pytest.mark.parametrize("stop", [click_stop, press_stop, type_stop])
def test_the_best_plan_so_far_stays_and_says_what_was_known(
    improving: MainWindow, search: Search, qtbot: QtBot, stop: Callable[[MainWindow], None]
) -> None:
    window, space = improving, improving.workspace
    first = space.plan
    assert first is not None
    assert window.commands["improve-stop"].isEnabled()
    assert window.status.state.text() == "improving … within 2.0 %"
    stop(window)
    assert space.state is PlanState.CURRENT
    assert window.status.state.text().endswith(" · within 2.0 %")
    assert "Improving was stopped" in window.status.state.toolTip()
    qtbot.waitUntil(lambda: search.dropped[-1:] == [space.design])
    search.held = False
    qtbot.wait(100)
    assert space.plan is not None
    assert space.plan.branches == first.branches
    assert space.plan.findings == first.findings
    assert space.plan.trunk.gap_pct == pytest.approx(2.0, abs=0.01)
    assert space.state is PlanState.CURRENT


def test_the_branch_table_says_the_same(improving: MainWindow, qtbot: QtBot) -> None:
    panel: Any = improving.stacks.show("branches")
    qtbot.waitUntil(lambda: panel.quality.text().startswith("improving … cost"))
    click_stop(improving)
    qtbot.waitUntil(lambda: panel.quality.text().startswith("cost"))
    assert "within 2.0 % of the least" in panel.quality.text()


def test_it_can_be_stopped_only_while_something_is_improved(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, action = improving, improving.commands["improve-stop"]
    assert window.status.stop.isVisible()
    height = window.status.sizeHint().height()
    click_stop(window)
    assert not action.isEnabled()
    assert not window.status.stop.isVisible()
    assert window.status.sizeHint().height() == height  # the drawing stays where it is
    said: list[str] = []
    window.workspace.said.connect(said.append)
    type_stop(window)
    assert said == ["The plan is not being improved"]


def test_what_is_exported_is_the_plan_that_stayed(improving: MainWindow) -> None:
    dialog = improving.show_export()
    assert not dialog.go.isEnabled()
    click_stop(improving)
    assert dialog.go.isEnabled()
    work = dialog._work()
    assert work is not None
    assert work.plan is improving.workspace.plan
    dialog.close()


def press_button(dialog: Any) -> None:
    QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)


def press_keys(dialog: Any) -> None:
    dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("stop", [press_button, press_keys])
def test_the_export_dialog_names_the_gap_and_offers_to_stop(
    improving: MainWindow, stop: Callable[[Any], None]
) -> None:
    dialog: Any = improving.show_export()
    assert dialog.stop.isVisible()
    told = "The plan is being improved, within 2.0 % of the least cost by now; stop that to "
    assert dialog.said.text() == f"{told}export it as it is"
    assert improving.workspace.plan is not None
    improving.workspace.hear_bound(improving.workspace.plan.trunk.cost / 1.01)
    assert "within 1.0 %" in dialog.said.text()
    stop(dialog)
    assert improving.workspace.stopped
    assert dialog.go.isEnabled()
    assert not dialog.stop.isVisible()
    assert dialog.said.text() == ""
    dialog.close()


def test_looking_elsewhere_does_not_begin_the_search_again(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    kept = stopped_at(window)
    with qtbot.waitSignal(window.live.pictured, timeout=10_000) as drawn:
        space.editor.look(SITE)
    assert drawn.args is not None
    assert space.plan is kept
    assert space.state is PlanState.CURRENT
    assert search.dropped[-1] is space.design


def test_why_is_answered_for_the_branches_that_stayed(improving: MainWindow, qtbot: QtBot) -> None:
    """On this roof they are not the best, so that those of the whole plan would be others."""
    window, space = improving, improving.workspace
    space.session.mark_saved()
    window.documents.open_example("hip")
    wait_until_improving(window, qtbot)
    click_stop(window)
    assert space.plan is not None
    branch = space.plan.branches[0]
    with qtbot.waitSignal(space.why_told, timeout=10_000):
        space.ask_why({branch.circuit})
    assert space.whys[0].inverters == branch.inverters
    assert space.whys[0].chosen.cost == pytest.approx(branch.cost, abs=0.011)
    assert space.state is PlanState.CURRENT


def test_the_next_edit_is_planned_and_improved_as_ever(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    click_stop(window)
    limit_units(window, 4)
    wait_until_improving(window, qtbot)
    assert window.status.state.text().startswith("improving …")
    assert window.status.stop.isVisible()
    search.held = False
    wait_for_plan(qtbot, window)
    assert space.plan == derive(space.design, space.catalog)
    assert "within" not in window.status.state.text()


def approve(window: MainWindow) -> None:
    space = window.workspace
    assert space.plan is not None
    space.edit("Approve", approve_findings, [space.plan.findings[0].key])


def rename(window: MainWindow) -> None:
    window.workspace.edit("Rename", lambda design: replace(design, name="Another"))


def there_and_back(window: MainWindow) -> None:
    limit_units(window, 4)
    assert not window.workspace.stopped or window.workspace.state is PlanState.COMPUTING
    window.commands["undo"].trigger()


@pytest.mark.parametrize("edit", [approve, rename, there_and_back])
def test_the_plan_that_stayed_outlasts_what_it_does_not_follow_from(
    improving: MainWindow, search: Search, qtbot: QtBot, edit: Callable[[MainWindow], None]
) -> None:
    window, space = improving, improving.workspace
    kept = stopped_at(window)
    search.held = False
    edit(window)
    wait_for_plan(qtbot, window)
    assert space.plan is not None
    assert space.plan.branches == kept.branches
    assert space.plan.trunk == kept.trunk
    assert window.status.state.text().endswith(" · within 2.0 %")
    assert "Improving was stopped" in window.status.state.toolTip()


def test_after_an_edit_of_the_branches_an_undo_brings_the_plan_that_stayed_back(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    window, space = improving, improving.workspace
    kept = stopped_at(window)
    search.held = False
    limit_units(window, 4)
    wait_for_plan(qtbot, window)
    assert space.plan == derive(space.design, space.catalog)
    assert not space.stopped
    window.commands["undo"].trigger()
    wait_for_plan(qtbot, window)
    assert space.stopped
    assert space.plan.trunk == kept.trunk


def test_a_project_that_is_opened_again_is_improved_again(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    """Its file says nothing of the plan, so that it is the same in every window."""
    window, space = improving, improving.workspace
    click_stop(window)
    search.held = False
    space.session.mark_saved()
    space.replace_project(replace(space.design))
    wait_for_plan(qtbot, window)
    assert not space.stopped
    assert space.plan == derive(space.design, space.catalog)


def test_a_plan_that_comes_just_too_late_is_dropped(
    improving: MainWindow, search: Search, qtbot: QtBot
) -> None:
    """It was handed over, and Stop was pressed before the window took it."""
    window, space = improving, improving.workspace
    job = window.live._wanted
    assert job is not None
    kept = stopped_at(window)
    late = replace(kept)
    seen: list[object] = []
    space.plan_changed.connect(lambda: seen.append(space.plan))
    window.live.deliver(live_module.Outcome(job, plan=late, final=False, picture=None))
    window.live.deliver(live_module.Outcome(job, plan=late, picture=None))
    qtbot.wait(50)
    assert not seen
    assert space.stopped
    assert space.state is PlanState.CURRENT
