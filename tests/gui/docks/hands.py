"""What a person does to panels, with real keys and clicks."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from designer.core.planning import derive


def settle() -> None:
    """Let panels catch up with what they were told."""
    for _ in range(3):
        QApplication.processEvents()


def type_into(field: QLineEdit, text: str) -> None:
    """Replace what stands in a field and confirm it."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        QTest.keyClicks(field, text)
    else:
        QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


def click_row(view, key, modifiers=Qt.KeyboardModifier.NoModifier, column=1) -> None:
    """Click the row of a table with this key."""
    index = view.model().index(view.rows.place_of(key), column)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)
    settle()


def replan(workspace) -> None:
    """Compute the plan as the window's planner does."""
    workspace.set_plan(derive(workspace.design, workspace.catalog))
    settle()
