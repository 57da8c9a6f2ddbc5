"""The real program with a restless hand at it, which makes random edits until the program is killed.

    python -m tests.crash.child FOLDER SEED FASHION

It opens `house.trunkline` of the folder by the program's own entry, answers the recovery dialog with
"Restore", and writes down everything in `log`. By its fashion it is killed from outside, kills itself at a
random access to the disk, or runs into an exception.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from designer.core.model.design import Design, TextNote
from designer.gui import autosave
from designer.gui.app import run
from designer.gui.dialogs.recovery import RecoveryDialog
from designer.gui.window import MainWindow
from designer.io.project import digest_of, encode_project
from tests.crash.fashions import FASHIONS, Fashion
from tests.crash.log import Log

WRITES = {"open", "os.rename", "os.link", "os.remove", "os.chmod", "os.utime"}
"""What Python tells of before it is done."""


class Hand:
    """Does one thing after the other."""

    def __init__(self, folder: Path, seed: int, fashion: Fashion) -> None:
        self.folder = folder
        self.fashion = fashion
        self.random = random.Random(seed)
        self.log = Log(folder / "log")
        self.restored = False
        self.quiet_looks = 0
        self.timer = QTimer()
        self.timer.timeout.connect(self.look)
        self.timer.start(5)

    @property
    def window(self) -> MainWindow:
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))

    def look(self) -> None:
        """Answer dialogs; begin once none comes any more."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, RecoveryDialog):
            self.quiet_looks = 0
            self.restored = True
            dialog.restore.click()
        elif isinstance(dialog, QMessageBox):
            self.log.note("unexpected", detail=f"{dialog.text()} {dialog.informativeText()}")
            dialog.reject()
        elif self.quiet_looks < 3:
            self.quiet_looks += 1
        else:
            self.begin()

    def begin(self) -> None:
        self.timer.stop()
        self.timer.timeout.disconnect(self.look)
        present = sorted(entry.name for entry in (self.folder / "site").iterdir())
        self.log.note("start", digest(self.design), json.dumps([self.restored, present]))
        if self.fashion.dies_at_disk:
            self.die_at_disk(self.random.randint(1, 60))
        self.timer.timeout.connect(self.act)
        self.timer.start(self.fashion.pause_ms)

    @property
    def design(self) -> Design:
        return self.window.workspace.design

    def act(self) -> None:
        """One edit, undo, redo or save; or a fault of the program."""
        chance = self.random.random()
        if chance < self.fashion.saves:
            self.save()
        elif chance < self.fashion.saves + 0.1:
            self.go("undo", -1)
        elif chance < self.fashion.saves + 0.15:
            self.go("redo", 1)
        elif self.fashion.raises and chance > 0.97:
            raise RuntimeError("a fault of the program, on purpose")
        else:
            self.edit()

    def edit(self) -> None:
        changed = self.changed(self.design)
        self.log.note("edit", digest(changed))
        assert self.window.workspace.edit("Edit", lambda _: changed)
        self.log.note("done", digest(self.design))

    def go(self, name: str, step: int) -> None:
        session = self.window.workspace.session
        at = session._at + step
        if 0 <= at < len(session._revisions):
            self.log.note("edit", digest(session._revisions[at].design))
            self.window.commands[name].trigger()
            self.log.note("done", digest(self.design))

    def save(self) -> None:
        before = digest(self.design)
        self.log.note("saving", before)
        self.window.commands["save"].trigger()
        if not self.window.documents.changed:
            self.log.note("saved", before)

    def changed(self, design: Design) -> Design:
        """Another Design that was never there before."""
        some = self.random.uniform(0.0, 500.0)
        which = self.random.choice(("name", "box", "row", "text", "settings"))
        if which == "box" and design.boxes:
            boxes = (replace(design.boxes[0], x=1000.0 + some), *design.boxes[1:])
            return replace(design, boxes=boxes)
        if which == "row" and design.rows:
            row = design.rows[0]
            along = row.modules[0].along_mm - some / 1000.0
            first = replace(row.modules[0], along_mm=along)
            return replace(design, rows=(replace(row, modules=(first, *row.modules[1:])), *design.rows[1:]))
        if which == "text":
            number = design.next_number
            note = TextNote(
                id=f"T{number}", surface=design.surfaces[0].id, at=(some, 900.0), text=f"Ä {some}"
            )
            return replace(design, texts=(*design.texts[-9:], note), next_number=number + 1)
        if which == "settings":
            return replace(design, settings=replace(design.settings, obstacle_clearance_mm=50.0 + some / 100))
        return replace(design, name=f"House {some}")

    def die_at_disk(self, accesses: int) -> None:
        """Kill the process at an access to the disk, in whichever thread it is made."""
        left = [accesses]
        here = str(self.folder)

        def hear(event: str, given: tuple[object, ...]) -> None:
            if event in WRITES and given and here in str(given[0]):
                left[0] -= 1
                if left[0] <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)


def digest(design: Design) -> str:
    return digest_of(encode_project(design))


def main() -> int:
    folder, seed, fashion = Path(sys.argv[1]), int(sys.argv[2]), FASHIONS[sys.argv[3]]
    if fashion.after_ms:
        autosave.AFTER_MS = fashion.after_ms
    application = QApplication(sys.argv[:1])
    hand = Hand(folder, seed, fashion)
    code = run(folder / "site" / "house.trunkline")
    hand.log.note("ended", detail=str(code))
    del application
    return code


if __name__ == "__main__":
    sys.exit(main())
