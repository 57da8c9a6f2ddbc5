"""The menu under the right mouse button."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
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


def offered(window: MainWindow) -> set[str]:
    return {name for section in menu_commands(window.workspace) for name in section}


def open_menus() -> list[QMenu]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]


def test_what_would_change_nothing_is_left_out(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    QGuiApplication.clipboard().clear()
    space = window.workspace
    assert not {"clip-copy", "clip-paste", "zoom-selection"} & offered(window)
    assert space.plan is not None
    space.select({space.plan.inverters[0].id})
    assert {"inverter", "zoom-selection"} <= offered(window)
    assert not {"unpin", "clip-copy"} & offered(window)
    space.select({space.plan.branches[0].id})
    assert {"lock", "branch-middle", "branch-end"} <= offered(window)
    assert not {"unlock", "branch-join"} & offered(window)
    window.commands["branch-middle"].trigger()
    assert {"unlock", "branch-end"} <= offered(window)
    assert not {"lock", "branch-middle"} & offered(window)
    space.select({"S1"})
    assert {"clip-copy", "erase"} <= offered(window)
    assert "move" not in offered(window), "a surface is moved on the site plan"
    window.commands["clip-copy"].trigger()
    assert "clip-paste" in offered(window)


def test_the_menu_key_means_what_is_selected_wherever_the_mouse_rests(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened(window, qtbot)
    plan = window.workspace.plan
    assert plan is not None
    x0, y0, x1, _ = plan.surfaces[0].modules[0].rect
    window.workspace.editor.cursor = ((x0 + x1) / 2, y0 + 200.0)
    window.workspace.select({plan.branches[0].id})
    place = QPoint(5, 5)
    key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(window.canvas, QContextMenuEvent(key, place, window.canvas.mapToGlobal(place)))
    assert window.workspace.selection == {plan.branches[0].id}
    for menu in open_menus():
        menu.close()


def test_shift_f10_opens_the_menu_of_the_drawing(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    polar = window.workspace.editor.aids.polar
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    (menu,) = open_menus()
    assert "zoom-extents" in {action.objectName() for action in menu.actions()}
    assert window.workspace.editor.aids.polar is polar
    menu.close()


def test_zooming_to_nothing_is_said(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    said: list[str] = []
    window.workspace.said.connect(said.append)
    window.commands["zoom-selection"].trigger()
    assert said == ["Nothing is selected; select what to zoom to first"]
