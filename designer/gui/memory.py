"""Cyclic garbage is collected when nobody is looking.

A full collection walks every object of the program: with the plan of a thousand modules it stops all
threads for 30 to 60 ms, measured, and Python starts one whenever it likes. Designs and Plans hold no cycles
and are freed at once without it, so it can wait for a moment in which the hand rests.
"""

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from PySide6.QtCore import QObject, QTimer

from designer.gui.heap import give_back
from designer.gui.workspace import Workspace

LOOK_MS = 100
REST_S = 2.5
"""So long nothing was edited, planned or pointed at."""

YOUNG_OBJECTS = 10_000
"""So many new objects are worth a look at the young ones alone, which takes a few milliseconds."""

MANY_YOUNG = 4_000
"""After so many looks without a rest the full collection is due all the same."""


def set_aside() -> None:
    """What is alive now is not walked again."""
    gc.collect()
    gc.freeze()


def take_back() -> None:
    """What was set aside is walked as everything else."""
    gc.unfreeze()


class _BigWork:
    """How much big work is going on, and how much of it has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.going = self.ended = 0

    @contextmanager
    def done(self) -> Iterator[None]:
        with self._lock:
            self.going += 1
        try:
            yield
        finally:
            with self._lock:
                self.going -= 1
                self.ended += 1


_big_work = _BigWork()


def big_work() -> AbstractContextManager[None]:
    """Around work on another thread that makes very much and leaves it: an export, a drawing that is read.

    A full collection in the middle of it would walk all of that, again and again, and free none; it comes
    when the hand has rested after it.
    """
    return _big_work.done()


class QuietCollector(QObject):
    """Takes the place of Python's own timing while the window lives."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._busy_at = time.monotonic()
        self._looks = 0
        self._ended = _big_work.ended
        for signal in (workspace.overlay_changed, workspace.design_changed, workspace.plan_changed):
            signal.connect(self._busy)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over; what is alive now lives as long as the program and is not walked again."""
        set_aside()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give back to Python."""
        self._timer.stop()
        take_back()
        gc.enable()

    def look(self) -> None:
        """Collect what is due."""
        if self._ended != _big_work.ended:
            self._ended = _big_work.ended
            self._looks += 1
            self._busy()
        if gc.get_count()[0] > YOUNG_OBJECTS:
            gc.collect(0)
            self._looks += 1
        if self._looks and (self._resting() or self._looks > MANY_YOUNG):
            gc.collect()
            give_back()
            self._looks = 0

    def _resting(self) -> bool:
        is_working = self._workspace.is_planning or _big_work.going
        return not is_working and time.monotonic() - self._busy_at > REST_S

    def _busy(self) -> None:
        self._busy_at = time.monotonic()
