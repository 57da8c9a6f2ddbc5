"""Hands that tell a story: to a headless Editor, to the window by Qt events, or to a real screen by X.

All points are places of the view in mm. A window rounds them to pixels; what it made of them is kept in
`told`, so that the same story can be told to an Editor afterwards and must come out the same.
"""

import subprocess
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer.core.geometry.axes import Point
from designer.core.planning import derive
from designer.edit.editor import Editor
from designer.edit.tools.base import Gesture
from designer.edit.view import surface_view
from designer.gui.window import MainWindow
from designer.gui.workspace import PlanState

Step = tuple[str, object]

TIMEOUT_S = 30


class Hands(Protocol):
    """What a person can do."""

    @property
    def editor(self) -> Editor: ...

    def command(self, line: str) -> None:
        """Type a line into the command line and confirm it."""
        ...

    def click(self, at: Point) -> None: ...

    def drag(self, *points: Point) -> None: ...

    def confirm(self) -> None: ...

    def escape(self) -> None: ...

    def settle(self) -> None:
        """Wait until the plan is current."""
        ...

    def look(self, action: str) -> None:
        """Carry out an action of the window: site-view, zoom-extents."""
        ...

    def view(self, number: int) -> None:
        """Look at one of the surfaces, counted from 0."""
        ...


class HeadlessHands:
    """Tells an Editor directly; plans when asked to settle."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    @property
    def editor(self) -> Editor:
        return self._editor

    def command(self, line: str) -> None:
        self._editor.enter(line)

    def click(self, at: Point) -> None:
        self._editor.pointer(Gesture.MOVE, at)
        self._editor.pointer(Gesture.CLICK, at)

    def drag(self, *points: Point) -> None:
        start, *way = points
        self._editor.pointer(Gesture.MOVE, start)
        self._editor.pointer(Gesture.DRAG_START, start)
        for point in way:
            self._editor.pointer(Gesture.DRAG, point)
        self._editor.pointer(Gesture.DRAG_END, way[-1])

    def confirm(self) -> None:
        self._editor.confirm()

    def escape(self) -> None:
        self._editor.cancel()

    def settle(self) -> None:
        session = self._editor.session
        self._editor.set_plan(derive(session.design, session.catalog))

    def look(self, action: str) -> None:
        if action in self._editor.actions:
            self._editor.run(action)

    def view(self, number: int) -> None:
        self._editor.look(surface_view(self._editor.session.design.surfaces[number].id))

    def replay(self, steps: Iterable[Step], mm_per_px: float) -> None:
        """Tell again what a window was told."""
        for name, given in steps:
            match name, given:
                case "pointer", (gesture, raw, modifiers, snapping, scale):
                    self._editor.mm_per_px = scale
                    self._editor.pointer(gesture, raw, modifiers, snapping=snapping)
                case "enter", str(line):
                    self._editor.enter(line)
                case "confirm", _:
                    self._editor.confirm()
                case "cancel", _:
                    self._editor.cancel()
                case "settle", _:
                    self.settle()
                case "look", str(action):
                    self.look(action)
                case "view", int(number):
                    self.view(number)
                case _:
                    raise AssertionError(name)
        self._editor.mm_per_px = mm_per_px


class Recorder:
    """Writes down everything that reaches an Editor from outside."""

    def __init__(self, editor: Editor) -> None:
        self.steps: list[Step] = []
        self._quiet = False
        pointer, enter, confirm, cancel = editor.pointer, editor.enter, editor.confirm, editor.cancel

        def told_pointer(
            gesture: Gesture, raw: Point, modifiers: Iterable[object] = (), *, snapping: bool = True
        ) -> None:
            kept = tuple(modifiers)
            self.steps.append(("pointer", (gesture, raw, kept, snapping, editor.mm_per_px)))
            self._inside(lambda: pointer(gesture, raw, kept, snapping=snapping))  # type: ignore[arg-type]

        def told_enter(line: str) -> None:
            self._step("enter", line, lambda: enter(line))

        editor.pointer = told_pointer  # type: ignore[method-assign, assignment]
        editor.enter = told_enter  # type: ignore[method-assign]
        editor.confirm = lambda: self._step("confirm", None, confirm)  # type: ignore[method-assign]
        editor.cancel = lambda: self._step("cancel", None, cancel)  # type: ignore[method-assign]

    def _step(self, name: str, given: object, do: object) -> None:
        if not self._quiet:
            self.steps.append((name, given))
        self._inside(do)

    def _inside(self, do: object) -> None:
        """What the Editor calls on itself meanwhile is no step of the story."""
        before, self._quiet = self._quiet, True
        try:
            do()  # type: ignore[operator]
        finally:
            self._quiet = before


class WindowHands:
    """Qt's mouse and key events on the real widgets."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.recorder = Recorder(window.workspace.editor)

    @property
    def editor(self) -> Editor:
        return self.window.workspace.editor

    def command(self, line: str) -> None:
        box = self.window.command_line.line
        box.setFocus()
        QTest.keyClicks(box, line)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def click(self, at: Point) -> None:
        pixel = self._pixel(at)
        QTest.mouseMove(self._canvas, pixel)
        QTest.mouseClick(self._canvas, Qt.MouseButton.LeftButton, pos=pixel)
        # a second click soon after must not be taken for a double click
        wait(QApplication.doubleClickInterval() + 10)

    def drag(self, *points: Point) -> None:
        pixels = [self._pixel(point) for point in points]
        QTest.mouseMove(self._canvas, pixels[0])
        QTest.mousePress(self._canvas, Qt.MouseButton.LeftButton, pos=pixels[0])
        for pixel in pixels[1:]:
            QTest.mouseMove(self._canvas, pixel)
        QTest.mouseRelease(self._canvas, Qt.MouseButton.LeftButton, pos=pixels[-1])

    def confirm(self) -> None:
        QTest.keyClick(self._canvas, Qt.Key.Key_Return)

    def escape(self) -> None:
        QTest.keyClick(self._canvas, Qt.Key.Key_Escape)

    def settle(self) -> None:
        space = self.window.workspace
        self._see()
        assert space.state is PlanState.CURRENT, space.failure
        self.recorder.steps.append(("settle", None))

    def look(self, action: str) -> None:
        self.recorder.steps.append(("look", action))
        self.window.commands[action].trigger()

    def view(self, number: int) -> None:
        self.recorder.steps.append(("view", number))
        switcher = self.window.switcher
        switcher.setCurrentIndex(number + 1)  # the site plan stands first
        switcher.activated.emit(number + 1)

    @property
    def _canvas(self) -> QWidget:
        return self.window.canvas

    def _see(self) -> None:
        """Wait until the view is shown: its first picture fits the whole of it into the window."""
        canvas, space = self.window.canvas, self.window.workspace
        wait_until(lambda: canvas._background.picture is not None and not space.is_planning)

    def _pixel(self, at: Point) -> QPoint:
        self._see()  # a person points at what is seen
        QApplication.processEvents()  # the window may still be laying itself out
        place: QPointF = self.window.canvas.viewport.to_px(at)
        pixel = place.toPoint()
        assert self._canvas.rect().contains(pixel), f"{at} is not on the screen"
        return pixel


class ScreenHands(WindowHands):
    """Events of a real X server, sent by xdotool to whatever lies under the pointer."""

    def command(self, line: str) -> None:
        box = self.window.command_line.line
        self._press_at(box, box.rect().center())
        self._xdotool("type", "--delay", "2", line)
        self._xdotool("key", "Return")
        self._wait()

    def click(self, at: Point) -> None:
        self._press_at(self._canvas, self._pixel(at))
        wait(QApplication.doubleClickInterval() + 10)

    def drag(self, *points: Point) -> None:
        pixels = [self._canvas.mapToGlobal(self._pixel(point)) for point in points]
        self._xdotool("mousemove", *_xy(pixels[0]), "mousedown", "1")
        self._wait()
        for pixel in pixels[1:]:
            self._xdotool("mousemove", *_xy(pixel))
            self._wait()
        self._xdotool("mouseup", "1")
        self._wait()

    def confirm(self) -> None:
        self._canvas.setFocus()
        self._xdotool("key", "Return")
        self._wait()

    def escape(self) -> None:
        self._canvas.setFocus()
        self._xdotool("key", "Escape")
        self._wait()

    def _press_at(self, widget: QWidget, pixel: QPoint) -> None:
        self._xdotool("mousemove", *_xy(widget.mapToGlobal(pixel)))
        self._wait()
        self._xdotool("click", "1")
        self._wait()

    def _wait(self) -> None:
        wait(60)

    @staticmethod
    def _xdotool(*words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, timeout=20)


def wait(milliseconds: int) -> None:
    """Let the window's events come round; QTest.qWait crashes PySide while another thread runs Python."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(true: Callable[[], bool]) -> None:
    """Let events come round until something is true."""
    end = time.monotonic() + TIMEOUT_S
    while not true():
        assert time.monotonic() < end, f"not true after {TIMEOUT_S} s: {true}"
        wait(5)


def _xy(pixel: QPoint) -> tuple[str, str]:
    return (str(pixel.x()), str(pixel.y()))
