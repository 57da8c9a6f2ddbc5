"""Windows and projects come and go and leave nothing behind.

Thirty of each: ``python -m pytest -n 0 -m long tests/gui/test_leaks.py``.
"""

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from designer.gui.panels import PANELS
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from tests.gui.conftest import let_go, wait_for_plan
from tests.gui.hands import wait
from tests.gui.recording import RecordingVoice

EXAMPLES = ("gable", "hip")


@pytest.fixture(autouse=True)
def tests_stay_aside() -> Iterator[None]:
    """Here all is set aside and taken back as in the program; the tests are set aside again afterwards."""
    yield
    gc.collect()
    gc.freeze()


def settle(window: MainWindow) -> None:
    while window.workspace.is_planning:
        wait(5)


def delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def see_everything(window: MainWindow) -> None:
    """All panels and dialogs, as a person would in the course of a day."""
    for panel in PANELS:
        window.stacks.show(panel.name)
        QApplication.processEvents()
    for show in (window.show_settings, window.show_export, window.show_shortcuts, window.show_about):
        dialog = show()
        QApplication.processEvents()
        dialog.close()
    delete_what_is_due()


def a_window(
    application: QApplication, preferences: Preferences, voice: RecordingVoice
) -> "weakref.ref[MainWindow]":
    """Open, use and close one."""
    window = start(application, preferences=preferences, voice=voice)  # type: ignore[arg-type]
    window.show()
    window.documents.open_example("gable")
    settle(window)
    see_everything(window)
    let_go(window)
    join_threads()
    window.close()
    window.deleteLater()
    return weakref.ref(window)


def own_threads() -> list[threading.Thread]:
    """Those that a window starts."""
    return [thread for thread in threading.enumerate() if thread.name in ("live-plan", "export")]


def join_threads() -> None:
    """Closing does not wait for long; on a busy machine a thread ends only after it, and holds its window."""
    for thread in own_threads():
        thread.join(timeout=30.0)


def after_a_while(
    application: QApplication, preferences: Preferences, voice: RecordingVoice, count: int
) -> list[float]:
    """Memory after each of so many windows; that nothing else is left is asserted."""
    used = []
    for number in range(count):
        gone = a_window(application, preferences, voice)
        delete_what_is_due()
        assert gone() is None
        assert own_threads() == []
        left = {repr(type(widget)) for widget in QApplication.topLevelWidgets()}
        assert not left, left
        used.append(memory_mb() if number else 0.0)
    return used


def test_a_closed_window_leaves_no_thread_and_no_widget(
    qapp: QApplication, preferences: Preferences, voice: RecordingVoice
) -> None:
    after_a_while(qapp, preferences, voice, 2)


def test_dialogs_and_projects_leave_no_timer_behind(window: MainWindow, qtbot: QtBot) -> None:
    def round_of(name: str) -> int:
        window.documents.open_example(name)
        wait_for_plan(qtbot, window)
        see_everything(window)
        return len(window.findChildren(QTimer))

    round_of("gable")
    counts = [round_of(name) for name in EXAMPLES * 2]
    assert len(set(counts)) == 1, counts


def test_panels_delete_cleanly_while_signals_go_on(window: MainWindow, qtbot: QtBot) -> None:
    """No slot of a panel that is gone is called: pytest-qt fails the test on what is raised."""
    window.documents.open_example("gable")
    wait_for_plan(qtbot, window)
    see_everything(window)
    for panel in PANELS:
        Shiboken.delete(window.stacks.docks.pop(panel.name))
        window.stacks.panels.pop(panel.name)
        window.workspace.edit("Rename", lambda design: replace(design, name=f"{design.name[:30]}."))
        window.workspace.select({window.workspace.design.rows[0].modules[0].id})
        wait_for_plan(qtbot, window)
        window.workspace.select(())
    window.documents.open_example("hip")
    wait_for_plan(qtbot, window)


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_thirty_windows_take_no_more_memory_than_a_few(
    qapp: QApplication, preferences: Preferences, voice: RecordingVoice
) -> None:
    used = after_a_while(qapp, preferences, voice, 30)
    assert used[-1] - used[7] < 12.0, used


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_thirty_projects_in_one_window_take_no_more_memory_than_a_few(window: MainWindow) -> None:
    used = []
    for number in range(60):
        window.documents.open_example(EXAMPLES[number % 2])
        settle(window)
        see_everything(window)
        used.append(memory_mb())
    assert used[-1] - used[15] < 15.0, used
