"""Wherever the program fails, one report is shown, the work is kept, and the window goes on."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.edit.tools.select import SelectTool
from designer.gui.canvas.background import Background
from designer.gui.canvas.foreground import Foreground
from designer.gui.canvas.pointing import Pointing
from designer.gui.command_line import CommandLine
from designer.gui.dialogs.report import FaultReport
from designer.gui.docks.cut_list import CutListDock
from designer.gui.live import LivePlanner
from designer.gui.tables.model import RowModel
from designer.gui.voice import Voice
from designer.gui.window import MainWindow
from designer.io.project import load_project
from tests.gui.conftest import wait_for_plan
from tests.gui.hands import wait
from tests.gui.recording import RecordingVoice


class Failing:
    """Stands in for a method; while `armed` it fails with a message that changes from call to call."""

    def __init__(self, real: Callable[..., object]) -> None:
        self.real, self.armed, self.calls = real, False, 0

    def method(self) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            if not self.armed:
                return self.real(*given, **named)
            self.calls += 1
            raise ZeroDivisionError(f"failure number {self.calls}")

        return call


def mouse(window: MainWindow) -> None:
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        at = QPointF(300.0, 300.0)
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.postEvent(window.canvas, event)


def repaint(window: MainWindow) -> None:
    window.canvas._background._backdrop.invalidate()
    window.canvas.update()


def key(window: MainWindow) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.postEvent(window.command_line.line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, none, "l"))


def edit(window: MainWindow) -> None:
    window.workspace.edit("Rename", lambda design: replace(design, name=f"{design.name[:20]}."))


def panels(window: MainWindow) -> None:
    window.stacks.show("parts")
    window.stacks.docks["cut-list"].show()
    window.stacks.docks["cut-list"].raise_()


PLACES = {
    "a repaint of the picture": (Background, "_paint", repaint),
    "a repaint of what moves": (Foreground, "paint", repaint),
    "a mouse handler": (Pointing, "press", mouse),
    "a tool": (SelectTool, "pointer", mouse),
    "an event filter": (CommandLine, "_key", key),
    "the planner's thread": (LivePlanner, "render", edit),
    "a table's cells": (RowModel, "data", panels),
    "a panel that opens": (CutListDock, "__init__", panels),
    "a slot": (MainWindow, "_show_title", edit),
}


@pytest.fixture
def failing(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> tuple[Failing, Callable[[MainWindow], None]]:
    """Before the window is made: PySide looks methods up once."""
    kind, name, provoke = PLACES[request.param]
    made = Failing(getattr(kind, name))
    monkeypatch.setattr(kind, name, made.method())
    return made, provoke


@pytest.fixture
def reporting(window: MainWindow) -> Iterator[MainWindow]:
    """The window as it is in the program: it catches faults itself."""
    window.faults.install()
    yield window
    window.faults.uninstall()


@pytest.mark.parametrize("failing", PLACES, indirect=True)
def test_a_fault_is_told_once_and_the_window_goes_on(
    failing: tuple[Failing, Callable[[MainWindow], None]],
    reporting: MainWindow,
    voice: RecordingVoice,
    qtbot: QtBot,
    own_folders: Path,
) -> None:
    window = reporting
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    broken, provoke = failing
    broken.armed = True
    for _ in range(4):
        QTimer.singleShot(0, lambda: provoke(window))
        wait(60)
    assert broken.calls
    assert len(voice.reports) == 1, [details[-300:] for details, _, _ in voice.reports]
    details, kept, log = voice.reports[0]
    assert "ZeroDivisionError: " in details
    assert "failure number" in details
    assert kept is not None
    assert load_project(kept).surfaces == window.workspace.design.surfaces
    assert len(list(own_folders.rglob("*.trunkline"))) == 1
    assert log is not None
    broken.armed = False
    edit(window)
    wait_for_plan(qtbot, window)
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=window.canvas.rect().center())
    window.canvas.grab()
    assert len(voice.reports) == 1
    assert not gc.isenabled()


def test_the_real_report_opens_beside_the_window_once_and_can_be_copied(
    reporting: MainWindow, qtbot: QtBot
) -> None:
    window = reporting
    window.faults._tell = Voice(window).report

    def fail() -> None:
        raise ZeroDivisionError("the reason")

    for _ in range(3):
        QTimer.singleShot(0, fail)
    wait(60)
    (report,) = window.findChildren(FaultReport)
    assert report.isVisible()
    assert not report.isModal()
    QTest.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert "the reason" in QGuiApplication.clipboard().text()
    report.close()
    edit(window)
    wait_for_plan(qtbot, window)


def test_a_report_that_fails_itself_is_written_out_and_goes_round_no_more(
    reporting: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no report")

    reporting.faults._tell = fail
    QTimer.singleShot(0, fail)
    wait(60)
    assert capsys.readouterr().err.count("Traceback") == 2
