"""Panels in their stacks of tabs: made when first seen, one in front, the drawing left where it is."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from designer.gui.panels import PANELS, Panel
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from designer.io.examples import example_names
from tests.gui.conftest import let_go, wait_for_plan
from tests.gui.recording import RecordingVoice


@pytest.mark.parametrize("example", example_names())
def test_every_panel_opens_on_every_example(example: str, window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example(example)
    wait_for_plan(qtbot, window)
    for panel in PANELS:
        window.stacks.show(panel.name)
        QApplication.processEvents()
        content = window.stacks.panels[panel.name].content
        assert content is not None
        assert content.isVisible()


def tab_of(window: MainWindow, title: str) -> tuple[QTabBar, QPoint]:
    """The bar that has a panel's tab, and the middle of the tab."""
    bars = sorted(
        window.findChildren(QTabBar), key=QTabBar.count, reverse=True
    )  # others are on their way out
    return next(
        (bar, bar.tabRect(at).center())
        for bar in bars
        for at in range(bar.count())
        if bar.tabText(at).startswith(title)
    )


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_click_on_its_tab_makes_a_panel_and_leaves_the_drawing_where_it_is(
    panel: Panel, window: MainWindow, qtbot: QtBot
) -> None:
    wait_for_plan(qtbot, window)
    QApplication.processEvents()
    before = window.canvas.geometry()
    bar, at = tab_of(window, panel.title)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: window.stacks.panels[panel.name].content is not None)
    QApplication.processEvents()
    assert window.canvas.geometry() == before


def entry(window: MainWindow, title: str, start: str) -> QAction:
    """An entry of a menu in the View menu, which is opened first."""
    menu = next(one for one in window.menuBar().findChildren(QMenu) if one.title().replace("&", "") == title)
    menu.aboutToShow.emit()
    return next(action for action in menu.actions() if action.text().startswith(start))


def test_the_menu_of_panels_brings_one_to_the_front_and_hides_the_one_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    cut_list = window.stacks.panels["cut-list"]
    QApplication.processEvents()
    entry(window, "Panels", "Cut list").trigger()
    qtbot.waitUntil(lambda: cut_list.seen)
    assert entry(window, "Panels", "Cut list").isChecked()
    entry(window, "Panels", "Cut list").trigger()
    QApplication.processEvents()
    assert not entry(window, "Panels", "Cut list").isChecked()
    assert window.stacks.docks["cut-list"].isHidden()


def test_a_panel_is_made_when_its_tab_is_clicked_and_follows_only_in_front(window: MainWindow) -> None:
    QApplication.processEvents()
    assert window.stacks.panels["parts"].content is None
    for title in ("Parts", "Cut list"):
        bar, at = tab_of(window, title)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at)
        QApplication.processEvents()
        content = window.stacks.panels[title.lower().replace(" ", "-")].content
        assert content is not None
        assert content.isVisible()
    behind = window.stacks.panels["parts"].content
    assert behind is not None
    assert not behind.isVisible()
    window.stacks.show("parts")
    QApplication.processEvents()
    assert behind.isVisible()


def test_a_panel_that_goes_behind_leaves_the_keys_to_the_drawing(window: MainWindow, qtbot: QtBot) -> None:
    """What is typed next is a command, not the value of whatever field Qt would find."""
    wait_for_plan(qtbot, window)
    window.activateWindow()
    window.stacks.show("findings")
    QApplication.processEvents()
    table = window.stacks.panels["findings"].made().findChild(QTableView)
    assert table is not None
    table.setFocus()
    assert table.hasFocus()
    bar, at = tab_of(window, "Branches")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()
    assert window.canvas.hasFocus()
    window.command_line.line.setFocus()
    window.stacks.show("parts")
    QApplication.processEvents()
    assert window.command_line.line.hasFocus()


def test_in_the_least_window_titles_are_whole_and_the_tab_in_front_is_seen(window: MainWindow) -> None:
    for panel in PANELS[::-1]:
        window.stacks.show(panel.name)
        window.resize(900, 700)
        QApplication.processEvents()
        bar, middle = tab_of(window, panel.title)
        tab = bar.tabRect(bar.tabAt(middle))
        assert tab.width() > bar.fontMetrics().horizontalAdvance(panel.title)
        assert bar.rect().contains(tab)
        window.resize(1440, 900)
        QApplication.processEvents()


def test_ways_to_fill_come_to_the_front_while_a_surface_is_filled(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    window.stacks.show("parts")
    QApplication.processEvents()
    window.workspace.editor.start("fill")
    qtbot.waitUntil(lambda: window.stacks.panels["fills"].seen)
    window.workspace.editor.cancel()
    qtbot.waitUntil(lambda: window.stacks.panels["parts"].seen)


def test_ways_to_fill_stay_away_when_the_panels_below_are_closed(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    for panel in PANELS:
        window.stacks.docks[panel.name].close()
    window.workspace.editor.start("fill")
    QApplication.processEvents()
    assert not window.stacks.docks["fills"].isVisible()


def test_findings_are_counted_on_their_tab_also_behind_another(
    window: MainWindow, preferences: Preferences, voice: RecordingVoice, qapp: QApplication, qtbot: QtBot
) -> None:
    window.stacks.show("parts")
    assert window.close()
    again = start(qapp, preferences=preferences, voice=voice)  # type: ignore[arg-type]
    qtbot.addWidget(again, before_close_func=let_go)
    again.show()
    again.documents.open_example("hip")
    wait_for_plan(qtbot, again)
    QApplication.processEvents()
    content = again.stacks.panels["findings"].content
    assert content is not None
    assert not content.isVisible()


def test_the_panels_are_two_stacks_of_tabs_and_no_tab_bar_lies_about(
    window: MainWindow, preferences: Preferences, voice: RecordingVoice, qapp: QApplication, qtbot: QtBot
) -> None:
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert sorted(bar.count() for bar in bars) == sorted(Counter(panel.area for panel in PANELS).values())
    assert window.close()
    again = start(qapp, preferences=preferences, voice=voice)  # type: ignore[arg-type]
    qtbot.addWidget(again, before_close_func=let_go)
    again.show()
    qtbot.waitExposed(again)
    bars = again.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert sorted(bar.count() for bar in bars) == sorted(Counter(panel.area for panel in PANELS).values())
