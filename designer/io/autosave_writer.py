"""A thread that writes autosaves, so that nobody waits for a disk."""

import threading
from collections.abc import Callable

from designer.core.errors import TrunklineError
from designer.io.autosaves import AutosaveFolder, Unsaved, new_folder


class AutosaveWriter:
    """Writes the newest work it was handed; older work that still waits is dropped.

    `told` is called on the writer's thread after every attempt, with a sentence where it failed. The folder
    is made with the first autosave, and the thread as well.
    """

    def __init__(self, told: Callable[[str], None]) -> None:
        self._told = told
        self._ready = threading.Condition()
        self._disk = threading.Lock()
        self._waiting: Unsaved | None = None
        self._stopping = False
        self._folder: AutosaveFolder | None = None
        self._thread: threading.Thread | None = None

    def hand(self, work: Unsaved) -> None:
        """Have work written as soon as possible."""
        with self._ready:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
                self._thread.start()
            self._waiting = work
            self._ready.notify()

    def settle(self, work: Unsaved) -> None:
        """Have what is there already brought up to `work` before this returns; nothing where there is none.

        Called before a save: should the program be killed between the save and its clearing up, what is left
        then equals the save and is not taken for something newer.
        """
        self._drop_waiting()
        with self._disk:
            if self._folder is not None and self._folder.newest is not None:
                self._write(work)

    def clear(self) -> None:
        """Remove all: the work is saved, or the person does without it."""
        self._drop_waiting()
        with self._disk:
            folder, self._folder = self._folder, None
            if folder is not None:
                folder.close()

    def adopt(self, folder: AutosaveFolder) -> None:
        """Go on in a folder that was left behind: what is in it stays until something newer is."""
        self.clear()
        with self._disk:
            self._folder = folder

    def beat(self) -> None:
        """Give a sign of life to windows on other computers that share the folder."""
        folder = self._folder
        if folder is not None:
            folder.beat()

    def stop(self) -> None:
        """End the thread; what is in the folder stays."""
        with self._ready:
            self._waiting, self._stopping = None, True
            self._ready.notify()
        if self._thread is not None:
            self._thread.join(timeout=10.0)
        with self._disk:
            folder, self._folder = self._folder, None
            if folder is not None:
                folder.leave()

    def _drop_waiting(self) -> None:
        with self._ready:
            self._waiting = None

    def _run(self) -> None:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._stopping or self._waiting is not None)
                if self._stopping:
                    return
            with self._disk:
                with self._ready:  # what was saved meanwhile is not written any more
                    work, self._waiting = self._waiting, None
                if work is not None:
                    self._write(work)

    def _write(self, work: Unsaved) -> None:
        try:
            if self._folder is not None and self._folder.is_gone:
                self._folder.leave()
                self._folder = None
            if self._folder is None:
                self._folder = new_folder()
            self._folder.write(work)
        except TrunklineError as problem:
            self._told(problem.sentence())
        else:
            self._told("")
