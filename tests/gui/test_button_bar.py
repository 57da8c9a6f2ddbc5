"""Rows of buttons over lists: what finds no room is in a menu, and works from there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from designer.gui.forms.button_bar import ButtonBar
from designer.gui.window import MainWindow
from tests.gui.conftest import wait_for_plan

NAMES = ("First of all", "Second of all", "Third of all")


@pytest.fixture
def bar(qtbot: QtBot) -> ButtonBar:
    made = ButtonBar(spacing=4)
    for name in NAMES:
        made.add(QPushButton(name))
    order = QComboBox()
    order.setAccessibleName("Order")
    order.addItems(["Up", "Down"])
    made.add(order)
    made.add(QPushButton("Why?"), stays=True)
    made.add_rest(QLabel("text"))
    qtbot.addWidget(made)
    made.resize(900, 40)
    made.show()
    qtbot.waitExposed(made)
    return made


def narrowed(bar: ButtonBar, width: int) -> list[str]:
    """The names on buttons that are still seen."""
    bar.resize(width, 40)
    QApplication.processEvents()
    return [one.text() for one in bar.findChildren(QPushButton) if one.isVisible()]


def entries(bar: ButtonBar) -> QMenu:
    menu = bar.more.menu()
    menu.aboutToShow.emit()
    return menu


def test_where_there_is_room_all_are_in_the_row(bar: ButtonBar) -> None:
    assert narrowed(bar, 900) == [*NAMES, "Why?"]
    assert not bar.more.isVisible()


def test_the_last_ones_go_into_the_menu_and_come_back(bar: ButtonBar) -> None:
    seen = narrowed(bar, 300)
    assert seen[-1] == "Why?"
    assert bar.more.isVisible()
    names = [action.text() for action in entries(bar).actions()]
    assert [*seen[:-1], *names] == [*NAMES, "Order"]
    assert narrowed(bar, bar.minimumSizeHint().width()) == ["Why?"]
    assert narrowed(bar, 900) == [*NAMES, "Why?"]


def test_entries_of_the_menu_do_what_their_buttons_do(bar: ButtonBar) -> None:
    third = next(one for one in bar.findChildren(QPushButton) if one.text() == NAMES[2])
    pressed: list[str] = []
    third.clicked.connect(lambda: pressed.append(third.text()))
    narrowed(bar, bar.minimumSizeHint().width())
    by_name = {action.text(): action for action in entries(bar).actions()}
    by_name[NAMES[2]].trigger()
    assert pressed == [NAMES[2]]
    third.setEnabled(False)
    order = bar.findChild(QComboBox)
    choices = next(action for action in entries(bar).actions() if action.text() == "Order").menu()
    assert isinstance(choices, QMenu)
    choices.actions()[1].trigger()
    assert order.currentText() == "Down"
    assert not next(one for one in bar.more.menu().actions() if one.text() == NAMES[2]).isEnabled()


def test_no_panel_makes_a_narrow_window_wider(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(900, 600)
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    for panel in ("branches", "serials", "findings", "branch-strip", "cut-list"):
        shown = window.stacks.show(panel)
        qtbot.wait(100)
        assert shown.isVisible(), panel
        assert window.width() == 900, panel
        assert window.minimumSizeHint().width() <= 900, panel
        if panel == "branches":
            QTest.mouseClick(shown.why_button, Qt.MouseButton.LeftButton)
            qtbot.wait(50)
            assert window.minimumSizeHint().width() <= 900
