"""What one test holds is not held in the next; the two run in this order."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.canvas.bench import Bench


def test_a_click_with_shift_leaves_shift_held(bench: Bench) -> None:
    QTest.mouseClick(
        bench.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(50, 50)
    )
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ShiftModifier


def test_the_next_test_starts_with_none(bench: Bench) -> None:
    bench.move((4000.0, 3000.0))
    assert all(not event.modifiers for event in bench.tool.events)
