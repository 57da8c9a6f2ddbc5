"""What happens on a fault of the program: a copy of the work is saved first, then one report is shown."""

import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from designer.core.errors import TrunklineError
from designer.core.model.design import Design
from designer.io.personal import state_folder, write_log
from designer.io.project import SUFFIX, save_project
from designer.io.redaction import private_texts, redacted

PAUSE_S = 10.0
"""The same fault is a new one after so long without it."""

Tell = Callable[[str, Path | None, Path | None], None]
"""Shows a report: details, where the work was kept, where the log lies."""


class Faults(QObject):
    """Catches what nobody caught, on any thread, and reports it on the window's thread.

    What fails at every repaint or every edit is reported once, as long as it goes on without a pause.
    """

    _caught = Signal(str)

    def __init__(self, design: Callable[[], Design], tell: Tell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._tell = tell
        self._previous = (sys.excepthook, threading.excepthook)
        self._last_seen: dict[str, float] = {}
        self._kept: tuple[Design, Path | None] | None = None
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over uncaught exceptions of the process."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Give them back."""
        sys.excepthook, threading.excepthook = self._previous

    def report(self, details: str) -> None:
        """Save a recovery copy, write the log, show the report; a fault of this is only written out.

        The report is sent to the maintainers, so like the log it names nobody.
        """
        if self._goes_on(details):
            return
        try:
            private = private_texts(self._design())
            self._tell(redacted(details, private), self._copy(), write_log(details, private))
        except Exception:
            self._write_out(f"{details}\n{traceback.format_exc()}\n")

    def _goes_on(self, details: str) -> bool:
        """Whether the same place of the program has failed just now, and was told."""
        place, now = _place_of(details), time.monotonic()
        before = self._last_seen.get(place)
        self._last_seen[place] = now
        return before is not None and now - before < PAUSE_S

    def _copy(self) -> Path | None:
        """The recovery copy of the Design as it is now, written once."""
        design = self._design()
        if self._kept is None or self._kept[0] is not design or self._kept[1] is None:
            self._kept = (design, recovery_copy(design))
        return self._kept[1]

    def _hook(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous[0](kind, value, trace)
            return
        self._catch("".join(traceback.format_exception(kind, value, trace)))

    def _thread_hook(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            self._catch("".join(traceback.format_exception(given.exc_value)))

    def _catch(self, details: str) -> None:
        try:
            self._caught.emit(details)
        except RuntimeError:  # the window is gone already
            self._write_out(details)

    def _write_out(self, details: str) -> None:
        """To standard error, which desktops keep in a log of their own, so it names nobody either."""
        try:
            private: Collection[str] = private_texts(self._design())
        except Exception:  # what failed may be the Design itself
            private = ()
        sys.stderr.write(redacted(details, private))


def _place_of(details: str) -> str:
    """The lines of a traceback that say where, without the message, which may hold changing figures."""
    where = [line for line in details.splitlines() if line.startswith("  File ")]
    return "\n".join(where) or details


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
