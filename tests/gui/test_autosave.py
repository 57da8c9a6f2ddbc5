"""Unsaved work is kept aside in time, never during a gesture, until it is saved or done without."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.gui import autosave
from designer.gui.voice import Answer
from designer.gui.window import MainWindow
from designer.io import autosaves
from designer.io.autosaves import recovery_folder
from designer.io.project import load_project
from tests.gui.recording import RecordingVoice


def rename(window: MainWindow, *names: str) -> None:
    for name in names:
        window.workspace.edit("Rename", lambda design, name=name: replace(design, name=name))


def kept(_: MainWindow) -> list[str]:
    """Names of the newest states in all folders, held or not."""
    folders = recovery_folder().iterdir() if recovery_folder().exists() else ()
    states = [autosaves._newest(folder) for folder in folders if folder.is_dir()]
    return [state.design.name for state in states if state]


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "AFTER_MS", 30)


def test_a_change_is_kept_after_a_while(window: MainWindow, soon: None, qtbot: QtBot) -> None:
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    rename(window, "second")
    qtbot.waitUntil(lambda: kept(window) == ["second"])


def test_many_edits_are_kept_at_once(window: MainWindow, qtbot: QtBot) -> None:
    rename(window, *(f"edit {number}" for number in range(1, autosave.AFTER_EDITS)))
    qtbot.wait(100)
    assert kept(window) == []
    rename(window, "one more")
    qtbot.waitUntil(lambda: kept(window) == ["one more"])


def test_the_promise_leaves_room_for_the_writing_itself() -> None:
    assert autosave.AFTER_MS <= 15_000
    assert autosave.AFTER_EDITS <= 10


def test_nothing_is_written_while_a_button_is_held(window: MainWindow, soon: None, qtbot: QtBot) -> None:
    canvas = window.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    rename(window, "in the middle")
    qtbot.wait(300)
    assert kept(window) == []
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    qtbot.waitUntil(lambda: kept(window) == ["in the middle"])


def test_the_windows_thread_writes_nothing(
    window: MainWindow, soon: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    threads: list[str] = []
    write = autosaves.write_bytes_atomically

    def watched(path: Path, data: bytes) -> None:
        threads.append(threading.current_thread().name)
        write(path, data)

    monkeypatch.setattr(autosaves, "write_bytes_atomically", watched)
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    assert threads == ["autosave"]


def saved(window: MainWindow, voice: RecordingVoice, folder: Path) -> None:
    voice.to_save = folder / "house.trunkline"
    assert window.documents.save()


def opened_another(window: MainWindow, voice: RecordingVoice, _: Path) -> None:
    voice.answer = Answer.DISCARD
    assert window.documents.new()


@pytest.mark.parametrize("leave", [saved, opened_another])
def test_what_is_saved_or_given_up_is_kept_no_longer(
    leave: Callable[[MainWindow, RecordingVoice, Path], None],
    window: MainWindow,
    voice: RecordingVoice,
    soon: None,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    leave(window, voice, tmp_path)
    assert kept(window) == []
    qtbot.wait(100)
    assert kept(window) == []


def test_a_save_that_fails_leaves_what_is_kept(
    window: MainWindow, voice: RecordingVoice, soon: None, qtbot: QtBot, tmp_path: Path
) -> None:
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    voice.to_save = tmp_path / "missing" / "house.trunkline"
    assert not window.documents.save()
    assert kept(window) == ["first"]


def test_what_is_kept_equals_the_save_before_it_is_cleared(
    window: MainWindow, voice: RecordingVoice, soon: None, qtbot: QtBot, tmp_path: Path
) -> None:
    """So that a kill between the two leaves nothing older than the save behind."""
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    window.documents.saved.disconnect(window.autosave.clear)
    rename(window, "second")
    saved(window, voice, tmp_path)
    assert kept(window) == [load_project(tmp_path / "house.trunkline").name] == ["second"]


def test_after_a_fault_it_is_kept_at_once(window: MainWindow, qtbot: QtBot) -> None:
    rename(window, "before the fault")
    window.faults.report("Traceback: no such luck")
    qtbot.waitUntil(lambda: kept(window) == ["before the fault"])


def test_closing_keeps_nothing(window: MainWindow, voice: RecordingVoice, soon: None, qtbot: QtBot) -> None:
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    voice.answer = Answer.DISCARD
    window.close()
    assert list(recovery_folder().iterdir()) == []


def test_work_is_kept_anew_where_somebody_clears_the_folder_away(
    window: MainWindow, soon: None, qtbot: QtBot
) -> None:
    rename(window, "first")
    qtbot.waitUntil(lambda: kept(window) == ["first"])
    shutil.rmtree(recovery_folder())
    rename(window, "second")
    qtbot.waitUntil(lambda: kept(window) == ["second"])


def test_where_nothing_can_be_kept_it_is_told_once(
    window: MainWindow, soon: None, qtbot: QtBot, own_folders: Path
) -> None:
    own_folders.parent.mkdir(parents=True, exist_ok=True)
    own_folders.write_text("in the way")
    said: list[str] = []
    window.workspace.said.connect(said.append)
    rename(window, "first")
    qtbot.waitUntil(lambda: bool(said))
    rename(window, "second")
    qtbot.wait(200)
    assert len(said) == 1
    assert "unsaved work cannot be kept aside" in said[0]
    own_folders.unlink()
    qtbot.waitUntil(lambda: kept(window) == ["second"])
