"""Run by test_real_screen on a screen: tell the story by xdotool and compare it with the headless one."""

import os
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from designer.edit.editor import Editor
from designer.edit.edits.starting import new_design
from designer.edit.session import Session
from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.io.catalogs import bundled_catalog
from tests.gui import story
from tests.gui.hands import HeadlessHands, ScreenHands, wait, wait_until
from tests.gui.recording import RecordingVoice

warnings: list[str] = []


def note(kind: QtMsgType, _context: object, message: str) -> None:
    if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
        warnings.append(message)


def main(folder: Path) -> None:
    qInstallMessageHandler(note)
    application = QApplication(sys.argv[:1])
    preferences = Preferences(folder / "window.ini")
    preferences.theme = "light"
    window = start(application, preferences=preferences, voice=RecordingVoice())  # type: ignore[arg-type]
    window.showMaximized()
    wait_until(window.isActiveWindow)
    wait(500)
    hands = ScreenHands(window)
    story.tell(hands)
    wait(300)
    window.screen().grabWindow(0).save(str(folder / "story.png"))
    headless = HeadlessHands(Editor(Session(new_design("Untitled"), bundled_catalog())))
    headless.replay(hands.recorder.steps, hands.editor.mm_per_px)
    assert headless.editor.session.design == window.workspace.design
    assert headless.editor.plan == window.workspace.plan
    assert window.workspace.design.locks
    assert window.workspace.design.pins
    assert warnings == [], warnings
    window.workspace.session.mark_saved()
    window.close()
    print("equal")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except BaseException:
        traceback.print_exc()  # the window's own hook would only report it in the window
        os._exit(1)
