"""Reading a file aside: the window stays alive, says what it waits for and can stop waiting."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from designer.gui.memory import big_work

AT_ONCE_S = 0.2
"""What is read within this is waited for: a dialog that flashes says nothing."""

Found = TypeVar("Found")


class ReadingCancelledError(Exception):
    """A person did not want to wait any longer."""


class _Reading(QObject, Generic[Found]):
    """One file being read on a thread of its own."""

    ended = Signal()

    def __init__(self, read: Callable[[], Found]) -> None:
        super().__init__()
        self._read = read
        self._found: list[Found] = []
        self._problem: BaseException | None = None
        self.done = False
        self.thread_of_it = threading.Thread(target=self._work, name="reading", daemon=True)

    def found(self) -> Found:
        """What was read; what hindered it is raised here."""
        if self._problem is not None:
            raise self._problem
        return self._found[0]

    def _work(self) -> None:
        try:
            with big_work():
                self._found.append(self._read())
        except BaseException as problem:  # raised again where it is waited for
            self._problem = problem
        self.done = True
        self.ended.emit()


def read_aside(read: Callable[[], Found], words: str, window: QWidget) -> Found:
    """What `read` returns or raises; nothing else can be done in the window until then but to cancel.

    Raises ReadingCancelledError where that is done: the file is read to its end then, and forgotten.
    """
    reading = _Reading(read)
    thread = reading.thread_of_it
    thread.start()
    thread.join(AT_ONCE_S)
    if not reading.done:
        _wait(reading, words, window)
    return reading.found()


def _wait(reading: _Reading[Found], words: str, window: QWidget) -> None:
    """Until it has ended; what happens in the meantime is painted."""
    loop = QEventLoop()
    reading.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    dialog = QProgressDialog(words, "Cancel", 0, 0, window)
    dialog.setWindowTitle("Import")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumDuration(0)
    dialog.canceled.connect(loop.quit)
    dialog.show()
    QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
    try:
        if not reading.done:
            loop.exec()
    finally:
        QApplication.restoreOverrideCursor()
        cancelled = dialog.wasCanceled()
        dialog.deleteLater()
        dialog.hide()
    if cancelled or not reading.done:  # also where the program is ended meanwhile
        _abandoned[:] = [*(one for one in _abandoned if one.thread_of_it.is_alive()), reading]
        raise ReadingCancelledError


_abandoned: list[_Reading[Any]] = []
"""What is still being read and nobody waits for; it is let go on this thread, as Qt asks for."""
