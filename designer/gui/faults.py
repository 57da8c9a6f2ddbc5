"""What happens on a fault of the program: a copy of the work is saved first, then one report is shown."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from designer.core.errors import TrunklineError
from designer.core.model.design import Design
from designer.io.personal import state_folder, write_log
from designer.io.project import SUFFIX, save_project

Tell = Callable[[str, Path | None, Path | None], None]
"""Shows a report: details, where the work was kept, where the log lies."""


class Faults(QObject):
    """Catches what nobody caught, on any thread, and reports it on the window's thread."""

    _caught = Signal(str)

    def __init__(self, design: Callable[[], Design], tell: Tell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._tell = tell
        self._previous = (sys.excepthook, threading.excepthook)
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over uncaught exceptions of the process."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Give them back."""
        sys.excepthook, threading.excepthook = self._previous

    def report(self, details: str) -> None:
        """Save a recovery copy, write the log, show the report."""
        report_fault(self._design(), details, self._tell)

    def _hook(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous[0](kind, value, trace)
            return
        self._caught.emit("".join(traceback.format_exception(kind, value, trace)))

    def _thread_hook(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            self._caught.emit("".join(traceback.format_exception(given.exc_value)))


def report_fault(design: Design, details: str, tell: Tell) -> None:
    """Save a recovery copy of the Design, write the log, show the report."""
    tell(details, recovery_copy(design), write_log(details))


def recovery_copy(design: Design) -> Path | None:
    """Save a copy where the user's recovered work lies; None where it cannot be written."""
    try:
        folder = state_folder() / "recovery"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{_plain(design.name)} {datetime.now():%Y-%m-%d %H%M%S}{SUFFIX}"
        save_project(design, file)
    except (OSError, RuntimeError, TrunklineError):
        return None
    return file


def _plain(name: str) -> str:
    kept = "".join(letter for letter in name if letter.isalnum() or letter in " -_").strip()
    return kept[:40] or "project"
