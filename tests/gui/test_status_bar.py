"""The status bar: aids, hints, and where the plan stands."""

from msgspec.structs import replace
from PySide6.QtGui import QStatusTipEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState
from tests.gui.conftest import wait_for_plan


def test_the_toggles_of_the_status_bar_keep_their_words_in_a_narrow_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.open_example("hip")
    wait_for_plan(qtbot, window)
    window.resize(900, 600)
    QApplication.processEvents()
    for button in window.status.findChildren(QToolButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    assert window.width() <= 930


def test_an_aid_keeps_its_name_in_the_status_bar(window: MainWindow) -> None:
    action = window.commands["aid-ortho"]
    (button,) = (one for one in window.status.findChildren(QToolButton) if one.defaultAction() is action)
    for _ in range(2):
        action.trigger()
        assert button.text() == "ORTHO"


def test_the_status_bar_says_where_the_plan_stands(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    assert window.status.counts.text() == "14 modules · 6.16 kWp · 7 inv · 1 branch"
    window.workspace.set_state(PlanState.FAILED, "it cannot be; mend it.")
    assert window.status.state.text() == "✗ not planned"
    assert window.status.state.toolTip() == "it cannot be; mend it."


def test_a_first_answer_says_what_it_may_cost_too_much(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    space, status = window.workspace, window.status
    assert space.plan is not None
    cost = space.plan.trunk.cost
    space.set_first_plan(replace(space.plan, trunk=replace(space.plan.trunk, bound=cost / 1.5)))
    assert status.state.text() == "improving … within 50.0 %"
    space.hear_bound(cost / 1.04)
    assert status.state.text() == "improving … within 4.0 %"
    assert "at most 4.0 % more than the least possible" in status.state.toolTip()
    space.hear_bound(cost)
    assert status.state.text() == "improving …"
    space.hear_bound(cost / 1.02)  # it holds beside a plan of another kind now
    assert status.state.text() == "improving … within 2.0 %"
    space.set_plan(space.plan)
    space.hear_bound(cost)
    assert "improving" not in status.state.text()


def test_a_tip_of_what_lies_under_the_mouse_takes_the_place_of_the_hint_alone(window: MainWindow) -> None:
    QApplication.sendEvent(window, QStatusTipEvent("Save the project"))
    assert window.status.hint.text() == "Save the project"
    assert window.status.isVisible()
    assert window.status.state.isVisible()
    QApplication.sendEvent(window, QStatusTipEvent(""))
    assert window.status.hint.text() == "Click or drag a window to select"


def test_the_hint_names_the_tool_once(window: MainWindow) -> None:
    window.documents.open_example("gable")
    for line, hint in (
        ("F", "Fill surface East (best); Enter takes it over"),
        ("DI", "Measure: First point to measure from"),
    ):
        window.workspace.editor.enter(line)
        assert window.status.hint.text() == hint
