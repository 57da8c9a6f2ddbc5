"""What a person does to a plot: move the mouse, click, turn the wheel."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer.gui.workspace import Workspace
from tests import sites
from tests.planned import example, plan_of_example

CATALOG = sites.catalog()


def planned_workspace(name: str) -> Workspace:
    """An example that is planned."""
    workspace = Workspace(example(name), CATALOG)
    workspace.set_plan(plan_of_example(name))
    return workspace


def shown(qtbot, widget: QWidget, width=1000, height=280) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    QApplication.processEvents()
    return widget


def hover(target: QWidget, at: QPointF) -> None:
    # the first move only tells where the mouse comes from
    QTest.mouseMove(target, at.toPoint() + QPoint(40, 0))
    QTest.mouseMove(target, at.toPoint())
    QApplication.processEvents()


def leave(target: QWidget) -> None:
    QTest.mouseMove(target, QPoint(5, target.height() - 3))
    QApplication.processEvents()


def click(target: QWidget, at: QPointF) -> None:
    hover(target, at)
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at.toPoint())
    QApplication.processEvents()


def double_click(target: QWidget, at: QPointF) -> None:
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at.toPoint())
    QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=at.toPoint())
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=at.toPoint())
    QApplication.processEvents()


def wheel(target: QWidget, at: QPointF, notches: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        at,
        target.mapToGlobal(at.toPoint()).toPointF(),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)
    QApplication.processEvents()
