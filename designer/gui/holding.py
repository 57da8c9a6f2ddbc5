"""Which file this window holds, so that no two windows write one project."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from designer.io.atomic import sweep_temporaries
from designer.io.lock import BEAT_S, Busy, Lock, acquire, lock_path


class Holding(QObject):
    """The lock of the open file, with its sign of life."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock: Lock | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(int(BEAT_S * 1000))
        self._timer.timeout.connect(self._beat)

    def claim(self, file: Path, *, take_over: bool = False) -> Lock | Busy | None:
        """The lock of a file, also where it is ours already; `let_go` or `keep` it. None = there is none."""
        try:
            place = lock_path(file)
        except (OSError, ValueError, RuntimeError):  # a name that no file can have: writing it says so
            return None
        if self._lock is not None and self._lock.path == place:
            return self._lock
        return acquire(place, take_over=take_over)

    def keep(self, lock: Lock | None, file: Path | None) -> None:
        """Hold this lock from now on and no other; what a killed program left beside its file goes."""
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        self._lock = lock
        if lock is None:
            self._timer.stop()
        else:
            self._timer.start()
            if file is not None:
                sweep_temporaries(file)

    def let_go(self, lock: Lock | Busy | None) -> None:
        """Give back what was claimed and is not kept."""
        if isinstance(lock, Lock) and lock is not self._lock:
            lock.release()

    def _beat(self) -> None:
        if self._lock is not None:
            self._lock.beat()
