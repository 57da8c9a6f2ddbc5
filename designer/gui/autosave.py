"""Keeps unsaved work aside, soon after it was done and never while the hand is at something."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from designer.gui.documents import Documents
from designer.gui.workspace import Workspace
from designer.io.autosave_writer import AutosaveWriter
from designer.io.autosaves import AutosaveFolder
from designer.io.lock import BEAT_S

AFTER_MS = 15_000
"""So long after the first change that is not kept yet; half of what is promised."""

AFTER_EDITS = 10
"""After so many edits at once; half of what is promised."""

LOOK_AGAIN_MS = 100
"""While a button of the mouse is held the hand is at something."""


class Autosave(QObject):
    """Hands the Design over to a thread that writes it; the window's thread waits for no disk."""

    told = Signal(str)
    """That keeping work aside fails; once, until it succeeds again."""
    _attempted = Signal(str)

    def __init__(self, workspace: Workspace, documents: Documents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = documents.unsaved
        self._edits = 0
        self._failing = False
        self._writer = AutosaveWriter(self._tell)
        self._timer = self._new_timer(self._write)
        self._timer.setSingleShot(True)
        self._beat = self._new_timer(self._writer.beat)
        self._beat.start(int(BEAT_S * 1000))
        self._attempted.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        documents.about_to_save.connect(self.before_save)
        documents.saved.connect(self.clear)
        self.told.connect(workspace.said)
        workspace.design_changed.connect(self._changed)
        workspace.project_replaced.connect(self.clear)

    def now(self) -> None:
        """Keep what there is, whatever the hand is at: something has gone wrong."""
        self._edits = 0
        self._timer.stop()
        self._writer.hand(self._work())

    def before_save(self) -> None:
        """Bring what is kept up to what is about to be saved."""
        self._writer.settle(self._work())

    def clear(self) -> None:
        """The work is saved, or the person does without it."""
        self._edits = 0
        self._timer.stop()
        self._writer.clear()

    def adopt(self, folder: AutosaveFolder) -> None:
        """Go on in a folder whose state was restored; it stays there until the person saves."""
        self._writer.adopt(folder)

    def stop(self) -> None:
        """End; what is kept stays kept."""
        self._timer.stop()
        self._beat.stop()
        self._writer.stop()

    def _new_timer(self, due: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(due)
        return timer

    def _changed(self) -> None:
        self._edits += 1
        if self._edits >= AFTER_EDITS:
            self._timer.start(0)
        elif not self._timer.isActive():
            self._timer.start(AFTER_MS)

    def _write(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start(LOOK_AGAIN_MS)
        else:
            self.now()

    def _tell(self, failure: str) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._attempted.emit(failure)

    def _hear(self, failure: str) -> None:
        if failure and not self._failing:
            self.told.emit(failure)
        self._failing = bool(failure)
        if failure and not self._timer.isActive():
            self._timer.start(AFTER_MS)
