"""Run by test_real_screen: files dragged in from elsewhere, recent files, a window as it was left."""

import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from designer.gui.preferences import Preferences
from designer.gui.start import start
from designer.gui.window import MainWindow
from designer.io.examples import example_path
from tests.gui.drag_source import PLACE
from tests.gui.hands import wait
from tests.gui.recording import RecordingVoice
from tests.gui.screen_story import note, wait_until, warnings

SOURCE = Path(__file__).with_name("drag_source.py")


class Desktop:
    """A person before the screen; the program's settings outlast its windows."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application = application
        self.settings = folder / "window.ini"
        self.voice = RecordingVoice()

    def opened(self) -> MainWindow:
        preferences = Preferences(self.settings)
        preferences.theme = "light"
        window = start(self.application, preferences=preferences, voice=self.voice)  # type: ignore[arg-type]
        window.show()
        wait_until(window.isActiveWindow)
        wait(300)
        return window

    def drag_in(self, file: Path, onto: QWidget) -> None:
        """Drag a file from another program's window and let it go on a widget."""
        x, y, width, height = PLACE
        target = onto.mapToGlobal(onto.rect().center())
        with _source(file):
            _xdotool("mousemove", str(x + width // 2), str(y + height // 2), "mousedown", "1")
            wait(200)
            for place in (QPoint(x - 40, y - 40), (target + QPoint(x, y)) / 2, target, target + QPoint(3, 0)):
                _xdotool("mousemove", str(place.x()), str(place.y()))
                wait(100)
            _xdotool("mouseup", "1")
            wait(300)

    def keys(self, *keys: str) -> None:
        for key in keys:
            _xdotool("key", key)
            wait(150)


def main(folder: Path) -> None:
    qInstallMessageHandler(note)
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    desktop = Desktop(application, folder)
    house, villa = folder / "House.trunkline", folder / "Villa.trunkline"
    shutil.copy(example_path("gable"), house)
    shutil.copy(example_path("hip"), villa)
    left = leave_after_two_files(desktop, house, villa)
    find_all_as_it_was(desktop, house, villa, left)
    assert warnings == [], warnings
    print("kept")


def leave_after_two_files(desktop: Desktop, house: Path, villa: Path) -> QRect:
    """Drop one file on the drawing and one on the command line, arrange the window, and close it."""
    window = desktop.opened()
    desktop.drag_in(house, window.canvas)
    wait_until(lambda: window.documents.file == house)
    desktop.drag_in(villa, window.command_line.line)
    wait_until(lambda: window.documents.file == villa)
    assert window.command_line.line.text() == ""
    window.stacks.docks["layers"].hide()
    window.stacks.show("cut-plan")
    window.setGeometry(90, 70, 1180, 760)
    wait(300)
    left = window.geometry()
    assert window.close()
    return left


def find_all_as_it_was(desktop: Desktop, house: Path, villa: Path, left: QRect) -> None:
    """The next window stands where the last one stood, and knows its files; one that is gone is told."""
    window = desktop.opened()
    assert window.geometry() == left
    assert window.stacks.docks["layers"].isHidden()
    assert not window.stacks.docks["cut-plan"].visibleRegion().isEmpty()
    assert window.preferences.recent == [villa, house]
    house.unlink()
    desktop.keys("alt+f", "r", "Down", "Return")
    wait_until(lambda: bool(desktop.voice.told))
    assert desktop.voice.told == [f"{house}: there is no such file; check its name and folder."]
    assert window.preferences.recent == [villa]
    desktop.keys("alt+f", "r", "Return")
    wait_until(lambda: window.documents.file == villa)
    assert window.close()


@contextmanager
def _source(file: Path) -> Iterator[None]:
    command = [sys.executable, str(SOURCE), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        wait(200)
        try:
            yield
        finally:
            process.terminate()


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=20)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
