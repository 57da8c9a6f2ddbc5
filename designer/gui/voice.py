"""The one voice of the window: everything that is asked or told in a dialog, and the report of a fault.

Nothing else opens a message box, so that tests put a recording stand-in in its place.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from designer.gui.dialogs.recovery import Offer, RecoveryAnswer, RecoveryDialog
from designer.gui.dialogs.report import FaultReport
from designer.gui.icons import pixmap
from designer.gui.moments import duration, moment
from designer.io.lock import Busy

SIGN_PX = 36


class Answer(StrEnum):
    """What a person says when a changed project is about to be left."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class OwnerAnswer(StrEnum):
    """What a person says when somebody else has the project open."""

    READ_ONLY = "read-only"
    TAKE_OVER = "take over"
    CANCEL = "cancel"


class RivalAnswer(StrEnum):
    """What a person says when somebody else has written the file that is about to be saved."""

    REPLACE = "replace"
    """Theirs stays as a copy beside the file."""
    SAVE_AS = "save as"
    CANCEL = "cancel"


class Voice:
    """Dialogs over one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._report: FaultReport | None = None

    def tell(self, sentence: str) -> None:
        """Something that a person must know before going on."""
        box = self._box("warning", "warning")
        box.setText(sentence)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.exec()

    def ask_to_save(self, name: str) -> Answer:
        """Whether the changes of a project are kept."""
        box = self._box("save", "accent")
        box.setText(f"Save the changes of “{name}”?")
        box.setInformativeText("Without saving they are lost.")
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        chosen = box.exec()
        return {buttons.Save: Answer.SAVE, buttons.Discard: Answer.DISCARD}.get(
            QMessageBox.StandardButton(chosen), Answer.CANCEL
        )

    def ask_to_replace(self, files: Sequence[str], folder: Path) -> bool:
        """Whether files that exist may be written anew."""
        listed = ", ".join(files[:4]) + (f" and {len(files) - 4} more" if len(files) > 4 else "")
        box = self._box("warning", "accent")
        box.setText(f"Replace {listed}?")
        box.setInformativeText(f"They exist in {folder}.")
        replace = box.addButton("Replace", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is replace

    def ask_to_end_export(self) -> bool:
        """Whether an export that is being written is ended with the window."""
        box = self._box("warning", "accent")
        box.setText("An export is being written.")
        box.setInformativeText("Its files are written together at the end: if it ends now there are none.")
        end = box.addButton("End it and close", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Keep open", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is end

    def ask_about_owner(self, name: str, busy: Busy) -> OwnerAnswer:
        """How a project is opened that somebody else has open, or seems to have left open."""
        box = self._box("warning", "accent")
        owner = busy.owner
        box.setText(f"“{name}” is open {f'on {owner.host}' if owner.host else 'in another window'}.")
        box.setInformativeText(_about_owner(busy))
        read_only = box.addButton("Open read-only", QMessageBox.ButtonRole.AcceptRole)
        take = box.addButton("Take over", QMessageBox.ButtonRole.DestructiveRole) if busy.is_stale else None
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(read_only)
        box.exec()
        if take is not None and box.clickedButton() is take:
            return OwnerAnswer.TAKE_OVER
        return OwnerAnswer.READ_ONLY if box.clickedButton() is read_only else OwnerAnswer.CANCEL

    def ask_about_rival(self, name: str) -> RivalAnswer:
        """What becomes of a file that somebody else has written since it was opened here."""
        box = self._box("warning", "warning")
        box.setText(f"“{name}” was changed by someone else since you opened it.")
        box.setInformativeText(
            "Neither version is lost: yours can go to a file of its own, or take the place of theirs, "
            "which then stays beside it as a copy."
        )
        save_as = box.addButton("Save under another name…", QMessageBox.ButtonRole.AcceptRole)
        replace = box.addButton("Replace and keep theirs", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save_as)
        box.exec()
        answers = {save_as: RivalAnswer.SAVE_AS, replace: RivalAnswer.REPLACE}
        return next((told for one, told in answers.items() if one is box.clickedButton()), RivalAnswer.CANCEL)

    def offer_recovery(self, offers: Sequence[Offer]) -> tuple[int, RecoveryAnswer]:
        """Which recovered work is dealt with, and how."""
        dialog = RecoveryDialog(offers, self._window)
        dialog.exec()
        return dialog.chosen, dialog.answer

    def _box(self, sign: str, ink: str) -> QMessageBox:
        """A box with one of the program's own signs."""
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)  # what it says may quote a file
        box.setWindowTitle("Trunkline")
        box.setIconPixmap(pixmap(sign, SIGN_PX, box.devicePixelRatioF(), ink))
        return box

    def choose_to_open(self, title: str, folder: Path, filters: str) -> Path | None:
        """A file to read; None when the person changed their mind."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(folder), filters)
        return Path(name) if name else None

    def choose_to_save(self, title: str, proposal: Path, filters: str) -> Path | None:
        """A file to write; the system's dialog asks before one is replaced."""
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposal), filters)
        return Path(name) if name else None

    def choose_folder(self, title: str, proposal: Path) -> Path | None:
        """A folder to write to."""
        name = QFileDialog.getExistingDirectory(self._window, title, str(proposal))
        return Path(name) if name else None

    def report(self, details: str, kept: Path | None, log: Path | None) -> None:
        """A fault of the program: one report at a time, beside which work goes on."""
        if self._report is not None and self._report.isVisible():
            self._report.add(details)
            return
        self._report = FaultReport(details, kept, log, self._window)
        self._report.show()


def _about_owner(busy: Busy) -> str:
    """Who has a project open, since when, and what reading it only means."""
    owner = busy.owner
    by = f"Opened by {owner.user}" if owner.user else "Opened"
    since = f" at {moment(owner.since)}" if moment(owner.since) else ""
    silent = (
        f", last sign of life {duration(busy.silent_s)} ago: it may have been left behind" * busy.is_stale
    )
    return f"{by}{since}{silent}. Opened read-only, your changes can be saved under another name."
