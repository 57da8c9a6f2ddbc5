"""The menu under the right mouse button."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.gui.context_menu import menu_commands
from designer.gui.window import MainWindow
from tests.gui.conftest import wait_for_plan


def opened(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)


def test_a_module_offers_what_modules_can(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.workspace.select({window.workspace.design.rows[0].modules[0].id})
    sections = menu_commands(window.workspace)
    assert ("remove", "pair") in sections
    assert any("move" in section for section in sections)


def test_a_branch_is_locked_but_not_moved(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    plan = window.workspace.plan
    assert plan is not None
    window.workspace.select({plan.branches[0].id})
    sections = menu_commands(window.workspace)
    assert any("lock" in section for section in sections)
    assert not any("move" in section for section in sections)


def test_a_right_click_selects_what_is_under_the_cursor_and_shows_the_menu(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened(window, qtbot)
    window.commands["zoom-extents"].trigger()
    qtbot.wait(20)
    plan = window.workspace.plan
    assert plan is not None
    x0, y0, x1, _ = plan.surfaces[0].modules[0].rect
    pixel = window.canvas.viewport.to_px(((x0 + x1) / 2, y0 + 200.0)).toPoint()
    QTest.mouseMove(window.canvas, pixel)
    QTest.mouseClick(window.canvas, Qt.MouseButton.RightButton, pos=pixel)
    assert window.workspace.selection == {plan.surfaces[0].modules[0].id}


def test_the_commands_of_the_menu_are_those_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.workspace.select({window.workspace.design.rows[0].modules[0].id})
    menu = window.show_context_menu(QPoint(10, 10))
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names == [name for section in menu_commands(window.workspace) for name in section]
    erase = next(action for action in menu.actions() if action.objectName() == "erase")
    before = len(window.workspace.design.rows[0].modules)
    erase.trigger()
    assert len(window.workspace.design.rows[0].modules) == before - 1
    menu.hide()


def test_the_last_command_stands_first(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.commands["measure"].trigger()
    window.workspace.editor.cancel()
    assert menu_commands(window.workspace)[0] == ("measure",)
