"""A window to take pictures of, worked with Qt's mouse and key events."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from designer.core.geometry.axes import Point, Rect
from designer.core.model.design import Design
from designer.core.model.plan import Plan
from designer.edit.aids import Aids
from designer.edit.editor import Editor
from designer.edit.view import surface_view
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from designer.gui.workspace import Workspace
from designer.io.stock_file import FILE_VARIABLE
from tests.gui.pictures.compose import compose, popups

SIZE = (1440, 900)
"""That of a window that was never opened before."""

PLAN_S, REST_S = 20.0, 0.25


class Studio:
    """One window; scenes bring it into a state, `take` makes the picture."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self.application = application
        self.window = window
        self.folder = window.preferences.folder
        self._after: list[Callable[[], object]] = []

    @property
    def space(self) -> Workspace:
        """What all parts of the window share."""
        return self.window.workspace

    @property
    def editor(self) -> Editor:
        """The editor of the open project."""
        return self.space.editor

    @property
    def design(self) -> Design:
        """The open project."""
        return self.space.design

    @property
    def plan(self) -> Plan:
        """Its plan, waited for."""
        self.settle()
        assert self.space.plan is not None
        return self.space.plan

    # Opening

    def open(self, example: str, surface: int = 0) -> None:
        """A bundled example, one of its surfaces filling the canvas."""
        self.space.session.mark_saved()
        self.window.documents.open_example(example)
        self._look_at(surface)

    def show(self, design: Design, surface: int = 0) -> None:
        """A design of the scene's own."""
        self.space.session.mark_saved()
        self.space.replace_project(design)
        self._look_at(surface)

    def new(self) -> None:
        """An empty project."""
        self.space.session.mark_saved()
        self.window.documents.new()
        self.settle()

    def _look_at(self, surface: int) -> None:
        self.editor.look(surface_view(self.design.surfaces[surface].id))
        self.settle()
        self.window.canvas.navigator.zoom_extents()
        self.settle()

    def settle(self, seconds: float = REST_S) -> None:
        """Until the plan and what is asked about it are there and nothing moves any more."""
        space, end = self.space, time.monotonic() + PLAN_S
        while (space.is_planning or (space.asked_why and not space.whys)) and time.monotonic() < end:
            self._spin()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._spin()

    def _spin(self) -> None:
        self.application.processEvents()
        time.sleep(0.005)

    # Hands

    def lines(self, *lines: str) -> None:
        """Lines typed and confirmed."""
        for line in lines:
            self.editor.enter(line)

    def keys(self, text: str) -> None:
        """Keys pressed while the drawing has them."""
        self.window.activateWindow()
        self.window.canvas.setFocus()
        for letter in text:
            QTest.keyClick(self.application.focusWidget() or self.window.canvas, letter)

    def move(self, at: Point) -> None:
        """The mouse goes there."""
        QTest.mouseMove(self.window.canvas, self._pixel(at))
        self.application.processEvents()

    def click(self, *points: Point) -> None:
        """Clicks, one after the other, none a double click."""
        for at in points:
            self.move(at)
            QTest.mouseClick(self.window.canvas, Qt.MouseButton.LeftButton, pos=self._pixel(at))
            time.sleep(self.application.doubleClickInterval() / 1000 + 0.01)

    def drag(self, *points: Point) -> None:
        """A drag that has not ended."""
        self.move(points[0])
        QTest.mousePress(self.window.canvas, Qt.MouseButton.LeftButton, pos=self._pixel(points[0]))
        for point in points[1:]:
            self.move(point)

    def drop(self, at: Point) -> None:
        """The end of the drag."""
        QTest.mouseRelease(self.window.canvas, Qt.MouseButton.LeftButton, pos=self._pixel(at))

    def zoom(self, rect: Rect) -> None:
        """Show a rectangle of the view, mm."""
        self.window.canvas.navigator.zoom_to(rect)
        self.settle()

    def select(self, *ids: str) -> None:
        """Select things."""
        self.space.select(set(ids))

    def _pixel(self, at: Point) -> QPoint:
        place: QPointF = self.window.canvas.viewport.to_px(at)
        pixel = place.toPoint()
        assert self.window.canvas.rect().contains(pixel), f"{at} is not to be seen"
        return pixel

    # Menus and dialogs

    def menu(self, *path: str) -> None:
        """Open a menu of the menu bar, and its submenus by their titles."""
        bar = self.window.menuBar()
        action = next(one for one in bar.actions() if one.text().replace("&", "") == path[0])
        place = bar.actionGeometry(action).bottomLeft()
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(bar.mapToGlobal(place))
        for title in path[1:]:
            entry = next(one for one in menu.actions() if one.text().replace("&", "") == title)
            menu.setActiveAction(entry)
            QTest.keyClick(menu, Qt.Key.Key_Right)
            below = entry.menu()
            assert isinstance(below, QMenu)
            menu = below

    def modal(self, show: Callable[[], object]) -> QPixmap:
        """The picture of a dialog that waits for an answer; it gets none."""
        taken: list[QPixmap] = []

        def take() -> None:
            dialog = self.application.activeModalWidget()
            assert dialog is not None
            taken.append(compose(dialog))
            dialog.close()

        QTimer.singleShot(300, take)
        show()
        return taken[0]

    def on_rest(self, action: Callable[[], object]) -> None:
        """What a scene wants to be undone once its picture is taken."""
        self._after.append(action)

    def rest(self) -> None:
        """Give everything up that a scene began."""
        while self._after:
            self._after.pop()()
        for popup in popups():
            popup.close()
        if self.application.mouseButtons() & Qt.MouseButton.LeftButton:
            QTest.mouseRelease(self.window.canvas, Qt.MouseButton.LeftButton)
        QTest.mouseMove(self.window, QPoint(self.window.width() - 2, self.window.height() - 2))
        QApplication.sendEvent(self.window.canvas, QEvent(QEvent.Type.Leave))
        for _ in range(5):
            self.editor.cancel()
        self.window.stacks.show("properties")
        self.window.stacks.show("findings")
        self.window.command_line.log.clear()
        self.window.command_line.line.clear()
        self.editor.set_aids(Aids())
        self.window.resize(*SIZE)
        self.application.processEvents()


@contextmanager
def studio(application: QApplication) -> Iterator[Studio]:
    """A window whose settings and offcuts lie in a folder of their own."""
    with TemporaryDirectory() as folder, patch.dict(os.environ, {FILE_VARIABLE: f"{folder}/stock.json"}):
        preferences = Preferences(Path(folder) / "window.ini")
        preferences.theme = "light"
        preferences.folder = Path(folder)
        window = start(application, preferences=preferences)
        application.setDoubleClickInterval(20)
        window.resize(*SIZE)
        window.show()
        yield Studio(application, window)
        window.workspace.session.mark_saved()
        window.close()


def middle(rect: Rect) -> Point:
    """The middle of a rectangle."""
    return (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2


Scene = Callable[[Studio], QWidget | QPixmap | None]
"""Brings the window into a state; says what is to be taken where it is not the window itself."""
