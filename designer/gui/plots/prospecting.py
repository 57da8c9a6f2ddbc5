"""Working out ways to fill aside: one takes seconds on a large roof, and the window goes on meanwhile."""

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal, Slot

from designer.core.errors import TrunklineError
from designer.edit.fill_variants import Prospect

Found = Prospect | TrunklineError | None
"""What became of a way; None where the program has a fault, which is told by itself."""


class Prospecting(QObject):
    """One way after the other, each on a thread of its own."""

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_busy = False
        self._ended.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def begin(self, make: Callable[[], Prospect], take: Callable[[Found], None]) -> None:
        """Have a way made, and handed over on this thread."""
        self.is_busy = True
        thread = threading.Thread(target=self._make, args=(make, take), name="ways-to-fill", daemon=True)
        thread.start()

    def _make(self, make: Callable[[], Prospect], take: Callable[[Found], None]) -> None:
        found: Found = None
        try:
            found = make()
        except TrunklineError as problem:
            found = problem
        finally:
            with suppress(RuntimeError):  # the window is gone already
                self._ended.emit(found, take)

    @Slot(object, object)
    def _take(self, found: object, take: object) -> None:
        self.is_busy = False
        assert callable(take)
        take(found)
