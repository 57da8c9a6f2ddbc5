"""A bar code scanner at the window: keys as it sends them, and Enter or Tab at the end of each label."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.drawing.stations import walk
from tests.gui.conftest import wait_for_plan
from tests.gui.docks.hands import settle


def scan(text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Keys go wherever the keyboard is, and all at once."""
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    QTest.keyClick(QApplication.focusWidget(), end)
    settle()


def test_label_after_label_is_noted_wherever_the_keys_go(qtbot, window) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    workspace = window.workspace
    names = walk(workspace.plan)
    window.activateWindow()
    window.canvas.setFocus()
    window.commands["serials"].trigger()
    settle()
    serials = [f"1143916268{n:02}" for n in range(len(names))]
    for serial in serials:
        scan(serial)
    assert workspace.design.serials == dict(zip(names, serials, strict=True))
    assert workspace.editor.command.name == "select"
    wait_for_plan(qtbot, window)
    window.commands["undo"].trigger()
    assert names[-1] not in workspace.design.serials


def test_a_scanner_may_end_with_tab(qtbot, window) -> None:
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    first, second, *_ = walk(window.workspace.plan)
    window.activateWindow()
    window.commands["serials"].trigger()
    settle()
    for serial in ("114391626801", "114391626802"):
        scan(serial, Qt.Key.Key_Tab)
    assert window.workspace.design.serials == {first: "114391626801", second: "114391626802"}
