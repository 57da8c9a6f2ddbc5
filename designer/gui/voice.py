"""The one voice of the window: everything that is asked or told in a dialog, and the report of a fault.

Nothing else opens a message box, so that tests put a recording stand-in in its place.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from designer.gui.dialogs.report import FaultReport
from designer.gui.icons import pixmap

SIGN_PX = 36


class Answer(StrEnum):
    """What a person says when a changed project is about to be left."""

    SAVE = "save"
    DISCARD = "discard"
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

    def _box(self, sign: str, ink: str) -> QMessageBox:
        """A box with one of the program's own signs."""
        box = QMessageBox(self._window)
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
